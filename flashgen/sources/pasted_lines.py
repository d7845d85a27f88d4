"""The lines of a pasted text: where each stands, how far it is indented, and the text that several make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flashgen.model import Block
from flashgen.sources.inline import plain_inline
from flashgen.text import Span, Text

TAB_WIDTH = 8
"""A tab reaches the next multiple of this column, as on the web pages that text is pasted from."""

_SENTENCE_END = re.compile(r"[.!?:;][)\]\"'”’]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the original."""

    number: int
    """1-based, in the original file."""
    raw: str
    text: str
    """Without white space at both ends; empty for a blank line."""
    column: int
    """Where the text starts."""
    blank_before: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader made of some lines: blocks, and the index of the first line it left."""

    blocks: tuple[Block, ...]
    end: int


def read_lines(lines: Sequence[str], first_line: int) -> tuple[Line, ...]:
    """The lines with their numbers and columns; no-break spaces count as spaces."""
    read = []
    blank = False
    for number, source in enumerate(lines, first_line):
        raw = source.replace("\u00a0", " ")
        text = raw.strip()
        indent = raw[: len(raw) - len(raw.lstrip())].expandtabs(TAB_WIDTH)
        read.append(Line(number, raw, text, len(indent) if text else 0, blank))
        blank = not text
    return tuple(read)


def next_index(lines: Sequence[Line], at: int) -> int:
    """Index of the first line from ``at`` on that is not blank; the number of lines where there is none."""
    while at < len(lines) and not lines[at].text:
        at += 1
    return at


def inline(source: str) -> Text:
    """The text of a line or cell, its runs of white space made one space."""
    return plain_inline(" ".join(source.split()))


def joined(sources: Iterable[str]) -> tuple[Text, tuple[int, ...]]:
    """The text of several lines with a space between, and where the second and each further line starts."""
    plain: list[str] = []
    spans: list[Span] = []
    breaks: list[int] = []
    length = 0
    for index, source in enumerate(sources):
        text = inline(source)
        if index:
            if length:
                plain.append(" ")
                length += 1
            breaks.append(length)
        plain.append(text.plain)
        spans += (replace(s, start=s.start + length, end=s.end + length) for s in text.spans)
        length += len(text.plain)
    return Text("".join(plain), tuple(spans)), tuple(breaks)


def is_fence(line: Line) -> bool:
    """Whether the line may open or close a block of code."""
    return line.text.startswith(("```", "~~~"))


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence or a clause does, so that the next line starts something new."""
    return bool(_SENTENCE_END.search(text, max(0, len(text) - 8)))


def fold(nodes: Iterable[tuple[int, Block]]) -> tuple[Block, ...]:
    """The tree of blocks given flat, each with its depth; a loop, because notes may nest without end."""
    top: list[Block] = []
    stack: list[tuple[int, Block, list[Block]]] = []

    def close(depth: int) -> None:
        while stack and stack[-1][0] >= depth:
            _, block, children = stack.pop()
            done = replace(block, children=(*block.children, *children)) if children else block
            (stack[-1][2] if stack else top).append(done)

    for depth, block in nodes:
        close(depth)
        stack.append((depth, block, []))
    close(-1)
    return tuple(top)
