"""A second look: the cards that a model's answers became, shown to it as the person will see them.

What a model gives as a fact is worded and held to the notes by program; whether the card is any good, whether another
answer would be as right, or anybody could guess it, shows only when it is read as a card.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashgen.ask.around import lines_around
from flashgen.ask.join import held
from flashgen.ask.prompt import LOOK_VERSION, look_text
from flashgen.ask.spots import Spot, spots
from flashgen.ask.values import ID_LENGTH, Answers, Asked, Given, Prompt
from flashgen.model import Card, Document, Plan
from flashgen.naming import slug
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
    """The prompts for the cards that nobody looked at a second time, in the notes' order; none of private files.

    Answers of other models do not count, unless ``model`` is empty: then those of any do.
    """
    groups: list[tuple[Document, list[_Shown]]] = []
    known: set[tuple[str, tuple[str, ...]]] = set()
    for document in plan.documents:
        if document.meta.private or document.meta.off or not answers.all:
            continue
        group: list[_Shown] = []
        for spot in spots(document):
            if (spot.key, spot.under) in known:
                continue
            known.add((spot.key, spot.under))
            more = [*_cards(document, spot, answers, model)]
            if group and more and not _fits(group, more):
                groups.append((document, group))
                group = []
            group += more
        if group:
            groups.append((document, group))
    return tuple(_prompt(document, group, number) for number, (document, group) in enumerate(groups, 1))


def _cards(document: Document, spot: Spot, answers: Answers, model: str) -> Iterator[_Shown]:
    """The cards of a block's facts that were not looked at yet, and stand up to the notes if they are found right."""
    answer = answers.of(spot.key, spot.under)
    if answer is None or model not in ("", answer.model):
        return
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
    own = {id(one.spot): one.spot for one in group}.values()
    lines = {line for spot in own for line in range(spot.block.start_line, spot.last_line + 1)}
    lines |= lines_around(document, [*own])
    told = [(one.line, one.card.question, one.card.answer) for one in group]
    draft = look_text("", document, lines, told)
    digest = hashlib.sha256(f"look {LOOK_VERSION} {draft}".encode(errors="surrogatepass")).hexdigest()[:ID_LENGTH]
    name = f"look-{number:03}-{slug(document.title)[:40] or 'notes'}-{digest}.txt"
    asked = tuple(
        Asked(one.spot.key, one.spot.under, one.spot.block.start_line, one.spot.block.end_line, one.given.id)
        for one in group
    )
    return Prompt(digest, name, document.path, look_text(digest, document, lines, told), asked)
