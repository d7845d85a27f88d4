"""A second look: the cards that a model's answers became, shown to it as the person will see them.

What a model gives as a fact is worded and held to the notes by program; whether the card is any good, whether another
answer would be as right, or anybody could guess it, shows only when it is read as a card. And what is missing shows
only beside what is there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashgen.ask.around import lines_around
from flashgen.ask.exchange import Asked, Prompt
from flashgen.ask.held import ground
from flashgen.ask.join import held
from flashgen.ask.prompt import LOOK_VERSION, Told, look_text
from flashgen.ask.spots import Spot, spots
from flashgen.ask.values import ID_LENGTH, Answer, Answers, Given
from flashgen.model import Document, Plan
from flashgen.naming import slug
from flashgen.wording import Candidate
from flashgen.wording.cards import cards

_MOST_CARDS = 24
_MOST_CHARACTERS = 5000
"""Of the blocks of one prompt."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A block, with its facts whose cards are shown."""

    spot: Spot
    cards: tuple[tuple[Given, Told], ...]
    is_through: bool
    """Whether it was gone through once more before."""

    @property
    def lines(self) -> range:
        """Of the notes."""
        return range(self.spot.block.start_line, self.spot.last_line + 1)


def looks(plan: Plan, answers: Answers, model: str) -> tuple[Prompt, ...]:
    """The prompts for the cards that nobody looked at a second time, in the notes' order; none of private files.

    Around them the answered blocks that were not gone through a second time are so, too. Answers of other models do not
    count, unless ``model`` is empty: then those of any do.
    """
    groups: list[tuple[Document, list[_Shown]]] = []
    known: set[tuple[str, tuple[str, ...]]] = set()
    for document in plan.documents:
        if document.meta.private or document.meta.off or not answers.all:
            continue
        group: list[_Shown] = []
        for spot in spots(document):
            answer = answers.of(spot.key, spot.under)
            if answer is None or (spot.key, spot.under) in known or model not in ("", answer.model):
                continue
            known.add((spot.key, spot.under))
            one = _Shown(spot, tuple(_cards(document, spot, answer)), answer.look >= LOOK_VERSION)
            if one.is_through and not one.cards:
                continue
            if group and not _fits(group, one):
                groups.append((document, group))
                group = []
            group.append(one)
        groups.append((document, group))
    with_cards = ((document, group) for document, group in groups if any(one.cards for one in group))
    return tuple(_prompt(document, group, number) for number, (document, group) in enumerate(with_cards, 1))


def _cards(document: Document, spot: Spot, answer: Answer) -> Iterator[tuple[Given, Told]]:
    """The facts of an answer that were not looked at yet, with their cards, or why they do not become any.

    None that other words would not save: where the notes do not say what it cites, or it was worded anew too often.
    """
    for given in answer.facts:
        if given.look and given.look.prompt >= LOOK_VERSION:
            continue
        found = held(document, spot, given, answer.model, seconded=True)
        if isinstance(found, Candidate):
            draft = found.drafts[0]
            card = cards(draft)[0]
            yield given, Told(draft.start_line, card.question, card.answer)
        elif ground(document, spot, given) and not answer.is_final(given):
            said = given.object or "; ".join(given.items)
            yield given, Told(spot.block.start_line, given.question, said, found)


def _fits(group: Sequence[_Shown], more: _Shown) -> bool:
    every = (*group, more)
    size = sum(len(one.spot.text) for one in every)
    return sum(len(one.cards) for one in every) <= _MOST_CARDS and size <= _MOST_CHARACTERS


def _prompt(document: Document, group: Sequence[_Shown], number: int) -> Prompt:
    asked = {line for one in group if not one.is_through for line in one.lines}
    shown = {line for one in group for line in one.lines} | lines_around(document, [one.spot for one in group])
    told = [card for one in group for _, card in one.cards]
    draft = look_text("", document, asked, shown, told)
    digest = hashlib.sha256(f"look {LOOK_VERSION} {draft}".encode(errors="surrogatepass")).hexdigest()[:ID_LENGTH]
    name = f"look-{number:03}-{slug(document.title)[:40] or 'notes'}-{digest}.txt"
    about = [_asked(one, given.id) for one in group for given, _ in one.cards]
    about += [_asked(one) for one in group if not one.is_through]
    return Prompt(digest, name, document.path, look_text(digest, document, asked, shown, told), tuple(about))


def _asked(one: _Shown, fact: str = "") -> Asked:
    return Asked(one.spot.key, one.spot.under, one.lines[0], one.lines[-1], fact)
