"""Where a project's files are, and how they are called; imports next to nothing."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from flashgen.config import Config

LEDGER = "ledger.jsonl"
"""As ``ledger.FILE`` has it; importing that takes a quarter of an unchanged run."""


def relative(path: Path, root: Path) -> str:
    """A path as documents of the project are named; of the project's folder itself nothing."""
    place = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    return "" if place == root else place.relative_to(root).as_posix() if place.is_relative_to(root) else str(place)


def shown(found: Config, name: str) -> str:
    """A file beside flashgen.yaml as messages name it."""
    return (PurePosixPath(found.file).parent / name).as_posix()
