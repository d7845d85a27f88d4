"""Words that a question may have because of what the notes do: ``must`` where they require, ``after`` of what is before."""

from __future__ import annotations

import re
from itertools import pairwise

from flashgen.ask.held.ground import Ground
from flashgen.ask.tokens import keys, tokens, where

_REQUIRES = re.compile(
    r"\b(?:need(?:s|ed)? to|ha(?:s|ve) to|must|shall|requir(?:es?|ements?)|(?:is|are|was|were) required|mandatory|necessary|obligatory|never|only|responsib\w+"
    r"|cannot)\b",
    re.I,
)
_BY_FORMULA = re.compile(r"\b(?:if|iff|when|for (?:all|every|each|some))\b", re.I)
_COMPARES = re.compile(r"[≤≥<>=≠]")
_MUST = frozenset({"must", "need", "require", "requir"})
_NAMES = frozenset({"name", "term", "than"})
_FIRST = re.compile(r"\b(?:then|next|first|followed by|until|finally)\b|→|->|=>", re.I)
_AFTER = re.compile(r"\bafter (?:the |an? )?(.+?)(?=,| of | in | on | with | for | by | until | if | when | does | is | do | did | was | were | has | have |\?|$)", re.I)


def required(held: Ground) -> frozenset[str]:
    """The words by which a question may say that something has to be: none where the notes do not say so."""
    own = held.text.plain
    if _REQUIRES.search(own) or any(_REQUIRES.search(text.plain) for text in held.above):
        return _MUST
    if _BY_FORMULA.search(own) and _COMPARES.search(own):
        return _MUST | {"hold"}
    return frozenset()


def follows(question: str, answer: str, held: Ground) -> bool:
    """Whether an ``after`` of a question is the notes' own: of a heading, or of what they say came first."""
    asked = _AFTER.search(question)
    first = keys(asked[1]) if asked else ()
    if not first:
        return False
    over = {token.key for text in held.above for token in tokens(text.plain)}
    if set(first) <= over:
        return True
    said = [token.key for token in held.tokens]
    earlier, later = where(first[:2], said), where(keys(answer), said)
    return 0 <= earlier < later and bool(_FIRST.search(held.text.plain))


def of_others(question: str, said: str) -> str:
    """The ``other inputs`` that a question asks about, where the notes say before other than which, and the card does not."""
    asked, known = tokens(question), tokens(said)
    for one, noun in pairwise(asked):
        if one.key != "other" or noun.key in _NAMES:
            continue
        at = where(("other", noun.key), [token.key for token in known])
        is_before = any(token.key == noun.key for token in known[: max(at, 0)])
        if is_before and sum(token.key == noun.key for token in asked) == 1:
            return f"other {noun.text}"
    return ""
