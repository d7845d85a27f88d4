"""Near misses: a note that is retired and a new one that may be the same. Only a person can say that they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

from flashgen.language.words import content_words, stem
from flashgen.model import Note, Suggestion
from flashgen.reconcile.sides import known

_LEAST = 0.6
"""How alike two notes are that are worth a look; nothing is decided by it."""
_LOOKED_AT = 5
"""New notes that are compared with an old one: those that share most words with it."""


def suggestions(retired: Sequence[Note], added: Sequence[Note]) -> tuple[Suggestion, ...]:
    """Pairs of a retired and a new note of one form, the likeliest first, each note once."""
    by_word: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, note in enumerate(added):
        for word in _words(note):
            by_word[note.form, word].append(index)
    found: list[tuple[float, int, int]] = []
    for at, note in enumerate(retired):
        shared = Counter(index for word in _words(note) for index in by_word.get((note.form, word), ()))
        for index, _ in shared.most_common(_LOOKED_AT):
            alike = SequenceMatcher(None, _said(note), _said(added[index]), autojunk=False).ratio()
            if alike >= _LEAST:
                found.append((-alike, at, index))
    chosen: dict[int, int] = {}
    for _, at, index in sorted(found):
        if at not in chosen and index not in chosen.values():
            chosen[at] = index
    return tuple(Suggestion(retired[at], added[index]) for at, index in chosen.items())


def _words(note: Note) -> set[str]:
    return {stem(word) for word in content_words(_said(note))}


def _said(note: Note) -> str:
    sides = known(note)
    return f"{sides.question} {sides.answer}"[:2000]
