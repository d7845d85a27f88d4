"""The two sides of a note, read back from its fields, so that old and new ones can be laid side by side."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from flashgen.model import Card, Entry, Form, Note, Origin, Source, Status
from flashgen.notetypes import NOTETYPES
from flashgen.wording.cards import BLANK

CLOZE = re.compile(r"\{\{c(\d+)::(.*?)\}\}", re.DOTALL)
"""A blank in a field: its number, and what it hides with its hint."""

_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"[^>]*>')
_BREAK = re.compile(r"<br\s*/?>|</(?:li|p|div|tr|pre)>")
_TAG = re.compile(r"<[^<>]*>")
_ORDERED = re.compile(r"<ol>.*?</ol>", re.DOTALL)
_ITEM = "<li>"
_AT = {(form, field.name): at for form, notetype in NOTETYPES.items() for at, field in enumerate(notetype.fields)}
"""Where each field of a notetype stands."""


@dataclass(frozen=True, slots=True)
class Known:
    """What tells one note from another."""

    form: Form
    question: str
    """The sentence with its blanks empty, of a cloze; the count left out that a list's question holds."""
    answer: str
    context: str
    origins: tuple[Origin, ...]
    is_held: bool


def known(note: Note | Entry) -> Known:
    """The sides of a note, or of what the ledger remembers of one, in flashgen's own wording."""
    fields = note.own or note.fields
    first, second = fields[0], fields[1]
    context = plain(_field(note.form, fields, "Context"))
    held = note.status is Status.HELD
    if note.form is Form.CLOZE:
        # text, number, hidden words, text, number, and so on
        pieces = CLOZE.split(first)
        hidden = "\n".join([_hidden(piece) for piece in pieces[2::3]])
        return Known(note.form, plain(BLANK.join(pieces[::3])), hidden, context, note.origins, held)
    question = plain(first)
    if length := second.count(_ITEM):
        question = re.sub(rf"\b{length}\b", "", question)
    return Known(note.form, question, plain(second), context, note.origins, held)


def sides(known: Known) -> tuple[str, ...]:
    """What a note may still have when the rest of it changed: its question, its answer, each word it hides."""
    return known.question, *known.answer.split("\n")


def blanks(field: str) -> list[tuple[int, str]]:
    """The numbers of a cloze's blanks and the words that they hide, in order."""
    return [(int(number), _hidden(hidden)) for number, hidden in CLOZE.findall(field)]


def _hidden(within: str) -> str:
    """The words that a blank hides, without its hint."""
    return plain(within.partition("::")[0])


def plain(field: str) -> str:
    """A field's words in single spaces, without its HTML; an image by its name."""
    if "<" not in field and "&" not in field:
        return " ".join(field.split()).rstrip("; ")
    text = _ORDERED.sub(_numbered, field)
    text = _IMAGE.sub(lambda match: f"[image: {match[1]}]", text)
    text = _TAG.sub("", _BREAK.sub("; ", text))
    return " ".join(html.unescape(text).split()).rstrip("; ")


def as_note(entry: Entry, tags: Sequence[str] | None = None) -> Note:
    """A note as the ledger remembers it, with other tags if they are given."""
    note = Note(
        form=entry.form,
        guid=entry.guid,
        fields=entry.fields,
        deck=entry.deck,
        tags=entry.tags if tags is None else tuple(tags),
        kind=entry.kind,
        rule=entry.origins[0].rule,
        cards=(),
        text=None,
        context="",
        sources=tuple(Source(origin.path, 0, 0, "".join(origin.headings[-1:])) for origin in entry.origins),
        confidence=1.0,
        status=entry.status,
        origins=entry.origins,
        own=entry.own,
    )
    return reread(note)


def reread(note: Note) -> Note:
    """The note with what a person reads of it taken from its fields, so that it compares with one of the ledger."""
    front, answer = plain(note.fields[0]), plain(note.fields[1])
    context = plain(_field(note.form, note.fields, "Context")).replace(" › ", " · ")
    prefix = f"[{context}] " if context else ""
    cards = [Card(prefix + front, answer)]
    if note.form is Form.TERM and _field(note.form, note.fields, "Reverse"):
        cards.append(Card(prefix + answer, front))
    if note.form is Form.CLOZE:
        cards = [Card(prefix + front, hidden) for _, hidden in blanks(note.fields[0])]
    text = front if note.form is Form.CLOZE else None
    return replace(note, cards=tuple(cards), text=text, context=context, front=front)


def position(form: Form, name: str) -> int:
    """Where the field of a notetype stands."""
    return _AT[form, name]


def _field(form: Form, fields: Sequence[str], name: str) -> str:
    return fields[position(form, name)]


def _numbered(items: re.Match[str]) -> str:
    number = count(1)
    return re.sub(_ITEM, lambda _: f"{_ITEM}{next(number)}. ", items[0])
