"""What a project's own weights change about the cards of a document: how likely each is kept, and nothing else.

Which wording is taken, and what goes on one note, is settled by the weights that flashgen comes with. Another wording
is another card to Anki: were it chosen anew with each verdict, what was learned by heart would be lost.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from flashgen.model import Card, Draft, Fact, Form
from flashgen.wording import IN_COLUMNS, Candidate, candidates, column_of
from flashgen.wording.cards import cards
from flashgen.wording.learning import START, squeezed

Moves = Mapping[str, float]
"""By how much a project moves the weight of each sign."""
NO_MOVES: Moves = {}

_SURE = 1e-3
"""Chances are given to three digits."""


def worded(facts: Iterable[Fact]) -> dict[Card, tuple[Candidate, Draft]]:
    """Every card that some wording of some fact gives, as the person sees it; not what the person wrote as a card."""
    found: dict[Card, tuple[Candidate, Draft]] = {}
    for fact in facts:
        if fact.rule != "explicit":
            for candidate in candidates(fact):
                for draft in candidate.drafts:
                    for card in asked(draft.form, cards(draft)):
                        found.setdefault(card, (candidate, draft))
    return found


def asked(form: Form, made: Sequence[Card]) -> Sequence[Card]:
    """The cards of a note by which it is judged: a term is as good as its meaning is."""
    return made[:1] if form is Form.TERM else made


def move(signs: Collection[str], moves: Moves) -> float:
    """By how much the weighted sum of a card with these signs is moved."""
    return moves.get(START, 0.0) + sum(moves.get(sign, 0.0) for sign in signs)


def moved(drafts: Sequence[Draft], facts: Iterable[Fact], moves: Moves) -> tuple[Draft, ...]:
    """The drafts of a document's facts, as likely kept as the project's weights say.

    What has one chance together, as the cells of a column, still has; of a sentence with several blanks the one counts
    that is moved furthest down.
    """
    known = worded(facts)
    shifts: list[float] = []
    columns: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, draft in enumerate(drafts):
        found = [known[card][0] for card in asked(draft.form, cards(draft)) if card in known]
        shifts.append(min((move(candidate.signs, moves) for candidate in found), default=0.0))
        if found and draft.rule in IN_COLUMNS:
            columns[column_of(found[0].fact)].append(at)
    for cells in columns.values():
        mean = sum(shifts[at] for at in cells) / len(cells)
        for at in cells:
            shifts[at] = mean
    return tuple(_with(draft, shift) for draft, shift in zip(drafts, shifts, strict=True))


def _with(draft: Draft, shift: float) -> Draft:
    if not shift:
        return draft
    chance = min(1 - _SURE, max(_SURE, draft.confidence))
    return replace(draft, confidence=round(squeezed(math.log(chance / (1 - chance)) + shift), 3))
