"""What every draft takes over from its fact."""

from __future__ import annotations

from dataclasses import replace

from flashgen.model import Draft, Fact, Form
from flashgen.text import EMPTY, Markup, Text


def draft(fact: Fact, form: Form, front: Text, back: Text = EMPTY) -> Draft:
    """A draft with the fact's context, evidence, lines, confidence and doubt."""
    return Draft(
        form=form,
        rule=fact.rule,
        kind=fact.kind,
        front=front,
        back=back,
        context=_needed(fact.context, front),
        start_line=fact.evidence.start_line,
        end_line=fact.evidence.end_line,
        evidence=fact.evidence.text,
        confidence=fact.confidence,
        doubt=fact.doubt,
    )


def _needed(context: tuple[Text, ...], front: Text) -> tuple[Text, ...]:
    """The context less what the front says itself, word for word."""
    said = front.plain.lower()
    return tuple(c.without(Markup.LINK) for c in context if c.plain.lower() not in said)


def with_front(made: Draft, front: Text) -> Draft:
    """The same draft with another front."""
    return replace(made, front=front)
