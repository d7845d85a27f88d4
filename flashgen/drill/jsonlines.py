"""A drill for other programs: a line of JSON a question on standard output, a line an answer on standard input.

An answer is ``{"grade": 3}``, or ``{"typed": "..."}``, which is graded by what it is worth; ``{"undo": true}`` takes
the last answer back, ``{"quit": true}`` ends, and so does the end of the input.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from flashgen.drill import dialogue as talk
from flashgen.drill import steps
from flashgen.drill.days import named
from flashgen.drill.dialogue import Dialogue, Phase
from flashgen.drill.steps import Desk
from flashgen.drill.values import NEW, Rating

_EXPECTED = 'expected {"grade": 1 to 4}, {"typed": "..."}, {"undo": true} or {"quit": true}'


def run(
    dialogue: Dialogue, desk: Desk, say: Callable[[dict[str, object]], None], read: Callable[[], str | None]
) -> tuple[Dialogue, dict[str, object] | None]:
    """Ask until the dialogue ends, or there is nothing more to read; with what became of the last answer.

    Raises FlashgenError.
    """
    last: dict[str, object] | None = None
    while dialogue.phase is not Phase.DONE:
        shown = talk.reveal(dialogue, desk.clock())
        say(_question(shown, last))
        last = None
        line = read()
        while line is not None and not line.strip():
            line = read()
        if line is None:
            return talk.end(dialogue), last
        said = _parsed(line)
        if said is None:
            last = {"error": _EXPECTED}
        elif said.get("quit"):
            return talk.end(dialogue), last
        elif said.get("undo"):
            dialogue = steps.undo(dialogue, desk)
            last = {"undo": dialogue.notice}
        else:
            dialogue, last = _graded(dialogue, said, desk)
    return dialogue, last


def _graded(dialogue: Dialogue, said: dict[str, object], desk: Desk) -> tuple[Dialogue, dict[str, object]]:
    key, before = dialogue.key, len(dialogue.history)
    assert key is not None
    if "typed" in said:
        shown = steps.typed(dialogue, str(said["typed"]), desk)
        rating = shown.suggested or Rating.AGAIN
    else:
        shown, rating = talk.reveal(dialogue, desk.clock()), Rating(int(str(said["grade"])))
    verdict = shown.verdict.value if shown.verdict else None
    after = steps.grade(shown, rating, desk)
    if len(after.history) == before:
        return after, {"error": after.notice}
    given = after.history[-1].answer
    told: dict[str, object] = {"guid": key.guid, "ord": key.ord, "verdict": verdict, "grade": int(given.rating)}
    return after, told | {"due": named(given.after.due_day) if given.after != NEW else None, "leech": given.after.leech}


def _question(dialogue: Dialogue, last: dict[str, object] | None) -> dict[str, object]:
    face = steps.asked(dialogue)
    card, counts = dialogue.card, dialogue.queue.counts()
    assert card is not None
    return {
        "type": "question",
        "guid": card.key.guid,
        "ord": card.key.ord,
        "question": face.question,
        "answer": face.answer,
        "context": face.context,
        "deck": card.deck,
        "tags": list(card.tags),
        "path": card.paths[0],
        "state": dialogue.memories.get(card.key, NEW).state.name.lower(),
        "intervals": {rating.name.lower(): memory.interval for rating, memory in dialogue.choices.items()},
        "left": counts._asdict(),
        "last": last,
    }


def _parsed(line: str) -> dict[str, object] | None:
    """What a line says; None where that is nothing of use."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if isinstance(said, int) and not isinstance(said, bool):
        said = {"grade": said}
    if not isinstance(said, dict):
        return None
    grade, typed = said.get("grade"), said.get("typed")
    graded = isinstance(grade, int) and not isinstance(grade, bool) and 1 <= grade <= 4
    return said if said.get("quit") is True or said.get("undo") is True or graded or isinstance(typed, str) else None
