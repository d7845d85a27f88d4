"""Blocks of HTML cut into parts: the running text, headings, items, rows and comments in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flashgen.sources import tags

_SIGN = re.compile(rf"<!--.*?(?:-->|\Z)|{tags.TAG.pattern}", re.DOTALL)
_HEADING = re.compile(r"h[1-6]")
_TABLE = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
_BLOCKS = _TABLE | frozenset(
    """p div section article header footer main aside center ul ol li dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre hr
    details summary figure figcaption nav form script style iframe object template noscript textarea""".split()
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a block of HTML."""

    name: str
    """``text``, ``h1`` to ``h6``, ``li``, ``row``, ``pre``, ``comment``, ``summary``, ``figcaption``; ``removed`` for
    what is not safe; ``open`` and ``close`` for the start and end of a ``table`` or ``details``; ``unsafe`` for a
    tag that carries a script, before what it holds."""
    source: str
    line: int
    """On which line of the block it starts, from 0."""
    end: int
    """On which line of the block it ends."""
    cells: tuple[str, ...] = ()
    is_header: bool = False


def parts(html: str) -> Iterator[Part]:
    """The parts in order; inline tags stay in their sources, empty parts are left out."""
    yield from _Cutter(html.rstrip()).cut()


class _Cutter:
    """Where the reading of one block of HTML stands."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.mode = "text"
        self.cells: list[str] | None = None
        self.in_cell = False
        self.is_header = False
        self.row_line = 0
        self.counted = 0
        self.lines = 0

    def line(self, at: int) -> int:
        """The line that an offset is on; offsets come in rising order."""
        self.lines += self.html.count("\n", self.counted, at)
        self.counted = at
        return self.lines

    def cut(self) -> Iterator[Part]:
        start = at = 0
        while found := _SIGN.search(self.html, at):
            at = found.end()
            name = (found["name"] or "").lower()
            if name and (name not in _BLOCKS or (self.in_cell and name not in _TABLE | tags.REMOVED)):
                continue
            if not name and self.in_cell:
                continue
            yield from self.flush(start, found.start())
            if not name:
                yield self.part("comment", found.start(), at, found[0])
            elif name in tags.REMOVED or name == "pre":
                if not found["slash"]:
                    at = self.closing(name, found.start(), at)
                    source = self.html[found.start() : at] if name == "pre" else name
                    yield self.part("pre" if name == "pre" else "removed", found.start(), at, source)
            else:
                if (tag := tags.tag(found[0])) and tag.is_unsafe:
                    yield self.part("unsafe", found.start(), at, name)
                yield from self.tag(name, bool(found["slash"]), found.start(), at)
            start = at
        yield from self.flush(start, len(self.html))
        yield from self.row(len(self.html))

    def closing(self, name: str, opened: int, after: int) -> int:
        """Where the content of a tag that hides it ends; right after the tag if it is never closed."""
        found = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.html, opened)
        return found.end() if found else after

    def part(self, name: str, start: int, end: int, source: str) -> Part:
        first = self.line(start)
        return Part(name, source, first, self.line(end))

    def flush(self, start: int, end: int) -> Iterator[Part]:
        source = self.html[start:end]
        words = source.strip()
        if self.in_cell and self.cells is not None:
            self.cells[-1] = f"{self.cells[-1]} {words}".strip()
        elif words:
            first = start + source.index(words[0])
            yield self.part(self.mode, first, first + len(words), words)

    def row(self, at: int) -> Iterator[Part]:
        if self.cells is not None:
            yield Part("row", "", self.row_line, self.line(at), tuple(self.cells), self.is_header)
        self.cells, self.in_cell = None, False

    def tag(self, name: str, closing: bool, start: int, end: int) -> Iterator[Part]:
        if name in ("tr", "table", "details"):
            yield from self.row(start)
            self.mode = "text"
        if name in ("table", "details"):
            yield self.part("close" if closing else "open", start, end, name)
        elif name == "tr" and not closing:
            self.cells, self.row_line, self.is_header = [], self.line(start), True
        elif name in ("td", "th"):
            self.in_cell = not closing and self.cells is not None
            if self.in_cell and self.cells is not None:
                self.cells.append("")
                self.is_header = self.is_header and name == "th"
        elif name not in _TABLE:
            own = _HEADING.fullmatch(name) or name in ("li", "summary", "figcaption")
            self.mode = name if own and not closing else "text"
