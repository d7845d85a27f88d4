"""Blocks in the making: parts come in the notes' order, opened and closed; the tree goes out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flashgen.model import Block, BlockKind, Problem
from flashgen.sources import pictures
from flashgen.sources.frame import TRANSPARENT, Frame
from flashgen.sources.inline import read
from flashgen.sources.tags import TAG, Directive
from flashgen.sources.text_writer import Inline
from flashgen.sources.tree import nest, under_columns
from flashgen.text import EMPTY, IMAGE_CHAR, Text

_CALLOUT = re.compile(r"\[!(?P<type>[\w-]+)\][+-]?[ \t]*(?P<title>.*)")
_TASK = re.compile(r"\[(?P<done>[ xX])\][ \t]+")
_ANCHOR = re.compile(r"(?<=\S)[ \t]{1,4}(?:\{:?[ \t]{0,4}[#.][^{}\n]{1,200}\}|\[#[\w-]{1,80}\])[ \t]{0,4}$")
"""What a heading is linked by, behind it: ``{#heart}``, ``{: .unnumbered}``, ``[#heart]``."""
_BLOCK_ID = re.compile(r"\^(?=[\w-]*[A-Za-z])([A-Za-z0-9-]+)")
_EMPTY_DEFINITION = re.compile(r"\n[:~]\Z")
_RULE = re.compile(r"[\s=\-_*~#>|.•·—–\\]*")
_HAS_WORDS = frozenset({BlockKind.ITEM, BlockKind.TERM, BlockKind.PARAGRAPH})


class Builder:
    """Makes the tree; lines and columns are those of the original."""

    def __init__(self, lines: Sequence[str], first_line: int, path: str, references: Mapping[str, Any]) -> None:
        self.problems: list[Problem] = []
        self._lines = lines
        self._first_line = first_line
        self._path = path
        self._references = references
        self._frames = [Frame(TRANSPARENT, first_line, first_line)]
        self._items_open = 0

    def open(self, kind: BlockKind, line: int, *, number: int | None = None, html: str = "", reason: str = "") -> None:
        """A block starts that holds others."""
        self._frames.append(Frame(kind, line, line, self._column(line), number, html, reason))
        self._items_open += kind is BlockKind.ITEM

    def close(self, html: str = "") -> None:
        """The innermost block ends, and what HTML left open in it; or the one that this tag opened, if any."""
        if html:
            depth = len(self._frames) - 1
            while depth and self._frames[depth].html not in ("", html):
                depth -= 1
            if self._frames[depth].html != html:
                return
        else:
            depth = len(self._frames) - 1
            while self._frames[depth].html:
                depth -= 1
        while len(self._frames) > depth:
            self._finish_innermost()

    def end_term(self) -> None:
        """A definition list goes on, or ends: its last term ends."""
        while self._frames[-1].html:
            self._finish_innermost()
        if self._frames[-1].kind is BlockKind.TERM:
            self._finish_innermost()

    def words(self, source: str, line: int) -> None:
        """Running text: the innermost block's own if it has none yet and may have some, else a paragraph."""
        first = True
        for piece, start in pictures.pieces(source, line):
            frame = self._frames[-1]
            fresh = first and not frame.children and frame.words is None
            if fresh and frame.kind is BlockKind.QUOTE and (found := _CALLOUT.match(piece)):
                frame.label = found["type"].lower()
                frame.words = self._read(found["title"], start)
                piece = piece[found.end() + 1 :]
                start += 1
                if not piece.strip():
                    continue
            if fresh and frame.kind in _HAS_WORDS and not pictures.is_picture(piece):
                self._own_words(frame, piece, start)
            else:
                self._paragraph(piece, start)
            first = False

    def heading(self, source: str, line: int, level: int) -> None:
        """A heading; the text of an item that has none yet."""
        frame = self._frames[-1]
        source = _ANCHOR.sub("", source)
        if frame.kind is BlockKind.ITEM and frame.words is None and not frame.children:
            self._own_words(frame, source, line)
        else:
            self._add_words(BlockKind.HEADING, source, line, level=level)

    def item(self, source: str, line: int) -> None:
        """An item of an HTML list."""
        self._add_words(BlockKind.ITEM, source, line, level=self._items_open + 1)

    def noise(self, line: int, end_line: int, reason: str, text: Text = EMPTY) -> None:
        """Lines that are nothing to learn from."""
        self.add(Block(BlockKind.NOISE, text, line, end_line, reason=reason))

    def cells(self, sources: Sequence[str], line: int, end_line: int, is_header: bool) -> None:
        """A row of the innermost table."""
        read_cells = [self._read(source, line) for source in sources]
        texts = tuple(cell.text for cell in read_cells)
        frame = self._frames[-1]
        if frame.kind is BlockKind.TABLE and is_header and not frame.cells and not frame.children:
            frame.cells, frame.line, frame.end_line = texts, line, end_line
        elif any(texts):
            label = next((cell.label for cell in read_cells if cell.label), "")
            skip = any(cell.skip for cell in read_cells)
            self.add(Block(BlockKind.ROW, EMPTY, line, end_line, cells=texts, label=label, skip=skip))

    def add(self, block: Block) -> None:
        """A block is ready; what a comment above it said comes true."""
        frame = self._frames[-1]
        if frame.pending and block.kind is not BlockKind.NOISE:
            said, frame.pending = frame.pending, None
            block = replace(block, skip=block.skip or said.skip, label=block.label or said.label)
        frame.children.append(block)
        frame.columns.append(self._column(block.start_line))

    def directive(self, said: Directive, line: int) -> None:
        """A comment on a line of its own: of the block right above it if it is an id, else of the next block."""
        frame = self._frames[-1]
        touching = line > self._first_line and self._written(line - 1)
        if said.label and not said.skip and touching and frame.children:
            frame.children[-1] = replace(frame.children[-1], label=said.label)
        elif touching and not frame.children and frame.words is not None and not frame.html:
            frame.label, frame.skip = said.label or frame.label, frame.skip or said.skip
        else:
            before = frame.pending or Directive()
            frame.pending = Directive(said.skip or before.skip, said.label or before.label)

    def finish(self) -> tuple[Block, ...]:
        """All is read."""
        while len(self._frames) > 1:
            self._finish_innermost()
        return self._children(self._frames[0])

    def problem(self, line: int, message: str) -> None:
        """Something to tell the person."""
        self.problems.append(Problem(self._path, line, message))

    def _read(self, source: str, line: int) -> Inline:
        read_source = read(source, self._references)
        for offset, what in read_source.removed:
            self.problem(line + offset, f"{what} removed; a card must not run programs")
        return read_source

    def _own_words(self, frame: Frame, source: str, line: int) -> None:
        if frame.kind is BlockKind.ITEM and (task := _TASK.match(source)):
            frame.reason = "open task" if task["done"] == " " else ""
            source = source[task.end() :]
        frame.words = self._read(source, line)
        frame.line, frame.end_line = line, line + source.count("\n")
        frame.label = frame.words.label or frame.label
        frame.skip = frame.words.skip or frame.skip

    def _paragraph(self, source: str, line: int) -> None:
        frame = self._frames[-1]
        if frame.children and (found := _BLOCK_ID.fullmatch(source)):
            frame.children[-1] = replace(frame.children[-1], label=found[1])
            self.noise(line, line, "comment")
        elif empty := _EMPTY_DEFINITION.search(source):
            self._add_words(BlockKind.TERM, source[: empty.start()], line)
        else:
            self._add_words(BlockKind.PARAGRAPH, source, line)

    def _add_words(self, kind: BlockKind, source: str, line: int, level: int = 0) -> None:
        words = self._read(source, line)
        plain = words.text.plain
        if kind is BlockKind.PARAGRAPH and plain and not plain.replace(IMAGE_CHAR, "").strip():
            kind = BlockKind.IMAGE
        if _RULE.fullmatch(plain):
            if TAG.sub("", source).strip("-=_*~ \t\n"):
                self.noise(line, line + source.count("\n"), "comment")
            return
        self.add(
            Block(
                kind,
                words.text,
                line,
                line + source.count("\n"),
                level=level,
                breaks=words.breaks,
                label=words.label,
                skip=words.skip,
                blank_before=not self._written(line - 1),
            )
        )

    def _finish_innermost(self) -> None:
        frame = self._frames.pop()
        self._items_open -= frame.kind is BlockKind.ITEM
        children = self._children(frame)
        words = frame.words or Inline(EMPTY)
        if frame.kind is TRANSPARENT or (not words.text and frame.html == "details"):
            for child in children:
                self.add(replace(child, kind=BlockKind.NOISE, reason=frame.reason) if frame.reason else child)
            return
        if not (words.text or children or frame.cells):
            return
        self.add(
            Block(
                BlockKind.NOISE if frame.reason else frame.kind,
                words.text,
                frame.line,
                frame.end_line,
                children,
                level=self._items_open + 1 if frame.kind is BlockKind.ITEM else 0,
                number=frame.number,
                cells=frame.cells,
                breaks=words.breaks,
                label=frame.label,
                reason=frame.reason,
                skip=frame.skip,
                blank_before=not self._written(frame.line - 1),
            )
        )

    def _children(self, frame: Frame) -> tuple[Block, ...]:
        return nest(under_columns(frame.children, frame.columns))

    def _column(self, line: int) -> int:
        index = line - self._first_line
        source = self._lines[index][:200].expandtabs(4) if index < len(self._lines) else ""
        return len(source) - len(source.lstrip(" >"))

    def _written(self, line: int) -> bool:
        """Whether the line has words on it; the line before the first has."""
        index = line - self._first_line
        return index < 0 or bool(self._lines[index].strip(" \t>"))
