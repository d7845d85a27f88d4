"""Sentences with blanks: every constituent that a rule found worth asking, one card a blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flashgen.model import Draft, Fact, Form, Kind
from flashgen.text import Markup, Text
from flashgen.wording.draft import draft, needed

MAX_BLANKS = 3
"""More blanks in one sentence and the cards give each other away."""
_APART = 0.1
"""Blanks whose chances are further apart go on notes of their own, so that the worse does not hold the better."""


def word(fact: Fact) -> tuple[Draft, ...]:
    """The notes of a fact's own blanks; one, unless it has many."""
    return _notes(fact, sorted(fact.slots))


def merged(made: Sequence[tuple[Fact, float, tuple[Draft, ...]]]) -> list[Draft]:
    """The drafts of one sentence, its blanks of like chance on one note, so that Anki does not ask them in a row."""
    notes: list[list[tuple[Fact, float]]] = []
    drafts: list[Draft] = []
    for fact, chance, own in made:
        if any(one.form is not Form.CLOZE for one in own):
            drafts.extend(own)
            continue
        for others in notes:
            first = others[0][0]
            if abs(_chance(others) - chance) < _APART and first.doubt == fact.doubt and first.rule != "explicit":
                others.append((fact, chance))
                break
        else:
            notes.append([(fact, chance)])
    for asked in notes:
        blanks = sorted(slot for fact, _ in asked for slot in fact.slots)
        drafts.extend(replace(one, confidence=_chance(asked)) for one in _notes(asked[0][0], blanks))
    return drafts


def _chance(asked: Sequence[tuple[Fact, float]]) -> float:
    """The chance of blanks that share a note: of numbers their mean, as one is much like the other; else the least."""
    chances = [chance for _, chance in asked]
    if all(fact.kind is Kind.QUANTITY for fact, _ in asked):
        return round(sum(chances) / len(chances), 3)
    return min(chances)


def _notes(fact: Fact, blanks: Sequence[tuple[int, int]]) -> tuple[Draft, ...]:
    sentence = fact.evidence.text.without(Markup.HIGHLIGHT)  # a cloze mark of the person's own lends its hint
    if numbers := _own_numbers(sentence, blanks):
        return (draft(fact, Form.CLOZE, sentence, blanks=tuple(blanks), numbers=numbers),)
    hidden = "".join(_letters(sentence.plain[start:end]) for start, end in blanks)
    context = tuple(part for part in fact.context if _letters(part.plain) not in hidden)
    groups = [tuple(blanks[i : i + MAX_BLANKS]) for i in range(0, len(blanks), MAX_BLANKS)]
    shown = [needed(context, _shown(sentence, group)) for group in groups]
    return tuple(
        draft(fact, Form.CLOZE, sentence, blanks=group, context=left) for group, left in zip(groups, shown, strict=True)
    )


def _own_numbers(sentence: Text, blanks: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """The numbers that the person gave the blanks; empty unless each has one."""
    given = {(span.start, span.end): int(span.target) for span in sentence.marked(Markup.CLOZE)}
    return tuple(given[blank] for blank in blanks) if set(blanks) <= set(given) else ()


def _letters(text: str) -> str:
    """A text without its spaces and signs: ``Instruct GPT`` names what ``InstructGPT`` does."""
    return "".join(filter(str.isalnum, text.lower()))


def _shown(sentence: Text, blanks: tuple[tuple[int, int], ...]) -> str:
    """What every card of the note shows of its sentence: all but the blanks."""
    starts = (0, *(end for _, end in blanks))
    ends = (*(start for start, _ in blanks), len(sentence))
    return " … ".join(sentence.plain[start:end] for start, end in zip(starts, ends, strict=True))
