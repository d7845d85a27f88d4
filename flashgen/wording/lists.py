"""A set or a sequence as one card."""

from __future__ import annotations

from dataclasses import replace

from flashgen.model import Draft, Fact, Form, Kind
from flashgen.text import Text
from flashgen.wording.draft import draft


def word(fact: Fact) -> tuple[Draft, ...]:
    """``Functions of the gall bladder: which 3?``; a procedure asks for its steps in order; a question asks itself."""
    count = len(fact.items)
    if fact.subject.plain.endswith("?"):
        front = fact.subject
    elif fact.kind is Kind.PROCEDURE:
        front = fact.subject + f": what are the {count} steps, in order?"
    else:
        front = fact.subject + f": which {count}{_head(fact.relation)}?"
    made = draft(fact, Form.BASIC, front, Text())
    return (replace(made, items=fact.items, ordered=fact.numbered or fact.kind is Kind.PROCEDURE),)


def _head(noun: str) -> str:
    return f" {noun}" if noun else ""
