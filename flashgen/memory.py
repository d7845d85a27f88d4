"""What a program that goes on running keeps between two looks at the same notes.

Only what comes of an unchanged file, by its bytes; what one look did not ask for is gone with the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TypeVar, cast

from flashgen.cache import Cache
from flashgen.config import Config
from flashgen.extract import Extract
from flashgen.media import Images, Lookup
from flashgen.model import Document, Draft, Meta, Plan
from flashgen.notes import Assembled, Verdict
from flashgen.sources import Opened

T = TypeVar("T")


@dataclass(slots=True)
class _Kept:
    """A document, and what is known of it."""

    opened: Opened
    extract: Extract | None = None
    asked: tuple[Config, tuple[Draft, ...]] | None = None
    assembled: Assembled | None = None
    """The notes of what was asked."""


@dataclass(slots=True)
class Memory:
    """Keeps what the last look came to."""

    kept: dict[tuple[object, ...], _Kept] = field(default_factory=dict)
    _last: dict[str, tuple[object, object]] = field(default_factory=dict)
    _images: tuple[Lookup, ...] = ()
    """Those that the last plan looked for."""

    def once(self, what: str, of: object, make: Callable[[], T]) -> T:
        """What ``make`` makes; what it made the last time where it was of the same."""
        if what not in self._last or self._last[what][0] != of:
            self._last[what] = (of, make())
        return cast(T, self._last[what][1])

    def keep(self, what: str, of: object, made: object) -> None:
        """Let ``once`` know what was made of something already."""
        self._last[what] = (of, made)

    def plan(self, of: object, images: list[Lookup], make: Callable[[], Plan]) -> Plan:
        """The plan that ``make`` makes, once; ``images`` are what it looks for, which may be another any time."""
        known = self._last.get("plan")
        if known and known[0] == of and all(map(_is_found, self._images)):
            images.extend(self._images)
            return cast(Plan, known[1])
        made = make()
        self.keep("plan", of, made)
        self._images = tuple(images)
        return made

    def over(self, cache: Cache) -> Recall:
        """The cache for one look, asked only for what is not kept."""
        return Recall(self, cache)


class Recall:
    """Opens, extracts and assembles documents as a ``Cache`` does."""

    def __init__(self, memory: Memory, cache: Cache) -> None:
        self._cache = cache
        self.finding = cache.finding
        self._old, memory.kept = memory.kept, {}
        self._new = memory.kept
        self._by_document: dict[int, _Kept] = {}

    def open_document(self, data: bytes, path: str, file: str) -> Opened:
        """The document that a file's bytes are; see ``sources.open_document``."""
        key = (path, file, self._cache.finding, sha256(data).digest())
        kept = self._old.get(key) or _Kept(self._cache.open_document(data, path, file))
        self._new[key] = kept
        self._by_document[id(kept.opened[0])] = kept
        return kept.opened

    def extract(self, document: Document) -> Extract:
        """What a document says; see ``extract``."""
        kept = self._by_document.get(id(document))
        if kept is None:
            return self._cache.extract(document)
        if kept.extract is None:
            kept.extract = self._cache.extract(document)
        return kept.extract

    def assemble(
        self, document: Document, drafts: Sequence[Draft], verdicts: Sequence[Verdict], config: Config, images: Images
    ) -> Assembled:
        """The notes of a document; see ``assemble``. Kept are those of a document that shows no image."""
        kept = self._by_document.get(id(document))
        asked = (config, tuple(drafts))
        if kept and kept.assembled and kept.asked == asked:
            return kept.assembled
        looked: list[Lookup] = []

        def note(lookup: Lookup) -> None:
            looked.append(lookup)
            images.note(lookup)

        made = self._cache.assemble(document, drafts, verdicts, config, replace(images, note=note))
        if kept and not looked:
            kept.asked, kept.assembled = asked, made
        return made


def _is_found(lookup: Lookup) -> bool:
    """Whether an image is still what it was, or still not there."""
    document = Document(lookup.path, lookup.file, Meta(), (), 0, "")
    return Images(Path(lookup.root)).look(lookup.target, document, lookup.line) == lookup.found
