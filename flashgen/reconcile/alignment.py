"""Notes replaced in place: what stands between the same neighbours as before, in a file laid beside its old self."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from flashgen.model import Form, Origin
from flashgen.reconcile.ascending import ascending
from flashgen.reconcile.likeness import is_telling, share_words, still_says
from flashgen.reconcile.places import Renamed, place
from flashgen.reconcile.sides import Known
from flashgen.reconcile.subjects import Allowed

_TELLING = 4
"""Content words by which a note is known again among several that changed between the same neighbours."""
_TELLING_ANSWER = 2
_WIDEST = 200
"""Changed notes between two neighbours beyond which nothing is paired: the file was rewritten."""

Pair = tuple[str, Origin, int, Origin]


@dataclass(slots=True)
class _Gap:
    """What is left over between two neighbours that are still there."""

    old: list[tuple[str, Known, Origin]] = field(default_factory=list)
    new: list[tuple[int, Known, Origin]] = field(default_factory=list)
    bounded: bool = True
    """At least one side is a neighbour, not an end of the file."""


def replaced_in_place(
    active: Mapping[str, Known],
    old: Container[str],
    today: Sequence[Known],
    new: Container[int],
    links: Mapping[int, str],
    moves: Renamed,
    same: Allowed,
) -> Iterator[Pair]:
    """Step 4: pairs of those left over, ``old`` and ``new``, by where they stand among the ``links``."""
    befores: defaultdict[str, list[tuple[str, str, Origin]]] = defaultdict(list)
    for guid, known in active.items():
        for origin in known.origins:
            befores[moves.path(origin)].append((origin.rank, guid, origin))
    afters: defaultdict[str, list[tuple[int, Origin]]] = defaultdict(list)
    for index, known in enumerate(today):
        for origin in known.origins:
            afters[origin.path].append((index, origin))
    for path in sorted(befores.keys() & afters.keys()):
        before = [(guid, origin) for _, guid, origin in sorted(befores[path], key=lambda row: row[:2])]
        after = sorted(afters[path], key=lambda row: row[1].line)
        if any(guid in old for guid, _ in before) and any(index in new for index, _ in after):
            for gap in _gaps(before, after, active, old, today, new, links):
                yield from _pairs(gap, moves, same)


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
        if 0 < len(gap.old) <= _WIDEST and 0 < len(gap.new) <= _WIDEST:
            yield gap


def _pairs(gap: _Gap, moves: Renamed, same: Allowed) -> Iterator[Pair]:
    """Those of a gap of which each is the only one that the other can be."""
    fits: defaultdict[str, list[Pair]] = defaultdict(list)
    claims: defaultdict[int, int] = defaultdict(int)
    alone = _alone(gap)
    for guid, was, left in gap.old:
        for index, known, right in gap.new:
            pair = was, left, known, right
            if _asks_the_same(*pair) and same(*pair) and _is_same(*pair, alone, gap, moves):
                fits[guid].append((guid, left, index, right))
                claims[index] += 1
    for found in fits.values():
        if len(found) == 1 and claims[found[0][2]] == 1:
            yield found[0]


def _alone(gap: _Gap) -> set[tuple[object, ...]]:
    """What is asked once on either side of the gap; what is held may have been so before, unknown to the ledger."""
    old = Counter((known.form, origin.rule, origin.slot) for _, known, origin in gap.old)
    new = Counter((known.form, origin.rule, origin.slot) for _, known, origin in gap.new if not known.is_held)
    held = Counter((known.form, origin.rule, origin.slot) for _, known, origin in gap.new if known.is_held)
    return {key for key in old if old[key] == (new[key] or held[key]) == 1}


def _asks_the_same(was: Known, left: Origin, known: Known, right: Origin) -> bool:
    return (was.form, left.rule, left.slot) == (known.form, right.rule, right.slot)


def _is_same(
    was: Known, left: Origin, known: Known, right: Origin, alone: set[tuple[object, ...]], gap: _Gap, moves: Renamed
) -> bool:
    """Whether a note can be another one edited.

    Words that stayed are enough, and so is a side that stayed if the other has still something in common with what
    it was. Among several notes of its sort that changed there it must also say so much that it is told from them.
    """
    among = (was.form, left.rule, left.slot) not in alone
    if _still_says(was, left, known, right):
        fewer = min(left.evidence, right.evidence, key=len)
        return not among or is_telling(fewer, _TELLING)
    if not gap.bounded or moves.place(left) != place(right):
        return False
    if was.question == known.question:
        return not among
    if was.answer == known.answer:
        return share_words(was.question, known.question) and (not among or is_telling(was.answer, _TELLING_ANSWER))
    # each blank of a cloze is a card with an answer of its own
    hidden = set(was.answer.split("\n")) & set(known.answer.split("\n")) if was.form is Form.CLOZE else ()
    return bool(hidden) and not among and still_says(was.question, known.question)


def _still_says(was: Known, left: Origin, known: Known, right: Origin) -> bool:
    """Whether no word was exchanged; a cloze may hide other words of its sentence than before."""
    if was.form is Form.CLOZE:
        return still_says(left.evidence, right.evidence)
    return still_says(was.question, known.question) and still_says(was.answer, known.answer)
