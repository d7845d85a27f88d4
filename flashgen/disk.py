"""Files replaced whole or not at all, and known by their digests."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

OWN_FOLDER = ".flashgen"
"""Beside flashgen.yaml; holds nothing that is to be kept."""

_EVERYTHING = b"*\n"


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


def own_folder(root: Path) -> Path:
    """The project's folder for what need not be kept, made where it is not there; git ignores it. Raises OSError."""
    folder = root / OWN_FOLDER
    folder.mkdir(exist_ok=True)
    ignored = folder / ".gitignore"
    if not ignored.exists() or ignored.read_bytes() != _EVERYTHING:
        # others may write the same at the same moment
        ignored.write_bytes(_EVERYTHING)
    return folder
