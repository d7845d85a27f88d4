"""Two places of the notes that give the same attribute of the same thing different values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from flashgen.check.finding import Check, Finding, Notebook, short
from flashgen.check.stated import Stated, stated
from flashgen.language.entities import Spelling, is_named, spelling, tells_cases_apart
from flashgen.language.values import differ

_FEWEST = 4
"""Words of a sentence that no chance makes the same in two places."""
_MOST = 20
"""Statements in the same words that each further one is compared with."""


def _find(notes: Notebook) -> Iterator[Finding]:
    known = spelling(text.plain for document in notes.documents for text in document.texts())
    groups: dict[tuple[str, ...], list[Stated]] = defaultdict(list)
    for one in stated(notes):
        groups[tuple(sorted(one.about))].append(one)
    for several in groups.values():
        told: list[Stated] = []
        for one in several:
            against = next((other for other in told if _contradict(other, one, known)), None)
            if against:
                yield _finding(against, one)
            elif len(told) < _MOST:
                told.append(one)


def _contradict(one: Stated, other: Stated, known: Spelling) -> bool:
    """Whether two statements in the same words, told of the same thing, cannot both be true."""
    if (one.path, one.line) == (other.path, other.line) or not differ(one.value, other.value):
        return False
    # "predicted: cat, actual: dog" and "predicted: dog, actual: cat" are in the same words
    if one.whole == other.whole and one.about != other.about and one.owner != other.owner:
        return False
    if one.above == other.above:
        return True
    apart = one.above ^ other.above
    if tells_cases_apart(apart):
        return False
    if one.whole and other.whole and len(one.about) >= _FEWEST:
        return True
    return all(_names_itself(side, known) for side in (one, other))


def _names_itself(one: Stated, known: Spelling) -> bool:
    """Whether the words of a statement, not what is above it, hold the name of what it tells of, and what of that."""
    return is_named(one.owner.entity, known) and one.name < set(one.about)


def _finding(one: Stated, other: Stated) -> Finding:
    what = " ".join(part for part in (one.owner.entity, one.owner.attribute) if part) or " ".join(one.about)
    return Finding(
        other.path, other.line, "contradiction",
        f"{short(what)}: {short(other.shown)} here, {short(one.shown)} in {one.path}:{one.line}",
        "correct the one that is wrong, or say in both what makes the difference",
        (*sorted(one.about), *sorted((str(one.value), str(other.value)))), (one.path, one.line),
    )  # fmt: skip


CHECK = Check("contradiction", "two values of one attribute of one thing", _find)
