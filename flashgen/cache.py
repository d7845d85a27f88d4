"""What was read and found in a file, and its notes, remembered until the file, or flashgen itself, is another.

Entries are plain data (MessagePack, checked against our types), as unpickling could run code that somebody else put
there. One that is damaged is made anew without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import msgspec

from flashgen import sources, store
from flashgen.config import Config
from flashgen.disk import digest
from flashgen.drill.settings import DEFAULT
from flashgen.extract import Extract, extract
from flashgen.media import Images, Lookup
from flashgen.model import Block, Document, Draft, Note, Problem
from flashgen.notes import Assembled, Verdict, assemble
from flashgen.sources import Opened
from flashgen.wording.moved import NO_MOVES, Moves

_NOTES = "notes-"
"""How the names of those entries begin that hold notes."""


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


@dataclass(slots=True)
class _Opened:
    """A document of this run, and what is known of it."""

    document: Document
    """Held so that no other can take its place."""
    problems: tuple[Problem, ...]
    key: str
    extract: Extract | None


class Cache:
    """Opens, extracts and assembles documents like the functions of these names, and remembers what came of it."""

    def __init__(self, folder: Path | None, rules_off: frozenset[str], moves: Moves = NO_MOVES) -> None:
        """``folder`` may be missing, unreadable or full of damaged files; None remembers nothing.

        ``moves`` are the project's own weights.
        """
        self._folder = folder
        self._rules_off = rules_off
        self._moves = moves
        self.finding = ",".join(sorted(rules_off)) + (
            f" {digest(repr(sorted(moves.items())).encode())}" if moves else ""
        )
        """The settings that what is found depends on."""
        self._opened: dict[int, _Opened] = {}
        """By the document's ``id``."""
        self._is_pruned = False
        self._settings: tuple[Config | None, str] = None, ""
        """Of the notes made last, as all are made with the same."""

    def has(self, data: bytes, path: str) -> bool:
        """Whether an entry for a file is there; it may still turn out to be damaged."""
        version = store.version() if self._folder else None
        return bool(version and self._folder and store.has(self._folder, self._key(version, path, data)))

    def open_document(self, data: bytes, path: str, file: str) -> Opened:
        """The document that a file's bytes are; see ``sources.open_document``."""
        version = store.version() if self._folder else None
        if not version:
            return sources.open_document(data, path, file)
        key = self._key(version, path, data)
        with suppress(Exception):  # of a flashgen that wrote nonsense
            if payload := self._load(key):
                entry = _entries().decode(payload)
                document, known = replace(entry.document, file=file), _extract(entry)
                self._opened[id(document)] = _Opened(document, entry.problems, key, known)
                return document, entry.problems
        document, problems = sources.open_document(data, path, file)
        self._opened[id(document)] = _Opened(document, problems, key, None)
        return document, problems

    def extract(self, document: Document) -> Extract:
        """What a document says; see ``extract``."""
        opened = self._opened.get(id(document))
        if opened and opened.extract:
            return opened.extract
        found = extract(document, self._rules_off, self._moves)
        if opened:  # else it is from standard input
            opened.extract = found
            self._save(opened.key, lambda: msgspec.msgpack.encode(_entry(document, opened.problems, found)))
        return found

    def assemble(
        self, document: Document, drafts: Sequence[Draft], verdicts: Sequence[Verdict], config: Config, images: Images
    ) -> Assembled:
        """The notes of a document; see ``assemble``. Remembered are those of a document that shows no image."""
        opened = self._opened.get(id(document))
        known = opened.extract.drafts if opened and opened.extract else ()
        if not opened or len(known) != len(drafts) or any(a is not b for a, b in zip(known, drafts, strict=True)):
            # other documents have a say in it
            return assemble(document, drafts, verdicts, config, images)
        if self._settings[0] is not config:
            self._settings = config, _settings(config)
        key = f"{_NOTES}{digest(f'{opened.key} {self._settings[1]}'.encode(errors='surrogatepass'))}"
        with suppress(Exception):  # as above
            if payload := self._load(key):
                return _notes().decode(payload), ()
        asked: list[Lookup] = []

        def note(lookup: Lookup) -> None:
            asked.append(lookup)
            images.note(lookup)

        made = assemble(document, drafts, verdicts, config, replace(images, note=note))
        if not (asked or made[1]):
            self._save(key, lambda: msgspec.msgpack.encode(made[0]))
        return made

    def _key(self, version: bytes, path: str, data: bytes) -> str:
        return _key(version, path, self.finding, data)

    def _load(self, key: str) -> bytes | None:
        return store.load(self._folder, key) if self._folder else None

    def _save(self, key: str, payload: Callable[[], bytes]) -> None:
        assert self._folder
        with suppress(Exception):  # a full disk, a folder that is no folder, a text that has no UTF-8
            if not self._is_pruned:
                self._is_pruned = True
                with suppress(OSError):
                    store.prune(self._folder)
            store.save(self._folder, key, payload())


def _key(version: bytes, path: str, finding: str, data: bytes) -> str:
    head = f"{len(path)} {path} {len(finding)} {finding} ".encode()
    return digest(version + head + data)


def _settings(config: Config) -> str:
    """The settings that notes depend on: all but where things are, and how they are asked."""
    nowhere = replace(config, root=Path(), file="", notes=(), include=(), exclude=(), output="", rules_off=frozenset())
    return repr(replace(nowhere, drill=DEFAULT))


@cache
def _entries() -> msgspec.msgpack.Decoder[_Entry]:
    return msgspec.msgpack.Decoder(_Entry)


@cache
def _notes() -> msgspec.msgpack.Decoder[tuple[Note, ...]]:
    return msgspec.msgpack.Decoder(tuple[Note, ...])


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
