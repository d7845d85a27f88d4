"""The weights of the signs moved towards a person's verdicts, and whether that helps on what was not learned from."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flashgen.learn.verdicts import Seen
from flashgen.wording.learning import PENALTY, START, pull, settled, squeezed
from flashgen.wording.moved import Moves, move

FEWEST = 20
"""Verdicts below which nothing is learned."""
_FEWEST_OF_A_SIGN = 3
"""Verdicts on cards with a sign below which its weight stays as it is."""
_STILL = 0.01
"""How far weights may still move in the end: signs that go together share a move in one way as well as in another,
and nobody waits until that is settled."""
_SURE = 2.0
"""Standard errors above which a gain is no matter of luck: tosses of a coin pass for one in one case of twenty."""
_MOST_PARTS = 10
_FEWEST_FILES = 4
"""Files from which on the check leaves out whole files."""
_NEIGHBOURS = 5
"""Cards on which a person says something in a row, that are left out together where there are fewer files."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How well chances agree with what a person said."""

    loss: float
    """Log loss for each verdict; the smaller the better."""
    above: float
    """Verdicts on cards at or above the bar."""
    kept: float
    """How many of these say that the card is kept as it is."""

    @property
    def rate(self) -> float:
        """What share is kept of what gets into the deck."""
        return self.kept / self.above if self.above else 1.0


@dataclass(frozen=True, slots=True)
class Check:
    """What the verdicts teach, judged on cards that it was not learned from."""

    before: Measure
    after: Measure
    gain: float
    """By how much the log loss is smaller for each verdict, with the cards that were passed over."""
    error: float
    """The standard error of that."""
    parts: int
    by_file: bool

    def helps(self, bar: float) -> bool:
        """Whether to use it: a gain that is no matter of luck, and no worse cards in the deck than before or asked."""
        return self.gain > _SURE * self.error and self.after.rate >= min(self.before.rate, bar)


def fit(cards: Sequence[Seen], penalty: float = PENALTY) -> Moves:
    """By how much each sign's weight is to be moved from that which flashgen comes with.

    As ``learning.fit``, but what is pulled towards 0 are the moves, so that few verdicts move little. Cards that were
    passed over count in full: where they count less, picking cards out looks like a taste.
    """
    told: dict[str, int] = defaultdict(int)
    holders: dict[str, list[int]] = {START: list(range(len(cards)))}
    for card in cards:
        for sign in set(card.signs) if card.is_told else ():
            told[sign] += 1
    for at, card in enumerate(cards):
        for sign in sorted(set(card.signs)):
            if told.get(sign, 0) >= _FEWEST_OF_A_SIGN:
                holders.setdefault(sign, []).append(at)
    pulls = {sign: pull(sign, penalty) for sign in holders}
    kept, margins = [card.kept for card in cards], [card.margin for card in cards]
    weights = settled(holders, pulls, kept, [card.counts for card in cards], margins, _STILL)
    return {sign: round(weight, 3) for sign, weight in sorted(weights.items()) if round(weight, 3)}


def check(cards: Sequence[Seen], bar: float, penalty: float = PENALTY) -> Check:
    """What the verdicts teach, judged on the cards of the files, or, of few files, the stretches that are left out."""
    groups, by_file = _groups(cards)
    names = sorted(set(groups))
    part = {name: at % _MOST_PARTS for at, name in enumerate(names)}
    gains = dict.fromkeys(names, 0.0)
    before, after = [], []
    for left_out in range(min(_MOST_PARTS, len(names))):
        moves = fit([c for c, group in zip(cards, groups, strict=True) if part[group] != left_out], penalty)
        for card, group in zip(cards, groups, strict=True):
            if part[group] == left_out:
                old, new = squeezed(card.margin), squeezed(card.margin + move(card.signs, moves))
                gains[group] += card.counts * (_loss(card, old) - _loss(card, new))
                if card.is_told:
                    before.append((card, old))
                    after.append((card, new))
    verdicts = sum(card.counts for card in cards if card.is_told)
    mean = sum(gains.values()) / len(names)
    spread = sum((gain - mean) ** 2 for gain in gains.values()) * len(names) / max(1, len(names) - 1)
    return Check(
        _measure(before, bar),
        _measure(after, bar),
        sum(gains.values()) / verdicts,
        math.sqrt(spread) / verdicts,
        min(_MOST_PARTS, len(names)),
        by_file,
    )


def _loss(card: Seen, chance: float) -> float:
    return -card.kept * math.log(chance) - (1 - card.kept) * math.log(1 - chance)


def _measure(judged: Sequence[tuple[Seen, float]], bar: float) -> Measure:
    whole = sum(card.counts for card, _ in judged)
    above = [card for card, chance in judged if round(chance, 3) >= bar]
    return Measure(
        sum(card.counts * _loss(card, chance) for card, chance in judged) / whole,
        sum(card.counts for card in above),
        sum(card.counts * card.kept for card in above),
    )


def _groups(cards: Sequence[Seen]) -> tuple[list[str], bool]:
    """What is left out together with each card, by name; and whether that is its file."""
    files = {card.path for card in cards if card.is_told}
    if len(files) >= _FEWEST_FILES:
        return [card.path for card in cards], True
    groups: list[str] = []
    said: dict[str, set[int]] = defaultdict(set)
    for card in cards:
        if card.is_told:
            said[card.path].add(card.line)
        groups.append(f"{card.path} {max(0, len(said[card.path]) - 1) // _NEIGHBOURS}")
    return groups, False
