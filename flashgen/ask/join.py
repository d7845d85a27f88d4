"""What a model found, put among what the rules found: one rule more, and no fact asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flashgen import quality
from flashgen.ask.doubles import told_apart
from flashgen.ask.drafts import SECONDED, candidate
from flashgen.ask.held import against, ground
from flashgen.ask.spots import Spot, spots
from flashgen.ask.values import FALSE, Answer, Answers, Given, Opinion
from flashgen.extract import Extract
from flashgen.model import Document, Draft
from flashgen.notes import Verdict
from flashgen.wording import Candidate

_HELD_TO = frozenset({"invented", "hedge-kept"})
"""The checks of quality that ask what ``held`` asks, and more closely."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact that a model gave, held to the notes."""

    given: Given
    draft: Draft | None
    """None where it is refused."""
    reason: str = ""
    """Why it is refused, or, where there is a draft, why that is held."""


def join(document: Document, found: Extract, answers: Answers, bar: float) -> Extract:
    """What a document says, with what was answered about its blocks.

    ``bar`` is the confidence from which on a card is emitted.
    """
    own = [verdict(one.draft, one.reason) for one in _facts(document, answers) if one.draft]
    if not own:
        return found
    of_rules, of_model = told_apart(found.verdicts, own, bar, answers.in_deck)
    drafts = (draft for draft, _ in own)
    both = [*zip(found.drafts, of_rules, strict=True), *zip(drafts, of_model, strict=True)]
    both.sort(key=lambda pair: (pair[0].start_line, pair[0].end_line))
    return replace(found, drafts=tuple(draft for draft, _ in both), verdicts=tuple(verdict for _, verdict in both))


def _facts(document: Document, answers: Answers) -> Iterator[Judged]:
    for spot in spots(document):
        if answer := answers.of(spot.key, spot.under):
            yield from judged(document, spot, answer)


def judged(document: Document, spot: Spot, answer: Answer) -> Iterator[Judged]:
    """Each fact of an answer, with what a second look made of it."""
    for given in answer.facts:
        yield judge(document, spot, given, answer.model)


def judge(document: Document, spot: Spot, given: Given, model: str) -> Judged:
    """One fact of an answer by a model, held to the notes, with what a second look thought of it."""
    look = given.look
    is_kept = look is not None and look.opinion is Opinion.KEEP
    found = held(document, spot, given, model, seconded=is_kept)
    if not isinstance(found, Candidate):
        return Judged(given, None, found)
    draft = found.drafts[0]
    if is_kept:
        return Judged(given, replace(draft, confidence=max(draft.confidence, SECONDED)))
    if look and look.why == FALSE:
        return Judged(given, None, "a second look does not find it in the notes")
    if look:
        return Judged(given, draft, f"second-look: {look.why or 'not worth keeping'}")
    return Judged(given, draft, "second-look: worded anew, and not looked at since" if given.mends else "")


def candidates(document: Document, answers: Answers) -> Iterator[Candidate]:
    """Every fact that stood up to the notes, of all answers, also of those to other prompts: to learn from."""
    for spot in spots(document):
        for answer in answers.by_key.get(spot.key, ()):
            found = [held(document, spot, given, answer.model, seconded=True) for given in answer.facts]
            yield from (one for one in found if isinstance(one, Candidate))


def held(document: Document, spot: Spot, given: Given, model: str, seconded: bool = False) -> Candidate | str:
    """A fact held to the notes and worded; why it is refused where it does not stand up to them.

    ``seconded`` says that a second look finds its card right.
    """
    stands_on = ground(document, spot, given)
    if not stands_on:
        return "the block does not say the words that it cites"
    return against(given, stands_on, seconded) or candidate(given, stands_on, model)


def verdict(draft: Draft, reason: str = "") -> Verdict:
    """What speaks against a draft; that its words and hedges are those of the notes was asked before, more strictly."""
    if reason:
        return draft, reason
    faults = [fault for fault in quality.faults(draft) if fault.id not in _HELD_TO]
    return draft, "; ".join(f"{fault.id}: {fault.message}" for fault in faults)
