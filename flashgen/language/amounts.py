"""A number with its magnitude and unit, both ends of a range, a year: the amount that a quantity is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from flashgen.language.numerals import Numeral, numeral
from flashgen.language.references import CITED
from flashgen.language.units import Unit, unit
from flashgen.language.values import YEAR

_MAGNITUDES = {
    "thousand": 3, "million": 6, "mio": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12, "k": 3, "m": 6,
    "b": 9, "t": 12, "g": 9,
}  # fmt: skip
_MAGNITUDE = re.compile(
    r"\s?(thousand|million|billion|trillion|mio|mn|bn|tn)\b|([KMBTGk])(?![\w/²³])|\s(?P<spaced>[BT])(?=\s+[a-z]{3,}|\s*$|[,;.)])"
)
_CASH_MAGNITUDE = re.compile(r"\s?(thousand|million|billion|trillion|mn|bn|tn)\b|([KMBTkmb])(?![\w/])(?P<spaced>(?!))?")
_UNIT_NEAR = re.compile(r"\b(?:magnet|tesla|field|MRI|bytes?|cache|packet|header)", re.I)
"""Where these are near, ``1.4 T`` is no number of trillions and ``64 B`` none of billions."""
_DEGREES = r"(?:degrees?\s|[°º]\s?)(?:celsius|centigrade|fahrenheit|[CFK])(?!\w)"
_SYMBOL = rf"(?:(?i:{_DEGREES})|°|[%‰″′Ω€$£×Åµμ][A-Za-zΩ]?|[A-Za-zΩ][A-Za-zΩ-]*[²³23]?(?!\w))"
_PER = r"(?:\s?/\s?|\s+(?:per|an?)\s+)[A-Za-zµ]+(?:[²³]|\^?[23])?(?!\w)"
_UNIT = re.compile(rf"(?P<gap>[\s\u00a0\u202f-]?)(?P<unit>(?:per\scent\b|{_SYMBOL})(?:{_PER}){{0,2}})")
_LAST_PER = re.compile(rf"{_PER}$")
_WORDS_TOO = frozenset("in a at as am A".split())
"""Units that are words of the language too; where another word follows they are that."""
_FEET_BEFORE = re.compile(r"\b(?:ft|feet|foot)\s?\d+(?:\.\d+)?\s?$")
_NEXT_WORD = re.compile(r"\s+\w")
_FEET = re.compile(r"['’′](?:\s?(\d{1,2}(?:\.\d+)?)\s?(?:[\"”″]|''))?(?![\w'’])")
_TO = re.compile(r"\s?(?:[-–—−]|±|\+/-)\s?|\s+to\s+|\s+(?P<list>and)\s+")
_ERA = re.compile(r"\s?(?:(BCE?|B\.C\.(?:E\.)?)|AD|CE|A\.D\.)(?!\w)")
_DECADE = re.compile(r"['’]?s\b")
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_YEAR_CUE = re.compile(
    r"(?:\b(?:in|since|by|from|until|till|before|after|around|during|circa|c\.|ca\.|year|early|late|mid)\s+|[~≈]\s?)$"
)
GLUED_AFTER = re.compile(r"[\w^]|[.,/:]\d|-[A-Za-z]+\d")
"""What goes on right after a number that is only a part of something else."""
_OUT_OF = re.compile(r"\s+(?:in|out\s+of)\s+(?!(?:1\d|20)\d\d\b)(\d[\d,]*)\b(?!\s?(?:%|[A-Za-zµ]{1,2}\b))")
_RATIO = re.compile(r"\s?:\s?(\d[\d,]*)(?![\d:])")
_ERA_BEFORE = re.compile(r"\b(?:AD|A\.D\.)\s$")
_UNTIL = re.compile(r"(?:\s?[-–—]\s?|\s+to\s+)((?:1\d|20)?\d\d)\b(?!-)")
_COUNTED = re.compile(r"\s+[a-z]+s\b")
_AND_A_BIT = re.compile(r",?\s?(?P<joined>and\s)?(?=\d)")
_MIXED = frozenset({"time", "length", "mass"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, up to ``end``; ``low`` and ``high`` are alike unless it is a range."""

    low: Fraction
    high: Fraction
    step: Fraction
    end: int
    unit: Unit | None = None
    written: str = ""
    exact: bool = True


def amount(plain: str, first: int, cash: str = "", comma: bool = False, before: str = "") -> Amount | None:
    """The number at ``first`` with its magnitude and unit; with the other end of a range, or a smaller unit after it.

    ``cash`` is the currency that stands before it, ``before`` the words before that; None where there is no number.
    """
    number = numeral(plain, first, comma)
    if number is None:
        return None
    if era := _era(plain, number, before):
        return era
    if (ratio := _RATIO.match(plain, number.end)) and len(ratio[1]) != 2 and number.value.denominator == 1:
        below = Fraction(ratio[1].replace(",", ""))
        size = Fraction(number.value, below) if below else number.value
        return Amount(size, size, Fraction(0), ratio.end(), Unit(":", "ratio", Fraction(1)), ":")
    if (of := _OUT_OF.match(plain, number.end)) and number.value < (all_of_them := int(of[1].replace(",", ""))):
        share = number.value * 100 / all_of_them
        return Amount(share, share, Fraction(0), of.end(), unit("%"), of[0].split()[0])
    left = _measured(plain, number, cash)
    return _range(plain, number, left, cash, comma, before) or _smaller(plain, left, comma)


