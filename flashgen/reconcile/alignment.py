"""Notes replaced in place: what stands between the same neighbours as before, in a file laid beside its old self."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from flashgen.model import Form, Origin
from flashgen.reconcile.ascending import ascending
from flashgen.reconcile.likeness import is_telling, said, share_words, still_says
from flashgen.reconcile.nearest import nearest
from flashgen.reconcile.places import Place, Renamed, place
from flashgen.reconcile.sides import Known, sides
from flashgen.reconcile.subjects import Allowed

_TELLING = 4
"""Content words by which a note is known again among several that changed between the same neighbours."""
_TELLING_ANSWER = 2
_FEW_PAIRS = 400
_LOOKED_AT = 8
"""Candidates for each note where there are many."""

Pair: TypeAlias = tuple[str, Origin, int, Origin]
_Old: TypeAlias = tuple[str, Known, Origin]
_New: TypeAlias = tuple[int, Known, Origin]
_Sort: TypeAlias = tuple[Form, str, str]
"""Form, rule and slot: what two notes must share that are the same."""


@dataclass(slots=True)
class _Gap:
    """What is left over between two neighbours that are still there."""

    old: list[_Old] = field(default_factory=list)
    new: list[_New] = field(default_factory=list)
    bounded: bool = True
    """At least one side is a neighbour, not an end of the file."""

    def candidates(self) -> Iterator[tuple[_Old, _New]]:
        """The pairs that are worth a look: all in a small gap, in a large one those that share a side or words."""
        if len(self.old) * len(self.new) <= _FEW_PAIRS:
            yield from ((old, new) for old in self.old for new in self.new)
            return
        by_side: defaultdict[str, list[int]] = defaultdict(list)
        for position, (_, known, _) in enumerate(self.new):
            for side in sides(known):
                by_side[side].append(position)
        before = [said(origin.evidence) for _, _, origin in self.old]
        after = [said(origin.evidence) for _, _, origin in self.new]
        for old, near in zip(self.old, nearest(before, after, _LOOKED_AT), strict=True):
            same = [position for side in sides(old[1]) for position in by_side.get(side, ())[:_LOOKED_AT]]
            yield from ((old, self.new[position]) for position in dict.fromkeys([*near, *same]))


def replaced_in_place(
    active: Mapping[str, Known],
    old: Container[str],
    today: Sequence[Known],
    new: Container[int],
    links: Mapping[int, str],
    moves: Renamed,
    same: Allowed,
    clear: Allowed,
    by_section: bool = False,
) -> Iterator[Pair]:
    """Step 4: pairs of those left over, ``old`` and ``new``, by where they stand among the ``links``.

    Files are laid side by side, or, ``by_section``, what stands under the same headings, wherever the section is.
    """
    befores: defaultdict[Place, list[tuple[str, str, Origin]]] = defaultdict(list)
    for guid, known in active.items():
        for origin in known.origins:
            where = moves.place(origin) if by_section else (moves.path(origin), ())
            befores[where].append((origin.rank, guid, origin))
    afters: defaultdict[Place, list[tuple[int, Origin]]] = defaultdict(list)
    for index, known in enumerate(today):
        for origin in known.origins:
            afters[place(origin) if by_section else (origin.path, ())].append((index, origin))
    for stretch in sorted(befores.keys() & afters.keys()):
        before = [(guid, origin) for _, guid, origin in sorted(befores[stretch], key=lambda row: row[:2])]
        after = sorted(afters[stretch], key=lambda row: row[1].line)
        if any(guid in old for guid, _ in before) and any(index in new for index, _ in after):
            for gap in _gaps(before, after, active, old, today, new, links):
                yield from _pairs(gap, moves, same, clear)


def _gaps(
    before: Sequence[tuple[str, Origin]],
    after: Sequence[tuple[int, Origin]],
    active: Mapping[str, Known],
    old: Container[str],
    today: Sequence[Known],
    new: Container[int],
    links: Mapping[int, str],
) -> Iterator[_Gap]:
    """A file's stretches between those notes that stand in it as before and in the same order."""
    position = {guid: at for at, (guid, _) in enumerate(before)}
    linked = [position.get(links.get(index, "")) for index, _ in after]
    anchors = [(-1, -1), *((linked[at] or 0, at) for at in ascending(linked)), (len(before), len(after))]
    for (left, start), (right, end) in pairwise(anchors):
        gap = _Gap(bounded=left >= 0 or right < len(before))
        gap.old = [(guid, active[guid], origin) for guid, origin in before[left + 1 : right] if guid in old]
        gap.new = [(index, today[index], origin) for index, origin in after[start + 1 : end] if index in new]
        if gap.old and gap.new:
            yield gap


