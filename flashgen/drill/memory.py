"""When a card is asked next: FSRS, through the ``fsrs`` package, whose only door this is.

FSRS counts days. It is given days as a person counts them, so that Monday evening and Tuesday morning are one day
apart. Nothing is left to chance: the package's own fuzz is off.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from flashgen.drill.settings import Settings
from flashgen.drill.values import Memory, Moment, Rating, State

if TYPE_CHECKING:
    import fsrs

_DAY = 86_400


def grade(memory: Memory, rating: Rating, at: Moment, settings: Settings) -> Memory:
    """What is known of a person's memory after an answer."""
    import fsrs

    reviewed = datetime.fromordinal(at.day).replace(tzinfo=UTC)
    card, _ = _scheduler(settings).review_card(_card(memory, at), fsrs.Rating(rating), reviewed)
    wait = card.due - reviewed
    lapses = memory.lapses + (memory.state is State.REVIEW and rating is Rating.AGAIN)
    graded = replace(
        memory,
        state=State(card.state),
        step=card.step or 0,
        stability=card.stability or 0.0,
        difficulty=card.difficulty or 0.0,
        last_ms=at.ms,
        last_day=at.day,
        reps=memory.reps + 1,
        lapses=lapses,
        leech=memory.leech or (lapses > memory.lapses and 0 < settings.leech_after <= lapses),
    )
    if graded.state is State.REVIEW:
        days = wait // timedelta(days=1)
        return replace(graded, interval=days, due_day=at.day + days, due_ms=0)
    seconds = round(wait.total_seconds())
    # a step of a day and more counts in days, as Anki's does
    due_ms = at.ms + seconds * 1000 if seconds < _DAY else 0
    return replace(graded, interval=-seconds, due_day=at.day + seconds // _DAY, due_ms=due_ms)


def choices(memory: Memory, at: Moment, settings: Settings) -> dict[Rating, Memory]:
    """What each of the four grades would lead to."""
    return {rating: grade(memory, rating, at, settings) for rating in Rating}


def recall(memory: Memory, day: int, settings: Settings) -> float:
    """How likely the answer is known on a day, from 0 to 1; 0 of a card that was never answered."""
    if memory.state is State.NEW:
        return 0.0
    then = Moment(0, max(day, memory.last_day))
    now = datetime.fromordinal(then.day).replace(tzinfo=UTC)
    return float(_scheduler(settings).get_card_retrievability(_card(memory, then), now))


def decay(settings: Settings) -> float:
    """How fast memory fades, as Anki keeps it with each card."""
    return _scheduler(settings).parameters[20]


@lru_cache(maxsize=4)
def _scheduler(settings: Settings) -> fsrs.Scheduler:
    import fsrs

    given = {"parameters": settings.parameters} if settings.parameters else {}
    return fsrs.Scheduler(
        **given,
        desired_retention=settings.desired_retention,
        learning_steps=[timedelta(seconds=step) for step in settings.learning_steps],
        relearning_steps=[timedelta(seconds=step) for step in settings.relearning_steps],
        maximum_interval=settings.maximum_interval,
        enable_fuzzing=False,
    )


def _card(memory: Memory, at: Moment) -> fsrs.Card:
    """The card as the package knows it; the id is given, as the package would sleep to make one."""
    import fsrs

    due = datetime.fromordinal(at.day).replace(tzinfo=UTC)
    if memory.state is State.NEW:
        return fsrs.Card(card_id=0, due=due)
    # a clock that was set back must not make time run backwards
    last = datetime.fromordinal(min(memory.last_day, at.day)).replace(tzinfo=UTC)
    step = None if memory.state is State.REVIEW else memory.step
    return fsrs.Card(0, fsrs.State(memory.state), step, memory.stability, memory.difficulty, due, last)


def from_ease(interval: int, ease: float, settings: Settings) -> tuple[float, float]:
    """Stability and difficulty of a card of which only Anki's interval and ease are known, as FSRS converts them."""
    parameters = _scheduler(settings).parameters
    stability = float(max(interval, 1))
    growth = math.exp(parameters[8]) * stability ** -parameters[9] * math.expm1(0.1 * parameters[10])
    return stability, min(max(11 - (max(ease, 1.3) - 1) / growth, 1.0), 10.0)
