"""What kept its order: a longest ascending row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T", str, int)


def ascending(keys: Sequence[T | None]) -> list[int]:
    """Positions of a longest strictly ascending row among the keys that are there."""
    tails: list[T] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for position, key in enumerate(keys):
        if key is None:
            continue
        at = bisect_left(tails, key)
        before[position] = ends[at - 1] if at else -1
        tails[at : at + 1] = [key]
        ends[at : at + 1] = [position]
    row: list[int] = []
    position = ends[-1] if ends else -1
    while position >= 0:
        row.append(position)
        position = before[position]
    return row[::-1]
