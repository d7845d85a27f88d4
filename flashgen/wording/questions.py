"""A wh-question, from one finite clause, where no grammar can go wrong."""

from __future__ import annotations

import re

from flashgen.language.lexicon import COORDINATORS, DETERMINERS, PREPOSITIONS, is_verb_form
from flashgen.language.words import is_plural
from flashgen.model import Draft, Fact, Form, Kind
from flashgen.text import Markup, Text
from flashgen.wording.draft import draft

_MAX_SUBJECT = 4
_COUNT = re.compile(
    r"(?:.*\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|many|few|several)\s+\w+$)", re.IGNORECASE
)


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
    return draft(fact, Form.BASIC, "What happens to " + _inside(fact.subject) + "?", sentence[at:].strip(" .;:"))


def _inside(subject: Text) -> Text:
    """A subject as it stands within a sentence: its first letter small, unless it is a name or an abbreviation."""
    first, rest = subject.plain[:1], subject.plain[1:].split(" ")[0]
    known = is_plural(subject.plain.split()[0].lower()) or " " in subject.plain
    return first.lower() + subject[1:] if known and rest.islower() else subject


def _which(fact: Fact) -> Draft | None:
    """``... gives larger gains for which models?`` where the sentence ends in a plural noun and what tells it apart."""
    sentence, (start, end) = fact.evidence.text.without(Markup.CLOZE, Markup.HIGHLIGHT), fact.slots[0]
    words = fact.object.plain.split()
    if not 2 <= len(words) <= _MAX_SUBJECT or not is_plural(words[-1].lower()) or not words[-1].isalpha():
        return None
    if sentence.plain[end:].strip(" .;:") or any(w.lower() in PREPOSITIONS | COORDINATORS | DETERMINERS for w in words):
        return None
    if sentence.plain[:start].rstrip().endswith(" without") or (
        sentence.plain[:start].endswith(" to ") and is_verb_form(words[0].lower(), "base")
    ):
        return None
    if all(w.lower() in sentence.plain[:start].lower().split() for w in words[:-1]):
        return None  # the question would hold its answer
    asks = "how many" if _COUNT.match(fact.object.plain) else "which"
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
