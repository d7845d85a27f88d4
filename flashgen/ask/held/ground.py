"""What a fact stands on: the sentences of its block that hold its span, and what stands above them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from flashgen.ask.held.words import content
from flashgen.ask.spots import Spot, above
from flashgen.ask.tokens import Token, keys, tokens, unmarked, where
from flashgen.ask.values import Given
from flashgen.language.clauses import read_clause
from flashgen.language.lexicon import PRONOUNS, is_verb_form
from flashgen.language.sentences import sentences
from flashgen.model import BlockKind, Document
from flashgen.rules.place import Place
from flashgen.text import Text

_NUMBERING = re.compile(r"^\s*(?:\d+[.)]|[a-z][.)])\s+")
_POINTS_BACK = re.compile(
    r"\W*(?:\w+ )?(?:it|its|they|their|them|this|these|those|that|such|he|she|his|her|both|also|then|but|however|so"
    r"|thus|hence|therefore|otherwise|instead|the (?:former|latter|same))\b",
    re.I,
)
_OPENING = 4
"""Words within which a sentence says that it goes on: ``In 1822 he``."""
_STANDS_FOR = re.compile(r"\b(?:it|its|they|their|them|this|these|those|he|she|his|her|both|ones?)\b", re.I)
_HEAD = re.compile(r"^(.{1,60}?)(?::\s|\s[-–—~=]\s|\s==\s)")


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

    A list stands on all its items, any other fact of what heads one on the head alone.
    """
    found = _find(spot.text.plain if given.items else spot.block.text.plain, given.span)
    if found is None:
        return None
    start, end = found
    place = spot.place
    if spot.is_list and given.items:
        return Ground(spot, (0, len(spot.text)), tuple(_above(document, place)), ())
    held = [(a, b) for a, b in sentences(place.text) if a < end and start < b] or [(0, len(place.text))]
    first, last = min(held[0][0], start), max(held[-1][1], end)
    return Ground(spot, (first, last), tuple(_above(document, place)), tuple(_before(place, first)))


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
    return None


def _above(document: Document, place: Place) -> Iterator[Text]:
    for block in above(place):
        yield block.text
    yield place.about
    yield Text(document.title)
    if label := _HEAD.match(place.text.plain):
        yield place.text[slice(*label.span(1))]


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


def speaks_of(held: Ground, answer: str, wanted: Collection[str]) -> str:
    """What the words around an answer speak of, where the card does not name it; empty where they go on from before.

    ``wanted`` are the keys of the card's words.
    """
    parts = [Text(part) for part in re.split(r";\s", held.text.plain)]
    said = next((part for part in parts if where(keys(answer), keys(part.plain)) >= 0), held.text)
    first = next(iter(tokens(said.plain)), None)
    if any(token.text.lower() in PRONOUNS for token in tokens(said.plain)[:_OPENING]):
        return ""
    clause = read_clause(said)
    if clause is None or clause.subject == (0, 0):
        forms = ("s", "base", "participle", "ing")
        goes_on = first is None or first.key in wanted or is_verb_form(first.text.lower(), *forms)
        return "" if goes_on or first is None or _POINTS_BACK.match(said.plain) else first.text
    own = [token for token in content(said.plain[slice(*clause.subject)]) if token.text.lower() not in PRONOUNS]
    names = [token for token in own if token.is_name] or own
    return "" if not own or any(token.key in wanted for token in names) else own[0].text
