"""What the person struck out is said no more: the rest of the block is read as if it had never stood there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from flashgen.language.phrases import words_of
from flashgen.model import Block
from flashgen.text import EMPTY, Markup, Text, join

_FEWEST = 3
"""Words that still say something where more than half is struck out."""


def is_struck(text: Text, fewest: int = _FEWEST) -> bool:
    """Whether more than half of a text is struck out, and what is left has less than the ``fewest`` words."""
    stretches = _struck(text)
    struck = sum(end - start for start, end in stretches)
    return struck * 2 > len(text) and len(words_of(_without(text, stretches).plain)) < fewest


def without_struck(block: Block) -> Block:
    """A block without what is struck out in it, its lines as they were; one that ``is_struck`` is left whole."""
    if not any(text.spans and text.marked(Markup.STRIKE) for text in (block.text, *block.cells)):
        return block
    cells = tuple(cell if is_struck(cell, 1) else _without(cell, _struck(cell)) for cell in block.cells)
    if is_struck(block.text):
        return replace(block, cells=cells)
    stretches = _struck(block.text)
    breaks = tuple(dict.fromkeys(_moved(offset, stretches) for offset in block.breaks))
    return replace(block, text=_without(block.text, stretches), cells=cells, breaks=breaks)


def _struck(text: Text) -> list[tuple[int, int]]:
    """The stretches that are struck out, each with the space that nothing parts any more."""
    found: list[tuple[int, int]] = []
    for span in text.marked(Markup.STRIKE):
        start, end = max(span.start, found[-1][1] if found else 0), span.end
        before = text.plain[start - 1 : start]
        if not before or before.isspace() or before in "([":
            end += text.plain[end : end + 1].isspace()
        if start < end:
            found.append((start, end))
    return found


def _without(text: Text, stretches: Sequence[tuple[int, int]]) -> Text:
    if not stretches:
        return text
    starts = [0, *(end for _, end in stretches)]
    ends = [*(start for start, _ in stretches), len(text)]
    return join([text[start:end] for start, end in zip(starts, ends, strict=True)], "") if text else EMPTY


def _moved(offset: int, stretches: Sequence[tuple[int, int]]) -> int:
    """Where an offset is once the stretches are gone."""
    before = stretches[: bisect_left(stretches, (offset, offset))]
    return offset - sum(min(end, offset) - start for start, end in before)
