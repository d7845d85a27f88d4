"""A set or a sequence: as one card where it is short, else item by item."""

from __future__ import annotations

from dataclasses import replace

from flashgen.language.phrases import before_copula
from flashgen.model import Draft, Fact, Form, Kind
from flashgen.text import EMPTY, Text, join
from flashgen.wording.draft import draft

_BEFORE, _AFTER = 2, 2
"""Neighbours shown around an item of a longer list."""
_MORE = Text("…")


def word(fact: Fact) -> tuple[Draft, ...]:
    """``Functions of the gall bladder: which 3?``; a procedure asks for its steps in order; a question asks itself."""
    if fact.object:
        return (_next_step(fact) if fact.kind is Kind.PROCEDURE else _between_neighbours(fact),)
    count = len(fact.items)
    if fact.subject.plain.endswith("?"):
        front = fact.subject
    elif fact.kind is Kind.PROCEDURE:
        front = fact.subject + f": what are the {count} steps, in order?"
    else:
        label = fact.subject[: before_copula(fact.subject.plain)]
        front = label + f": which {count}{_head(fact.relation)}?"
    made = draft(fact, Form.BASIC, front, Text())
    return (replace(made, items=fact.items, ordered=fact.numbered or fact.kind is Kind.PROCEDURE),)


def _head(noun: str) -> str:
    return f" {noun}" if noun else ""


def _next_step(fact: Fact) -> Draft:
    """A step by the one before it: ``Changing a tyre: what comes after “Loosen the nuts”?``."""
    at = fact.items.index(fact.object)
    asks = ": what comes after “" + fact.items[at - 1] + "”?" if at else Text(": what is the first step?")
    return replace(draft(fact, Form.BASIC, fact.subject + asks, fact.object), extra=_whole(fact))


def _between_neighbours(fact: Fact) -> Draft:
    """``Planets: …; Earth; Mars; [...]; Saturn; Uranus; …``, an overlapping cloze; the whole list is shown after it."""
    at = fact.items.index(fact.object)
    first, last = max(0, at - _BEFORE), at + 1 + _AFTER
    before = fact.subject + ": " + join([*([_MORE] if first else []), *fact.items[first:at], EMPTY], "; ")
    after = join([EMPTY, *fact.items[at + 1 : last], *([_MORE] if last < len(fact.items) else [])], "; ")
    made = draft(fact, Form.CLOZE, before + fact.object + after)
    return replace(made, blanks=((len(before), len(before) + len(fact.object)),), extra=_whole(fact))


def _whole(fact: Fact) -> Text:
    return fact.subject + ": " + join(fact.items, "; ")
