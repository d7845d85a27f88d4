"""How common a word is in English at large: a blank over words that everybody uses can be guessed, or cannot be known.

``commonness.txt`` holds the stems of the two smallest lists of SCOWL, Kevin Atkinson's Spell Checker Oriented Word
Lists (levels 10 and 20); ``commonness.license.txt`` is their licence.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from flashgen.language.words import content_words, stem

COMMONEST, COMMON, RARE = 0, 1, 2


def commonness(word: str) -> int:
    """``COMMONEST`` for the few thousand words that everybody uses daily, ``COMMON`` for known ones, else ``RARE``.

    A number or a name is rare unless it is also such a word.
    """
    return _index().get(stem(word), RARE)


def rare_words(text: str) -> list[str]:
    """The content words of a text that are in neither list."""
    return [word for word in content_words(text) if commonness(word) == RARE]


@cache
def _index() -> dict[str, int]:
    text = resources.files(__package__).joinpath("commonness.txt").read_text(encoding="utf-8")
    _, commonest, common = text.split("# ", 2)
    found = dict.fromkeys(common.split()[1:], COMMON)
    found.update(dict.fromkeys(commonest.split()[2:], COMMONEST))
    return found
