"""The tables of drill.sqlite3, and how rows become values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, fields
from datetime import date

from flashgen.drill.values import Memory, State

VERSION = 1
"""Written into the file as ``user_version``."""
APPLICATION = 0x666C6367
"""Written into the file as ``application_id``: "flcg"."""

MEMORY = tuple(field.name for field in fields(Memory))
_STATES = tuple(State)
_TYPES = {"stability": "REAL", "difficulty": "REAL"}

CREATE = (
    "CREATE TABLE cards (guid TEXT NOT NULL, ord INTEGER NOT NULL, "
    + ", ".join(f"{name} {_TYPES.get(name, 'INTEGER')} NOT NULL" for name in MEMORY)
    + ", PRIMARY KEY (guid, ord)) WITHOUT ROWID",
    # id: milliseconds since 1970; state, last_interval: before the answer; interval, stability, difficulty: after it;
    # before: the card's whole row as it was, to take the answer back; null of an answer that came from elsewhere
    "CREATE TABLE answers (id INTEGER PRIMARY KEY, guid TEXT NOT NULL, ord INTEGER NOT NULL, rating INTEGER NOT NULL, "
    "day INTEGER NOT NULL, duration INTEGER NOT NULL, cram INTEGER NOT NULL, state INTEGER NOT NULL, "
    "last_interval INTEGER NOT NULL, interval INTEGER NOT NULL, stability REAL NOT NULL, difficulty REAL NOT NULL, "
    "before TEXT)",
    "CREATE INDEX answers_of_a_day ON answers (day)",
    "CREATE INDEX answers_of_a_card ON answers (guid, ord)",
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)

_LAST_DAY, _LAST_MS = date.max.toordinal(), 253_402_300_799_000
"""Of the year 9999."""


def _whole(name: str, least: int, most: int) -> str:
    return f"typeof({name}) = 'integer' AND {name} BETWEEN {least} AND {most}"


def _real(name: str, least: float, most: float) -> str:
    return f"typeof({name}) = 'real' AND {name} BETWEEN {least} AND {most}"


_KEY = ("typeof(guid) = 'text'", _whole("ord", 0, 2**31), _whole("interval", -(2**31), 2**31))
_SOUND = {
    "cards": (
        *(*_KEY, _whole("state", 1, 3), _real("stability", 1e-9, 1e9), _real("difficulty", 1, 10)),
        *(_whole("due_day", 1, _LAST_DAY), _whole("last_day", 1, _LAST_DAY)),
        *(_whole("due_ms", 0, _LAST_MS), _whole("last_ms", 0, _LAST_MS)),
        *(_whole(name, 0, 2**31) for name in ("step", "reps", "lapses")),
        _whole("leech", 0, 1),
    ),
    "answers": (
        *(*_KEY, _whole("state", 0, 3), _real("stability", 0, 1e9), _real("difficulty", 0, 10)),
        *(_whole("id", 0, _LAST_MS), _whole("day", 1, _LAST_DAY), _whole("rating", 1, 4)),
        *(_whole("duration", 0, _LAST_MS), _whole("cram", 0, 1), _whole("last_interval", -(2**31), 2**31)),
    ),
}
ODD = {
    table: f"SELECT 1 FROM {table} WHERE ({' AND '.join(sound)}) IS NOT TRUE LIMIT 1"  # noqa: S608
    for table, sound in _SOUND.items()
}
"""Finds a row that no drill writes: SQLite keeps a text in a column of numbers, where somebody puts one."""

FOREIGN = "SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1"
"""Finds what no store has: a trigger could take away what is written."""


def row(memory: Memory) -> tuple[float, ...]:
    """A memory as the columns of ``MEMORY``."""
    return tuple(float(value) if isinstance(value, float) else int(value) for value in astuple(memory))


def memory(row: Sequence[float]) -> Memory:
    """The memory in the columns of ``MEMORY``; the first is the state, the last whether it is a leech."""
    return Memory(_STATES[int(row[0])], *row[1:-1], bool(row[-1]))  # type: ignore[arg-type, call-arg]


def dumps(memory: Memory) -> str:
    """A memory as JSON."""
    return json.dumps(row(memory))


def loads(text: str) -> Memory:
    """The memory that ``dumps`` wrote."""
    return memory(json.loads(text))
