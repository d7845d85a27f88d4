"""Two sections of one name in one place, whose cards cannot be told apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from flashgen.check.finding import Check, Finding, Notebook, short
from flashgen.language.phrases import LABELS, words_of
from flashgen.model import Block, BlockKind, Document
from flashgen.rules.topics import is_generic, topic

_PARTS = frozenset(
    "troubleshooting options commands usage setup installation syntax files steps exercises questions homework".split()
)
_PLACE = re.compile(r"\b(?:day|week|lecture|class|chapter|session)s?\s+\d", re.IGNORECASE)
_TWICE = 2
"""Of sections that are more, the name is a part of a pattern."""


def _find(notes: Notebook) -> Iterator[Finding]:
    for document in notes.documents:
        asked = notes.asked.get(document.path, frozenset())
        named: dict[tuple[str, ...], list[Block]] = defaultdict(list)
        for path, block in _sections(document):
            on_cards = any(
                line in asked for below in block.walk() for line in range(below.start_line, below.end_line + 1)
            )
            if on_cards and _is_topic(block.text.plain):
                named[path].append(block)
        for path, several in named.items():
            if len(several) == _TWICE:
                first, block = several
                place = (document.path, first.start_line)
                yield Finding(
                    document.path, block.start_line, "heading",
                    f"a second section “{short(block.text.plain)}”; their cards look like those of one, see line "
                    f"{place[1]}",
                    "rename one of the two, or join them", (document.path, *path), place,
                )  # fmt: skip


def _is_topic(heading: str) -> bool:
    """Whether a heading names what its section is about: not ``Overview``, ``Pros:``, ``Files modified:``."""
    words = words_of(heading)
    labels = sum(word in LABELS or word in _PARTS for word in words)
    if _PLACE.search(heading):
        return False
    return bool(words) and not heading.rstrip().endswith(":") and not is_generic(heading) and not labels


def _sections(document: Document) -> Iterator[tuple[tuple[str, ...], Block]]:
    """Each heading with the names of all above it and its own."""
    todo: list[tuple[tuple[str, ...], Block]] = [((), block) for block in reversed(document.blocks)]
    while todo:
        above, block = todo.pop()
        if block.kind is BlockKind.HEADING:
            path = (*above, topic(block.text).plain.casefold())
            yield path, block
            todo.extend((path, child) for child in reversed(block.children))


CHECK = Check("heading", "two sections of one name, one beside the other", _find)
