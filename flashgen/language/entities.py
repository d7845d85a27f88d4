"""Whether two places of the notes speak of the same thing: names, and the cases that headings tell apart."""

from __future__ import annotations

import re
from collections.abc import Collection

from flashgen.language.words import STOP_WORDS

SCOPES = frozenset(
    """
    adult child infant newborn pregnant male female man woman men women min max minimum maximum mean median average base
    larg small medium mini old new early late first second initial final default before after normal abnormal today
    version edition summer winter example exercise case part day month year north south east west left right
    """.split()
)
"""Stems that tell one case from another: under such headings the same words may say different things."""

_LOWER = re.compile(r"(?<![\w-])[a-z][a-z]+")
_NAME = re.compile(r"[A-Z]|\d")


def small_words(plain: str) -> list[str]:
    """The words of a text that stand in it in small letters."""
    return _LOWER.findall(plain)


def is_named(phrase: str, small: Collection[str]) -> bool:
    """Whether a phrase is a name of its own, so that it is the same thing wherever it stands.

    ``small`` are the words that the notes write in small letters too: those begin with a capital by chance.
    """
    own = [word for word in phrase.split() if word not in STOP_WORDS]
    return bool(own) and all(_NAME.match(word) and word.lower() not in small for word in own)


def tells_cases_apart(words: Collection[str]) -> bool:
    """Whether words that stand above one place and not above another tell of another case: a year, a version."""
    return any(word in SCOPES or any(c.isdigit() for c in word) for word in words)
