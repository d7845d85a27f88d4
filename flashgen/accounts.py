"""What became of every line of the notes: emitted, held or skipped, by which rule and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from flashgen.model import Account, Block, Document, Note, Status

EMITTED, HELD, SKIPPED = "emitted", "held", "skipped"
FRONT_MATTER, BLANK, MARKUP = "front matter", "blank", "markup"
NOT_ASKED = "no card rests on this line"
"""Reason for a line of a block that other lines of gave a fact."""
NO_NOTES = frozenset({FRONT_MATTER, BLANK, MARKUP})
"""Reasons for lines that hold no words to learn from."""

_Fate = tuple[str, str, str]
"""Outcome, rules and reason of one line."""


def accounts(
    documents: Iterable[Document], notes: Sequence[Note], passed: Mapping[str, Sequence[tuple[Block, str]]]
) -> tuple[Account, ...]:
    """Every line of every document once, in order; neighbours of the same fate as one stretch.

    ``passed`` holds, by the document's path, the blocks that gave no fact and why.
    """
    by_path: dict[str, list[tuple[range, Note]]] = defaultdict(list)
    for note in notes:
        for source in note.sources:
            by_path[source.path].append((range(source.start_line, source.end_line + 1), note))
    return tuple(
        account
        for document in documents
        for account in _document(document, by_path[document.path], passed.get(document.path, ()))
    )


def _document(
    document: Document, notes: Sequence[tuple[range, Note]], passed: Sequence[tuple[Block, str]]
) -> Iterator[Account]:
    reasons = _reasons(document, passed)
    on_line: dict[int, list[Note]] = defaultdict(list)
    for lines, note in notes:
        for line in lines:
            on_line[line].append(note)
    start, before = 1, ("", "", "")
    for line in range(1, document.line_count + 1):
        fate = _fate(document, line, on_line.get(line, ()), reasons)
        if fate != before:
            if line > 1:
                yield Account(document.path, start, line - 1, *before)
            start, before = line, fate
    if document.line_count:
        yield Account(document.path, start, document.line_count, *before)


def _fate(document: Document, line: int, notes: Sequence[Note], reasons: Mapping[int, str]) -> _Fate:
    if line <= document.meta.end_line:
        return SKIPPED, "", FRONT_MATTER
    if document.lines and not document.lines[line - 1].strip():
        return SKIPPED, "", BLANK
    if not notes:
        return SKIPPED, "", reasons.get(line, MARKUP)
    if emitted := [note.rule for note in notes if note.status is Status.EMIT]:
        return EMITTED, _names(emitted), ""
    if held := [note for note in notes if note.status is not Status.REJECTED]:
        return HELD, _names([note.rule for note in held]), _names([note.reason for note in held], "; ")
    return SKIPPED, _names([note.rule for note in notes]), _names([note.reason for note in notes])


def _names(names: Iterable[str], separator: str = ", ") -> str:
    return separator.join(dict.fromkeys(names))


def _reasons(document: Document, passed: Sequence[tuple[Block, str]]) -> dict[int, str]:
    """Why each line of a block gives no card, were there none; the innermost block on a line decides."""
    given = {id(block): reason for block, reason in passed}
    return {
        line: given.get(id(block)) or block.reason or NOT_ASKED
        for block in document.walk()
        for line in range(block.start_line, block.end_line + 1)
    }
