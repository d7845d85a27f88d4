"""Lists in pasted text: bullet glyphs and numbers, their depth read off the indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flashgen.model import Block, BlockKind
from flashgen.sources.pasted_lines import Found, Line, ends_sentence, fold, inline, is_fence, joined, next_index
from flashgen.sources.pasted_titles import is_title

_GLYPHS = "•●∙·◦○▪■□‣▸►➢⁃❖☐☑☒\uf0b7\uf0a7"
_RANK = {glyph: rank for rank, group in enumerate(("•●∙·\uf0b7", "◦○o", "▪■□‣▸►➢\uf0a7")) for glyph in group}
"""Word processors use these for the first, second and third depth; a paste may lose the indentation."""

_BULLET = re.compile(rf"(?P<glyph>[{_GLYPHS}])(?:\s+|(?=[^\s{_GLYPHS}])|$)|(?P<plain>[-*–])\s+(?=\S)")
_BULLET_O = re.compile(r"o(?:\t\s*|\s{2,})(?=\S)")
_INDENTED_O = re.compile(r"o\s+(?=\S)")
_NUMBER = re.compile(r"(?P<open>\()?(?P<number>\d{1,3}|[a-z]|[ivx]{2,5}|[A-Z]|[IVX]{2,5})(?P<close>[.)])(?:\s+|$)")
_INLINE_BULLET = re.compile(r" [•●◦▪‣](?= )")
_ENUMERATES = re.compile(
    r"(?:[:?]|\b(?:e\.g\.|i\.e\.|eg|ie|such as|like|includes?|including|are|is|by|of|for|examples?))$",
    re.IGNORECASE,
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_TASK = re.compile(r"\[(?P<done>[ xX])\]\s+(?=\S)")
_WRAPPED = 50
"""A line shorter than this was not broken for want of room."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What opens an item."""

    style: str
    """The glyph, or the kind of number with what closes it: ``1.``, ``a)``, ``i.``."""
    number: int | None
    rest: str
    spaced: bool = False
    """White space other than one space follows, as after the bullets of a word processor."""
    is_open: bool = False
    """It is the box of a task that is not done."""


@dataclass(slots=True)
class _Level:
    column: int
    style: str
    number: int | None


def marker(line: Line, after: Marker | None = None) -> Marker | None:
    """The marker at the start of the line; ``after`` is the item before it, which tells i from (h) i."""
    text = line.text
    bullet = _BULLET.match(text)
    if bullet and not text.strip("-*– "):  # a line drawn across the page
        return None
    if bullet:
        gap = text[bullet.start() + 1 : bullet.end()]
        style, rest = bullet["glyph"] or bullet["plain"], text[bullet.end() :]
        task = _TASK.match(rest)
        return Marker(
            "☐" if style in "☑☒" else style,
            None,
            rest[task.end() :] if task else rest,
            spaced=gap not in ("", " "),
            is_open=style == "☐" or (task is not None and task["done"] == " "),
        )
    if text[:1] == "o":
        round_bullet = (_INDENTED_O if line.column else _BULLET_O).match(text)
        return Marker("o", None, text[round_bullet.end() :], spaced=True) if round_bullet else None
    match = _NUMBER.match(text)
    if not match or (match["open"] and match["close"] != ")"):
        return None
    close = match["open"] + ")" if match["open"] else match["close"]
    token, rest = match["number"], text[match.end() :]
    if token.isdigit():
        return Marker("1" + close, int(token), rest)
    return _lettered(token, close, rest, after) if rest else None


def _lettered(token: str, close: str, rest: str, after: Marker | None) -> Marker | None:
    case = "a" if token.islower() else "A"
    low = token.lower()
    letter = ord(low) - 96 if len(low) == 1 else 0
    roman = _ROMAN.index(low) + 1 if low in _ROMAN else 0
    numeral = "i" if case == "a" else "I"
    before = (after.style, after.number or 0) if after else ("", 0)
    if letter and before == (case + close, letter - 1):
        return Marker(case + close, letter, rest)
    if roman and (roman == 1 or before == (numeral + close, roman - 1)):
        return Marker(numeral + close, roman, rest)
    return Marker(case + close, 1, rest) if letter == 1 else None


def is_list_start(lines: Sequence[Line], at: int) -> bool:
    """Whether the line opens a list: its marker is no initial and no number of a heading or a sentence."""
    found = marker(lines[at])
    if not found or _is_numbered_heading(lines, at, found):
        return False
    if found.style[:1] in "AI":  # an initial, as in "A. Turing", unless B. follows
        following = next_index(lines, at + 1)
        return following < len(lines) and marker(lines[following], found) is not None
    above = lines[at - 1].text if at else ""
    return found.number in (None, 1) or len(above) < _WRAPPED or ends_sentence(above)


def _is_numbered_heading(lines: Sequence[Line], at: int, found: Marker) -> bool:
    """``1. Introduction`` alone, with prose below it and not an item."""
    if not found.style.startswith("1") or at + 1 >= len(lines) or lines[at + 1].text or not is_title(found.rest):
        return False
    below = next_index(lines, at + 1)
    alone = below < len(lines) and (at == 0 or not lines[at - 1].text)
    return alone and lines[below].column <= lines[at].column and not marker(lines[below])


