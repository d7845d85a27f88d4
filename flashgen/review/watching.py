"""Sees to it that the page shows what is on disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from pathlib import Path

from flashgen.review.app import Watch
from flashgen.review.live import Live

_QUIET = 60
"""Milliseconds without a change after which is looked: editors write in pieces."""
_LONGEST = 400
"""Milliseconds after which is looked all the same."""
_POLL = 1.0
"""Seconds between two looks where the system does not tell of changes."""


def watching(places: Collection[Path], matters: Callable[[Path], bool]) -> Watch:
    """Looks at the project again whenever a file in the places, of those that ``matters`` names, is another."""

    async def watch(live: Live) -> None:
        import watchfiles

        try:
            async for _ in watchfiles.awatch(
                *places,
                watch_filter=lambda _, name: matters(Path(name)),
                step=_QUIET,
                debounce=_LONGEST,
                ignore_permission_denied=True,
            ):
                await live.refresh()
        except OSError:
            # no more files can be watched, say
            while True:
                await asyncio.sleep(_POLL)
                await live.refresh()

    return watch
