"""What of a clause can be asked for: stretches that hide a whole constituent, never half of one."""

from __future__ import annotations

import re

from flashgen.language.clauses import Clause
from flashgen.language.constituents import constituent_end, first_predicate
from flashgen.language.finite import PARTICLES, is_adverb
from flashgen.language.lexicon import (
    COORDINATORS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    is_verb_form,
)
from flashgen.language.phrases import words_of
from flashgen.language.tokens import Token, depths, tokenize
from flashgen.language.worth import MAX_WORDS, Slot, is_common, weighed, worth_hiding
from flashgen.text import Text

MIN_VISIBLE = 5
"""With fewer words around it a blank fits too many answers; the last phrase alone is then preferred."""
_TAIL = frozenset(
    """
    for in on with by from at without during via after before into through under over between to as
    """.split()
)
_CHANGES = frozenset(
    """
    improvement improvements increase increases decrease decreases gain gains reduction reductions change changes
    difference differences rise decline growth loss lack
    """.split()
)
"""Nouns of change: what changes is the news, ``show improvements in [truthfulness]``."""
_FEWEST = 3
_DEGREES = frozenset("highly very more most less least fully well equally quite too".split())
"""Adverbs that belong to the adjective after them: ``is [highly available]``."""
_UNIQUE = re.compile(r"the (?:most|least|main|major|primary|first|last|only|best|key|\w{3,}est)\b", re.IGNORECASE)
"""A complement that singles out its subject: ``... is the largest planet``."""


_OPENS_NO_SUBJECT = (
    PRONOUNS | PREPOSITIONS | COORDINATORS | {"given", "today", "because", "if", "when", "while", "where"}
)
_INNER_SUBJECTS = frozenset("we they he she it i you it's there's they're".split())
"""Pronouns in the nominative: a subject that holds one is two phrases, ``At test time we``."""
_SAYS_WHAT = frozenset("that whether to because how why what when where if for".split())
"""Words at the front of a complement that says what the subject consists in."""


def slots(sentence: Text, clause: Clause) -> tuple[Slot, ...]:
    """The slots of a clause, best first: its complement, the last phrase of it, its subject."""
    inside = [t for t in tokenize(sentence) if clause.complement[0] <= t.start and t.end <= clause.complement[1]]
    tokens = first_predicate(inside, clause)
    if not tokens:
        bare = _done(sentence, clause) if clause.passive else _means(sentence, clause)
        return (bare,) if bare and worth_hiding(sentence, bare) else ()
    if sentence.plain[: clause.verb[0]].strip().lower() == "there":
        found = [_existing(tokens)]
    else:
        found = [_complement(tokens, clause), tail(tokens), _subject(sentence, clause)]
        if clause.copula and _UNIQUE.match(sentence.plain, *clause.complement):
            found.insert(0, _subject(sentence, clause, weight=0.0))
    worth = [weighed(sentence, slot) for slot in found if slot and worth_hiding(sentence, slot)]
    if len(worth) > 1 and worth[1].start > clause.verb[1] and _visible(sentence, worth[0]) < MIN_VISIBLE:
        worth[:2] = reversed(worth[:2])
    if worth and _visible(sentence, worth[0]) < _FEWEST and not is_common(sentence.plain[slice(*clause.subject)]):
        worth.sort(key=lambda slot: slot.start >= clause.verb[1])  # "[Warfarin] inhibits ..."
    return tuple(worth)


def _visible(sentence: Text, slot: Slot) -> int:
    """How many words are left to see when the slot is hidden."""
    return len(words_of(sentence.plain[: slot.start])) + len(words_of(sentence.plain[slot.end :]))


