"""Which card comes next: pure.

Cards that are being learned come when their time has come, then those that are due, then new ones in the notes' order.
Of the cards of one note only one is asked a day, and never two in a row while there is another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from flashgen.drill.values import NEW, Key, Memory, Moment, State

AHEAD_MS = 20 * 60 * 1000
"""A card that is being learned is asked that much early where nothing else is left, as in Anki."""


class Counts(NamedTuple):
    """How many are left."""

    new: int
    learning: int
    due: int


@dataclass(frozen=True, slots=True)
class Queue:
    """What is left to ask."""

    learning: tuple[tuple[int, Key], ...] = ()
    """When each is asked, soonest first."""
    due: tuple[Key, ...] = ()
    new: tuple[Key, ...] = ()
    bury: bool = True

    def counts(self) -> Counts:
        """How many of each are left."""
        return Counts(len(self.new), len(self.learning), len(self.due))


def build(
    cards: Iterable[Key],
    memories: Mapping[Key, Memory],
    at: Moment,
    new: int,
    limit: int | None = None,
    bury: bool = True,
    seen: Collection[str] = (),
) -> Queue:
    """What there is to ask at a moment.

    ``new`` is how many cards may be new; ``limit`` how many there may be in all; ``seen`` the notes of which a card was
    answered today already.
    """
    learning: list[tuple[int, Key]] = []
    due: list[Key] = []
    fresh: list[Key] = []
    for key in cards:
        memory = memories.get(key, NEW)
        if memory.state is State.NEW:
            fresh.append(key)
        elif memory.due_ms and memory.state is not State.REVIEW and at.day <= memory.due_day:
            learning.append((memory.due_ms, key))
        elif memory.is_due(at):
            due.append(key)
    due.sort(key=lambda key: (memories[key].due_day, _shuffled(key, at.day)))
    learning.sort()
    taken = {key.guid for _, key in learning}
    if bury:
        taken |= set(seen)
        due = _one_each(due, taken)
        fresh = _one_each(fresh, taken)
    room = max(0, (len(due) + new if limit is None else limit) - len(learning))
    due = due[:room]
    return Queue(tuple(learning), tuple(due), tuple(fresh[: min(new, room - len(due))]), bury)


def cram(cards: Iterable[Key], at: Moment, limit: int | None = None) -> Queue:
    """All cards once, in a mixed order in which those of a note stand apart."""
    order = sorted(cards, key=lambda key: (key.ord, _shuffled(key, at.day)))
    return Queue(due=tuple(order if limit is None else order[:limit]), bury=False)


def following(queue: Queue, at: Moment, last: Key | None = None) -> Key | None:
    """The card to ask now; None where nothing is left to ask in the next minutes."""
    ready = [key for when, key in queue.learning if when <= at.ms]
    early = [key for when, key in queue.learning if at.ms < when <= at.ms + AHEAD_MS]
    found = [*ready, *queue.due[:2], *queue.new[:2], *early]
    apart = [key for key in found if last is None or key.guid != last.guid]
    return next(iter([*apart, *found]), None)


def answered(queue: Queue, key: Key, after: Memory, at: Moment) -> Queue:
    """What is left once a card was answered: it comes back where it is still being learned."""
    rest = without(queue, key)
    if queue.bury:
        rest = replace(
            rest,
            due=tuple(other for other in rest.due if other.guid != key.guid),
            new=tuple(other for other in rest.new if other.guid != key.guid),
        )
    if after.due_ms and after.due_day == at.day:
        return replace(rest, learning=tuple(sorted([*rest.learning, (after.due_ms, key)])))
    return rest


def again(queue: Queue, key: Key) -> Queue:
    """A card that did not go well comes back after all others, where nothing is scheduled."""
    rest = without(queue, key)
    return replace(rest, due=(*rest.due, key))


def without(queue: Queue, key: Key) -> Queue:
    """The queue without a card."""
    return replace(
        queue,
        learning=tuple(entry for entry in queue.learning if entry[1] != key),
        due=tuple(other for other in queue.due if other != key),
        new=tuple(other for other in queue.new if other != key),
    )


def _one_each(keys: Iterable[Key], taken: set[str]) -> list[Key]:
    """The first card of each note that has none yet."""
    found = []
    for key in keys:
        if key.guid not in taken:
            taken.add(key.guid)
            found.append(key)
    return found


def _shuffled(key: Key, day: int) -> bytes:
    """Mixes cards of one day, each day another way, and the same way each time."""
    return hashlib.blake2b(f"{day} {key.guid} {key.ord}".encode(), digest_size=8).digest()
