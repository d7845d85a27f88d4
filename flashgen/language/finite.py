"""Which word of a line is its main verb.

Each word is weighed by its form and its neighbours. An auxiliary is sure; a word that may as well be a noun counts only
where nothing else can be the verb and an object follows.
"""

from __future__ import annotations

from collections.abc import Sequence

from flashgen.language.lexicon import (
    ADVERBS,
    BE_FINITE,
    COORDINATORS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NEGATIONS,
    NOUN_LIKE,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    base_of,
    is_verb_form,
)
from flashgen.language.tokens import Token
from flashgen.language.words import is_plural

CERTAIN = 2.0
"""From this strength on the first candidate is the verb; below it the strongest."""
_LY_NOUNS = frozenset(
    """
    ally anomaly assembly belly bully butterfly family homily italy jelly july lily monopoly reply sicily supply
    """.split()
)
AUXILIARIES = BE_FINITE | MODALS | HAVE | DO
DASHES = frozenset("- – — ~ = == -> → => >".split())
_NOT_A_SUBJECT = DETERMINERS - {"that", "this", "all", "both"} | PREPOSITIONS | {"to", "and", "or"}
_MOST_ADVERBS = 12
"""Before a verb; a longer run of them is no sentence, and is not to be gone over for each of its words."""
_NEW_CLAUSE = RELATIVES | SUBORDINATORS | PRONOUNS | {"but"}
PARTICLES = frozenset("up out off down over away back".split())
_BEFORE_NOUNS = frozenset(
    """
    different separate various several multiple new old own other single large small high low common main major minor
    certain specific particular general special similar additional further possible necessary important significant
    chronic acute local global internal external normal abnormal
    """.split()
)
"""Adjectives: a word in -s after one is a noun, ``different processes``."""
_AFTER_PARTICIPLE = frozenset("by in on with from as using to at".split())


def word_at(line: Sequence[Token], at: int) -> str:
    """The lower-case word at a position; empty beyond the ends."""
    return line[at].lower if 0 <= at < len(line) else ""


def is_adverb(word: str) -> bool:
    """Whether a lower-case word is an adverb or a negation."""
    return word in ADVERBS or word in NEGATIONS or (word.endswith("ly") and len(word) > 4 and word not in _LY_NOUNS)


def finite_verb(line: Sequence[Token]) -> tuple[int, float]:
    """Position of the main verb and how sure that is; (-1, 0) where there is none. Relative clauses are passed over."""
    best, pending = (-1, 0.0), 0
    for at, token in enumerate(line):
        word = token.lower
        if token.text in (";", ":") or (token.text in DASHES and best[1]):
            break
        if word in RELATIVES and at and not (word == "that" and word_at(line, at - 1) in PREPOSITIONS):
            pending += 1
            continue
        if token.text == "," and pending and not best[1]:
            pending = 0  # a relative clause between commas has ended
            continue
        strength = _strength(line, at)
        if pending:
            pending -= strength >= CERTAIN
            continue
        if strength > best[1]:
            best = (at, strength)
        if strength >= CERTAIN:
            break
    return best


def _strength(line: Sequence[Token], at: int) -> float:
    """How sure a word is a finite verb; 0 where it is none."""
    token = line[at]
    word = token.lower
    if token.opaque or not token.is_word or token.is_number:
        return 0.0
    if word_at(line, at - 1) in COORDINATORS:
        return 0.0  # it goes on with the predicate of a clause that has its verb already
    if word in BE_FINITE or word in MODALS:
        return 3.0
    back = at - 1
    while back >= max(0, at - _MOST_ADVERBS) and is_adverb(word_at(line, back)):
        back -= 1
    before = word_at(line, back)
    if back >= 0 and line[back].text.isupper() and len(line[back].text) > 1:
        before = before.rstrip("s")  # DNS and HTTPS are no plurals
    if word in HAVE or word in DO:
        return 0.0 if before == "to" else 3.0
    if before in _NOT_A_SUBJECT or (token.text[0].isupper() and at):
        return 0.0
    if back < 0:
        return _opening(line, at)
    if is_verb_form(word, "s") and not is_verb_form(word, "base"):
        return _third_person(line, at, before, opaque=line[back].opaque)
    if is_verb_form(word, "base") and (is_plural(before) or before in ("i", "you", "we", "they")):
        return _plural_verb(line, at)
    if is_verb_form(word, "past") and not _auxiliary_ahead(line, at):
        return _past(line, at)
    return 0.0


def _third_person(line: Sequence[Token], at: int, before: str, opaque: bool) -> float:
    """``Aldosterone increases ...``."""
    if before and is_plural(before) and before not in PRONOUNS and not opaque:
        return 0.0
    if base_of(line[at].lower, "s") not in NOUN_LIKE or line[at].lower in ("helps", "lacks"):
        return 2.5
    if before in _BEFORE_NOUNS or (at == 1 and is_verb_form(before, "ing") and before not in NOUN_LIKE):
        return 0.0  # "different processes", "Preventing requests"
    return 2.0 if takes_object(line, at) and not _auxiliary_ahead(line, at) else 0.0


def _plural_verb(line: Sequence[Token], at: int) -> float:
    """``Encoder experts exhibit ...``."""
    if line[at].lower not in NOUN_LIKE:
        return 2.2
    if is_verb_form(word_at(line, at + 1), "s") and not is_plural(word_at(line, at + 2)):
        return 0.0  # "instructions prompt helps": the verb comes after it
    return 2.0 if takes_object(line, at) and not _auxiliary_ahead(line, at) else 0.0


def _past(line: Sequence[Token], at: int) -> float:
    """``Jeff co-authored a paper``: with an object that has its article it is no participle."""
    after = word_at(line, at + 1)
    if after in DETERMINERS or (after in PARTICLES and word_at(line, at + 2) in DETERMINERS):
        return 2.3
    return 1.2 if after not in _AFTER_PARTICIPLE and takes_object(line, at) else 0.0


def _opening(line: Sequence[Token], at: int) -> float:
    """A word that opens the line is its verb where the subject is left out: ``Requires ...``, ``Observed ...``."""
    word = line[at].lower
    if not takes_object(line, at):
        return 0.0
    if is_verb_form(word, "s"):
        plural_noun = base_of(word, "s") in NOUN_LIKE and word_at(line, at + 1) not in DETERMINERS
        return 0.0 if plural_noun else 2.2
    if word in NOUN_LIKE or _auxiliary_ahead(line, at):
        return 0.0
    if is_verb_form(word, "past") and not is_verb_form(word, "base"):
        return 2.2 if not is_verb_form(word, "participle") or word_at(line, at + 1) not in _AFTER_PARTICIPLE else 0.0
    if is_verb_form(word, "base"):
        return 1.4
    return 0.0


def takes_object(line: Sequence[Token], at: int) -> bool:
    """Whether what follows a word can be a verb's object: not the end, an auxiliary or another verb."""
    if at + 1 >= len(line):
        return False
    following = line[at + 1]
    word = following.lower
    if not following.is_word:
        return following.text in "“‘\"'"
    if word in AUXILIARIES or word in COORDINATORS or word == "of":
        return False
    return not is_verb_form(word, "base", "s") or word in NOUN_LIKE or base_of(word, "s") in NOUN_LIKE


def _auxiliary_ahead(line: Sequence[Token], at: int) -> bool:
    """Whether an auxiliary stands later in the same clause, which would then be the main verb."""
    for token in line[at + 1 : at + 18]:
        if token.text in (";", ":") or token.lower in _NEW_CLAUSE:
            return False
        if token.lower in AUXILIARIES:
            return True
    return False
