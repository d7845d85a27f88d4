"""drill.sqlite3, beside the ledger: what is known of each card, and every answer ever given.

An answer and what follows from it are written in one transaction, and are on disk when ``write`` returns. The
rollback journal is used, not the write-ahead log, which does not work on network drives.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import NamedTuple

from flashgen.drill import schema
from flashgen.drill.values import NEW, Answer, Key, Memory, State
from flashgen.model import FlashgenError

FILE = "drill.sqlite3"

SQLITE_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged file raises: the second where the error's own words are damaged too."""
_COLUMNS = ", ".join(schema.MEMORY)
_MARKS = ", ".join("?" for _ in schema.MEMORY)


class Logged(NamedTuple):
    """An answer as the store remembers it; see ``schema``."""

    id: int
    guid: str
    ord: int
    rating: int
    day: int
    duration: int
    cram: bool
    state: int
    last_interval: int
    interval: int
    stability: float
    difficulty: float

    @property
    def key(self) -> Key:
        """The card that was answered."""
        return Key(self.guid, self.ord)


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Every method raises FlashgenError where the file cannot be read or written."""

    database: sqlite3.Connection
    path: str

    def memories(self) -> dict[Key, Memory]:
        """What is known of every card that was ever answered."""
        with self._told():
            self._check("cards")
            rows = self.database.execute(f"SELECT guid, ord, {_COLUMNS} FROM cards").fetchall()  # noqa: S608
        return {Key(row[0], row[1]): schema.memory(row[2:]) for row in rows}

    def today(self, day: int) -> tuple[int, frozenset[str]]:
        """How many new cards were begun on a day, and of which notes a card was answered."""
        with self._told():
            rows = self.database.execute(
                "SELECT guid, state FROM answers WHERE day = ? AND NOT cram", (day,)
            ).fetchall()
        return sum(state == State.NEW for _, state in rows), frozenset(guid for guid, _ in rows)

    def answers(self) -> tuple[Logged, ...]:
        """Every answer, the oldest first."""
        with self._told():
            self._check("answers")
            rows = self.database.execute(f"SELECT {', '.join(Logged._fields)} FROM answers ORDER BY id").fetchall()  # noqa: S608
        return tuple(Logged(*row) for row in rows)

    def write(self, answer: Answer) -> Answer | None:
        """Write an answer down; it comes back with the id that it got, None where another drill was faster."""
        with self._transaction():
            if _known(self.database, answer.key) != answer.before:
                return None
            given = replace(answer, id=_free(self.database, answer.id))
            if not answer.cram:
                _set(self.database, answer.key, answer.after)
            _log(self.database, given)
        return given

    def take_back(self, answer: Answer) -> bool:
        """Undo an answer; False where the card was answered again since."""
        with self._transaction():
            # not by the ids: a clock that was set back gives new answers lower ones than older answers have
            if not answer.cram and _known(self.database, answer.key) != answer.after:
                return False
            self.database.execute("DELETE FROM answers WHERE id = ?", (answer.id,))
            if not answer.cram:
                _set(self.database, answer.key, answer.before)
        return True

    def merge(self, memories: dict[Key, Memory], answers: Iterable[Logged]) -> tuple[int, int]:
        """Take over answers given elsewhere, and of each card the memory that is newer; how many were, of both."""
        newer = added = 0
        with self._transaction():
            for key, memory in memories.items():
                if memory.last_ms > _known(self.database, key).last_ms:
                    _set(self.database, key, memory)
                    newer += 1
            for logged in answers:
                row = (*logged, None)
                marks = ", ".join("?" for _ in row)
                found = self.database.execute(
                    "SELECT guid, ord, rating FROM answers WHERE id = ?", (logged.id,)
                ).fetchone()
                if found == (logged.guid, logged.ord, logged.rating):
                    continue
                if found:
                    row = (_free(self.database, logged.id), *row[1:])
                self.database.execute(f"INSERT INTO answers VALUES ({marks})", row)  # noqa: S608
                added += 1
        return newer, added

    def _check(self, table: str) -> None:
        """Raises FlashgenError where a table holds what no drill writes."""
        if self.database.execute(schema.ODD[table]).fetchone():
            what = f"is damaged: a row of its table {table} makes no sense"
            raise FlashgenError(f"{what}; put a backup in its place, or move it away to begin anew", self.path)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._told():
            self.database.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.database.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self.database.execute("ROLLBACK")
                raise
            else:
                return

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except SQLITE_ERRORS as error:
            raise FlashgenError(reason(error), self.path) from error


def reason(error: Exception) -> str:
    """What an error of SQLite's means for a person, and what to do."""
    said = str(error)
    if "locked" in said:
        return "is held by another program; close that, and try again"
    if "readonly" in said or "unable to open" in said:
        return "cannot be opened for writing; check its permissions and those of its folder"
    return f"cannot be read or written: {said}"


def _known(database: sqlite3.Connection, key: Key) -> Memory:
    query = f"SELECT {_COLUMNS} FROM cards WHERE guid = ? AND ord = ?"  # noqa: S608
    row = database.execute(query, key).fetchone()
    return schema.memory(row) if row else NEW


def _set(database: sqlite3.Connection, key: Key, memory: Memory) -> None:
    if memory == NEW:
        database.execute("DELETE FROM cards WHERE guid = ? AND ord = ?", key)
        return
    database.execute(f"INSERT OR REPLACE INTO cards VALUES (?, ?, {_MARKS})", (*key, *schema.row(memory)))  # noqa: S608


def _free(database: sqlite3.Connection, id_: int) -> int:
    """The id, or the next one that no answer has."""
    while database.execute("SELECT 1 FROM answers WHERE id = ?", (id_,)).fetchone():
        id_ += 1
    return id_


def _log(database: sqlite3.Connection, answer: Answer) -> None:
    before, after = answer.before, answer.after
    row = (
        *(answer.id, *answer.key, int(answer.rating), answer.day, answer.duration, int(answer.cram)),
        *(int(before.state), before.interval, after.interval, after.stability, after.difficulty),
        schema.dumps(before),
    )
    database.execute(f"INSERT INTO answers VALUES ({', '.join('?' for _ in row)})", row)  # noqa: S608
