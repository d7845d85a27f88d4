"""Brackets and quotation marks without a partner on lines with cards, and code that is never closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashgen.check.finding import Check, Finding, Notebook, short, words_only
from flashgen.model import Block, BlockKind, Document
from flashgen.quality.form import unbalanced

_FENCE = re.compile(r"\s{0,3}(?:[-*+]\s+|>\s?)*(`{3,}|~{3,})")
_LONGEST = 4000


def _find(notes: Notebook) -> Iterator[Finding]:
    for document in notes.documents:
        if open_fence := _open_fence(document):
            yield Finding(
                document.path, open_fence.start_line, "bracket",
                f"this code block is never closed: the {open_fence.end_line - open_fence.start_line} lines below it "
                "are read as code",
                "write the closing fence below the code", (document.path, *open_fence.text.plain.split()[:20]),
            )  # fmt: skip
        for block, text in notes.on_cards(document):
            plain = words_only(text)
            if len(plain) > _LONGEST or "\\" in plain:
                continue
            if mark := unbalanced(plain):
                yield Finding(
                    document.path, block.start_line, "bracket", f"“{mark}” has no partner in “{short(text.plain)}”",
                    "add the other one, or take this one out", (mark, " ".join(text.plain.split())),
                )  # fmt: skip


def _open_fence(document: Document) -> Block | None:
    """The block of code that runs to the end of its file because nothing closes it."""
    if document.format != "markdown" or not document.lines:
        return None
    last = next((b for b in reversed([*document.walk()]) if b.kind is BlockKind.CODE), None)
    if not last or last.start_line < 2 or "\n".join(document.lines[last.end_line :]).strip():
        return None  # a closing fence stands there, or what is after it
    return last if _FENCE.match(document.lines[last.start_line - 2]) else None


CHECK = Check("bracket", "brackets, quotation marks and code blocks that are not closed", _find)
