"""Whether an abbreviation stands for some words."""

from __future__ import annotations

import re

from flashgen.language.words import STOP_WORDS

_FEWEST_INITIALS = 3
"""Of words that nobody abbreviated: two letters may be anything."""
_WORD = re.compile(r"[^\W\d_]+")
_PARTS = re.compile(r"[?!;:]|\.\s")
"""What stands in no name: ``Check weight? Check balance`` is no CG."""
_ABBREVIATION = re.compile(r"^(?=.*[A-Z])(?=(?:.*[A-Za-z]){2})[A-Za-z][A-Za-z0-9&/.+-]{1,11}s?$")


def is_abbreviation(word: str) -> bool:
    """Whether a word can be an abbreviation: 2 to 12 characters, mostly capitals (``RLHF``, ``GPUs``, ``ST-MoE``)."""
    if not _ABBREVIATION.match(word):
        return False
    letters = [c for c in word.rstrip("s") if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) * 2 >= len(letters)


def expansion_start(abbreviation: str, before: str) -> int:
    """Offset in ``before`` where the words that the abbreviation stands for begin; -1 where they do not match.

    Each character of the abbreviation is looked for from right to left, its first at the start of a word: Schwartz
    and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003). Beyond
    theirs, every capital must start a word or a part of one where the words are as many as the capitals.
    """
    letters = [c for c in abbreviation.removesuffix("s") if c.isalnum()]
    at = len(before) - 1
    for index in range(len(letters) - 1, -1, -1):
        wanted = letters[index].lower()
        while at >= 0 and (
            before[at].lower() != wanted
            or (index == 0 and at > 0 and (before[at - 1].isalnum() or before[at - 1] == "-"))
        ):
            at -= 1
        if at < 0:
            return -1
        at -= 1
    start = at + 1
    if _PARTS.search(before, start):
        return -1
    words = re.findall(r"[^\W_]+", before[start:])
    if len(words) > min(len(letters) + 5, len(letters) * 2):
        return -1
    initials = sum(w[0].lower() in {c.lower() for c in letters} for w in words)
    return start if initials * 2 >= len(letters) and len(words) > 1 else -1


def stands_for(abbreviation: str, words: str) -> bool:
    """Whether the abbreviation stands for exactly these words, from the first to the last."""
    return is_abbreviation(abbreviation) and expansion_start(abbreviation, words) == 0


def initials(words: str) -> frozenset[str]:
    """What first letters make, with those of small words and without: ``RPO`` of ``Recovery Point Objective``."""
    every = _WORD.findall(words)
    own = [word for word in every if word.lower() not in STOP_WORDS]
    made = {"".join(word[0] for word in some).upper() for some in (every, own)}
    return frozenset(one for one in made if len(one) >= _FEWEST_INITIALS)
