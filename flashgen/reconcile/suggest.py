"""Near misses: a note that is retired and a new one that may be the same. Only a person can say that they are."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from flashgen.language.words import content_words, stem
from flashgen.model import Note, Suggestion
from flashgen.reconcile.nearest import nearest
from flashgen.reconcile.sides import known

_LEAST = 0.6
"""How alike two notes are that are worth a look; nothing is decided by it."""
_LOOKED_AT = 5
"""New notes that are compared with an old one: those that share most words with it."""
_LONGEST = 300
"""Letters of a note that are compared."""
_MOST = 400
"""Retired notes beyond which nobody looks at suggestions."""


def suggestions(retired: Sequence[Note], added: Sequence[Note]) -> tuple[Suggestion, ...]:
    """Pairs of a retired and a new note of one form, the likeliest first, each note once."""
    if not retired or not added:
        return ()  # a first build has nothing but new notes
    new = [_said(note) for note in added]
    retired = retired[:_MOST]
    old = [_said(note) for note in retired]
    found: list[tuple[float, int, int]] = []
    for at, positions in enumerate(nearest([*map(_stems, old)], [*map(_stems, new)], _LOOKED_AT)):
        for index in positions:
            if retired[at].form is not added[index].form:
                continue
            alike = SequenceMatcher(None, old[at], new[index], autojunk=False).ratio()
            if alike >= _LEAST:
                found.append((-alike, at, index))
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, index in sorted(found):
        if at not in chosen and index not in taken:
            chosen[at] = index
            taken.add(index)
    return tuple(Suggestion(retired[at], added[index]) for at, index in chosen.items())


def _said(note: Note) -> str:
    sides = known(note)
    return f"{sides.question} {sides.answer}"[:_LONGEST]


def _stems(text: str) -> list[str]:
    return [stem(word) for word in content_words(text)]
