"""A year of daily drills by someone whose memory is known: it is asked often enough, and not more."""

import random
from dataclasses import replace

import drilled
import pytest

from flashgen.drill import dialogue as talk
from flashgen.drill import queue
from flashgen.drill.dialogue import Dialogue, Phase
from flashgen.drill.memory import grade, recall
from flashgen.drill.settings import Settings
from flashgen.drill.stats import retention
from flashgen.drill.store import Logged
from flashgen.drill.values import NEW, Answer, Card, Key, Memory, Rating, State
from flashgen.model import Form

FIRST = 739_500
FIRST_TIME, RECALLED = (0.24, 0.094, 0.495, 0.171), (0.224, 0.631, 0.145)
"""How often learners give each grade to a new card, and each but again to one that they know; FSRS's own simulator
reckons with these."""


def logged(given: Answer) -> Logged:
    before, after = given.before, given.after
    head = (given.id, *given.key, int(given.rating), given.day, given.duration, given.cram, int(before.state))
    return Logged(*head, before.interval, after.interval, after.stability, after.difficulty)


def year(settings: Settings, terms: int, seed: int, days: int = 365, skipped: float = 0.0) -> list[Logged]:
    """The answers of a year. The person forgets as FSRS says that people do, which the drill is not told."""
    rng = random.Random(seed)
    truth = Settings(learning_steps=settings.learning_steps, relearning_steps=settings.relearning_steps)
    cards = {
        Key(f"t{number}", way): Card(
            Key(f"t{number}", way), Form.TERM, "definition", "D", (), ("a",), f"{number:03}", ()
        )
        for number in range(terms)
        for way in (0, 1)
    }
    memories: dict[Key, Memory] = {}
    head: dict[Key, Memory] = {}
    answers: list[Logged] = []
    for day in range(FIRST, FIRST + days):
        if rng.random() < skipped:
            continue
        at = drilled.noon(day)
        left = queue.build(cards, memories, at, settings.new_per_day, bury=settings.bury_siblings)
        dialogue = talk.begin(Dialogue(cards, memories, settings, left), at)
        while dialogue.phase is not Phase.DONE and dialogue.key:
            mind = head.get(dialogue.key, NEW)
            # what was seen minutes ago is known, mostly
            chance = 0.93 if mind.last_day == day else recall(mind, day, truth)
            if mind.state is State.NEW:
                rating = Rating(rng.choices((1, 2, 3, 4), FIRST_TIME)[0])
            else:
                rating = Rating(rng.choices((2, 3, 4), RECALLED)[0]) if rng.random() < chance else Rating.AGAIN
            head[dialogue.key] = grade(mind, rating, at, truth)
            shown = talk.reveal(dialogue, at)
            given = talk.answer(shown, rating, drilled.later(at, 5000))
            assert given
            answers.append(logged(given))
            at = drilled.later(at, 5000)
            dialogue = talk.written(shown, given, at)
        memories = dict(dialogue.memories)
    return answers


def share(answers: list[Logged]) -> tuple[float, int]:
    counted = retention(answers)
    reviews = sum(each.reviews for each in counted)
    return sum(each.right for each in counted) / reviews, reviews


@pytest.mark.slow
@pytest.mark.parametrize("desired", [0.8, 0.9, 0.95])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_year_of_300_terms(desired: float, seed: int) -> None:
    found, reviews = share(year(Settings(desired_retention=desired), 300, seed))
    print(f"desired {desired}: true retention {found:.4f} of {reviews} reviews")
    assert reviews > 3000
    assert abs(found - desired) < 0.02


def test_some_months_of_forty_terms() -> None:
    """The same in small; the margin is four standard deviations of so few reviews."""
    found, reviews = share(year(Settings(), 40, seed=3, days=150))
    assert reviews > 300
    assert abs(found - 0.9) < 4 * (0.9 * 0.1 / reviews) ** 0.5


def test_wanting_to_know_more_costs_more_reviews() -> None:
    eager, easy = (share(year(Settings(desired_retention=wanted), 30, seed=3, days=150)) for wanted in (0.95, 0.8))
    assert eager[0] > easy[0]
    assert eager[1] > easy[1]


def test_retention_counts_only_the_first_review_of_a_day() -> None:
    base = Logged(1, "g", 0, 1, 5, 0, False, State.REVIEW, 5, 3, 1.0, 5.0)
    same_day, learning = base._replace(id=2, rating=3), base._replace(id=3, ord=1, state=State.LEARNING)
    (day,) = retention([base, same_day, learning, replace_cram(base)])
    assert (day.right, day.reviews) == (0, 1)


def replace_cram(answer: Logged) -> Logged:
    return answer._replace(id=9, state=State.RELEARNING)


def test_the_memory_of_a_card_is_not_changed_in_place() -> None:
    memory = grade(NEW, Rating.GOOD, drilled.noon(FIRST), Settings())
    assert replace(memory) == memory
