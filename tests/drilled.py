"""Made-up histories of drills, and a store to keep them in."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flashgen.drill import opening
from flashgen.drill.memory import grade
from flashgen.drill.settings import Settings
from flashgen.drill.store import Store
from flashgen.drill.values import NEW, Answer, Key, Memory, Moment, Rating, State

DEFAULT = Settings()
HOUR_MS = 3_600_000


def noon(day: int) -> Moment:
    """Noon of a day, UTC."""
    return Moment(int(datetime.fromordinal(day).replace(hour=12, tzinfo=UTC).timestamp() * 1000), day)


def later(at: Moment, ms: int) -> Moment:
    return Moment(at.ms + ms, at.day)


def answers(
    keys: Iterable[Key], last_day: int, rng: random.Random, count: int = 12, settings: Settings = DEFAULT
) -> Iterator[Answer]:
    """Answers to each card, as a person gives them who drills now and then, up to a day."""
    for number, key in enumerate(keys):
        day, memory = last_day - rng.randint(200, 500), NEW
        for _ in range(count):
            at = later(noon(day), rng.randrange(HOUR_MS) + number)
            while True:
                rating = Rating(rng.choices((1, 2, 3, 4), (2, 2, 7, 2))[0])
                after = grade(memory, rating, at, settings)
                yield Answer(at.ms, key, rating, at.day, memory, after, rng.randint(1000, 20_000))
                memory = after
                if memory.state is State.REVIEW or at.ms > noon(day).ms + 4 * HOUR_MS:
                    break
                at = later(at, max(60_000, memory.due_ms - at.ms))
            day = max(day + 1, memory.due_day + rng.choice((0, 0, 0, 1, 3, -1)))
            if day > last_day:
                break


@contextmanager
def opened(file: Path, given: Sequence[Answer] = ()) -> Iterator[Store]:
    """A store with these answers in it."""
    with opening.opened(file, file.name, 1) as (found, problem):
        assert problem is None
        found.database.execute("PRAGMA synchronous = OFF")  # hundreds of answers at once
        for answer in given:
            assert found.write(answer)
        yield found


def memories(given: Iterable[Answer]) -> Mapping[Key, Memory]:
    return {answer.key: answer.after for answer in given}
