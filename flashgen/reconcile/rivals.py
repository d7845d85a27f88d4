"""Notes whose sides point two ways: the question is that of one old note, and the answer that of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeAlias

from flashgen.model import Form, Origin
from flashgen.reconcile.places import Renamed
from flashgen.reconcile.sides import Known
from flashgen.reconcile.subjects import Allowed, context

_Side: TypeAlias = Hashable
_Index: TypeAlias = Mapping[_Side, set[_Side]]
"""The other sides of the notes that have a side."""


def unrivalled(old: Iterable[Known], new: Iterable[Known], moves: Renamed) -> Allowed:
    """Allows a pair that shares one side only where no other note, which nothing accounts for, shares its other side.

    A row of a table whose key became that of another row looks like that row with its value corrected. Where the other
    row is still there under its own key, two values were corrected; where it is not, nobody can tell. A cloze asks
    with a whole sentence, so that what it hides points nowhere. ``old`` and ``new`` are what is left over.
    """
    before = [_sides(known, o, moves.path(o), context(known, o, moves)) for known in old for o in known.origins]
    today = [_sides(known, o, o.path, known.context) for known in (new if before else ()) for o in known.origins]
    asked, asks = _index(before), _index(today)
    answered, answers = _index(map(_turned, before)), _index(map(_turned, today))
    questions = _accounted(asked, asks, answered, answers)
    replies = _accounted(answered, answers, asked, asks)

    def allowed(was: Known, left: Origin, known: Known, right: Origin) -> bool:
        if was.form is Form.CLOZE or (was.question == known.question) is (was.answer == known.answer):
            return True
        question, answer = _sides(was, left, moves.path(left), context(was, left, moves))
        other_question, other_answer = _sides(known, right, right.path, known.context)
        if was.question == known.question:
            rivals = answered.get(other_answer, set()) | answers.get(answer, set())
            return rivals - {question, other_question} <= questions
        rivals = asked.get(other_question, set()) | asks.get(question, set())
        return rivals - {answer, other_answer} <= replies

    return allowed


def _accounted(before: _Index, today: _Index, by_other: _Index, by_other_today: _Index) -> set[_Side]:
    """The sides that are there before and today, and whose notes share no other side with one that is not."""
    found = before.keys() & today.keys()
    while True:
        contested = {
            side
            for side in found
            for there, other in ((by_other, today), (by_other_today, before))
            if any(not there.get(far, set()) <= found for far in other[side])
        }
        if not contested:
            return found
        found -= contested


def _index(sides: Iterable[tuple[_Side, _Side]]) -> _Index:
    index: defaultdict[_Side, set[_Side]] = defaultdict(set)
    for side, other in sides:
        index[side].add(other)
    return index


def _turned(sides: tuple[_Side, _Side]) -> tuple[_Side, _Side]:
    return sides[1], sides[0]


def _sides(known: Known, origin: Origin, path: str, above: str) -> tuple[_Side, _Side]:
    """What a note asks and what it answers, each with all that two notes must share to be the same."""
    sort = known.form, path, origin.rule, origin.slot
    return (*sort, above, known.question), (*sort, known.answer)
