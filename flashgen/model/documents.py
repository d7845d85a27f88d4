"""A person's notes as they were read: a tree of blocks, each with its lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flashgen.text import Text


class BlockKind(StrEnum):
    """What a block is. The set is closed."""

    HEADING = "heading"
    """Owns, as children, everything up to the next heading of its level or above."""
    PARAGRAPH = "paragraph"
    """A lead-in (it ends in ``:`` or ``?``) owns the list below it as children."""
    ITEM = "item"
    """A list item; nested lists and further paragraphs are its children."""
    TERM = "term"
    """The term of a definition list; its definitions are PARAGRAPH children."""
    TABLE = "table"
    """``cells`` is the header row; the ROW children hold the rest."""
    ROW = "row"
    QUOTE = "quote"
    """A block quote or callout; its paragraphs are children. ``label`` is the callout's type."""
    MATH = "math"
    """A display formula, its text in ``\\[ \\]``."""
    CODE = "code"
    """A code block; ``label`` is its language."""
    IMAGE = "image"
    """A paragraph of nothing but images."""
    NOISE = "noise"
    """Nothing to learn from; ``reason`` says why."""


@dataclass(frozen=True, slots=True)
class Block:
    """One node of a document's tree, with its lines in the original file."""

    kind: BlockKind
    text: Text
    start_line: int
    """1-based line where the block's own text starts."""
    end_line: int
    """1-based last line of the block's own text, children not counted."""
    children: tuple[Block, ...] = ()
    level: int = 0
    """Of a heading: 1 to 6. Of an item: its depth, from 1."""
    number: int | None = None
    """Of an ordered item: its number."""
    cells: tuple[Text, ...] = ()
    """Of a ROW: its cells; of a TABLE: the header's, empty where it has none."""
    breaks: tuple[int, ...] = ()
    """Offsets in ``text.plain`` at which the second and each further source line starts, ascending."""
    label: str = ""
    """Of CODE its language, of a callout its type, of an item its ``^id`` or the id in ``<!-- id: x -->``."""
    reason: str = ""
    """Of NOISE: why it is noise, in a few words."""
    skip: bool = False
    """The person wrote ``<!-- flashgen: skip -->`` on the block: it and its children make no card."""
    blank_before: bool = False
    """A blank line stands before the block in the original."""

    @property
    def texts(self) -> tuple[Text, ...]:
        """What it says itself, children not counted: its cells, else its text."""
        return self.cells or (self.text,)

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """First and last line of the original that ``text.plain[start:end]`` stands on."""
        first = self.start_line + bisect_right(self.breaks, start)
        last = self.start_line + bisect_left(self.breaks, end)
        return min(first, self.end_line), max(min(last, self.end_line), min(first, self.end_line))

    def walk(self) -> Iterator[Block]:
        """The block and all below it, in the notes' order."""
        todo = [self]
        while todo:
            block = todo.pop()
            yield block
            todo.extend(reversed(block.children))


@dataclass(frozen=True, slots=True)
class Meta:
    """What a file says to flashgen, most of it in its front matter; other keys are left to other tools."""

    title: str = ""
    tags: tuple[str, ...] = ()
    deck: str = ""
    """Full deck name, overriding the one from folder and file."""
    url: str = ""
    """Where the notes' subject is on the web; linked from each card's source."""
    off: bool = False
    """``flashgen: off``: no card from this file."""
    private: bool = False
    """``flashgen: private``: nothing of this file goes to a language model."""
    exchanged: bool = False
    """It is a prompt for a language model, or an answer of one, and no notes."""
    format: str = ""
    """``markdown`` or ``text`` where the person forces it, else empty."""
    end_line: int = 0
    """Last line of the front matter, 0 where there is none."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file of a person's reading notes."""

    path: str
    """As the person would write it: POSIX separators, relative to the notes' folder where there is one."""
    file: str
    """Where the file is on disk, for its images; empty for text that never was a file."""
    meta: Meta
    blocks: tuple[Block, ...]
    line_count: int
    format: str
    """``markdown`` or ``text``: how it was read."""
    lines: tuple[str, ...] = ()
    """The original's lines as decoded, so that each can be shown with what became of it."""

    @property
    def title(self) -> str:
        """The front matter's title, else the first heading if it stands alone at its level, else the stem."""
        if self.meta.title:
            return self.meta.title
        tops = [b for b in self.blocks if b.kind is BlockKind.HEADING]
        if len(tops) == 1 and tops[0].text.plain:
            return tops[0].text.plain
        return self.path.rpartition("/")[2].rpartition(".")[0] or self.path

    def walk(self) -> Iterator[Block]:
        """Every block, in the notes' order."""
        for block in self.blocks:
            yield from block.walk()

    def texts(self) -> Iterator[Text]:
        """Every text and cell, in the notes' order."""
        for block in self.walk():
            yield from block.texts
