"""One card as the page shows it: both sides as in Anki, the words to edit, and where it comes from. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flashgen.edits.fields import sides
from flashgen.edits.values import Edit
from flashgen.edits.verdicts import own, shown
from flashgen.model import FlashgenError, Note
from flashgen.notetypes.faces import faces
from flashgen.render.mathml import with_mathml
from flashgen.review.project import Seen

_IMAGE = re.compile(r'(<img src=")(?=flashgen-)')


def details(seen: Seen, guid: str) -> dict[str, Any]:
    """The card with that guid, retired ones among them. Raises FlashgenError where there is none."""
    note, change = _found(seen, guid)
    edit = seen.edits.get(guid) or Edit(guid, "", 0)
    made = own(note)
    return {
        "guid": guid,
        "form": note.form.value,
        "faces": list(shown_faces(note)),
        "sides": shown(note, edit),
        "own": sides(made.form, made.fields),
        "deck": note.deck,
        "tags": list(note.tags),
        "sources": [
            {"path": place.path, "start": place.start_line, "end": place.end_line, "heading": place.heading}
            for place in note.sources
        ],
        "said": list(change.said) if change else [],
        "says": list(change.says) if change else [],
        "remark": change.remark if change else "",
    }


def shown_faces(note: Note) -> Iterator[dict[str, str]]:
    """Both sides of each card of a note as HTML for the page."""
    for face in faces(note):
        yield {"name": face.name, "front": shown_html(face.front), "back": shown_html(face.back)}


def shown_html(side: str) -> str:
    """A side as HTML for the page: its images are ours to serve, its formulas MathML."""
    return with_mathml(_IMAGE.sub(r"\1/media/", side))


def _found(seen: Seen, guid: str) -> tuple[Note, Any]:
    change = next((change for change in seen.plan.changes if change.note.guid == guid), None)
    note = next((note for note in seen.plan.notes if note.guid == guid), change.note if change else None)
    if note is None:
        raise FlashgenError("this card is gone from the notes")
    return note, change
