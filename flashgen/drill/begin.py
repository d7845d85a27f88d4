"""How a drill begins, wherever it is asked: the cards that are meant, and the first question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flashgen.drill import dialogue as talk
from flashgen.drill import queue
from flashgen.drill.choose import Choice, choose
from flashgen.drill.dialogue import Dialogue
from flashgen.drill.settings import Settings
from flashgen.drill.store import Store
from flashgen.drill.values import Card, Key, Moment
from flashgen.model import FlashgenError


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked, and in which way."""

    new: int | None = None
    """New cards at most; None for what is left for today."""
    cards: int | None = None
    minutes: float | None = None
    cram: bool = False
    """All cards, due or not; changes no schedule."""


def chosen(cards: Iterable[Card], choice: Choice) -> dict[Key, Card]:
    """The cards that were asked for. Raises FlashgenError where there are none."""
    every = tuple(cards)
    found = {card.key: card for card in choose(every, choice)}
    if not found:
        hint = "; --all asks every card" if choice.terms_only and every else "; flashgen preview shows the cards"
        raise FlashgenError(f"there are no {'terms' if choice.terms_only else 'such cards'} in the last build{hint}")
    return found


def begin(cards: Mapping[Key, Card], settings: Settings, opened: Store, at: Moment, limits: Limits) -> Dialogue:
    """The dialogue with its first question. Raises FlashgenError where the store cannot be read."""
    memories = opened.memories()
    if limits.cram:
        left = queue.cram(cards, at, limits.cards)
    else:
        begun, seen = opened.today(at.day)
        fresh = max(0, settings.new_per_day - begun) if limits.new is None else limits.new
        left = queue.build(cards, memories, at, fresh, limits.cards, settings.bury_siblings, seen)
    until = at.ms + round(limits.minutes * 60_000) if limits.minutes else 0
    return talk.begin(talk.Dialogue(cards, memories, settings, left, until=until, cram=limits.cram), at)
