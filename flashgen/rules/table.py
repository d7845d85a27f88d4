"""Tables of values: one fact a cell, named by its row and its column."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from flashgen.language.commonness import RARE, commonness
from flashgen.language.letters import has_digit
from flashgen.language.phrases import LABELS, is_finite, words_of
from flashgen.language.words import is_plural
from flashgen.model import Block, BlockKind, Evidence, Fact, Kind
from flashgen.rules.delimiters import bare
from flashgen.rules.glossary import is_glossary
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule
from flashgen.text import Text

_EMPTY_CELLS = frozenset({"", "-", "–", "—", "n/a", "na", "none", "?", "...", "…", "tbd"})
_TICKS = frozenset("x ✓ ✔ ✗ ✘ ✅ ❌ yes no y n • ✖ ☑ o".split())
_REMARKS = frozenset("note notes comment comments remark remarks source sources link links reference".split())
_PLANNING = frozenset(
    "pro pros con cons task done owner due plan status todo pages read week deadline priority progress".split()
)
_ATTRIBUTE_HEADERS = frozenset(
    "attribute aspect property feature metric parameter characteristic criterion item quantity field".split()
) | {""}
"""First columns that name attributes: then each further column is an entity, and the question is turned round."""
_SAMPLE = re.compile(
    r"(?:image|sample|example|row|item|user|algorithm|model|case|%\s?total|total)s?(?:\s+\w)?\W*$", re.IGNORECASE
)
_MAX_CELL_WORDS = 30
_ENDING, _ROOT = 5, 4
_COMPARES = re.compile(r"\b(?:differences?|compar\w+|contrasts?|vs|versus)\b", re.IGNORECASE)
_OPPOSITE = re.compile(r"^(?:non|un|in|im|ir|a|dis|anti|pre|post|hypo|hyper|intra|extra|endo|exo)-?")
_ADJECTIVE = ("ive", "ute", "al", "ic", "ous", "ary", "able", "ible")


def _find(place: Place) -> Iterator[Fact]:
    table = place.block
    if table.kind is not BlockKind.TABLE or is_glossary(table):
        return
    whole = [r for r in table.children if len(r.cells) == len(table.cells) > 1 and r.cells[0].plain.strip()]
    doubt = _unnamed(table) or _side_by_side(place)
    values = defaultdict[tuple[str, int], set[str]](set)
    for row in whole:
        for column, cell in enumerate(row.cells):
            values[_key(row), column].add(cell.plain)
    for row in whole:
        if words_of(table.cells[0].plain)[:1] in (["question"], ["q"], ["front"]) and len(row.cells) == 2:
            evidence = Evidence(_joined(row.cells), row.start_line, row.end_line, (0, 1))
            yield Fact(Kind.EXPLICIT, "explicit", evidence, subject=bare(row.cells[0]), object=row.cells[1])
        else:
            ambiguous = {column for column in range(len(row.cells)) if len(values[_key(row), column]) > 1}
            yield from _cells(place, row, ambiguous, doubt)


def _unnamed(table: Block) -> str:
    """Why a table's first column does not name every row, empty where it does.

    Rows without a name between others go on with the row above; below all others the columns are lists of their own,
    and what stands side by side in them does not belong together.
    """
    named = [bool(r.cells and r.cells[0].plain.strip()) for r in table.children]
    filled = [any(cell.plain.strip() for cell in r.cells) for r in table.children]
    last = max((at for at, name in enumerate(named) if name), default=-1)
    if any(full and not name for name, full in zip(named[:last], filled[:last], strict=True)):
        return "its rows go on in rows without a name"
    return "its columns are lists of their own" if any(filled[last + 1 :]) else ""


def _side_by_side(place: Place) -> str:
    """Why the columns seem to be lists of their own though they are equally long, empty where they do not.

    Who lists several things side by side heads each list with a plural, or names all heads in the line above the table
    (``Difference between X and Y``); who writes down statements of each of two things names no row either.
    """
    table = place.block
    heads = [words_of(cell.plain) for cell in table.cells]
    if not heads or not all(heads):
        return ""
    rows = [row.cells for row in table.children if len(row.cells) == len(table.cells)]
    aspects = [head[-1] in LABELS for head in heads]  # "Drugs | Uses" names drugs, "Benefits | Drawbacks" nothing
    if all(is_plural(head[-1]) for head in heads) and (aspects[0] or not any(aspects)):
        values = [cell.plain for cells in rows for cell in cells[1:]]
        if not any(has_digit(value) for value in values):
            return "its columns may be lists of their own"
    above = " ".join(block.text.plain for block in islice(place.above(), 2))
    if len(heads) == 2 and _COMPARES.search(above) and all(set(head) <= set(words_of(above)) for head in heads):
        return "its columns are two sides of what stands above it"
    said = [cells[0] for cells in rows if cells[0].plain.strip()]
    if sum(is_finite(cell.plain) and not cell.plain.rstrip().endswith("?") for cell in said) * 2 > len(said):
        return "its first column says things and names none"
    return ""


def _key(row: Block) -> str:
    return bare(row.cells[0]).plain.lower()


def _cells(place: Place, row: Block, ambiguous: set[int], unnamed: str) -> Iterator[Fact]:
    """A fact for each cell of a row but the first, which names it; of ``ambiguous`` columns a namesake says else."""
    header, subject = place.block.cells, bare(row.cells[0])
    evidence_text = _joined((*header, *row.cells))
    turned = bare(header[0]).plain.strip().lower() in _ATTRIBUTE_HEADERS
    for index, (name, cell) in enumerate(zip(header[1:], row.cells[1:], strict=True), start=1):
        value = cell.strip()
        column = name.plain.strip().lower()
        if value.plain.strip().lower() in _EMPTY_CELLS or not column or column in _REMARKS:
            continue
        doubt = (
            unnamed or _doubt(header, subject, value) or ("several rows have this name" if index in ambiguous else "")
        )
        yield Fact(
            Kind.PROPERTY, "table", Evidence(evidence_text, row.start_line, row.end_line, (index, index + 1)),
            subject=bare(name) if turned else _with_header(header[0], subject),
            relation=subject.plain if turned else bare(name).plain, object=value,
            context=place.context(), doubt=doubt,
        )  # fmt: skip


def _with_header(header: Text, subject: Text) -> Text:
    """A row named by a number or letter takes its column's name: ``Layer 4``; ``3 months`` and ``1066`` need none."""
    name = bare(header).plain.strip()
    bare_number = re.fullmatch(r"[\d.]+|[A-Z]\d{0,2}|\d*(?:1st|2nd|3rd|\dth)|[IVX]+|first|second|third", subject.plain)
    if bare_number and name and len(words_of(name)) <= 3 and name.lower() not in ("year", "date", "age", "time"):
        return Text(f"{name} {subject.plain}")
    return subject


