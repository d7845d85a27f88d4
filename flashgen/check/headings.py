"""Two sections of one name in one place, whose cards cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from flashgen.check.finding import Check, Finding, Notebook, short
from flashgen.model import Block, BlockKind, Document
from flashgen.rules.place import is_generic, topic


def _find(notes: Notebook) -> Iterator[Finding]:
    for document in notes.documents:
        asked = notes.asked.get(document.path, frozenset())
        seen: dict[tuple[str, ...], Block] = {}
        for path, block in _sections(document):
            if not any(line in asked for below in block.walk() for line in range(below.start_line, below.end_line + 1)):
                continue
            if path in seen and block.text.plain.strip() and not is_generic(block.text.plain):
                place = (document.path, seen[path].start_line)
                yield Finding(
                    document.path, block.start_line, "heading",
                    f"a second section “{short(block.text.plain)}”; their cards look like those of one, see line "
                    f"{place[1]}",
                    "rename one of the two, or join them", (document.path, *path), place,
                )  # fmt: skip
            seen.setdefault(path, block)


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
