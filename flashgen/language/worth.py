"""What a blank hides, and whether one can know it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from flashgen.language.lexicon import (
    BE_FINITE,
    COORDINATORS,
    HAVE,
    MODALS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
)
from flashgen.language.words import content_words, singular
from flashgen.text import Text

_SIGNS = "=≠≈→←<>*^+≤≥"
_ARROW = re.compile(r"→|[-=]>|\\(?:right|left)arrow|(?:^|\s)[-–—](?=\s)|\w-\s|^&")
_GOES_ON = re.compile(rf"[(\[{{\-–/_^]|\s?[{re.escape(_SIGNS)}]|\s[-–]\s?\d")
"""What follows a slot that more belongs to than it holds."""
_TAKES_UP = frozenset("then we they he she i you he's it's".split())
"""Words that begin a statement of their own."""
MAX_WORDS = 12
"""A longer stretch cannot be recalled word by word."""
_FIXED = re.compile(
    r"\b(?:at (?:least|most|once|all|first|last|hand)|for (?:instance|example|now)|by (?:default|hand|means)|of course|"
    r"in (?:conjunction|order|terms|case|addition|place|time|general|particular|practice|fact|advance|detail|charge|"
    r"favou?r|line|use|common|turn|response|contrast)|into account|on top|in front)$",
    re.IGNORECASE,
)
"""Prepositions that make one phrase with the noun after them, as ``in conjunction`` with."""
_EMPTY_NOUNS = frozenset(
    """
    thing things lot lots way ways case cases something anything nothing everything it them this that more less
    same better worse good bad easy hard difficult simple important useful great possible impossible necessary
    different similar common rare fast slow large small big high low new old true false here there one ones many
    few others other
    """.split()
)


COMMON_NOUNS = frozenset(
    """
    ability access account action activity address advantage age amount answer application area aspect attack attention
    attribute back basis beginning behavior behaviour benefit body book break case cause center change channel
    characteristic child choice class client code communication company component computer concept condition connection
    content context control cost country course data database date day decision default degree description design detail
    development device difference direction document domain effect effort element employee end energy entity environment
    error event example experience fact factor failure feature field file form format function future goal good group
    growth hand head help history home host hour house idea image impact information input instance interest interface
    issue item job key kind knowledge label language layer length level life light limit line link list load location
    machine man management manner market material matter meaning means measure member memory message method minute model
    moment money month name nature need network node nothing number object office operation option order organization
    other output owner page parameter part past path pattern people performance period person phase place plan point
    policy port position possibility power practice pressure price problem process product program project property
    purpose quality question range rate reality reason record region relation request requirement resource response rest
    result right risk role rule sample scale section sector security sense server service session set shape side sign
    site situation size society software solution something source space speed stage standard start state status step
    storage strategy structure style subject success system table target task team technique technology term test text
    thing thought thousand threat time tool topic total traffic training transaction type unit use user value variable
    version view volume vulnerability way week weight while word work worker world year
    """.split()
)
"""Nouns that fit anywhere: alone in a blank they can be guessed or cannot be known."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch ``[start:end]`` of a sentence to hide, and how much better or worse than usual it asks."""

    start: int
    end: int
    weight: float


def worth_hiding(sentence: Text, slot: Slot) -> bool:
    """Whether a slot hides something that one can know: a noun, a name, a value, not a function word."""
    hidden = sentence.plain[slot.start : slot.end]
    words = hidden.split()
    if words and (words[-1].lower() in PREPOSITIONS | COORDINATORS or words[0].lower() in SUBORDINATORS - PREPOSITIONS):
        return False
    if not 1 <= len(words) <= MAX_WORDS or sentence.plain[slot.end : slot.end + 1].isalnum():
        return False
    if _FIXED.search(sentence.plain[: slot.start] + words[0].rstrip(",;")):
        return False
    if _is_half(sentence.plain, slot) or _has_clause(hidden) or " than " in hidden:
        return False
    content = [w for w in content_words(hidden) if w not in _EMPTY_NOUNS]
    if not content and not sentence[slot.start : slot.end].spans:
        return False
    if words[0].lower() in (
        "that",
        "which",
        "who",
        "whether",
        "if",
        "because",
        "this",
        "these",
        "it",
        "them",
        "their",
        "its",
        "such",
    ):
        return False
    return hidden.count("(") == hidden.count(")") and hidden.count("“") == hidden.count("”")


def _is_half(plain: str, slot: Slot) -> bool:
    """Whether a sign or bracket next to a slot shows that more belongs to it: ``[d] = 512``, ``[N](u, d)``."""
    if _ARROW.search(plain, slot.start, slot.end):
        return True
    if _GOES_ON.match(plain, slot.end):
        return True
    return plain[max(0, slot.start - 2) : slot.start].rstrip()[-1:] in tuple(_SIGNS)


def _has_clause(hidden: str) -> bool:
    """Whether a slot holds a statement of its own: ``[512 units and the decoder has 1024]``.

    A relative clause belongs to its noun, and what opens with ``how`` or ``what`` is a clause by itself.
    """
    for word in hidden.lower().split():
        if word in RELATIVES or word in ("how", "what", "whether", "if", "because"):
            return False
        if word in BE_FINITE or word in MODALS or word in HAVE - {"have"}:
            return True
        if word in _TAKES_UP:
            return True
    return False


def is_common(hidden: str) -> bool:
    """Whether all that a blank hides is one of the commonest nouns."""
    content = content_words(hidden)
    return len(content) == 1 and singular(content[0]) in COMMON_NOUNS


def weighed(sentence: Text, slot: Slot) -> Slot:
    """The slot, worth little where an abbreviation in sight gives it away."""
    away = _spelled_out(sentence.plain[slot.start : slot.end], sentence.plain)
    return replace(slot, weight=slot.weight - 0.2) if away else slot


def _spelled_out(hidden: str, sentence: str) -> bool:
    """Whether the initials of the hidden words stand in the sentence and give them away."""
    initials = "".join(word[0] for word in content_words(hidden)).upper()
    if len(initials) < 2 or initials not in sentence:
        return False
    return re.search(rf"\b{re.escape(initials)}\b", sentence) is not None
