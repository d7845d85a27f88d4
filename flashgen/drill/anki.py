"""History taken over from Anki: schedule and answers of the cards that are this project's too, found by guid."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flashgen.drill.collection import opened
from flashgen.drill.days import local, moment
from flashgen.drill.memory import from_ease, grade
from flashgen.drill.readable import counted
from flashgen.drill.settings import Settings
from flashgen.drill.store import Logged, Store
from flashgen.drill.values import NEW, Card, Key, Memory, Moment, Rating, State

_NEW = 0
_FAR_DAYS = 36_500
_DAY_LEARNING = 3
_LEARNED, _REVIEWED, _RELEARNED, _FILTERED = range(4)
"""Kinds of Anki's answers; the others are none."""
_STATES = {_LEARNED: State.LEARNING, _REVIEWED: State.REVIEW, _RELEARNED: State.RELEARNING, _FILTERED: State.REVIEW}


def take_over(file: Path, cards: Sequence[Card], store: Store, settings: Settings, at: Moment) -> str:
    """Take over what a package knows of these cards, and say in a line what that was. Raises FlashgenError.

    Answers are added; of each card the schedule that saw the later answer stays.
    """
    keys = {card.key for card in cards}
    memories: dict[Key, Memory] = {}
    answers: list[Logged] = []
    with opened(file) as database:
        first_day = _first_day(database, at)
        given = _answers(database, at)
        strangers = set()
        for row in database.execute(
            "SELECT cards.id, guid, ord, type, queue, due, ivl, factor, reps, lapses, left, cards.data, odue, tags "
            "FROM cards JOIN notes ON notes.id = nid"
        ):
            card, guid, number = row[:3]
            key = Key(str(guid), _whole(number))
            if key not in keys:
                strangers.add(guid)
                continue
            logged = _logged(key, given.get(card, ()), settings)
            answers += logged
            if row[3] != _NEW and (memory := _memory(row[3:], logged, settings, first_day, at)):
                memories[key] = memory
    newer, added = store.merge(memories, answers)
    left_out = f"; {len(strangers)} of its notes are not in this project" if strangers else ""
    return (
        f"took over the schedule of {counted(newer, 'card')} and {counted(added, 'answer')} from {file.name}{left_out}"
    )


def _first_day(database: sqlite3.Connection, at: Moment) -> int:
    """The day that Anki counts a collection's days from."""
    row = database.execute("SELECT crt FROM col").fetchone()
    made = min(max(_whole(row[0]) if row else 0, 0), at.ms // 1000)
    offset = None
    if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'config' AND type = 'table'").fetchone():
        row = database.execute("SELECT val FROM config WHERE KEY = 'creationOffset'").fetchone()
        offset = _json(row[0]) if row else None
    else:
        row = database.execute("SELECT conf FROM col").fetchone()
        found = _json(row[0]) if row else None
        offset = found.get("creationOffset") if isinstance(found, dict) else None
    if isinstance(offset, int) and abs(offset) < 24 * 60:
        return (datetime.fromtimestamp(made, UTC) - timedelta(minutes=offset)).toordinal()
    return local(made * 1000).toordinal()


def _answers(database: sqlite3.Connection, at: Moment) -> dict[int, list[tuple[int, ...]]]:
    """Each card's answers, the oldest first; what was no answer, or lies in the future, is left out."""
    found: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for row in database.execute("SELECT id, cid, ease, ivl, lastIvl, factor, time, type FROM revlog ORDER BY id"):
        id_, card, ease, interval, last, factor, time, kind = map(_whole, row)
        if 1 <= ease <= 4 and kind in _STATES and 0 < id_ <= at.ms:
            found[card].append((id_, ease, interval, last, factor, time, kind))
    return found


def _logged(key: Key, rows: Iterable[tuple[int, ...]], settings: Settings) -> list[Logged]:
    """Answers as the store keeps them, with what FSRS makes of them."""
    found = []
    memory = NEW
    for id_, ease, interval, last, factor, time, kind in rows:
        cram = kind == _FILTERED and factor == 0
        then = moment(local(id_), settings.rollover_hour)
        state = State.NEW if memory == NEW and kind == _LEARNED else _STATES[kind]
        if not cram:
            memory = grade(memory, Rating(ease), then, settings)
        duration = max(0, min(time, 3_600_000))
        logged = Logged(
            *(id_, *key, ease, then.day, duration),
            cram=cram,
            state=int(state),
            last_interval=last,
            interval=interval,
            stability=memory.stability,
            difficulty=memory.difficulty,
        )
        found.append(logged)
    return found


def _memory(
    row: Sequence[object], logged: Sequence[Logged], settings: Settings, first_day: int, at: Moment
) -> Memory | None:
    """A card's schedule; None where nothing sensible can be said of it."""
    kind, queue, due, interval, factor, reps, lapses, left = map(_whole, row[:8])
    data, tags = _json(row[8]), str(row[10])
    if kind not in (State.LEARNING, State.REVIEW, State.RELEARNING):
        return None
    state = State(kind)
    due = _whole(row[9]) or due  # what a filtered deck has set aside
    due = min(max(due, -_FAR_DAYS), at.ms // 1000 + _FAR_DAYS * 86_400)
    timed = state is not State.REVIEW and queue != _DAY_LEARNING and due > 1_000_000_000
    answers = [answer for answer in logged if not answer.cram]
    stability, difficulty = _known(data, answers, interval, factor, settings)
    if not stability:
        return None
    due_ms = due * 1000 if timed else 0
    due_day = moment(local(due_ms), settings.rollover_hour).day if timed else first_day + due
    last_ms = answers[-1].id if answers else 0
    last_day = answers[-1].day if answers else max(1, min(due_day - interval, at.day))
    steps = settings.learning_steps if state is State.LEARNING else settings.relearning_steps
    return Memory(
        state=state,
        step=0 if state is State.REVIEW else max(0, len(steps) - max(1, left % 1000)),
        stability=stability,
        difficulty=difficulty,
        due_day=max(1, min(due_day, at.day + _FAR_DAYS)),
        due_ms=due_ms,
        last_ms=last_ms or 1,
        last_day=last_day,
        interval=interval if state is State.REVIEW or not answers else answers[-1].interval,
        reps=max(reps, 1),
        lapses=max(lapses, 0),
        leech="leech" in tags.lower().split(),
    )


def _known(
    data: object, answers: Sequence[Logged], interval: int, factor: int, settings: Settings
) -> tuple[float, float]:
    """Stability and difficulty: as Anki has them, else as the answers give them, else as ease and interval do."""
    if isinstance(data, dict):
        stability, difficulty = data.get("s"), data.get("d")
        if isinstance(stability, int | float) and isinstance(difficulty, int | float) and stability > 0:
            return float(min(stability, 36500)), float(min(max(difficulty, 1), 10))
    if answers:
        return answers[-1].stability, answers[-1].difficulty
    return from_ease(interval, factor / 1000, settings) if interval > 0 else (0.0, 0.0)


def _json(text: object) -> object:
    try:
        return json.loads(text) if isinstance(text, str | bytes) else None
    except (ValueError, RecursionError):
        return None


def _whole(value: object) -> int:
    """A whole number, 0 for what is none; a hostile file may hold anything."""
    return value if isinstance(value, int) and abs(value) < 2**53 else 0
