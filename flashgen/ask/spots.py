"""The blocks of a document that a model may be asked about, and what each is known by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from flashgen.language.phrases import words_of as words_in
from flashgen.model import Block, BlockKind, Document
from flashgen.origins import words_of
from flashgen.rules import put_aside
from flashgen.rules.place import NEAREST, Place, formula_below, places
from flashgen.text import Text, join

_KEY_LENGTH = 20
_ASKED = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW)
_ABOVE = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TERM, BlockKind.TABLE)
_CELLS = " | "
_FEWEST_ITEMS, MOST_ITEMS = 2, 7
_LONGEST_ITEM = 10
"""Words; what is longer is a line of its own, no item of a set."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A block that may be asked about, in its place; what heads a short list is one block with its items."""

    place: Place
    text: Text
    """What it says, the items of its list each on a line."""
    key: str
    """A digest of its words: whatever is around it changes, they stay answered."""
    under: tuple[str, ...]
    """The headings and lines it stands under, the nearest last."""
    last_line: int
    """Of its text, the items of its list among it; ``block`` has the line where its own words end."""

    @property
    def block(self) -> Block:
        """The block itself."""
        return self.place.block

    @property
    def is_list(self) -> bool:
        """Whether the items of a list belong to it."""
        return len(self.text) > len(self.block.text)

    @property
    def every_line(self) -> range:
        """The lines of its block, and of the items of its list."""
        return range(self.block.start_line, self.last_line + 1)

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """First and last line of the notes that ``text[start:end]`` stands on."""
        return (self.block.start_line, self.last_line) if self.is_list else self.block.lines(start, end)


def spots(document: Document) -> Iterator[Spot]:
    """The blocks of text that may hold facts, in the notes' order; a row of a table is one, too.

    None of a file that is switched off, and none that the person skipped or struck out.
    """
    for place in readable(document):
        block = place.block
        items = _items(block)
        if items and (block.kind in _ASKED or block.kind is BlockKind.HEADING):
            text = join([block.text, *(item.text for item in items)], "\n")
            yield _spot(place, text, items[-1].end_line)
        elif block.kind in _ASKED and block.text:
            yield _spot(place, block.text, block.end_line)


def readable(document: Document) -> Iterator[Place]:
    """The places of a document that are not put aside, with all below them.

    The text of a row is its cells, and a formula belongs to the line that leads up to it.
    """
    if document.meta.off:
        return
    out: set[int] = set()
    for place in places(document):
        if place.block.skip or (place.parent and id(place.parent.block) in out) or put_aside(place.block):
            out.add(id(place.block))
        else:
            block = _whole(place)
            yield place if block is place.block else replace(place, block=block)


def _whole(place: Place) -> Block:
    """A block with what it says in other blocks: its cells, or the formula right below it."""
    block = place.block
    if block.cells:
        return replace(block, text=join(block.cells, _CELLS))
    following = block.children or place.siblings[place.index + 1 :]
    formula = formula_below(block, following) if block.kind in _ASKED else None
    if formula is None:
        return block
    text = block.text + " " + formula.text
    return replace(block, text=text, end_line=formula.end_line, breaks=(*block.breaks, len(block.text)))


def above(place: Place) -> tuple[Block, ...]:
    """The headings and lines that a block stands under, the nearest first, and the head of its table."""
    found = (block for block in islice(place.above(), NEAREST) if block.kind in _ABOVE)
    return tuple(replace(block, text=join(block.cells, _CELLS)) if block.cells else block for block in found)


def _items(block: Block) -> tuple[Block, ...]:
    """The items of the short list that a block heads; none where it heads none."""
    below = tuple(item for item in block.children if item.kind is BlockKind.ITEM)
    if not _FEWEST_ITEMS <= len(below) <= MOST_ITEMS or any(item.skip or put_aside(item) for item in below):
        return ()
    is_set = all(0 < len(words_in(item.text.plain)) <= _LONGEST_ITEM for item in below)
    return below if is_set and block.text else ()


def _spot(place: Place, text: Text, last_line: int) -> Spot:
    under = tuple(reversed([words_of(block.text) for block in above(place)]))
    digest = hashlib.sha256(words_of(text).encode(errors="surrogatepass")).hexdigest()
    return Spot(place, text, digest[:_KEY_LENGTH], under, last_line)
