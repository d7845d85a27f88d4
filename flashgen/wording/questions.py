"""Wh-questions about one part of a finite clause, where no grammar can go wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashgen.language.asking import inside, invert
from flashgen.language.clauses import Clause, read_clause
from flashgen.language.finite import CERTAIN
from flashgen.language.letters import has_digit
from flashgen.language.lexicon import COORDINATORS, DETERMINERS, HAVE, MODALS, PREPOSITIONS, PRONOUNS, is_verb_form
from flashgen.language.words import is_plural
from flashgen.model import Draft, Fact, Form, Kind
from flashgen.text import Markup, Text
from flashgen.wording.draft import draft

_MAX_SUBJECT = 4
_PLAIN_COUNT = re.compile(r"(?:about\s|around\s|~)?[\d,]+|(?:about\s)?\d+(?:\.\d+)?[KMBT]")
_COUNTED = re.compile(r"\s(?!of\b)((?:[A-Za-z][\w-]*\s){0,2}?[A-Za-z][a-z-]+)(?=[\s.,;:]|$)")
_ENDS = re.compile(r"[.;:,\s]*$|,\s(?:and|but|which|of which|while|whereas|each)\s")
"""Where what is said of a count ends: with the sentence, or before what is said besides."""
_COUNT = re.compile(
    r"(?:.*\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|many|few|several)\s+\w+$)", re.IGNORECASE
)


def word(fact: Fact) -> Iterator[tuple[str, Draft]]:
    """Each question that fits a claim or a quantity, with the name of its wording."""
    sentence = fact.evidence.text.without(Markup.CLOZE, Markup.HIGHLIGHT)
    if fact.kind is Kind.QUANTITY:
        if found := _how_many(fact, sentence) or _how_many_has(fact, sentence):
            yield "how many", found
        return
    if not fact.subject:
        return
    if found := _fate(fact, sentence):
        yield "what becomes of it", found
        return
    clause = read_clause(sentence)
    if fact.subject.plain == fact.object.plain:
        if found := _which_subject(fact, sentence):
            yield "which, of the subject", found
        elif clause and (found := _what_subject(fact, sentence, clause)):
            yield "what, of the subject", found
        return
    if found := _which(fact, sentence):
        yield "which, at the end", found
    if clause and (found := _what(fact, sentence, clause)):
        yield "what, at the end", found


def _which_subject(fact: Fact, sentence: Text) -> Draft | None:
    """``Which experts exhibit specialization?`` for a plural subject.

    The verb agrees with the subject that ``which`` stands for, so the rest of the sentence stays as it is.
    """
    start, end = fact.slots[0]
    words = fact.subject.plain.split()
    if start or not 2 <= len(words) <= _MAX_SUBJECT or not is_plural(words[-1].lower()):
        return None
    if any(w.lower() in PREPOSITIONS for w in words) or fact.subject.spans:
        return None
    rest = sentence[end:].strip(" .:;")
    return draft(fact, Form.BASIC, f"Which {words[-1]} " + rest + "?", fact.subject)


def _what_subject(fact: Fact, sentence: Text, clause: Clause) -> Draft | None:
    """``What separates liquids?`` where the verb shows one thing: it stands after ``what`` as it is."""
    start, end = fact.slots[0]
    first = sentence.plain[clause.verb[0] : clause.verb[1]].split()[0].lower()
    one = first in MODALS or first in ("is", "was", "has", "does") or is_verb_form(first, "s", "past")
    if start or not one or clause.negated or clause.strength < CERTAIN or first in HAVE - {"has", "had"}:
        return None
    return draft(fact, Form.BASIC, "What " + sentence[end:].strip(" .:;,") + "?", fact.subject)


def _what(fact: Fact, sentence: Text, clause: Clause) -> Draft | None:
    """``What does a pump push?``, ``What is power measured in?`` where the answer ends the sentence."""
    start, end = fact.slots[0]
    if sentence.plain[end:].strip(" .;:!") or start < clause.verb[1] or clause.strength < CERTAIN or clause.copula:
        return None
    question = invert(sentence, clause, start)
    return draft(fact, Form.BASIC, question("What"), fact.object) if question else None


def _fate(fact: Fact, sentence: Text) -> Draft | None:
    """``What happens to overflow tokens?`` where the sentence says what will be done to its subject; else None."""
    at = sentence.plain.find(fact.relation)
    if not fact.relation.startswith("will be ") or sentence.plain[:at].strip() != fact.subject.plain:
        return None
    return draft(fact, Form.BASIC, "What happens to " + inside(fact.subject) + "?", sentence[at:].strip(" .;:"))


def _which(fact: Fact, sentence: Text) -> Draft | None:
    """``... gives larger gains for which models?`` where the sentence ends in a plural noun and what tells it apart."""
    start, end = fact.slots[0]
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


def _how_many(fact: Fact, sentence: Text) -> Draft | None:
    """``How many models are open?`` for a sentence that opens with a share: ``Very few models are open``."""
    start, end = fact.slots[0]
    shown = sentence.plain[:end]
    if start or len(fact.slots) > 1 or has_digit(shown) or " " not in shown:
        return None
    return draft(fact, Form.BASIC, "How many" + sentence[end:].strip(".;:") + "?", sentence[:end])


def _how_many_has(fact: Fact, sentence: Text) -> Draft | None:
    """``How many keys does a piano have?`` where a number and its noun stand right after a verb that is sure."""
    start, end = fact.slots[0]
    clause = read_clause(sentence)
    if not clause or clause.copula or clause.passive or clause.negated or clause.strength < CERTAIN:
        return None
    noun = _COUNTED.match(sentence.plain, end)
    if (
        sentence.plain[clause.verb[1] : start] != " "
        or not noun
        or not _PLAIN_COUNT.fullmatch(sentence.plain[start:end])
    ):
        return None
    counted = noun[1].split()
    if not is_plural(counted[-1].lower()) or any(w.lower() in PREPOSITIONS | COORDINATORS for w in counted):
        return None
    stop = _ENDS.search(sentence.plain, noun.end())
    rest = sentence[noun.end() : stop.start() if stop else len(sentence)]
    if any(mark in rest.plain for mark in (",", "(", ";", ":", " and ")):
        return None
    question = invert(sentence, clause, clause.verb[1])
    if not question or question.subject.plain.split()[0].lower() in PRONOUNS:
        return None
    asked = question(f"How many {noun[1]}")[:-1] + rest + "?"
    return draft(fact, Form.BASIC, asked, sentence[start:end])
