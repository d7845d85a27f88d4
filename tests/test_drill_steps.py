"""Dialogue and store together: whatever a person does, in whatever order, both know the same."""

import random
from collections.abc import Iterator
from pathlib import Path

import drilled
import pytest

from flashgen.drill import dialogue as talk
from flashgen.drill import queue, steps
from flashgen.drill.another import another
from flashgen.drill.dialogue import Dialogue, Phase
from flashgen.drill.settings import Settings
from flashgen.drill.steps import Desk
from flashgen.drill.store import Store
from flashgen.drill.values import Card, Key, Moment, Rating, Verdict
from flashgen.model import Form

CARDS = {
    Key(guid, way): Card(
        Key(guid, way),
        Form.TERM,
        "definition",
        "D",
        (),
        ("a.md",),
        guid,
        (guid, f"meaning of {guid}", "", "", "", "yes"),
    )
    for guid in ("perplexity", "complexity", "entropy")
    for way in (0, 1)
}


class Clock:
    def __init__(self) -> None:
        self.at = drilled.noon(739_900)

    def __call__(self) -> Moment:
        self.at = drilled.later(self.at, 1500)
        return self.at


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with drilled.opened(tmp_path / "drill.sqlite3") as opened:
        yield opened


def desk(store: Store) -> Desk:
    return Desk(store, Clock(), lambda card: card.paths[0], another(tuple(CARDS.values())))


def begun(desk: Desk, cram: bool = False, **settings: object) -> Dialogue:
    at, memories = desk.clock(), desk.store.memories()
    left = queue.cram(CARDS, at) if cram else queue.build(CARDS, memories, at, 9, bury=False)
    return talk.begin(Dialogue(CARDS, memories, Settings(**settings), left, cram=cram), at)  # type: ignore[arg-type]


@pytest.mark.parametrize("cram", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_pressed_disk_and_screen_agree(store: Store, seed: int, cram: bool) -> None:
    rng, place = random.Random(seed), desk(store)
    dialogue = begun(place, cram)
    first = dialogue
    for _ in range(120):
        act = rng.randrange(10)
        if dialogue.phase is Phase.DONE or act == 0:
            dialogue = steps.undo(dialogue, place)
        elif dialogue.phase is Phase.ASKED and act < 4:
            dialogue = steps.typed(dialogue, rng.choice(("", "entropy", "meaning of entropy")), place)
        elif dialogue.phase is Phase.ASKED:
            dialogue = talk.reveal(dialogue, place.clock())
        else:
            dialogue = steps.grade(dialogue, rng.choice(list(Rating)), place)
        assert [each.id for each in store.answers()] == [done.answer.id for done in dialogue.history]
        known = {key: memory for key, memory in dialogue.memories.items() if memory.reps}
        assert store.memories() == ({} if cram else known)
    while dialogue.history:
        dialogue = steps.undo(dialogue, place)
    assert (dialogue.key, dialogue.queue) == (first.key, first.queue)
    assert (store.answers(), store.memories()) == ((), {})


def test_what_another_drill_answered_first_is_told_and_left(store: Store) -> None:
    place = desk(store)
    ours, theirs = begun(place), begun(place)
    theirs = steps.grade(talk.reveal(theirs, place.clock()), Rating.EASY, place)
    asked = ours.key
    ours = steps.grade(talk.reveal(ours, place.clock()), Rating.AGAIN, place)
    assert "answered in another drill" in ours.notice
    assert ours.key != asked
    assert ours.history == ()
    assert [answer.rating for answer in store.answers()] == [Rating.EASY]
    assert asked
    assert ours.memories[asked] == theirs.memories[asked]


def test_what_was_answered_elsewhere_since_cannot_be_taken_back(store: Store) -> None:
    place = desk(store)
    ours = steps.grade(talk.reveal(begun(place, learning_steps=(1,)), place.clock()), Rating.AGAIN, place)
    theirs = talk.reveal(begun(place), place.clock())
    assert theirs.key == ours.history[0].answer.key
    steps.grade(theirs, Rating.GOOD, place)
    after = steps.undo(ours, place)
    assert "cannot be taken back" in after.notice
    assert len(store.answers()) == 2


def test_a_typed_answer_that_belongs_to_another_card_is_wrong(store: Store) -> None:
    place = desk(store)
    dialogue = begun(place, cram=True)
    while dialogue.key != Key("perplexity", 1):
        dialogue = steps.grade(talk.reveal(dialogue, place.clock()), Rating.GOOD, place)
    assert steps.typed(dialogue, "perplexty", place).verdict is Verdict.NEARLY
    assert steps.typed(dialogue, "Complexity", place).verdict is Verdict.WRONG
    assert steps.typed(dialogue, "perplexities", place).verdict is Verdict.RIGHT
