"""Terms that are defined twice, differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from flashgen.check.finding import Check, Finding, Notebook, short
from flashgen.language.phrases import LABELS
from flashgen.language.words import same_words, stem, words
from flashgen.model import Fact, Kind
from flashgen.rules.place import is_generic


def _find(notes: Notebook) -> Iterator[Finding]:
    found: dict[tuple[str, ...], list[tuple[str, Fact]]] = defaultdict(list)
    for document in notes.documents:
        for fact in notes.facts.get(document.path, ()):
            if fact.kind in (Kind.DEFINITION, Kind.ACRONYM) and not fact.doubt and not _is_label(fact.subject.plain):
                found[(fact.kind, *_name(fact))].append((document.path, fact))
    for several in found.values():
        told: list[tuple[str, Fact]] = []
        for path, fact in several:
            if any(_agree(fact.object.plain, other.object.plain) for _, other in told):
                continue
            if told:
                first_path, first = told[0]
                place = (first_path, first.evidence.start_line)
                what = "expanded" if fact.kind is Kind.ACRONYM else "defined"
                yield Finding(
                    path, fact.evidence.start_line, "definition",
                    f"“{short(fact.subject.plain)}” is {what} as “{short(fact.object.plain)}” here, and as "
                    f"“{short(first.object.plain)}” in {place[0]}:{place[1]}",
                    "keep one of the two, or name what each is of",
                    (*_name(fact), *sorted(_plain(side.object.plain) for side in (fact, first))), place,
                )  # fmt: skip
            told.append((path, fact))


def _name(fact: Fact) -> tuple[str, ...]:
    plain = fact.subject.plain
    return (plain.removesuffix("s"),) if fact.kind is Kind.ACRONYM else tuple(stem(word) for word in words(plain))


def _is_label(term: str) -> bool:
    low = [word.lower() for word in term.split()]
    return is_generic(term) or (len(low) < 3 and low[-1] in LABELS)


def _agree(left: str, right: str) -> bool:
    """Whether two meanings say the same: the same words, or one of them said at more length."""
    one, other = ({stem(word) for word in words(side)} for side in (left, right))
    return same_words(left, right) or one <= other or other <= one


def _plain(said: str) -> str:
    return " ".join(said.casefold().split())


CHECK = Check("definition", "terms and abbreviations with two meanings", _find)
