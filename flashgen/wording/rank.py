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

from flashgen.wording import learning
from flashgen.wording.learning import Model

WRITTEN = 0.97
"""The chance of a card that the person wrote as a card."""


def chance(signs: Collection[str]) -> float:
    """The chance, 0 to 1, that a card with these signs is kept."""
    return round(learning.chance(signs, _shipped()), 3)


@cache
def _shipped() -> Model:
    shipped = json.loads(resources.files(__package__).joinpath("weights.json").read_text("utf-8"))
    return Model(shipped["weights"], shipped["slope"], shipped["shift"])
