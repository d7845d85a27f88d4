"""Images that notes show: found beside the notes, checked, and named so that no two collide in Anki."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from flashgen.model import Document, Media, Problem

MOST_BYTES = 20 * 1024 * 1024

_FIRST_BYTES = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    ".svg": re.compile(rb"(?:\xef\xbb\xbf)?\s*<"),
}
_TYPES = ", ".join(suffix[1:] for suffix in _FIRST_BYTES)

_RUNS = re.compile(
    rb"<(?:\w+:)?(?:script|foreignobject|iframe|embed|object)\b|[\s/\"']on[a-z]+\s*=|javascript:|<!entity",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lookup:
    """An image that was looked for, and what came of it."""

    root: Path
    target: str
    path: str
    file: str
    """Of the document that names it."""
    line: int
    found: Media | Problem | None


@dataclass(frozen=True)
class Images:
    """The images of a notes' folder."""

    root: Path
    note: Callable[[Lookup], object] = field(default=lambda lookup: None, compare=False)
    """Called with each image that is looked for."""

    def resolve(self, target: str, document: Document, line: int) -> Media | Problem | None:
        """The image that ``target`` names in the document, or why it cannot be shown; see ``look``."""
        found = self.look(target, document, line)
        self.note(Lookup(self.root, target, document.path, document.file, line, found))
        return found

    def look(self, target: str, document: Document, line: int) -> Media | Problem | None:
        """The image that ``target`` names in the document, or why it cannot be shown.

        Looked for beside the document, from the notes' folder, and by its name anywhere in that folder, as
        Obsidian does. None for an address on the web, which is left to be a link: nothing is ever fetched.
        """
        if target.lower().startswith(("http://", "https://")):
            return None

        def problem(message: str) -> Problem:
            return Problem(document.path, line, f"image {' '.join(target[:80].split())}: {message}")

        if _ELSEWHERE.match(target) and not Path(target).drive:
            return problem("is not a file in the notes' folder; save it there and name the file")
        found = self._find(target.replace("\0", ""), document)
        if isinstance(found, str):
            return problem(found)
        try:
            if found.stat().st_size > MOST_BYTES:
                return problem(f"is larger than {MOST_BYTES // 1024**2} MB; make it smaller")
            data = found.read_bytes()
        except OSError as error:
            return problem(f"cannot be read ({error.strerror})")
        fault = _fault(found.suffix.lower(), data)
        return problem(fault) if fault else Media(_name(found, data), str(found))

    def _find(self, target: str, document: Document) -> Path | str:
        """The image's file, or why there is none."""
        root = self.root.resolve()
        folder = Path(document.file).resolve().parent if document.file else root
        outside = False
        for written in dict.fromkeys((target, unquote(target), unquote(target).partition("?")[0])):
            relative = written.replace("\\", "/").lstrip("/")
            for start in (folder, root):
                path = Path(os.path.realpath(start / relative))
                outside = outside or not path.is_relative_to(root)
                if path.is_relative_to(root) and _is_file(path):
                    return path
            name = PurePosixPath(relative).name.casefold()
            nearest = min(self._by_name.get(name, ()), key=lambda p: _distance(p, folder), default=None)
            if nearest and not outside:
                return nearest
        if outside:
            return "is outside the notes' folder; move it into the folder"
        return "is not there; put the file beside the notes or take the image out"

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for path in _walk(self.root.resolve()):
            found.setdefault(path.name.casefold(), []).append(path)
        return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than any file's
        return False


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if path.suffix.lower() in _FIRST_BYTES and not path.is_symlink():
                yield path


def _distance(path: Path, folder: Path) -> tuple[int, str]:
    """How far an image is from the document's folder; the nearest of several with one name is meant."""
    shared = sum(a == b for a, b in zip(path.parent.parts, folder.parts, strict=False))
    return len(path.parent.parts) + len(folder.parts) - 2 * shared, path.as_posix()


def _fault(suffix: str, data: bytes) -> str:
    if suffix not in _FIRST_BYTES:
        return f"is no image that Anki shows everywhere; use one of {_TYPES}"
    if not _FIRST_BYTES[suffix].match(data):
        return f"does not hold {suffix[1:]} data; export the image again"
    if suffix == ".svg":
        try:
            data.decode()
        except UnicodeDecodeError:
            return "is an SVG that is not UTF-8; export it again"
        if _RUNS.search(data):
            return "is an SVG that can run code; export it without scripts and event handlers"
    return ""


def _name(path: Path, data: bytes) -> str:
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem).strip("-")[:40] or "image"
    return f"{_prefix(data)}{stem}{path.suffix.lower()}"


def is_named_for(name: str, data: bytes) -> bool:
    """Whether an image that was given this name still holds what it held then."""
    return name.startswith(_prefix(data))


def _prefix(data: bytes) -> str:
    return f"flashgen-{hashlib.sha256(data).hexdigest()[:12]}-"
