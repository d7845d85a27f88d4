"""Drills in open pages: a dialogue each, kept here, so that a page may be loaded anew in the middle of a card.

What is answered is written down before the next question shows, as from a terminal; see ``drill.steps``.
"""

from __future__ import annotations

import secrets
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from flashgen.drill import dialogue as talk
from flashgen.drill import opening, steps
from flashgen.drill.another import another
from flashgen.drill.begin import Limits, begin, chosen
from flashgen.drill.choose import NUMERIC, Choice
from flashgen.drill.dialogue import Dialogue
from flashgen.drill.settings import Settings
from flashgen.drill.steps import Desk
from flashgen.drill.store import Store
from flashgen.drill.values import Card, Moment, Rating
from flashgen.model import FlashgenError, Form, Problem
from flashgen.review.drilled import state

MOST = 50
"""Drills that are kept; the one that was longest left alone goes first."""


class Ground(Protocol):
    """A project that can be drilled."""

    @property
    def cards(self) -> tuple[Card, ...]:
        """Those of the last build."""

    @property
    def settings(self) -> Settings:
        """How it is asked."""

    @property
    def store(self) -> tuple[Path, str]:
        """The store's file, and what messages call it."""

    @property
    def within(self) -> tuple[str, ...]:
        """Files and folders that the person asked for, as the ledger names them; empty for all."""

    def now(self) -> Moment:
        """The clock."""


@dataclass(slots=True)
class _Drill:
    ground: Ground
    dialogue: Dialogue
    is_another: Callable[[Card, str], bool]
    typing: bool
    turn: int = 0
    """Counts what was done; who does something says what they saw."""


Act = Callable[[Dialogue, Desk], Dialogue]


@dataclass(slots=True)
class Drills:
    """The drills under way. Its methods may be called from any thread."""

    look: Callable[[], Ground]
    """The project as the last build left it. Raises FlashgenError where there is none."""
    _drills: OrderedDict[str, _Drill] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def choices(self) -> dict[str, Any]:
        """What can be chosen. Raises FlashgenError."""
        cards = self.look().cards
        parts = (card.deck.split("::") for card in cards)
        decks = Counter("::".join(deck[:end]) for deck in parts for end in range(1, len(deck) + 1))
        return {
            "cards": len(cards),
            "terms": sum(card.form is Form.TERM for card in cards),
            "decks": sorted(decks),
            "tags": sorted({tag for card in cards for tag in card.tags}),
            "kinds": sorted({card.kind for card in cards} | {NUMERIC}) if cards else [],
        }

    def count(self, choice: Choice, limits: Limits) -> dict[str, int]:
        """How much a drill would ask. Raises FlashgenError where there is nothing of that."""
        ground = self.look()
        with _opened(ground, make=False) as (store, _):
            return dict(self._begun(ground, choice, limits, store).queue.counts()._asdict())

    def begin(self, choice: Choice, limits: Limits, *, typing: bool) -> dict[str, Any]:
        """Begin a drill, and show its first question. Raises FlashgenError."""
        ground = self.look()
        with self._lock, _opened(ground) as (store, problem):
            dialogue = self._begun(ground, choice, limits, store)
            if problem:
                dialogue = talk.told(dialogue, str(problem))
            name = secrets.token_urlsafe(12)
            self._drills[name] = _Drill(ground, dialogue, another(ground.cards), typing)
            while len(self._drills) > MOST:
                self._drills.popitem(last=False)
            return self._state(name)

    def show(self, name: str) -> dict[str, Any] | None:
        """What a drill shows; None where there is none of that name."""
        with self._lock:
            return self._state(name) if name in self._drills else None

    def do(self, name: str, turn: int, act: Act) -> dict[str, Any]:
        """Do something in a drill, and show what comes of it.

        Where it went on since the page that asks was shown - in another window, or by a key pressed twice - nothing is
        done. Raises FlashgenError.
        """
        with self._lock:
            drill = self._known(name)
            if turn != drill.turn:
                return self._state(name) | {"late": True}
            with _opened(drill.ground) as (store, problem):
                desk = Desk(store, drill.ground.now, lambda card: "", drill.is_another)
                dialogue = act(drill.dialogue, desk)
            drill.dialogue = talk.told(dialogue, str(problem)) if problem else dialogue
            drill.turn += 1
            return self._state(name)

    def card(self, name: str) -> Card | None:
        """The card that a drill asks. Raises FlashgenError."""
        with self._lock:
            return self._known(name).dialogue.card

    def _begun(self, ground: Ground, choice: Choice, limits: Limits, store: Store) -> Dialogue:
        return begin(
            chosen(ground.cards, replace(choice, paths=ground.within)), ground.settings, store, ground.now(), limits
        )

    def _known(self, name: str) -> _Drill:
        if name not in self._drills:
            raise FlashgenError("this drill is over, as flashgen was started anew; what you answered is kept")
        self._drills.move_to_end(name)
        return self._drills[name]

    def _state(self, name: str) -> dict[str, Any]:
        drill = self._drills[name]
        return {"drill": name, "turn": drill.turn, **state(drill.dialogue, drill.ground.now(), typing=drill.typing)}


def _opened(ground: Ground, *, make: bool = True) -> AbstractContextManager[tuple[Store, Problem | None]]:
    """The store, for as long as one thing is done: it may be put back from a backup while the page is open."""
    file, called = ground.store
    return opening.opened(file, called, ground.now().day, make=make)


def acts(said: Mapping[str, Any]) -> Act | None:
    """What a page wants done; None where that is nothing known."""
    text, rating = said.get("text"), said.get("rating")
    match said.get("act"):
        case "reveal":
            return lambda dialogue, desk: talk.reveal(dialogue, desk.clock())
        case "typed" if isinstance(text, str):
            return lambda dialogue, desk: steps.typed(dialogue, text, desk)
        case "grade" if type(rating) is int and 1 <= rating <= 4:
            return lambda dialogue, desk: steps.grade(dialogue, Rating(rating), desk)
        case "undo":
            return steps.undo
        case "end":
            return lambda dialogue, desk: talk.end(dialogue)
    return None
