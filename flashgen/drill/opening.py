"""The store's file opened: made where there is none, set aside where it is damaged, left alone where it is not ours."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from flashgen.drill import schema
from flashgen.drill.days import named
from flashgen.drill.store import SQLITE_ERRORS, Store, reason
from flashgen.model import FlashgenError, Problem

_PATIENCE = 10.0
"""Seconds to wait for another drill, which holds the file for some milliseconds at a time."""
_JOURNAL = "-journal"


@contextmanager
def opened(file: Path, path: str, day: int, make: bool = True) -> Iterator[tuple[Store, Problem | None]]:
    """The store in a file, called ``path`` in messages; made where there is none, or, if not ``make``, only pretended.

    A damaged one is set aside under another name, with a Problem that says so, and a new one is begun; ``day`` goes
    into that name. Raises FlashgenError for the store of a newer flashgen, for a file that is something else, and
    where the file cannot be opened.
    """
    problem = None
    if not (make or file.exists()):
        file = Path(":memory:")
    try:
        database = _open(file, path)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
            raise FlashgenError(reason(error), path) from error
        problem = _set_aside(file, path, day)
        try:
            database = _open(file, path)
        except SQLITE_ERRORS as again:
            raise FlashgenError(reason(again), path) from again
    with closing(database):
        yield Store(database, path), problem


def _open(file: Path, path: str) -> sqlite3.Connection:
    """Raises sqlite3.DatabaseError or UnicodeDecodeError for a damaged file, FlashgenError for one that is not ours."""
    database = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    try:
        database.execute("PRAGMA synchronous = EXTRA")
        if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("malformed")
        _create(database)
        (version,) = database.execute("PRAGMA user_version").fetchone()
        (application,) = database.execute("PRAGMA application_id").fetchone()
        if application != schema.APPLICATION or database.execute(schema.FOREIGN).fetchone():
            raise FlashgenError("is not a store of flashgen's; move it elsewhere", path)
        if version > schema.VERSION:
            what = f"was written by a newer flashgen (store version {version}, not {schema.VERSION})"
            raise FlashgenError(f"{what}; update flashgen", path)
    except BaseException:
        database.close()
        raise
    return database


def _create(database: sqlite3.Connection) -> None:
    """Make the tables in an empty file."""
    if not _is_empty(database):
        return
    database.execute("BEGIN IMMEDIATE")
    if _is_empty(database):  # another drill may have made them while this one waited
        for statement in schema.CREATE:
            database.execute(statement)
    database.execute("COMMIT")


def _is_empty(database: sqlite3.Connection) -> bool:
    return bool(database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,))


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
