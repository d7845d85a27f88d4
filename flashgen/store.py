"""Where what flashgen remembers between runs is kept, and which flashgen it belongs to.

That is the person's own cache folder, not beside the notes: notes are shared, synchronised and tracked in git, and a
cache is none of that. Each entry begins with a digest of itself and of what it belongs to; one that cannot be read,
whatever the reason, is as good as none. So the folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

STATE_VARIABLE = "FLASHGEN_STATE"
"""Environment variable that names another folder for what must not be forgotten with the cache."""
VARIABLE = "FLASHGEN_CACHE"
"""Environment variable that names another folder, or says that nothing is to be remembered."""
OFF = "off"
MOST_BYTES = 512 * 1024 * 1024
"""Ten thousand notes of Anki's take about 22 MB."""
MOST_DAYS = 60
"""Days after which an entry that nobody asked for goes."""

_PACKAGE = Path(__file__).parent
_RELEASE = (".dist-info", ".egg-info")
_SUFFIX = ".cache"
_DIGEST = hashlib.sha256
_SIZE = _DIGEST().digest_size
_DAY = 24 * 60 * 60


def default_folder() -> Path | None:
    """Where this person's cache is; None where they want none, or have no place for one."""
    named = os.environ.get(VARIABLE, "")
    if named == OFF:
        return None
    with suppress(Exception):  # a user without a home
        return Path(named) if named else _usual_folder()
    return None


def state_folder() -> Path | None:
    """Where a person's own decisions are kept, apart from their notes; None where they have no place for it."""
    named = os.environ.get(STATE_VARIABLE, "")
    with suppress(Exception):  # a user without a home
        if named:
            return Path(named)
        import platformdirs

        return platformdirs.user_state_path("flashgen", appauthor=False)
    return None


def has(folder: Path, key: str) -> bool:
    """Whether something was saved under a key."""
    return (folder / f"{key}{_SUFFIX}").exists()


def load(folder: Path, key: str) -> bytes | None:
    """What was saved under a key; None where it is not there, or not whole."""
    file = folder / f"{key}{_SUFFIX}"
    with suppress(Exception):  # whatever is wrong with an entry, it is not worth a word
        raw = file.read_bytes()
        payload = raw[_SIZE:]
        if raw[:_SIZE] == _check(key, payload):
            with suppress(OSError):
                os.utime(file)  # the entries longest unused are the first to go
            return payload
    return None


def save(folder: Path, key: str, payload: bytes) -> None:
    """Save something under a key, whole or not at all. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = folder / f"{key}.{os.getpid()}{_SUFFIX}"
    try:
        temporary.write_bytes(_check(key, payload) + payload)
        temporary.replace(folder / f"{key}{_SUFFIX}")
    finally:
        temporary.unlink(missing_ok=True)


def prune(folder: Path, most_bytes: int = MOST_BYTES) -> None:
    """Delete entries that nobody asked for in a long time, and the longest unused ones where there are too many.

    What a build adds is counted by the next. Raises OSError where the folder cannot be read.
    """
    entries = [(entry.stat(), entry.path) for entry in os.scandir(folder) if entry.name.endswith(_SUFFIX)]
    oldest, total = time.time() - MOST_DAYS * _DAY, 0
    for stat, path in sorted(entries, key=lambda pair: -pair[0].st_mtime):
        total += stat.st_size
        if total > most_bytes or stat.st_mtime < oldest:
            with suppress(OSError):
                Path(path).unlink()


@cache
def version() -> bytes | None:
    """A digest of everything but the notes that a result depends on; None where it cannot be told.

    Of flashgen itself all files are read, half a megabyte in five milliseconds: sizes and times would be cheaper by
    less than that, and archives and package managers set all times alike. Taken once: a file that changes while the
    program runs is not what runs.
    """
    with suppress(Exception):
        digest = _DIGEST(repr((sys.version, _releases())).encode())
        _add(digest, _PACKAGE)
        return digest.digest()
    return None


def _usual_folder() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("flashgen", appauthor=False)


def _releases() -> list[list[str]]:
    """All libraries that are installed, and their releases; few of them have a say in what is found, but who knows.

    By the names of their folders; importlib.metadata looks at the same, and takes a quarter of an unchanged run.
    """
    found: list[list[str]] = []
    for folder in sys.path:
        with suppress(OSError):
            found.append(sorted(entry.name for entry in os.scandir(folder or ".") if entry.name.endswith(_RELEASE)))
    return found


def _add(digest: hashlib._Hash, folder: Path) -> None:
    """Add the names and contents of all files below a folder to a digest. Raises OSError."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if not entry.is_dir():
            with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123  a Path for each would double the time
                data = file.read()
            digest.update(f"{entry.name}\0{len(data)}\0".encode())
            digest.update(data)
        elif entry.name != "__pycache__":
            digest.update(f"{entry.name}/\0".encode())
            _add(digest, Path(entry.path))


def _check(key: str, payload: bytes) -> bytes:
    digest = _DIGEST(key.encode())
    digest.update(payload)
    return digest.digest()
