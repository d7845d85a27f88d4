"""Quantities: numbers with their unit, as they stand in a sentence.

A number is a quantity when something says what it counts or measures: a unit, a magnitude letter, a noun after it.
Numbers that name (``GPT-3``, ``Layer 2``, ``RFC 791``), cite (``et al. 2017``) or refer (``go to 2``) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from flashgen.language.commonness import RARE, commonness
from flashgen.language.letters import has_digit
from flashgen.language.lexicon import DETERMINERS, PREPOSITIONS
from flashgen.language.readings import values
from flashgen.language.references import CITED, DATE, names_before
from flashgen.language.values import Value
from flashgen.language.words import is_plural
from flashgen.text import Text

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_MAGNITUDE = r"(?:\s?(?:thousand|million|billion|trillion|mio|bn)\b|[KMBTGk](?![\w-]))"
_UNIT = (
    r"(?:(?:sq\.?|square|cu\.?|cubic)\s(?:km|cm|mm|m|ft|in|(?:centi|kilo)?met(?:re|er)s?|feet|foot|miles?|yards?|inch(?:es)?)\b"
    r"|%|percent\b|per\s?cent\b|‰|°\s?[CFK]?\b|º\s?[CF]\b"
    r"|(?:milli|micro|nano|centi|kilo|mega|giga|tera)?(?:seconds?|metres?|meters?|grams?|lit(?:re|er)s?|watts?|volts?|amperes?|"
    r"amps?|ohms?|joules?|newtons?|pascals?|hertz|bits?|bytes?|moles?|calories|hectares?)\b"
    r"|(?:ms|µs|us|ns|secs?|s|mins?|minutes?|hours?|hrs?|h|days?|weeks?|wks?|months?|years?|yrs?|decades?|centur(?:y|ies)|"
    r"semesters?|quarters?)\b"
    r"|(?:[munµpkMGT]?(?:Hz|V|A|W|J|Pa|g|m|L|l|mol|eV|bar|Wh)|[dc](?:m|L|l|B)|in(?!\s+\w)|inch(?:es)?|ft|feet|foot|miles?|yards?|mmHg|"
    r"lbs?|oz|kcal|cal|mEq|mOsm|IU|ppm|ppb|dpi|rpm|bpm|fps|px|pt|[KMGTP]i?[Bb](?:ps)?|[kKMGT]bps|FLOPS?|[MGTP]FLOPS|IOPS|AU|"
    r"cc|ha|km|mph|kmh|knots?|degrees?|sq|tons?|tonnes?|dB)\b)"
    r"(?:\s?/\s?(?:[a-zA-Zµ]{1,4}|day|hour|minute|second|year|month|week)\b(?:\s?/\s?(?:min|kg|day|h)\b)?|\s+(?:per|a)\s+\w+(?:\s[CFK]\b)?)?"
    r"(?:[²³]|\^\d)?"
)
_COUNTED = (
    r"(?:bit|byte|gram|fold|day|week|month|year|hour|minute|second|stage|step|layer|parameter|token|way|point|dimensional|"
    r"line|digit|character|member|part)"
)
"""Nouns that a number is compounded with: ``5-gram``, ``1.3B parameter model``; a plural after a space is counted."""
_COUNT_WORD = (
    r"(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|eleven|twelve|fifteen|twenty|thirty|"
    r"forty|fifty|sixty|ninety|a\shundred)"
)
_APPROX = r"(?:(?:about|approximately|around|roughly|nearly|circa|c\.|ca\.|almost)\s+|[~≈±])"
_AFTER_HALF = (
    "(?:of|the|a|an|as|its|their|that|this|these|those|his|her|all|in|to|by|and|or|after|from|when|for|is|are|were|was)"
)
"""After ``half`` when it is an amount; with a noun right after it, it is a part of a name: ``half step``."""
_QUANTITY = re.compile(
    rf"""
    (?<![\w.,/:^-])(?P<approx>{_APPROX})?
    (?: (?P<money>[$€£¥]\s?{_NUMBER}(?:\s?(?:-|–|to)\s?[$€£¥]?{_NUMBER})?(?:{_MAGNITUDE})?(?:\s?(?:k|m|bn)\b)?)
      | (?P<compound>(?:top|Top)-\d+|\d+(?:\.\d+)?[KMBT]?(?:-{_COUNTED}s?|\s{_COUNTED})\b)
      | (?P<first>{_NUMBER})(?P<magnitude1>{_MAGNITUDE})?(?:\s?(?P<unit1>{_UNIT}))?
        (?:-|–|—|\s(?:-|–|—)\s|\s?(?:to|±)\s?)(?P<second>{_NUMBER})(?P<magnitude2>{_MAGNITUDE})?(?:\s?(?P<unit2>{_UNIT}))?
      | (?P<ratio>\d+\s?:\s?\d[\d,]*(?!\d)|{_NUMBER}\sin\s{_NUMBER}|\d+(?:\.\d+)?\s?(?:x|×|times)(?!\w|\s?\d))
      | (?P<power>{_NUMBER}\s?[×x]\s?10\^?[-−]?\d+(?:\s?(?:{_UNIT}))?)
      | (?P<number>{_NUMBER})(?P<magnitude>{_MAGNITUDE})?(?:[\s-]?(?P<unit>{_UNIT}))?(?P<glued>[A-Z]{{2,3}}\b)?
      | (?P<worded>{_COUNT_WORD}(?:\s(?:to|or)\s{_COUNT_WORD})?\s(?:{_UNIT}))
      | (?P<share>(?:(?<=^)|(?<=[.;]\s))(?:very\sfew|only\sa\sfew|almost\sno|almost\sall|nearly\sall|hardly\sany
            |the\smajority\sof)(?=\s))
      | (?P<fraction>(?:in\s+)?half(?!-?\s+(?!{_AFTER_HALF}\b)[a-z]+)
            |one[-\s]third|two[-\s]thirds|one[-\s]quarter|three[-\s]quarters|a\s+dozen
            |twice|doubled|tripled|halved)
    )(?![\w^]|\.\d|-[A-Za-z])
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d$")
_YEAR_CUE = re.compile(
    r"(?:\b(?:in|since|by|from|until|till|before|after|of|around|during|circa|c\.|year|to|and|early|late|mid)\s+|\()$"
)
_PART_OF_VALUE = frozenset({"measure", "count", "money", "range", "power"})
_GENERATION = re.compile(r"[1-9]G")
"""A generation of networks, ``5G``: a name."""
_LOWER_WORD = re.compile(r"\s+[a-z]")
"""After ``3 A`` it shows that no amperes are meant: ``3 A stretched body`` is a line's number and what it says."""
_ONE_OF_SEVERAL = re.compile(r"(?<![\w.,:$€£-])\d{1,3},?\s(?:or|and|&)\s$")
_NEXT_WORD = re.compile(r"\+?\s+([A-Za-z][\w-]*)")
_AT_LEAST = re.compile(r"(?<![-=–<>])[<>≤≥]=?\s?$")
"""A sign that bounds the number after it; that of an arrow does not: ``-> 16``."""
_OR_MORE = re.compile(r"\+(?!\s*\w)|\+(?=\s[a-z])")
_PREVIOUS_WORD = re.compile(r"([\w’'-]+)\s+$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number to ask for, at ``[start:end]``: with its unit where it has one, without the noun it counts."""

    start: int
    end: int
    kind: str
    """``count``, ``measure``, ``year``, ``money``, ``range``, ``ratio``, ``compound`` or ``fraction``."""


@lru_cache(maxsize=1 << 10)  # several rules and wordings ask after the same words
def quantities(text: Text) -> tuple[Quantity, ...]:
    """The quantities of a text, in order and disjoint; those within code or mathematics are left alone."""
    plain = text.plain
    taken = [(m.start(), m.end()) for m in DATE.finditer(plain)] if has_digit(plain) else []
    found = []
    for match in _QUANTITY.finditer(plain):
        if text.opaque(match.start(), match.end()) or any(s < match.end() and match.start() < e for s, e in taken):
            continue
        kind = _kind(plain, match)
        if kind:
            end = match.start("glued") if match.group("glued") else match.end()
            found.append(Quantity(match.start(), end, kind))
    whole = _whole(found, values(text)) if found else ()
    return tuple(_bounded(plain, quantity) for quantity in whole if not _is_half(plain, quantity))


def _bounded(plain: str, quantity: Quantity) -> Quantity:
    """The quantity with the sign that makes it a bound: ``<1M``, ``10km+``."""
    before = _AT_LEAST.search(plain, 0, quantity.start)
    after = _OR_MORE.match(plain, quantity.end)
    return replace(
        quantity, start=before.start() if before else quantity.start, end=after.end() if after else quantity.end
    )


def _whole(found: list[Quantity], read: tuple[Value, ...]) -> Iterator[Quantity]:
    """The quantities, each as long as the value that it is a part of: ``−40 °C``, ``3 h 20 min``, ``5'10"``."""
    at = 0
    for quantity in found:
        if quantity.start < at:
            continue  # a part of the one before
        around = next((v for v in read if v.core[0] <= quantity.end - 1 and quantity.start < v.core[1]), None)
        if around and quantity.kind in _PART_OF_VALUE and not (quantity.kind == "count" and _is_noun(around.written)):
            quantity = replace(
                quantity, start=max(at, min(quantity.start, around.core[0])), end=max(quantity.end, around.core[1])
            )
        at = quantity.end
        yield quantity


def _is_half(plain: str, quantity: Quantity) -> bool:
    """Whether a number is one of several that share what they count: ``1 or 2 beers`` are neither 1 nor 2."""
    return _ONE_OF_SEVERAL.search(plain, max(0, quantity.start - 12), quantity.start) is not None


def _is_noun(unit: str) -> bool:
    """Whether a unit is spelt out: ``50 euros a year`` counts euros, and the noun is left."""
    first = unit.partition(" ")[0]
    return first.isalpha() and len(first) > 2


def _kind(plain: str, match: re.Match[str]) -> str:
    """What kind of quantity a match is; empty where the number is none."""
    before, after = plain[max(0, match.start() - 30) : match.start()], plain[match.end() : match.end() + 30]
    if names_before(before) or _GENERATION.fullmatch(match.group()):
        return ""
    if match.group().endswith("A") and _LOWER_WORD.match(after):
        return ""
    for group in ("money", "compound", "power", "ratio", "worded", "share", "fraction"):
        if match.group(group):
            return "" if group == "ratio" and _is_time(match.group(group), before) else group
    if match.group("first"):
        if CITED.search(before):
            return ""
        if _rises(match):
            return "range"
        return "ratio" if re.search(r"\dto\d|\d\s+to\s+\d", match.group()) else ""
    if match.group("unit"):
        return "measure"
    number = match.group("number")
    if _YEAR.match(number) and not match.group("magnitude"):
        if CITED.search(before):
            return ""
        if _YEAR_CUE.search(before.lower()) and not re.match(r"\s+[a-z]+s\b", after):
            return "year"
    if match.group("magnitude") or match.group("glued") or match.group("approx"):
        return "count"
    follow, previous = _NEXT_WORD.match(after), _PREVIOUS_WORD.search(before)
    if previous and _is_name(previous.group(1), first=match.start() <= previous.end() - previous.start()):
        return ""
    if "." in number or "," in number:
        return (
            "count"
            if follow or (previous and previous.group(1).lower() in PREPOSITIONS | {"is", "are", "was", "of"})
            else ""
        )
    if (
        follow
        and follow.group(1)[0].islower()
        and is_plural(follow.group(1).lower())
        and number != "1"  # "server 1 goes"
        and follow.group(1).lower() not in DETERMINERS
    ):
        return "count"
    return ""


def _is_name(word: str, first: bool) -> bool:
    """Whether a number right after a word belongs to a name: ``Apollo 11``; a sentence's ``first`` word is any word."""
    return word[:1].isupper() and word.replace("-", "").isalpha() and (not first or commonness(word.lower()) == RARE)


def _rises(match: re.Match[str]) -> bool:
    """Whether the second number of a range is the larger one; ``10-3`` has lost its superscript."""
    if match.group("magnitude1") or match.group("magnitude2") or match.group("unit1"):
        return True
    return float(match.group("first").replace(",", "")) < float(match.group("second").replace(",", ""))


def _is_time(text: str, before: str) -> bool:
    """Whether ``12:30`` is a time of day rather than a ratio."""
    left, colon, right = text.partition(":")
    return bool(colon) and len(right.strip()) == 2 and int(left) < 25 and not before.lower().endswith("ratio of ")
