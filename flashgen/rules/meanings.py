"""What can be the meaning of a term, and what only stands where one should."""

from __future__ import annotations

import re

from flashgen.language.clauses import read_clause
from flashgen.language.dates import is_date
from flashgen.language.finite import CERTAIN
from flashgen.language.lexicon import (
    BE_FINITE,
    COORDINATORS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NOUN_LIKE,
    PREPOSITIONS,
    RELATIVES,
    base_of,
    is_verb_form,
    verb_readings,
)
from flashgen.language.phrases import LABELS, names_aspect, opens_as_verb, words_of
from flashgen.language.quantities import quantities
from flashgen.language.sentences import sentences
from flashgen.language.stance import stance
from flashgen.rules.delimiters import Split
from flashgen.text import IMAGE_CHAR, Text

MAX_WORDS = 40
TOO_LONG = f"the meaning is longer than {MAX_WORDS} words"
_CITED = re.compile(r"\bet al\b|\b(?:19|20)\d\d\b")
_SHORTEST = 3
_HALF_SAID = 5
_BOTH_SAID = 16
"""Words: a sentence that says but half, and several that are still one answer."""
_NEXT_PREDICATE = re.compile(r",\s+(?:and\s+)?([a-z]+s)\s")
_DEGREES = frozenset("too not very more less mostly highly never always often".split())
_ADJECTIVE_ENDINGS = ("ous", "ful", "less", "able", "ible", "ear", "ive", "ic", "ent", "ant", "ed")
_VALUE_LEAD = 12
"""What may stand before a bare value, in characters: ``about``, ``up to``."""
_LEADING_CONDITION = re.compile(
    r"^(?:if|when|where|because|since|as|how|why|to|in|on|at|by|with|for|after|before|during)\b", re.IGNORECASE
)
_LEANS_BACK = re.compile(r"^as\s+(?:well|in|with|for|a\b)", re.IGNORECASE)
_LONGEST_PART, _FIRST_PART = 6, 4
"""Words in a part of a list; a longer first one is a phrase that only ends in a list: ``a group such as ...``."""
_SHORT_LIST, _MOST = 2, 5
"""Parts that may be two sides of one thing; parts of a list that one can recall."""
_TELLS_APART = re.compile(
    r"\b(?:that|which|who|whose|used|for|of|to|where|when|by|designed|between|with|from|consisting|in|on|without|as|made|"
    r"defined|measured|\w+ing|\w+ed)\b"
)
"""A definition says what sets the thing apart from others of its kind."""
_LEFT_OPEN = re.compile(r"\b(?:etc|e\.g)\.?$|\.\.\.$|…$")
_OWN_STOP = re.compile(r"\b(?:etc|al|e\.g|i\.e|[A-Z])\.$")


def without_final_stop(text: Text) -> Text:
    """A text without the punctuation that ends a sentence; an abbreviation's own stop stays."""
    plain = text.plain.rstrip()
    if plain.endswith((".", ";", ",", ":")) and not plain.endswith("..") and not _OWN_STOP.search(plain):
        plain = plain[:-1]
    return text[: len(plain)].strip()


def tells_apart(meaning: str) -> bool:
    """Whether a phrase says what sets a thing apart from others of its kind: ``snow that is old``."""
    return _TELLS_APART.search(meaning) is not None


def first_sentence_end(text: Text) -> int:
    """Offset of the end of a text's first sentence."""
    found = sentences(text)
    return found[0][1] if found else 0


def meaning_end(meaning: Text) -> int:
    """Where the meaning ends: with its first sentence, or before a further predicate (``a small X, outperforms Y``).

    A first sentence of a few words is only the first half: ``Video data. Stereo images.``
    """
    end = first_sentence_end(meaning)
    if len(words_of(meaning.plain[:end])) <= _HALF_SAID:
        end = _with_the_next(meaning, end)
    for match in _NEXT_PREDICATE.finditer(meaning.plain, 0, end):
        base = base_of(match.group(1), "s")
        if base and base not in NOUN_LIKE and not meaning.opaque(match.start()):
            return match.start()
    return end


def _with_the_next(meaning: Text, end: int) -> int:
    """Where the last of the short sentences ends that go with the first."""
    for _, later in sentences(meaning)[1:]:
        if len(words_of(meaning.plain[:later])) > _BOTH_SAID or stance(meaning[end:later]):
            break
        end = later
    return end


