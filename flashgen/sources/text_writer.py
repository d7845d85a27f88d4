"""A text in the making: words and marks come in the source's order, ``Text`` goes out."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flashgen.sources.noise import URL
from flashgen.text import Markup, Span, Text


@dataclass(frozen=True, slots=True)
class Inline:
    """Running text and what else its source says."""

    text: Text
    breaks: tuple[int, ...] = ()
    """Offsets at which the second and each further source line starts."""
    label: str = ""
    """The ``^id`` at its end, or the id in an HTML comment."""
    skip: bool = False
    removed: tuple[tuple[int, str], ...] = ()
    """What was not safe to keep: on which of its lines, from 0, and what."""


@dataclass(slots=True)
class TextWriter:
    """A text in the making."""

    label: str = ""
    skip: bool = False
    length: int = 0
    at_line_start: bool = True
    space: bool = False
    """A space is due before the next words: none is kept at a line's end, or after another."""
    parts: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    removed: list[tuple[int, str]] = field(default_factory=list)
    opened: list[tuple[str, Markup, int, str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def write(self, text: str) -> None:
        """Add words."""
        words = text.strip(" ")
        if text[:1] == " " and not self.at_line_start:
            self.space = True
        if words:
            if words[0] == "\n":
                self.space = False
            self._put(words)
            self.space = text[-1] == " " and not self.at_line_start

    def whole(self, text: str, markup: Markup, target: str = "", title: str = "", breaks: Iterable[int] = ()) -> None:
        """Add a span that is never cut; ``breaks`` are the offsets in it at which lines start."""
        if text:
            self._put("")
            start = self.length
            self._put(text)
            self.spans.append(Span(start, self.length, markup, target, title))
            self.breaks += (min(start + offset, self.length) for offset in breaks)

    def line(self, separator: str) -> None:
        """A line of the source ends; the separator stands for its end in the text."""
        if separator == " ":
            self.space = not self.at_line_start
            self._put("")
        elif separator and not self.at_line_start:
            self.write(separator)
        self.breaks.append(self.length)

    def part(self) -> None:
        """A part that HTML sets on a line of its own starts or ends."""
        if not self.at_line_start:
            self.write("\n")

    def open(self, key: str, markup: Markup, target: str = "", title: str = "") -> None:
        """A mark opens."""
        self._put("")
        self.opened.append((key, markup, self.length, target, title))
        self.counts[key] += 1

    def close(self, key: str) -> None:
        """A mark closes, and with it all that opened after it; one that never opened is passed over."""
        while self.counts[key]:
            name, markup, start, target, title = self.opened.pop()
            self.counts[name] -= 1
            if start < self.length:
                self.spans.append(Span(start, self.length, markup, target, title))
            if name == key:
                return

    def _put(self, text: str) -> None:
        """Add the space that is due, and the text as it is."""
        text = " " + text if self.space else text
        self.space = False
        if text:
            self.parts.append(text)
            self.length += len(text)
            self.at_line_start = text[-1] == "\n"

    def remove(self, what: str) -> None:
        """Something is left out because it is not safe."""
        self.removed.append((len(self.breaks), what))

    def finish(self) -> Inline:
        """The text so far, without white space at both ends."""
        plain = "".join(self.parts)
        if "://" in plain or "www." in plain:
            self.spans += _addresses(plain, self.spans)
        self.spans.sort(key=lambda s: (s.start, -s.end, s.markup))
        text = Text(plain, tuple(self.spans))
        cut = len(plain) - len(plain.lstrip())
        if cut or plain[-1:].isspace():
            text = text.strip()
        breaks = tuple(min(max(b - cut, 0), len(text)) for b in self.breaks)
        return Inline(text, breaks, self.label, self.skip, tuple(self.removed))


def _addresses(plain: str, spans: Sequence[Span]) -> list[Span]:
    """The bare web addresses as links, outside code, mathematics and other links."""
    opaque = sorted(
        (s.start, s.end) for s in spans if s.markup in (Markup.CODE, Markup.MATH, Markup.LINK, Markup.IMAGE)
    )
    edges = sorted({edge for s in spans for edge in (s.start, s.end)})
    found = []
    for match in URL.finditer(plain):
        start, end = match.span()
        at = bisect_right(opaque, (start, len(plain)))
        covered = at and opaque[at - 1][1] > start
        crossed = bisect_right(edges, end - 1) > bisect_right(edges, start)
        if not covered and not crossed:
            address = match[0] if "://" in match[0] else f"https://{match[0]}"
            found.append(Span(start, end, Markup.LINK, address))
    return found
