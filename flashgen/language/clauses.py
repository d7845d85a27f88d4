"""The main clause of a sentence: its subject, verb group and complement.

Notes are terse, so this reads no full syntax tree. It looks for one finite verb that nothing around it contradicts;
where none convinces there is no clause, and whoever asked makes no question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flashgen.language.finite import AUXILIARIES, DASHES, finite_verb, is_adverb, takes_object, word_at
from flashgen.language.lexicon import (
    ADVERBS,
    BE,
    BE_FINITE,
    COORDINATORS,
    COPULAS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NEGATIONS,
    NOUN_LIKE,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    base_of,
    is_verb_form,
)
from flashgen.language.tokens import Token, depths, tokenize
from flashgen.language.words import is_plural
from flashgen.text import Text

_LEAD = PREPOSITIONS | SUBORDINATORS | {"given"}
_YEAR = re.compile(r"1\d{3}|20\d\d")
_BELONGS_BEFORE = frozenset("each which where who whose including such".split())
"""Words that go on with the noun before a comma."""
_LABEL_TOKENS, _LEAD_TOKENS = 8, 25
_NEW_CLAUSE = SUBORDINATORS | frozenset("but which who so then i.e e.g i.e. e.g. ie. eg.".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """The main clause of a sentence; subject, verb and complement are offsets into the text it was read from."""

    subject: tuple[int, int]
    """Empty where the line leaves it out (``Requires user action``)."""
    verb: tuple[int, int]
    """From the first auxiliary to the last verb of the group."""
    complement: tuple[int, int]
    """What follows, up to the end of the clause."""
    base: str
    """Base form of the last verb of the group; empty where the verb is not a known one."""
    copula: bool
    passive: bool
    negated: bool
    strength: float
    """How sure the main verb is: 3 for an auxiliary, below 2 for a guess."""


@lru_cache(maxsize=4096)  # several rules and wordings ask after the same sentence
def read_clause(text: Text) -> Clause | None:
    """The main clause of one sentence, or None where no finite verb is sure enough to name."""
    tokens = tokenize(text)
    line = [token for token, depth in zip(tokens, depths(tokens), strict=True) if not depth]
    line = line[_after_label(line) :]
    lead = _after_lead(line)
    if lead is None:
        return None
    line = line[lead:]
    at, strength = finite_verb(line)
    return _build(line, at, strength) if strength else None


def _after_label(line: Sequence[Token]) -> int:
    """Position after a label and its colon at the front, where no verb stands before it: ``Fun fact: ...``."""
    for at in range(min(_LABEL_TOKENS, len(line) - 3)):
        if line[at].text == ":":
            return at + 1
        if line[at].lower in AUXILIARIES:
            break
    return 0


def _after_lead(line: Sequence[Token]) -> int | None:
    """Position after an opening adjunct (``In most cases, ...``), 0 where there is none.

    None where an adjunct opens the line but no comma tells where it ends.
    """
    adverb = is_adverb(word_at(line, 0)) and word_at(line, 0) not in ("there", "here")
    first = word_at(line, int(adverb))
    if adverb and first == ",":
        return 2
    if first not in _LEAD:
        return int(adverb)
    for at, token in enumerate(line[:_LEAD_TOKENS]):
        if token.text == "," and at + 2 < len(line) and not _lead_goes_on(line, at):
            return at + 1
    return None if first in SUBORDINATORS else 0


def _lead_goes_on(line: Sequence[Token], at: int) -> bool:
    """Whether the comma at a position is within the adjunct: ``On August 13, 1961, ...``, ``..., each with its own,``.

    That is so where a year or what belongs to the noun before it follows, up to a further comma.
    """
    follows = line[at + 1]
    if not (_YEAR.fullmatch(follows.text) or follows.lower in _BELONGS_BEFORE):
        return False
    return any(token.text == "," for token in line[at + 2 : _LEAD_TOKENS])


def _build(line: Sequence[Token], at: int, strength: float) -> Clause:
    """The clause around the verb at a position."""
    last, passive, negated = _verb_group(line, at)
    word = word_at(line, last)
    base = "be" if word in BE else "have" if word in HAVE else _base(word)
    subject = list(line[:at])
    while subject and is_adverb(subject[-1].lower) and subject[-1].lower != "there":
        subject.pop()
    end = _clause_end(line, last)
    complement = (line[last + 1].start, line[end - 1].end) if last + 1 < end else (line[last].end,) * 2
    return Clause(
        subject=(subject[0].start, subject[-1].end) if subject else (0, 0),
        verb=(line[at].start, line[last].end),
        complement=complement,
        base=base,
        copula=base in COPULAS,
        passive=passive,
        negated=negated,
        strength=strength,
    )


def _base(word: str) -> str:
    return next((b for form in ("base", "s", "participle", "past", "ing") if (b := base_of(word, form))), "")


def _verb_group(line: Sequence[Token], at: int) -> tuple[int, bool, bool]:
    """Position of the last verb of the group that starts at ``at``, and whether it is passive and negated."""
    first = word_at(line, at)
    negated = first in NEGATIONS or first.endswith(("n't", "not"))
    last, be_seen = at, first in BE_FINITE
    if word_at(line, at - 1) == "there":
        return at, False, negated
    for step in range(at + 1, len(line)):
        word = word_at(line, step)
        if first not in AUXILIARIES:
            break
        if is_adverb(word):
            negated = negated or word in NEGATIONS
            continue
        if word in BE or (word in HAVE and first in MODALS):
            be_seen, last = be_seen or word in BE, step
            continue
        if be_seen and is_verb_form(word, "participle"):
            return step, True, negated
        if be_seen and is_verb_form(word, "ing") and takes_object(line, step):
            return step, False, negated
        if not be_seen and first in MODALS | DO and line[step].is_word:
            return step, False, negated
        if not be_seen and first in HAVE and is_verb_form(word, "participle"):
            return step, False, negated
        break
    return last, False, negated


def _clause_end(line: Sequence[Token], verb: int) -> int:
    """Position after the last token of the clause whose verb stands at ``verb``."""
    for at in range(verb + 1, len(line)):
        token, word, after = line[at], word_at(line, at), word_at(line, at + 1)
        if token.text in (";", ":") or token.text in DASHES:
            return at
        if token.text == "," and after in _NEW_CLAUSE:
            return at
        if token.text == "," and _is_predicate(line, at + 1):
            return at
        if token.text == "," and after in COORDINATORS | PRONOUNS | DETERMINERS and _finite_ahead(line, at + 2):
            return at
        if word in COORDINATORS and (after in AUXILIARIES | PRONOUNS - {"those", "that"} or _then_finite(line, at)):
            return at
        if word == "but" or (word in SUBORDINATORS - PREPOSITIONS - {"that"} and at > verb + 1):
            return at
    end = len(line)
    while end > verb + 1 and line[end - 1].text in ".!,":
        end -= 1
    return end


def _is_predicate(line: Sequence[Token], at: int) -> bool:
    """Whether a verb with its object or phrase opens what follows a comma: ``..., restart from a checkpoint``."""
    word, after = word_at(line, at), word_at(line, at + 1)
    if not is_verb_form(word, "base", "s", "participle") or word in NOUN_LIKE or base_of(word, "s") in NOUN_LIKE:
        return False
    return after in PREPOSITIONS | DETERMINERS


def _then_finite(line: Sequence[Token], at: int) -> bool:
    """Whether a coordinator is followed by an adverb and a finite verb: ``and then goes``."""
    return word_at(line, at + 1) in ADVERBS and word_at(line, at + 2) in MODALS | BE_FINITE | DO | HAVE


def _finite_ahead(line: Sequence[Token], at: int) -> bool:
    """Whether a finite verb follows before the next punctuation, so that a new clause has begun."""
    for step, token in enumerate(line[at:], at):
        if token.text in ",;:.":
            return False
        word = token.lower
        plain_verb = is_verb_form(word, "base") and word not in NOUN_LIKE
        if plain_verb and is_plural(word_at(line, step - 1)) and not is_verb_form(word_at(line, step - 1), "s"):
            return True  # "and boats collide"
        if word in AUXILIARIES or (is_verb_form(word, "s") and base_of(word, "s") not in NOUN_LIKE):
            return True
    return False
