"""What a fact stands on: the sentences of its block that hold its span, and what stands above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from flashgen.ask.held.names import full_names
from flashgen.ask.held.short import declared
from flashgen.ask.held.words import content
from flashgen.ask.spots import Spot, above
from flashgen.ask.tokens import Token, keys, tokens, unmarked, where
from flashgen.ask.values import Given
from flashgen.language.sentences import sentences
from flashgen.model import BlockKind, Document
from flashgen.rules.place import Place
from flashgen.text import Text, join

_NUMBERING = re.compile(r"^\s*(?:\d+[.)]|[a-z][.)])\s+")
_STANDS_FOR = re.compile(r"\b(?:it|its|they|their|them|this|these|those|he|she|his|her|both|ones?)\b", re.I)
HEAD = re.compile(r"^(.{1,60}?)(?::\s|\s[-–—~=]\s|\s==\s)")
_LONGEST_LEAD_IN = 8
"""Words of a paragraph that is the name of the list right below it."""
_LEAST_LETTERS = 12
"""Of a cited stretch that is looked for without regard to where its words end."""
_LETTERS = re.compile(r"\W+|_")


@dataclass(frozen=True, slots=True)
class Ground:
    """The words that a card may be made of."""

    spot: Spot
    span: tuple[int, int]
    """Of the sentences, in the spot's text; of a list all of it."""
    above: tuple[Text, ...]
    """What stands over them, the nearest first: lines of the list above, headings, the title."""
    before: tuple[Text, ...]
    """The sentences before them, the nearest first: what they go on from."""
    beside: tuple[Text, ...] = ()
    """The block before; only what has a subject of its own may take a word from it."""
    short: tuple[tuple[str, str], ...] = ()
    """The abbreviations that the notes declare, with their words."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the names in the notes go on in."""

    @property
    def text(self) -> Text:
        """The sentences."""
        return self.spot.text[slice(*self.span)]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the sentences."""
        return tokens(self.text.plain)


def ground(document: Document, spot: Spot, given: Given) -> Ground | None:
    """What a fact stands on; None where the block does not say the words that it cites.

    A list stands on all its items, any other fact of what heads one on the head alone, or on the item that says it.
    """
    found = _find(spot.text.plain if given.items else spot.block.text.plain, given.span)
    if found is None:
        item = None if given.items else _item(spot, given.span)
        return ground(document, item, given) if item else None
    start, end = found
    place, short = spot.place, declared(document.lines)
    if given.items and not all(_find(spot.text.plain, item) for item in given.items):
        if (item := _item(spot, given.span)) and item.block.children:
            return ground(document, item, given)
        spot = spot if spot.is_list else _with_items(spot)
    if given.items and spot.is_list:
        return Ground(spot, (0, len(spot.text)), tuple(_above(document, place)), (), short=short)
    held = [(a, b) for a, b in sentences(place.text) if a < end and start < b] or [(0, len(place.text))]
    first, last = min(held[0][0], start), max(held[-1][1], end)
    over, before = tuple(_above(document, place)), tuple(_before(place, first))
    return Ground(spot, (first, last), over, before, tuple(_beside(place)), short, full_names(document.lines))


def _item(spot: Spot, span: str) -> Spot | None:
    """The item below a block that says the words of a span."""
    place = spot.place
    for index, block in enumerate(place.block.children if spot.is_list else ()):
        if _find(block.text.plain, span):
            inner = Place(block, place, place.block.children, index, place.about)
            return replace(spot, place=inner, text=block.text, last_line=block.end_line)
    return None


def _with_items(spot: Spot) -> Spot:
    """What heads a list, with its items, however many and long they are."""
    below = [block for block in spot.block.children if block.kind is BlockKind.ITEM and not block.skip]
    if not below:
        return spot
    return replace(spot, text=join([spot.text, *(item.text for item in below)], "\n"), last_line=below[-1].end_line)


def fit(spot: Spot, given: Given) -> int:
    """How much of what a fact cites a block says: its words, and each of its items."""
    cited = _find(spot.text.plain if given.items else spot.block.text.plain, given.span) is not None
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
    return _by_letters(plain, unmarked(span))


def _by_letters(plain: str, span: str) -> tuple[int, int] | None:
    """Where the letters of a span stand, where marks between its words were lost or are others."""
    wanted = _LETTERS.sub("", span).casefold()
    places = [at for at, char in enumerate(plain) if not _LETTERS.match(char) for _ in char.casefold()]
    at = "".join(plain[i] for i in dict.fromkeys(places)).casefold().find(wanted)
    if at < 0 or len(wanted) < _LEAST_LETTERS:
        return None
    return places[at], places[at + len(wanted) - 1] + 1


def _above(document: Document, place: Place) -> Iterator[Text]:
    for block in above(place):
        yield block.text
    yield place.about
    yield Text(document.title)
    if lead := _lead_in(place):
        yield lead
    if label := HEAD.match(place.text.plain):
        yield place.text[slice(*label.span(1))]


def _lead_in(place: Place) -> Text | None:
    """The paragraph that a list stands under, or one in capitals that names the paragraph below it.

    It is short, or there is no blank line between: then its last sentence leads up to the list.
    """
    while place.block.kind is BlockKind.ITEM and place.parent and place.parent.block.kind is BlockKind.ITEM:
        place = place.parent
    kinds = (BlockKind.ITEM,) if place.block.kind is BlockKind.ITEM else ()
    first = next((i for i in range(place.index - 1, -1, -1) if place.siblings[i].kind not in kinds), -1)
    above = place.siblings[first] if first >= 0 else None
    if above is None or above.kind is not BlockKind.PARAGRAPH or above.skip:
        return None
    if kinds and not place.siblings[first + 1].blank_before:
        return above.text[slice(*sentences(above.text)[-1])] if above.text else None
    said = above.text.plain.rstrip()
    is_name = all(token.is_name for token in content(said))
    if len(said.split()) > _LONGEST_LEAD_IN or said.endswith((".", "?")) or (said.endswith("!") and not is_name):
        return None
    return above.text if kinds or is_name else None


def _beside(place: Place) -> Iterator[Text]:
    before = place.siblings[place.index - 1] if place.index else None
    if before and before.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not before.skip:
        yield before.text


def _before(place: Place, first: int) -> Iterator[Text]:
    """The sentences before in the block, the nearest first; where the block points back, those of the one before it."""
    for start, end in reversed([stretch for stretch in sentences(place.text) if stretch[1] <= first]):
        yield place.text[start:end]
    opening = place.text.plain[: sentences(place.text)[0][1]] if place.text else ""
    if not (place.index and _STANDS_FOR.search(opening)):
        return
    before = place.siblings[place.index - 1]
    if before.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not before.skip:
        for start, end in reversed(sentences(before.text)):
            yield before.text[start:end]
