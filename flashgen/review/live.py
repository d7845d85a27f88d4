"""What open pages show, and how it becomes another.

All that touches the project is done in one thread, one thing after another; the pages are answered meanwhile.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from flashgen.model import FlashgenError, Plan, Problem, Severity
from flashgen.review import board as boards
from flashgen.review.board import Board
from flashgen.review.events import Events
from flashgen.review.project import Project, Seen

T = TypeVar("T")


class Live:
    """A project that is open in the browser."""

    def __init__(self, project: Project, seen: Seen) -> None:
        """``seen`` is the project as it was read before the page was opened."""
        self.project, self.name = project, project.name
        self.run = secrets.token_urlsafe(8)
        """Known to a page, so that it starts anew when another server took this one's place."""
        self.events = Events()
        self._thread = ThreadPoolExecutor(1, "flashgen-project")
        self.seen = seen
        self.board = Board()
        self.media: dict[str, str] = {}
        self._take(seen)

    async def refresh(self) -> None:
        """Look at the project again, and tell the pages if it is another."""
        await self._run(self._look)

    async def do(self, work: Callable[[Project], T]) -> T:
        """Change the project, and show what it is then. Raises FlashgenError."""

        def change() -> T:
            try:
                return work(self.project)
            finally:
                self._look()

        return await self._run(change)

    async def ask(self, work: Callable[[Project, Seen], T]) -> T:
        """Ask something of the project that changes nothing. Raises FlashgenError."""
        return await self._run(lambda: work(self.project, self.seen))

    def close(self) -> None:
        """Let the pages go, and the thread when it is done."""
        self.events.close()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[[], T]) -> T:
        version = self.board.version
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            if self.board.version != version:
                self.events.tell(self.board.version)

    def _look(self) -> None:
        try:
            seen = self.project.look()
        except FlashgenError as error:
            # what was shown before is still shown, with the one line that says what is wrong
            seen = replace(self.seen, trouble=error.problem)
        except Exception as error:  # a disk that is full or gone, or a fault of ours: the next look may find it well
            what = f"the notes could not be read again ({type(error).__name__}: {error})"
            seen = replace(self.seen, trouble=Problem("", 0, " ".join(what.split()), Severity.ERROR))
        self._take(seen)

    def _take(self, seen: Seen) -> None:
        before = self.seen if self.board.version else None
        self.board, self.seen = boards.after(self.board, before, seen), seen
        self.media = _media(seen.plan)


def _media(plan: Plan) -> dict[str, str]:
    """The images that cards show, by their names in Anki."""
    return {media.name: media.file for note in (*plan.notes, *plan.shipped) for media in note.media}
