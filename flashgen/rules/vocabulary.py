"""What a document is about: words of its headings, terms it marks or defines, and how often words recur."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flashgen.language.lexicon import PERSONAL, PRONOUNS
from flashgen.language.phrases import words_of
from flashgen.language.words import content_stems, content_words, stem
from flashgen.model import BlockKind, Document
from flashgen.rules.delimiters import split
from flashgen.text import Markup, Text

_MARKS = (Markup.STRONG, Markup.EMPHASIS, Markup.UNDERLINE, Markup.CODE, Markup.HIGHLIGHT)
_LONGEST_TERM = 6
_OFTEN = 3
_SHORT = 8
"""Words of a line that says one thing."""
_MOSTLY, _HALF, _HARDLY, _SOME, _RARE = 0.8, 0.5, 0.25, 0.15, 0.05
"""Shares of a document's lines."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one document, as stems."""

    headings: frozenset[str]
    terms: frozenset[str]
    """Words of what is marked, or stands before a delimiter."""
    blocks: Counter[str]
    """In how many blocks each word stands."""
    manner: dict[str, bool]
    """How the notes are written as a whole, as signs."""

    def signs(self, said: Text) -> dict[str, bool]:
        """What the vocabulary shows of what a fact asks for."""
        stems = content_stems(said.plain)
        return {
            "asks for a word of a heading": bool(stems & self.headings),
            "asks for a term of the notes": bool(stems & self.terms),
            "asks for words that stand only here": bool(stems) and all(self.blocks[s] <= 1 for s in stems),
            "asks for a word that stands only here": any(self.blocks[s] <= 1 for s in stems),
            "asks for words that stand often": bool(stems) and all(self.blocks[s] >= _OFTEN for s in stems),
            "asks for something marked": bool(said.marked(*_MARKS)),
            **self.manner,
        }


def vocabulary(document: Document) -> Vocabulary:
    """The vocabulary of a document."""
    headings: set[str] = set()
    terms: set[str] = set()
    blocks: Counter[str] = Counter()
    for block in document.walk():
        for text in (block.text, *block.cells):
            stems = content_stems(text.plain)
            blocks.update(stems)
            if block.kind is BlockKind.HEADING:
                headings |= stems
            for span in text.marked(*_MARKS):
                _add(terms, text[span.start : span.end])
            cut = split(text) if block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH) else None
            if cut:
                _add(terms, cut.term)
            if block.kind is BlockKind.TERM:
                _add(terms, text)
    return Vocabulary(frozenset(headings), frozenset(terms), blocks, _manner(document))


def _manner(document: Document) -> dict[str, bool]:
    """How a document is written: whether in lines or in prose, of whom it speaks, how much it defines."""
    lines = [b for b in document.walk() if b.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH) and b.text]
    total = max(len(lines), 1)
    words = [words_of(line.text.plain) for line in lines]
    items = sum(line.kind is BlockKind.ITEM for line in lines) / total
    short = sum(len(found) <= _SHORT for found in words) / total
    address = sum(any(w in PERSONAL for w in found) for found in words) / total
    leaning = sum(bool(found) and found[0] in PRONOUNS for found in words) / total
    stops = sum(line.text.plain.rstrip().endswith(".") for line in lines) / total
    defined = sum(bool((cut := split(line.text)) and cut.meaning) for line in lines) / total
    return {
        "notes in items": items > _MOSTLY,
        "notes in paragraphs": items < _HARDLY,
        "notes in short lines": short > _HALF,
        "notes in long lines": short < _HARDLY,
        "notes speak to somebody": address > _SOME,
        "notes hardly speak to anybody": address < _RARE,
        "notes lean on what came before": leaning > _SOME,
        "notes end lines with stops": stops > _HALF,
        "notes define much": defined > _HARDLY,
        "notes define little": defined < _RARE,
    }


def _add(terms: set[str], name: Text) -> None:
    words = content_words(name.plain)
    if len(words) <= _LONGEST_TERM:
        terms.update(stem(word) for word in words)
