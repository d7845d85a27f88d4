"""Sentences with blanks: every constituent that a rule found worth asking, one card a blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from flashgen.model import Draft, Fact, Form, Kind
from flashgen.text import Markup, Text
from flashgen.wording import questions
from flashgen.wording.draft import draft, needed

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
    sentence = fact.evidence.text.without(Markup.HIGHLIGHT)  # a cloze mark of the person's own lends its hint
    whole = draft(fact, Form.CLOZE, sentence)
    if numbers := _own_numbers(sentence, blanks):
        return [replace(whole, blanks=tuple(blanks), numbers=numbers)]
    hidden = "".join(_letters(sentence.plain[start:end]) for start, end in blanks)
    context = tuple(part for part in fact.context if _letters(part.plain) not in hidden)
    groups = [tuple(blanks[i : i + MAX_BLANKS]) for i in range(0, len(blanks), MAX_BLANKS)]
    return [replace(whole, blanks=group, context=needed(context, _shown(sentence, group))) for group in groups]


def _own_numbers(sentence: Text, blanks: list[tuple[int, int]]) -> tuple[int, ...]:
    """The numbers that the person gave the blanks; empty unless each has one."""
    given = {(span.start, span.end): int(span.target) for span in sentence.marked(Markup.CLOZE)}
    return tuple(given[blank] for blank in blanks) if set(blanks) <= set(given) else ()


def _letters(text: str) -> str:
    """A text without its spaces and signs: ``Instruct GPT`` names what ``InstructGPT`` does."""
    return "".join(char for char in text.lower() if char.isalnum())


def _shown(sentence: Text, blanks: tuple[tuple[int, int], ...]) -> str:
    """What every card of the note shows of its sentence: all but the blanks."""
    starts = (0, *(end for _, end in blanks))
    ends = (*(start for start, _ in blanks), len(sentence))
    return " … ".join(sentence.plain[start:end] for start, end in zip(starts, ends, strict=True))
