"""Which texts are worth comparing, so that ten thousand need not be compared with ten thousand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

_COMMON = 50
"""Texts with a word in common beyond which the word says nothing."""


def nearest(texts: Sequence[Sequence[str]], others: Sequence[Sequence[str]], most: int) -> list[list[int]]:
    """For each text, as words, the positions of those ``most`` others that share most words with it."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for position, words in enumerate(others):
        for word in set(words):
            holders[word].append(position)
    found = []
    for words in texts:
        lists = [holders[word] for word in set(words) if word in holders]
        shared = Counter(position for holding in lists if len(holding) <= _COMMON for position in holding)
        found.append([position for position, _ in shared.most_common(most)])
    return found
