"""The chance that a card is kept as it stands, from its signs and the weights that were learned for them.

``weights.json`` holds them by the name of each sign, with the counts of the graded cards they were learned from
(``benchmarks/quality/train.py``). Over-generating and ranking follows Heilman and Smith, "Good Question! Statistical
Ranking for Question Generation" (2010).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cache
from importlib import resources

from flashgen.disk import digest
from flashgen.wording import learning
from flashgen.wording.learning import Model

WRITTEN = 0.97
"""The chance of a card that the person wrote as a card."""


def chance(signs: Collection[str]) -> float:
    """The chance, 0 to 1, that a card with these signs is kept."""
    return round(learning.chance(signs, _shipped()), 3)


def margin(signs: Collection[str]) -> float:
    """The weighted sum that the chance comes of."""
    return learning.margin(signs, _shipped())


def knows(sign: str) -> bool:
    """Whether any graded card had a sign, so that its weight was learned."""
    return sign in _shipped().weights


@cache
def release() -> str:
    """By which the weights that flashgen comes with are told from those of another flashgen."""
    return digest(_file().encode())


@cache
def _shipped() -> Model:
    shipped = json.loads(_file())
    return Model(shipped["weights"], shipped["slope"], shipped["shift"])


def _file() -> str:
    return resources.files(__package__).joinpath("weights.json").read_text("utf-8")
