"""Numbers as they are written: ``1,500``, ``1.4``, ``3×10^8``, ``1e-4``, ``½``, ``two thirds``, ``a dozen``.

A comma groups thousands and a point begins the decimals, unless whoever asks knows that the notes use them the other
way round; ``uses_decimal_comma`` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

_UNITS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: number for number, word in enumerate(_UNITS)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_GROUPS = {"dozen": 12, "dozens": 12, "score": 20, "hundred": 100}
_SIGNS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8), "⅙": (1, 6)}
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")

SUPERSCRIPTS = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")
"""Digits as they are written above the line."""

WORDS = "|".join([*_TENS, *sorted(_UNITS, key=len, reverse=True)])
"""Numbers in one word, for a pattern."""
_LONGEST = 300
"""Digits; what is longer is no number that anything measures."""

_WORDED = rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_UNITS[1:10])})\b|{WORDS})"
_PART = rf"(?:{'|'.join(sorted(_PARTS, key=len, reverse=True))})s?"
_POINT = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f’' ]\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)?|\.\d+"
_COMMA = r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_MIXED = r"\d{1,3}(?:\.\d{3})+,\d+"
"""Read alike whatever the notes do elsewhere."""
_EXPONENT = r"(?:[eE][-+−]?\d{1,3}(?!\w)|\s?[×x·*]\s?10(?:\^\{?[-−–+]?\d{1,3}(?!\d)\}?|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))"
_REST = rf"""
    | (?P<power>10(?:\^\{{?[-−–+]?\d{{1,3}}(?!\d)\}}?|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}))
    | (?P<sign>\d*\s?[{"".join(_SIGNS)}])
    | (?P<over>(?:\d+\s)?\d{{1,2}}/\d{{1,3}}(?![/\d]))
    | (?P<parts>(?:an?\s|one[-\s]|(?P<many>{_WORDED})[-\s])?(?P<part>{_PART}))\b
    | (?P<group>(?:an?\s|(?P<times>{_WORDED}|\d+)\s)?(?P<of>dozens?|hundred|score))\b
    | (?P<worded>{_WORDED})\b
"""
_NUMERALS = {
    comma: re.compile(
        rf"""(?:
          (?P<mixed>{_MIXED})
        {_REST}
        | (?P<digits>{_COMMA if comma else _POINT})(?P<exponent>{_EXPONENT})?
        )""",
        re.VERBOSE | re.IGNORECASE,
    )
    for comma in (False, True)
}
_SHOWS_COMMA = re.compile(
    rf"(?<![\w.,]){_MIXED}(?![\w.,])|(?<![\w.,])\d+,(?:\d{{1,2}}|\d{{4,}})(?![\w,]|\.\d)(?=\s?[%€°A-Za-z]|\s*$)"
)
_SHOWS_POINT = re.compile(
    r"(?<![\w.,])(?:\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d+)(?![\w.,]|,\d)"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written, up to ``end``."""

    value: Fraction
    step: Fraction
    """What the last digit that is written counts: 0.1 of ``1.4``, 10 of ``280``; 0 where nothing was rounded."""
    end: int
    worded: bool = False
    """Written out, or as a fraction."""


def uses_decimal_comma(texts: Iterable[str]) -> bool:
    """Whether the numbers of some notes show that a comma begins the decimals; one that shows the opposite decides."""
    seen = False
    for text in texts:
        if _SHOWS_POINT.search(text):
            return False
        seen = seen or _SHOWS_COMMA.search(text) is not None
    return seen


def numeral(plain: str, at: int, comma: bool = False) -> Numeral | None:
    """The number that is written at ``plain[at]``; None where there is none."""
    match = _NUMERALS[comma].match(plain, at)
    if not match or match.end() - at > _LONGEST:
        return None
    end = match.end()
    if digits := match["digits"] or match["mixed"]:
        value, step = _digits(digits, comma or bool(match["mixed"]))
        if match["exponent"]:
            power = Fraction(10) ** _exponent(match["exponent"])
            value, step = value * power, step * power
        return Numeral(value, step, end)
    if match["power"]:
        return Numeral(Fraction(10) ** _exponent(match["power"]), Fraction(0), end)
    return Numeral(_worded(match), Fraction(0), end, worded=True)


def _digits(written: str, comma: bool) -> tuple[Fraction, Fraction]:
    whole, _, decimals = re.sub(r"[\s’']" + (r"|\." if comma else "|,"), "", written).replace(",", ".").partition(".")
    value = Fraction(f"{whole or 0}.{decimals or 0}")
    if decimals:
        return value, Fraction(1, 10 ** len(decimals))
    zeros = len(whole) - len(whole.rstrip("0"))
    # two digits at least are meant: 100 is no rounding of 140
    return value, Fraction(10 ** max(0, min(zeros, len(whole) - 2)))


def _exponent(written: str) -> int:
    plain = written.translate(_SUPERSCRIPT)
    return int(re.sub(r"[{}+\s]", "", re.split(r"[eE^]|10(?=[-+\d]+$)", plain)[-1]))


def _worded(match: re.Match[str]) -> Fraction:
    if match["sign"]:
        top, bottom = _SIGNS[match["sign"][-1]]
        return Fraction(match["sign"][:-1].strip() or 0) + Fraction(top, bottom)
    if match["over"]:
        *whole, part = match["over"].split()
        over, _, under = part.partition("/")
        return Fraction(*whole or "0") + (Fraction(int(over), int(under)) if int(under) else 0)
    if match["part"]:
        part = match["part"].lower()
        return Fraction(_number(match["many"] or "one"), _PARTS.get(part) or _PARTS[part.removesuffix("s")])
    if match["of"]:
        return Fraction(_number(match["times"] or "one") * _GROUPS[match["of"].lower()])
    return Fraction(_number(match["worded"]))


def _number(words: str) -> int:
    return int(words) if words.isdigit() else sum(_SMALL[part] for part in re.split("[- ]", words.lower()))
