"""Where a line splits into a term and what is said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from flashgen.language.tokens import depths, tokenize
from flashgen.text import Markup, Text

_MARK = re.compile(r":(?=\s|$)|(?<=\s)(?:-{1,3}|–|—|~|==?|:=|->|→|=>)(?=\s)|—")

_NUMBER_BEFORE = re.compile(r"(?:^|[\s(~<>≤≥$€£])\d[\d.,]*(?:st|nd|rd|th|s)?\s?$")
_NUMBER_AFTER = re.compile(r"\s*(?:early |mid |late )?\d")


@dataclass(frozen=True, slots=True)
class Split:
    """A line cut at its first delimiter."""

    term: Text
    meaning: Text
    meaning_start: int
    """Offset of the meaning in the line."""
    mark: str
    """The delimiter, ``:`` or ``-`` (any dash) or as written."""
    marked: bool
    """The term is bold, emphasised, underlined or code: the writer marked it as a term."""


@lru_cache(maxsize=1 << 11)  # asked of a line by each rule that cuts it, and of its siblings by each other
def split(text: Text) -> Split | None:
    """The line at its first delimiter outside brackets, quotes, code and mathematics; None where there is none."""
    for match in _MARK.finditer(text.plain):
        start, end = match.span()
        if not start or text.opaque(start) or _inside(text, start) or _is_range(text.plain, start, end):
            continue
        term = text[:start].strip()
        rest = text.plain[end:]
        meaning_start = end + len(rest) - len(rest.lstrip())
        mark = match.group()
        return Split(
            term=bare(term),
            meaning=text[meaning_start:].strip(),
            meaning_start=meaning_start,
            mark="-" if mark[0] in "-–—" and mark not in ("->",) else mark,
            marked=is_marked(term),
        )
    return None


def parts(text: Text) -> tuple[tuple[int, int], ...]:
    """Offsets of the parts of a line that dashes cut, three or more: ``a - b - c``; else nothing.

    The dash of a range parts nothing: ``pressure - 35 - 40 mmHg``.
    """
    cuts = [m.span() for m in _MARK.finditer(text.plain) if m.group()[0] in "-–—" and m.group() != "->"]
    cuts = [(s, e) for s, e in cuts if s and not text.opaque(s) and not _inside(text, s)]
    cuts = [(s, e) for s, e in cuts if not _is_range(text.plain, s, e)]
    if len(cuts) < 2:
        return ()
    starts = [0, *(e for _, e in cuts)]
    ends = [*(s for s, _ in cuts), len(text)]
    found = []
    for start, end in zip(starts, ends, strict=True):
        piece = text.plain[start:end]
        found.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip(" .,;"))))
    return tuple(found)


def bare(term: Text) -> Text:
    """A term without its marks and the quotes around it."""
    term = term.without(Markup.STRONG, Markup.EMPHASIS, Markup.UNDERLINE, Markup.HIGHLIGHT, Markup.LINK).strip()
    for left, right in ("“”", '""', "‘’", "''"):
        if term.plain.startswith(left) and term.plain.endswith(right) and len(term) > 2:
            return term[1:-1]
    return term


def is_marked(term: Text) -> bool:
    """Whether marks cover a whole term, brackets after it left out."""
    end = term.plain.find(" (") if " (" in term.plain else len(term)
    return any(
        s.start == 0 and s.end >= end - 1
        for s in term.marked(Markup.STRONG, Markup.EMPHASIS, Markup.UNDERLINE, Markup.CODE)
    )


def in_quotes(head: str) -> bool:
    """Whether what comes next stands in double quotes, after ``head``."""
    return head.count("“") > head.count("”") or head.count('"') % 2 == 1


def _is_range(plain: str, start: int, end: int) -> bool:
    """Whether a dash stands between two numbers: ``Seen in 5th - 6th decade``, ``5th - early 3rd century``."""
    if plain[start] not in "-–—" or plain[start:end] == "->":
        return False
    return bool(_NUMBER_BEFORE.search(plain[max(0, start - 20) : start]) and _NUMBER_AFTER.match(plain, end))


def _inside(text: Text, offset: int) -> bool:
    """Whether an offset stands within brackets or double quotes."""
    head = text.plain[:offset]
    if in_quotes(head):
        return True
    if not any(c in head for c in "([{"):
        return False
    tokens = tokenize(text)
    return any(t.start <= offset < t.end and depth for t, depth in zip(tokens, depths(tokens), strict=True))
