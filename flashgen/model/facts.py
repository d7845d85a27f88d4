"""What a block says, before any wording."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flashgen.text import EMPTY, Text


class Kind(StrEnum):
    """What a fact says. The set is closed; wording dispatches on it."""

    DEFINITION = "definition"
    """subject: the term; object: its meaning."""
    ACRONYM = "acronym"
    """subject: the abbreviation; object: its expansion."""
    PROPERTY = "property"
    """subject: an entity; relation: one of its attributes; object: the value."""
    QUANTITY = "quantity"
    """object: a number with its unit, at ``slot`` in the evidence's sentence."""
    CLAIM = "claim"
    """object: what a clause says of its subject, at ``slot`` in the evidence's sentence."""
    LISTING = "listing"
    """subject: what the items are; items: the set."""
    PROCEDURE = "procedure"
    """subject: what is done; items: its steps, in order."""
    REASON = "reason"
    """subject: what holds; object: why, in a phrase that opens with ``because``, ``due to`` or ``so that``."""
    CONSEQUENCE = "consequence"
    """subject: a condition, opening with ``if`` or ``when``; object: what follows; relation: ``Ask.TO_DO`` or none."""
    FUNCTION = "function"
    """subject: a thing; relation: an ``Ask``; object: what it is used for, or by what it does it."""
    QUOTE = "quote"
    """subject: the speaker; object: the words."""
    EXPLICIT = "explicit"
    """A card the person wrote as a card; subject: question, object: answer, or clozes in the evidence."""


class Ask(StrEnum):
    """The relation of a FUNCTION or a CONSEQUENCE: what is asked of its subject."""

    USE = "use"
    """``What is X used for?``"""
    MEANS = "means"
    """``How does X ...?``"""
    TO_DO = "to do"
    """``What should be done if ...?``"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of the notes that a fact rests on."""

    text: Text
    start_line: int
    end_line: int
    span: tuple[int, int] = (0, 0)
    """Where ``text`` stands in its block's text, as offsets."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a block says, before any wording."""

    kind: Kind
    rule: str
    """Name of the rule that found it."""
    evidence: Evidence
    subject: Text = EMPTY
    relation: str = ""
    object: Text = EMPTY
    items: tuple[Text, ...] = ()
    numbered: bool = False
    """The notes number the items."""
    slots: tuple[tuple[int, int], ...] = ()
    """What to ask for, as offsets into ``evidence.text.plain``; disjoint, in order."""
    context: tuple[Text, ...] = ()
    """What the reader must know to understand the fact alone, from the general to the near; at most two."""
    both_ways: bool = False
    """The person asked for the reverse card too."""
    signs: tuple[str, ...] = ()
    """What speaks for or against it being worth a card, by name; ``wording.rank`` weighs them."""
    doubt: str = ""
    """Why a person should look first; a fact with a doubt is held."""
