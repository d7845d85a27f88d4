"""What a fact stands on: the sentences of its block that hold its span, and what stands above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flashgen.ask.spots import Spot, above
from flashgen.ask.tokens import Token, keys, tokens, unmarked, where
from flashgen.ask.values import Given
from flashgen.language.clauses import read_clause
from flashgen.language.sentences import sentences
from flashgen.model import BlockKind, Document
from flashgen.rules.place import Place, head_of
from flashgen.text import EMPTY, Text

_NUMBERING = re.compile(r"^\s*(?:\d+[.)]|[a-z][.)])\s+")
_POINTS_BACK = re.compile(
    r"\W*(?:it|its|they|their|them|this|these|those|that|such|he|she|his|her|both|the (?:former|latter|same)|also|then|but"
    r"|however|so|thus|hence|therefore|otherwise|instead)\b",
    re.I,
)
_HEAD = re.compile(r"^(.{1,60}?)(?::\s|\s[-–—~=]\s|\s==\s)")


@dataclass(frozen=True, slots=True)
class Ground:
    """The words that a card may be made of."""

    spot: Spot
    span: tuple[int, int]
    """Of the sentences, in the spot's text; of a list all of it."""
    above: tuple[Text, ...]
    """What stands over them, the nearest first: lines of the list above, headings, the title."""
    before: Text
    """What they lean on: the sentence before, where they point back to it; else nothing."""

    @property
    def text(self) -> Text:
        """The sentences."""
        return self.spot.text[slice(*self.span)]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the sentences."""
        return tokens(self.text.plain)


def ground(document: Document, spot: Spot, span: str) -> Ground | None:
    """What a span stands on; None where the block does not say these words."""
    found = _find(spot.text.plain, span)
    if found is None:
        return None
    start, end = found
    place = spot.place
    if spot.is_list:
        return Ground(spot, (0, len(spot.text)), tuple(_above(document, place)), EMPTY)
    held = [(a, b) for a, b in sentences(place.text) if a < end and start < b] or [(0, len(place.text))]
    first, last = min(held[0][0], start), max(held[-1][1], end)
    return Ground(spot, (first, last), tuple(_above(document, place)), _before(place, first, last))


def fit(spot: Spot, given: Given) -> int:
    """How much of what a fact cites a block says: its words, and each of its items."""
    cited = _find(spot.text.plain, given.span) is not None
    return (1 + sum(_find(spot.text.plain, item) is not None for item in given.items)) if cited else 0


def _find(plain: str, span: str) -> tuple[int, int] | None:
    """Where a block says the words of a span, in the notes' letters."""
    whole = tokens(plain)
    known = tuple(token.key for token in whole)
    for said in (unmarked(span), _NUMBERING.sub("", unmarked(span))):
        part = keys(said)
        at = where(part, known)
        if at >= 0:
            return whole[at].start, whole[at + len(part) - 1].end
    return None


def _above(document: Document, place: Place) -> Iterator[Text]:
    for block in above(place):
        yield block.text
    yield place.about
    yield Text(document.title)
    if label := _HEAD.match(place.text.plain):
        yield place.text[slice(*label.span(1))]


def _before(place: Place, first: int, last: int) -> Text:
    """The sentence before, where these words point back to it or have no subject of their own."""
    said = place.text[first:last]
    clause = read_clause(said)
    if not (_POINTS_BACK.match(said.plain) or clause is None or clause.subject == (0, 0)):
        return EMPTY
    earlier = [(a, b) for a, b in sentences(place.text) if b <= first]
    if earlier:
        return place.text[slice(*earlier[-1])]
    if place.index and (block := place.siblings[place.index - 1]).kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        if block.skip or not _POINTS_BACK.match(said.plain):
            return head_of(block) if not block.skip and block.children else EMPTY
        return block.text[slice(*sentences(block.text)[-1])] if block.text else EMPTY
    return EMPTY
