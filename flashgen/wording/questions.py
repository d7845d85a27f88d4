"""Wh-questions about one part of a finite clause, where no grammar can go wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flashgen.language.asking import inside, invert
from flashgen.language.clauses import Clause, read_clause
from flashgen.language.finite import CERTAIN, PARTICLES, is_adverb
from flashgen.language.letters import has_digit
from flashgen.language.lexicon import (
    COORDINATORS,
    DETERMINERS,
    HAVE,
    MODALS,
    NOUN_LIKE,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    is_verb_form,
)
from flashgen.language.words import is_plural
from flashgen.model import Draft, Fact, Form, Kind
from flashgen.text import Markup, Text
from flashgen.wording.draft import draft

_PLAIN_COUNT = re.compile(r"(?:about\s|around\s|~)?[\d,]+|(?:about\s)?\d+(?:\.\d+)?[KMBT]")
_COUNTED = re.compile(r"\s(?!of\b)((?:[A-Za-z][\w-]*\s){0,2}?[A-Za-z][a-z-]+)(?=[\s.,;:]|$)")
_ENDS = re.compile(r"[.;:,\s]*$|,\s(?:and|but|which|of which|while|whereas|each)\s")
"""Where what is said of a count ends: with the sentence, or before what is said besides."""
_MAX_SUBJECT, _MAX_INVERTED, _LONGEST_REST, _FEWEST_AFTER_BE = 4, 6, 20, 3
_GOES_ON = re.compile(r"(?:which|because|if|when|while|and|so that)\b")
"""What may follow the clause that a question is made of without being a sentence of its own."""
_NAMING = frozenset(
    "call name term title dub know refer describe define denote regard classify serve function act".split()
)
"""Verbs after which stands what a thing is called, or what as."""
_STRANDED = frozenset("of to in on with by for from at into through as about".split())
"""Prepositions that may end a question."""
_WITH_PREPOSITION = PREPOSITIONS | PARTICLES | {"well", "conjunction", "response", "addition"}
_OPENS_CLAUSE = RELATIVES | SUBORDINATORS
_TELLS_NOTHING = (
    DETERMINERS
    | PREPOSITIONS
    | frozenset(
        """
    various different certain other same last next previous first second new old following above gathered given main
    """.split()
    )
)
"""Words before a plural that do not say which ones."""


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
    if clause and (found := _what(fact, sentence, clause)):
        yield "what, at the end", found


def _which_subject(fact: Fact, sentence: Text) -> Draft | None:
    """``Which experts exhibit specialization?`` for a plural subject that a word or two tell from others of its kind.

    The verb agrees with the subject that ``which`` stands for, so the rest of the sentence stays as it is.
    """
    start, end = fact.slots[0]
    words = fact.subject.plain.split()
    if start or not 2 <= len(words) <= _MAX_SUBJECT or not is_plural(words[-1].lower()) or fact.subject.spans:
        return None
    low = [word.lower() for word in words]
    if has_digit(fact.subject.plain) or any(word in _TELLS_NOTHING or word in COORDINATORS for word in low):
        return None
    rest = sentence[end:].strip(" .:;")
    if rest.plain.startswith("(") or len(rest.plain.split()) > _LONGEST_REST:
        return None
    return draft(fact, Form.BASIC, f"Which {words[-1]} " + rest + "?", fact.subject)


def _what_subject(fact: Fact, sentence: Text, clause: Clause) -> Draft | None:
    """``What separates liquids?`` where the verb shows one thing: it stands after ``what`` as it is."""
    start, end = fact.slots[0]
    first = sentence.plain[clause.verb[0] : clause.verb[1]].split()[0].lower()
    one = first in MODALS or first in ("is", "was", "has", "does") or is_verb_form(first, "s", "past")
    if start or not one or clause.negated or clause.strength < CERTAIN or first in HAVE - {"has", "had"}:
        return None
    opens = fact.subject.plain.split()[0].lower()
    rest = sentence[end:].strip(" .:;,")
    if opens in PREPOSITIONS or is_adverb(opens) or rest.plain.startswith("("):
        return None
    if may_be_person(fact.subject.plain) and (first in ("was", "had") or is_verb_form(first, "past")):
        return None
    after = sentence.plain[clause.complement[1] :].strip(" .:;,")
    if len(rest.plain.split()) > _LONGEST_REST or (after and not _GOES_ON.match(after)):
        return None
    if clause.copula and len(sentence.plain[slice(*clause.complement)].split()) < _FEWEST_AFTER_BE:
        return None
    return draft(fact, Form.BASIC, "What " + rest + "?", fact.subject)


def _what(fact: Fact, sentence: Text, clause: Clause) -> Draft | None:
    """``What does a pump push?``, ``What is power measured in?`` where the answer ends the sentence."""
    start, end = fact.slots[0]
    if sentence.plain[end:].strip(" .;:!") or start < clause.verb[1] or clause.strength < CERTAIN or clause.copula:
        return None
    if not clause.base:
        return None  # "cannot explicit"
    between = sentence.plain[clause.verb[1] : start].lower().split()
    if not _is_plain(fact.subject) or not _can_be_what(fact.object.plain, clause, between):
        return None
    question = invert(sentence, clause, start)
    if not question or (question.auxiliary == "does" and is_plural(fact.subject.plain)):
        return None
    return draft(fact, Form.BASIC, question("What"), fact.object)


def _is_plain(subject: Text) -> bool:
    """Whether a subject is a short noun phrase that holds no clause of its own."""
    words = subject.plain.lower().split()
    if not words or len(words) > _MAX_INVERTED or subject.spans:
        return False
    inner = words[1:]
    return not any(w in _OPENS_CLAUSE or w in PRONOUNS or is_verb_form(w, "past", "participle") for w in inner)


def _can_be_what(said: str, clause: Clause, between: Sequence[str]) -> bool:
    """Whether ``what`` can stand for an answer: the object of the verb, or of the one preposition right after it.

    ``between`` are the words between the verb and the answer.
    """
    opens = said.split()[0].lower()
    if may_be_person(said) or " than " in said or opens in ("more", "most", "less", "least"):
        return False
    if not between:
        named = not clause.passive or clause.base in _NAMING
        return named and not (is_adverb(opens) or opens in PREPOSITIONS or opens == "to")
    *before, last = between
    if last not in _STRANDED or any(not is_adverb(w) and w not in _WITH_PREPOSITION for w in before):
        return False
    if last == "as":
        return clause.base in _NAMING
    if last == "to" and is_verb_form(opens, "base"):
        return opens in NOUN_LIKE and not DETERMINERS.intersection(said.lower().split()[1:2])
    return not (last == "by" and opens.endswith("ing"))


def may_be_person(said: str) -> bool:
    """Whether a name may be a person's, for whom one asks ``who``: ``Voltaire``, ``De Gaulle``; not ``ELMo``."""
    words = said.split()
    return bool(words) and all((w.istitle() and w.isalpha()) or w in ("de", "of", "von", "van") for w in words)


def _fate(fact: Fact, sentence: Text) -> Draft | None:
    """``What happens to overflow tokens?`` where the sentence says what will be done to its subject; else None."""
    at = sentence.plain.find(fact.relation)
    if not fact.relation.startswith("will be ") or sentence.plain[:at].strip() != fact.subject.plain:
        return None
    return draft(fact, Form.BASIC, "What happens to " + inside(fact.subject) + "?", sentence[at:].strip(" .;:"))


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
