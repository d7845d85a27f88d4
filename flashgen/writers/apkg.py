"""Notes to .apkg files, one for each top-level deck.

The same notes give the same bytes, and a file is replaced whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flashgen.disk import of_file, sync
from flashgen.media import is_named_for
from flashgen.model import NO_MODS, FlashgenError, Note
from flashgen.notetypes import MOD
from flashgen.notetypes.fit import check

if TYPE_CHECKING:
    from flashgen.writers.scheduling import Schedule

__all__ = ["Package", "check", "file_names", "renew", "write"]

_DATABASE = "collection.anki2"
DELTA = ".delta"
"""Stands behind the deck's name in that of a package with only the notes that changed."""
_LEVEL = 1
"""Of compression: level 6 takes four times as long for a tenth less."""
_CHUNK = 1024 * 1024

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Package:
    """A package as it is on disk after a build."""

    path: Path
    digest: str
    is_new: bool
    """It was written; else the file held the very same and was left alone."""


def write(
    notes: Sequence[Note], folder: Path, mods: Mapping[str, int] = NO_MODS, schedule: Schedule | None = None
) -> tuple[Path, ...]:
    """Write the notes' packages; their paths come back. See ``renew``."""
    return tuple(package.path for package in renew(notes, folder, mods, schedule=schedule))


def renew(
    notes: Sequence[Note],
    folder: Path,
    mods: Mapping[str, int] = NO_MODS,
    changed: Container[str] = (),
    schedule: Schedule | None = None,
) -> tuple[Package, ...]:
    """Write the notes' packages into the folder, in the order of their decks; one that is there already is left alone.

    After them, those with nothing but the notes whose guids are in ``changed``, if there are any.

    ``mods`` holds, by guid, when a note's content last changed, in seconds: Anki takes over a note that it
    has already only where this is newer. A note without one has the time of flashgen's release, so that a
    rebuild changes nothing in Anki. New cards come in the notes' order. ``schedule`` is what was drilled, if
    that is to go into the packages.

    Raises FlashgenError where a note does not fit its notetype, two share a guid, or a file cannot be
    written. No package is replaced before all of them are on disk.
    """
    check(notes)
    decks: dict[str, list[Note]] = {}
    top = cache(_top)
    for note in notes:
        decks.setdefault(top(note.deck), []).append(note)
    names = file_names(decks)
    packages: list[tuple[str, str, Sequence[Note], Sequence[int]]] = [
        (deck, names[deck], inside, range(1, len(inside) + 1)) for deck, inside in decks.items()
    ]
    for deck, name, inside, _ in tuple(packages) if changed else ():
        if new := [place for place, note in enumerate(inside, start=1) if note.guid in changed]:
            file = name.removesuffix(".apkg") + DELTA + ".apkg"
            packages.append((f"{deck}{DELTA}", file, [inside[place - 1] for place in new], new))
    _prepare(folder)
    temporaries: list[Path] = []
    written: list[Package] = []
    try:
        for number, (seed, name, inside, places) in enumerate(packages):
            temporary, target = folder / f".flashgen-{os.getpid()}-{number}.tmp", folder / name
            temporaries.append(temporary)
            with _one_line(target):
                _write_package(temporary, seed, inside, places, mods, schedule)
                written.append(Package(target, *_compared(temporary, target)))
        for temporary, package in zip(temporaries, written, strict=True):
            if package.is_new:
                with _one_line(package.path):
                    temporary.replace(package.path)
    finally:
        for temporary in temporaries:
            temporary.unlink(missing_ok=True)
    if any(package.is_new for package in written):
        sync(folder)
    return tuple(written)


def _compared(new: Path, old: Path) -> tuple[str, bool]:
    """The digest of a new file, and whether the old one is another, or not there. Raises OSError."""
    digest = of_file(new)
    with suppress(OSError):
        return digest, digest != of_file(old)
    return digest, True


def file_names(decks: Iterable[str]) -> dict[str, str]:
    """A file name for each top-level deck: its own name where every system allows it, and no two alike."""
    stems = {deck: _stem(deck) for deck in decks}
    alike = Counter(stem.casefold() for stem in stems.values())
    return {
        deck: f"{stem}-{_digest(deck)[:6]}.apkg" if alike[stem.casefold()] > 1 else f"{stem}.apkg"
        for deck, stem in stems.items()
    }


def _write_package(
    path: Path,
    seed: str,
    notes: Sequence[Note],
    places: Sequence[int],
    mods: Mapping[str, int],
    schedule: Schedule | None,
) -> None:
    """Write notes, each with its place among the new cards; ``seed`` keeps the ids of packages apart."""
    from flashgen.writers import collection

    media = sorted({image.name: image.file for note in notes for image in note.media}.items())
    listing = {str(number): name for number, (name, _) in enumerate(media)}
    # ids are milliseconds; Anki moves those that are taken, and packages that start apart seldom meet
    first_id = (MOD - int(_digest(seed)[:6], 16)) * 1000
    database = path.with_suffix(".db.tmp")
    try:
        decks = {name: _deck_id(name) for name in {note.deck for note in notes}}
        collection.write(database, notes, places, mods, first_id, decks, schedule)
        with path.open("xb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as package:
                with database.open("rb") as rows, package.open(_DATABASE, "w") as inside:
                    shutil.copyfileobj(rows, inside, _CHUNK)
                package.writestr(_entry("media", zipfile.ZIP_DEFLATED), json.dumps(listing), compresslevel=_LEVEL)
                for number, (name, image) in enumerate(media):
                    with _one_line(Path(image), "read"):
                        data = Path(image).read_bytes()
                    if not is_named_for(name, data):
                        raise FlashgenError("was changed while it was read; build again", image)
                    package.writestr(_entry(str(number), zipfile.ZIP_STORED), data)
                _neutral(package.getinfo(_DATABASE))
            file.flush()
            os.fsync(file.fileno())
    finally:
        database.unlink(missing_ok=True)


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    """A zip entry that does not tell when or on which system it was made."""
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = compression
    return _neutral(entry)


def _neutral(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry


def _top(deck: str) -> str:
    return deck.split("::")[0].strip()


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _deck_id(name: str) -> int:
    """An id that keeps the decks of a package apart; Anki goes by the name alone and gives its own."""
    return 2**30 + int(_digest(name)[:12], 16)


def _stem(deck: str) -> str:
    stem = _UNSAFE.sub("-", unicodedata.normalize("NFC", deck)).strip(" .-")
    # most systems allow a file name 255 bytes
    stem = stem.encode()[:120].decode(errors="ignore").rstrip(" .") or "deck"
    return f"{stem}_" if _RESERVED.match(stem) else stem


def _prepare(folder: Path) -> None:
    """Make the folder, and take away what a build that was killed has left in it."""
    with _one_line(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob(".flashgen-*.tmp"):
        with suppress(OSError):
            stale.unlink()


@contextmanager
def _one_line(path: Path, verb: str = "written") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FlashgenError(f"cannot be {verb}: {error.strerror or error}", str(path)) from error
    except sqlite3.Error as error:
        raise FlashgenError(f"cannot be {verb}: {error}", str(path)) from error
