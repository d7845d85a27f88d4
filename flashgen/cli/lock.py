"""One command at a time in a project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flashgen import lock
from flashgen.cli.shell import say


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep other builds of the project in a folder waiting; where another is at work, say so and wait for it."""
    with lock.alone(root, lambda: say("waiting for another flashgen in this project", err=True)):
        yield
