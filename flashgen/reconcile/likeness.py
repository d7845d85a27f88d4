"""Whether an edit left a fact what it was. Nothing here measures: words are there or they are not."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from flashgen.language.words import content_stems, content_words, stem, words

_MOST_MISSPELT = 12
"""Words of which each has another form; more, and it is another text."""
_MIN_MISSPELT = 4
"""Letters of the shortest word that is taken for another one misspelt."""


def is_telling(text: str, least: int) -> bool:
    """Whether a text has so many different words with content that it is hardly there twice by chance."""
    return len(content_stems(text)) >= least


def still_says(old: str, new: str) -> bool:
    """Whether one of two texts holds all the content words of the other, inflection and misspelling aside.

    Then words were added, taken away, moved or spelt better, but none was exchanged for another: a number that
    differs, or another name, makes another fact. So does a text of which more is new or gone than stayed.
    """
    left, right = _counted(old), _counted(new)
    fewer, more = (left, right) if left.total() <= right.total() else (right, left)
    if not fewer or 2 * fewer.total() < more.total():
        return False
    if len(fewer.keys() - more.keys()) > _MOST_MISSPELT:
        return False
    missing, rest = list((fewer - more).elements()), list((more - fewer).elements())
    if len(missing) > _MOST_MISSPELT:
        return False
    for same in (_inflected, _misspelt):
        for word in list(missing):
            twin = next((other for other in rest if same(word, other)), None)
            if twin is not None:
                missing.remove(word)
                rest.remove(twin)
    return not missing


def share_words(one: str, other: str) -> bool:
    """Whether two texts have a word with content in common."""
    return not {stem(word) for word in said(one)}.isdisjoint(stem(word) for word in said(other))


def _inflected(one: str, other: str) -> bool:
    return stem(one) == stem(other)


def said(text: str) -> list[str]:
    """The words with content of a text, or all where none has."""
    return content_words(text) or words(text)


@lru_cache(maxsize=1 << 12)  # each text is compared with several
def _counted(text: str) -> Counter[str]:
    return Counter(said(text))


def _misspelt(one: str, other: str) -> bool:
    """Whether two words differ by one letter too many, one wrong after the first, or two that changed places."""
    if min(len(one), len(other)) < _MIN_MISSPELT or any(map(str.isdigit, one + other)):
        return False
    shorter, longer = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) < len(longer):
        return shorter[at:] == longer[at + 1 :]
    swapped = shorter[at : at + 2] == longer[at : at + 2][::-1] and shorter[at + 2 :] == longer[at + 2 :]
    return swapped or (at > 0 and shorter[at + 1 :] == longer[at + 1 :])