def _era(plain: str, number: Numeral, before: str) -> Amount | None:
    """A year or decade of the calendar, as far as what stands around a number says so."""
    year, end = number.value, number.end
    if found := _ERA.match(plain, end):
        year = -year if found[1] else year
        return Amount(year, year, Fraction(0), found.end(), YEAR, found[0].strip())
    if _ERA_BEFORE.search(before) and year.denominator == 1:
        return Amount(year, year, Fraction(0), end, YEAR, "AD")
    written = plain[end - 4 : end]
    if not (_YEAR.fullmatch(written) and year == int(written)):
        return None
    if (decade := _DECADE.match(plain, end)) and year % 10 == 0:
        return Amount(year, year + (99 if year % 100 == 0 and year < 2000 else 9), Fraction(0), decade.end(), YEAR, "s")
    if CITED.search(before):
        return None
    if _YEAR_CUE.search(before.lower()) and not _COUNTED.match(plain, end) and not _MAGNITUDE.match(plain, end):
        until = _UNTIL.match(plain, end)
        last = int(written[: 4 - len(until[1])] + until[1]) if until else year
        return Amount(year, Fraction(max(last, year)), Fraction(0), until.end() if until else end, YEAR)
    return None


def _measured(plain: str, number: Numeral, cash: str) -> Amount:
    """A number with the magnitude and the unit right after it."""
    low, step, end = number.value, number.step, number.end
    found = (_CASH_MAGNITUDE if cash else _MAGNITUDE).match(plain, end)
    if found and not (found["spaced"] and _UNIT_NEAR.search(plain)):
        power = 10 ** _MAGNITUDES[found[found.lastindex or 1].lower()]
        low, step, end = low * power, step * power, found.end()
    if cash:
        return Amount(low, low, step, end, unit(cash.strip().removeprefix("US")), cash.strip())
    if feet := _FEET.match(plain, end):
        inches = low * 12 + Fraction(feet[1] or 0)
        return Amount(inches, inches, Fraction(1 if feet[1] else 12), feet.end(), unit("in"), feet[0])
    if said := _unit_at(plain, end + plain.startswith("+", end)):
        known, written, end = said
        return Amount(low, low, step, end, known, written)
    return Amount(low, low, step, end)


def _unit_at(plain: str, at: int) -> tuple[Unit, str, int] | None:
    """The unit right after a number, the longest that is one: of ``5 mg/kg a day`` ``mg/kg a day``."""
    match = _UNIT.match(plain, at)
    if not match:
        return None
    written, start = match["unit"], match.start("unit")
    while written:
        end = start + len(written)
        if (known := unit(written)) and not _reads_on(plain, match["gap"], written, end):
            return known, written, end
        shorter = _LAST_PER.sub("", written)
        written = shorter if shorter != written else ""
    return None


def _reads_on(plain: str, gap: str, written: str, end: int) -> bool:
    """Whether what looks like a unit is a word of the sentence: ``5 in total``, a ``5-gram`` model."""
    if gap == "-" and written == "gram":
        return True
    if written == "in" and _FEET_BEFORE.search(plain, 0, end - len(written)):
        return False
    return written in _WORDS_TOO and _NEXT_WORD.match(plain, end) is not None


def _range(plain: str, number: Numeral, left: Amount, cash: str, comma: bool, before: str) -> Amount | None:
    """Both ends of ``10–20 %`` and ``between 3 and 5 cm``, or a magnitude with its tolerance."""
    link = _TO.match(plain, left.end)
    if not link or (link["list"] and not re.search(r"\bbetween\s+(?:about\s+)?$", before, re.I)):
        return None
    at = link.end() + (plain[link.end() : link.end() + 1] in "$€£¥" if cash else 0)
    other = numeral(plain, at, comma)
    if not other or (other.worded and not number.worded):
        return None
    right = _measured(plain, other, cash)
    if GLUED_AFTER.match(plain, right.end):
        return None
    shared = left.unit or right.unit
    if left.unit and right.unit and left.unit.dimension != right.unit.dimension:
        return None
    scale = right.low / other.value if other.value and left.low == number.value and not left.unit else Fraction(1)
    low = left.low * scale
    if left.unit and right.unit and left.unit != right.unit:
        low, shared = left.unit.base(left.low) / right.unit.size - right.unit.offset, right.unit
    if link[0].strip() in ("±", "+/-"):
        return Amount(low - right.low, low + right.low, right.step, right.end, shared, right.written, exact=False)
    if low >= right.low:
        return None
    return Amount(low, right.low, max(left.step * scale, right.step), right.end, shared, right.written or left.written)


def _smaller(plain: str, left: Amount, comma: bool) -> Amount:
    """``3 h 20 min``, ``7 lb 4 oz``: the amount with a smaller one of the same kind that follows it."""
    gap = _AND_A_BIT.match(plain, left.end) if left.unit and left.unit.dimension in _MIXED else None
    if gap and gap["joined"] and left.unit and left.unit.dimension != "time":
        return left  # "2 km and 300 m" are two
    number = numeral(plain, gap.end(), comma) if gap else None
    right = _measured(plain, number, "") if number else None
    if not (left.unit and right and right.unit and right.unit.dimension == left.unit.dimension):
        return left
    if right.unit.size >= left.unit.size or right.low * right.unit.size >= left.unit.size:
        return left
    both = left.low * left.unit.size / right.unit.size + right.low
    whole = Amount(both, both, right.step, right.end, right.unit, f"{left.written} {right.written}")
    return _smaller(plain, whole, comma)
