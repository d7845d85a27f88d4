"""Numbers of a typed answer beside those of the card: the same value, nearly, or another.

``flashgen.language`` reads them. Here is only what is granted to one who types: capitals that are left out, a letter
that may mean two things (280B: billions, or bytes), a unit that goes without saying.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flashgen.drill.values import Verdict, worst
from flashgen.language.readings import values
from flashgen.language.units import in_any_case, unit
from flashgen.language.values import YEAR, Bound, Change, Value, same
from flashgen.text import Text

_LETTERS = {
    "K": ("k", " kelvin"), "k": ("k",), "M": ("M",), "m": ("m", "M"), "B": ("B", " bytes"), "b": ("B", " bits"),
    "G": ("G",), "T": ("T", " tesla"), "t": ("t", "T"),
}  # fmt: skip
"""What a letter right behind a number may mean, as ``flashgen.language`` would have it written."""
_POUNDS = ("lb", "GBP")
_CASH_BEFORE = re.compile(r"[$€£¥]\s?$")
_MEASURED = re.compile(r"((?<!\d)\d++(?:[.,]\d++)*|\.\d++)(\s?)([A-Za-zµμ]+)((?:\s?/\s?[A-Za-zµμ]+)*)(?![\w^])")
_SPACED_FRACTION = re.compile(r"(?<=\d) / (?=\d)")
_WORD = re.compile(r"[A-Za-zµμ]+")
_COUNTED = 2
"""Words beside a number that is an answer by itself."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a text as it may be read, and what else it says."""

    values: tuple[Value, ...]
    rest: str
    sure: bool
    """Whether capitals tell the units apart: ``5 mw`` may be milliwatts or megawatts."""
    plain: bool
    """Whether no letter behind a number could mean something else; then a unit may be left out."""


def numbers(text: str) -> tuple[Numbers, ...]:
    """The ways to read the numbers of a text, the likeliest first."""
    text = _SPACED_FRACTION.sub("/", text)
    matches = [*_MEASURED.finditer(text)]
    ways = [_meanings(match) for match in matches]
    plain = all(len(way) == 1 for way in ways)
    found: list[Numbers] = []
    for at in range(max(map(len, ways), default=1)):
        meant = [way[min(at, len(way) - 1)] for way in ways]
        said = _joined(text, [(match.span(), word) for match, (word, _) in zip(matches, meant, strict=True)])
        read = values(Text(said), every=True)
        found.append(Numbers(read, _without(said, read), all(sure for _, sure in meant), plain))
    return tuple(found)


def is_numeric(text: str) -> bool:
    """Whether a text is a number, with a unit or a counted thing perhaps, and nothing more."""
    read = values(Text(text), every=True)
    return bool(read) and len(_without(text, read).split()) <= _COUNTED


def agree(wanted: Sequence[Value], given: Sequence[Value], bare: bool) -> Verdict:
    """What the numbers that were typed are worth, as many as were asked for; ``bare`` ones may lack their unit."""
    return worst(_agree(one, other, bare) for one, other in zip(wanted, given, strict=True))


def _agree(wanted: Value, given: Value, bare: bool) -> Verdict:
    if wanted.bound and given.bound and wanted.bound != given.bound:
        return Verdict.WRONG
    one, other = _alone(wanted), _alone(given)
    if same(one, other):
        return Verdict.RIGHT if wanted.bound == given.bound else Verdict.NEARLY
    if bare and one.unit and not other.unit:
        era = -1 if one.unit == YEAR and one.low < 0 else 1
        other = replace(other, low=era * other.low, high=era * other.high, unit=one.unit)
    return Verdict.NEARLY if same(one, other) or _rounded(one, other) else Verdict.WRONG


def _alone(value: Value) -> Value:
    """A value without what the words beside it say, which are compared as words."""
    return replace(value, bound=Bound.NONE, change=Change.NONE, noun="")


def _rounded(exact: Value, given: Value) -> bool:
    """Whether a value is another one with fewer decimals, of which some are left."""
    if exact.is_range or given.is_range or given.step >= 1:
        return False
    kinds = {side.unit.dimension if side.unit else "" for side in (exact, given)}
    return len(kinds) == 1 and abs(exact.ends[0] - given.ends[0]) <= given.slack


def _meanings(match: re.Match[str]) -> list[tuple[str, bool]]:
    """A number with the word behind it in the ways that may be meant, each with whether that is sure."""
    number, gap, word, below = match.groups()
    if word in _LETTERS and not (gap or below):
        ways = _LETTERS[word][: 1 if _CASH_BEFORE.search(match.string, 0, match.start()) else None]
        return [(number + way, True) for way in ways]
    if word.lower() in ("pound", "pounds"):
        return [(f"{number} {way}{below}", True) for way in _POUNDS]
    units = _units(word)
    below = _WORD.sub(lambda part: next(iter(_units(part[0])), part[0]), below)
    found = [(f"{number}{gap}{way}{below}", len(units) == 1) for way in units]
    # a word of its own may be no unit at all: 50 US states
    return found if found and (not gap or unit(word)) else [*found, (match[0], True)]


def _units(word: str) -> tuple[str, ...]:
    """The units that a word may mean: itself, where it is one."""
    return (word,) if unit(word) else in_any_case(word)


def _without(text: str, read: Sequence[Value]) -> str:
    """A text without its numbers."""
    return _joined(text, [((value.start, value.end), " ") for value in read])


def _joined(text: str, others: Iterable[tuple[tuple[int, int], str]]) -> str:
    """A text with others in the place of some of its stretches."""
    for (start, end), other in reversed([*others]):
        text = text[:start] + other + text[end:]
    return text
