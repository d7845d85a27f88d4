"""Terms that are defined twice, differently."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from flashgen.check.finding import Check, Finding, Notebook, short
from flashgen.language.phrases import LABELS
from flashgen.language.words import same_words, stem, words
from flashgen.model import Fact, Kind
from flashgen.rules.topics import is_generic

_VALUE = re.compile(r"[=+*/]\s?\d|\d\s?[=+*/%]|^[~≈\d]|\.[a-z]{2,4}$")
"""In what stands behind a label, not a term: sums, shares, names of files."""
_MEANINGS = 2
"""What stands before three different meanings and more is a label: ``Cost: ...``."""


def _find(notes: Notebook) -> Iterator[Finding]:
    found: dict[tuple[str, ...], list[tuple[str, Fact]]] = defaultdict(list)
    for document in notes.documents:
        for fact in notes.facts.get(document.path, ()):
            if fact.kind in (Kind.DEFINITION, Kind.ACRONYM) and not fact.doubt and _is_term(fact):
                found[(fact.kind, *_name(fact))].append((document.path, fact))
    for several in found.values():
        told: list[tuple[str, Fact]] = []
        for path, fact in several:
            if not any(_agree(fact.object.plain, other.object.plain) for _, other in told):
                told.append((path, fact))
        if len(told) == _MEANINGS:
            (first_path, first), (path, fact) = told
            apart = path != first_path or {fact.rule, first.rule} == {"glossary"}
            if fact.kind is Kind.ACRONYM or (apart and _above(fact) == _above(first)):
                place = (first_path, first.evidence.start_line)
                what = "expanded" if fact.kind is Kind.ACRONYM else "defined"
                yield Finding(
                    path, fact.evidence.start_line, "definition",
                    f"“{short(fact.subject.plain)}” is {what} as “{short(fact.object.plain)}” here, and as "
                    f"“{short(first.object.plain)}” in {place[0]}:{place[1]}",
                    "keep one of the two, or name what each is of",
                    (*_name(fact), *sorted(_plain(side.object.plain) for side in (fact, first))), place,
                )  # fmt: skip


def _above(fact: Fact) -> frozenset[str]:
    """What a card says besides its term of what the term is of; with another context it asks for another meaning."""
    said = {stem(word) for text in fact.context for word in words(text.plain)}
    return frozenset(said - set(_name(fact)))


def _name(fact: Fact) -> tuple[str, ...]:
    plain = fact.subject.plain
    return (plain.removesuffix("s"),) if fact.kind is Kind.ACRONYM else tuple(stem(word) for word in words(plain))


def _is_term(fact: Fact) -> bool:
    """Whether a fact says what a word means, and not of what kind, size or file a thing is."""
    term = fact.subject.plain
    low = [word.lower() for word in term.split()]
    label = is_generic(term) or (len(low) < 3 and low[-1] in LABELS) or not term[:1].isalnum() or term[-1:].isdigit()
    return not label and not _VALUE.search(fact.object.plain)


def _agree(left: str, right: str) -> bool:
    """Whether two meanings say the same: the same words, or one of them said at more length."""
    one, other = ({stem(word) for word in words(side)} for side in (left, right))
    return same_words(left, right) or one <= other or other <= one


def _plain(said: str) -> str:
    return " ".join(said.casefold().split())


CHECK = Check("definition", "terms and abbreviations with two meanings", _find)
