"""The dialogue of a drill as a value that events change: no clock, no terminal, no disk.

    Dialogue + event -> Dialogue, and what is to be written down before the next question shows

A front end shows the dialogue, makes an event of what a person does, and writes down or takes back what comes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from flashgen.drill import queue as queues
from flashgen.drill.memory import choices
from flashgen.drill.queue import Queue
from flashgen.drill.settings import Settings
from flashgen.drill.values import NEW, Answer, Card, Key, Memory, Moment, Rating, State, Verdict

LONGEST_MS = 60_000
"""Of one answer; who takes longer has gone for a coffee."""


class Phase(Enum):
    """Where the dialogue stands."""

    ASKED = "asked"
    REVEALED = "revealed"
    DONE = "done"


class Panel(Enum):
    """What is shown below the card."""

    NONE = ""
    SOURCE = "source"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Done:
    """An answer that was written down, and the dialogue as it was when the card was asked."""

    answer: Answer
    before: Dialogue


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A drill under way."""

    cards: Mapping[Key, Card]
    memories: Mapping[Key, Memory]
    settings: Settings
    queue: Queue
    phase: Phase = Phase.DONE
    key: Key | None = None
    since: int = 0
    """When the card was asked."""
    begun: int = 0
    until: int = 0
    """When the drill is to end; 0 for never."""
    cram: bool = False
    choices: Mapping[Rating, Memory] = field(default_factory=dict)
    """Once revealed: what each grade leads to."""
    verdict: Verdict | None = None
    typed: str | None = None
    panel: Panel = Panel.NONE
    notice: str = ""
    """One line on what happened last."""
    history: tuple[Done, ...] = ()

    @property
    def card(self) -> Card | None:
        """The card that is asked."""
        return self.cards[self.key] if self.key else None

    @property
    def suggested(self) -> Rating | None:
        """The grade that a typed answer has earned."""
        grades = {Verdict.RIGHT: Rating.GOOD, Verdict.NEARLY: Rating.HARD, Verdict.WRONG: Rating.AGAIN}
        return grades[self.verdict] if self.verdict else None


def begin(dialogue: Dialogue, at: Moment) -> Dialogue:
    """The dialogue with its first question."""
    return _ask(replace(dialogue, begun=at.ms), at)


def reveal(dialogue: Dialogue, at: Moment, typed: str | None = None, verdict: Verdict | None = None) -> Dialogue:
    """Show the answer; with what was typed and what that is worth where the answer was typed."""
    if dialogue.phase is not Phase.ASKED or dialogue.key is None:
        return dialogue
    memory = dialogue.memories.get(dialogue.key, NEW)
    grades = {} if dialogue.cram else choices(memory, at, dialogue.settings)
    return replace(
        dialogue, phase=Phase.REVEALED, choices=grades, typed=typed, verdict=verdict, panel=Panel.NONE, notice=""
    )


def answer(dialogue: Dialogue, rating: Rating, at: Moment) -> Answer | None:
    """What is to be written down when a card is graded; None where none is to be graded."""
    if dialogue.phase is not Phase.REVEALED or dialogue.key is None:
        return None
    before = dialogue.memories.get(dialogue.key, NEW)
    # the grade as it was shown counts, even if midnight has passed since
    after = before if dialogue.cram else dialogue.choices[rating]
    day = at.day if dialogue.cram else after.last_day
    duration = min(max(0, at.ms - dialogue.since), LONGEST_MS)
    return Answer(at.ms, dialogue.key, rating, day, before, after, duration, dialogue.cram)


def written(dialogue: Dialogue, given: Answer, at: Moment) -> Dialogue:
    """The dialogue after an answer that is on disk: with the next question."""
    memories = {**dialogue.memories, given.key: given.after}
    if not dialogue.cram:
        left = queues.answered(dialogue.queue, given.key, given.after, at)
    elif given.rating is Rating.AGAIN:
        left = queues.again(dialogue.queue, given.key)
    else:
        left = queues.without(dialogue.queue, given.key)
    asked = replace(dialogue, phase=Phase.ASKED, choices={}, verdict=None, typed=None, panel=Panel.NONE, notice="")
    new_leech = given.after.leech and not given.before.leech
    notice = f"forgotten {given.after.lapses} times: marked as a leech; reword it, or learn it another way"
    return _ask(
        replace(
            dialogue,
            memories=memories,
            queue=left,
            history=(*dialogue.history, Done(given, asked)),
            notice=notice if new_leech else "",
        ),
        at,
    )


def stale(dialogue: Dialogue, memories: Mapping[Key, Memory], at: Moment) -> Dialogue:
    """The dialogue where another drill answered the card first: it goes on with the next one."""
    assert dialogue.key is not None
    left = queues.without(dialogue.queue, dialogue.key)
    notice = "that card was answered in another drill meanwhile; this answer was not counted"
    return _ask(replace(dialogue, memories=memories, queue=left, notice=notice), at)


def last(dialogue: Dialogue) -> Answer | None:
    """The answer that an undo takes back."""
    return dialogue.history[-1].answer if dialogue.history else None


def taken_back(dialogue: Dialogue, at: Moment) -> Dialogue:
    """The dialogue after its last answer was taken back: with that question once more."""
    before = dialogue.history[-1].before
    return replace(before, since=at.ms, begun=dialogue.begun, notice="taken back")


def show(dialogue: Dialogue, panel: Panel) -> Dialogue:
    """With a panel below the card, or without it where it is shown already."""
    return replace(dialogue, panel=Panel.NONE if dialogue.panel is panel else panel)


def told(dialogue: Dialogue, notice: str) -> Dialogue:
    """With a line on what happened."""
    return replace(dialogue, notice=notice)


def end(dialogue: Dialogue) -> Dialogue:
    """The dialogue at its end; a question that was not graded is as if never asked."""
    return replace(dialogue, phase=Phase.DONE, key=None, panel=Panel.NONE)


def _ask(dialogue: Dialogue, at: Moment) -> Dialogue:
    previous = dialogue.key
    key = queues.following(dialogue.queue, at, previous)
    if key is None or (dialogue.until and at.ms >= dialogue.until):
        return end(dialogue)
    return replace(
        dialogue,
        phase=Phase.ASKED,
        key=key,
        since=at.ms,
        choices={},
        verdict=None,
        typed=None,
        panel=Panel.NONE,
    )


def is_new(dialogue: Dialogue) -> bool:
    """Whether the card that is asked was never answered."""
    return dialogue.key is not None and dialogue.memories.get(dialogue.key, NEW).state is State.NEW
