"""Which of today's notes is which of the ledger's: the identity rules, in their order.

Each step looks at what the steps before it left over, on both sides, and takes a pair only where nothing else
fits: history on the wrong card is worse than history lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flashgen.model import Origin
from flashgen.reconcile.alignment import replaced_in_place
from flashgen.reconcile.keys import Key, both_sides, by_evidence, by_id, by_side, evidence, is_move, places
from flashgen.reconcile.places import Renamed, place, renamed
from flashgen.reconcile.rivals import unrivalled
from flashgen.reconcile.sides import Known
from flashgen.reconcile.subjects import Allowed, same_subject
from flashgen.reconcile.terms import called, renamed_terms

_MOST_ALIKE = 20


@dataclass(slots=True)
class _Match:
    """What is left over on both sides, and the pairs found."""

    old: dict[str, Known]
    new: dict[int, Known]
    links: dict[int, str] = field(default_factory=dict)
    same: list[tuple[Origin, Origin]] = field(default_factory=list)
    """Old and new origins of the pairs."""

    def take(self, key: Key, *allowed: Allowed) -> None:
        """Pair what has a key that nothing else left over has."""
        if not self.old or not self.new:
            return
        groups: dict[Hashable, tuple[dict[str, Origin], dict[int, Origin]]] = defaultdict(lambda: ({}, {}))
        for guid, known in self.old.items():
            for origin in known.origins:
                if (shared := key(known, origin, True)) is not None:
                    groups[shared][0].setdefault(guid, origin)
        for index, known in self.new.items():
            for origin in known.origins:
                shared = key(known, origin, False)
                if shared is not None and shared in groups:
                    groups[shared][1].setdefault(index, origin)
        for olds, news in groups.values():
            if len(olds) == len(news) == 1:
                ((guid, old),), ((index, new),) = olds.items(), news.items()
                if guid in self.old and index in self.new:
                    pair = self.old[guid], old, self.new[index], new
                    if all(may(*pair) for may in allowed):
                        self.link(guid, old, index, new)

    def alike(self) -> Iterator[tuple[Origin, Origin]]:
        """Origins left over with the same evidence, wherever they stand; what stands everywhere is no sign."""
        left: defaultdict[Hashable, list[Origin]] = defaultdict(list)
        if not self.old:
            return
        for known in self.old.values():
            for origin in known.origins:
                left[known.form, evidence(origin), origin.rule, origin.slot].append(origin)
        for known in self.new.values():
            for origin in known.origins:
                olds = left.get((known.form, evidence(origin), origin.rule, origin.slot), [])
                yield from ((old, origin) for old in olds[:_MOST_ALIKE])

    def link(self, guid: str, old: Origin, index: int, new: Origin) -> None:
        """Pair two notes, unless an earlier pair has one of them."""
        if guid in self.old and index in self.new:
            self.links[index] = guid
            self.same.append((old, new))
            del self.old[guid], self.new[index]


def match(active: Mapping[str, Known], retired: Mapping[str, Known], today: Sequence[Known]) -> dict[int, str]:
    """The guid that each of today's notes had so far, by its position; a note that is not there is new.

    ``active`` and ``retired`` are the ledger's notes by guid. The form must always be the same.
    """
    found = _Match(dict(active), dict(enumerate(today)))
    old = [origin for known in active.values() for origin in known.origins]
    new = [origin for known in today for origin in known.origins]
    for key in by_id() if any(origin.id for origin in old) else ():
        found.take(key)
    # what is word for word the card in the deck is that card, though its line is said to stand elsewhere
    found.take(both_sides)
    for key in by_evidence(lambda known, origin, _: (place(origin), known.context)):
        found.take(key)
    moves = renamed(old, new, [*found.same, *found.alike()])
    same = same_subject(active.values(), today, moves)
    for where in places(moves):
        for key in by_evidence(where):
            found.take(key, same)
    moved = is_move(old, new, moves)
    for where in (lambda known, origin, is_old: moves.path(origin) if is_old else origin.path, lambda *_: ()):
        for key in by_evidence(where):
            found.take(key, moved, same)
    _revive(found, active, retired, today)
    moves = renamed(old, new, found.same)
    if words := renamed_terms(active.values(), today, found.old.values(), found.new.values()):
        active = {guid: called(known, words) for guid, known in active.items()}
        found.old = {guid: active[guid] for guid in found.old}
        same = same_subject(active.values(), today, moves)
        for where in places(moves):
            for key in by_evidence(where):
                found.take(key, same)
    for key in by_side(moves):
        found.take(key, unrivalled(found.old.values(), found.new.values(), moves))
    while any(_replaced(found, active, today, moves, by_section) for by_section in (False, True)):
        # what is found stands between what is still missing, so look again
        pass
    return found.links


def _replaced(
    found: _Match, active: Mapping[str, Known], today: Sequence[Known], moves: Renamed, by_section: bool
) -> bool:
    """Step 4, once; whether it found anything."""
    if not found.old or not found.new:
        return False
    before = len(found.links)
    same = same_subject(found.old.values(), found.new.values(), moves)
    clear = unrivalled(found.old.values(), found.new.values(), moves)
    pairs = replaced_in_place(active, found.old, today, found.new, found.links, moves, same, clear, by_section)
    for pair in list(pairs):
        found.link(*pair)
    return len(found.links) > before


def _revive(found: _Match, active: Mapping[str, Known], retired: Mapping[str, Known], today: Sequence[Known]) -> None:
    """What is back in the notes as it was takes its guid back."""
    again = _Match(dict(retired), found.new)
    same = same_subject([*active.values(), *retired.values()], today, Renamed())
    for where in (lambda known, origin, _: (place(origin), known.context), lambda *_: ()):
        for key in (*by_evidence(where), both_sides):
            again.take(key, same)
    found.links.update(again.links)
