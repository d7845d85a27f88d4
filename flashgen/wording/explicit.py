"""Cards that the person wrote as cards: nothing is reworded."""

from __future__ import annotations

from dataclasses import replace

from flashgen.language.phrases import is_term
from flashgen.model import Draft, Fact, Form
from flashgen.wording.draft import draft


def word(fact: Fact) -> tuple[Draft, ...]:
    """Question and answer as written; both ways as a term note where the front is a term, else as two notes."""
    if not fact.both_ways:
        return (draft(fact, Form.BASIC, fact.subject, fact.object),)
    if is_term(fact.subject.plain):
        return (replace(draft(fact, Form.TERM, fact.subject, fact.object), reverse=True),)
    return (
        draft(fact, Form.BASIC, fact.subject, fact.object),
        draft(fact, Form.BASIC, fact.object, fact.subject),
    )
