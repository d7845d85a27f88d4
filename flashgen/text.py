r"""Text with marks: what stands between Markdown and HTML.

All grammar works on ``Text.plain``; slicing keeps the formatting. Mathematics stands in ``plain`` with its
delimiters, ``\(x\)`` or ``\[x\]``, as Anki's MathJax reads it; an image is one ``IMAGE_CHAR``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, islice

IMAGE_CHAR = "\ufffc"


class Markup(StrEnum):
    """What a span of text is marked as. CODE, MATH, LINK-less URLs and IMAGE are never cut or reworded."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    UNDERLINE = "underline"
    STRIKE = "strike"
    HIGHLIGHT = "highlight"
    """``==marked==``: in notes with explicit markup, a cloze."""
    SUB = "sub"
    SUP = "sup"
    CODE = "code"
    MATH = "math"
    LINK = "link"
    IMAGE = "image"
    CLOZE = "cloze"
    """``{{c1::hidden::hint}}``; plain holds the hidden words, ``target`` is the number, ``title`` the hint."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A marked stretch ``plain[start:end]``."""

    start: int
    end: int
    markup: Markup
    target: str = ""
    """Of a link its address, of an image its source, of a cloze its number."""
    title: str = ""
    """Of an image its alternative text, of a cloze its hint."""


_OPAQUE = frozenset({Markup.CODE, Markup.MATH, Markup.IMAGE})
_MANY, _REMEMBERED = 40, 16
"""From how many spans on a text has an index of them, and of how many texts it is kept."""
_FEW = 4
"""Spans by which texts of the same words are told apart, where that has to be quick."""
_reaches: dict[int, tuple[tuple[Span, ...], list[int]]] = {}
"""By the id of a text's spans: the spans, that no others take their id, and how far each and all before it reach."""


def _first(spans: tuple[Span, ...], start: int) -> int:
    """The first span that may reach beyond an offset: in a long paragraph of marked words most do not."""
    if len(spans) < _MANY:
        return 0
    known = _reaches.get(id(spans))  # taken out at once: another thread may make room
    if known is None:
        if len(_reaches) >= _REMEMBERED:
            _reaches.clear()
        known = _reaches[id(spans)] = spans, list(accumulate((span.end for span in spans), max))
    return bisect_right(known[1], start)


@dataclass(frozen=True, slots=True)
class Text:
    """A string with marked spans; spans are sorted, within bounds, and nest or are disjoint."""

    plain: str = ""
    spans: tuple[Span, ...] = ()

    def __hash__(self) -> int:
        return hash((self.plain, self.spans[:_FEW]))  # each card of a paragraph with a thousand marks holds them all

    def __str__(self) -> str:
        return self.plain

    def __bool__(self) -> bool:
        return bool(self.plain)

    def __len__(self) -> int:
        return len(self.plain)

    def __getitem__(self, key: slice) -> Text:
        start, end, step = key.indices(len(self.plain))
        assert step == 1, "a text is sliced, not strided"
        if not start and end == len(self.plain):
            return self
        if not self.spans:
            return Text(self.plain[start:end])
        kept = []
        for span in islice(self.spans, _first(self.spans, start), None):
            if span.start >= end:
                break
            lo, hi = (start if span.start < start else span.start), (end if span.end > end else span.end)
            if not start and hi == span.end:
                kept.append(span)
            elif lo < hi:
                kept.append(Span(lo - start, hi - start, span.markup, span.target, span.title))
        return Text(self.plain[start:end], tuple(kept))

    def __add__(self, other: Text | str) -> Text:
        if isinstance(other, str):
            return Text(self.plain + other, self.spans)
        shift = len(self.plain)
        moved = tuple(Span(s.start + shift, s.end + shift, s.markup, s.target, s.title) for s in other.spans)
        return Text(self.plain + other.plain, self.spans + moved)

    def __radd__(self, other: str) -> Text:
        return Text(other) + self

    def strip(self, chars: str | None = None) -> Text:
        """The text without the given characters (white space) at both ends."""
        left = len(self.plain) - len(self.plain.lstrip(chars))
        return self[left : max(left, len(self.plain.rstrip(chars)))]

    def marked(self, *markups: Markup) -> tuple[Span, ...]:
        """The spans of the given kinds."""
        return tuple(s for s in self.spans if s.markup in markups) if self.spans else ()

    def opaque(self, start: int, end: int | None = None) -> bool:
        """Whether ``plain[start:end]`` touches code, mathematics or an image, which are never cut."""
        if not self.spans:
            return False
        end = start + 1 if end is None else end
        for span in islice(self.spans, _first(self.spans, start), None):
            if span.start >= end:
                break
            if start < span.end and span.markup in _OPAQUE:
                return True
        return False

    def without(self, *markups: Markup) -> Text:
        """The same words with those marks dropped."""
        kept = tuple(s for s in self.spans if s.markup not in markups) if self.spans else ()
        return Text(self.plain, kept) if len(kept) < len(self.spans) else self

    def readable(self) -> str:
        """The text for a terminal or JSON: an image as ``[image: alt]``, the rest as it stands."""
        out = self.plain
        if not self.spans:
            return out
        for span in sorted(self.marked(Markup.IMAGE), reverse=True):
            out = f"{out[: span.start]}[image: {span.title or span.target}]{out[span.end :]}"
        return out


EMPTY = Text()


def join(parts: Iterable[Text], separator: str) -> Text:
    """The texts with the separator between them."""
    joined = EMPTY
    for index, part in enumerate(parts):
        joined = joined + separator + part if index else part
    return joined
