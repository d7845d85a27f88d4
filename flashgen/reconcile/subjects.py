"""Whether short notes are about the same thing: ``Weight: 20 g`` says nothing without what it stands under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeAlias

from flashgen.model import Form, Origin
from flashgen.reconcile.likeness import is_telling, still_says
from flashgen.reconcile.places import Renamed
from flashgen.reconcile.sides import Known

CONTEXT_SEPARATOR = " › "
_TELLING = 4
"""Content words that make a stretch of notes speak for itself."""

_Said: TypeAlias = Counter[tuple[object, ...]]
Allowed = Callable[[Known, Origin, Known, Origin], bool]
"""Whether an old note at one of its origins may be one of today's at one of its."""


def context(known: Known, origin: Origin, moves: Renamed) -> str:
    """An old note's context, with renamed headings by today's names."""
    headings = moves.place(origin)[1]
    if not known.context or headings == origin.headings or len(headings) != len(origin.headings):
        return known.context
    names = dict(zip(origin.headings, headings, strict=True))
    return CONTEXT_SEPARATOR.join(names.get(part, part) for part in known.context.split(CONTEXT_SEPARATOR))


def same_subject(old: Iterable[Known], new: Iterable[Known], moves: Renamed) -> Allowed:
    """Allows what says much, stands under the same, or is said once before and once today in the file.

    ``old`` and ``new`` are all that count as candidates: what is paired already may have been paired amiss, so
    that what is left over proves nothing.
    """
    candidates = list(old), list(new)

    @cache  # few pairs need to be counted
    def said() -> tuple[_Said, _Said]:
        return _said(candidates[0]), _said(candidates[1])

    def allowed(was: Known, left: Origin, known: Known, right: Origin) -> bool:
        if is_telling(left.evidence, _TELLING):
            return True
        above, now = context(was, left, moves), known.context
        if _alike(above, now):
            return True
        if was.form is not Form.TERM and moves.path(left) != right.path and _last(above) != _last(now):
            return False
        before, today = said()
        return before[was.form, left.evidence] == today[was.form, right.evidence] == 1 or (
            _last(above) == _last(now) != ""
            and before[was.form, left.evidence, _last(above)] == today[was.form, right.evidence, _last(now)] == 1
        )

    return allowed


def _said(notes: Iterable[Known]) -> _Said:
    """How many notes rest on the same words, and how many of them stand under the same."""
    count: _Said = Counter()
    for known in notes:
        last = _last(known.context)
        for evidence in {origin.evidence for origin in known.origins}:
            count[known.form, evidence] += 1
            count[known.form, evidence, last] += 1
    return count


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    parts, others = one.split(CONTEXT_SEPARATOR), other.split(CONTEXT_SEPARATOR)
    return len(parts) == len(others) and all(map(still_says, parts, others))


def _last(context: str) -> str:
    return context.rpartition(CONTEXT_SEPARATOR)[2]
