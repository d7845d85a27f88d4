"""A fact worded, and what Anki will hold of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from flashgen.model.facts import Kind
from flashgen.text import EMPTY, Text

LAST_CLOZE = 500
"""The highest number of a blank; Anki makes one card of all above, and none of c0."""
UNRANKED = 0.5
"""The confidence of a draft that was not weighed yet."""


class Form(StrEnum):
    """The notetype a note takes."""

    BASIC = "basic"
    TERM = "term"
    CLOZE = "cloze"


class Status(StrEnum):
    """Of a note: in the deck, waiting for a person, refused by one, or its source gone."""

    EMIT = "emit"
    HELD = "held"
    REJECTED = "rejected"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Source:
    """Where in the notes a note comes from."""

    path: str
    start_line: int
    end_line: int
    heading: str = ""
    """The nearest heading's text."""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One question as a person will see it, in readable text."""

    question: str
    """With the context prefix; a cloze has its blank as ``[...]``."""
    answer: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact worded: what a note will hold, before HTML, deck and guid."""

    form: Form
    rule: str
    kind: Kind
    front: Text
    """basic: the question; term: the term; cloze: the sentence."""
    back: Text = EMPTY
    """basic: the answer; term: the meaning; cloze: empty."""
    relation: str = ""
    """Of a property: the attribute asked for, as the notes call it."""
    blanks: tuple[tuple[int, int], ...] = ()
    """Of a cloze: offsets into ``front.plain``, in order, disjoint; the n-th is cloze number n."""
    numbers: tuple[int, ...] = ()
    """Of a cloze that the person numbered: the number of each blank; empty where they count up from 1."""
    items: tuple[Text, ...] = ()
    """Where the answer is a list: its items; ``back`` is then empty."""
    ordered: bool = False
    reverse: bool = False
    """Of a term: ask meaning to term too."""
    context: tuple[Text, ...] = ()
    extra: Text = EMPTY
    """Shown below the answer: the sentence it comes from, or a reason."""
    start_line: int = 0
    end_line: int = 0
    evidence: Text = EMPTY
    confidence: float = UNRANKED
    """The chance, 0 to 1, that a person keeps the card as it stands."""
    doubt: str = ""
    found_by: str = ""
    """The language model that found the fact; empty of what a rule found."""

    def numbered_blanks(self) -> dict[int, tuple[tuple[int, int], ...]]:
        """The blanks by their cloze number, ascending; one number's blanks are asked together."""
        numbers = self.numbers or tuple(range(1, len(self.blanks) + 1))
        return {
            number: tuple(blank for blank, own in zip(self.blanks, numbers, strict=True) if own == number)
            for number in sorted(set(numbers))
        }


@dataclass(frozen=True, slots=True)
class Media:
    """An image that a note shows."""

    name: str
    """In Anki's media folder; carries a hash of the content, so that no two can collide."""
    file: str
    """On disk."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a note rests on, and where: by this it is recognised after the notes are edited."""

    path: str
    headings: tuple[str, ...]
    """The headings above, the nearest last."""
    evidence: str
    """The words of the notes that it rests on, in single spaces."""
    rule: str
    slot: str
    """Which question of the evidence it asks; no two notes of one evidence, form and rule share it."""
    id: str = ""
    """The id that the person wrote on the block: ``<!-- id: x -->`` or ``^x``."""
    rank: str = ""
    """Where it stood among the origins of its file, as a key to sort by; given by the ledger."""
    line: int = field(default=0, compare=False)
    """Where it stands today; 0 in the ledger."""


@dataclass(frozen=True, slots=True)
class Note:
    """Anki's note."""

    form: Form
    guid: str
    fields: tuple[str, ...]
    """HTML, in the notetype's field order."""
    deck: str
    tags: tuple[str, ...]
    kind: Kind
    rule: str
    cards: tuple[Card, ...]
    text: str | None
    """Of a cloze: its text in Anki's notation, readable; else None."""
    context: str
    sources: tuple[Source, ...]
    confidence: float
    status: Status
    reason: str = ""
    """Why held; empty for an emitted note."""
    media: tuple[Media, ...] = ()
    front: str = ""
    """The question, term or sentence without its context, readable."""
    origins: tuple[Origin, ...] = ()
    """One for each place that says the same; the first is what the note was made of."""
    own: tuple[str, ...] = ()
    """Where a person reworded it: the fields that flashgen gave it; else empty."""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of a stretch of lines: emitted, held or skipped, by which rule and why."""

    path: str
    start_line: int
    end_line: int
    outcome: str
    """``emitted``, ``held`` or ``skipped``."""
    rule: str = ""
    reason: str = ""