def read_list(lines: Sequence[Line], at: int) -> Found | None:
    """All items from here on, blank lines between them or not, up to the first line that is not theirs."""
    if not is_list_start(lines, at):
        return None
    levels: list[_Level] = []
    nodes: list[tuple[int, Block]] = []
    while at < len(lines):
        line = lines[at]
        if not line.text:
            at += 1
            continue
        found = marker(line, _last(levels, line))
        if found and levels and not _goes_on(lines, at, found, levels):
            break
        if found:
            depth = _place(levels, line, found)
            own, at = _own_lines(lines, at, levels[-1].column, found)
            nodes += _item(own, found, depth)
        elif line.blank_before and not is_fence(line) and any(level.column < line.column for level in levels):
            while levels and levels[-1].column >= line.column:
                levels.pop()
            own, at = _paragraph_lines(lines, at)
            text, breaks = joined(item.text for item in own)
            paragraph = Block(BlockKind.PARAGRAPH, text, line.number, own[-1].number, breaks=breaks, blank_before=True)
            nodes.append((len(levels) + 1, paragraph))
        else:
            break
    return Found(fold(nodes), at)


def _goes_on(lines: Sequence[Line], at: int, found: Marker, levels: list[_Level]) -> bool:
    """Whether the open list holds the line: it has the next number or a style in use, or may start a list itself."""
    same = [level for level in levels if level.style == found.style]
    if any(found.number is None or found.number == (level.number or 0) + 1 for level in same):
        return True
    return is_list_start(lines, at)


def _last(levels: list[_Level], line: Line) -> Marker | None:
    """The latest item that the line could follow: the deepest open one that is not indented further."""
    for level in reversed(levels):
        if level.column <= line.column + 1:
            return Marker(level.style, level.number, "")
    return None


def _place(levels: list[_Level], line: Line, found: Marker) -> int:
    """Open the item's level, closing those it ends, and return its depth from 1."""
    while levels and levels[-1].column > line.column + 1:
        levels.pop()
    here = [index for index, level in enumerate(levels) if abs(level.column - line.column) <= 1]
    same = [index for index in here if levels[index].style == found.style]
    if same:
        del levels[same[-1] + 1 :]
        levels[-1].number = found.number
    elif here and (here[0] > 0 or not _nests(levels[-1].style, found.style, line)):
        levels[-1] = _Level(levels[-1].column, found.style, found.number)
    else:
        levels.append(_Level(line.column, found.style, found.number))
    return len(levels)


def _nests(outer: str, inner: str, line: Line) -> bool:
    """Whether another style of marker goes one level down, in a list whose indentation is lost."""
    if outer in _RANK and inner in _RANK:
        return _RANK[inner] > _RANK[outer]
    return not line.blank_before


def _own_lines(lines: Sequence[Line], at: int, column: int, found: Marker) -> tuple[list[Line], int]:
    """The item's line and those that continue it."""
    own = [lines[at]]
    at += 1
    while at < len(lines) and lines[at].text and not (marker(lines[at], found) or is_fence(lines[at])):
        last = own[-1].text
        lonely = len(own) == 1 and not found.rest
        wraps = len(last) >= _WRAPPED and not ends_sentence(last) and lines[at].text[0].islower()
        if not (lonely or wraps or lines[at].column > column):
            break
        own.append(lines[at])
        at += 1
    return own, at


def _paragraph_lines(lines: Sequence[Line], at: int) -> tuple[list[Line], int]:
    own = [lines[at]]
    at += 1
    while at < len(lines) and lines[at].text and lines[at].column and not marker(lines[at]):
        own.append(lines[at])
        at += 1
    return own, at


def _item(own: Sequence[Line], found: Marker, depth: int) -> Iterator[tuple[int, Block]]:
    """The item, and below or beside it those that were run together on its line."""
    head, *parts = run_together(found.rest) if len(own) == 1 else [found.rest]
    siblings = bool(parts) and not found.spaced and not _ENUMERATES.search(head)
    text, breaks = joined((head, *(line.text for line in own[1:])))
    item = Block(
        BlockKind.NOISE if found.is_open else BlockKind.ITEM,
        text,
        own[0].number,
        own[-1].number,
        level=depth,
        number=found.number,
        breaks=breaks,
        reason="open task" if found.is_open else "",
        blank_before=own[0].blank_before,
    )
    yield depth, item
    below = depth if siblings else depth + 1
    for part in parts:
        yield below, replace(item, text=inline(part), level=below, number=None, blank_before=False)


def run_together(source: str) -> list[str]:
    """The parts of a line that holds several bullets; the first is what stands before them."""
    if source.isascii():
        return [source]
    parts = [part.strip() for part in _INLINE_BULLET.split(" ".join(source.split()))]
    head, rest = parts[0], [part for part in parts[1:] if part]
    if len(rest) > 1 or (rest and _ENUMERATES.search(head)):
        return [head, *rest]
    return [source]
