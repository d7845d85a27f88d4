"""What a page shows of a drill: the card as in Anki, and in plain words for who hears it. Pure."""

from __future__ import annotations

from typing import Any

from flashgen.drill import steps
from flashgen.drill.days import span
from flashgen.drill.dialogue import Dialogue, Phase
from flashgen.drill.summary import as_json, summary
from flashgen.drill.values import Moment, Rating, Verdict
from flashgen.notetypes.faces import face
from flashgen.render.clean import clean
from flashgen.review.details import shown_html


def state(dialogue: Dialogue, at: Moment, *, typing: bool) -> dict[str, Any]:
    """The dialogue as plain values; of the answer nothing before it is revealed."""
    card = dialogue.card
    shown: dict[str, Any] = {
        "phase": dialogue.phase.value,
        "typing": typing,
        "cram": dialogue.cram,
        "notice": dialogue.notice,
        "done": len(dialogue.history),
        "left": dialogue.queue.counts()._asdict(),
    }
    if dialogue.phase is Phase.DONE or card is None:
        return shown | {"summary": as_json(summary(dialogue, at))}
    # the ledger is a file that others may have had a hand in
    sides, said = face(card.form, [*map(clean, card.fields)], card.key.ord), steps.asked(dialogue)
    question = f"{said.context}: {said.question}" if said.context else said.question
    shown |= {"guid": card.key.guid, "deck": card.deck, "front": shown_html(sides.front), "question": question}
    if dialogue.phase is Phase.ASKED:
        return shown
    return shown | {
        "back": shown_html(sides.back),
        "answer": said.whole,
        "grades": [_grade(dialogue, rating) for rating in Rating],
        "suggested": int(dialogue.suggested or Rating.GOOD),
        "verdict": dialogue.verdict.value if dialogue.verdict else None,
        "typed": dialogue.typed,
        "missing": _missing(dialogue, said.answer),
    }


def _grade(dialogue: Dialogue, rating: Rating) -> dict[str, Any]:
    """A grade, and when the card comes back with it; in a drill that changes no schedule never."""
    wait = span(dialogue.choices[rating].interval) if dialogue.choices else ""
    return {"rating": int(rating), "name": rating.name.capitalize(), "wait": wait}


def _missing(dialogue: Dialogue, answer: str) -> list[tuple[bool, str]]:
    """Of a typed answer that is nearly right: the answer in pieces, and whether each was typed."""
    if dialogue.verdict is not Verdict.NEARLY:
        return []
    from flashgen.drill.compare import differences  # only where it is asked for, as in the terminal

    return list(differences(answer, dialogue.typed or ""))
