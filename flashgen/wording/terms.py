"""A term and its meaning."""

from __future__ import annotations

from dataclasses import replace

from flashgen.model import Draft, Fact, Form
from flashgen.wording.draft import draft


def word(fact: Fact) -> tuple[Draft, ...]:
    """One term note, asked both ways where its meaning singles the term out."""
    return (replace(draft(fact, Form.TERM, fact.subject, fact.object), reverse=True),)
