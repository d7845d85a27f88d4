"""Which of today's notes is which of the ledger's: the identity rules, in their order.

Each step looks at what the steps before it left over, on both sides, and takes a pair only where nothing else
fits: history on the wrong card is worse than history lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flashgen.model import Form, Origin
from flashgen.origins import QUESTION
from flashgen.reconcile.alignment import replaced_in_place
from flashgen.reconcile.likeness import is_telling
from flashgen.reconcile.places import Renamed, place, renamed
from flashgen.reconcile.rivals import unrivalled
from flashgen.reconcile.sides import Known
from flashgen.reconcile.subjects import Allowed, context, same_subject

_TELLING_QUESTION = 3
_TELLING_ANSWER = 4
_TELLING_EVIDENCE = 4
"""Content words that single out a question, an answer, a stretch of notes wherever it stands."""
_MOST_ALIKE = 20

_Key = Callable[[Known, Origin, bool], Hashable | None]
"""What two notes share if they are the same, or None where that cannot be told; the flag says: from the ledger."""


@dataclass(slots=True)
class _Match:
    """What is left over on both sides, and the pairs found."""

    old: dict[str, Known]
    new: dict[int, Known]
    links: dict[int, str] = field(default_factory=dict)
    same: list[tuple[Origin, Origin]] = field(default_factory=list)
    """Old and new origins of the pairs."""

    def take(self, key: _Key, *allowed: Allowed) -> None:
        """Pair what has a key that nothing else left over has."""
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
        for known in self.old.values():
            for origin in known.origins:
                left[known.form, origin.evidence, origin.rule, origin.slot].append(origin)
        for known in self.new.values():
            for origin in known.origins:
                olds = left.get((known.form, origin.evidence, origin.rule, origin.slot), [])
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
    for key in _by_id():
        found.take(key)
    # what is word for word the card in the deck is that card, though its line is said to stand elsewhere
    found.take(_both_sides)
    for key in _by_evidence(lambda known, origin, _: (place(origin), known.context)):
        found.take(key)
    moves = renamed(old, new, [*found.same, *found.alike()])
    same = same_subject(active.values(), today, moves)
    for where in _places(moves):
        for key in _by_evidence(where):
            found.take(key, same)
    moved = _is_move(old, new, moves)
    for where in (lambda known, origin, is_old: moves.path(origin) if is_old else origin.path, lambda *_: ()):
        for key in _by_evidence(where):
            found.take(key, moved, same)
    _revive(found, active, retired, today)
    moves = renamed(old, new, found.same)
    for key in _by_side(moves):
        found.take(key, unrivalled(found.old.values(), found.new.values(), moves))
    count = -1
    while count < len(found.links):
        # what is found stands between what is still missing, so look again
        count = len(found.links)
        same = same_subject(found.old.values(), found.new.values(), moves)
        clear = unrivalled(found.old.values(), found.new.values(), moves)
        for pair in list(replaced_in_place(active, found.old, today, found.new, found.links, moves, same, clear)):
            found.link(*pair)
    return found.links


def _revive(found: _Match, active: Mapping[str, Known], retired: Mapping[str, Known], today: Sequence[Known]) -> None:
    """What is back in the notes as it was takes its guid back."""
    again = _Match(dict(retired), found.new)
    same = same_subject([*active.values(), *retired.values()], today, Renamed())
    for where in (lambda known, origin, _: (place(origin), known.context), lambda *_: ()):
        for key in (*_by_evidence(where), _both_sides):
            again.take(key, same)
    found.links.update(again.links)


def _by_id() -> Iterator[_Key]:
    """Step 1: the id that the person wrote; one of Obsidian's is an id in its file only."""
    yield lambda known, origin, _: (origin.path, origin.id, known.form, origin.rule, origin.slot) if origin.id else None
    yield lambda known, origin, _: (origin.id, known.form, origin.rule, origin.slot) if origin.id else None
    yield lambda known, origin, _: (origin.id, known.form) if origin.id else None


