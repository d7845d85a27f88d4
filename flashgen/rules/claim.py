"""What a sentence says of its subject: the part worth asking becomes a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from flashgen.language.clauses import Clause, read_clause
from flashgen.language.patterns import (
    aims,
    contrast_head,
    contrast_sides,
    instances,
    judged,
    last_phrase,
    named,
    reduced,
)
from flashgen.language.phrases import words_of
from flashgen.language.sentences import sentences, statements
from flashgen.language.slots import slots
from flashgen.language.stance import stance
from flashgen.language.words import content_words, stem
from flashgen.language.worth import Slot
from flashgen.model import Block, BlockKind, Evidence, Fact, Kind
from flashgen.rules.confidence import confidence
from flashgen.rules.place import Place
from flashgen.rules.quote import signed
from flashgen.rules.rule import Rule
from flashgen.text import EMPTY, Text

_MIN_WORDS, _MAX_WORDS, _MIN_CONTENT = 4, 40, 3
_BY_PATTERN = (
    (named, 0.7),
    (reduced, 0.64),
    (contrast_sides, 0.62),
    (instances, 0.62),
    (aims, 0.4),
    (contrast_head, 0.4),
)
"""What can be asked whatever the clause is, each with its confidence."""
_AND_THEN = re.compile(r",?\s+(?:but|and)\s+(?:then\s+)?|,\s+(?:then\s+)?")
_SECOND = 0.52
"""Confidence of a second predicate, whose subject stands far from it."""
_JUDGED = 0.45
"""Confidence of what a line without a verb says of its subject."""
_UNREAD = 0.3
"""Confidence of a line that could not be read as a clause."""
NO_VERB = "no verb or delimiter that is sure"


@dataclass(frozen=True, slots=True)
class _Statement:
    """A sentence with what every claim in it shares."""

    evidence: Evidence
    context: tuple[Text, ...]
    doubt: str

    @property
    def text(self) -> Text:
        return self.evidence.text

    def claim(self, slot: Slot, confidence: float, clause: Clause | None = None, doubt: str = "") -> Fact:
        """The claim that asks for ``slot``; with its clause, where it is the clause's own."""
        return Fact(
            Kind.CLAIM,
            "claim",
            self.evidence,
            subject=self.text[slice(*clause.subject)] if clause else EMPTY,
            relation=self.text.plain[slice(*clause.verb)] if clause else "",
            object=self.text[slot.start : slot.end],
            slots=((slot.start, slot.end),),
            context=self.context,
            confidence=confidence,
            doubt=self.doubt or doubt,
        )


def _find(place: Place) -> Iterator[Fact]:
    block = place.block
    if block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH):
        return
    if place.is_quoted():
        return  # the quote rule asks whose words they are
    _, speaker = signed(block)
    for start, end in statements(block.text):
        yield from _claims(place, start, end, speaker)


def _claims(place: Place, start: int, end: int, speaker: Text) -> Iterator[Fact]:
    """The claims of one sentence: what its clause says, and the names it gives."""
    evidence = place.evidence(start, end)
    sentence = evidence.text
    count = len(words_of(sentence.plain))
    if count < _MIN_WORDS or len(content_words(sentence.plain)) < _MIN_CONTENT:
        return
    context = (*place.context()[-1:], speaker) if speaker else place.context()
    statement = _Statement(evidence, context, _doubt(sentence, count, speaker))
    for found, sure in _BY_PATTERN:
        yield from (statement.claim(slot, sure) for slot in found(sentence))
    clause = read_clause(sentence)
    if clause is None:
        yield from _unread(place, statement)
        return
    yield from _second_predicate(statement, clause)
    chosen, contrasted = _most_telling(slots(sentence, clause), sentence, place)
    if chosen:
        sure = confidence(place, sentence, clause, chosen, contrasted, attributed=bool(speaker))
        homeless = clause.subject == (0, 0) and not context
        yield statement.claim(chosen, sure, clause, "the line does not say what it speaks of" if homeless else "")


def _doubt(sentence: Text, count: int, speaker: Text) -> str:
    doubt = stance(sentence)
    if speaker and doubt in ("speaks of its writer", "narration"):
        doubt = ""
    if not doubt and count > _MAX_WORDS:
        doubt = f"the sentence is longer than {_MAX_WORDS} words"
    return doubt


def _unread(place: Place, statement: _Statement) -> Iterator[Fact]:
    """First drafts for a person to look at, of a line without a sure verb: what it judges, else its last phrase."""
    if found := judged(statement.text):
        yield statement.claim(found[0], _JUDGED)
    elif not place.block.children and (slot := last_phrase(statement.text)):
        yield statement.claim(slot, _UNREAD, doubt=NO_VERB)


def _second_predicate(statement: _Statement, clause: Clause) -> Iterator[Fact]:
    """What a further predicate says of the same subject: ``A does x, but does not do y``; for a person to look at."""
    match = _AND_THEN.match(statement.text.plain, clause.complement[1])
    rest = statement.text[match.end() :] if match else EMPTY
    second = read_clause(rest)
    if match and second and second.subject == (0, 0):
        for slot in slots(rest, second)[:1]:
            moved = replace(slot, start=slot.start + match.end(), end=slot.end + match.end())
            yield statement.claim(moved, _SECOND)


def _most_telling(found: tuple[Slot, ...], sentence: Text, place: Place) -> tuple[Slot | None, bool]:
    """The slot that sets the sentence apart from its neighbours in the list, and whether there are such neighbours.

    Where a sibling says the same of another thing, the thing is worth asking, not what both share.
    """
    others = [_stems(b.text.plain) for b in place.near() if _like(b, sentence)] if found else []
    if not others:
        return next(iter(found), None), False

    def shared(slot: Slot) -> bool:
        mine = _stems(sentence.plain[slot.start : slot.end])
        return not mine or any(len(mine & theirs) * 2 > len(mine) for theirs in others)

    best = min(found, key=lambda slot: (shared(slot), found.index(slot)))
    return best, not shared(best)


def _stems(plain: str) -> set[str]:
    return {stem(w) for w in content_words(plain)}


def _like(block: Block, sentence: Text) -> bool:
    """Whether a sibling item speaks of the same: it shares half of the sentence's words."""
    mine = _stems(sentence.plain)
    return bool(mine) and len(mine & _stems(block.text.plain)) * 2 >= len(mine)


def why_none(place: Place) -> str:
    """Why a block of text gave no claim, nor anything else."""
    if place.block.kind is BlockKind.TERM:
        return "a term without a meaning"
    found = sentences(place.text)
    if not found:
        return "nothing but marks"
    sentence = place.text[found[0][0] : found[0][1]]
    reason = stance(sentence)
    if reason:
        return reason
    if len(words_of(sentence.plain)) < _MIN_WORDS:
        return "too short to ask"
    return "nothing in it is sure enough to ask" if read_clause(sentence) else NO_VERB


RULE = Rule(
    name="claim",
    finds="what a sentence says of its subject, asked as a blank in the sentence",
    example="- Aldosterone increases sodium reabsorption in the collecting duct.",
    find=_find,
    owns=False,
)
