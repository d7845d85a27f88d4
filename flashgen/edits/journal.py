"""What the commands wrote into edits.yaml, so that ``flashgen undo`` can take it back, the last one first.

Of each step is kept where the text changed, and what stood there: a review may have hundreds of them.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from json import dumps, loads
from pathlib import Path

from flashgen.disk import OWN_FOLDER, own_folder, write_whole
from flashgen.model import FlashgenError

_FILE = "undo.json"
_MOST = 500
_MOST_CHARACTERS = 4_000_000


@dataclass(frozen=True, slots=True)
class Step:
    """One change of edits.yaml by a command."""

    command: str
    was: str
    """A digest of the file's text before; empty where there was no file."""
    after: str
    """A digest of its text after."""
    start: int
    end: int
    """The characters of the text after that are other than before."""
    cut: str
    """What stood there before."""


def step(command: str, before: str | None, after: str) -> Step:
    """The step from one text of the file to another; ``before`` is None where there was no file."""
    old = before or ""
    start = _shared(old, after)
    end = _shared(old[start:][::-1], after[start:][::-1])
    was = "" if before is None else digest(before)
    return Step(command, was, digest(after), start, len(after) - end, old[start : len(old) - end])


def before(step: Step, after: str) -> str | None:
    """The text before a step, from the one after it; None where there was no file."""
    return after[: step.start] + step.cut + after[step.end :] if step.was else None


def load(root: Path) -> tuple[Step, ...]:
    """The steps, the last one last; none where the journal is missing or damaged."""
    try:
        rows = loads((root / OWN_FOLDER / _FILE).read_text(encoding="utf-8"))
        return tuple(
            Step(str(row["command"]), row["was"], str(row["after"]), int(row["start"]), int(row["end"]), row["cut"])
            for row in rows
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def save(root: Path, steps: tuple[Step, ...]) -> None:
    """Write the journal, whole or not at all; the oldest steps are dropped. Raises FlashgenError."""
    kept: list[Step] = []
    left = _MOST_CHARACTERS
    for each in reversed(steps[-_MOST:]):
        left -= len(each.cut)
        if left < 0:
            break
        kept.append(each)
    rows = [asdict(each) for each in reversed(kept)]
    try:
        write_whole(own_folder(root) / _FILE, dumps(rows, indent=1).encode())
    except OSError as error:
        raise FlashgenError(f"cannot be written: {error.strerror or error}", f"{OWN_FOLDER}/{_FILE}") from error


def digest(text: str) -> str:
    """By which a text of the file is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


def last(steps: tuple[Step, ...], text: str | None) -> tuple[Step, ...]:
    """The steps up to the one that led to the file's text; none where a person changed it since.

    A step that was written down, and killed before it was taken, left the text of the step before.
    """
    now = "" if text is None else digest(text)
    if steps and now == steps[-1].was:
        steps = steps[:-1]
    return steps if steps and text is not None and now == steps[-1].after else ()


def _shared(one: str, other: str) -> int:
    """How many characters two texts share at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
