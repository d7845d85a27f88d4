"""The way back of a term, from its meaning: a card of its own in Anki, with a history that must not end blank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from flashgen.model import Entry, Form, Note, Status
from flashgen.reconcile.sides import plain, position, reread

_REVERSE = position(Form.TERM, "Reverse")


def shared_meanings(notes: Sequence[Note]) -> Collection[str]:
    """The meanings that several terms have: asked for the term, each has more than one right answer."""
    said = Counter(plain(note.fields[1]) for note in notes if note.form is Form.TERM)
    return {meaning for meaning, times in said.items() if times > 1}


def with_way_back(note: Note, entry: Entry, shared: Collection[str]) -> Note:
    """The note, asked both ways if it was in the deck like that, and says what it said.

    Whether the way back is worth a card is a matter of chances, which differ between versions of flashgen. Once it is
    in somebody's deck, to take it away would leave them a blank card.
    """
    if note.form is not Form.TERM or entry.form is not Form.TERM or entry.status is not Status.EMIT:
        return note
    was = entry.own or entry.fields
    if note.fields[_REVERSE] or not was[_REVERSE] or plain(note.fields[1]) in shared:
        return note
    if [*map(plain, note.fields[:2])] != [*map(plain, was[:2])]:
        return note
    fields = (*note.fields[:_REVERSE], was[_REVERSE], *note.fields[_REVERSE + 1 :])
    return reread(replace(note, fields=fields))
