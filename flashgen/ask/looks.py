"""A second look: the cards that a model's answers became, shown to it as the person will see them.

What a model gives as a fact is worded and held to the notes by program; whether the card is any good, whether another
answer would be as right, or anybody could guess it, shows only when it is read as a card.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashgen.ask.answered import answered
from flashgen.ask.around import lines_around
from flashgen.ask.exchange import Aim, Asked, Prompt
from flashgen.ask.join import held
from flashgen.ask.prompt import LOOK_VERSION, prompt
from flashgen.ask.spots import Spot
from flashgen.ask.values import Answer, Answers, Given
from flashgen.model import Card, Document, Plan
from flashgen.wording import Candidate
from flashgen.wording.cards import cards

_MOST_CARDS = 24
_MOST_CHARACTERS = 5000
"""Of the blocks that the cards of one prompt are from."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A card with the fact and the block that it is from."""

    spot: Spot
    given: Given
    card: Card
    line: int


def looks(plan: Plan, answers: Answers, model: str) -> tuple[Prompt, ...]:
    """The prompts for the cards that nobody looked at a second time, in the notes' order; ``model`` as in ``answered``.

    None of private files.
    """
    groups: list[tuple[Document, list[_Shown]]] = []
    for document, found in answered(plan, answers, model):
        group: list[_Shown] = []
        for spot, answer in found:
            more = [*_cards(document, spot, answer)]
            if group and more and not _fits(group, more):
                groups.append((document, group))
                group = []
            group += more
        if group:
            groups.append((document, group))
    return tuple(_prompt(document, group, number) for number, (document, group) in enumerate(groups, 1))


def _cards(document: Document, spot: Spot, answer: Answer) -> Iterator[_Shown]:
    """The cards of a block's facts that were not looked at yet, and stand up to the notes if they are found right."""
    for given in answer.facts:
        if given.look and given.look.prompt >= LOOK_VERSION:
            continue
        found = held(document, spot, given, answer.model, seconded=True)
        if isinstance(found, Candidate):
            draft = found.drafts[0]
            yield _Shown(spot, given, cards(draft)[0], draft.start_line)


def _fits(group: Sequence[_Shown], more: Sequence[_Shown]) -> bool:
    blocks = {id(shown.spot): len(shown.spot.text) for shown in (*group, *more)}
    return len(group) + len(more) <= _MOST_CARDS and sum(blocks.values()) <= _MOST_CHARACTERS


def _prompt(document: Document, group: Sequence[_Shown], number: int) -> Prompt:
    own = [*{id(one.spot): one.spot for one in group}.values()]
    lines = {line for spot in own for line in spot.every_line} | lines_around(document, own)
    told = [
        f"card {at} (line {one.line})\n  Q: {one.card.question}\n  A: {one.card.answer}"
        for at, one in enumerate(group, 1)
    ]
    asked = [
        Asked(one.spot.key, one.spot.under, one.spot.block.start_line, one.spot.block.end_line, one.given.id)
        for one in group
    ]
    return prompt(Aim.VERDICTS, number, document, asked, (), lines, told)
