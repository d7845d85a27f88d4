"""Files read by several processes at once: each fills the cache, and the build then finds everything there.

So what a build makes cannot depend on how many there are; and where a process dies, the build does its share itself.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.sharedctypes import RawArray
from pathlib import Path
from typing import Any

from flashgen import store
from flashgen.cache import Cache
from flashgen.config import Config
from flashgen.media import Images
from flashgen.notes import notes_folder
from flashgen.sources.find import Found, find
from flashgen.wording.moved import NO_MOVES, Moves

WORTH_IT = 100_000
"""Bytes of notes, about a second's work, below which another process costs more than it saves."""
_LOOK = 0.05
"""Seconds between two looks at how far they are."""

Show = Callable[[int, int], object]
"""Told how many bytes of how many are done."""


def processors() -> int:
    """How many processors this program may use."""
    with suppress(AttributeError, OSError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def place(cache: Path | None, count: int) -> Iterator[Path | None]:
    """The folder where processes leave what they find: the cache, or one for this run alone where there is none."""
    if cache or count == 1:
        yield cache
    else:
        with tempfile.TemporaryDirectory(prefix="flashgen-", ignore_cleanup_errors=True) as folder:
            yield Path(folder)


def fill(
    folder: Path,
    paths: Sequence[str],
    config: Config,
    count: int,
    show: Show = lambda done, of: None,
    moves: Moves = NO_MOVES,
) -> None:
    """Read the files at the paths that are new, with so many processes; for 0 with one a processor if that is worth it.

    ``moves`` are the project's own weights. Where one fails, or they cannot be started, the rest is left to the build.
    """
    if count == 1 or (not count and processors() == 1) or not store.version():
        return
    memory = Cache(folder, config.rules_off, moves)
    todo: list[tuple[int, Found]] = []
    for entry in find(paths, config)[0]:
        with suppress(OSError):
            data = entry.file.read_bytes()
            if not memory.has(data, entry.path):
                todo.append((len(data), entry))
    total = sum(size for size, _ in todo)
    if len(todo) > 1 and (count or total > WORTH_IT):
        with suppress(OSError):  # no room for another process
            _run(_shares(todo, min(count or processors(), len(todo))), config, folder, total, show, moves)


def _shares(todo: Sequence[tuple[int, Found]], count: int) -> list[list[tuple[int, Found]]]:
    """The files dealt out so that all have about as much to do."""
    shares: list[list[tuple[int, Found]]] = [[] for _ in range(count)]
    sizes = [0] * count
    for size, entry in sorted(todo, key=lambda pair: -pair[0]):
        least = sizes.index(min(sizes))
        shares[least].append((size, entry))
        sizes[least] += size + 1
    return shares


def _run(
    shares: Sequence[Sequence[tuple[int, Found]]], config: Config, folder: Path, total: int, show: Show, moves: Moves
) -> None:
    # plain numbers, each written by one process: a lock would stay locked where one is killed
    done: Any = RawArray("q", len(shares))
    context = multiprocessing.get_context()
    workers = [
        context.Process(target=_work, args=(share, config, folder, done, number, moves), daemon=True)
        for number, share in enumerate(shares)
    ]
    try:
        for worker in workers:
            worker.start()
        while any(worker.is_alive() for worker in workers):
            show(sum(done), total)
            time.sleep(_LOOK)
    finally:
        for worker in workers:
            if worker.pid is not None:
                worker.terminate()
                worker.join()


def _work(
    share: Sequence[tuple[int, Found]], config: Config, folder: Path, done: Any, number: int, moves: Moves
) -> None:
    """What one process does. An entry that it was stopped at is not there, or whole."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build is told of Ctrl-C, and ends the others
    memory = Cache(folder, config.rules_off, moves)
    for size, entry in share:
        with suppress(Exception):  # the build finds the same fault, and reports it
            document, _ = memory.open_document(entry.file.read_bytes(), entry.path, str(entry.file))
            found = memory.extract(document)
            images = Images(notes_folder(document, config))
            memory.assemble(document, found.drafts, found.verdicts, config, images)
        done[number] += size
