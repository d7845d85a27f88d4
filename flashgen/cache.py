"""What was read and found in a file, remembered until the file, or flashgen itself, is another.

The cache is in the person's own cache folder, not beside the notes: notes are shared, synchronised and tracked in git,
and a cache is none of that. Its entries are plain data (MessagePack, checked against our types), as unpickling could
run code that somebody else put there. Each begins with a digest of itself and of what it belongs to; an entry that
cannot be read, whatever the reason, is made anew without a word. So the folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec
import platformdirs

from flashgen import sources
from flashgen.extract import Extract, extract
from flashgen.model import Block, Document, Draft, Problem
from flashgen.sources import Opened

VARIABLE = "FLASHGEN_CACHE"
"""Environment variable that names another folder, or says that nothing is to be remembered."""
OFF = "off"
MOST_BYTES = 256 * 1024 * 1024
"""A note of a hundred lines takes about 20 KB."""
MOST_DAYS = 60
"""Days after which an entry that nobody asked for goes."""

_PARSERS = ("charset-normalizer", "markdown-it-py", "mdit-py-plugins", "PyYAML")
"""Libraries that have a say in what is found."""
_SUFFIX = ".cache"
_DIGEST = hashlib.sha256
_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class _Entry:
    """All that follows from one file's bytes; what is on disk of it."""

    document: Document
    """Without its file: the notes' folder may have been moved."""
    problems: tuple[Problem, ...]
    drafts: tuple[Draft, ...]
    verdicts: tuple[tuple[Draft | None, str], ...]
    """None where the draft is as it was."""
    passed: tuple[tuple[int, str], ...]
    """Each block as its number in ``document.walk()``."""


class Cache:
    """Opens and extracts documents like ``sources.open_document`` and ``extract``, and remembers both."""

    def __init__(self, folder: Path | None, rules_off: frozenset[str]) -> None:
        """``folder`` may be missing, unreadable or full of damaged files; None remembers nothing."""
        self._folder = folder
        self._rules_off = rules_off
        self._opened: dict[int, tuple[Document, tuple[Problem, ...], str, Extract | None]] = {}
        """By the document's ``id``; the document is held so that no other can take its place."""
        self._is_pruned = False

    def open_document(self, data: bytes, path: str, file: str) -> Opened:
        """The document that a file's bytes are; see ``sources.open_document``."""
        version = _version() if self._folder else None
        if not version:
            return sources.open_document(data, path, file)
        key = _key(version, path, ",".join(sorted(self._rules_off)), data)
        loaded = self._load(key)
        if loaded:
            entry, known = loaded
            document, problems = replace(entry.document, file=file), entry.problems
        else:
            (document, problems), known = sources.open_document(data, path, file), None
        self._opened[id(document)] = document, problems, key, known
        return document, problems

    def extract(self, document: Document) -> Extract:
        """What a document says; see ``extract``."""
        if id(document) not in self._opened:  # from standard input
            return extract(document, self._rules_off)
        _, problems, key, known = self._opened[id(document)]
        if known:
            return known
        found = extract(document, self._rules_off)
        self._save(key, document, problems, found)
        return found

    def _load(self, key: str) -> tuple[_Entry, Extract] | None:
        assert self._folder
        file = self._folder / f"{key}{_SUFFIX}"
        with suppress(Exception):  # whatever is wrong with an entry, it is not worth a word
            raw = file.read_bytes()
            digest, payload = raw[: _DIGEST().digest_size], raw[_DIGEST().digest_size :]
            if digest == _check(key, payload):
                entry = _decoder().decode(payload)
                loaded = entry, _extract(entry)
                with suppress(OSError):
                    os.utime(file)  # the entries longest unused are the first to go
                return loaded
        return None

    def _save(self, key: str, document: Document, problems: tuple[Problem, ...], found: Extract) -> None:
        assert self._folder
        with suppress(Exception):  # a full disk, a folder that is no folder, a text that has no UTF-8
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._is_pruned:
                self._is_pruned = True
                prune(self._folder)
            payload = msgspec.msgpack.encode(_entry(document, problems, found))
            temporary = self._folder / f"{key}.{os.getpid()}{_SUFFIX}"
            try:
                temporary.write_bytes(_check(key, payload) + payload)
                temporary.replace(self._folder / f"{key}{_SUFFIX}")
            finally:
                temporary.unlink(missing_ok=True)


def default_folder() -> Path | None:
    """Where this person's cache is; None where they want none, or have no place for one."""
    named = os.environ.get(VARIABLE, "")
    if named == OFF:
        return None
    with suppress(Exception):  # a user without a home
        return Path(named) if named else platformdirs.user_cache_path("flashgen", appauthor=False)
    return None


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
def _version() -> bytes | None:
    """A digest of everything but the notes that a result depends on; None where it cannot be told.

    Of flashgen itself all files are read, half a megabyte in five milliseconds: sizes and times would be cheaper by
    less than that, and archives and package managers set all times alike. Taken once: a file that changes while the
    program runs is not what runs.
    """
    with suppress(Exception):
        digest = _DIGEST(repr((sys.version, [_release(name) for name in _PARSERS])).encode())
        _add(digest, resources.files("flashgen"))
        return digest.digest()
    return None


def _release(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _add(digest: hashlib._Hash, folder: Traversable) -> None:
    """Add the names and contents of all files below a folder to a digest."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                _add(digest, entry)
        else:
            data = entry.read_bytes()
            digest.update(f"{entry.name}\0{len(data)}\0".encode())
            digest.update(data)


def _key(version: bytes, path: str, rules_off: str, data: bytes) -> str:
    head = f"{len(path)} {path} {len(rules_off)} {rules_off} ".encode()
    return _DIGEST(version + head + data).hexdigest()


def _check(key: str, payload: bytes) -> bytes:
    digest = _DIGEST(key.encode())
    digest.update(payload)
    return digest.digest()


@cache
def _decoder() -> msgspec.msgpack.Decoder[_Entry]:
    return msgspec.msgpack.Decoder(_Entry)


def _entry(document: Document, problems: tuple[Problem, ...], found: Extract) -> _Entry:
    number = {id(block): index for index, block in enumerate(document.walk())}
    return _Entry(
        document=replace(document, file=""),
        problems=problems,
        drafts=found.drafts,
        verdicts=tuple(
            (None if judged is draft else judged, reason)
            for draft, (judged, reason) in zip(found.drafts, found.verdicts, strict=True)
        ),
        passed=tuple((number[id(block)], reason) for block, reason in found.passed),
    )


def _extract(entry: _Entry) -> Extract:
    blocks: list[Block] = list(entry.document.walk())
    verdicts = tuple(
        (judged or draft, reason) for draft, (judged, reason) in zip(entry.drafts, entry.verdicts, strict=True)
    )
    return Extract(entry.drafts, verdicts, tuple((blocks[index], reason) for index, reason in entry.passed))
