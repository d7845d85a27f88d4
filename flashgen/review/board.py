"""What the page lists: a row a card, each with the version in which it last changed. Pure.

A page tells which version it has, and gets what changed since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flashgen.edits.values import Edit
from flashgen.model import Account, Document, Form, Note, Plan, Problem, Severity, Status
from flashgen.review.project import Seen
from flashgen.writers import changes

LONGEST = 300
"""Characters of a side that a row holds; the card itself is asked for when it is shown."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Board:
    """One version of what the page lists."""

    version: int = 0
    rows: Mapping[str, Row] = field(default_factory=dict)
    """By guid, in the notes' order."""
    changed: Mapping[str, int] = field(default_factory=dict)
    """The version in which each row last changed."""
    gone: Mapping[str, int] = field(default_factory=dict)
    """The version in which a row went."""
    reordered: int = 0
    """The version in which rows last came, went or moved."""
    files: tuple[Row, ...] = ()
    head: Row = field(default_factory=dict)
    """What stands above the list."""


def after(board: Board, before: Seen | None, seen: Seen) -> Board:
    """The next version; the same one where nothing that is shown changed."""
    version = board.version + 1
    rows = {row["guid"]: row for row in _rows(seen)}
    changed = {guid: board.changed[guid] if board.rows.get(guid) == row else version for guid, row in rows.items()}
    gone = {guid: at for guid, at in board.gone.items() if guid not in rows}
    gone |= {guid: version for guid in board.rows if guid not in rows}
    files = tuple(_files(board, before, seen, version))
    head = _head(seen)
    is_same_order = [*rows] == [*board.rows]
    if (
        board.version
        and is_same_order
        and files == board.files
        and head == board.head
        and version not in changed.values()
    ):
        return board
    return Board(version, rows, changed, gone, board.reordered if is_same_order else version, files, head)


def since(board: Board, version: int) -> dict[str, Any]:
    """What a page that has that version needs; 0 has nothing."""
    if version > board.version:
        version = 0
    said: dict[str, Any] = {
        "version": board.version,
        "whole": version == 0,
        "rows": [row for guid, row in board.rows.items() if board.changed[guid] > version],
        "gone": [guid for guid, at in board.gone.items() if at > version] if version else [],
        "files": list(board.files),
        **board.head,
    }
    if version and board.reordered > version:
        said["order"] = list(board.rows)
    return said


def _rows(seen: Seen) -> Iterator[Row]:
    signs = {change.note.guid: changes.SIGNS[change.fate] for change in seen.plan.changes}
    retired = (change.note for change in seen.plan.changes if change.note.status is Status.RETIRED)
    says = {change.note.guid for change in seen.plan.changes if change.says}
    for note in (*seen.plan.notes, *retired):
        edit = seen.edits.get(note.guid)
        yield {
            "guid": note.guid,
            "form": note.form.value,
            "status": note.status.value,
            "reason": note.reason,
            "rule": note.rule,
            "confidence": round(note.confidence, 2),
            "context": note.context,
            "question": _short((note.text if note.form is Form.CLOZE else note.front) or ""),
            "answer": _short(note.cards[0].answer) if note.form is not Form.CLOZE and note.cards else "",
            "sign": signs.get(note.guid, ""),
            "said": _said(edit),
            "outdated": note.guid in says,
            "places": [[source.path, source.start_line, source.end_line] for source in note.sources],
        }


def _said(edit: Edit | None) -> str:
    """What the person said of a card so far, in one word."""
    if edit is None:
        return ""
    if edit.sides:
        return "reworded"
    return "accepted" if edit.accept else "rejected" if edit.reject else ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _files(board: Board, before: Seen | None, seen: Seen, version: int) -> Iterator[Row]:
    """A row a document; its version is that in which its lines, or what became of them, last changed."""
    known = {row["path"]: row for row in board.files}
    was = _by_path(before.plan) if before else {}
    now = _by_path(seen.plan)
    for path, (document, accounts) in now.items():
        old = was.get(path)
        is_same = old is not None and old[0].lines == document.lines and old[1] == accounts
        yield {
            "path": path,
            "title": document.title,
            "version": known[path]["version"] if is_same and path in known else version,
        }


def _by_path(plan: Plan) -> dict[str, tuple[Document, list[Account]]]:
    found: dict[str, tuple[Document, list[Account]]] = {document.path: (document, []) for document in plan.documents}
    for account in plan.accounts:
        found[account.path][1].append(account)
    return found


def _head(seen: Seen) -> Row:
    problems = [*([seen.trouble] if seen.trouble else []), *sorted(seen.plan.problems, key=_weight)]
    return {
        "plan": dict(Counter(changes.SIGNS[change.fate] for change in seen.plan.changes))
        | {"?": len(seen.plan.suggestions)},
        "suggestions": [_pair(pair.old, pair.new) for pair in seen.plan.suggestions],
        "problems": list(_problems(problems)),
        "undo": seen.undo,
    }


def _pair(old: Note, new: Note) -> Row:
    return {"old": old.guid, "new": new.guid, "was": _asked(old), "is": _asked(new)}


def _asked(note: Note) -> str:
    return _short(note.text or f"{note.front} {note.cards[0].answer if note.cards else ''}".strip())


def _weight(problem: Problem) -> bool:
    """Errors before warnings."""
    return problem.severity is not Severity.ERROR


def _problems(problems: Iterable[Problem]) -> Iterator[Row]:
    for problem in problems:
        yield {"severity": problem.severity.value, "path": problem.path, "line": problem.line, "said": str(problem)}
