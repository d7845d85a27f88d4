"""Cloze numbers that stay with the words they hide: Anki hangs a card's history on the number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flashgen.reconcile.likeness import still_says
from flashgen.reconcile.sides import CLOZE, blanks, plain

Numbers = tuple[tuple[int, str], ...]
"""Each number that was ever given and the words it hides."""


@dataclass(frozen=True, slots=True)
class _Blank:
    number: int
    hidden: str
    left: str
    right: str
    """The words next to it."""


def pinned(ever: Numbers, old: str, new: str) -> tuple[dict[int, int], Numbers]:
    """The number that each of today's gets, and all that were ever given, these included.

    ``old`` and ``new`` are the cloze fields. A blank keeps its number while it hides the same words or stands in
    the same sentence otherwise unchanged; a new one gets a number that was never used.
    """
    was, today = _blanks(old), _blanks(new)
    kept: dict[int, int] = {}
    used: set[int] = set()

    def keep(blank: _Blank, number: int) -> None:
        kept[blank.number] = number
        used.add(number)

    if plain(CLOZE.sub("[]", old)) == plain(CLOZE.sub("[]", new)):
        for before, blank in zip(was, today, strict=True):
            keep(blank, before.number)
    else:
        for blank, number in [*_by_words(was, today), *_by_position(was, today)]:
            if blank.number not in kept and number not in used:
                keep(blank, number)
    current = {blank.number for blank in was}
    for blank in today:
        once = [number for number, hidden in ever if hidden == blank.hidden and number not in current | used]
        if blank.number not in kept and len(once) == 1:
            keep(blank, once[0])
    fresh = max((number for number, _ in ever), default=0)
    for blank in today:
        if blank.number not in kept:
            fresh += 1
            keep(blank, fresh)
    said = dict(ever) | {kept[blank.number]: blank.hidden for blank in today}
    return kept, tuple(sorted(said.items()))


def renumbered(text: str, numbers: dict[int, int]) -> str:
    """A text in Anki's cloze notation with other numbers."""
    return CLOZE.sub(lambda m: f"{{{{c{numbers.get(int(m[1]), int(m[1]))}::{m[2]}}}}}", text)


def numbers(field: str) -> Numbers:
    """The numbers of a note that was never shipped."""
    return tuple(sorted(blanks(field)))


def _blanks(field: str) -> list[_Blank]:
    found = []
    matches = list(CLOZE.finditer(field))
    for (number, hidden), match in zip(blanks(field), matches, strict=True):
        left = plain(CLOZE.sub("[]", field[: match.start()])).split()
        right = plain(CLOZE.sub("[]", field[match.end() :])).split()
        found.append(_Blank(number, hidden, "".join(left[-1:]), "".join(right[:1])))
    return found


def _by_words(was: Sequence[_Blank], today: Sequence[_Blank]) -> list[tuple[_Blank, int]]:
    """Blanks that hide the same words; where these stand there more than once, the words beside must tell which."""
    found = []
    before, after = Counter(b.hidden for b in was), Counter(b.hidden for b in today)
    for blank in today:
        same = [b for b in was if b.hidden == blank.hidden]
        if before[blank.hidden] > 1 or after[blank.hidden] > 1:
            same = [b for b in same if (b.left, b.right) == (blank.left, blank.right)]
        if len(same) == 1:
            found.append((blank, same[0].number))
    return found


def _by_position(was: Sequence[_Blank], today: Sequence[_Blank]) -> list[tuple[_Blank, int]]:
    """Blanks whose words were corrected: one on each side has these neighbours, or hides the same spelt anew."""
    found = []
    for blank in today:
        same = [b for b in was if (b.left, b.right) == (blank.left, blank.right) or still_says(b.hidden, blank.hidden)]
        if len(same) == 1 and sum(_may_be(same[0], other) for other in today) == 1:
            found.append((blank, same[0].number))
    return found


def _may_be(old: _Blank, new: _Blank) -> bool:
    return (old.left, old.right) == (new.left, new.right) or still_says(old.hidden, new.hidden)
