"""Tables in pasted text: cells set apart by tabs, pipes, aligned columns, or the one space that is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from flashgen.model import Block, BlockKind
from flashgen.sources.pasted_lines import Found, Line, inline
from flashgen.sources.pasted_lists import marker
from flashgen.sources.pasted_rows import header, is_acronym_row, is_column, is_telling, likely_header, split_rows
from flashgen.text import EMPTY

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:+=-]+")
_GAP = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_MOST_CELLS = 40
"""In a row; the last holds the rest."""


def read_table(lines: Sequence[Line], at: int) -> Found | None:
    """The table that starts on this line, None where none does."""
    for read in (_read_pipes, _read_tabs, _read_aligned, _read_collapsed, _read_acronyms):
        found = read(lines, at)
        if found:
            return found
    return None


def _read_pipes(lines: Sequence[Line], at: int) -> Found | None:
    if "|" not in lines[at].text:
        return None
    first_two = _run(lines[at : at + 2], 0, lambda line: "|" in line.text)
    ruled = len(first_two) == 2 and "-" in first_two[1].text and bool(_RULE.fullmatch(first_two[1].text))
    boxed = all(line.text[0] == "|" == line.text[-1] for line in first_two)
    if len(first_two) < 2 or not (ruled or boxed):
        return None
    run = _run(lines, at, lambda line: "|" in line.text)
    rows = [(line, _pipe_cells(line.text)) for line in run]
    body = [row for index, row in enumerate(rows) if not (index == 1 and ruled)][1:]
    return _table(rows[0], run[1].number if ruled else run[0].number, body, at + len(run))


def _pipe_cells(text: str) -> list[str]:
    inner = text.removeprefix("|").removesuffix("|")
    return [cell.replace("\\|", "|").strip() for cell in _PIPE.split(inner, _MOST_CELLS - 1)]


def _read_tabs(lines: Sequence[Line], at: int) -> Found | None:
    if "\t" not in lines[at].text or marker(lines[at]):
        return None
    run = _run(lines, at, lambda line: "\t" in line.text and not marker(line))
    if len(run) < 2:
        return None
    cells = [[cell.strip() for cell in line.raw.strip(" ").split("\t", _MOST_CELLS - 1)] for line in run]
    if len({len(row) for row in cells}) > 1 or not any(row[0] for row in cells):
        # several tabs to get to a column, or to indent the table: not empty cells
        cells = [[cell for cell in row if cell] for row in cells]
    return _with_or_without_header(list(zip(run, cells, strict=True)), at)


def _read_aligned(lines: Sequence[Line], at: int) -> Found | None:
    """Columns set with spaces: at least three lines whose second cells start at the same place."""
    first = _GAP.search(lines[at].raw.rstrip()) if "  " in lines[at].text else None
    if not first or marker(lines[at]):
        return None
    start = first.end()

    def agrees(line: Line) -> bool:
        raw = line.raw.rstrip()
        return len(raw) > start and raw[start - 2 : start] == "  " and raw[start] != " " and not marker(line)

    run = _run(lines, at, agrees)
    if len(run) < 3:
        return None
    return _with_or_without_header([(line, _GAP.split(line.text, _MOST_CELLS - 1)) for line in run], at)


def _read_collapsed(lines: Sequence[Line], at: int) -> Found | None:
    """A line of column names and the rows under it; the less telling the names, the more the rows must agree."""
    names = header(lines[at].text)
    columns = names or (likely_header(lines[at].text) if lines[at].blank_before else ())
    run = _run(lines, at + 1, lambda line: not marker(line) and not header(line.text)) if columns else []
    if not run:
        return None
    cells = split_rows([" ".join(line.text.split()) for line in run], columns)
    split = sum(len(row) > 1 for row in cells)
    sure = is_telling(names) or split == len(cells) > 1 or (bool(names) and 2 * split >= len(cells))
    if not sure:
        return None
    return _table((lines[at], columns), lines[at].number, zip(run, cells, strict=True), at + 1 + len(run))


def _read_acronyms(lines: Sequence[Line], at: int) -> Found | None:
    """Abbreviations line by line, each with the words that it stands for, and no header."""
    run = _run(lines, at, lambda line: is_acronym_row(line.text) and not marker(line))
    if len(run) < 2:
        return None
    cells = split_rows([line.text for line in run], ("", ""))
    return _table((lines[at], ()), lines[at].number, zip(run, cells, strict=True), at + len(run))


def _run(lines: Sequence[Line], at: int, belongs: Callable[[Line], bool]) -> list[Line]:
    run = []
    while at < len(lines) and lines[at].text and belongs(lines[at]):
        run.append(lines[at])
        at += 1
    return run


def _with_or_without_header(rows: list[tuple[Line, list[str]]], at: int) -> Found:
    """Three short columns or more have a header, as comparisons do; two only where it names columns.

    It does where it holds known names of columns, or a word where all rows below hold a number.
    """
    line, cells = rows[0]
    numbered = len(rows) > 2 and all(row[-1][:1].isdigit() for _, row in rows[1:])
    short = all(len(cell.split()) <= 4 and not cell[:1].isdigit() for cell in cells)
    if all(map(is_column, cells)) or (short and (len(cells) > 2 or numbered)):
        return _table((line, cells), line.number, rows[1:], at + len(rows))
    return _table((line, ()), line.number, rows, at + len(rows))


def _table(
    head: tuple[Line, Sequence[str]], head_end: int, body: Iterable[tuple[Line, Sequence[str]]], end: int
) -> Found:
    line, columns = head
    cells = tuple(inline(cell) for cell in columns)
    table = Block(
        BlockKind.TABLE,
        EMPTY,
        line.number,
        head_end,
        cells=cells,
        blank_before=line.blank_before,
        children=tuple(_row(row, parts) for row, parts in body),
    )
    return Found((table,), end)


def _row(line: Line, parts: Sequence[str]) -> Block:
    cells = tuple(inline(part) for part in parts)
    return Block(BlockKind.ROW, EMPTY, line.number, line.number, cells=cells)
