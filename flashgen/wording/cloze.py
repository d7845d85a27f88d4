"""Sentences with blanks: every constituent that a rule found worth asking, one card a blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from flashgen.model import Draft, Fact, Form, Kind
from flashgen.text import Markup
from flashgen.wording import questions
from flashgen.wording.draft import draft

MAX_BLANKS = 3
"""More blanks in one sentence and the cards give each other away."""
_APART = 0.05


def word(facts: Sequence[Fact]) -> tuple[Draft, ...]:
    """One note a sentence, of the blanks that all its facts ask for; facts far less sure get a note of their own."""
    made: list[Draft] = []
    ordered = sorted(facts, key=_sentence)
    for _, group in groupby(ordered, key=_sentence):
        made.extend(_word(list(group)))
    return tuple(made)


def _sentence(fact: Fact) -> tuple[int, int, tuple[int, int]]:
    return fact.evidence.start_line, fact.evidence.end_line, fact.evidence.span


def _word(facts: list[Fact]) -> list[Draft]:
    facts = sorted(facts, key=lambda f: (f.kind is Kind.CLAIM, -f.confidence))
    taken: list[tuple[int, int]] = []
    notes: list[tuple[Fact, list[tuple[int, int]]]] = []
    for fact in facts:
        free = [slot for slot in fact.slots if not any(s < slot[1] and slot[0] < e for s, e in taken)]
        if not free:
            continue
        taken.extend(free)
        first = notes[0][0] if notes else None
        if first and abs(first.confidence - fact.confidence) < _APART and first.doubt == fact.doubt:
            notes[0] = (_surer(first, fact), [*notes[0][1], *free])
        else:
            notes.append((fact, free))
    return [made for fact, blanks in notes for made in _notes(fact, sorted(blanks))]


def _surer(fact: Fact, other: Fact) -> Fact:
    """The fact, no surer than the other: a note is as good as its worst blank."""
    return replace(fact, confidence=min(fact.confidence, other.confidence), slots=())


def _notes(fact: Fact, blanks: list[tuple[int, int]]) -> list[Draft]:
    asked = questions.word(fact) if blanks == list(fact.slots) else None
    if asked:
        return [asked]
    sentence = fact.evidence.text.without(Markup.CLOZE, Markup.HIGHLIGHT)
    whole = draft(fact, Form.CLOZE, sentence)
    return [replace(whole, blanks=tuple(blanks[i : i + MAX_BLANKS])) for i in range(0, len(blanks), MAX_BLANKS)]
