"""Cards as JSON, for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from flashgen.model import Note


def dumps(notes: Iterable[Note]) -> str:
    """One array of cards, held ones among them; every key is in every card."""
    cards = [card for note in notes for card in _cards(note)]
    return json.dumps(cards, ensure_ascii=False, indent=2) + "\n"


def _cards(note: Note) -> Iterator[dict[str, object]]:
    place = note.sources[0]
    for card in note.cards:
        yield {
            "guid": note.guid,
            "kind": note.kind.value,
            "form": note.form.value,
            "question": card.question,
            "answer": card.answer,
            "text": note.text,
            "context": note.context,
            "deck": note.deck,
            "tags": list(note.tags),
            "source": {"path": place.path, "start_line": place.start_line, "end_line": place.end_line},
            "rule": note.rule,
            "confidence": note.confidence,
            "status": note.status.value,
            "reason": note.reason or None,
        }