def _complement(tokens: list[Token], clause: Clause) -> Slot | None:
    """What the verb is completed by, less the preposition or adverb it starts with."""
    at = 0
    while at < len(tokens) and is_adverb(tokens[at].lower) and not (clause.copula and tokens[at].lower in _DEGREES):
        if tokens[at].lower in ("only", "more", "most", "less"):
            break  # it belongs to the noun: "most methods"
        at += 1
    if (
        at + 1 < len(tokens)
        and tokens[at].lower in PARTICLES
        and tokens[at + 1].lower in DETERMINERS
        and not clause.copula
    ):
        at += 1
    if at >= len(tokens):
        manner = tokens[-1]  # "should be scaled equally"
        return Slot(manner.start, manner.end, -0.02) if clause.passive and manner.lower.endswith("ly") else None
    weight = 0.0
    first = tokens[at].lower
    if first in PREPOSITIONS | {"to"}:
        at += 1
    elif clause.copula and at + 1 < len(tokens) and _governs(tokens[at], tokens[at + 1]):
        at += 2
        weight = 0.06  # "prone to" fits few things
    elif clause.copula and len(tokens) - at == 1:
        weight = -0.12  # a single adjective has many right answers
    if at < len(tokens) and tokens[at].lower in PREPOSITIONS:
        at += 1
    if at >= len(tokens):
        return None
    if at + 2 < len(tokens) and tokens[at].lower in _CHANGES and tokens[at + 1].lower in ("in", "of"):
        at += 2
    end = constituent_end(tokens, at, clause)
    if sum(t.is_word for t in tokens[at:end]) > MAX_WORDS:
        return None
    return Slot(tokens[at].start, tokens[end - 1].end, weight) if end > at else None


def _done(sentence: Text, clause: Clause) -> Slot:
    """What is done, where nothing follows the verb: ``The two are [misaligned]``."""
    start = sentence.plain.rfind(" ", 0, clause.verb[1]) + 1
    return Slot(start, clause.verb[1], -0.12)


def _means(sentence: Text, clause: Clause) -> Slot | None:
    """By what, where the clause has no complement: ``Training with [noisy labels] hurts``."""
    start, end = clause.subject
    found = re.search(r"\s(?:with|by|via|on|without|using)\s+", sentence.plain[start:end])
    return Slot(start + found.end(), end, -0.12) if found else None


def _existing(tokens: list[Token]) -> Slot | None:
    """What there is: ``There are usually [four valves] within the heart``."""
    at = next((i for i, t in enumerate(tokens) if not is_adverb(t.lower)), len(tokens))
    end = at
    while end < len(tokens) and not (
        end > at
        and (tokens[end].lower in PREPOSITIONS | RELATIVES or is_verb_form(tokens[end].lower, "participle", "ing"))
    ):
        end += 1
    while end < len(tokens) and tokens[end].lower == "of":
        end += 2
    return Slot(tokens[at].start, tokens[end - 1].end, -0.02) if at < end <= len(tokens) else None


def _governs(word: Token, after: Token) -> bool:
    """Whether an adjective takes its complement with it: ``prone to``, ``comparable to``, ``responsible for``."""
    return (
        word.lower not in DETERMINERS
        and word.text[0].islower()
        and after.lower in {"to", "for", "with", "from", "by", "on", "at", "than"}
    )


def tail(tokens: list[Token]) -> Slot | None:
    """The last prepositional phrase of the complement: ``... gives larger gains [for larger models]``."""
    nesting = depths(tuple(tokens))
    for index in range(len(tokens) - 2, 0, -1):
        token = tokens[index]
        if token.text == ";" or token.lower in ("that", "which", "who", "but", "it", "they", "then", "when", "where"):
            return None
        if (
            not nesting[index]
            and token.lower in _TAIL
            and (token.lower != "to" or not is_verb_form(tokens[index + 1].lower, "base"))
        ):
            return Slot(tokens[index + 1].start, tokens[-1].end, -0.01)
    return None


def _subject(sentence: Text, clause: Clause, weight: float = -0.05) -> Slot | None:
    """The subject, where it is short and says something."""
    start, end = clause.subject
    if start == end:
        return None
    words = sentence.plain[start:end].lower().split()
    if len(words) > 6 or words[0] in _OPENS_NO_SUBJECT or is_adverb(words[0]):
        return None
    if any(word in _INNER_SUBJECTS for word in words[1:]) or (words[0] == "the" and words[1:2] in (["more"], ["less"])):
        return None
    bare = words[1:] if words[0] in ("a", "an", "the") else words
    if len(bare) == 1 and is_common(bare[0]):
        return None  # "the model", "users"
    after = sentence.plain[slice(*clause.complement)].lower().split()[:1]
    if clause.base == "be" and not clause.passive and after and after[0] in _SAYS_WHAT:
        return None  # "The challenge is that ..."
    return Slot(start, end, weight)
