"""A fact that stood up to the notes, worded: in the rules' form for a term or an abbreviation, else as its question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flashgen.ask.held import Ground
from flashgen.ask.held.words import content, say, strangers
from flashgen.ask.tokens import tokens, where
from flashgen.ask.values import RULE, Given
from flashgen.language.acronyms import stands_for
from flashgen.language.phrases import is_term, without_article
from flashgen.language.sentences import sentences
from flashgen.language.words import stem, words
from flashgen.model import Draft, Evidence, Fact, Form, Kind
from flashgen.rules.meanings import without_final_stop
from flashgen.sources.inline import plain_inline
from flashgen.text import EMPTY, Markup, Text
from flashgen.wording import Candidate, terms
from flashgen.wording.cards import cards
from flashgen.wording.draft import draft
from flashgen.wording.rank import chance, knows
from flashgen.wording.signs import READ_BY_MODEL, of_wording

UNLEARNED = 0.88
"""That a person keeps the card, before weights are learned for what a model found: see docs/models.md."""
SECONDED = 0.92
"""The same of one that a second look let through, or mended: see docs/models.md."""
_LENGTHS = (6, 8, 10, 12, 14, 17)
"""Words of a question, in bands."""
_OPENS = frozenset("what which who whom whose how when where why in on by for to of with at from into as".split())
_HOW = frozenset("many much long often large big far".split())
_WHAT_IS = re.compile(r"what (?:is|does) (?:an? |the )?[“\"'‘]?(?P<term>.+?)[”\"'’]?(?: mean)?\?", re.I)
_STAND_FOR = re.compile(
    r"what (?:does|do) (?:the (?:abbreviation|acronym) )?[“\"']?(?P<term>.+?)[”\"']? stand for\?", re.I
)
_MARKED = re.compile(r"`|\\\(|\$[^$\s][^$]*\$")
_LONGEST_TERM = 5
_LONGEST_TOPIC = 4
"""Words of a heading that is worth a prefix: a question names its subject itself."""


def candidate(given: Given, held: Ground, found_by: str) -> Candidate:
    """A fact with its draft, its signs and its chance; ``found_by`` is the model that gave it."""
    fact = _fact(given, held)
    made = _draft(fact, given, held)
    made = replace(
        made,
        rule=RULE,
        relation=_slot(made),
        found_by=found_by,
        context=_context(made, fact.context),
    )
    way = f"{given.kind.value} by a model"
    signs = of_wording(replace(fact, signs=tuple(_signs(given, held))), made, way, cards(made)[0])
    likely = chance(signs) if knows(f"made: {READ_BY_MODEL}") else UNLEARNED
    return Candidate(fact, way, (replace(made, confidence=likely),), signs, likely)


def _signs(given: Given, held: Ground) -> Iterator[str]:
    """What is seen of a fact as the model gave it."""
    asked = words(given.question)
    size = len(given.question.split())
    low = next((f"up to {most}" for most in _LENGTHS if size <= most), f"over {_LENGTHS[-1]}")
    yield f"question of {low} words in all"
    if asked:
        yield f"question opens with {asked[0] if asked[0] in _OPENS else 'another word'}"
    if len(asked) > 1 and asked[0] == "how":
        yield f"question asks how {asked[1] if asked[1] in _HOW else 'something is'}"
    own = say(held.tokens)
    above = [*strangers(given.question, own, asks=True)]
    yield f"{min(len(above), 3)} words of the question from around"
    said = {token.key for token in content(held.text.plain)}
    answered = {token.key for token in content(" ".join((given.object, *given.items)))}
    yield "answer is all that is said" if said <= answered else "answer is a part of what is said"
    if len(sentences(held.text)) > 1:
        yield "rests on several sentences"


def _fact(given: Given, held: Ground) -> Fact:
    """The fact as any rule gives it; its evidence is whole sentences, so that two wordings of it rest on the same."""
    first, last = held.spot.lines(*held.span)
    words_used = " ".join((given.question, given.object, *given.items))
    evidence = Evidence(_evidence(held, words_used), first, last, held.span)
    return Fact(
        given.kind, RULE, evidence, subject=Text(given.subject), relation=given.relation,
        object=as_written(given.object, held), items=tuple(as_written(item, held) for item in given.items),
        numbered=given.kind is Kind.PROCEDURE, context=held.spot.place.context(),
    )  # fmt: skip


def _evidence(held: Ground, used: str) -> Text:
    """The sentences, with what else of the notes the card takes its words from: the sentence before, a heading."""
    text = held.text
    known = say(tokens(text.plain))
    missing = set(strangers(used, known, asks=True))
    for more in (*held.before, *held.above):
        still = set(strangers(used, known | say(tokens(more.plain)), asks=True)) if missing and more else missing
        if len(still) < len(missing):
            text, known, missing = more + "\n" + text, known | say(tokens(more.plain)), still
    return text


def _draft(fact: Fact, given: Given, held: Ground) -> Draft:
    if given.items:
        return replace(draft(fact, Form.BASIC, _question(given)), items=fact.items, ordered=fact.numbered)
    if given.kind is Kind.ACRONYM:
        asked = _STAND_FOR.fullmatch(given.question.strip())
        if asked and stands_for(asked["term"], given.object):
            return terms.word(replace(fact, subject=Text(asked["term"])))[0]
    if given.kind is Kind.DEFINITION and (term := _term(given)):
        named = as_written(term, held)
        same = named.plain.casefold() == term.casefold()  # not in the plural, where the question has one of them
        said = replace(fact, subject=named if same else Text(term), object=without_final_stop(fact.object))
        return replace(terms.word(said)[0], reverse=False)
    kind = Kind.CLAIM if given.kind in (Kind.DEFINITION, Kind.ACRONYM) else given.kind
    return draft(replace(fact, kind=kind), Form.BASIC, _question(given), fact.object)


def _term(given: Given) -> str:
    """The term that a question asks the meaning of; empty where it asks for something else."""
    asked = _WHAT_IS.fullmatch(given.question.strip())
    if not asked:
        return ""
    term = asked["term"].strip()
    subject = given.subject[without_article(given.subject) :].strip() or given.subject
    same = [stem(word) for word in words(term)] == [stem(word) for word in words(subject)]
    return term if same and is_term(term) and len(term.split()) <= _LONGEST_TERM else ""


def _question(given: Given) -> Text:
    asked = given.question.strip()
    return plain_inline(asked) if _MARKED.search(asked) else Text(asked)


def _slot(made: Draft) -> str:
    """Which question of its evidence it is: the one with this answer, whatever its words and its place among others."""
    said = made.back.plain or "; ".join(item.plain for item in made.items)
    return f"answer {' '.join(said.split())}"


def _context(made: Draft, whole: tuple[Text, ...]) -> tuple[Text, ...]:
    """What a question needs of the context where it shares no word with it: the topic, unless that answers."""
    asked = {token.key for token in content(made.front.plain)}
    parts = [{token.key for token in content(text.plain)} for text in whole]
    if any(part & asked for part in parts):
        return ()
    answered = {token.key for token in content(made.back.plain)}
    short = (text for text in made.context if len(text.plain.split()) <= _LONGEST_TOPIC)
    return tuple(text for text in short if not {token.key for token in content(text.plain)} & answered)[:1]


def as_written(said: str, held: Ground) -> Text:
    """Words as the notes write them, with their marks, where the notes have them in one piece; else as they came."""
    wanted = [token.key for token in tokens(said)]
    for text in (held.text, *held.above):
        known = tokens(text.plain)
        at = where(wanted, [token.key for token in known])
        if at < 0:
            continue
        last = known[at + len(wanted) - 1]
        start, end = _whole_marks(text, *_widened(text.plain, known[at].start, last.end, said))
        start, end = _closed(text.plain, start, end)
        return text[start:end]
    return Text(said) if said else EMPTY


def _whole_marks(text: Text, start: int, end: int) -> tuple[int, int]:
    """The stretch with the whole of each formula and piece of code that it reaches into."""
    for span in text.marked(Markup.MATH, Markup.CODE):
        if span.start < end and start < span.end:
            start, end = min(start, span.start), max(end, span.end)
    return start, end


def _widened(plain: str, start: int, end: int, said: str) -> tuple[int, int]:
    """The stretch with the signs around it that the words came with: brackets, a stop within a name."""
    found = tokens(said)
    lead, tail = said[: found[0].start], said[found[-1].end :]
    while lead and start and plain[start - 1] == lead[-1]:
        start, lead = start - 1, lead[:-1]
    while tail and end < len(plain) and plain[end] == tail[0]:
        end, tail = end + 1, tail[1:]
    return start, end


def _closed(plain: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the sign that closes the bracket or quotation in it, where that comes next."""
    for opening, closing in ("()", "[]", "“”"):
        inside = plain[start:end]
        if inside.count(opening) > inside.count(closing) and plain[end : end + 1] == closing:
            end += 1
    return start, end
