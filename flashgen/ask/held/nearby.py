"""What stands near the words of a fact: the second look may let a question take of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from flashgen.ask.held.ground import HEAD, Ground
from flashgen.ask.held.lists import DIGITS
from flashgen.ask.held.words import content
from flashgen.ask.tokens import Token
from flashgen.language.words import STOP_WORDS
from flashgen.model import Block, BlockKind
from flashgen.rules.place import Place
from flashgen.text import Text

_THINGS = frozenset({BlockKind.ITEM, BlockKind.TERM})
"""What may be the thing that the lines below it speak of."""
_SUBJECT = 2
"""Words of its own that a line opens with: what it speaks of."""
_FORMULA = re.compile(r"\$\$?([^$]{1,300})\$\$?|\\[(\[](.{1,300}?)\\[)\]]")
_SHORTEST = 5
"""Signs of a formula that is no mere letter, which may stand for anything."""
_SPACE = re.compile(r"\s+")
_NEAR = 12
"""Blocks before and after one, and before and after what it stands under, that speak of the same."""


def nearby(held: Ground, asked: Collection[str]) -> Iterator[Token]:
    """The plain words of the section, as far as it is near, but for what its lines open with: that is their own.

    Where a question, whose keys ``asked`` are, names the line that the lines around stand under, they speak of the
    same thing: then their names and numbers are among them, but for the label that a line begins with.
    """
    place: Place | None = held.spot.place
    while place and place.block.kind is not BlockKind.HEADING:
        is_named = _stands_under(place, asked)
        for block in _beside(place):
            said = [*content(block.text.plain)]
            own = _label_end(block.text)
            yield from (
                token
                for at, token in enumerate(said)
                if (token.start >= own if is_named else at >= _SUBJECT and is_plain(token))
            )
        place = place.parent


def without_formulas(held: Ground, question: str) -> str:
    """A question without the formulas that stand beside the fact, or above it."""
    known = _SPACE.sub("", "\n".join(block.text.plain for block in _around(held)))

    def unless_known(match: re.Match[str]) -> str:
        said = _SPACE.sub("", match[1] or match[2])
        return "" if len(said) >= _SHORTEST and said in known else match[0]

    return _FORMULA.sub(unless_known, question)


def is_of(held: Ground, asked: Collection[str]) -> bool:
    """Whether a question, by its keys, names the line that the sentences stand under, so that they speak of it."""
    return _stands_under(held.spot.place, asked) and not _label_end(held.text)


def _around(held: Ground) -> Iterator[Block]:
    """The blocks beside one, and beside what it stands under, up to the section's heading."""
    place: Place | None = held.spot.place
    while place and place.block.kind is not BlockKind.HEADING:
        yield from _beside(place)
        place = place.parent


def _beside(place: Place) -> Iterator[Block]:
    near = place.siblings[max(0, place.index - _NEAR) : place.index + _NEAR + 1]
    yield from (block for block in near if not block.skip)


def _label_end(text: Text) -> int:
    """Where the label ends that a line begins with, ``Gopher: 280B``; 0 where it has none."""
    label = HEAD.match(text.plain)
    return label.end(1) if label else 0


def _stands_under(place: Place, asked: Collection[str]) -> bool:
    over = place.parent.block if place.parent else None
    return bool(over and over.kind in _THINGS and any(token.key in asked for token in content(over.text.plain)))


def is_plain(token: Token) -> bool:
    """Whether a token is a word of weight, and no name, number, sign or single letter, which stands for anything."""
    is_other = token.is_name or token.is_number or token.is_unit or token.is_sign or len(token.text) == 1
    return not is_other and token.text.lower() not in DIGITS and token.key not in STOP_WORDS
