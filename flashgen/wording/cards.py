"""The cards that Anki will make of a draft, as readable text."""

from __future__ import annotations

from collections.abc import Sequence

from flashgen.model import Card, Draft, Form
from flashgen.text import Text

BLANK = "[...]"
"""What stands for the hidden words on the question side of a cloze."""


def cards(draft: Draft) -> tuple[Card, ...]:
    """One card for a basic note, one or two for a term, one a number for a cloze; each with its context."""
    prefix = context_prefix(draft.context)
    match draft.form:
        case Form.BASIC:
            return (Card(prefix + draft.front.readable(), answer(draft)),)
        case Form.TERM:
            term, meaning = draft.front.readable(), answer(draft)
            forth = Card(f"{prefix}What is “{term}”?", meaning)
            back = Card(f"{prefix}Which term is this: {meaning.rstrip('.;, ')}?", term)
            return (forth, back) if draft.reverse else (forth,)
        case Form.CLOZE:
            return tuple(
                Card(prefix + blanked(draft.front, *blanks), "; ".join(draft.front[s:e].readable() for s, e in blanks))
                for blanks in draft.numbered_blanks().values()
            )


def context_prefix(context: Sequence[Text]) -> str:
    """``[A · B] ``, or nothing where there is no context."""
    return f"[{' · '.join(text.readable() for text in context)}] " if context else ""


def blanked(sentence: Text, *blanks: tuple[int, int]) -> str:
    """The sentence with these stretches hidden and everything else in sight."""
    starts = (0, *(end for _, end in blanks))
    ends = (*(start for start, _ in blanks), len(sentence))
    return BLANK.join(sentence[start:end].readable() for start, end in zip(starts, ends, strict=True))


def answer(draft: Draft) -> str:
    """The answer of a basic note or the meaning of a term, a list on one line: ``1. a; 2. b`` or ``a; b``."""
    if not draft.items:
        return draft.back.readable()
    items = [item.readable().rstrip(";,") for item in draft.items]
    return "; ".join(f"{n}. {item}" for n, item in enumerate(items, 1)) if draft.ordered else "; ".join(items)
