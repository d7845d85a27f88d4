"""What the notes state of things in numbers: each fact as what is told, of what, under which headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flashgen.check.finding import Notebook
from flashgen.language.belongings import Owner, owner
from flashgen.language.numerals import uses_decimal_comma
from flashgen.language.readings import value, values
from flashgen.language.values import Value
from flashgen.language.words import stem, subject_words, words
from flashgen.model import Document, Fact, Kind
from flashgen.naming import Sections, sections
from flashgen.rules.topics import topic

_IN_PATH = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)|[^\W\d_]+(?=[^./]*\.[^./]*$|[^./]*$)")
_PLAN = re.compile(
    r"\b(?:week|lecture|chapter|unit|module|lesson|session|class|section|course)s?\s+[\dIVX]+\b", re.IGNORECASE
)
"""Where a note stands in a course says nothing of what it tells."""
_RECKONS = re.compile(r"[=<>⇐⇒→≤≥∈∀]|\b(?:let|assume|suppose|say|given)\b", re.IGNORECASE)
"""A line that reckons or supposes states its numbers for itself only."""
_LONGEST = 12
"""Words: what more is said than that is seldom said twice in the same words."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that the notes state."""

    path: str
    line: int
    value: Value
    shown: str
    """The value as written."""
    owner: Owner
    about: tuple[str, ...]
    """The words that tell of what the value is, as stems in order; other numbers of the sentence among them."""
    above: frozenset[str]
    """Words of the file's name, of the headings and labels above that are not among those; of numbers the years."""
    name: frozenset[str]
    """The words of the thing that it tells of, as stems."""
    whole: bool
    """It is a sentence: its subject is in its words."""


def stated(notes: Notebook) -> Iterator[Stated]:
    """Every value that a fact without a doubt states exactly, in the notes' order."""
    expanded = {
        fact.subject.plain.lower(): tuple(stem(word) for word in words(fact.object.plain))
        for facts in notes.facts.values()
        for fact in facts
        if fact.kind is Kind.ACRONYM
    }
    for document in notes.documents:
        above = sections(document)
        comma = uses_decimal_comma(text.plain for text in document.texts())
        for fact in notes.facts.get(document.path, ()):
            if not fact.doubt and not _RECKONS.search(fact.evidence.text.plain):
                yield from _of_fact(document, fact, above, expanded, comma)


def _of_fact(
    document: Document, fact: Fact, above: Sections, expanded: Mapping[str, tuple[str, ...]], comma: bool
) -> Iterator[Stated]:
    line = fact.evidence.start_line
    headings = (topic(heading).plain for heading in above.at(line))
    context = " ".join([*headings, *(text.plain for text in fact.context), *_IN_PATH.findall(document.path)])
    context = _PLAN.sub(" ", context)
    heading = next((text.plain for text in reversed(fact.context)), "")
    for read, shown, owned, said in _values(fact, heading, comma):
        about = _expanded(subject_words(said), expanded)
        if len(about) + bool(fact.context) > 1 and len(about) <= _LONGEST:
            rest = frozenset(_expanded(subject_words(context), expanded)) - set(about)
            name = frozenset(_expanded(subject_words(owned.entity), expanded))
            yield Stated(document.path, line, read, shown, owned, about, rest, name, fact.kind is Kind.QUANTITY)


def _values(fact: Fact, heading: str, comma: bool) -> Iterator[tuple[Value, str, Owner, str]]:
    """Each value of a fact: as written, whose it is, and all that is said beside it."""
    if fact.kind is Kind.PROPERTY:
        if read := value(fact.object.plain, comma):
            said = f"{fact.subject.plain} {fact.relation} {read.noun}"
            owned = owner(fact.object, read, fact.subject.plain, fact.relation, heading)
            yield read, fact.object.plain, owned, said
    elif fact.kind is Kind.QUANTITY:
        text = fact.evidence.text
        for read in values(text, comma):
            if any(start < read.core[1] and read.core[0] < end for start, end in fact.slots):
                said = f"{text.plain[: read.start]} {text.plain[read.end :]}"
                yield read, text.plain[slice(*read.core)], owner(text, read, heading=heading), said


def _expanded(stems: tuple[str, ...], expanded: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The stems with abbreviations that the notes expand written out."""
    return tuple(part for word in stems for part in expanded.get(word, (word,)))
