"""What a person's word on a note changes in its entry; None where it says nothing new. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flashgen.edits.apply import outdated
from flashgen.edits.entries import New
from flashgen.edits.fields import sides, unnumbered
from flashgen.edits.values import Edit
from flashgen.model import FlashgenError, Note, Status

Values = Mapping[str, New]


def accepted(note: Note, edit: Edit) -> Values | None:
    """The note goes into the deck; or, where its notes changed under the person's wording, that is still right."""
    made = own(note)
    if outdated(made, edit)[1]:
        return {"reject": None, "source": sides(made.form, made.fields)}
    if note.status is Status.EMIT:
        return None
    return {"reject": None, "accept": None if edit.sides else True}


def rejected(note: Note) -> Values | None:
    """The note never goes into the deck."""
    return None if note.status is Status.REJECTED else {"accept": None, "reject": True}


def released(edit: Edit) -> Values | None:
    """What becomes of the note is left to flashgen again."""
    return {"accept": None, "reject": None} if edit.accept or edit.reject else None


def reworded(note: Note, said: Mapping[str, str]) -> Values:
    """The note in the person's words; a side that is what flashgen makes it follows the notes again.

    Raises FlashgenError where the note has other sides.
    """
    made = own(note)
    today = sides(made.form, made.fields)
    if today.keys() != said.keys():
        raise FlashgenError("its notes were changed meanwhile; edit it again")
    new = {key: None if unnumbered(said[key]) == unnumbered(today[key]) else said[key] for key in today}
    return {**new, "source": today if any(new.values()) else None}


def shown(note: Note, edit: Edit) -> dict[str, str]:
    """The sides to edit: in the person's words where they have some, else in flashgen's."""
    return sides(note.form, note.fields) | {key: side.source for key, side in edit.sides.items()}


def own(note: Note) -> Note:
    """The note in flashgen's own words."""
    return replace(note, fields=note.own, own=()) if note.own else note
