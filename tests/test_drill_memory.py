"""Scheduling: that of the fsrs package, in days as a person counts them."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import fsrs
import pytest

from flashgen.drill.days import moment, span
from flashgen.drill.memory import choices, grade, recall
from flashgen.drill.settings import Settings
from flashgen.drill.values import NEW, Memory, Moment, Rating, State

SETTINGS = Settings()
DAY_MS = 86_400_000


def at(when: datetime, rollover: int = 4) -> Moment:
    return moment(when, rollover)


@pytest.mark.parametrize(
    ("settings", "cards"),
    [
        (SETTINGS, 500),
        (Settings(desired_retention=0.8, learning_steps=(), relearning_steps=()), 50),
        (Settings(0.97, learning_steps=(30, 300, 3600), relearning_steps=(60, 600), maximum_interval=90), 50),
    ],
    ids=["default", "no steps", "many steps"],
)
def test_scheduling_is_the_packages_own(settings: Settings, cards: int) -> None:
    """Ten thousand random answers, and some with other settings.

    Each falls later in its day than the one before, so that both count the same days.
    """
    theirs = fsrs.Scheduler(
        desired_retention=settings.desired_retention,
        learning_steps=[timedelta(seconds=step) for step in settings.learning_steps],
        relearning_steps=[timedelta(seconds=step) for step in settings.relearning_steps],
        maximum_interval=settings.maximum_interval,
        enable_fuzzing=False,
    )
    rng = random.Random(5)
    for number in range(cards):
        when = datetime(2026, 1, 1, 6, tzinfo=UTC) + timedelta(days=rng.randrange(100))
        card, memory = fsrs.Card(card_id=number, due=when), NEW
        for _ in range(20):
            rating = rng.choice(list(Rating))
            card, _ = theirs.review_card(card, fsrs.Rating(rating), when)
            memory = grade(memory, rating, at(when), settings)
            assert (memory.state, memory.step) == (State(card.state), card.step or 0)
            assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
            if memory.state is State.REVIEW:
                assert timedelta(days=memory.interval) == card.due - when
                assert memory.due_day == at(card.due).day
            else:
                assert memory.due_ms == int(card.due.timestamp() * 1000)
            gap = max(0, rng.choice((0, 0, memory.interval, memory.interval + rng.randrange(9), memory.interval // 2)))
            when += timedelta(days=gap, seconds=rng.randrange(1, 1200))


def test_evening_and_next_morning_are_a_day_apart() -> None:
    evening, morning = datetime(2026, 5, 4, 22, tzinfo=UTC), datetime(2026, 5, 5, 7, tzinfo=UTC)
    known = grade(NEW, Rating.EASY, at(evening), SETTINGS)
    assert grade(known, Rating.GOOD, at(morning), SETTINGS) == replace(
        grade(known, Rating.GOOD, at(evening + timedelta(days=1)), SETTINGS), last_ms=at(morning).ms
    )


def test_what_is_due_in_days_is_due_from_the_morning_on() -> None:
    known = grade(NEW, Rating.EASY, at(datetime(2026, 5, 4, 22, tzinfo=UTC)), Settings(learning_steps=()))
    before, due = (at(datetime(2026, 5, 4, hour, tzinfo=UTC) + timedelta(days=known.interval)) for hour in (3, 4))
    assert not known.is_due(before)
    assert known.is_due(due)


def test_a_learning_step_is_due_by_the_minute_and_at_the_latest_the_next_day() -> None:
    late = at(datetime(2026, 5, 5, 3, 55, tzinfo=UTC))
    learning = grade(NEW, Rating.GOOD, late, SETTINGS)
    assert learning.interval == -600
    assert not learning.is_due(Moment(late.ms + 599_000, late.day))
    assert learning.is_due(Moment(late.ms + 600_000, late.day))
    assert learning.is_due(Moment(late.ms + 400_000, late.day + 1))


def test_a_step_of_a_day_counts_in_days() -> None:
    settings = Settings(learning_steps=(600, 86_400))
    now = at(datetime(2026, 5, 5, 23, tzinfo=UTC))
    step = grade(grade(NEW, Rating.GOOD, now, settings), Rating.GOOD, now, settings)
    assert grade(NEW, Rating.GOOD, now, settings).interval == -86_400
    assert (step.state, grade(NEW, Rating.GOOD, now, settings).due_day) == (State.REVIEW, now.day + 1)
    assert not grade(NEW, Rating.GOOD, now, settings).is_due(Moment(now.ms + 8 * 3_600_000 - 1, now.day))


@pytest.mark.parametrize(
    ("when", "zone", "day"),
    [
        ("2026-03-29 03:59", "Europe/Berlin", "2026-03-28"),  # the night an hour is left out
        ("2026-03-29 04:00", "Europe/Berlin", "2026-03-29"),
        ("2026-10-25 03:59", "Europe/Berlin", "2026-10-24"),  # the night an hour comes twice
        ("2026-10-25 04:00", "Europe/Berlin", "2026-10-25"),
        ("2027-01-01 03:00", "Pacific/Kiritimati", "2026-12-31"),
        ("2027-01-01 05:00", "America/Los_Angeles", "2027-01-01"),
    ],
)
def test_a_day_ends_at_the_rollover_hour_by_the_clock_on_the_wall(when: str, zone: str, day: str) -> None:
    local = datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone))
    assert at(local).day == datetime.fromisoformat(day).toordinal()


def test_a_clock_set_back_does_no_harm() -> None:
    now = at(datetime(2026, 5, 5, 12, tzinfo=UTC))
    known = grade(NEW, Rating.EASY, now, SETTINGS)
    back = grade(known, Rating.GOOD, Moment(now.ms - 30 * DAY_MS, now.day - 30), SETTINGS)
    assert back.state is State.REVIEW
    assert back.stability > 0


def test_the_four_grades_are_ordered_and_differ() -> None:
    now = at(datetime(2026, 5, 5, 12, tzinfo=UTC))
    known = grade(NEW, Rating.EASY, now, SETTINGS)
    offered = choices(known, Moment(now.ms + 10 * DAY_MS, now.day + 10), SETTINGS)
    assert offered[Rating.AGAIN].interval == -600
    assert 0 < offered[Rating.HARD].interval < offered[Rating.GOOD].interval < offered[Rating.EASY].interval


def test_a_card_that_keeps_failing_is_a_leech() -> None:
    settings = Settings(relearning_steps=(), leech_after=3)
    day, memory = 739_000, grade(NEW, Rating.EASY, Moment(739_000 * DAY_MS, 739_000), settings)
    marks = []
    for _ in range(4):
        day += memory.interval
        memory = grade(memory, Rating.AGAIN, Moment(day * DAY_MS, day), settings)
        marks.append(memory.leech)
    assert marks == [False, False, True, True]
    assert not grade(replace(memory, leech=False), Rating.AGAIN, Moment(0, day + 9), Settings(leech_after=0)).leech


def test_recall_fades_to_nine_of_ten_after_the_stability() -> None:
    now = at(datetime(2026, 5, 5, 12, tzinfo=UTC))
    known = replace(grade(NEW, Rating.EASY, now, SETTINGS), stability=20.0)
    assert recall(known, now.day, SETTINGS) == 1
    assert recall(known, now.day + 20, SETTINGS) == pytest.approx(0.9)
    assert recall(Memory(), now.day, SETTINGS) == 0


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        (-30, "30s"),
        (-60, "1m"),
        (-330, "5.5m"),
        (-5400, "1.5h"),
        (-86_400, "1d"),
        (1, "1d"),
        (29, "29d"),
        (45, "1.5mo"),
        (730, "2y"),
    ],
)
def test_an_interval_as_anki_shows_it(interval: int, said: str) -> None:
    assert span(interval) == said
