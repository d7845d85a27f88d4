"""``Term: meaning``, ``Term - meaning``, ``Term is a ...``: what a thing is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from flashgen.language.acronyms import stands_for
from flashgen.language.clauses import read_clause
from flashgen.language.finite import CERTAIN
from flashgen.language.letters import has_digit
from flashgen.language.lexicon import COORDINATORS, DETERMINERS, PREPOSITIONS
from flashgen.language.phrases import SUMMARY_LABELS, is_term, names_aspect, words_of
from flashgen.language.sentences import sentences
from flashgen.language.slots import slots
from flashgen.language.stance import stance
from flashgen.language.words import content_stems, content_words
from flashgen.model import BlockKind, Evidence, Fact, Kind
from flashgen.rules.defining import defining
from flashgen.rules.delimiters import Split, bare, is_marked, split
from flashgen.rules.listing import inline_items
from flashgen.rules.meanings import doubt, first_sentence_end, meaning_end, says_something_of, without_final_stop
from flashgen.rules.named_above import named_above
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule
from flashgen.rules.signs import of_definition
from flashgen.text import Text

_MARKS = frozenset({":", "-", "~", "=", "==", ":="})
_DONE = frozenset("given taken seen done made found shown used needed present absent".split())
"""Participles that end a statement, not a name: ``Aspirin given``."""
_ADJECTIVE = ("al", "ic", "ive", "ary", "ous")
"""Endings, of which a word that is none does no harm."""
_SMALL_WORDS = DETERMINERS | PREPOSITIONS | COORDINATORS
_MANNERS = frozenset("normally usually generally typically often mostly mainly sometimes rarely commonly".split())
"""Adverbs that end what says when a meaning holds: ``Surface flow normally``."""
_PREDICATE = re.compile(r",\s+(?:and\s+)?")


def _find(place: Place) -> Iterator[Fact]:
    if place.block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH):
        return
    lines = _term_lines(place)
    for start, end in lines:
        cut = split(place.text[start:end])
        if cut and cut.meaning and (fact := _delimited(place, cut, start)):
            yield fact
            yield from _further(place, cut, start, fact)
        elif fact := named_above(place):
            yield fact
        elif len(lines) == 1:
            yield from filter(None, (defining(place, a, b) for a, b in sentences(place.text)))


def _term_lines(place: Place) -> list[tuple[int, int]]:
    """The stretches of a block that may each hold a term: its lines where each opens with a marked one, else one.

    ``**A**: x`` and ``**B**: y`` on adjacent lines are one paragraph to Markdown and two definitions to a reader.
    """
    starts = (0, *place.block.breaks)
    lines = [*pairwise((*starts, len(place.text)))]
    cuts = [split(place.text[start:end]) for start, end in lines]
    return lines if all(cut and cut.marked and cut.meaning for cut in cuts) else [(0, len(place.text))]


def _delimited(place: Place, cut: Split, start: int) -> Fact | None:
    """The fact in ``term <mark> meaning``."""
    if inline_items(place, cut):
        return None  # a set, which the rule `listing` has read
    if _is_summary(cut.term.plain.lower()):
        return _summary(place, cut)
    if cut.mark == "-" and not cut.marked and _names(cut.meaning):
        return _named_thing(place, cut, start)
    if cut.mark not in _MARKS or not is_term(cut.term.plain, strict=not cut.marked):
        return None
    if cut.mark == "-" and len(cut.meaning.plain.split()) == 1 and cut.meaning.plain.istitle() and not cut.marked:
        return None  # "Crick - Watson" joins two names
    if not cut.marked and _is_statement(cut.term):
        return None
    end = meaning_end(cut.meaning)
    meaning = cut.meaning[:end].strip()
    words = words_of(meaning.plain)
    if not content_words(meaning.plain) and not meaning.spans:
        return None
    if content_stems(cut.term.plain) <= content_stems(meaning.plain):
        return None  # what uses the term does not define it
    evidence = place.evidence(start, start + cut.meaning_start + end)
    predicate = says_something_of(cut, meaning) or _is_sort_of_aspect(place, cut.term)
    signs = (
        "term marked" if cut.marked else f"delimiter {cut.mark}",
        *of_definition(place, cut.term, meaning, end < len(cut.meaning)),
    )
    return Fact(
        Kind.PROPERTY if predicate else Kind.DEFINITION, "definition", evidence, subject=cut.term,
        object=without_final_stop(meaning), context=place.context(), signs=signs,
        doubt=doubt(cut, meaning, words, bool(place.context())) or _not_its_own(place, cut, meaning),
    )  # fmt: skip


def _not_its_own(place: Place, cut: Split, meaning: Text) -> str:
    """What the lines around speak against a term and its meaning."""
    return _said_again(place, cut) or _heads(place, cut.term, meaning)


def _said_again(place: Place, cut: Split) -> str:
    """Why a term is only half a name: ``S3 - standard``, ``S3 - glacier`` are two things, and neither is S3."""
    term = cut.term.plain.lower()
    around = [other for block in place.near() if (other := split(block.text))]
    again = any(o.term.plain.lower() == term and o.meaning.plain != cut.meaning.plain for o in around)
    return "another line says something else of the same term" if again else ""


def _heads(place: Place, term: Text, meaning: Text) -> str:
    """Why a line with others below it is a heading: ``Africa: The Struggle for Independence``."""
    words = [word for word in meaning.plain.split() if word[0].isalpha() and word.lower() not in _SMALL_WORDS]
    heading = bool(place.block.children) and len(words) > 1 and all(word[0].isupper() for word in words)
    if not heading or has_digit(meaning.plain) or stands_for(term.plain, meaning.plain):
        return ""
    return "a heading, not a meaning"


def _is_sort_of_aspect(place: Place, term: Text) -> bool:
    """Whether an adjective only tells which sort of the aspect above it is meant: ``Management``, ``Surgical: ...``."""
    over = place.parent.block.text.plain if place.parent else ""
    return term.plain.lower().endswith(_ADJECTIVE) and len(term.plain.split()) == 1 and names_aspect(words_of(over))


def _is_statement(term: Text) -> bool:
    """Whether what stands before the delimiter says something itself: ``patient presents late - ...``."""
    words = words_of(term.plain)
    clause = read_clause(term)
    says = bool(clause and clause.strength >= CERTAIN and clause.subject != (0, 0))
    return says or (len(words) > 1 and words[-1] in _DONE | _MANNERS)


def _further(place: Place, cut: Split, start: int, fact: Fact) -> Iterator[Fact]:
    """What a predicate after the meaning says of the term: ``X - a small Y, outperforms Y``."""
    rest = _PREDICATE.match(place.text.plain, fact.evidence.span[1])
    if not rest or fact.kind is not Kind.DEFINITION:
        return
    said = place.text[rest.end() : start + cut.meaning_start + first_sentence_end(cut.meaning)]
    sentence = cut.term + " " + said.strip()
    clause = read_clause(sentence)
    for slot in slots(sentence, clause)[:1] if clause else ():
        first, last = place.block.lines(rest.end(), len(place.text))
        yield Fact(
            Kind.CLAIM, "definition", Evidence(sentence, first, last, (rest.start(), rest.end() + len(said))),
            slots=((slot.start, slot.end),), context=place.context(), signs=("second predicate",), doubt=fact.doubt,
        )  # fmt: skip


def _is_summary(label: str) -> bool:
    return any(label == name or label.endswith(" " + name) for name in SUMMARY_LABELS)


def _summary(place: Place, cut: Split) -> Fact | None:
    """``tl;dr: ...`` says what the section's topic is."""
    heading = place.heading()
    if not is_term(heading.plain):
        return None
    said = place.evidence()
    evidence = Evidence(heading + "\n" + said.text, said.start_line, said.end_line, said.span)
    return Fact(
        Kind.DEFINITION, "definition", evidence, subject=heading, object=without_final_stop(cut.meaning),
        signs=("summary",), context=place.context()[:-1],
        doubt=doubt(cut, cut.meaning, words_of(cut.meaning.plain), has_context=True),
    )  # fmt: skip


def _names(meaning: Text) -> bool:
    """Whether what follows the dash is a name, marked as one from end to end: ``... - **Spiral valve**``."""
    return (
        is_marked(meaning) and "(" not in meaning.plain and is_term(meaning.plain) and len(words_of(meaning.plain)) <= 5
    )


def _named_thing(place: Place, cut: Split, start: int) -> Fact | None:
    """``A groove between the lips - **Philtrum**``: the thing is described first and named after the dash."""
    said = place.text[start : start + cut.meaning_start].strip(" -–—")
    if len(content_words(said.plain)) < 2:
        return None
    return Fact(
        Kind.PROPERTY, "definition", place.evidence(start, start + cut.meaning_start + len(cut.meaning)),
        subject=said, object=bare(cut.meaning), context=place.context(), signs=("named after a dash",),
        doubt=stance(said),
    )  # fmt: skip


RULE = Rule(
    name="definition",
    finds="what a thing is: `term: meaning`, `term - meaning`, `Term is a ...`, `Term means ...`",
    example="- **osmosis**: movement of water through a semipermeable membrane",
    find=_find,
)
