"""What every draft takes over from its fact."""

from __future__ import annotations

from flashgen.model import Draft, Fact, Form, Kind
from flashgen.text import EMPTY, Markup, Text


def draft(
    fact: Fact,
    form: Form,
    front: Text,
    back: Text = EMPTY,
    blanks: tuple[tuple[int, int], ...] = (),
    numbers: tuple[int, ...] = (),
    context: tuple[Text, ...] | None = None,
) -> Draft:
    """A draft with the fact's evidence, lines and doubt; if no context is given, with what the front says not of it."""
    return Draft(
        form=form,
        rule=fact.rule,
        kind=fact.kind,
        front=front,
        back=back,
        relation=fact.relation if fact.kind is Kind.PROPERTY else "",
        blanks=blanks,
        numbers=numbers,
        context=needed(fact.context, front.plain) if context is None else context,
        start_line=fact.evidence.start_line,
        end_line=fact.evidence.end_line,
        evidence=fact.evidence.text,
        doubt=fact.doubt,
    )


def needed(context: tuple[Text, ...], shown: str) -> tuple[Text, ...]:
    """The context less what the shown words say themselves."""
    said = shown.lower()
    return tuple([c.without(Markup.LINK) for c in context if c.plain.lower() not in said])
