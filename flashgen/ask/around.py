"""Which lines a model needs to see to understand a few blocks."""

from __future__ import annotations

from collections.abc import Sequence

from flashgen.ask.spots import MOST_ITEMS, Spot, above, readable
from flashgen.model import Block, BlockKind, Document

_BEFORE, _AFTER = 2, 1
"""Neighbours shown beside a block."""
_CONTEXT = frozenset(
    {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TERM, BlockKind.TABLE, BlockKind.ROW}
)
_LONGEST_CONTEXT = 1500


def lines_around(document: Document, spots: Sequence[Spot]) -> frozenset[int]:
    """The lines beside some spots: what they stand under, the blocks before and after, the items of their lists."""
    every = [place.block for place in readable(document) if place.block.kind in _CONTEXT]
    at = {(block.start_line, block.kind): index for index, block in enumerate(every)}
    wanted: list[Block] = []
    for spot in spots:
        index = at[spot.block.start_line, spot.block.kind]
        wanted.extend(every[max(0, index - _BEFORE) : index])
        wanted.extend(every[index + 1 : index + 1 + _AFTER])
        wanted.extend(above(spot.place))
        wanted.extend([block for block in spot.block.children if block.kind is BlockKind.ITEM][:MOST_ITEMS])
    return frozenset(
        line
        for block in wanted
        if len(block.text) <= _LONGEST_CONTEXT
        for line in range(block.start_line, block.end_line + 1)
    )
