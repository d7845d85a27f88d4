"""Anki's packages opened with care: they come from anywhere. The only door to zstandard.

Nothing is written but one temporary file, whose name is ours; what is too large is refused before it fills the disk.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from flashgen.drill.store import SQLITE_ERRORS
from flashgen.model import FlashgenError

LARGEST = 2 * 2**30
"""Bytes of an unpacked collection."""
_CHUNK = 1 << 20
_MOST_STEPS = 500_000_000
"""Of SQLite's machine, in one query: hours of a hostile one, never of a real one."""
_NAMES = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The newest form first: beside it an older one only says that Anki is to be updated."""
_TABLES = frozenset(("col", "notes", "cards", "revlog"))


@contextmanager
def opened(file: Path, largest: int = LARGEST) -> Iterator[sqlite3.Connection]:
    """The collection in an .apkg or .colpkg, for reading. Raises FlashgenError for what is none."""
    path = str(file)
    with tempfile.TemporaryDirectory(prefix="flashgen-") as folder:
        unpacked = Path(folder, "collection")
        try:
            with zipfile.ZipFile(file) as package:
                names = set(package.namelist())
                name = next((name for name in _NAMES if name in names), None)
                if name is None:
                    raise FlashgenError("holds no collection of Anki's; export an .apkg or a .colpkg", path)
                with package.open(name) as packed, unpacked.open("wb") as target:
                    _unpack(packed, target, name.endswith("b"), largest, path)
        except OSError as error:
            raise FlashgenError(f"cannot be read: {error.strerror or error}", path) from None
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
            raise FlashgenError("is no package of Anki's, or is damaged; export it once more", path) from error
        try:
            with closing(sqlite3.connect(f"{unpacked.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
                _guard(database)
                kinds = dict(database.execute("SELECT name, type FROM sqlite_master"))
                if any(kinds.get(table) != "table" for table in _TABLES):
                    raise FlashgenError("holds no collection of Anki's; export an .apkg or a .colpkg", path)
                yield database
        except SQLITE_ERRORS as error:
            raise FlashgenError(f"its collection cannot be read ({error}); export it once more", path) from error


def _unpack(packed: IO[bytes], target: IO[bytes], compressed: bool, largest: int, path: str) -> None:
    """Copy, and stop where it grows too large, whatever the package says of its size."""
    source: IO[bytes] = packed
    if compressed:
        import zstandard

        source = zstandard.ZstdDecompressor(max_window_size=2**31).stream_reader(packed)
    size = 0
    try:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > largest:
                raise FlashgenError(f"its collection is larger than {largest >> 20} MB; export fewer decks", path)
            target.write(chunk)
    except Exception as error:
        # zstandard's own error is none of the standard ones, and its name must not be needed for plain packages
        if type(error).__name__ == "ZstdError":
            raise ValueError(str(error)) from error
        raise


def _guard(database: sqlite3.Connection) -> None:
    """Take what the file says for data only, and give up on a query that does not end."""
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    steps = iter(range(_MOST_STEPS // 1_000_000))
    database.set_progress_handler(lambda: next(steps, None) is None, 1_000_000)
    database.text_factory = lambda raw: raw.decode(errors="replace")
