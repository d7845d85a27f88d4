"""What edits.yaml holds, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from flashgen.model import Form
from flashgen.text import EMPTY, Text

FILE = "edits.yaml"

SIDES: Mapping[Form, tuple[str, ...]] = MappingProxyType(
    {Form.BASIC: ("question", "answer"), Form.TERM: ("term", "meaning"), Form.CLOZE: ("text",)}
)
"""What a person can reword of a note of each form, by the key in the file; in the order of the note's fields."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card as a person wrote it, in Markdown."""

    source: str
    text: Text = EMPTY
    items: tuple[Text, ...] = ()
    """Where it is a list: its items; ``text`` is then empty."""
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person said about one note."""

    guid: str
    path: str
    line: int
    accept: bool = False
    reject: bool = False
    sides: Mapping[str, Side] = field(default_factory=dict)
    """The sides in the person's words."""
    source: Mapping[str, str] = field(default_factory=dict)
    """The sides as flashgen made them of the notes when the person reworded the card."""
    tags: tuple[str, ...] = ()
    """Given besides those of flashgen."""
    deck: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A card that a person wrote into edits.yaml."""

    form: Form
    line: int
    sides: Mapping[str, Side]
    id: str = ""
    tags: tuple[str, ...] = ()
    deck: str = ""


@dataclass(frozen=True, slots=True)
class Edits:
    """All of edits.yaml."""

    path: str = FILE
    by_guid: Mapping[str, Edit] = field(default_factory=dict)
    cards: tuple[Written, ...] = ()
    right: frozenset[str] = frozenset()
    """What ``flashgen check`` finds that is right all the same, by the keys of the findings."""
