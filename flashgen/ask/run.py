"""The loop over calls: tries again, waits where it is told to, keeps each reply as it comes, and knows when to stop."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from flashgen.ask.response import Failure, Scope

P = TypeVar("P")
R = TypeVar("R")

TRIES = 5
FIRST_WAIT = 1.0
"""Seconds before the second try; each further one waits twice as long."""
LONGEST_WAIT = 300.0
"""Seconds that are waited at most; who is asked to wait longer comes back by themselves."""
MOST_FAILURES = 3
"""Prompts that may fail one after the other: then it is not the prompts."""
_TICK = 0.5

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Outcome(Generic[P]):
    """What came of a run."""

    answered: int = 0
    failed: tuple[tuple[P, str], ...] = ()
    """Prompts that brought no reply, and why."""
    stopped: str = ""
    """Why the rest was not asked; empty where all was."""


@dataclass(slots=True)
class Loop(Generic[P, R]):
    """A run over prompts, at most ``at_once`` of them at a time, the first ones first.

    ``complete`` makes one try; ``keep`` is handed what it brings as soon as that is there, one at a time, and what it
    raises ends the run. ``show`` is told how many prompts are done, of how many, now and then; ``waiting`` why
    and for how many seconds nothing happens. ``sleep`` and ``chance``, a number from 0 to 1, are arguments so that
    waiting can be tested without waiting.
    """

    complete: Callable[[P], Awaitable[R]]
    keep: Callable[[P, R], None]
    at_once: int = 1
    show: Callable[[int, int], None] = lambda done, of: None
    waiting: Callable[[str, float], None] = lambda why, seconds: None
    sleep: Sleep = asyncio.sleep
    chance: Callable[[], float] = random.random
    _answered: int = 0
    _failed: list[tuple[P, str]] = field(default_factory=list)
    _in_a_row: int = 0
    _stopped: str = ""
    _rests: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self, prompts: Sequence[P]) -> Outcome[P]:
        """Ask all prompts. A failure that concerns all of them ends the run; what is under way then is waited for."""
        left = deque(prompts)
        ticker = asyncio.create_task(self._tick(len(prompts)))
        try:
            async with asyncio.TaskGroup() as workers:
                for _ in range(min(self.at_once, len(prompts))):
                    workers.create_task(self._work(left))
        except BaseExceptionGroup as group:
            raise _first(group) from None
        finally:
            ticker.cancel()
        return Outcome(self._answered, tuple(self._failed), self._stopped)

    async def _tick(self, of: int) -> None:
        while True:
            self.show(self._answered + len(self._failed), of)
            await asyncio.sleep(_TICK)

    async def _work(self, left: deque[P]) -> None:
        while left and not self._stopped:
            prompt = left.popleft()
            try:
                reply = await self._reply(prompt)
            except Failure as failure:
                self._note(prompt, failure)
            else:
                self._answered += 1
                self._in_a_row = 0
                self.keep(prompt, reply)

    async def _reply(self, prompt: P) -> R:
        """The reply to a prompt, after as many tries as make sense. Raises the last Failure."""
        wait = FIRST_WAIT
        for left in reversed(range(TRIES)):
            while self._rests:
                await asyncio.wait(self._rests)
            try:
                return await self.complete(prompt)
            except Failure as failure:
                again = failure.scope is Scope.TRY or (failure.scope is Scope.LINE and self._answered > 0)
                if not again or self._stopped:
                    raise
                if (failure.wait or 0) > LONGEST_WAIT:
                    later = f"{failure}; it asks to wait {_told(failure.wait or 0)}, so go on then"
                    raise Failure(later, Scope.RUN) from None
                if not left:
                    raise Failure(f"{failure}; tried {TRIES} times", Scope.PROMPT) from None
                seconds = max(failure.wait or 0, wait * (0.5 + self.chance() / 2))
                self.waiting(str(failure), seconds)
                if failure.wait is None:
                    await self.sleep(seconds)
                else:
                    self._rest(seconds)
            wait *= 2
        raise AssertionError("the last try returns or raises")

    def _rest(self, seconds: float) -> None:
        """Let all wait, as an endpoint that names a time means everyone who asks with this key."""

        async def rest() -> None:
            await self.sleep(seconds)

        task = asyncio.create_task(rest())
        self._rests.add(task)
        task.add_done_callback(self._rests.discard)

    def _note(self, prompt: P, failure: Failure) -> None:
        if failure.scope in (Scope.RUN, Scope.LINE):
            self._stopped = self._stopped or str(failure)
            return
        self._failed.append((prompt, str(failure)))
        self._in_a_row += 1
        if self._in_a_row >= MOST_FAILURES and not self._stopped:
            self._stopped = f"{MOST_FAILURES} prompts failed one after the other"


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The first error in a group, however deep it is packed."""
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error


def _told(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"
