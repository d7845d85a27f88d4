"""Learning what people keep: the weights of the signs, from cards that somebody graded.

Logistic regression with a quadratic penalty, fitted by the method of Newton along one sign at a time (coordinate
descent; Genkin, Lewis and Madigan, "Large-Scale Bayesian Logistic Regression for Text Categorization", 2007). Slow
beside numeric libraries, but a few thousand cards take seconds, and the same grades give the same weights everywhere.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

START = "(start)"
"""The name of what is added for every card."""
PENALTY = 40.0
"""Found by leaving out files: of 20 to 100 the one with the likeliest verdicts."""
_BASIC = 9.0
"""How much lighter the penalty is on the signs that say how a fact is written, and what a card asks of it: that is
known before all else."""
_ROUNDS = 60
_STILL = 1e-3
_LONGEST_STEP = 1.0
MADE = "made: "
"""With this begin the signs that say how a card was made."""
BY_GRAMMAR = MADE + "read by grammar"
_WRITTEN = ("term marked", "delimiter ", "defined by: ")
_ASKED = ("answer is ", "number measures ", "verb ")
"""What signs begin with, behind their family's name, that say how a fact is written, and what is asked of it."""
_FEWEST_TO_CHECK = 50


@dataclass(frozen=True, slots=True)
class Graded:
    """A card that somebody graded."""

    signs: tuple[str, ...]
    kept: bool
    group: str = ""
    """Cards of one group are never on both sides of a check: the notes they were made of."""
    counts: float = 1.0
    """How many others of its kind it stands for."""


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned."""

    weights: Mapping[str, float]
    slope: float = 1.0
    shift: float = 0.0
    """Of cards that rest on the grammar of a sentence, how far the weighted sum is to be trusted: it tells less on
    notes that nothing was learned from than on those that it was, more so than where structure speaks."""


def fit(cards: Sequence[Graded], penalty: float = PENALTY, fewest: int = 8) -> dict[str, float]:
    """The weight of each sign that stands on at least ``fewest`` of the cards.

    ``penalty`` is how much a weight must be worth: the larger, the closer all are to 0. A group's cards count the
    less the more it has, so that one long file does not outvote ten. No cards, no weights.
    """
    count = Counter(sign for card in cards for sign in set(card.signs))
    holders: dict[str, list[int]] = defaultdict(list)
    for at, card in enumerate(cards):
        for sign in sorted(set(card.signs)):
            if fewest <= count[sign] or _is_basic(sign):
                holders[sign].append(at)
    holders[START] = list(range(len(cards)))
    pulls = {name: 0.0 if name == START else pull(name, penalty) for name in holders}
    kept = [float(card.kept) for card in cards]
    weights = settled(holders, pulls, kept, _counts(cards), [0.0] * len(cards))
    return {name: round(weight, 3) for name, weight in weights.items() if round(weight, 3)}


def settled(
    holders: Mapping[str, Sequence[int]],
    pulls: Mapping[str, float],
    kept: Sequence[float],
    counts: Sequence[float],
    margins: list[float],
    still: float = _STILL,
) -> dict[str, float]:
    """The weight of each sign at which what is ``kept`` is likeliest.

    ``holders`` are the cards with each sign, by number; ``pulls`` how much a weight must be worth. Of each card
    ``kept`` is the chance that it was, ``counts`` how much it counts, and ``margins`` the weighted sum of all else that
    speaks for it, to which the weights found are added. A round in which no weight moves further than ``still`` is the
    last.
    """
    names = sorted(holders)
    weights = dict.fromkeys(names, 0.0)
    for _ in range(_ROUNDS):
        moved = 0.0
        for name in names:
            slope, curve = -pulls[name] * weights[name], pulls[name]
            for at in holders[name]:
                sure = squeezed(margins[at])
                slope += counts[at] * (kept[at] - sure)
                curve += counts[at] * sure * (1 - sure)
            step = max(-_LONGEST_STEP, min(_LONGEST_STEP, slope / curve)) if curve else 0.0
            weights[name] += step
            moved = max(moved, abs(step))
            for at in holders[name]:
                margins[at] += step
        if moved < still:
            break
    return weights


def pull(sign: str, penalty: float) -> float:
    """How much the weight of a sign must be worth."""
    return penalty / _BASIC if _is_basic(sign) else penalty


def _is_basic(sign: str) -> bool:
    """Whether a sign says how a card was made: by which rule, of what, in which words."""
    return sign.startswith(MADE) or sign.partition(": ")[2].startswith((*_WRITTEN, *_ASKED))


def _counts(cards: Sequence[Graded]) -> list[float]:
    """How much each card counts; 1 on the average."""
    size = Counter(card.group for card in cards)
    counts = [card.counts * size[card.group] ** -0.5 for card in cards]
    whole = sum(counts) or 1.0
    return [count * len(cards) / whole for count in counts]


def chance(signs: Collection[str], model: Model) -> float:
    """The chance, 0 to 1, that a card with these signs is kept; a sign without a weight says nothing."""
    return squeezed(margin(signs, model))


def margin(signs: Collection[str], model: Model) -> float:
    """The weighted sum that the chance comes of; 0 is one half."""
    weight = model.weights.get
    plain = weight(START, 0.0) + sum([weight(sign, 0.0) for sign in signs])
    return plain * model.slope + model.shift if _by_grammar(signs) else plain


def _by_grammar(signs: Collection[str]) -> bool:
    return BY_GRAMMAR in signs


def learn(cards: Sequence[Graded], folds: int = 10, penalty: float = PENALTY) -> tuple[Model, list[float]]:
    """What the cards teach, and for each card the chance that it has by what the other groups teach."""
    sums = _left_out(cards, folds, penalty)
    asked = [at for at, card in enumerate(cards) if _by_grammar(card.signs)]
    slope, shift = _line([sums[at] for at in asked], [cards[at].kept for at in asked])
    model = Model(fit(cards, penalty), round(slope, 2), round(shift, 2))
    trusted = [
        total * slope + shift if _by_grammar(card.signs) else total for card, total in zip(cards, sums, strict=True)
    ]
    return model, [squeezed(total) for total in trusted]


def _left_out(cards: Sequence[Graded], folds: int, penalty: float) -> list[float]:
    """For each card the weighted sum by weights that were learned without its group."""
    groups = sorted({card.group for card in cards})
    fold = {group: at % folds for at, group in enumerate(groups)}
    sums = [0.0] * len(cards)
    for left_out in range(min(folds, len(groups))):
        weights = fit([card for card in cards if fold[card.group] != left_out], penalty)
        for at, card in enumerate(cards):
            if fold[card.group] == left_out:
                sums[at] = weights.get(START, 0.0) + sum(weights.get(sign, 0.0) for sign in card.signs)
    return sums


def _line(sums: Sequence[float], kept: Sequence[bool]) -> tuple[float, float]:
    """Slope and shift that make weighted sums likely chances (Platt, 1999); 1 and 0 where there are too few."""
    slope, shift = 1.0, 0.0
    if len(sums) < _FEWEST_TO_CHECK:
        return slope, shift
    for _ in range(_ROUNDS):
        by_slope = by_shift = 0.0
        squares = mixed = plain = 1e-6
        for total, was in zip(sums, kept, strict=True):
            sure = squeezed(total * slope + shift)
            by_slope += (was - sure) * total
            by_shift += was - sure
            spread = sure * (1 - sure)
            squares, mixed, plain = squares + spread * total * total, mixed + spread * total, plain + spread
        whole = squares * plain - mixed * mixed
        slope += (by_slope * plain - by_shift * mixed) / whole
        shift += (by_shift * squares - by_slope * mixed) / whole
    return slope, shift


def squeezed(margin: float) -> float:
    """The chance, 0 to 1, that a weighted sum stands for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, margin))))
