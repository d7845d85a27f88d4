"""Sentences that say what a thing is: ``A subnet is a range of addresses``, ``Osmosis means ...``."""

from __future__ import annotations

import re

from flashgen.language.clauses import read_clause
from flashgen.language.lexicon import NEGATIONS
from flashgen.language.phrases import is_term, without_article, words_of
from flashgen.language.stance import stance
from flashgen.language.words import content_words, is_plural
from flashgen.model import Evidence, Fact, Kind
from flashgen.rules.delimiters import bare, is_marked
from flashgen.rules.meanings import MAX_WORDS, TOO_LONG, tells_apart, without_final_stop
from flashgen.rules.place import Place
from flashgen.rules.signs import of_definition
from flashgen.text import Text

_MEANS = re.compile(r"\s+(?:means?|refers? to|denotes?|(?:is|are) defined as|(?:is|are) known as)\s+")
_PLURAL_NOUN_PHRASE = re.compile(
    r"^(?:[\w-]+\s+){0,3}?[\w-]+s\s+(?:that|which|who|used|of|for|in|with|designed|made)\b"
)
_ARTICLED = re.compile(r"(?:an?|any|the)\s|one (?:of the|kind|type|form|way)\b")
_EVALUATES = re.compile(
    r"(?:an?|the)\s+(?:\w+ly\s+)?(?:good|great|better|best|bad|worse|worst|common|popular|powerful|simple|useful|important|key|big|"
    r"nice|natural|reasonable|major|main|main|significant|perfect|classic|typical|recent|new|hard|difficult|easy|single)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(r"(?:the\s+)?(?:term|word|phrase|name|expression)\s+(?=[“\"'‘])", re.IGNORECASE)


def defining(place: Place, start: int, end: int) -> Fact | None:
    """The definition in the sentence ``place.text[start:end]``; None where it defines nothing."""
    return _means(place, start, end) or _is_a(place, start, end)


def _means(place: Place, start: int, end: int) -> Fact | None:
    sentence = place.text[start:end]
    match = _MEANS.search(sentence.plain)
    if not match or sentence.opaque(match.start()):
        return None
    term = _term_in(sentence[: match.start()])
    meaning = without_final_stop(sentence[match.end() :])
    if not is_term(term.plain, strict=True) or len(content_words(meaning.plain)) < 2:
        return None
    return _fact(place, place.evidence(start, end), term, meaning, "means", is_marked(sentence[: match.start()]))


def _term_in(subject: Text) -> Text:
    """The term that a subject names: without its article, or out of ``the term “...”``."""
    called = _CALLED.match(subject.plain)
    return bare(subject[called.end() if called else without_article(subject.plain) :])


def _is_a(place: Place, start: int, end: int) -> Fact | None:
    sentence = place.text[start:end]
    if " is " not in sentence.plain and " are " not in sentence.plain:
        return None
    clause = read_clause(sentence)
    if not clause or clause.base != "be" or clause.passive or clause.subject == (0, 0):
        return None
    verb = sentence.plain[clause.verb[0] : clause.verb[1]].lower()
    if verb not in ("is", "are") or sentence.plain[: clause.subject[0]].strip():
        return None
    subject = sentence[clause.subject[0] : clause.subject[1]]
    term = _term_in(subject)
    meaning = without_final_stop(sentence[clause.complement[0] :])
    words = words_of(meaning.plain)
    if not is_term(term.plain, strict=True) or len(content_words(meaning.plain)) < 3 or words[0] in NEGATIONS:
        return None
    if _EVALUATES.match(meaning.plain) or " and " in term.plain or words_of(term.plain)[0] == "single":
        return None
    if not tells_apart(meaning.plain):
        return None
    noun_phrase = verb == "are" and _PLURAL_NOUN_PHRASE.match(meaning.plain)
    if not noun_phrase and not _ARTICLED.match(meaning.plain.lower()):
        return None
    if subject.plain.lower().startswith("the ") and not is_marked(subject) and is_plural(term.plain.split()[-1]):
        return None
    return _fact(place, place.evidence(start, end), term, meaning, f"{verb} {_opening(words[0])}", is_marked(subject))


def _opening(word: str) -> str:
    """With what a meaning opens: ``a``, ``the``, or neither."""
    return {"an": "a"}.get(word, word) if word in ("a", "an", "the") else "..."


def _fact(place: Place, evidence: Evidence, term: Text, meaning: Text, verb: str, marked: bool) -> Fact:
    doubt = stance(evidence.text)
    if not doubt and len(words_of(meaning.plain)) > MAX_WORDS:
        doubt = TOO_LONG
    return Fact(
        Kind.DEFINITION, "definition", evidence, subject=term, object=meaning,
        context=tuple(c for c in place.context() if c.plain.lower() != term.plain.lower()),
        signs=(f"defined by: {verb}", *(["term marked"] if marked else []), *of_definition(place, term, meaning)),
        doubt=doubt,
    )  # fmt: skip
