"""Files replaced whole or not at all, known by their digests, and one program at a time."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def write_whole(file: Path, data: bytes) -> None:
    """Write a file so that it holds all of its old content or all of its new one, whenever the program ends.

    A file that holds the data already is left alone. Raises OSError.
    """
    with suppress(FileNotFoundError):
        if file.read_bytes() == data:
            return
    for stale in file.parent.glob(f".{file.name}.*.tmp"):
        stale.unlink(missing_ok=True)
    temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("xb") as new:
            new.write(data)
            new.flush()
            os.fsync(new.fileno())
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
    sync(file.parent)


def digest(data: bytes) -> str:
    """A digest of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def of_file(file: Path) -> str:
    """The digest of a file, empty where it is not there. Raises OSError where it cannot be read."""
    with suppress(FileNotFoundError), file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
    return ""


def sync(folder: Path) -> None:
    """Make new names in a folder last through a power cut, where the system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


if sys.platform == "win32":

    @contextmanager
    def alone(file: Path, busy: Callable[[], None]) -> Iterator[None]:
        """Windows has no lock that leaves a file readable to others; nothing is held."""
        yield

else:

    @contextmanager
    def alone(file: Path, busy: Callable[[], None]) -> Iterator[None]:
        """Hold a file that is there against others who ask for it in this way; the system lets go when we end.

        Where another has it, ``busy`` is called and then waited. Where it cannot be held at all, as on some
        network drives, nothing is.
        """
        import fcntl

        with file.open("rb") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                busy()
                fcntl.flock(handle, fcntl.LOCK_EX)
            except OSError:
                pass
            yield
