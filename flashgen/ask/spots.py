"""The blocks of a document that a model may be asked about, and what each is known by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from flashgen.model import Block, BlockKind, Document
from flashgen.origins import words_of
from flashgen.rules import put_aside
from flashgen.rules.place import NEAREST, Place, places

_KEY_LENGTH = 20
_ASKED = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_ABOVE = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TERM)


@dataclass(frozen=True, slots=True)
class Spot:
    """A block that may be asked about, in its place."""

    place: Place
    key: str
    """A digest of its words: whatever is around it changes, they stay answered."""
    under: tuple[str, ...]
    """The headings and lines it stands under, the nearest last."""

    @property
    def block(self) -> Block:
        """The block itself."""
        return self.place.block


def spots(document: Document) -> Iterator[Spot]:
    """The blocks of text that are the person's own words, in the notes' order.

    None of a file that is switched off, and none that the person skipped, struck out or quoted.
    """
    if document.meta.off:
        return
    out: set[int] = set()
    for place in places(document):
        block = place.block
        if block.skip or (place.parent and id(place.parent.block) in out) or put_aside(block):
            out.add(id(block))
        elif block.kind in _ASKED and block.text and not place.is_quoted():
            yield Spot(place, _key(block), _under(place))


def above(place: Place) -> tuple[Block, ...]:
    """The headings and lines that a block stands under, the nearest first."""
    return tuple(block for block in islice(place.above(), NEAREST) if block.kind in _ABOVE)


def _under(place: Place) -> tuple[str, ...]:
    return tuple(reversed([words_of(block.text) for block in above(place)]))


def _key(block: Block) -> str:
    return hashlib.sha256(words_of(block.text).encode(errors="surrogatepass")).hexdigest()[:_KEY_LENGTH]
