"""Words that all notes call otherwise today: a term renamed wherever it stood, told by whole sentences."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import replace

from flashgen.reconcile.likeness import is_telling, still_says
from flashgen.reconcile.sides import Known

_WORD = re.compile(r"\w+")
_HOLE = "\0"
"""Stands for a word that is gone, or new."""
_PROOFS = 2
_TELLING = 3
"""Content words that a sentence must have beside the one that is another."""

Words = Mapping[str, str]
"""Today's word for each that is not there any more."""


def renamed_terms(
    before: Iterable[Known], today: Iterable[Known], old: Collection[Known], new: Collection[Known]
) -> Words:
    """The words that others replaced wherever they stood.

    ``before`` and ``today`` are all notes, ``old`` and ``new`` those of them that are left over. The old word must be
    gone from all notes and the new one in none before; two sentences or more must be what they were but for such
    words; and nothing may be said with the new word that was not said with the old one, or it is another thing of
    which some of the same is true. A number is no name.
    """
    if min(len(old), len(new)) < _PROOFS:
        return {}
    gone, come = _words(before), _words(today)
    gone, come = {word for word in gone - come if word.isalpha()}, come - gone
    if not gone or not come:
        return {}
    sentences = {
        now: {(a, b) for a, b in zip(_WORD.findall(was), _WORD.findall(now), strict=True) if a != b}
        for was, now in _pairs(_masked(old, gone), _masked(new, come))
    }
    proofs = Counter(pair for pairs in sentences.values() for pair in pairs)
    olds, news = Counter(a for a, _ in proofs), Counter(b for _, b in proofs)
    names = {(a, b) for (a, b), times in proofs.items() if times >= _PROOFS and olds[a] == news[b] == 1}
    proven = {now for now, pairs in sentences.items() if all(still_says(*pair) for pair in pairs - names)}
    said = [known for known in new if not known.is_held and not any(o.evidence in proven for o in known.origins)]
    unproven = _words(said)
    return {a: b for a, b in names if b not in unproven and not b.isdigit()}


def called(known: Known, words: Words) -> Known:
    """An old note by today's words."""

    def today(text: str) -> str:
        return _WORD.sub(lambda match: words.get(match[0], match[0]), text)

    return replace(
        known,
        question=today(known.question),
        answer=today(known.answer),
        context=today(known.context),
        origins=tuple(replace(origin, evidence=today(origin.evidence)) for origin in known.origins),
    )


def _words(notes: Iterable[Known]) -> set[str]:
    return {word for known in notes for origin in known.origins for word in _WORD.findall(origin.evidence)}


def _masked(notes: Iterable[Known], words: set[str]) -> dict[Hashable, set[str]]:
    """The evidence of notes, by all of it but these words; what says little without them proves nothing."""
    found: defaultdict[Hashable, set[str]] = defaultdict(set)
    for known in notes:
        for origin in known.origins:
            rest = _WORD.sub(lambda match: _HOLE if match[0] in words else match[0], origin.evidence)
            if _HOLE in rest and is_telling(rest.replace(_HOLE, ""), _TELLING):
                found[rest].add(origin.evidence)
    return found


def _pairs(old: Mapping[Hashable, set[str]], new: Mapping[Hashable, set[str]]) -> Iterable[tuple[str, str]]:
    """The old and the new evidence with the same rest, where there is one of each."""
    for rest in old.keys() & new.keys():
        if len(old[rest]) == len(new[rest]) == 1:
            yield from zip(old[rest], new[rest], strict=True)
