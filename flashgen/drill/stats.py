"""What the answers add up to: forecast, retention, stability, calendar, hardest cards. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flashgen.drill.days import named
from flashgen.drill.memory import recall
from flashgen.drill.readable import counted, face
from flashgen.drill.settings import Settings
from flashgen.drill.store import Logged
from flashgen.drill.values import NEW, Card, Key, Memory, Moment, Rating, State

WEEKS = 26
"""Of the calendar."""
_HARDEST = 10
_STABILITIES = (
    (1, "under a day"),
    (7, "up to a week"),
    (30, "up to a month"),
    (90, "up to 3 months"),
    (365, "up to a year"),
)
_LONGER = "over a year"


@dataclass(frozen=True, slots=True)
class Retention:
    """How many reviews of a day went well; learning does not count."""

    day: int
    right: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Hard:
    """A card that is forgotten again and again."""

    question: str
    answer: str
    lapses: int
    difficulty: float
    leech: bool


@dataclass(frozen=True, slots=True)
class Stats:
    """All that is shown."""

    today: int
    desired_retention: float
    cards: Mapping[str, int]
    """By state, how many there are."""
    overdue: int
    forecast: tuple[int, ...]
    """Cards due today, tomorrow, and so on."""
    retention: tuple[Retention, ...]
    """Days with reviews, the oldest first."""
    stability: tuple[tuple[str, int], ...]
    """How many cards are remembered how long."""
    known: float
    """How many of the begun cards would be answered right now, as FSRS believes."""
    calendar: Mapping[int, int]
    """Answers by day."""
    streak: int
    """Days in a row with an answer, up to today or yesterday."""
    answers: int
    seconds: int
    hardest: tuple[Hard, ...]

    @property
    def streak_words(self) -> str:
        """The days in a row, in words."""
        return f"{counted(self.streak, 'day')} in a row"

    @property
    def right(self) -> int:
        """Reviews that went well, of all that are counted in ``reviews``."""
        return sum(each.right for each in self.retention)

    @property
    def reviews(self) -> int:
        """Reviews in the time that is shown."""
        return sum(each.reviews for each in self.retention)


def stats(
    cards: Sequence[Card],
    memories: Mapping[Key, Memory],
    answers: Iterable[Logged],
    settings: Settings,
    at: Moment,
    days: int = 30,
) -> Stats:
    """The figures at a moment: what is due in the next days, what was answered in the last ones."""
    begun = {card.key: memories[card.key] for card in cards if card.key in memories}
    counted = [answer for answer in answers if not answer.cram]
    calendar = Counter(answer.day for answer in counted)
    ahead = Counter(max(at.day, memory.due_day) - at.day for memory in begun.values())
    states = Counter(memories.get(card.key, NEW).state.name.lower() for card in cards)
    return Stats(
        today=at.day,
        desired_retention=settings.desired_retention,
        cards={state.name.lower(): states[state.name.lower()] for state in State},
        overdue=sum(memory.due_day < at.day for memory in begun.values()),
        forecast=tuple(ahead[day] for day in range(days)),
        retention=retention(counted, at.day - days + 1),
        stability=_stability(begun.values()),
        known=sum(recall(memory, at.day, settings) for memory in begun.values()),
        calendar=dict(calendar),
        streak=_streak(calendar, at.day),
        answers=len(counted),
        seconds=round(sum(answer.duration for answer in counted) / 1000),
        hardest=_hardest(cards, begun),
    )


def retention(answers: Iterable[Logged], first_day: int = 0) -> tuple[Retention, ...]:
    """True retention by day: of cards that were in review, the first answer of the day."""
    right: Counter[int] = Counter()
    reviews: Counter[int] = Counter()
    seen: set[tuple[int, Key]] = set()
    for answer in answers:
        if answer.state != State.REVIEW or answer.day < first_day or (answer.day, answer.key) in seen:
            continue
        seen.add((answer.day, answer.key))
        reviews[answer.day] += 1
        right[answer.day] += answer.rating != Rating.AGAIN
    return tuple(Retention(day, right[day], reviews[day]) for day in sorted(reviews))


def as_json(found: Stats) -> dict[str, object]:
    """The figures for another program."""
    return {
        "today": named(found.today),
        "desired_retention": found.desired_retention,
        "cards": dict(found.cards),
        "overdue": found.overdue,
        "forecast": [{"day": named(found.today + ahead), "due": due} for ahead, due in enumerate(found.forecast)],
        "retention": [
            {"day": named(each.day), "right": each.right, "reviews": each.reviews} for each in found.retention
        ],
        "stability": [{"lasts": lasts, "cards": count} for lasts, count in found.stability],
        "known": round(found.known, 1),
        "calendar": {named(day): count for day, count in sorted(found.calendar.items())},
        "streak": found.streak,
        "answers": found.answers,
        "seconds": found.seconds,
        "hardest": [
            {"question": hard.question, "answer": hard.answer, "lapses": hard.lapses, "leech": hard.leech}
            | {"difficulty": round(hard.difficulty, 2)}
            for hard in found.hardest
        ],
    }


def _stability(memories: Iterable[Memory]) -> tuple[tuple[str, int], ...]:
    counts = Counter(
        next((name for most, name in _STABILITIES if memory.stability < most), _LONGER)
        for memory in memories
        if memory.state is not State.NEW
    )
    return tuple((name, counts[name]) for name in (*(name for _, name in _STABILITIES), _LONGER))


def _streak(calendar: Mapping[int, int], today: int) -> int:
    day = today if calendar.get(today) else today - 1
    length = 0
    while calendar.get(day):
        length, day = length + 1, day - 1
    return length


def _hardest(cards: Sequence[Card], begun: Mapping[Key, Memory]) -> tuple[Hard, ...]:
    by_key = {card.key: card for card in cards}
    order = sorted(begun.items(), key=lambda entry: (-entry[1].lapses, -entry[1].difficulty, entry[0]))
    found = []
    for key, memory in order[:_HARDEST]:
        if memory.lapses:
            shown = face(by_key[key])
            found.append(Hard(shown.question, shown.answer, memory.lapses, memory.difficulty, memory.leech))
    return tuple(found)
