"""What a check finds, and what it looks at."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flashgen.model import Block, BlockKind, Document, Fact, Problem
from flashgen.text import Markup, Text

_KEY_LENGTH = 8
_SILENT = (BlockKind.CODE, BlockKind.NOISE, BlockKind.MATH, BlockKind.IMAGE)
_OPAQUE = (Markup.CODE, Markup.MATH, Markup.IMAGE)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the notes that would end up on cards and may be wrong."""

    path: str
    line: int
    kind: str
    """The name of the check that found it."""
    message: str
    """What it is, one line, no final period."""
    advice: str
    """What to do, one line."""
    about: tuple[str, ...]
    """What it is about, whatever else changes in the notes: by this a person's word on it is found again."""
    other: tuple[str, int] | None = None
    """Where the other one is, of two that do not go together: path and line."""

    @property
    def key(self) -> str:
        """``typo-3fa9c1d2``: its name in edits.yaml; the same for as long as what it is about stays."""
        digest = hashlib.sha256("\x1f".join(self.about).encode(errors="surrogatepass")).hexdigest()
        return f"{self.kind}-{digest[:_KEY_LENGTH]}"


@dataclass(frozen=True, slots=True)
class Notebook:
    """All that the checks see: the notes as read, and what they say."""

    documents: tuple[Document, ...]
    facts: Mapping[str, tuple[Fact, ...]]
    """By the document's path."""
    asked: Mapping[str, frozenset[int]]
    """The lines that a card rests on, emitted or held, by the document's path."""
    lost: tuple[Problem, ...] = ()
    """The images that cannot be shown."""
    spelling: Mapping[str, str] | None = None
    """Common misspellings and what they may stand for; None where nobody knows."""

    def on_cards(self, document: Document) -> Iterator[tuple[Block, Text]]:
        """Each text of a document that cards show: what a card rests on, and the headings above that."""
        asked = self.asked.get(document.path, frozenset())
        for block in document.walk():
            if block.kind in _SILENT:
                continue
            below = block.kind in (BlockKind.HEADING, BlockKind.TABLE)
            if below and not any(asked & _lines(child) for child in block.walk()):
                continue
            if not below and not asked & _lines(block):
                continue
            for text in block.texts:
                yield block, text


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of fault to look for."""

    name: str
    finds: str
    """One line for the command's help."""
    find: Callable[[Notebook], Iterator[Finding]]


def words_only(text: Text) -> str:
    """The text with code, mathematics and images blanked out, offsets as they are."""
    plain = text.plain
    for span in text.marked(*_OPAQUE):
        plain = plain[: span.start] + " " * (span.end - span.start) + plain[span.end :]
    return plain


def blanked(pattern: re.Pattern[str], plain: str) -> str:
    """The text with what a pattern finds blanked out, offsets as they are."""
    return pattern.sub(lambda match: " " * len(match.group()), plain)


def line_of(block: Block, text: Text, at: int) -> int:
    """The line of the original that an offset of a block's text stands on."""
    return block.lines(at, at + 1)[0] if text is block.text else block.start_line


def short(said: str, longest: int = 60) -> str:
    """Words of the notes as a message shows them."""
    plain = " ".join(said.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1].rstrip()}…"


def _lines(block: Block) -> frozenset[int]:
    return frozenset(range(block.start_line, block.end_line + 1))
