"""The values of a drill, all frozen: a card, what is known of a person's memory of it, an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple

from flashgen.model import Form


class State(IntEnum):
    """Where a card is on its way; the numbers are those of FSRS's tools."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class Rating(IntEnum):
    """The four grades, numbered as on Anki's keys."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Verdict(StrEnum):
    """What a typed answer is worth."""

    RIGHT = "right"
    NEARLY = "nearly"
    WRONG = "wrong"

    @property
    def rank(self) -> int:
        """0 for the best, more the worse."""
        return list(Verdict).index(self)


def best(verdicts: Iterable[Verdict]) -> Verdict:
    """The best of some verdicts."""
    return min(verdicts, key=lambda verdict: verdict.rank)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of some verdicts."""
    return max(verdicts, key=lambda verdict: verdict.rank)


class Key(NamedTuple):
    """By which a card is known: its note's guid, and its number within the note, from 0, as Anki counts."""

    guid: str
    ord: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, and the day it belongs to for a person who may sit up late."""

    ms: int
    """Milliseconds since 1970, UTC."""
    day: int
    """The local day as ``date.toordinal`` counts; it ends at the rollover hour, not at midnight."""


class Card(NamedTuple):
    """One question of a note in the ledger; its texts are still HTML. A tuple, as thousands are made at each start."""

    key: Key
    form: Form
    kind: str
    deck: str
    tags: tuple[str, ...]
    paths: tuple[str, ...]
    """The files of notes that say it."""
    rank: str
    """Sorts new cards into the notes' order."""
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a person's memory of a card, and when it is asked next."""

    state: State = State.NEW
    step: int = 0
    """Of a learning card: the learning step it is on."""
    stability: float = 0.0
    """Days after which it is recalled nine times out of ten."""
    difficulty: float = 0.0
    """From 1 to 10."""
    due_day: int = 0
    due_ms: int = 0
    """Of a card that is asked again the same day: when; else 0."""
    last_ms: int = 0
    last_day: int = 0
    interval: int = 0
    """From the last answer to the next question: days, or seconds as a negative number, as Anki keeps it."""
    reps: int = 0
    lapses: int = 0
    leech: bool = False

    def is_due(self, at: Moment) -> bool:
        """Whether the card is to be asked; a new one always."""
        if self.due_ms and at.day <= self.due_day:
            return at.ms >= self.due_ms
        return at.day >= self.due_day


NEW = Memory()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, as it is written down."""

    id: int
    """Milliseconds since 1970; no two answers share one."""
    key: Key
    rating: Rating
    day: int
    before: Memory
    after: Memory
    duration: int
    """Milliseconds from the question to the grade."""
    cram: bool = False
    """Asked without regard to what was due; changes no schedule."""
