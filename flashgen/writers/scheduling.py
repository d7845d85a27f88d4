"""What was drilled, put into a package: Anki shows it where a person imports with learning progress.

Days are counted from the day the package's collection was made, 2014-09-19, in no time zone; Anki moves them to where
they belong in the collection that they are imported into.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from flashgen.drill.memory import decay
from flashgen.drill.revlog import anki_row
from flashgen.drill.settings import Settings
from flashgen.drill.store import Logged
from flashgen.drill.values import Key, Memory, State

_LEARNING, _REVIEW, _DAY_LEARNING = 1, 2, 3
"""Anki's queues."""
_EASE = 2500
"""Anki's ease for who turns FSRS off again."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is known of a project's cards, and how it came to be known."""

    memories: Mapping[Key, Memory]
    answers: tuple[Logged, ...]
    settings: Settings


def put(database: sqlite3.Connection, schedule: Schedule) -> None:
    """Give the cards of a collection their schedule and history; the others stay new."""
    (made,) = database.execute("SELECT crt FROM col").fetchone()
    first_day = datetime.fromtimestamp(made, UTC).toordinal()
    given: dict[Key, list[Logged]] = defaultdict(list)
    for answer in schedule.answers:
        given[answer.key].append(answer)
    rows = database.execute("SELECT cards.id, guid, ord FROM cards JOIN notes ON notes.id = nid").fetchall()
    for card, guid, number in rows:
        key = Key(guid, number)
        if memory := schedule.memories.get(key):
            _set(database, card, memory, schedule.settings, first_day)
        _log(database, card, given.get(key, ()))
    _configure(database, schedule.settings)


def _set(database: sqlite3.Connection, card: int, memory: Memory, settings: Settings, first_day: int) -> None:
    steps = settings.learning_steps if memory.state is State.LEARNING else settings.relearning_steps
    in_review = memory.state is State.REVIEW
    queue = _REVIEW if in_review else _LEARNING if memory.due_ms else _DAY_LEARNING
    due = memory.due_ms // 1000 if queue == _LEARNING else memory.due_day - first_day
    # a card that was forgotten keeps, while it is learned again, the interval that it will have after
    days = memory.interval if in_review else max(1, round(memory.stability)) if memory.state is State.RELEARNING else 0
    data = {
        "s": round(memory.stability, 4),
        "d": round(memory.difficulty, 3),
        "dr": settings.desired_retention,
        "decay": decay(settings),
        "lrt": memory.last_ms // 1000,
    }
    left = 0 if in_review else max(1, len(steps) - memory.step)
    values = (int(memory.state), queue, due, days, 0 if memory.state is State.LEARNING else _EASE)
    database.execute(
        "UPDATE cards SET type = ?, queue = ?, due = ?, ivl = ?, factor = ?, reps = ?, lapses = ?, left = ?, data = ? "
        "WHERE id = ?",
        (*values, memory.reps, memory.lapses, left, json.dumps(data, separators=(",", ":")), card),
    )


def _log(database: sqlite3.Connection, card: int, answers: Iterable[Logged]) -> None:
    rows = [anki_row(answer, card) for answer in answers]
    database.executemany("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _configure(database: sqlite3.Connection, settings: Settings) -> None:
    """Have the days counted as ``put`` counts them, whatever the time zone."""
    (text,) = database.execute("SELECT conf FROM col").fetchone()
    conf = json.loads(text) | {
        "schedVer": 2,
        "sched2021": True,
        "creationOffset": 0,
        "rollover": settings.rollover_hour,
    }
    database.execute("UPDATE col SET conf = ?", (json.dumps(conf),))
