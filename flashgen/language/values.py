"""Quantities as values: how much, of what unit, exact or not, a range, a bound, a change; and when two are the same.

``readings`` makes them of a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from flashgen.language.units import Unit
from flashgen.language.words import stem

YEAR = Unit("year AD", "year AD", Fraction(1))
"""A year of the calendar, as distinct from twelve months; those before Christ are negative."""


class Bound(StrEnum):
    """On which side of the magnitude the quantity lies."""

    NONE = ""
    UP_TO = "≤"
    BELOW = "<"
    AT_LEAST = "≥"
    ABOVE = ">"


class Change(StrEnum):
    """Whether the quantity tells a change: by how much (``rose by 5 %``) or how many times (``doubled``)."""

    NONE = ""
    BY = "by"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity at ``[start:end]`` of the text it was read from, with what modifies it."""

    start: int
    end: int
    core: tuple[int, int]
    """Where the number and its unit stand, without ``about`` and ``up to``."""
    low: Fraction
    high: Fraction
    """Of a range its other end; else as ``low``. In ``unit``."""
    unit: Unit | None = None
    written: str = ""
    """The unit as written."""
    noun: str = ""
    """What is counted: the noun right after the number."""
    exact: bool = True
    bound: Bound = Bound.NONE
    change: Change = Change.NONE
    step: Fraction = Fraction(0)
    """What the last digit that is written counts, in ``unit``; 0 where nothing was rounded."""

    @property
    def is_range(self) -> bool:
        """Whether it has two ends."""
        return self.low != self.high

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Both ends in the base unit of what is measured."""
        return (self.unit.base(self.low), self.unit.base(self.high)) if self.unit else (self.low, self.high)

    @property
    def slack(self) -> Fraction:
        """How far rounding as written may have taken it from what is true, in the base unit."""
        return self.step * (self.unit.size if self.unit else 1) / 2

    def __str__(self) -> str:
        number = f"{_shown(self.low)}…{_shown(self.high)}" if self.is_range else _shown(self.low)
        name = self.unit.name if self.unit else self.noun
        parts = (self.change.value, "" if self.exact else "≈", self.bound.value, number, name)
        return " ".join(part for part in parts if part)


def same(left: Value, right: Value) -> bool:
    """Whether two values say the same: ``280B`` and ``280 billion``, ``25 %`` and ``0.25``, ``6 ft`` and ``72 in``.

    That one of them is only about right makes no difference; a bound and a change do.
    """
    return (
        (left.bound, left.change) == (right.bound, right.change)
        and _comparable(left, right)
        and left.ends == right.ends
    )


def differ(left: Value, right: Value) -> bool:
    """Whether two values cannot both be true of one thing: both exact, and no rounding as written makes them agree."""
    if any(not side.exact or side.bound or side.is_range for side in (left, right)):
        return False
    if left.change != right.change or not _comparable(left, right):
        return False
    return abs(left.ends[0] - right.ends[0]) > max(left.slack, right.slack)


def _comparable(left: Value, right: Value) -> bool:
    """Whether two values are of one kind: one dimension, or a bare number beside a share or a year; of one noun."""
    if left.noun and right.noun and stem(left.noun.split()[-1]) != stem(right.noun.split()[-1]):
        return False
    kinds = {side.unit.dimension if side.unit else "" for side in (left, right)}
    bare = not (left.noun or right.noun) and (kinds in ({"", "share"}, {"", YEAR.dimension}))
    return len(kinds) == 1 or bare


def _shown(number: Fraction) -> str:
    if number.denominator == 1:
        return str(number)
    decimal = f"{float(number):.12g}"
    return decimal if Fraction(decimal) == number else str(number)
