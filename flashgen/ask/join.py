"""What a model found, put among what the rules found: one rule more, and no fact asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flashgen import quality
from flashgen.ask.doubles import told_apart
from flashgen.ask.drafts import candidate
from flashgen.ask.held import against, ground
from flashgen.ask.spots import Spot, spots
from flashgen.ask.values import Answer, Answers, Drop, Given
from flashgen.extract import Extract
from flashgen.model import Document, Draft
from flashgen.notes import Verdict
from flashgen.wording import Candidate

_HELD_TO = frozenset({"invented", "hedge-kept"})
"""The checks of quality that ask what ``held`` asks, and more closely."""


def join(document: Document, found: Extract, answers: Answers, bar: float) -> Extract:
    """What a document says, with what was answered about its blocks.

    ``bar`` is the confidence from which on a card is emitted.
    """
    own = [draft for draft, _ in _facts(document, answers) if draft]
    if not own:
        return found
    of_rules, of_model = told_apart(found.verdicts, [*map(verdict, own)], bar, answers.in_deck)
    both = [*zip(found.drafts, of_rules, strict=True), *zip(own, of_model, strict=True)]
    both.sort(key=lambda pair: (pair[0].start_line, pair[0].end_line))
    return replace(found, drafts=tuple(draft for draft, _ in both), verdicts=tuple(verdict for _, verdict in both))


def _facts(document: Document, answers: Answers) -> Iterator[tuple[Draft | None, Drop | None]]:
    for spot in spots(document):
        if answer := answers.of(spot.key, spot.under):
            yield from judged(document, spot, answer)


def judged(document: Document, spot: Spot, answer: Answer) -> Iterator[tuple[Draft | None, Drop | None]]:
    """Each fact of an answer as a draft, or as what was dropped and why."""
    for given in answer.facts:
        found = _held(document, spot, given, answer.model)
        if isinstance(found, Candidate):
            yield found.drafts[0], None
        else:
            what = f"{given.question} {given.object or '; '.join(given.items)}"
            yield None, Drop(document.path, spot.block.start_line, what, found)


def candidates(document: Document, answers: Answers) -> Iterator[Candidate]:
    """Every fact that stood up to the notes, of all answers, also of those to other prompts: to learn from."""
    for spot in spots(document):
        for answer in answers.by_key.get(spot.key, ()):
            found = [_held(document, spot, given, answer.model) for given in answer.facts]
            yield from (one for one in found if isinstance(one, Candidate))


def _held(document: Document, spot: Spot, given: Given, model: str) -> Candidate | str:
    """A fact held to the notes and worded; why it is dropped where it does not stand up to them."""
    held = ground(document, spot, given)
    reason = against(given, held) if held else "the block does not say the words that it cites"
    return candidate(given, held, model) if held and not reason else reason


def verdict(draft: Draft) -> Verdict:
    """What speaks against a draft; that its words and hedges are those of the notes was asked before, more strictly."""
    faults = [fault for fault in quality.faults(draft) if fault.id not in _HELD_TO]
    return draft, "; ".join(f"{fault.id}: {fault.message}" for fault in faults)
