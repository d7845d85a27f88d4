"""What the front ends share: a grade or an undo goes to the disk first, and the dialogue goes on after that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flashgen.drill import dialogue as talk
from flashgen.drill.dialogue import Dialogue
from flashgen.drill.readable import Face, face
from flashgen.drill.store import Store
from flashgen.drill.values import Card, Moment, Rating


@dataclass(frozen=True, slots=True)
class Desk:
    """What a front end works with."""

    store: Store
    clock: Callable[[], Moment]
    source: Callable[[Card], str]
    """Where a card comes from, with the lines of the notes; slow, so only on request."""
    is_another: Callable[[Card, str], bool]
    """Whether a text is the answer to another card."""


def grade(dialogue: Dialogue, rating: Rating, desk: Desk) -> Dialogue:
    """The dialogue after a grade: it is on disk when this returns. Raises FlashgenError where it cannot be written."""
    given = talk.answer(dialogue, rating, desk.clock())
    if given is None:
        return dialogue
    written = desk.store.write(given)
    if written is None:
        return talk.stale(dialogue, desk.store.memories(), desk.clock())
    return talk.written(dialogue, written, desk.clock())


def undo(dialogue: Dialogue, desk: Desk) -> Dialogue:
    """The dialogue with its last answer taken back. Raises FlashgenError."""
    given = talk.last(dialogue)
    if given is None:
        return talk.told(dialogue, "nothing to take back")
    if not desk.store.take_back(given):
        return talk.told(dialogue, "cannot be taken back: the card was answered in another drill since")
    return talk.taken_back(dialogue, desk.clock())


def typed(dialogue: Dialogue, text: str, desk: Desk) -> Dialogue:
    """The dialogue with the answer shown, and what was typed judged."""
    from flashgen.drill.compare import compare  # only here: a drill has to start at once

    card = dialogue.card
    if card is None:
        return dialogue
    verdict = compare(asked(dialogue).answer, text, lambda said: desk.is_another(card, said))
    return talk.reveal(dialogue, desk.clock(), text, verdict)


def asked(dialogue: Dialogue) -> Face:
    """The card that is asked, readable."""
    assert dialogue.card is not None
    return face(dialogue.card)