def _by_evidence(where: _Key) -> Iterator[_Key]:
    """Step 2: the same words of the notes, and the same question of them."""

    def key(*parts: Callable[[Known, Origin], Hashable | None]) -> _Key:
        def of(known: Known, origin: Origin, is_old: bool) -> Hashable | None:
            said = [part(known, origin) for part in parts]
            if None in said:
                return None
            return known.form, origin.evidence, where(known, origin, is_old), *said

        return of

    yield key(lambda known, _: known.question, lambda known, _: known.answer)
    yield key(lambda known, _: known.question)
    yield key(lambda _, origin: origin.rule, lambda known, origin: _asked(known, origin))
    yield key(lambda known, _: known.answer)
    # the blanks of a cloze are told apart one by one
    yield key(lambda known, _: known.form if known.form is Form.CLOZE else None)


def _asked(known: Known, origin: Origin) -> str | None:
    """The slot, where it says what is asked; one sentence gives more than one question without a name."""
    return None if known.form is Form.BASIC and origin.slot.startswith(QUESTION) else origin.slot


def _places(moves: Renamed) -> Iterator[_Key]:
    """Where the evidence stands, from the narrow to the wide."""

    def at(origin: Origin, is_old: bool) -> Hashable:
        return moves.place(origin) if is_old else place(origin)

    def file(origin: Origin, is_old: bool) -> Hashable:
        return moves.path(origin) if is_old else origin.path

    def above(known: Known, origin: Origin, is_old: bool) -> str:
        return context(known, origin, moves) if is_old else known.context

    yield lambda known, origin, is_old: (at(origin, is_old), above(known, origin, is_old))
    yield lambda known, origin, is_old: at(origin, is_old)
    yield lambda known, origin, is_old: (file(origin, is_old), above(known, origin, is_old))
    yield lambda known, origin, is_old: above(known, origin, is_old) or None


def _is_move(old: Sequence[Origin], new: Sequence[Origin], moves: Renamed) -> Allowed:
    """Whether words found elsewhere were moved there; few words, under headings that came and went, were not.

    ``Treatment: surgery`` of a section that is gone is not the same as that of one that is new.
    """
    before, today = {*map(place, old), *map(moves.place, old)}, set(map(place, new))

    def allowed(was: Known, left: Origin, known: Known, right: Origin) -> bool:
        stays = place(left) in today or place(right) in before
        fewer, more = sorted((left.headings, right.headings), key=len)
        # a heading was put above them, or taken away
        nested = left.path == right.path and set(fewer) <= set(more)
        # a term says itself what it is about
        return stays or nested or was.form is Form.TERM or is_telling(left.evidence, _TELLING_EVIDENCE)

    return allowed


def _by_side(moves: Renamed) -> Iterator[_Key]:
    """Step 3: one side of the card is the same."""

    def at(origin: Origin, is_old: bool) -> Hashable:
        return moves.place(origin) if is_old else place(origin)

    def file(origin: Origin, is_old: bool) -> Hashable:
        return moves.path(origin) if is_old else origin.path

    yield lambda known, origin, is_old: (file(origin, is_old), _both_sides(known, origin, is_old))
    yield _both_sides

    def above(known: Known, origin: Origin, is_old: bool) -> str:
        return context(known, origin, moves) if is_old else known.context

    yield lambda known, origin, is_old: ((at(origin, is_old), known.form, above(known, origin, is_old), known.question))
    yield (
        lambda known, origin, is_old: (
            (file(origin, is_old), known.form, known.context, known.question)
            if is_telling(f"{known.context} {known.question}", _TELLING_QUESTION)
            else None
        )
    )
    yield (
        lambda known, origin, is_old: (
            (at(origin, is_old), known.form, known.question) if is_telling(known.question, _TELLING_QUESTION) else None
        )
    )
    yield (
        lambda known, origin, is_old: (
            (file(origin, is_old), known.form, origin.rule, origin.slot, known.answer)
            if is_telling(known.answer, _TELLING_ANSWER)
            else None
        )
    )


def _both_sides(known: Known, origin: Origin, is_old: bool) -> Hashable:
    return known.form, known.context, known.question, known.answer
