"""Words that a question has because of what the notes do: ``must`` where they require, ``after`` of what was before."""

from __future__ import annotations

import re
from itertools import pairwise

from flashgen.ask.held.ground import Ground
from flashgen.ask.held.parts import parts
from flashgen.ask.held.words import content
from flashgen.ask.tokens import keys, tokens, where
from flashgen.language.lexicon import is_verb_form

OBLIGES = r"need(?:s|ed)? to|ha(?:s|ve) to|must|requir(?:es?|ing)|mandatory|necessary"
"""What notes say of that which has to be, as a pattern."""
_REQUIRES = re.compile(
    rf"(?<!not )(?<!n['’]t )\b(?:{OBLIGES}|shall|(?:is|are|was|were) required|obligatory|responsib\w+ (?:to|for)"
    r"|(?:can|may) only|only (?:if|when))\b|^\W*never\b",
    re.I,
)
_ASKED_FOR = re.compile(r"\b(?:requirements?|obligations?|duties|must|required)\b", re.I)
_NEAR = 4
"""Lines and headings above that may say that what stands below them is required."""
_JOINED = re.compile(r"\s*(?:and|or)\b", re.I)
_BY_FORMULA = re.compile(r"\b(?:if|iff)\b", re.I)
_COMPARES = re.compile(r"[≤≥<>=≠]")
_MUST = frozenset({"must", "need", "require", "requir"})
_NAMES = frozenset({"name", "term", "than"})
_LIGHT = frozenset("and or but then also always just only please first next so to regularly".split())
_FIRST = re.compile(r"\b(?:then|next|first|followed by|until|finally)\b|→|->|=>", re.I)
_AFTER = re.compile(
    r"\bafter (?:the |an? )?(.+?)"
    r"(?=,|\s(?:of|in|on|with|for|by|until|if|when|does|is|do|did|was|were|has|have)\s|\?|$)",
    re.I,
)


def required(held: Ground, question: str, answer: str) -> frozenset[str]:
    """The words by which a question may say that something has to be: none where the notes do not say so."""
    own = held.text.plain
    every = [own[slice(*part)] for part in parts(own)]
    wanted = {token.key for token in content(answer)}
    said = [
        f"{before if _JOINED.match(part) else ''} {part}"  # "they have to keep it, and not to show it"
        for before, part in pairwise(["", *every])
        if any(token.key in wanted for token in content(part))
    ]
    if any(_REQUIRES.search(part) for part in said):
        return _MUST
    if opens_with_verb(own) and any(_ASKED_FOR.search(text.plain) for text in held.above[:_NEAR]):
        return _MUST
    if _BY_FORMULA.search(own) and _COMPARES.search(answer) and "hold" in keys(question):
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


def opens_with_verb(said: str) -> bool:
    """Whether words tell somebody to do something: ``use the lift``."""
    words = (token for token in tokens(said) if token.text.lower() not in _LIGHT and not token.is_number)
    first = next(words, None)
    return first is not None and is_verb_form(first.text.lower(), "base")


def of_others(question: str, said: str) -> str:
    """The ``other inputs`` that a question asks about, where the notes say other than which, and the card does not."""
    asked, known = tokens(question), tokens(said)
    for one, noun in pairwise(asked):
        if one.key != "other" or noun.key in _NAMES:
            continue
        at = where(("other", noun.key), [token.key for token in known])
        is_before = any(token.key == noun.key for token in known[: max(at, 0)])
        if is_before and sum(token.key == noun.key for token in asked) == 1:
            return f"other {noun.text}"
    return ""
