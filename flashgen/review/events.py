"""Tells open pages at once that something is new, as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

PULSE = 15.0
"""Seconds of silence after which a comment is sent, by which both ends see that the other is there."""


class Events:
    """The pages that listen. All of it runs in the loop that serves them."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Queue[int | None]] = set()
        self._is_closed = False

    def tell(self, version: int) -> None:
        """Let every page know that there is a new version."""
        for queue in self._waiting:
            queue.put_nowait(version)

    def close(self) -> None:
        """End all streams, so that the server can end."""
        self._is_closed = True
        for queue in self._waiting:
            queue.put_nowait(None)

    async def stream(self, run: str, version: int) -> AsyncIterator[str]:
        """What one page is sent, until it goes or the server ends; first the version there is."""
        queue: asyncio.Queue[int | None] = asyncio.Queue()
        self._waiting.add(queue)
        try:
            yield _event(run, version)
            while not self._is_closed:
                try:
                    told = await asyncio.wait_for(queue.get(), PULSE)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if told is None:
                    break
                yield _event(run, told)
        finally:
            self._waiting.discard(queue)


def _event(run: str, version: int) -> str:
    return f"data: {json.dumps({'run': run, 'version': version})}\n\n"
