"""From a person's verdicts to graded cards: what they said of which card, and what can be seen of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from flashgen.edits.values import Edit
from flashgen.model import Card, Document, Note, Status
from flashgen.notes import judge
from flashgen.rules import find_facts
from flashgen.wording import rank
from flashgen.wording.learning import squeezed
from flashgen.wording.moved import asked, worded


class Verdict(StrEnum):
    """What a person said about a note."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REWORDED = "reworded"
    """It is in the deck, and not in the words that flashgen gave it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A card of a file in which the person gave verdicts."""

    path: str
    line: int
    signs: tuple[str, ...]
    margin: float
    """The weighted sum of its signs by the weights that flashgen comes with."""
    kept: float
    """1 or 0 as the person said; of a card that they passed over the chance that they would have kept it."""
    is_told: bool
    """The person said so."""
    counts: float = 1.0
    """What part of a note it is."""


@dataclass(frozen=True, slots=True)
class Told:
    """All that a project's verdicts say."""

    cards: tuple[Seen, ...] = ()
    """In the notes' order."""
    verdicts: Mapping[Verdict, int] = field(default_factory=dict)
    """How many of each kind can be learned from."""
    passed: int = 0
    """Notes of the same files that nothing was said of."""
    gone: int = 0
    """Verdicts on cards that the notes make no more."""
    other: int = 0
    """Verdicts on what is no matter of chance: the person wrote the card, or it is held for another reason."""

    @property
    def count(self) -> int:
        """How many verdicts can be learned from."""
        return sum(self.verdicts.values())


def told(
    made: Sequence[Note],
    known: Sequence[Note],
    edits: Mapping[str, Edit],
    documents: Sequence[Document],
    bar: float,
    rules_off: frozenset[str] = frozenset(),
) -> Told:
    """What the verdicts say of the cards.

    ``made`` are the notes as flashgen makes them, and ``known`` the same with the person's edits, under the guids that
    the edits name.
    """
    said = [_verdict(note, edits.get(note.guid)) for note in known]
    paths = {note.sources[0].path for note, verdict in zip(made, said, strict=True) if verdict}
    signs = {document.path: _signs(document, rules_off) for document in documents if document.path in paths}
    counts = dict.fromkeys(Verdict, 0)
    groups: dict[tuple[str, bool], list[Seen]] = defaultdict(list)
    passed = other = 0
    for note, verdict in zip(made, said, strict=True):
        path, line, is_held = note.sources[0].path, note.sources[0].start_line, note.status is Status.HELD
        every = [signs[path].get(card) for card in asked(note.form, note.cards)] if path in signs else []
        sound = [each for each in every if each]
        if not sound or (is_held and note.confidence >= bar):
            other += verdict is not None
            continue
        if verdict:
            counts[verdict] += 1
        passed += verdict is None
        for each in sound:
            margin = rank.margin(each)
            kept = float(verdict is Verdict.ACCEPTED) if verdict else squeezed(margin)
            groups[path, is_held].append(Seen(path, line, each, margin, kept, verdict is not None, 1 / len(sound)))
    gone = {guid for guid, edit in edits.items() if _is_verdict(edit)} - {note.guid for note in known}
    cards = [card for group in groups.values() for card in passed_over(group)]
    return Told(tuple(sorted(cards, key=lambda card: (card.path, card.line))), counts, passed, len(gone), other)


def _is_verdict(edit: Edit) -> bool:
    return edit.accept or edit.reject or bool(edit.sides)


def _verdict(note: Note, edit: Edit | None) -> Verdict | None:
    """What an edit says of its note; a tag or a deck says nothing of the card."""
    if edit is None or not _is_verdict(edit):
        return None
    if edit.reject:
        return Verdict.REJECTED
    return Verdict.REWORDED if note.own else Verdict.ACCEPTED


def _signs(document: Document, rules_off: frozenset[str]) -> dict[Card, tuple[str, ...]]:
    """The signs of all cards of a document against which nothing speaks but their chance."""
    found = worded(find_facts(document, rules_off).facts)
    return {card: candidate.signs for card, (candidate, draft) in found.items() if not judge(draft)[1]}


def passed_over(group: Sequence[Seen]) -> list[Seen]:
    """The emitted or the held cards of one file, with what silence says of those that were passed over.

    A person who picks the good ones out of what is held, or the bad ones out of the deck, says nothing of the rest,
    and yet what they left is not like what they took: of ten held cards of which five were to be good, when four were
    accepted, one good one is left. So the chances of the rest are such that all of the group together have the sum
    that was expected, as far as that can be; where nothing is left unsaid, only the verdicts count.
    """
    rest = [card for card in group if not card.is_told]
    size, likely = sum(card.counts for card in rest), sum(card.counts * card.kept for card in rest)
    expected = sum(card.counts * squeezed(card.margin) for card in group)
    left = expected - sum(card.counts * card.kept for card in group if card.is_told)
    left = max(0.0, min(size, left))

    def chance(card: Seen) -> float:
        return card.kept * left / likely if left < likely else 1 - (1 - card.kept) * (size - left) / (size - likely)

    return [card if card.is_told else replace(card, kept=chance(card)) for card in group]
