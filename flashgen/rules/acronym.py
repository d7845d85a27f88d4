"""``Words (ABBR)``, ``ABBR (words)``, ``ABBR stands for words``: what an abbreviation is short for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashgen.language.acronyms import expansion_start, is_abbreviation, stands_for
from flashgen.language.sentences import sentences
from flashgen.language.words import content_words
from flashgen.model import BlockKind, Fact, Kind
from flashgen.rules.delimiters import bare, split
from flashgen.rules.meanings import without_final_stop
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule
from flashgen.text import Text

_BEFORE = 120
_BRACKET = re.compile(rf"([^()\n]{{2,{_BEFORE}}}?)(?:(?<!\s)\s+)?\(([^()]{{2,80}})\)")
_BREAKS = "()\n"
"""None of these stands in what comes before a bracket."""
_STANDS_FOR = re.compile(
    r"^(?:[Tt]he )?(\S.{1,19}?)\s+(?:stands for|is short for|is an? (?:acronym|abbreviation) (?:for|of))\s+(.{4,100})"
)
_KINDS = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TERM)


def _find(place: Place) -> Iterator[Fact]:
    if place.block.kind not in _KINDS or not any(c.isupper() for c in place.text.plain):
        return
    yield from _stands_for(place)
    yield from _delimited(place)
    yield from _bracketed(place)


def _stands_for(place: Place) -> Iterator[Fact]:
    for start, end in sentences(place.text):
        sentence = place.text[start:end]
        match = _STANDS_FOR.match(sentence.plain)
        if match and is_abbreviation(match.group(1).replace(" ", "-")):
            words = without_final_stop(sentence[match.start(2) : match.end(2)])
            yield _fact(place, sentence[slice(*match.span(1))], words, start, end, "stands for")


def _delimited(place: Place) -> Iterator[Fact]:
    """``ABBR - words`` where the initials are those of all the words."""
    cut = split(place.text)
    if not cut or not is_abbreviation(cut.term.plain):
        return
    second = split(cut.meaning)
    words = without_final_stop(second.term if second else cut.meaning)
    if stands_for(cut.term.plain, words.plain):
        yield _fact(place, cut.term, words, 0, cut.meaning_start + len(words), "delimited")


def _bracketed(place: Place) -> Iterator[Fact]:
    for match in _brackets(place.text.plain):
        inside, before = match.group(2).strip(), match.group(1)
        if place.text.opaque(match.start(), match.end()):
            continue
        if is_abbreviation(inside):
            offset = expansion_start(inside, before)
            if offset >= 0:
                start = match.start(1) + offset
                yield _fact(
                    place, Text(inside), place.text[start : match.end(1)].strip(), start, match.end(), "in brackets"
                )
        else:
            word = re.search(r"[\w&/-]+$", before)
            if word and stands_for(word.group(), inside):
                start = match.start(1) + word.start()
                yield _fact(
                    place,
                    Text(word.group()),
                    place.text[match.start(2) : match.end(2)].strip(),
                    start,
                    match.end(),
                    "spelled out in brackets",
                )


def _brackets(plain: str) -> Iterator[re.Match[str]]:
    """Each bracket with all that may be named by it before it; looked for from the bracket back, which is faster."""
    done, opened = 0, plain.find("(")
    while opened >= 0:
        end = len(plain[:opened].rstrip())
        start = max(done, end - _BEFORE, *(plain.rfind(mark, 0, end) + 1 for mark in _BREAKS))
        if match := _BRACKET.match(plain, start):
            yield match
            done = match.end()
        opened = plain.find("(", opened + 1)


def _fact(place: Place, short: Text, words: Text, start: int, end: int, pattern: str) -> Fact:
    short, words = bare(short), bare(words)
    context = tuple(c for c in place.context() if not _gives_away(c, short, words))
    return Fact(
        Kind.ACRONYM, "acronym", place.evidence(start, end), subject=short, object=words,
        context=context, signs=(f"abbreviation {pattern}",),
    )  # fmt: skip


def _gives_away(context: Text, short: Text, words: Text) -> bool:
    """Whether a context holds the expansion or the abbreviation itself."""
    have = set(content_words(context.plain))
    return short.plain.lower() in have or set(content_words(words.plain)) <= have


RULE = Rule(
    name="acronym",
    finds="what an abbreviation stands for: `Words (ABBR)`, `ABBR (words)`, `ABBR stands for words`, `ABBR - words`",
    example="Gross domestic product (GDP) rose.",
    find=_find,
)
