"""The way back of a term, from its meaning: a card of its own in Anki, with a history that must not end blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flashgen.model import Entry, Form, Note, Status
from flashgen.quality.deck import shared
from flashgen.reconcile.sides import Known, known, position, reread

_REVERSE = position(Form.TERM, "Reverse")


def with_ways_back(notes: Sequence[Note], said: Sequence[Known], before: Mapping[int, Entry]) -> Sequence[Note]:
    """The notes, those asked both ways that were in the deck like that and say what they said.

    ``said`` are their sides, ``before`` the entries of those that the ledger knows, by index. Whether the way back is
    worth a card is a matter of chances, which differ between versions of flashgen; once it is in somebody's deck, to
    take it away would leave them a blank card. Of two terms that came to mean the same neither gets it back.
    """
    lost = [at for at, entry in before.items() if _is_lost(notes[at], said[at], entry)]
    if not lost:
        return notes
    terms = {at: (one.question, one.answer) for at, one in enumerate(said) if one.form is Form.TERM}
    back = set(lost) - shared(terms)
    return [_with_way_back(note) if at in back else note for at, note in enumerate(notes)]


def _is_lost(note: Note, said: Known, entry: Entry) -> bool:
    """Whether a term was asked both ways, says the same, and is asked one way."""
    if note.form is not Form.TERM or entry.form is not Form.TERM or entry.status is not Status.EMIT:
        return False
    if note.fields[_REVERSE] or not (entry.own or entry.fields)[_REVERSE]:
        return False
    was = known(entry)
    return (was.question, was.answer) == (said.question, said.answer)


def _with_way_back(note: Note) -> Note:
    return reread(replace(note, fields=(*note.fields[:_REVERSE], "yes", *note.fields[_REVERSE + 1 :])))
