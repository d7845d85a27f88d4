"""A wh-question, from one finite clause, where no grammar can go wrong."""

from __future__ import annotations

from flashgen.language.lexicon import COORDINATORS, DETERMINERS, PREPOSITIONS
from flashgen.language.words import is_plural
from flashgen.model import Draft, Fact, Form, Kind
from flashgen.text import Markup
from flashgen.wording.draft import draft

_MAX_SUBJECT = 4


def word(fact: Fact) -> Draft | None:
    """``Which experts exhibit specialization?`` for a claim that asks for a plural subject; else None.

    The verb agrees with the subject that ``which`` stands for, so the rest of the sentence stays as it is.
    """
    if fact.kind is Kind.QUANTITY:
        return _how_many(fact)
    if fact.kind is not Kind.CLAIM or not fact.subject:
        return None
    if fact.subject.plain != fact.object.plain:
        return _fate(fact) or _which(fact)
    sentence, (start, end) = fact.evidence.text.without(Markup.CLOZE, Markup.HIGHLIGHT), fact.slots[0]
    words = fact.subject.plain.split()
    if start or not 2 <= len(words) <= _MAX_SUBJECT or not is_plural(words[-1].lower()):
        return None
    if any(w.lower() in PREPOSITIONS for w in words) or fact.subject.spans:
        return None
    rest = sentence[end:].strip(" .:;")
    return draft(fact, Form.BASIC, f"Which {words[-1]} " + rest + "?", fact.subject)


def _fate(fact: Fact) -> Draft | None:
    """``What happens to overflow tokens?`` where the sentence says what will be done to its subject; else None."""
    sentence = fact.evidence.text.without(Markup.CLOZE, Markup.HIGHLIGHT)
    at = sentence.plain.find(fact.relation)
    if not fact.relation.startswith("will be ") or sentence.plain[:at].strip() != fact.subject.plain:
        return None
    return draft(fact, Form.BASIC, "What happens to " + fact.subject + "?", sentence[at:].strip(" .;:"))


def _which(fact: Fact) -> Draft | None:
    """``... gives larger gains for which models?`` where the sentence ends in a plural noun and what tells it apart."""
    sentence, (start, end) = fact.evidence.text.without(Markup.CLOZE, Markup.HIGHLIGHT), fact.slots[0]
    words = fact.object.plain.split()
    if not 2 <= len(words) <= _MAX_SUBJECT or not is_plural(words[-1].lower()) or not words[-1].isalpha():
        return None
    if sentence.plain[end:].strip(" .;:") or any(w.lower() in PREPOSITIONS | COORDINATORS | DETERMINERS for w in words):
        return None
    if sentence.plain[:start].rstrip().endswith(" without"):
        return None
    if all(w.lower() in sentence.plain[:start].lower().split() for w in words[:-1]):
        return None  # the question would hold its answer
    asks = "how many" if any(c.isdigit() for c in fact.object.plain) else "which"
    return draft(fact, Form.BASIC, sentence[:start] + f"{asks} {words[-1]}?", fact.object)


def _how_many(fact: Fact) -> Draft | None:
    """``How many models are open?`` for a sentence that opens with a share: ``Very few models are open``."""
    sentence, (start, end) = fact.evidence.text.without(Markup.CLOZE, Markup.HIGHLIGHT), fact.slots[0]
    if (
        start
        or len(fact.slots) > 1
        or any(c.isdigit() for c in sentence.plain[:end])
        or " " not in sentence.plain[:end]
    ):
        return None
    return draft(fact, Form.BASIC, "How many" + sentence[end:].strip(".;:") + "?", sentence[:end])
