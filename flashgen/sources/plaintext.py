"""Text pasted from a web page or a word processor, read into the tree that Markdown gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashgen.model import Block, BlockKind, Problem
from flashgen.sources.noise import mark
from flashgen.sources.pasted_code import read_code, read_fence, read_formula, read_hash_heading
from flashgen.sources.pasted_lines import Found, Line, next_index, read_lines
from flashgen.sources.pasted_lists import read_list
from flashgen.sources.pasted_prose import Place, read_prose, writes_lower_case
from flashgen.sources.pasted_remarks import put_back, split_remarks
from flashgen.sources.pasted_tables import read_table
from flashgen.sources.tree import nest

_READERS = (read_fence, read_formula, read_hash_heading, read_table, read_list, read_code)
"""The first that knows the line takes it, and the lines that belong to it; what none knows is prose."""


def parse_blocks(lines: list[str], first_line: int, path: str) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of a pasted text, nested, and what was wrong with it.

    ``lines`` is the text after the front matter, ``first_line`` the number of its first line in the original
    file, ``path`` what problems call that file. Raises nothing: whatever cannot be read is a paragraph.
    """
    kept, remarks, problems = split_remarks(lines, first_line, path)
    parts = _parts(read_lines(kept, first_line))
    blocks = put_back(_with_title(tuple(_blocks(parts))), remarks)
    return mark(nest(blocks)), problems


def _parts(lines: Sequence[Line]) -> list[list[Line] | Found]:
    """The text cut into what a reader knows and runs of other lines."""
    parts: list[list[Line] | Found] = []
    at = next_index(lines, 0)
    while at < len(lines):
        found = _read(lines, at)
        if found:
            parts.append(found)
            at = found.end
        else:
            run = parts[-1] if parts else None
            if isinstance(run, list) and not lines[at].blank_before:
                run.append(lines[at])
            else:
                parts.append([lines[at]])
            at += 1
        at = next_index(lines, at)
    return parts


def _read(lines: Sequence[Line], at: int) -> Found | None:
    for read in _READERS:
        found = read(lines, at)
        if found:
            return found
    return None


def _blocks(parts: Sequence[list[Line] | Found]) -> Iterator[Block]:
    lower_case = writes_lower_case([part for part in parts if isinstance(part, list)])
    for index, part in enumerate(parts):
        if isinstance(part, Found):
            yield from part.blocks
            continue
        before, after = _kind(parts, index - 1), _kind(parts, index + 1)
        place = Place(
            first=index == 0,
            after_list=before is BlockKind.ITEM,
            before_list=after is BlockKind.ITEM,
            before_table=after is BlockKind.TABLE,
            before_nothing=index + 1 == len(parts),
            lower_case=lower_case,
        )
        yield from read_prose(part, place)


def _with_title(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A heading at the very start is the text's title where another stands right below it or there is no other.

    Else it may be the first of several sections, and no context for the rest.
    """
    headings = [index for index, block in enumerate(blocks[1:], 1) if block.kind is BlockKind.HEADING]
    if not blocks or blocks[0].kind is not BlockKind.HEADING or (headings and headings[0] != 1):
        return blocks
    return (replace(blocks[0], level=1), *blocks[1:])


def _kind(parts: Sequence[list[Line] | Found], index: int) -> BlockKind | None:
    part = parts[index] if 0 <= index < len(parts) else None
    if not isinstance(part, Found):
        return None
    kind = part.blocks[0].kind
    return BlockKind.ITEM if kind is BlockKind.NOISE else kind  # a task that is open
