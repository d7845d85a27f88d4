"""Every word of a card stands in the notes, but for those that only make a question of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from flashgen.ask.held.lists import ASKING, DIGITS, NEGATIONS, SIGNS, SMALL, SORTS, THINGS, UNITS, WITH_HOW
from flashgen.ask.tokens import Token, key_of, tokens
from flashgen.language.commonness import RARE, commonness

_ENDINGS = re.compile(
    r"(?:ization|isation|ations?|ition|(?:e?)ments?|ness|ities|ity|ally|ical|ions?|ings?|ed|ers?|ors?|ives?|ances?|ences?|ency|ancy"
    r"|able|ible|ably|ly|als?|ous|ful|ies|ied|ic|es|en|e|y|s|ate|ated|ates|ation|at|iz|is|ization|age|t|i)?$"
)
_LONGEST_ENDING = 7
_SHORTEST_ROOT = 4
_LONG_ENOUGH = 5
"""Letters of a word that may be misspelt in the notes."""
_CUT_SHORT = 3
_JOINED = re.compile(r",\s+(?:and\s+)?|(?<!\s)\s+(?:and|&|or)\s+|;\s+")
_COUNTS = frozenset({*map(key_of, DIGITS), *DIGITS.values()})
_SORT_OF = ([key_of("type"), "of"], [key_of("kind"), "of"], [key_of("sort"), "of"])
_INFLECTED = re.compile(r"i[sz](?:es?|ed|ing)$")
ASKS = frozenset({"what", "which"})
_IN_TERMS_OF = [key_of("terms"), "of"]
_BELONGS = frozenset({"of", "in", "for", "about"})
_WRITTEN_OUT = frozenset(
    map(key_of, "percent about approximately around roughly degree dollar euro pound plus times".split())
)


def say(known: Iterable[Token]) -> frozenset[str]:
    """All keys that these words may go by on a card."""
    said: set[str] = set()
    for token in known:
        low = token.text.lower()
        said.add(token.key)
        said |= SIGNS.get(token.key, frozenset())
        if not token.is_unit:
            said.add(key_of(low))
        if token.text in UNITS:
            said.add(UNITS[token.text])
        if low in DIGITS:
            said.add(DIGITS[low])
        if len(token.key) == _CUT_SHORT and low.rstrip("s").endswith("e"):
            said.update((f"{token.key}al", f"{token.key}ic"))  # tide, tidal
    said.update(key_of(word) for word, digit in DIGITS.items() if digit in said)
    said.update(unit for unit, word in UNITS.items() if word in said)
    return frozenset(said)


def strange(said: str, known: frozenset[str], allowed: frozenset[str] = frozenset(), asks: bool = False) -> str:
    """The first word that the notes do not have; empty where they have all. ``asks`` lets words of questions pass."""
    return next(strangers(said, known, allowed, asks), "")


def strangers(
    said: str, known: frozenset[str], allowed: frozenset[str] = frozenset(), asks: bool = False
) -> Iterator[str]:
    """The words that the notes do not have."""
    found = tokens(said)
    for at, token in enumerate(found):
        if token.key in known or token.text in known or token.key in allowed or _is_part(token, known):
            continue
        if token.is_number:
            yield token.text
        elif token.key in NEGATIONS:
            if not known & NEGATIONS:
                yield token.text
        elif _is_of_question(found, at, known) if asks else token.key in SMALL:
            continue
        elif token.is_sign or not (_has_root(token.key, known) or _is_mended(token, known)):
            yield token.text


def _is_part(token: Token, known: frozenset[str]) -> bool:
    """Whether a sign stands for a word of the notes: ``%`` for percent."""
    return token.is_sign and bool(SIGNS.get(token.key, frozenset()) & known & _WRITTEN_OUT)


def _is_of_question(found: Sequence[Token], at: int, known: frozenset[str]) -> bool:
    """Whether a word only makes a question: ``how``, the measure behind it, the sort of thing that the answer is."""
    key = found[at].key
    before = [token.key for token in found[max(0, at - 4) : at]]
    if key in ASKING or (key in WITH_HOW and before[-1:] == ["how"]):
        return True
    if key in THINGS and before[-1:] in (["a"], ["the"]):
        return True
    if key not in SORTS:
        return False
    # which three common causes, the five steps of
    left = [one for one in before if one not in _COUNTS]
    while left and left[-1] in known and left[-1] not in SMALL and left[-1] not in ASKS:
        left.pop()
    behind = found[at + 1].key if at + 1 < len(found) else ""
    if ASKS & {*left[-1:]} or before[-2:] == _IN_TERMS_OF:
        return True
    return bool(ASKS & {*before}) and ((left[-1:] == ["the"] and behind in _BELONGS) or before[-2:] in _SORT_OF)


def _has_root(key: str, known: frozenset[str]) -> bool:
    """Whether the notes have another form of a word: ``measurement`` for ``measure``."""
    return any(_same_root(key, other) for other in known)


def _is_mended(token: Token, known: frozenset[str]) -> bool:
    """Whether a word is one of the notes spelt right: a letter too many, too few, or two changed over."""
    if len(token.key) < _LONG_ENOUGH or _is_rare(token.text):
        return False
    near = (other for other in known if other[:2] == token.key[:2] and abs(len(other) - len(token.key)) <= 1)
    return any(_is_rare(other) and _is_slip(token.key, other) for other in near)


def _is_rare(word: str) -> bool:
    low = word.lower()
    bare = _INFLECTED.sub("", low)  # characterized
    return all(commonness(spelt) == RARE for spelt in (low, low.replace("is", "iz"), bare))


def _is_slip(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) == len(long):
        return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short[at:] == long[at + 1 :]


def _same_root(a: str, b: str) -> bool:
    size = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        size += 1
    if size < _SHORTEST_ROOT or len(a) - size > _LONGEST_ENDING or len(b) - size > _LONGEST_ENDING:
        return False
    return bool(_ENDINGS.fullmatch(a[size:]) and _ENDINGS.fullmatch(b[size:]))


def numbers(said: Iterable[Token]) -> frozenset[str]:
    """The numbers among some words, those written out among them."""
    return frozenset(DIGITS.get(t.text.lower(), t.key) for t in said if t.is_number or t.text.lower() in DIGITS)


def joined(answer: str) -> int:
    """How many things an answer names: one, or those that commas and ``and`` part."""
    return len([part for part in _JOINED.split(answer) if part.strip()])


def count(number: int) -> frozenset[str]:
    """How the number of a list's items may be written."""
    return frozenset({str(number), *(key_of(word) for word, digit in DIGITS.items() if digit == str(number))})


def content(said: str) -> Iterator[Token]:
    """The words of a question that say something of their own."""
    for token in tokens(said):
        if token.key not in ASKING and not token.is_sign:
            yield token
