"""Whether an edit left a fact what it was. Nothing here measures: words are there or they are not."""

from __future__ import annotations

from flashgen.language.words import content_words, stem, words

_MIN_MISSPELT = 4
"""Letters of the shortest word that is taken for another one misspelt."""


def is_telling(text: str, least: int) -> bool:
    """Whether a text has so many different words with content that it is hardly there twice by chance."""
    return len({stem(word) for word in content_words(text)}) >= least


def still_says(old: str, new: str) -> bool:
    """Whether one of two texts holds all the content words of the other, inflection and misspelling aside.

    Then words were added, taken away, moved or spelt better, but none was exchanged for another: a number that
    differs, or another name, makes another fact. So does a text of which more is new or gone than stayed.
    """
    left, right = _words(old), _words(new)
    fewer, more = (left, right) if len(left) <= len(right) else (right, left)
    if not fewer or 2 * len(fewer) < len(more):
        return False
    for same in (_equal, _inflected, _misspelt):
        left_over = []
        for word in fewer:
            twin = next((other for other in more if same(word, other)), None)
            if twin is None:
                left_over.append(word)
            else:
                more.remove(twin)
        fewer = left_over
    return not fewer


def share_words(one: str, other: str) -> bool:
    """Whether two texts have a word with content in common."""
    return not {stem(word) for word in _words(one)}.isdisjoint(stem(word) for word in _words(other))


def _equal(one: str, other: str) -> bool:
    return one == other


def _inflected(one: str, other: str) -> bool:
    return stem(one) == stem(other)


def _words(text: str) -> list[str]:
    return content_words(text) or words(text)


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
