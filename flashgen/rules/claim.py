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
from flashgen.language.words import content_stems, content_words
from flashgen.language.worth import Slot
from flashgen.model import Block, BlockKind, Evidence, Fact, Kind
from flashgen.rules.place import Place
from flashgen.rules.quote import signed
from flashgen.rules.rule import Rule
from flashgen.rules.signs import names, of_clause, of_subject
from flashgen.text import EMPTY, Text

_MIN_WORDS, _MAX_WORDS, _MIN_CONTENT = 4, 40, 3
_BY_PATTERN = (
    (named, "a name in quotes"),
    (reduced, "after a participle"),
    (contrast_sides, "a side of a contrast"),
    (instances, "named in passing"),
    (aims, "the aim at the end"),
    (contrast_head, "what a contrast is about"),
)
"""What can be asked whatever the clause is, and the sign that says so."""
_AND_THEN = re.compile(r",?\s+(?:but|and)\s+(?:then\s+)?|,\s+(?:then\s+)?")
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

    def claim(self, slot: Slot, signs: tuple[str, ...], clause: Clause | None = None, doubt: str = "") -> Fact:
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
            signs=signs,
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
    for found, sign in _BY_PATTERN:
        yield from (statement.claim(slot, (sign,)) for slot in found(sentence))
    clause = read_clause(sentence)
    if clause is None:
        yield from _unread(place, statement)
        return
    yield from _second_predicate(place, statement, clause)
    homeless = clause.subject == (0, 0) and not context
    doubt = "the line does not say what it speaks of" if homeless else ""
    seen = of_clause(place, sentence, clause)
    others = _others(sentence, place)
    subject = of_subject(words_of(sentence.plain[slice(*clause.subject)]))
    for rank, slot in enumerate(slots(sentence, clause)):
        asks_subject = slot.end <= clause.verb[0]
        asks = names(
            {
                "asks for the subject": asks_subject,
                **({f"asked, {name}": holds for name, holds in subject.items()} if asks_subject else {}),
                "asks for all that follows the verb": slot.start >= clause.verb[1] and _is_rest(sentence, slot, clause),
                "asks for the end of the sentence": not sentence.plain[slot.end :].strip(" .;:!"),
                "second choice": rank == 1,
                "third choice": rank > 1,
                "slot weighs less": slot.weight < -0.04,
                "slot weighs more": slot.weight > 0,
                "siblings differ in it": bool(others) and not _is_shared(sentence, slot, others),
                "siblings share it": bool(others) and _is_shared(sentence, slot, others),
            }
        )
        yield statement.claim(slot, (*seen, *asks), clause, doubt)


def _is_rest(sentence: Text, slot: Slot, clause: Clause) -> bool:
    """Whether a slot hides all that the verb is completed by."""
    return len(sentence.plain[clause.verb[1] : slot.start].split()) == 0 and slot.end >= clause.complement[1]


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
        yield statement.claim(found[0], ("a judgement without a verb",))
    elif not place.block.children and (slot := last_phrase(statement.text)):
        yield statement.claim(slot, ("the last phrase without a verb",), doubt=NO_VERB)


def _second_predicate(place: Place, statement: _Statement, clause: Clause) -> Iterator[Fact]:
    """What a further predicate says of the same subject: ``A does x, but does not do y``."""
    match = _AND_THEN.match(statement.text.plain, clause.complement[1])
    rest = statement.text[match.end() :] if match else EMPTY
    second = read_clause(rest)
    if match and second and second.subject == (0, 0):
        for slot in slots(rest, second)[:1]:
            moved = replace(slot, start=slot.start + match.end(), end=slot.end + match.end())
            yield statement.claim(moved, ("second predicate", *of_clause(place, rest, second)))


def _others(sentence: Text, place: Place) -> list[frozenset[str]]:
    """The words of the siblings that say the like."""
    return [content_stems(block.text.plain) for block in place.near() if _like(block, sentence)]


def _is_shared(sentence: Text, slot: Slot, others: list[frozenset[str]]) -> bool:
    """Whether a sibling says the same of another thing; then the thing is worth asking, not what both share."""
    mine = content_stems(sentence.plain[slot.start : slot.end])
    return not mine or any(len(mine & theirs) * 2 > len(mine) for theirs in others)


def _like(block: Block, sentence: Text) -> bool:
    """Whether a sibling item speaks of the same: it shares half of the sentence's words."""
    mine = content_stems(sentence.plain)
    return bool(mine) and len(mine & content_stems(block.text.plain)) * 2 >= len(mine)


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