def _pairs(gap: _Gap, moves: Renamed, same: Allowed, clear: Allowed) -> list[Pair]:
    """Those of a gap of which each is the only one that the other can be; by words that stayed, else by a side."""
    alone = _alone(gap)

    def by_words(was: Known, left: Origin, known: Known, right: Origin) -> bool:
        fewer = min(left.evidence, right.evidence, key=len)
        return _still_says(was, left, known, right) and (_sort(was, left) in alone or is_telling(fewer, _TELLING))

    def by_side(was: Known, left: Origin, known: Known, right: Origin) -> bool:
        if not gap.bounded or moves.place(left) != place(right):
            return False
        among = alone.get(_sort(was, left)) is not known
        # alone in its place, an answer says enough
        by_answer = was.answer == known.answer and not among
        return (by_answer or clear(was, left, known, right)) and _keeps_a_side(was, known, among)

    candidates = [
        (before, after) for before, after in gap.candidates() if same(before[1], before[2], after[1], after[2])
    ]
    return _only(candidates, by_words) or _only(candidates, by_side)


def _only(
    candidates: Iterable[tuple[_Old, _New]], is_same: Callable[[Known, Origin, Known, Origin], bool]
) -> list[Pair]:
    """The pairs of one sort of note that are the same, where neither has another that it could be."""
    fits = [
        (guid, left, index, right)
        for (guid, was, left), (index, known, right) in candidates
        if _sort(was, left) == _sort(known, right) and is_same(was, left, known, right)
    ]
    old, new = Counter(guid for guid, *_ in fits), Counter(index for _, _, index, _ in fits)
    return [pair for pair in fits if old[pair[0]] == new[pair[2]] == 1]


def _alone(gap: _Gap) -> dict[_Sort, Known]:
    """The new one of each sort of which there is one on either side.

    What is held counts only where nothing of its sort is not: it may have been held all along, unknown to the ledger.
    """
    old = Counter(_sort(known, origin) for _, known, origin in gap.old)
    new: defaultdict[_Sort, list[Known]] = defaultdict(list)
    for _, known, origin in gap.new:
        new[_sort(known, origin)].append(known)
    ready = {sort: [k for k in found if not k.is_held] or found for sort, found in new.items()}
    return {sort: found[0] for sort, found in ready.items() if len(found) == old[sort] == 1}


def _sort(known: Known, origin: Origin) -> _Sort:
    return known.form, origin.rule, origin.slot


def _keeps_a_side(was: Known, known: Known, among: bool) -> bool:
    """Whether one side stayed, and the other has still something in common with what it was.

    ``among`` several of its sort that changed there, the side must also say so much that it is told from theirs.
    """
    if was.question == known.question:
        return not among
    if was.answer == known.answer:
        return share_words(was.question, known.question) and (not among or is_telling(was.answer, _TELLING_ANSWER))
    # each blank of a cloze is a card with an answer of its own
    hidden = set(was.answer.split("\n")) & set(known.answer.split("\n")) if was.form is Form.CLOZE else ()
    if among or not hidden:
        return False
    is_said = any(is_telling(words, _TELLING_ANSWER) for words in hidden) and share_words(was.question, known.question)
    return is_said or still_says(was.question, known.question)


def _still_says(was: Known, left: Origin, known: Known, right: Origin) -> bool:
    """Whether no word was exchanged; a cloze may hide other words of its sentence than before."""
    if was.form is Form.CLOZE:
        return still_says(left.evidence, right.evidence)
    return still_says(was.question, known.question) and still_says(was.answer, known.answer)
