"""A term on a line of its own, and what it is at the front of the first line below it."""

from __future__ import annotations

import re

from flashgen.language.clauses import read_clause
from flashgen.language.commonness import RARE, commonness
from flashgen.language.finite import CERTAIN
from flashgen.language.lexicon import (
    BE_FINITE,
    COORDINATORS,
    MODALS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
)
from flashgen.language.phrases import is_finite, is_term, words_of
from flashgen.language.sentences import sentences
from flashgen.language.stance import stance
from flashgen.language.words import content_stems, content_words, is_plural
from flashgen.model import Block, BlockKind, Evidence, Fact, Kind
from flashgen.rules.delimiters import bare, is_marked
from flashgen.rules.meanings import MAX_WORDS, TOO_LONG, tells_apart, without_final_stop
from flashgen.rules.place import Place
from flashgen.rules.signs import of_definition
from flashgen.rules.topics import is_generic, is_part, topic
from flashgen.text import EMPTY, Text

_SAYS_IT_IS = re.compile(
    r"(?:(?:this|it) (?:is|was)|(?:these|they) are|refers? to|means)\s+(?=(?:an?|the)\s)", re.IGNORECASE
)
_ARTICLE = re.compile(r"an?\s+[\w“\"]", re.IGNORECASE)
_SET_ASIDE = re.compile(r"(?:an?|the)\s(?:term|word|concept|first|second|main|most|best|same|other)\b", re.IGNORECASE)
_OPENS = RELATIVES | COORDINATORS | SUBORDINATORS
_RELATIVE = re.compile(rf"\s(?:{'|'.join(sorted(RELATIVES))})\b", re.IGNORECASE)
_LEAST = 3
"""Content words of a definition."""
_SUBJECT = 2
"""Words before the verb of a relative clause whose subject is another: ``which most people can``."""
_LIKELY = 1.0
"""How sure a verb is that makes a sentence of what could be a definition."""


def named_above(place: Place) -> Fact | None:
    """``Chartism`` and, below it, ``a movement for political reform``; None where the line below defines nothing."""
    if not place.parent or _first_line(place.parent.block) is not place.block:
        return None
    term = _term(place.parent.block)
    if not term:
        return None
    start, end = next(iter(sentences(place.text)), (0, 0))
    said = _SAYS_IT_IS.match(place.text.plain)
    begin = said.end() if said else start
    meaning = without_final_stop(place.text[begin:end])
    if not (said or _ARTICLE.match(meaning.plain)) or not _defines(term, meaning):
        return None
    whole = place.evidence(start, end)
    evidence = Evidence(
        term + ": " + whole.text, whole.start_line, whole.end_line
    )  # owns nothing: other rules may ask for its numbers
    more = end < len(place.text.plain.rstrip())
    signs = ("named above", *(["term marked"] if is_marked(place.parent.text) else []))
    return Fact(
        Kind.DEFINITION, "definition", evidence, subject=term, object=meaning,
        context=tuple(c for c in place.parent.context() if c.plain.lower() != term.plain.lower()),
        signs=(*signs, *of_definition(place, term, meaning, more)),
        doubt=stance(meaning) or (TOO_LONG if len(words_of(meaning.plain)) > MAX_WORDS else ""),
    )  # fmt: skip


def _first_line(block: Block) -> Block | None:
    return next((below for below in block.children if below.kind is not BlockKind.NOISE), None)


def _term(block: Block) -> Text:
    """What an item or a heading names; empty where it names a part of something, or says something itself."""
    if block.kind not in (BlockKind.ITEM, BlockKind.HEADING):
        return EMPTY
    name = topic(block.text) if block.kind is BlockKind.HEADING else bare(block.text.strip(" :"))
    if not name or not is_term(name.plain, strict=True) or is_generic(name.plain) or is_part(name):
        return EMPTY
    clause = read_clause(name)
    if clause and clause.strength >= CERTAIN and clause.subject != (0, 0):
        return EMPTY
    return name


def _defines(term: Text, meaning: Text) -> bool:
    """Whether a phrase says of what kind a thing is and what sets it apart, and is no sentence of its own."""
    plain = meaning.plain
    if _SET_ASIDE.match(plain) or len(content_words(plain)) < _LEAST:
        return False
    relative = _RELATIVE.search(plain)
    first = relative.start() if relative else len(plain)
    if is_finite(plain[:first]) or any(word in PRONOUNS - RELATIVES for word in words_of(plain[:first])):
        return False
    clause = read_clause(meaning)
    if clause and clause.subject != (0, 0) and clause.verb[0] < first and clause.strength >= _LIKELY:
        return False
    if relative and _goes_on(words_of(plain[relative.end() :])):
        return False
    names = words_of(term.plain)
    if is_plural(names[-1]) and all(commonness(word) < RARE for word in names):
        return False  # "Contributions" are more than "a scheme for inference"
    return tells_apart(plain) and not content_stems(term.plain) <= content_stems(plain)


def _goes_on(words: list[str]) -> bool:
    """Whether a verb follows the verb of a relative clause, as in ``(a person who) hires others is liable``."""
    at = next((at for at, word in enumerate(words) if word in BE_FINITE | MODALS), 0)
    return at > _SUBJECT and not any(word in _OPENS for word in words[:at])
