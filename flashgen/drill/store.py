"""drill.sqlite3, beside the ledger: what is known of each card, and every answer ever given.

An answer and what follows from it are written in one transaction, and are on disk when ``write`` returns. The
rollback journal is used, not the write-ahead log, which does not work on network drives.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import NamedTuple

from flashgen.drill import schema
from flashgen.drill.days import named
from flashgen.drill.values import NEW, Answer, Key, Memory, State
from flashgen.model import FlashgenError, Problem

FILE = "drill.sqlite3"

_PATIENCE = 10.0
"""Seconds to wait for another drill, which holds the file for some milliseconds at a time."""
_COLUMNS = ", ".join(schema.MEMORY)
_MARKS = ", ".join("?" for _ in schema.MEMORY)
_JOURNAL = "-journal"


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
            of_card = (answer.key.guid, answer.key.ord)
            (last,) = self.database.execute(
                "SELECT max(id) FROM answers WHERE guid = ? AND ord = ?", of_card
            ).fetchone()
            if last != answer.id:
                return False
            self.database.execute("DELETE FROM answers WHERE id = ?", (answer.id,))
            if not answer.cram:
                _set(self.database, answer.key, answer.before)
        return True

    def merge(self, memories: dict[Key, Memory], answers: Iterable[Logged]) -> int:
        """Take over answers given elsewhere, and of each card the memory that is newer; how many answers were new."""
        added = 0
        with self._transaction():
            for key, memory in memories.items():
                if memory.last_ms > _known(self.database, key).last_ms:
                    _set(self.database, key, memory)
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
        return added

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
        except sqlite3.Error as error:
            raise FlashgenError(_reason(error), self.path) from error


@contextmanager
def opened(file: Path, path: str, day: int) -> Iterator[tuple[Store, Problem | None]]:
    """The store in a file, called ``path`` in messages; made where there is none.

    A damaged one is set aside under another name, with a Problem that says so, and a new one is begun; ``day`` goes
    into that name. Raises FlashgenError for the store of a newer flashgen, for a file that is something else, and
    where the file cannot be opened.
    """
    problem = None
    try:
        database = _open(file, path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
            raise FlashgenError(_reason(error), path) from error
        problem = _set_aside(file, path, day)
        try:
            database = _open(file, path)
        except sqlite3.Error as again:
            raise FlashgenError(_reason(again), path) from again
    with closing(database):
        yield Store(database, path), problem


def _open(file: Path, path: str) -> sqlite3.Connection:
    """Raises sqlite3.DatabaseError for a damaged file, FlashgenError for one that is not ours."""
    database = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    try:
        database.execute("PRAGMA synchronous = EXTRA")
        if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("malformed")
        (version,) = database.execute("PRAGMA user_version").fetchone()
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables == 0:
            _create(database)
        elif application != schema.APPLICATION:
            raise FlashgenError("is not a store of flashgen's; move it elsewhere", path)
        elif version > schema.VERSION:
            what = f"was written by a newer flashgen (store version {version}, not {schema.VERSION})"
            raise FlashgenError(f"{what}; update flashgen", path)
    except BaseException:
        database.close()
        raise
    return database


def _create(database: sqlite3.Connection) -> None:
    database.execute("BEGIN IMMEDIATE")
    # another drill may have made the tables while this one waited
    if database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
        for statement in schema.CREATE:
            database.execute(statement)
    database.execute("COMMIT")


def _set_aside(file: Path, path: str, day: int) -> Problem:
    """Move a damaged store out of the way, under a name that no file has."""
    stem = f"{file.stem}.damaged-{named(day)}"
    names = (f"{stem}{f'-{number}' if number > 1 else ''}{file.suffix}" for number in count(1))
    target = next(free for free in map(file.with_name, names) if not free.exists())
    try:
        try:
            # a link fails where another drill took the name just now, and a rename would not
            os.link(file, target)
            file.unlink()
        except OSError:
            if target.exists():
                raise
            file.replace(target)  # there are no links on this drive
        with suppress(FileNotFoundError):
            Path(f"{file}{_JOURNAL}").replace(f"{target}{_JOURNAL}")
    except OSError as error:
        raise FlashgenError(f"is damaged, and cannot be moved away: {error.strerror}", path) from error
    what = f"was damaged and is now {target.name}; a new one is begun, and nothing is known of earlier answers"
    return Problem(path, 0, f"{what}; put a backup in its place if you have one")


def _reason(error: sqlite3.Error) -> str:
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