def _doubt(header: tuple[Text, ...], subject: Text, value: Text) -> str:
    if (len(subject.plain.strip()) == 1 and subject.plain.isalpha()) or _SAMPLE.match(subject.plain):
        return "a sample's row, not a thing"
    if _same_kind(header[0], header[1]):
        return "no column names the rows"
    if value.plain.strip().lower() in _TICKS:
        return "a yes or no in a table"
    if any(w in _PLANNING for cell in header for w in words_of(cell.plain)):
        return "plans or opinions, not facts"
    if re.match(r"(?:see|cf\.?|as above|ditto)\b", value.plain, re.IGNORECASE):
        return "a cell that points elsewhere"
    if len(words_of(value.plain)) > _MAX_CELL_WORDS:
        return "a cell too long to recall"
    return ""


def _same_kind(left: Text, right: Text) -> bool:
    """Whether two columns name things of one kind, so that the first names no rows: two lists side by side.

    ``Large polyp | Small polyp``, ``Intrahepatic | Extrahepatic``, ``Absolute | Relative``, ``ARDS | COPD``.
    """
    first, second = words_of(left.plain), words_of(right.plain)
    if len(first) > 1 and len(second) > 1:
        return first[-1] == second[-1]
    if len(first) != 1 or len(second) != 1:
        return False
    one, other = first[0], second[0]
    if left.plain.strip().isupper() and right.plain.strip().isupper():
        return RARE in (commonness(one), commonness(other))  # "SERVICE | PORT" are words in capitals
    short, long = sorted((one, other), key=len)
    if len(short) >= _ROOT and len(short) < len(long) and _OPPOSITE.sub("", long) == short:
        return True
    return one[-_ENDING:] == other[-_ENDING:] or (one.endswith(_ADJECTIVE) and other.endswith(_ADJECTIVE))


def _joined(cells: tuple[Text, ...]) -> Text:
    text = cells[0]
    for cell in cells[1:]:
        text = text + " | " + cell
    return text


RULE = Rule(
    name="table",
    finds="each cell of a table with a header, asked by its row and column",
    example="| Model | Params | Tokens |\n|---|---|---|\n| Gopher | 280B | 300B |",
    find=_find,
)
