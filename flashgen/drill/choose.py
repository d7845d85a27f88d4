"""Which cards a drill is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flashgen.drill.values import Card
from flashgen.model import Form, Kind

NUMERIC = "numeric"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person asked for; without decks, tags and kinds the glossary's terms are meant."""

    every: bool = False
    """All cards, not only terms."""
    decks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    """Files and folders as the ledger names them; empty for all."""

    @property
    def terms_only(self) -> bool:
        """Whether nothing but where to look was said."""
        return not (self.every or self.decks or self.tags or self.kinds)


def choose(cards: Iterable[Card], choice: Choice) -> tuple[Card, ...]:
    """The cards that were asked for, in their order."""
    return tuple(
        card
        for card in cards
        if (card.form is Form.TERM or not choice.terms_only)
        and _named(card.deck, choice.decks)
        and (not choice.tags or any(_named(tag, choice.tags) for tag in card.tags))
        and (not choice.kinds or any(_is(card, kind) for kind in choice.kinds))
        and (not choice.paths or any(_below(path, place) for path in card.paths for place in choice.paths))
    )


def _named(name: str, wanted: tuple[str, ...]) -> bool:
    """Whether a deck or tag is one of these, below one of these, or ends like one; without regard to case."""
    parts = name.casefold().split("::")
    for want in wanted:
        asked = want.casefold().lstrip("#").strip(":").split("::")
        if any(parts[at : at + len(asked)] == asked for at in range(len(parts) - len(asked) + 1)):
            return True
    return not wanted


def _is(card: Card, kind: str) -> bool:
    if kind != NUMERIC:
        return card.kind == kind
    if card.kind == Kind.QUANTITY:
        return True
    from flashgen.drill.numbers import is_numeric
    from flashgen.drill.readable import face

    return is_numeric(face(card).answer)


def _below(path: str, place: str) -> bool:
    return not place or path == place or path.startswith(f"{place}/")
