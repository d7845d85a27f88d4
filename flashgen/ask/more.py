"""What is missing: once facts have come, their lines are gone through again, beside what was found in them.

What a model overlooks it sees when it is shown the rest; and what did not stand up to the notes can often be said in
their words, by who is told what was held against it.
"""

from __future__ import annotations

from collections.abc import Sequence

from flashgen.ask.answered import answered
from flashgen.ask.around import lines_around
from flashgen.ask.exchange import Aim, Asked, Prompt
from flashgen.ask.join import held
from flashgen.ask.prompt import MORE_VERSION, prompt
from flashgen.ask.spots import Spot
from flashgen.ask.values import Answer, Answers, Given
from flashgen.model import Document, Plan

_MOST_CHARACTERS = 5000
"""Of the blocks of one prompt."""

_Block = tuple[Spot, Answer]


def more(plan: Plan, answers: Answers, model: str) -> tuple[Prompt, ...]:
    """The prompts about answered blocks that were not gone through again, in the notes' order.

    None of private files, and none where nothing was found at all; ``model`` as in ``answered``.
    """
    groups: list[tuple[Document, list[_Block]]] = []
    for document, found in answered(plan, answers, model):
        group: list[_Block] = []
        size = 0
        for spot, answer in found:
            if answer.more >= MORE_VERSION:
                continue
            if group and size + len(spot.text) > _MOST_CHARACTERS:
                groups.append((document, group))
                group, size = [], 0
            group.append((spot, answer))
            size += len(spot.text)
        groups.append((document, group))
    with_facts = ((document, group) for document, group in groups if any(answer.facts for _, answer in group))
    return tuple(_prompt(document, group, number) for number, (document, group) in enumerate(with_facts, 1))


def _prompt(document: Document, group: Sequence[_Block], number: int) -> Prompt:
    own = [spot for spot, _ in group]
    marked = {line for spot in own for line in spot.every_line}
    told = [said for spot, answer in group for said in _told(document, spot, answer)]
    asked = [Asked(spot.key, spot.under, spot.every_line[0], spot.every_line[-1]) for spot in own]
    return prompt(Aim.MORE, number, document, asked, marked, lines_around(document, own), told)


def _told(document: Document, spot: Spot, answer: Answer) -> list[str]:
    """The facts of a block, each with what is held against it; of those worded anew only what they became."""
    anew = {given.mends for given in answer.facts}
    return [
        f"line {spot.block.start_line}: {given.short}{_against(document, spot, given, answer)}"
        for given in answer.facts
        if given.id not in anew
    ]


def _against(document: Document, spot: Spot, given: Given, answer: Answer) -> str:
    found = held(document, spot, given, answer.model, seconded=True)
    return f"\n  REFUSED: {found}" if isinstance(found, str) else ""
