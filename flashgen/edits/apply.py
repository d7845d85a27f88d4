"""A person's edit put on a note. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flashgen import render
from flashgen.edits.fields import sides, unnumbered
from flashgen.edits.values import SIDES, Edit, Side
from flashgen.model import Draft, FlashgenError, Form, Note, Status
from flashgen.naming import deck_path
from flashgen.notes import marked
from flashgen.text import EMPTY, Markup, Text
from flashgen.wording.cards import cards

REJECTED = "rejected in edits.yaml"

_LABELS = {"question": "Q:", "answer": "A:", "term": "T:", "meaning": "=", "text": "C:"}


def applied(note: Note, edit: Edit) -> Note:
    """The note as the person wants it; where they reworded it, flashgen's fields are its ``own``.

    A card that is reworded is accepted. Raises FlashgenError where the edit has sides that the note has not.
    """
    status, reason = note.status, note.reason
    if edit.reject:
        status, reason = Status.REJECTED, REJECTED
    elif edit.accept or edit.sides:
        status, reason = Status.EMIT, ""
    tags = tuple(dict.fromkeys((*note.tags, *edit.tags)))
    settled = replace(note, status=status, reason=reason, tags=tags, deck=deck_path(edit.deck) or note.deck)
    return _reworded(settled, edit) if edit.sides else settled


def outdated(note: Note, edit: Edit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that flashgen made of the notes when the person reworded the card, and today's; empty where equal.

    ``note`` is flashgen's own.
    """
    today = sides(note.form, note.fields)
    before = {key: said for key, said in edit.source.items() if key in today}
    if not edit.sides or all(unnumbered(said) == unnumbered(today[key]) for key, said in before.items()):
        return (), ()
    return _lines(before), _lines({key: today[key] for key in before})


def draft(form: Form, said: Mapping[str, Side], like: Draft) -> Draft:
    """The draft ``like`` this one with the given sides."""
    front, *rest = (said.get(key) for key in SIDES[form])
    if front:
        like = replace(like, front=_flat(front))
    if form is Form.CLOZE:
        spans = like.front.marked(Markup.CLOZE)
        blanks = tuple((span.start, span.end) for span in spans)
        return replace(like, blanks=blanks, numbers=tuple(int(span.target) for span in spans))
    if back := rest[0]:
        like = replace(like, back=back.text, items=back.items, ordered=back.ordered)
    return like


def _reworded(note: Note, edit: Edit) -> Note:
    keys = SIDES[note.form]
    if odd := next((key for key in edit.sides if key not in keys), ""):
        raise FlashgenError(f"{edit.guid} has no {odd!r}; it has {' and '.join(keys)}", edit.path, edit.line)
    made = draft(
        note.form,
        edit.sides,
        Draft(
            form=note.form,
            rule=note.rule,
            kind=note.kind,
            front=Text(note.front),
            back=Text(note.cards[0].answer),
            reverse=len(note.cards) > 1,
            context=(Text(note.context),) if note.context else (),
        ),
    )
    names = {media.name: media.name for media in note.media}
    fields = list(note.fields)
    for at, key in enumerate(keys):
        if key in edit.sides:
            fields[at] = _field(edit.sides[key], made, names)
    if tuple(fields) == note.fields:
        return note
    return replace(
        note,
        fields=tuple(fields),
        own=note.fields,
        cards=cards(made),
        front=made.front.readable(),
        text=marked(made).readable() if note.form is Form.CLOZE else None,
    )


def _field(side: Side, made: Draft, names: Mapping[str, str]) -> str:
    if made.form is Form.CLOZE:
        return render.cloze(made.front, made.blanks, made.numbers, names)
    return render.items(side.items, side.ordered, names) if side.items else render.html(side.text, names)


def _flat(side: Side) -> Text:
    """A side as one text; a list is its items line by line."""
    if not side.items:
        return side.text
    text = EMPTY
    for number, item in enumerate(side.items, start=1):
        text = text + ("\n" if number > 1 else "") + (f"{number}. " if side.ordered else "- ") + item
    return text


def _lines(said: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{_LABELS[key]} {' '.join(text.split())}" for key, text in said.items())
