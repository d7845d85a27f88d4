"""Numbers as values: 280B, 280 billion and 2.8e11 are one; so are 0.25, 25 % and a quarter.

A letter may mean two things (280B: billions, or bytes), so an amount has readings; two amounts are the same if a
reading of one is a reading of the other.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from flashgen.drill.units import unit

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_WORDS = {word: value for value, word in enumerate((*_ONES.split(), "eighteen", "nineteen"))} | {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_BIG = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mio": 1e6, "bn": 1e9}
_LETTERS = {"K": 1e3, "k": 1e3, "M": 1e6, "m": 1e6, "B": 1e9, "b": 1e9, "G": 1e9, "T": 1e12, "t": 1e12}
_PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5}
_PARTS |= {"tenth": 10, "tenths": 10}

_SMALL = "|".join(sorted(_WORDS, key=len, reverse=True))
_UNIT = r"(?:°\s?[CF]\b|[°$€£¥]|degrees?\s(?:celsius|fahrenheit|[CF])\b|[A-Za-zµμ]+)"
_AMOUNT = re.compile(
    rf"""(?<![\w.,:/^])(?<![A-Za-z]-)
    (?P<than>more\ than|greater\ than|over|above|at\ least|no\ less\ than|less\ than|fewer\ than|under|below|at\ most
      |no\ more\ than|up\ to|>=|<=|[<>≥≤])?\s*
    (?:(?:about|approximately|approx\.?|around|roughly|nearly|almost|circa|ca?\.)\s+|[~≈]\s*)?
    (?P<sign>-|minus\s+|\+)?(?P<money>[$€£¥])?\s?
    (?: (?P<over>\d+)\s?/\s?(?P<under>[1-9]\d*)(?![\d/])
      | (?P<power>10\^[-+]?\d+)
      | (?P<number>(?:\d{{1,3}}(?:[,\ \u00a0\u202f]\d{{3}})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)
        (?:[eE](?P<exponent>[-+]?\d+)|\s?[×x*·]\s?10\^(?P<ten>[-+]?\d+))?
      | (?P<part>(?:(?:a|an|one|two|three|four)[\ -])?(?:{"|".join(_PARTS)}))\b
      | (?P<dozen>a\ dozen|dozen)\b
      | (?P<word>(?:{_SMALL})(?:[\ -](?:{_SMALL}))?)(?=\b)
    )
    (?:(?P<glued>bn|[KkMmBbGTt])(?![\w]))?
    (?P<big>(?:[\ -]?(?:hundred|thousand|million|billion|trillion|mio|bn)\b)*)
    (?:\s?(?P<percent>%|percent\b|per\ cent\b))?
    (?:\s?-?(?P<unit>{_UNIT})(?:\s?(?:/|\bper\b)\s?(?P<per>[A-Za-zµμ]+))?)?
    (?![\w:])""",
    re.VERBOSE | re.IGNORECASE,
)
_THAN = {
    "more than": ">", "greater than": ">", "over": ">", "above": ">", "less than": "<", "fewer than": "<", "under": "<",
    "below": "<", "at least": "≥", "no less than": "≥", ">=": "≥", "at most": "≤", "no more than": "≤", "up to": "≤",
    "<=": "≤",
}  # fmt: skip
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SUPERSCRIPT = re.compile(r"[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_RANGE = re.compile(r"(?<=[\d%])\s?[-–—]\s?(?=\d)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, where it has one."""

    readings: tuple[tuple[float, str], ...]
    """Value in the base unit, and what is measured; empty for a bare number."""
    bare: float
    """The number as it was written, without its unit and without its percent sign."""
    decimals: int
    than: str = ""
    """``<``, ``>``, ``≤`` or ``≥`` where it is a bound."""


def amounts(text: str) -> tuple[tuple[Amount, ...], str]:
    """The amounts in a text, in order, and the text without them."""
    text = _SUPERSCRIPT.sub(lambda match: f"^{match[0].translate(_RAISED)}", text.replace("−", "-").replace("º", "°"))
    text = _RANGE.sub(" to ", text)
    found: list[Amount] = []
    rest: list[str] = []
    done = 0
    for match in _AMOUNT.finditer(text):
        amount, end = _amount(match)
        found.append(amount)
        rest.append(text[done : match.start()])
        done = end
    return tuple(found), " ".join([*rest, text[done:]])


def is_amount(text: str) -> bool:
    """Whether a text is a number, with a unit or a counted thing perhaps, and nothing more."""
    found, rest = amounts(text)
    return bool(found) and len(rest.split()) <= 2


def same(one: Amount, other: Amount) -> bool:
    """Whether two amounts have the same value."""
    return any(
        measured == of and math.isclose(value, number, rel_tol=1e-9)
        for value, measured in one.readings
        for number, of in other.readings
    )


def rounded(exact: Amount, given: Amount) -> bool:
    """Whether an amount is another with fewer decimals, of which some are left."""
    return 0 < given.decimals < exact.decimals and math.isclose(round(exact.bare, given.decimals), given.bare)


def without_unit(whole: Amount, given: Amount) -> bool:
    """Whether an amount is the other without its unit or percent sign, where there can be no doubt about that."""
    bare = given.readings == ((given.bare, ""),)
    return bare and len(whole.readings) == 1 and whole.bare == given.bare


def _amount(match: re.Match[str]) -> tuple[Amount, int]:
    """The amount of a match, and where it ends: before a word that is no unit."""
    value, decimals = _value(match)
    for big in match["big"].replace("-", " ").split():
        value *= _BIG[big.lower()]
    if match["sign"] and match["sign"] != "+":
        value = -value
    than = _THAN.get((match["than"] or "").lower(), match["than"] or "")
    glued = match["glued"] or ""
    measured, end = _unit(match)
    if match["percent"]:
        return Amount(((value / 100, ""),), value, decimals, than), _end(match, end)
    if glued.lower() == "bn":
        return Amount(((value * 1e9, measured[0] if measured else ""),), value * 1e9, decimals, than), _end(match, end)
    if glued:
        large = value * _LETTERS[glued]
        readings = [(large * (measured[1] if measured else 1), measured[0] if measured else "")]
        letter = unit(glued)
        if letter and not measured:
            readings.append((value * letter[1], letter[0]))
        return Amount(tuple(readings), large, decimals, than), _end(match, end)
    if measured:
        return Amount(((value * measured[1], measured[0]),), value, decimals, than), _end(match, end)
    return Amount(((value, ""),), value, decimals, than), _end(match, end)


def _value(match: re.Match[str]) -> tuple[float, int]:
    """The number alone, and how many decimals were written."""
    if match["over"]:
        return int(match["over"]) / int(match["under"]), 0
    if match["power"]:
        return float(f"1e{match['power'][3:]}"), 0
    if match["part"]:
        *count, part = re.split(r"[ -]", match["part"].lower())
        return _WORDS.get(count[0] if count else "one", 1) / _PARTS[part], 0
    if match["dozen"]:
        return 12.0, 0
    if match["word"]:
        return float(sum(_WORDS[word] for word in re.split(r"[ -]", match["word"].lower()))), 0
    digits = re.sub(r"[,\s]", "", match["number"])
    return float(f"{digits}e{match['exponent'] or match['ten'] or 0}"), len(digits.partition(".")[2])


def _unit(match: re.Match[str]) -> tuple[tuple[str, float] | None, int]:
    """What is measured, in which factor, and where the unit ends; None where the word after the number is none."""
    if match["money"]:
        found = unit(match["money"])
        return found, match.end("unit") if match["unit"] and unit(match["unit"]) == found else -1
    if not match["unit"]:
        return None, -1
    name = re.sub(r"^degrees?\s", "°", match["unit"], flags=re.IGNORECASE)
    name = {"°celsius": "°C", "°fahrenheit": "°F", "°c": "°C", "°f": "°F"}.get(name.replace(" ", "").lower(), name)
    found = unit(name)
    if found is None:
        return None, -1
    below = unit(match["per"]) if match["per"] else None
    if below is None:
        return found, match.end("unit")
    return (f"{found[0]} per {below[0]}", found[1] / below[1]), match.end("per")


def _end(match: re.Match[str], unit_end: int) -> int:
    """Where the amount ends in the text."""
    if unit_end >= 0:
        return unit_end
    return match.start("unit") if match["unit"] else match.end()