def doubt(cut: Split, meaning: Text, words: list[str], has_context: bool) -> str:
    """Why what stands after the delimiter may be no meaning of the term."""
    plain = meaning.plain
    if plain.endswith("?"):
        return "a question stands where the meaning should"
    if not plain.strip(f"{IMAGE_CHAR} ."):
        return "a picture stands where the meaning should"
    if plain.endswith(":"):
        return "the meaning is a list of its own"
    if len(words) > MAX_WORDS:
        return TOO_LONG
    if is_value(meaning, words) and not has_context:
        return "a value without the thing it belongs to"
    if not cut.marked and len(words) == 1 and cut.mark != "~" and words[0] in LABELS:
        return "one word that defines nothing"
    if _LEFT_OPEN.search(plain):
        return "the meaning is left open"
    if is_list(plain) and plain.count(",") >= _MOST:
        return "a list, not a meaning"
    if _LEANS_BACK.match(plain):
        return "it goes on from the term, and is no meaning of it"
    clause = read_clause(meaning)
    subject = words_of(meaning.plain[clause.subject[0] : clause.subject[1]]) if clause else []
    if (
        clause
        and clause.strength >= 3
        and subject
        and subject[0] not in DETERMINERS
        and subject[0] in words_of(cut.term.plain)
    ):
        return "a statement about the term, not its meaning"
    reason = stance(meaning)
    return "" if reason in ("", "an instruction", "an aside") else reason


def says_something_of(cut: Split, meaning: Text) -> bool:
    """Whether the words say something of the term rather than what it is, so that one cannot ask what it means.

    A value, a predicate, a formula, a whole sentence, one or two words, or what is said of a citation or of an aspect
    (``Site: ...``), a list, a date, a condition, a purpose.
    """
    words = words_of(meaning.plain)
    terms = words_of(cut.term.plain)
    short = len(words) < _SHORTEST and not cut.marked
    return (
        short
        or is_value(meaning, words)
        or is_predicate(words)
        or (opens_as_verb(meaning.plain) and not _is_described(words))
        or meaning.opaque(0)
        or _is_sentence(meaning)
        or names_aspect(terms)
        or _CITED.search(cut.term.plain) is not None
        or _LEADING_CONDITION.match(meaning.plain) is not None
        or (bool(words) and words[0] in PREPOSITIONS - {"like"})
        or is_date(cut.term.plain)
        or is_list(meaning.plain)
        or is_date(meaning.plain)
    )


def is_list(meaning: str) -> bool:
    """Whether a meaning is only a list of short parts: ``root, third, fifth``."""
    parts = [words_of(part) for part in meaning.split(",")]
    if len(parts) <= _SHORT_LIST or "(" in meaning or not all(parts) or parts[0][0] in ("a", "an", "the"):
        return False
    if len(parts[0]) > _FIRST_PART or any(len(part) > _LONGEST_PART for part in parts):
        return False
    return not any(_is_verb(word) for part in parts for word in part)


def _is_described(words: list[str]) -> bool:
    """Whether a noun that may be a verb is followed by what describes it: ``process that ...``, ``test for ...``."""
    return len(words) > 1 and words[0] in NOUN_LIKE and words[1] in RELATIVES | PREPOSITIONS | {"to"}


def _is_sentence(meaning: Text) -> bool:
    """Whether the words are a whole sentence; a noun with a clause that describes it is none (``snow that is old``)."""
    clause = read_clause(meaning)
    if not clause or clause.strength < CERTAIN or clause.subject == (0, 0):
        return False
    return not any(w in RELATIVES for w in words_of(meaning.plain[: clause.verb[0]])[1:])


def is_value(meaning: Text, words: list[str]) -> bool:
    """Whether what follows the delimiter is a bare value, ``about 65%``, or a share, ``40-60% at birth and later``."""
    found = quantities(meaning)
    if found and found[0].start == 0 and meaning.plain[: found[0].end].endswith("%"):
        return True
    return len(words) <= 6 and (meaning.plain[:1].isdigit() or (bool(found) and found[0].start <= _VALUE_LEAD))


def is_predicate(words: list[str]) -> bool:
    """Whether the words say something of the term, rather than what it is: ``improved a little``, ``too small``."""
    first, second = ([*words, "", ""])[:2]
    if (first.endswith("er") and second in ("than", "in", "by")) or first in MODALS | HAVE | DO | BE_FINITE | _DEGREES:
        return True
    if second in COORDINATORS | {"to", "for", "with", "in", "on"}:
        return first.endswith(_ADJECTIVE_ENDINGS)
    return is_verb_form(first, "past") and second in DETERMINERS


def _is_verb(word: str) -> bool:
    return is_verb_form(word, "s", "participle", "ing") and not any(
        base in NOUN_LIKE for base, _ in verb_readings(word)
    )
