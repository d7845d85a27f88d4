"""Two-column tables of terms, definition lists: a term and its meaning by structure alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flashgen.language.acronyms import is_abbreviation, stands_for
from flashgen.language.phrases import breaks_off, words_of
from flashgen.model import Block, BlockKind, Evidence, Fact, Kind
from flashgen.rules.delimiters import bare
from flashgen.rules.meanings import MAX_WORDS, TOO_LONG, without_final_stop
from flashgen.rules.place import Place, formula_below
from flashgen.rules.rule import Rule
from flashgen.text import Text

TERM_HEADERS = frozenset(
    """
    term terms abbreviation abbreviations abbreviaton abbrevation acronym acronyms concept concepts word words
    name symbol notation phrase expression keyword command function word/phrase vocabulary jargon concept/term
    """.split()
)
MEANING_HEADERS = frozenset(
    """
    meaning meanings definition definitions description explanation expansion translation stands what english
    german french spanish latin full gloss sense purpose
    """.split()
)

_SAYS = re.compile(r"\s+(?:is|are|means?|refers?\s+to)\s+(?!not\b|n't)", re.I)
_ARTICLE = re.compile(r"(?:an?|the)\s+", re.I)
_BROKEN = "the meaning breaks off"
_SHORTEST = 3
"""Words of a meaning that says something though it ends in a preposition: ``what one sits on``."""


def _find(place: Place) -> Iterator[Fact]:
    block = place.block
    if is_glossary(block):
        for index, row in enumerate(row for row in block.children if len(row.cells) == 2):
            evidence = Evidence(_row_text(row), row.start_line, row.end_line, (index, index + 1))
            yield from _term(place, row.cells[0], row.cells[1], evidence)
    elif block.kind is BlockKind.TERM:
        at, first = next(
            ((n, b) for n, b in enumerate(block.children) if b.kind is BlockKind.PARAGRAPH and b.text), (0, None)
        )
        if first:
            meaning, end = _whole(first, (*block.children[at + 1 :], *place.siblings[place.index + 1 :]))
            evidence = Evidence(block.text + ": " + meaning, block.start_line, end, (0, len(block.text)))
            yield from _term(place, block.text, meaning, evidence)


def _whole(first: Block, following: Sequence[Block]) -> tuple[Text, int]:
    """What a definition says, with the formula that it leaves off for, and the line where that ends."""
    formula = formula_below(first, following) if breaks_off(first.text.plain.rstrip(" :")) else None
    return (first.text + " " + formula.text, formula.end_line) if formula else (first.text, first.end_line)


def is_glossary(table: Block) -> bool:
    """Whether a table of two columns lists terms: its header says so, or it has none and every first cell is short."""
    if table.kind is not BlockKind.TABLE:
        return False
    if len(table.cells) == 2 and any(table.cells):
        left, right = (words_of(cell.plain) for cell in table.cells)
        if right and right[-1] in MEANING_HEADERS:
            return not _counts(table)
        return bool(left) and left[-1] in TERM_HEADERS and _explains(table)
    return not any(table.cells) and all(len(words_of(row.cells[0].plain)) <= 5 for row in table.children if row.cells)


def _explains(table: Block) -> bool:
    """Whether the second column holds phrases rather than values."""
    cells = [words_of(row.cells[1].plain) for row in table.children if len(row.cells) > 1]
    return sum(len(words) > 2 for words in cells) * 2 > len(cells)


def _counts(table: Block) -> bool:
    """Whether the first column holds numbers: ages, years, levels."""
    return any(row.cells and row.cells[0].plain[:1].isdigit() for row in table.children)


def _row_text(row: Block) -> Text:
    return row.text if row.text else row.cells[0] + ": " + row.cells[1]


def _term(place: Place, term: Text, meaning: Text, evidence: Evidence) -> Iterator[Fact]:
    term = bare(term)
    meaning = without_final_stop(_without_term(term, meaning))
    if not term or not any(c.isalnum() for c in meaning.plain):
        return
    short = is_abbreviation(term.plain) and stands_for(term.plain, meaning.plain)
    count = len(words_of(meaning.plain))
    yield Fact(
        Kind.ACRONYM if short else Kind.DEFINITION, "glossary", evidence, subject=term, object=meaning,
        context=place.context(),
        doubt=TOO_LONG if count > MAX_WORDS else _BROKEN if count <= _SHORTEST and breaks_off(meaning.plain) else "",
    )  # fmt: skip


def _without_term(term: Text, meaning: Text) -> Text:
    """A meaning that is a sentence about its term, without that: ``Osmosis is the movement ...``."""
    article = _ARTICLE.match(meaning.plain)
    start = article.end() if article else 0
    end = start + len(term)
    says = _SAYS.match(meaning.plain, end) if meaning.plain[start:end].casefold() == term.plain.casefold() else None
    if says is None or len(words_of(meaning.plain[says.end() :])) < _SHORTEST:
        return meaning
    return meaning[says.end() :]


RULE = Rule(
    name="glossary",
    finds="terms and their meanings in two-column tables and definition lists",
    example="| Term | Meaning |\n|---|---|\n| osmosis | movement of water through a membrane |",
    find=_find,
)
