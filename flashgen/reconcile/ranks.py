"""Keys that keep an order, so that a note put between two others changes the key of neither."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from flashgen.reconcile.ascending import ascending

_HEAD = 6
"""Digits that count; those after them part what came between."""
_FIRST = 500_000


def ranked(ranks: Sequence[str]) -> list[str]:
    """A rank for each of a row of things, ascending; what has one, in order with the others, keeps it.

    An empty rank, and one out of order, is replaced; zeros at the end make no difference to the order.
    """
    kept = [-1, *ascending([rank.rstrip("0") or None for rank in ranks]), len(ranks)]
    out = list(ranks)
    for left, right in pairwise(kept):
        low = out[left] if left >= 0 else ""
        high = out[right] if right < len(ranks) else ""
        out[left + 1 : right] = _between(low, high, right - left - 1)
    return out


def _between(low: str, high: str, count: int) -> list[str]:
    """``count`` ranks above ``low`` and below ``high``; either may be empty, for no bound."""
    if not count:
        return []
    if not low and not high:
        return [_head(_FIRST + n) for n in range(count)]
    if not high:
        start = int(low[:_HEAD]) + 1
        return [_head(start + n) for n in range(count)]
    if not low and int(high[:_HEAD]) > count:
        start = int(high[:_HEAD]) - count
        return [_head(start + n) for n in range(count)]
    width = max(len(low), len(high), _HEAD)
    while (room := _number(high, width) - _number(low, width)) <= count:
        width += 1
    step = room // (count + 1)
    return [str(_number(low, width) + step * n).zfill(width) for n in range(1, count + 1)]


def _number(rank: str, width: int) -> int:
    return int(rank.ljust(width, "0"))


def _head(number: int) -> str:
    return str(number).zfill(_HEAD)
