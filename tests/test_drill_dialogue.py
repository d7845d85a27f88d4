"""The dialogue and its queue, without a terminal and without a clock."""

import random
from dataclasses import replace
from itertools import pairwise

import drilled
import pytest

from flashgen.drill import dialogue as talk
from flashgen.drill import queue, summary
from flashgen.drill.dialogue import Dialogue, Panel, Phase
from flashgen.drill.memory import grade
from flashgen.drill.queue import Queue
from flashgen.drill.settings import Settings
from flashgen.drill.values import NEW, Answer, Card, Key, Memory, Moment, Rating, State
from flashgen.model import Form

DAY = 739_900
AT = drilled.noon(DAY)
SETTINGS = Settings()
MINUTE = 60_000


def card(guid: str, number: int = 0) -> Card:
    fields = (f"term {guid}", f"meaning {guid}", "", "", "", "yes")
    return Card(Key(guid, number), Form.TERM, "definition", "Deck", (), ("a.md",), guid, fields)


CARDS = {each.key: each for guid in "abcdef" for each in (card(guid, 0), card(guid, 1))}


def known(days_ago: int, interval: int) -> Memory:
    after = grade(NEW, Rating.EASY, Moment(0, DAY - days_ago), SETTINGS)
    return replace(after, interval=interval, due_day=DAY - days_ago + interval)


def begun(
    new: int = 9, memories: dict[Key, Memory] | None = None, limit: int | None = None, **more: object
) -> Dialogue:
    left = queue.build(CARDS, memories or {}, AT, new, limit)
    return talk.begin(Dialogue(CARDS, memories or {}, SETTINGS, left, **more), AT)  # type: ignore[arg-type]


def answered(dialogue: Dialogue, rating: Rating, at: Moment = AT) -> Dialogue:
    shown = talk.reveal(dialogue, at)
    given = talk.answer(shown, rating, at)
    assert given
    return talk.written(shown, given, at)


# --------------------------------------------------------------------------- what comes next


def test_new_cards_come_in_the_notes_order_and_one_of_a_note() -> None:
    assert queue.build(CARDS, {}, AT, 4).new == tuple(Key(guid, 0) for guid in "abcd")
    assert queue.build(CARDS, {}, AT, 99).new == tuple(Key(guid, 0) for guid in "abcdef")
    assert len(queue.build(CARDS, {}, AT, 99, bury=False).new) == 12


def test_what_was_answered_today_buries_its_sibling_until_tomorrow() -> None:
    left = queue.build(CARDS, {Key("a", 0): known(0, 8)}, AT, 99, seen={"a"})
    assert left.new == tuple(Key(guid, 0) for guid in "bcdef")
    tomorrow = drilled.noon(DAY + 1)
    assert queue.build(CARDS, {Key("a", 0): known(0, 8)}, tomorrow, 1).new == (Key("a", 1),)


def test_due_comes_before_new_the_longest_overdue_first() -> None:
    memories = {Key("c", 0): known(10, 8), Key("d", 1): known(30, 8), Key("e", 0): known(1, 8)}
    left = queue.build(CARDS, memories, AT, 99)
    assert left.due == (Key("d", 1), Key("c", 0))
    assert left.new == (Key("a", 0), Key("b", 0), Key("e", 1), Key("f", 0))
    assert queue.following(left, AT) == Key("d", 1)


def test_both_directions_of_a_term_are_never_asked_in_a_row() -> None:
    """Also where siblings are not buried, as long as there is another card."""
    rng = random.Random(2)
    for bury in (True, False):
        left = queue.build(CARDS, {}, AT, 99, bury=bury)
        at, last, pairs = AT, None, []
        memories: dict[Key, Memory] = {}
        while (key := queue.following(left, at, last)) is not None:
            others = {k.guid for _, k in left.learning} | {k.guid for k in (*left.due, *left.new)}
            pairs.append((last, key, len(others)))
            after = grade(memories.get(key, NEW), Rating(rng.choice((1, 3, 3, 4))), at, SETTINGS)
            memories[key], left, last = after, queue.answered(left, key, after, at), key
            at = drilled.later(at, 20_000)
        assert len(pairs) > 12
        assert not [
            pair for pair in pairs if pair[0] and pair[0] != pair[1] and pair[0].guid == pair[1].guid and pair[2] > 1
        ]
        if bury:
            assert len({key.guid for _, key, _ in pairs}) == len({key for _, key, _ in pairs}) == 6


def test_a_card_that_is_learned_comes_back_when_its_time_has_come() -> None:
    dialogue = answered(begun(new=3), Rating.AGAIN)
    first, at = Key("a", 0), AT
    asked = []
    for _ in range(2):
        asked.append(dialogue.key)
        at = drilled.later(at, 35_000)
        dialogue = answered(dialogue, Rating.EASY, at)
    assert asked == [Key("b", 0), Key("c", 0)]
    assert dialogue.key == first
    dialogue = answered(dialogue, Rating.GOOD, at)
    assert dialogue.key == first, "nothing else is left, so it comes early"
    assert answered(dialogue, Rating.GOOD, at).phase is Phase.DONE


def test_a_card_whose_step_is_far_off_is_not_waited_for() -> None:
    settings = replace(SETTINGS, learning_steps=(60, 3 * 3600))
    left = queue.build(CARDS, {}, AT, 1)
    dialogue = talk.begin(Dialogue(CARDS, {}, settings, left), AT)
    dialogue = answered(dialogue, Rating.GOOD)
    assert dialogue.phase is Phase.DONE
    assert summary.summary(dialogue, AT).waiting == 1


