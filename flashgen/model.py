"""The values that flow through flashgen, all frozen.

    files -> Document -> Fact -> Note -> (Ledger, now) -> Plan -> build/*.apkg

This module imports nothing of ours but ``text``; every other module may import it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from flashgen.text import EMPTY, Text

# --------------------------------------------------------------------------- problems


class Severity(StrEnum):
    """How much of the input a problem cost."""

    WARNING = "warning"
    """Something was left out or repaired; the exit status stays 0."""
    ERROR = "error"
    """A file, or what the person asked for, could not be used; the exit status tells."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that went wrong: where, what, and what to do."""

    path: str
    line: int
    """1-based; 0 where the problem is the whole file."""
    message: str
    """What is wrong and what to do, one line, no final period."""
    severity: Severity = Severity.WARNING

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.message}" if where else self.message


class FlashgenError(Exception):
    """Raised where nothing sensible can go on; printed as its problem's one line, never as a traceback."""

    def __init__(self, message: str, path: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.problem = Problem(path, line, message, Severity.ERROR)


# --------------------------------------------------------------------------- documents


class BlockKind(StrEnum):
    """What a block is. The set is closed."""

    HEADING = "heading"
    """Owns, as children, everything up to the next heading of its level or above."""
    PARAGRAPH = "paragraph"
    """A lead-in (it ends in ``:`` or ``?``) owns the list below it as children."""
    ITEM = "item"
    """A list item; nested lists and further paragraphs are its children."""
    TERM = "term"
    """The term of a definition list; its definitions are PARAGRAPH children."""
    TABLE = "table"
    """``cells`` is the header row; the ROW children hold the rest."""
    ROW = "row"
    QUOTE = "quote"
    """A block quote or callout; its paragraphs are children. ``label`` is the callout's type."""
    MATH = "math"
    """A display formula, its text in ``\\[ \\]``."""
    CODE = "code"
    """A code block; ``label`` is its language."""
    IMAGE = "image"
    """A paragraph of nothing but images."""
    NOISE = "noise"
    """Nothing to learn from; ``reason`` says why."""


@dataclass(frozen=True, slots=True)
class Block:
    """One node of a document's tree, with its lines in the original file."""

    kind: BlockKind
    text: Text
    start_line: int
    """1-based line where the block's own text starts."""
    end_line: int
    """1-based last line of the block's own text, children not counted."""
    children: tuple[Block, ...] = ()
    level: int = 0
    """Of a heading: 1 to 6. Of an item: its depth, from 1."""
    number: int | None = None
    """Of an ordered item: its number."""
    cells: tuple[Text, ...] = ()
    """Of a ROW: its cells; of a TABLE: the header's, empty where it has none."""
    breaks: tuple[int, ...] = ()
    """Offsets in ``text.plain`` at which the second and each further source line starts, ascending."""
    label: str = ""
    """Of CODE its language, of a callout its type, of an item its ``^id`` or the id in ``<!-- id: x -->``."""
    reason: str = ""
    """Of NOISE: why it is noise, in a few words."""
    skip: bool = False
    """The person wrote ``<!-- flashgen: skip -->`` on the block: it and its children make no card."""
    blank_before: bool = False
    """A blank line stands before the block in the original."""

    @property
    def texts(self) -> tuple[Text, ...]:
        """What it says itself, children not counted: its cells, else its text."""
        return self.cells or (self.text,)

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """First and last line of the original that ``text.plain[start:end]`` stands on."""
        first = self.start_line + bisect_right(self.breaks, start)
        last = self.start_line + bisect_left(self.breaks, end)
        return min(first, self.end_line), max(min(last, self.end_line), min(first, self.end_line))

    def walk(self) -> Iterator[Block]:
        """The block and all below it, in the notes' order."""
        todo = [self]
        while todo:
            block = todo.pop()
            yield block
            todo.extend(reversed(block.children))


@dataclass(frozen=True, slots=True)
class Meta:
    """What a file's front matter says to flashgen; other keys are left to other tools."""

    title: str = ""
    tags: tuple[str, ...] = ()
    deck: str = ""
    """Full deck name, overriding the one from folder and file."""
    url: str = ""
    """Where the notes' subject is on the web; linked from each card's source."""
    off: bool = False
    """``flashgen: off``: no card from this file."""
    format: str = ""
    """``markdown`` or ``text`` where the person forces it, else empty."""
    end_line: int = 0
    """Last line of the front matter, 0 where there is none."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file of a person's reading notes."""

    path: str
    """As the person would write it: POSIX separators, relative to the notes' folder where there is one."""
    file: str
    """Where the file is on disk, for its images; empty for text that never was a file."""
    meta: Meta
    blocks: tuple[Block, ...]
    line_count: int
    format: str
    """``markdown`` or ``text``: how it was read."""
    lines: tuple[str, ...] = ()
    """The original's lines as decoded, so that each can be shown with what became of it."""

    @property
    def title(self) -> str:
        """The front matter's title, else the first heading if it stands alone at its level, else the stem."""
        if self.meta.title:
            return self.meta.title
        tops = [b for b in self.blocks if b.kind is BlockKind.HEADING]
        if len(tops) == 1 and tops[0].text.plain:
            return tops[0].text.plain
        return self.path.rpartition("/")[2].rpartition(".")[0] or self.path

    def walk(self) -> Iterator[Block]:
        """Every block, in the notes' order."""
        for block in self.blocks:
            yield from block.walk()

    def texts(self) -> Iterator[Text]:
        """Every text and cell, in the notes' order."""
        for block in self.walk():
            yield from block.texts


# --------------------------------------------------------------------------- facts


class Kind(StrEnum):
    """What a fact says. The set is closed; wording dispatches on it."""

    DEFINITION = "definition"
    """subject: the term; object: its meaning."""
    ACRONYM = "acronym"
    """subject: the abbreviation; object: its expansion."""
    PROPERTY = "property"
    """subject: an entity; relation: one of its attributes; object: the value."""
    QUANTITY = "quantity"
    """object: a number with its unit, at ``slot`` in the evidence's sentence."""
    CLAIM = "claim"
    """object: what a clause says of its subject, at ``slot`` in the evidence's sentence."""
    LISTING = "listing"
    """subject: what the items are; items: the set."""
    PROCEDURE = "procedure"
    """subject: what is done; items: its steps, in order."""
    REASON = "reason"
    """subject: what holds; object: why, in a phrase that opens with ``because``, ``due to`` or ``so that``."""
    CONSEQUENCE = "consequence"
    """subject: a condition, opening with ``if`` or ``when``; object: what follows."""
    FUNCTION = "function"
    """subject: a thing; relation: how it is asked; object: what it does or is used for."""
    QUOTE = "quote"
    """subject: the speaker; object: the words."""
    EXPLICIT = "explicit"
    """A card the person wrote as a card; subject: question, object: answer, or clozes in the evidence."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of the notes that a fact rests on."""

    text: Text
    start_line: int
    end_line: int
    span: tuple[int, int] = (0, 0)
    """Where ``text`` stands in its block's text, as offsets."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a block says, before any wording."""

    kind: Kind
    rule: str
    """Name of the rule that found it."""
    evidence: Evidence
    subject: Text = EMPTY
    relation: str = ""
    object: Text = EMPTY
    items: tuple[Text, ...] = ()
    numbered: bool = False
    """The notes number the items."""
    slots: tuple[tuple[int, int], ...] = ()
    """What to ask for, as offsets into ``evidence.text.plain``; disjoint, in order."""
    context: tuple[Text, ...] = ()
    """What the reader must know to understand the fact alone, from the general to the near; at most two."""
    both_ways: bool = False
    """The person asked for the reverse card too."""
    signs: tuple[str, ...] = ()
    """What speaks for or against it being worth a card, by name; ``wording.rank`` weighs them."""
    doubt: str = ""
    """Why a person should look first; a fact with a doubt is held."""


# --------------------------------------------------------------------------- notes


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
    confidence: float = 0.5
    """The chance, 0 to 1, that a person keeps the card as it stands."""
    doubt: str = ""

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


# --------------------------------------------------------------------------- ledger and plan


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
