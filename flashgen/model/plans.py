"""What was built before, and what a build will do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from flashgen.model.documents import Block, Document
from flashgen.model.facts import Kind
from flashgen.model.notes import Account, Form, Note, Origin, Status
from flashgen.model.problems import Problem


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger remembers of a note that was in a package, or that a person gave a verdict on."""

    guid: str
    form: Form
    kind: Kind
    fields: tuple[str, ...]
    """As last shipped."""
    tags: tuple[str, ...]
    deck: str
    origins: tuple[Origin, ...]
    mod: int
    """When fields, tags, deck or status last changed, in seconds; 0 where the note was never in a package."""
    status: Status = Status.EMIT
    """``emit``; ``retired`` where the source is gone; ``rejected``; ``held`` where it waits to be shipped first."""
    clozes: tuple[tuple[int, str], ...] = ()
    """Of a cloze: each number that was ever shipped and the words it hides; a number is never given to other words."""
    rest: tuple[tuple[str, object], ...] = ()
    """What another release wrote that this one does not know; kept as it is."""
    own: tuple[str, ...] = ()
    """The fields that flashgen last gave it, where others were shipped; by them it is recognised."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every note that was ever in a package of the project, or has a verdict, sorted by guid."""

    entries: tuple[Entry, ...] = ()


class Fate(StrEnum):
    """What a build does with a note."""

    ADDED = "added"
    RETURNED = "returned"
    """It was retired, and its source is back."""
    CHANGED = "changed"
    KEPT = "kept"
    HELD = "held"
    """It would be held today; it is shipped as it was."""
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Change:
    """One note, and what a build does with it."""

    fate: Fate
    note: Note
    """As it is shipped from now on."""
    before: Note | None = None
    """As it was shipped last."""
    remark: str = ""
    """What a person should know besides, or why it is held."""
    said: tuple[str, ...] = ()
    """Where the notes changed under a person's wording: the lines that flashgen made of them at the time."""
    says: tuple[str, ...] = ()
    """The lines that it makes of them now."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A retired note and a new one that may be the same; ``flashgen relink`` says that they are."""

    old: Note
    new: Note


NO_MODS: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build will do."""

    documents: tuple[Document, ...] = ()
    notes: tuple[Note, ...] = ()
    """What the notes say today, held ones among them."""
    accounts: tuple[Account, ...] = ()
    """Every line of every document, once, in order."""
    problems: tuple[Problem, ...] = field(default=())
    shipped: tuple[Note, ...] = ()
    """What the packages will hold, retired notes last."""
    mods: Mapping[str, int] = field(default_factory=lambda: NO_MODS)
    """When each note's content last changed, by guid, in seconds; empty without a ledger."""
    changes: tuple[Change, ...] = ()
    """One for each note that is shipped or retired now; empty without a ledger."""
    suggestions: tuple[Suggestion, ...] = ()
    ledger: Ledger | None = None
    """What is to be remembered of this build; None where there is no project."""
    passed: Mapping[str, Sequence[tuple[Block, str]]] = field(default_factory=dict)
    """By each document's path, the blocks that gave no fact, and why."""
