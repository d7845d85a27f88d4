"""Whether what was typed is the answer to another card: then it is no slip, but another thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from flashgen.drill.values import Card

# what compares texts is imported only when something was typed: a drill has to start at once


def another(cards: Sequence[Card]) -> Callable[[Card, str], bool]:
    """A function that tells so; the answers of all cards are looked at only once it is asked."""

    @cache
    def answers() -> frozenset[str]:
        from flashgen.drill.compare import normal
        from flashgen.drill.readable import face

        return frozenset(normal(face(card).answer) for card in cards)

    def is_another(card: Card, typed: str) -> bool:
        from flashgen.drill.compare import normal
        from flashgen.drill.readable import face

        said = normal(typed)
        return said != normal(face(card).answer) and said in answers()

    return is_another
