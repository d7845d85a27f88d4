"""A block that is still open."""

from __future__ import annotations

from dataclasses import dataclass, field

from flashgen.model import Block, BlockKind
from flashgen.sources.tags import Directive
from flashgen.sources.text_writer import Inline
from flashgen.text import Text

TRANSPARENT = BlockKind.NOISE
"""Of a frame whose children go to the frame around it; with a ``reason`` they go as noise."""


@dataclass(slots=True)
class Frame:
    """A block that is open: what comes next is its text or its children."""

    kind: BlockKind
    line: int
    end_line: int
    column: int = 0
    number: int | None = None
    html: str = ""
    """The tag that opened it; such a frame may be left unclosed."""
    reason: str = ""
    words: Inline | None = None
    cells: tuple[Text, ...] = ()
    label: str = ""
    skip: bool = False
    pending: Directive | None = None
    """What a comment on a line of its own says of the next block."""
    children: list[Block] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
