"""Whether notes fit their notetypes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flashgen.model import FlashgenError, Form, Note
from flashgen.notetypes import NOTETYPES

_CLOZE = re.compile(r"\{\{c([1-9][0-9]*)::")


def card_numbers(note: Note) -> list[int]:
    """The templates, or the clozes, that make a card of the note; from 0, as Anki counts them."""
    first = note.fields[0]
    if note.form is Form.CLOZE:
        return sorted({int(number) - 1 for number in _CLOZE.findall(first)})
    if note.form is Form.TERM and note.fields[-1]:
        return [0, 1] if first else [1]
    return [0] if first else []


def check(notes: Iterable[Note]) -> None:
    """Look for what Anki would refuse, or import as something else.

    Raises FlashgenError, with the note's place in the sources, at the first such note.
    """
    seen: set[str] = set()
    sound: set[tuple[str, ...]] = set()
    for note in notes:
        fault = f"two notes have the guid {note.guid!r}" if note.guid in seen else _fault(note, sound)
        if fault:
            place = note.sources[0] if note.sources else None
            raise FlashgenError(fault, place.path if place else "", place.start_line if place else 0)
        seen.add(note.guid)


def _fault(note: Note, sound: set[tuple[str, ...]]) -> str:
    """What is wrong with a note; ``sound`` are tags that were looked at already, as many notes have the same."""
    notetype = NOTETYPES[note.form]
    if not note.guid:
        return "a note has no guid"
    if not note.deck.partition("::")[0].strip():
        return f"note {note.guid!r} has no deck"
    if len(note.fields) != len(notetype.fields):
        return f"note {note.guid!r} has {len(note.fields)} fields, {notetype.name} has {len(notetype.fields)}"
    if "\x1f" in "".join(note.fields):
        return f"note {note.guid!r} holds the character that Anki keeps its fields apart by"
    if not card_numbers(note):
        return f"note {note.guid!r} makes no card: {notetype.fields[0].name} has nothing to ask"
    if note.tags not in sound:
        if tuple(" ".join(note.tags).split()) != tuple(note.tags):
            return f"note {note.guid!r} has an empty tag or one with a space in it"
        sound.add(note.tags)
    return ""