def test_limits() -> None:
    memories = {Key(guid, 0): known(10, 8) for guid in "abc"}
    assert queue.build(CARDS, memories, AT, 9, limit=2).counts() == (0, 0, 2)
    assert queue.build(CARDS, memories, AT, 9, limit=4).counts() == (1, 0, 3)
    assert queue.build(CARDS, memories, AT, 0).counts() == (0, 0, 3)


def test_minutes() -> None:
    dialogue = begun(until=AT.ms + 2 * MINUTE)
    dialogue = answered(dialogue, Rating.EASY, drilled.later(AT, MINUTE))
    assert dialogue.phase is Phase.ASKED
    assert answered(dialogue, Rating.EASY, drilled.later(AT, 2 * MINUTE)).phase is Phase.DONE


def test_a_cram_asks_everything_once_and_what_went_wrong_again() -> None:
    left = queue.cram(CARDS, AT)
    dialogue = talk.begin(Dialogue(CARDS, {}, SETTINGS, left, cram=True), AT)
    wrong = dialogue.key
    asked = []
    while dialogue.phase is not Phase.DONE:
        asked.append(dialogue.key)
        dialogue = answered(dialogue, Rating.AGAIN if len(asked) == 1 else Rating.GOOD)
    assert len(asked) == 13
    assert asked.count(wrong) == 2
    assert asked[-1] == wrong
    assert {done.answer.cram for done in dialogue.history} == {True}
    assert {done.answer.after for done in dialogue.history} == {NEW}
    pairs = pairwise(asked[:-1])  # before the last there is no other card left
    assert not [pair for pair in pairs if pair[0] and pair[1] and pair[0].guid == pair[1].guid]


def test_the_same_day_asks_in_the_same_order_and_the_next_in_another() -> None:
    assert queue.cram(CARDS, AT) == queue.cram(CARDS, AT)
    assert queue.cram(CARDS, AT) != queue.cram(CARDS, drilled.noon(DAY + 1))


# --------------------------------------------------------------------------- the dialogue


def test_nothing_is_graded_before_the_answer_is_shown() -> None:
    assert talk.answer(begun(), Rating.GOOD, AT) is None


def test_the_grade_that_was_shown_counts_also_after_midnight() -> None:
    dialogue = talk.reveal(begun(), AT)
    given = talk.answer(dialogue, Rating.EASY, drilled.noon(DAY + 1))
    assert given
    assert (given.after, given.day) == (dialogue.choices[Rating.EASY], DAY)
    assert given.duration == talk.LONGEST_MS


def test_the_day_turns_while_the_drill_goes_on() -> None:
    dialogue = answered(begun(new=1), Rating.GOOD)
    assert dialogue.key == Key("a", 0)
    late = Moment(AT.ms + 16 * 3_600_000, DAY + 1)
    dialogue = answered(dialogue, Rating.GOOD, late)
    assert dialogue.phase is Phase.DONE
    assert dialogue.memories[Key("a", 0)].due_day > DAY + 1


def test_undo_brings_back_the_question_and_all_as_it_was() -> None:
    before = begun()
    dialogue = answered(answered(before, Rating.AGAIN), Rating.EASY)
    back = talk.taken_back(talk.taken_back(dialogue, AT), AT)
    assert (back.key, back.queue, back.memories, back.history) == (before.key, before.queue, before.memories, ())
    assert (back.phase, back.notice) == (Phase.ASKED, "taken back")
    assert talk.last(back) is None


def test_undo_works_after_the_last_card() -> None:
    dialogue = answered(begun(new=1), Rating.EASY)
    assert dialogue.phase is Phase.DONE
    assert talk.taken_back(dialogue, AT).key == Key("a", 0)


def test_panels_open_and_close() -> None:
    dialogue = talk.show(begun(), Panel.HELP)
    assert dialogue.panel is Panel.HELP
    assert talk.show(dialogue, Panel.SOURCE).panel is Panel.SOURCE
    assert talk.show(dialogue, Panel.HELP).panel is Panel.NONE
    assert talk.reveal(dialogue, AT).panel is Panel.NONE


def test_a_leech_is_told() -> None:
    near = replace(known(10, 8), lapses=7)
    dialogue = answered(begun(0, {Key("a", 0): near, Key("b", 0): known(10, 8)}), Rating.AGAIN)
    if dialogue.memories[Key("a", 0)].lapses == 7:  # b came first today
        dialogue = answered(dialogue, Rating.AGAIN)
    assert dialogue.memories[Key("a", 0)].leech
    assert "leech" in dialogue.notice
    assert summary.summary(talk.end(dialogue), AT).leeches == ("term a",)


def test_what_was_asked_last_is_not_counted() -> None:
    dialogue = talk.end(talk.reveal(answered(begun(), Rating.GOOD), AT))
    found = summary.summary(dialogue, AT)
    assert (found.answered, found.right) == (1, 1)


@pytest.mark.parametrize("memory", [NEW, known(3, 8)])
def test_each_grade_says_what_it_gives(memory: Memory) -> None:
    dialogue = talk.reveal(
        begun(1, {Key("a", 0): replace(memory, due_day=0)} if memory.state is State.REVIEW else {}), AT
    )
    for rating, after in dialogue.choices.items():
        given = talk.answer(dialogue, rating, AT)
        assert isinstance(given, Answer)
        assert given.after == after


def test_counts_follow() -> None:
    dialogue = begun(new=3)
    assert dialogue.queue.counts() == (3, 0, 0)
    assert answered(dialogue, Rating.GOOD).queue.counts() == (2, 1, 0)
    assert answered(dialogue, Rating.EASY).queue.counts() == (2, 0, 0)
    assert Queue().counts() == (0, 0, 0)
