"""Databases that are nearly right, made from a fuzzer's bytes: random bytes alone would hardly ever get past SQLite."""

from __future__ import annotations

import io
import random
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from functools import cache
from pathlib import Path

import drilled
import zstandard
from invariants_of_files import AT, CARDS, SETTINGS

from flashgen.drill.store import Store
from flashgen.model import Form, Kind, Note, Status
from flashgen.writers import apkg
from flashgen.writers.scheduling import Schedule

_VALUES: tuple[object, ...] = (
    *(
        None,
        "",
        "x",
        "1",
        "{",
        "[]",
        '{"s": 1e999, "d": 3}',
        '{"s": "a"}',
        '{"creationOffset": 1e9}',
        "\ud800".encode(errors="surrogatepass"),
    ),
    *(
        b"\xff",
        0,
        -1,
        1,
        2,
        3,
        4,
        5,
        99,
        2**31,
        2**53,
        -(2**53),
        2**62,
        -(2**63),
        0.5,
        -0.5,
        1e300,
        -1e300,
        float("inf"),
    ),
)
_SCHEMAS = (
    "DROP TABLE {}",
    "ALTER TABLE {0} RENAME TO {0}2",
    "ALTER TABLE {} ADD COLUMN more",
    "CREATE VIEW v AS SELECT * FROM {}",
    "ALTER TABLE {0} RENAME TO {0}2; CREATE VIEW {0} AS SELECT * FROM {0}2",
    "CREATE TRIGGER t AFTER INSERT ON {0} BEGIN DELETE FROM {0}; END",
    "ALTER TABLE {0} RENAME TO {0}2; CREATE TABLE {0} (id)",
    "DELETE FROM {}",
    "PRAGMA user_version = 99",
    "PRAGMA user_version = -1",
    "PRAGMA application_id = 1",
    "PRAGMA encoding = 'UTF-16'",
    "PRAGMA journal_mode = WAL",
)
_NAMES = ("collection.anki21b", "collection.anki21", "collection.anki2", "media", "../collection.anki2")


def _answered(store: Store) -> None:
    given = drilled.answers([card.key for card in CARDS[:4]], AT.day - 1, random.Random(1), 4)
    for answer in given:
        store.write(answer)


@cache
def good_store() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "drill.sqlite3")
        with drilled.opened(file) as store:
            _answered(store)
        return file.read_bytes()


@cache
def good_collection() -> bytes:
    notes = [
        Note(
            *(Form.TERM, guid, ("term", "meaning", "", "", "", "yes"), "D"),
            *((), Kind.DEFINITION, "", (), None, "", (), 1, Status.EMIT),
        )
        for guid in ("g1", "g2", "g3")
    ]
    with tempfile.TemporaryDirectory() as folder:
        with drilled.opened(Path(folder, "drill.sqlite3")) as store:
            _answered(store)
            schedule = Schedule(store.memories(), store.answers(), SETTINGS)
        (file,) = apkg.write(notes, Path(folder, "build"), schedule=schedule)
        with zipfile.ZipFile(file) as package:
            return package.read("collection.anki2")


def hurt(good: bytes, data: bytes) -> bytes:
    """A good database, hurt as the bytes say: in its bytes, its values or its tables; or the bytes themselves."""
    if not data:
        return good
    way, rest = data[0] % 4, data[1:]
    if way == 0:
        return rest
    if way == 1:
        return _patched(good, rest)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.deserialize(good)
        tables = [
            row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        for at in range(0, min(len(rest), 60) - 2, 3):
            one, two, three = rest[at : at + 3]
            try:
                if way == 2:
                    _set(database, tables[one % len(tables)], two, three)
                else:
                    database.executescript(_SCHEMAS[one % len(_SCHEMAS)].format(tables[two % len(tables)]))
            except sqlite3.Error:
                continue
        return bytes(database.serialize())


def _patched(good: bytes, rest: bytes) -> bytes:
    out = bytearray(good)
    for at in range(0, min(len(rest), 80) - 3, 4):
        out[int.from_bytes(rest[at : at + 3]) % len(out)] = rest[at + 3]
    return bytes(out[: len(out) - (rest[0] * 97 if len(rest) % 4 == 1 else 0)])


def _set(database: sqlite3.Connection, table: str, where: int, what: int) -> None:
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    keys = [row[0] for row in database.execute(f"SELECT {columns[0]} FROM {table} ORDER BY 1")]
    key, column = keys[where % 4 % len(keys)] if keys else None, columns[where // 4 % len(columns)]
    database.execute(
        f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {columns[0]} = ?", (_VALUES[what % len(_VALUES)], key)
    )


def store(data: bytes) -> bytes:
    return hurt(good_store(), data)


def package(data: bytes) -> bytes:
    """A package: as the bytes are, or with a hurt collection, under one name or another, squeezed or not."""
    if data[:1] in (b"", b"\0"):
        return data[1:]
    kind, inner = data[0], hurt(good_collection(), data[1:])
    name = _NAMES[kind % len(_NAMES)]
    if kind & 64:
        inner = zstandard.ZstdCompressor().compress(inner)
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if kind & 32 else zipfile.ZIP_STORED) as made:
            made.writestr(zipfile.ZipInfo(name), inner)
        whole = out.getvalue()
    return _patched(whole, data[-8:]) if kind & 128 else whole
