"""Text in a terminal's columns: a Chinese sign takes two, an accent none."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PIECE = re.compile(
    r"\s+|[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[^\s\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+"
)
"""What a line may be broken between: words, and signs of scripts that write no spaces."""


def width(text: str) -> int:
    """How many columns a line of text takes."""
    if text.isascii():
        return len(text)
    import wcwidth

    columns: int = wcwidth.wcswidth(text)
    return columns if columns >= 0 else len(text)


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines that fit; a line's indent, or that of its list item, is kept below it."""
    return [line for long in text.split("\n") for line in _wrapped(long, max(8, columns))]


def clip(text: str, columns: int) -> str:
    """The beginning of a line that fits, with ``…`` where something is cut off."""
    if width(text) <= columns:
        return text
    kept = ""
    for letter in text:
        if width(kept + letter) > columns - 1:
            break
        kept += letter
    return f"{kept}…"


def _wrapped(line: str, columns: int) -> Iterator[str]:
    if width(line) <= columns:
        yield line
        return
    begins = re.match(r"\s*(?:(?:[-•]|\d+\.)\s)?", line)
    hang = " " * min(len(begins[0]) if begins else 0, columns // 2)
    now = ""
    for piece in _PIECE.findall(line):
        if now.strip() and width(now + piece) > columns:
            yield now.rstrip()
            now = hang
            if piece.isspace():
                continue
        now += piece
        while width(now) > columns and now.strip():
            head = _head(now, columns)
            yield head
            now = hang + now[len(head) :]
    if now.strip():
        yield now.rstrip()


def _head(text: str, columns: int) -> str:
    """As much of a text as fits, one sign at least."""
    end = columns
    while end > 1 and width(text[:end]) > columns:
        end -= 1
    return text[:end]
