"""From facts to drafts: each fact is put into words, formatting and all; nothing is decided about decks or ids."""

from __future__ import annotations

from collections.abc import Sequence

from flashgen.model import Draft, Fact, Kind
from flashgen.wording import cloze, explicit, lists, properties, quotes, terms
from flashgen.wording.cards import cards

__all__ = ["cards", "word"]


def word(facts: Sequence[Fact]) -> tuple[Draft, ...]:
    """The drafts for the facts of one document, in the notes' order."""
    drafts: list[Draft] = []
    sentences: list[Fact] = []
    for fact in facts:
        if fact.slots:
            sentences.append(fact)
        else:
            drafts.extend(_word(fact))
    drafts.extend(cloze.word(sentences))
    return tuple(sorted(drafts, key=lambda d: (d.start_line, d.end_line)))


def _word(fact: Fact) -> tuple[Draft, ...]:
    match fact.kind:
        case Kind.DEFINITION | Kind.ACRONYM:
            return terms.word(fact)
        case Kind.PROPERTY:
            return properties.word(fact)
        case Kind.LISTING | Kind.PROCEDURE:
            return lists.word(fact)
        case Kind.QUOTE:
            return quotes.word(fact)
        case Kind.EXPLICIT:
            return explicit.word(fact)
        case Kind.QUANTITY | Kind.CLAIM:
            raise AssertionError(f"a {fact.kind} has slots")
