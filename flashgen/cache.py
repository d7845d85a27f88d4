"""What was read and found in a file, remembered until the file, or flashgen itself, is another.

Entries are plain data (MessagePack, checked against our types), as unpickling could run code that somebody else put
there. One that is damaged is made anew without a word.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import msgspec

from flashgen import sources, store
from flashgen.extract import Extract, extract
from flashgen.model import Block, Document, Draft, Problem
from flashgen.sources import Opened


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
        version = store.version() if self._folder else None
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
        with suppress(Exception):  # of a flashgen that wrote nonsense
            if payload := store.load(self._folder, key):
                entry = _decoder().decode(payload)
                return entry, _extract(entry)
        return None

    def _save(self, key: str, document: Document, problems: tuple[Problem, ...], found: Extract) -> None:
        assert self._folder
        with suppress(Exception):  # a full disk, a folder that is no folder, a text that has no UTF-8
            if not self._is_pruned:
                self._is_pruned = True
                with suppress(OSError):
                    store.prune(self._folder)
            store.save(self._folder, key, msgspec.msgpack.encode(_entry(document, problems, found)))


def _key(version: bytes, path: str, rules_off: str, data: bytes) -> str:
    head = f"{len(path)} {path} {len(rules_off)} {rules_off} ".encode()
    return hashlib.sha256(version + head + data).hexdigest()


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
