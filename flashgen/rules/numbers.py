"""What can be seen of a number in its sentence and its place that speaks for or against asking for it."""

from __future__ import annotations

import re

from flashgen.language.clauses import read_clause
from flashgen.language.phrases import words_of
from flashgen.language.quantities import Quantity
from flashgen.language.readings import value
from flashgen.rules.place import Place
from flashgen.rules.signs import names
from flashgen.text import Text

_SIGN = r"\s?[*×/+]\s?"
_FIGURE = r"[$€£]?\d[\d.,]*%?"
_CALCULATION = re.compile(rf"\d%?{_SIGN}{_FIGURE}(?:\s\w{{1,12}})?\s?=|=\s?{_FIGURE}{_SIGN}\d")
_SUPPOSED = re.compile(
    r"if\s+(?:there\s+(?:are|is)\s+|we\s+have\s+)?(?:[$€£]?\d|two\b|three\b|four\b|five\b|ten\b)", re.I
)
_EXAMPLE = re.compile(
    r"\b(?:e\.?g|examples?|for instance|suppose|imagine|let['’]?s|assum(?:e|ing)|say)\b", re.IGNORECASE
)
_YEARS = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?:s\b|(?!\d))")
_EXAMINED = re.compile(r"\b(?:worth|available|questions?|exam|examiners?|paper)\b", re.I)
_TOLD_NEXT = frozenset(
    """
    aspects cases categories causes characteristics components conditions criteria elements examples factors features
    forms functions goals groups issues kinds methods options parameters parts phases points principles problems
    properties questions reasons rules sections sorts stages steps strategies techniques things tips topics types uses
    variables ways
    """.split()
)
"""What is counted only to be told of next."""
_FEW = 9
_KINDS = {"time": "a time", "length": "a length", "share": "a share", "data": "data", "factor": "a factor"}
"""What numbers measure, by the dimension of their unit."""


def doubt_of(sentence: Text, several: bool) -> str:
    """Why the numbers of a sentence hold nowhere else: they are worked out or supposed; empty where they are not.

    ``several`` says that there is more than one: ``If 2 attempts fail, operate`` is a rule, no supposition.
    """
    if _CALCULATION.search(sentence.plain):
        return "a calculation"
    return "a supposition" if several and _SUPPOSED.match(sentence.plain) else ""


def is_of_an_exam(sentence: Text, quantity: Quantity) -> bool:
    """Whether a number tells what an answer is worth to an examiner: ``worth 4 marks``."""
    counts = sentence.plain[quantity.end :].lstrip(" -")
    return counts.startswith("mark") and _EXAMINED.search(sentence.plain) is not None


def announces(place: Place, sentence: Text, quantity: Quantity) -> bool:
    """Whether a small number only tells how many things the lines below will name."""
    return bool(place.block.children) and _counts_what_is_told_next(sentence, quantity)


def of_number(place: Place, sentence: Text, quantity: Quantity) -> tuple[str, ...]:
    """What one number of a sentence shows."""
    plain = sentence.plain
    before, number = plain[: quantity.start], plain[quantity.start : quantity.end]
    clause = read_clause(sentence)
    read = value(number)
    measured = _KINDS.get(read.unit.dimension, "") if read and read.unit else ""
    own = {
        "number in brackets": before.count("(") > before.count(")"),
        "number counts what is told next": _counts_what_is_told_next(sentence, quantity),
        "number is a year": quantity.kind == "year" or bool(_YEARS.search(number)),
        "number in an example": bool(_EXAMPLE.search(plain)),
        "number near an example": any(_EXAMPLE.search(block.text.plain) for block in place.near()),
        "number in a clause without subject": bool(clause and clause.subject == (0, 0)),
        f"number measures {measured}": bool(measured),
    }
    return names(own)


def _counts_what_is_told_next(sentence: Text, quantity: Quantity) -> bool:
    number = value(sentence.plain[quantity.start : quantity.end])
    if quantity.kind not in ("count", "compound") or not number or number.unit or number.high > _FEW:
        return False
    return any(word in _TOLD_NEXT for word in words_of(sentence.plain[quantity.end : quantity.end + 40])[:3])
