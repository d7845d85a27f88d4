"""Every word of a card stands in the notes, but for those that only make a question of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from flashgen.ask.tokens import Token, tokens
from flashgen.language.numerals import WORDS
from flashgen.language.words import stem

_ASKING = frozenset(
    stem(word)
    for word in """
    what which who whom whose when where why how do does did done is are was were be been being am has have had having
    a an the of in on at by for with to from as and or that this there it its their his her one ones into about
    much many long far often name names term word abbreviation acronym type kind sort number amount value quantity
    percentage proportion fraction share ratio range year date time place person people thing property feature
    characteristic part reason purpose role function effect definition call called named stand mean meaning happen occur
    happens get gets become becomes use used describe say said give given apply refer order way form unit level s will
    can would made make case each if take go goes come you they we them him she he while but although though between during
    then should able
    """.split()
)
"""Words of questions, which say nothing of their own."""
_SORTS = frozenset(
    stem(word)
    for word in """
    side direction color colour shape place position location country city town region continent area organ body person
    people company organisation organization author scientist engineer architect inventor king queen ruler war battle law
    rule principle theory theorem formula equation model algorithm method technique tool device machine service language
    command option flag key field header code protocol port format file system layer level class category group family
    species element compound acid gas metal material substance liquid structure component process operation step phase
    stage action event condition state situation problem advantage disadvantage benefit drawback limitation risk
    consequence goal measure symbol letter sign disease symptom drug test gland muscle bone artery vein nerve cell tissue
    enzyme hormone gene protein building tower data database approach strategy standard tense mood decade century month
    season day attribute parameter variable factor figure statement
    """.split()
)
"""What an answer may be called a sort of, behind ``which`` or in ``what is the ... of``."""
_MEASURES = {
    "length": "length distance height depth width radius diameter range size thickness altitude",
    "mass": "weight mass",
    "time": "time duration period age interval delay",
    "temperature": "temperature",
    "speed": "speed rate velocity",
    "power": "power",
    "energy": "energy",
    "money": "price cost",
    "data": "size",
}
"""What a number with a unit may be asked for as, by the dimension of the unit."""
_WITH_HOW = frozenset(
    map(stem, "large big high low old fast deep wide tall heavy strong soon quickly likely common close".split())
)
_SAYS = {
    "↑": "increase raise rise high elevate grow more up great improve",
    "↓": "decrease reduce lower low fall drop less down decline diminish",
    "→": "lead cause give become result produce then yield to into so",
    "=": "be equal mean same stand equivalent",
    ">": "more great large high than over above exceed better common",
    "<": "less few small low than under below",
    "≥": "least more minimum up",
    "≤": "most up maximum",
    "~": "about approximately around roughly",
    "%": "percent percentage per cent",
    "+": "plus and more",
    "±": "plus minus",
    "×": "times by",
    "°": "degree",
    "$": "dollar", "€": "euro", "£": "pound",
    "vs": "versus against compare", "versus": "compare against vs",
    "because": "reason", "due": "reason because", "since": "reason because",
}  # fmt: skip
"""What a sign of the notes may be written out as."""
_MAGNITUDES = {"B": "billion", "bn": "billion", "M": "million", "m": "million", "mn": "million", "k": "thousand",
               "K": "thousand", "T": "trillion", "tn": "trillion", "yr": "year", "yrs": "year", "h": "hour", "hr": "hour",
               "hrs": "hour", "min": "minute", "mins": "minute", "s": "second", "sec": "second", "d": "day",
               "wk": "week", "wks": "week", "mo": "month", "mos": "month", "km": "kilomet", "kg": "kilogram",
               "mg": "milligram", "ml": "millilit", "cm": "centimet", "mm": "millimet"}  # fmt: skip
"""Units behind a number, and the stem of the same written out."""
_DIGITS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
           "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "first": "1st", "second": "2nd"}  # fmt: skip
_ENDINGS = re.compile(
    r"(?:ization|isation|ations?|ition|ments?|ness|ities|ity|ally|ical|ions?|ings?|ed|ers?|ors?|ives?|ances?|ences?|ency|ancy"
    r"|able|ible|ably|ly|als?|ous|ful|ies|ied|ic|es|en|e|y|s|ate|ated|ates|ation|at|iz|is|ization|age|t)?$"
)
_LONGEST_ENDING = 7
_SHORTEST_ROOT = 4
_CUT_SHORT = 3
_SMALL = frozenset("a an the of in is are it its to and".split())
NEGATIONS = frozenset("not no never none nothing without neither nor cannot".split())
_NUMBER_WORD = re.compile(rf"(?:{WORDS})\b", re.I)


def say(known: Iterable[Token]) -> frozenset[str]:
    """All keys that these words may go by on a card."""
    said: set[str] = set()
    for token in known:
        said.add(token.key)
        low = token.text.lower()
        if not token.is_unit:
            said.add(stem(low))
        if token.key in _SAYS:
            said.update(map(stem, _SAYS[token.key].split()))
        if token.text in _MAGNITUDES:
            said.add(stem(_MAGNITUDES[token.text]))
        if len(token.key) == _CUT_SHORT and low.rstrip("s").endswith("e"):
            said.update((f"{token.key}al", f"{token.key}ic"))  # tide, tidal
        if low in _DIGITS:
            said.add(_DIGITS[low])
    said.update(stem(word) for word, digit in _DIGITS.items() if digit in said)
    said.update(unit for unit, word in _MAGNITUDES.items() if stem(word) in said)
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
        elif asks and (token.key in _ASKING or _is_measure(found, at) or _is_sort(found, at)):
            continue
        elif not asks and token.key in _SMALL:
            continue
        elif token.is_sign or not _has_root(token.key, known):
            yield token.text


def _is_part(token: Token, known: frozenset[str]) -> bool:
    """Whether a sign stands for a word of the notes: ``%`` for percent."""
    return token.is_sign and any(stem(word) in known for word in _SAYS.get(token.key, "").split()[:1])


def _is_measure(found: Sequence[Token], at: int) -> bool:
    """Whether a word is the measure that is asked for: ``how large``."""
    return at > 0 and found[at - 1].key == "how" and found[at].key in _WITH_HOW


def _is_sort(found: Sequence[Token], at: int) -> bool:
    """Whether a word says what sort of thing the answer is: ``which header``, ``what is the color of``."""
    if found[at].key not in _SORTS:
        return False
    before = [token.key for token in found[max(0, at - 3) : at]]
    wh = {"what", "which"}
    behind = found[at + 1].key if at + 1 < len(found) else ""
    return bool(wh & set(before[-1:])) or (bool(wh & set(before)) and before[-1:] == ["the"] and behind == "of")


def _has_root(key: str, known: frozenset[str]) -> bool:
    """Whether the notes have another form of a word: ``measurement`` for ``measure``."""
    return any(_same_root(key, other) for other in known)


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
    return frozenset(_DIGITS.get(t.text.lower(), t.key) for t in said if t.is_number or t.text.lower() in _DIGITS)


def count(number: int) -> frozenset[str]:
    """How the number of a list's items may be written."""
    return frozenset({str(number), *(stem(word) for word, digit in _DIGITS.items() if digit == str(number))})


def content(said: str) -> Iterator[Token]:
    """The words of a question that say something of their own."""
    for token in tokens(said):
        if token.key not in _ASKING and not token.is_sign:
            yield token
