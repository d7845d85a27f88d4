"""One command at a time in a project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flashgen import config, disk
from flashgen.cli.shell import say


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep other builds of the project in a folder waiting; where another is at work, say so and wait for it."""
    with disk.alone(root / config.FILE, lambda: say("waiting for another flashgen in this project", err=True)):
        yield
