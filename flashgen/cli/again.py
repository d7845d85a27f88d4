"""A command again with nothing changed: told by the stamp of the build before, with next to nothing imported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from flashgen import config, stamp
from flashgen.cli.places import LEDGER
from flashgen.model import Fate, Status
from flashgen.store import default_folder

if TYPE_CHECKING:
    from flashgen.cli.build import Shipped
    from flashgen.model import Plan


def place(paths: Sequence[str]) -> stamp.Place | None:
    """Which build the paths mean; None where none is remembered: outside a project, or without a cache."""
    if "-" in paths or not default_folder():
        return None
    with suppress(OSError):
        root, odd = config.locate(Path(paths[0] if paths else "."), no_paths=not paths)
        return stamp.Place(root, tuple(paths), odd) if root else None
    return None


def by_hand(where: stamp.Place | None) -> Mapping[str, str]:
    """Digests of what people write beside the notes; empty where nothing can be remembered."""
    with suppress(OSError):
        return where.by_hand() if where else {}
    return {}


def outcome(where: stamp.Place | None, with_packages: bool, output: Path | None = None) -> stamp.Outcome | None:
    """What the command has to say if nothing changed, see ``stamp.load``; None where something has."""
    cache = default_folder()
    return stamp.load(cache, where, LEDGER, with_packages, output) if where and cache else None


def remember(
    where: stamp.Place | None,
    settings: config.Config,
    by_hand: Mapping[str, str],
    read: stamp.Read,
    plan: Plan,
    shipped: Shipped,
    folder: Path,
) -> None:
    """Let the next build know that it has nothing to do while everything is as it is now."""
    from flashgen.writers import changes, text
    from flashgen.writers.apkg import DELTA

    cache = default_folder()
    if not (where and cache and plan.ledger and plan.documents and settings.root == where.root):
        return
    # a next build in which nothing changes has no delta
    every = zip(shipped.packages, shipped.digests, strict=True)
    paths = {path: was for path, was in every if not path.stem.endswith(DELTA)}
    counts = Counter(note.status for note in plan.notes for _ in note.cards)
    outcome = stamp.Outcome(
        files=text.tally(plan),
        cards=counts[Status.EMIT],
        held=counts[Status.HELD],
        kept=sum(change.fate is not Fate.RETIRED for change in plan.changes),
        packages=tuple(str(path) for path in paths),
        problems=plan.problems,
        is_quiet=changes.is_quiet(plan),
    )
    left = stamp.Left(shipped.ledger, str(folder.absolute()), {path.name: was for path, was in paths.items()})
    stamp.save(cache, where, settings, by_hand, read, left, outcome)
