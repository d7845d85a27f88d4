"""Who said it."""

from __future__ import annotations

from flashgen.model import Draft, Fact, Form
from flashgen.text import Text
from flashgen.wording.draft import draft


def word(fact: Fact) -> tuple[Draft, ...]:
    """The words as the question, their speaker as the answer."""
    return (draft(fact, Form.BASIC, Text("Who said: “") + fact.object + "”?", fact.subject),)
