"""What an old note and one of today must share to be the same, step by step, from the narrow to the wide."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from flashgen.model import Form, Origin
from flashgen.origins import QUESTION
from flashgen.reconcile.likeness import is_telling
from flashgen.reconcile.places import Renamed, place
from flashgen.reconcile.sides import Known
from flashgen.reconcile.subjects import Allowed, context

_TELLING_QUESTION = 3
_TELLING_ANSWER = 4
_TELLING_EVIDENCE = 4
"""Content words that single out a question, an answer, a stretch of notes wherever it stands."""
_STOPS = " .;,:"

Key = Callable[[Known, Origin, bool], Hashable | None]
"""What two notes share if they are the same, or None where that cannot be told; the flag says: from the ledger."""


def evidence(origin: Origin) -> str:
    """The words that a note rests on; a stop at their end is none."""
    return origin.evidence.rstrip(_STOPS)


def by_id() -> Iterator[Key]:
    """Step 1: the id that the person wrote; one of Obsidian's is an id in its file only."""
    yield lambda known, origin, _: (origin.path, origin.id, known.form, origin.rule, origin.slot) if origin.id else None
    yield lambda known, origin, _: (origin.id, known.form, origin.rule, origin.slot) if origin.id else None
    yield lambda known, origin, _: (origin.id, known.form) if origin.id else None


def by_evidence(where: Key) -> Iterator[Key]:
    """Step 2: the same words of the notes, and the same question of them."""

    def key(*parts: Callable[[Known, Origin], Hashable | None]) -> Key:
        def of(known: Known, origin: Origin, is_old: bool) -> Hashable | None:
            said = [part(known, origin) for part in parts]
            if None in said:
                return None
            return known.form, evidence(origin), where(known, origin, is_old), *said

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


def places(moves: Renamed) -> Iterator[Key]:
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


def is_move(old: Sequence[Origin], new: Sequence[Origin], moves: Renamed) -> Allowed:
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


def by_side(moves: Renamed) -> Iterator[Key]:
    """Step 3: one side of the card is the same."""

    def at(origin: Origin, is_old: bool) -> Hashable:
        return moves.place(origin) if is_old else place(origin)

    def file(origin: Origin, is_old: bool) -> Hashable:
        return moves.path(origin) if is_old else origin.path

    yield lambda known, origin, is_old: (file(origin, is_old), both_sides(known, origin, is_old))
    yield both_sides

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


def both_sides(known: Known, origin: Origin, is_old: bool) -> Hashable:
    """All that a person sees of the card."""
    return known.form, known.context, known.question, known.answer
