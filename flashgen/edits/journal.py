"""What the commands wrote into edits.yaml, so that ``flashgen undo`` can take it back, the last one first."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from flashgen.disk import OWN_FOLDER, own_folder, write_whole
from flashgen.model import FlashgenError

_FILE = "undo.json"
_MOST = 20


@dataclass(frozen=True, slots=True)
class Step:
    """One change of edits.yaml by a command."""

    command: str
    before: str | None
    """The file's text; None where there was none."""
    after: str
    """A digest of its text after."""


def load(root: Path) -> tuple[Step, ...]:
    """The steps, the last one last; none where the journal is missing or damaged."""
    try:
        rows = json.loads((root / OWN_FOLDER / _FILE).read_text(encoding="utf-8"))
        return tuple(Step(str(row["command"]), row["before"], str(row["after"])) for row in rows)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def save(root: Path, steps: tuple[Step, ...]) -> None:
    """Write the journal, whole or not at all; the oldest steps are dropped. Raises FlashgenError."""
    rows = [{"command": step.command, "before": step.before, "after": step.after} for step in steps[-_MOST:]]
    try:
        write_whole(own_folder(root) / _FILE, json.dumps(rows, indent=1).encode())
    except OSError as error:
        raise FlashgenError(f"cannot be written: {error.strerror or error}", f"{OWN_FOLDER}/{_FILE}") from error


def digest(text: str) -> str:
    """By which a text of the file is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


def last(steps: tuple[Step, ...], text: str | None) -> tuple[Step, ...]:
    """The steps up to the one that led to the file's text; none where a person changed it since.

    A step that was written down, and killed before it was taken, left the text of the step before.
    """
    if steps and text == steps[-1].before:
        steps = steps[:-1]
    return steps if steps and text is not None and digest(text) == steps[-1].after else ()
