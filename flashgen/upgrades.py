"""Ledgers of earlier versions: what was different in each, and the copy that is kept of the old file.

Version 1 is the first. A change of the format raises ``ledger.VERSION`` and puts a step here, from the version before:
a function from a line as that version wrote it to one as the next does. A step stays for good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flashgen.disk import write_whole

Row = Mapping[str, Any]
"""A line after the first, read from JSON."""

STEPS: dict[int, Callable[[Row], Row]] = {}
"""By the version that a line was written in, how it becomes one of the next."""


def upgraded(row: Row, version: int, current: int) -> Row:
    """A line of an earlier version as the current one writes it. Raises what a step raises on a damaged line."""
    for number in range(version, current):
        row = STEPS[number](row)
    return row


def is_known(version: int, current: int) -> bool:
    """Whether there are steps from a version to the current one."""
    return all(number in STEPS for number in range(version, current)) and version <= current


def keep_copy(file: Path, data: bytes, version: int) -> Path:
    """Write the old file's data beside it, under a name that tells its version; never over another copy.

    Returns the copy. Raises OSError.
    """
    number = 1
    while True:
        mark = f"v{version}" if number == 1 else f"v{version}-{number}"
        copy = file.with_name(f"{file.stem}-{mark}{file.suffix}")
        if not copy.exists() or copy.read_bytes() == data:
            write_whole(copy, data)
            return copy
        number += 1
