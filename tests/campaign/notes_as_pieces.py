"""Reading notes as pieces that know which facts they hold, so that an edit can be told from a new fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

_HEADING = re.compile(r"#{1,6} ")
_ITEM = re.compile(r"(\s*)([-*+•]|\d+[.)])\s+")
_FENCE = re.compile(r"\s*(```|~~~)")

Facts = frozenset[int]
"""What a piece says: a number for each stretch of the first notes, or of what was written since."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, an item, a paragraph, a row of a table, or anything else, with its lines."""

    kind: str
    text: str
    facts: Facts = frozenset()

    @property
    def depth(self) -> int:
        """Columns before an item; number signs of a heading."""
        return len(self.text) - len(self.text.lstrip("#" if self.kind == "heading" else " \t"))

    @property
    def is_prose(self) -> bool:
        return self.kind in ("item", "paragraph")


@dataclass(slots=True)
class Notes:
    """The files of a project."""

    files: dict[str, list[Piece]]
    gone: list[tuple[str, str, tuple[Piece, ...]]] = field(default_factory=list)
    """What was deleted: its file, the text before it, and the pieces."""
    copies: dict[int, Facts] = field(default_factory=dict)
    """Facts written down twice, word for word: of the copy's the original's. A copy that outlives it is a move."""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def read(self, text: str) -> list[Piece]:
        """The pieces of a text, each with a fact of its own."""
        return [replace(piece, facts=frozenset([next(self.numbers)])) if piece.text else piece for piece in cut(text)]

    def text(self, path: str) -> str:
        return "".join(f"{piece.text}\n" for piece in self.files[path])

    def facts_by_line(self, path: str) -> list[Facts]:
        """The facts of each line, the first line's at 1."""
        lines = [frozenset[int]()]
        for piece in self.files[path]:
            lines += [piece.facts] * (piece.text.count("\n") + 1)
        return lines

    def owners(self, path: str) -> dict[int, Facts]:
        """What each fact stands under: the item or the heading above it."""
        found: dict[int, Facts] = {}
        heading: Facts = frozenset()
        above: list[Piece] = []
        for piece in self.files[path]:
            if piece.kind == "heading":
                heading, above = piece.facts, []
            elif piece.kind == "item":
                above = [other for other in above if other.depth < piece.depth]
            elif piece.kind != "blank":
                above = []
            found |= dict.fromkeys(piece.facts, above[-1].facts if above else heading)
            if piece.kind == "item":
                above.append(piece)
        return found

    def with_copies(self, facts: Facts) -> Facts:
        """The facts and those that are the same word for word."""
        found, todo = set(facts), list(facts)
        while todo:
            fact = todo.pop()
            same = self.copies.get(fact, frozenset()) | {new for new, old in self.copies.items() if fact in old}
            todo += same - found
            found |= same
        return frozenset(found)

    def alive(self) -> Facts:
        return frozenset(fact for pieces in self.files.values() for piece in pieces for fact in piece.facts)


def cut(text: str) -> Iterator[Piece]:
    """The pieces of a text, without facts; together they are the text."""
    lines: list[str] = []
    kind = ""
    fence = ""
    for line in text.splitlines():
        opened = _FENCE.match(line)
        if fence:
            lines.append(line)
            if opened and opened[1] == fence:
                fence = ""
            continue
        new = _kind(line)
        if new == "paragraph" and kind in ("paragraph", "item") and (kind != "item" or line.startswith((" ", "\t"))):
            lines.append(line)
            continue
        if kind:
            yield Piece(kind, "\n".join(lines))
        lines, kind = [line], new
        if opened:
            fence, kind = opened[1], "other"
    if kind:
        yield Piece(kind, "\n".join(lines))


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if _HEADING.match(line):
        return "heading"
    if _ITEM.match(line):
        return "item"
    if line.lstrip().startswith("|"):
        return "other" if set(line) <= set("|-: \t") else "row"
    if _FENCE.match(line) or line.startswith((">", "<", "    ", "\t", ":")) or set(line.strip()) <= set("=-~^*_"):
        return "other"
    return "paragraph"


def subtree(pieces: list[Piece], at: int) -> int:
    """Where the piece at a position and all that hangs below it ends."""
    end = at + 1
    if pieces[at].kind != "item":
        return end
    depth = pieces[at].depth
    while end < len(pieces) and pieces[end].kind == "item" and pieces[end].depth > depth:
        end += 1
    return end


def section(pieces: list[Piece], at: int) -> int:
    """Where the section of a heading ends."""
    depth = pieces[at].depth
    for end in range(at + 1, len(pieces)):
        if pieces[end].kind == "heading" and pieces[end].depth <= depth:
            return end
    return len(pieces)
