"""Where in the notes a card comes from, with the lines that say it. Pure."""

from __future__ import annotations

from flashgen.drill.readable import face
from flashgen.drill.values import Card
from flashgen.model import Plan


def origin(plan: Plan, card: Card) -> str:
    """The places that a plan of today's notes knows for a card, each with its lines."""
    places = [place for note in plan.notes if note.guid == card.key.guid for place in note.sources]
    if not places:
        return f"{face(card).source} (not found there now: the notes changed since the last build)"
    lines = {document.path: document.lines for document in plan.documents}
    said = []
    for place in places:
        said.append(f"{place.path}:{place.start_line}" + (f" › {place.heading}" if place.heading else ""))
        said += lines.get(place.path, ())[place.start_line - 1 : place.end_line]
    return "\n".join(said)
