"""A note's cards as Anki will show them: its notetype's templates, filled as Anki fills them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashgen.model import Form, Note
from flashgen.notetypes import NOTETYPES
from flashgen.notetypes.fit import card_numbers

_SECTION = re.compile(r"\{\{#(\w+)\}\}(.*?)\{\{/\1\}\}", re.DOTALL)
_FIELD = re.compile(r"\{\{(?:(cloze):)?(\w+)\}\}")
_CLOZE = re.compile(r"\{\{c(\d+)::((?:(?!::|\}\}).)*)(?:::((?:(?!\}\}).)*))?\}\}", re.DOTALL)
_FRONT = "FrontSide"


@dataclass(frozen=True, slots=True)
class Face:
    """One card, as HTML to be put into an element of the class ``card``."""

    name: str
    """The template's, or the blank's number."""
    front: str
    back: str


def faces(note: Note) -> tuple[Face, ...]:
    """Both sides of each card that Anki makes of a note, in its order."""
    return tuple(face(note.form, note.fields, number) for number in card_numbers(note))


def face(form: Form, fields: Sequence[str], number: int) -> Face:
    """Both sides of the card with that number, from 0 as Anki counts them, of a note with these fields."""
    notetype = NOTETYPES[form]
    named = dict(zip((field.name for field in notetype.fields), fields, strict=True))
    template = notetype.templates[0 if form is Form.CLOZE else number]
    name = f"{template.name} {number + 1}" if form is Form.CLOZE else template.name
    front = _filled(template.front, named, number + 1, is_back=False)
    return Face(name, front, _filled(template.back, {**named, _FRONT: front}, number + 1, is_back=True))


def _filled(template: str, fields: Mapping[str, str], number: int, *, is_back: bool) -> str:
    while (kept := _SECTION.sub(lambda match: match[2] if fields[match[1]] else "", template)) != template:
        template = kept

    def value(match: re.Match[str]) -> str:
        field = fields[match[2]]
        return _CLOZE.sub(lambda blank: _blank(blank, number, is_back), field) if match[1] else field

    return _FIELD.sub(value, template)


def _blank(match: re.Match[str], number: int, is_back: bool) -> str:
    ordinal, hidden, hint = int(match[1]), match[2], match[3]
    if ordinal != number:
        return f'<span class="cloze-inactive">{hidden}</span>'
    shown = hidden if is_back else f"[{hint or '...'}]"
    return f'<span class="cloze">{shown}</span>'
