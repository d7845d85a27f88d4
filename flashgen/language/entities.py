"""Whether two places of the notes speak of the same thing: names, and the cases that headings tell apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flashgen.language.letters import has_digit
from flashgen.language.words import STOP_WORDS

SCOPES = frozenset(
    """
    adult child infant newborn pregnant male female man woman men women min max minimum maximum mean median average base
    larg small medium mini old new early late first second initial final default before after normal abnormal today
    version edition summer winter example exercise case part day month year north south east west left right
    """.split()
)
"""Stems that tell one case from another: under such headings the same words may say different things."""

_SMALL = re.compile(r"(?<![\w-])[a-z][a-z]+")
_CAPITAL = re.compile(r"(?<=[a-z] )[A-Z][\w-]*")
_PROOF = re.compile(r"\d|[A-Z].*[A-Z]")
_NAME = re.compile(r"[A-Z]|\d")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How the notes write their words, by which names are told from other words."""

    small: frozenset[str]
    """Those that stand somewhere in small letters: a capital is the beginning of a line."""
    capital: frozenset[str]
    """Those that stand in the middle of a sentence with a capital."""


def spelling(texts: Iterable[str]) -> Spelling:
    """How the words of some texts are written."""
    small: set[str] = set()
    capital: set[str] = set()
    for text in texts:
        small.update(_SMALL.findall(text))
        capital.update(_CAPITAL.findall(text))
    return Spelling(frozenset(small), frozenset(capital))


def is_named(phrase: str, known: Spelling, sure: bool = False) -> bool:
    """Whether a phrase is a name of its own, so that it is the same thing wherever it stands.

    ``sure`` asks for a proof: a digit, several capitals, or a capital in the middle of a sentence.
    """
    own = [word for word in phrase.split() if word not in STOP_WORDS]
    return bool(own) and all(
        _NAME.match(word)
        and word.lower() not in known.small
        and (not sure or word in known.capital or _PROOF.search(word) is not None)
        for word in own
    )


def tells_cases_apart(words: Collection[str]) -> bool:
    """Whether words that stand above one place and not above another tell of another case: a year, a version."""
    return any(word in SCOPES or has_digit(word) for word in words)
