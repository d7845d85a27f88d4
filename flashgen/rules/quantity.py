"""Numbers with what they measure: one blank a number, the sentence around it stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashgen.language.letters import has_digit
from flashgen.language.phrases import words_of
from flashgen.language.quantities import Quantity, quantities
from flashgen.language.readings import value
from flashgen.language.sentences import statements
from flashgen.language.stance import stance
from flashgen.language.words import content_words
from flashgen.model import BlockKind, Fact, Kind
from flashgen.rules.delimiters import in_quotes
from flashgen.rules.numbers import announces, doubt_of, is_of_an_exam, of_number
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule
from flashgen.text import Text

_MAX_WORDS = 45
_MIN_CONTENT = 3
_WORDED = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|"
    r"hundred|few|almost|nearly|hardly|majority|half|third|quarter|twice|doubled|dozen|halved|tripled)\b",
    re.IGNORECASE,
)
_FEW = re.compile(r"[2-9]|two|three|four|five|six|seven|eight|nine", re.IGNORECASE)
_JOINT = re.compile(r"\s*[,;]\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+")
_JOINED = re.compile(r"\s(?:and|or|&)\s")
_DIGITS = re.compile(r"[\d,.\s–-]+")
_CITATION = re.compile(r"\b[A-Z]\w+(?: and [A-Z]\w+)? et al\.?,? \(?(?:19|20)\d\d\)?|\([A-Z]\w+,? (?:19|20)\d\d\)")


def _find(place: Place) -> Iterator[Fact]:
    if place.block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH) or not _has_number(place.text.plain):
        return
    if place.is_quoted():
        return
    for start, end in statements(place.text):
        evidence = place.evidence(*_less_brackets(place.text.plain, start, end))
        near = [b.text.plain for b in place.near()[: place.index] if b.end_line < place.block.start_line]
        found = [
            q
            for q in quantities(evidence.text)
            if not _asked_before(evidence.text, q, near)
            and not _is_quoted(evidence.text, q)
            and not _counts_what_is_named(evidence.text, q)
            and not _is_bare_aside(evidence.text, q)
            and not is_of_an_exam(evidence.text, q)
            and not announces(place, evidence.text, q)
        ]
        if not found:
            continue
        rest = evidence.text.plain
        for number in reversed(found):
            rest = rest[: number.start] + " " + rest[number.end :]
        rest = _CITATION.sub(" ", rest)
        context = place.context()
        doubt = stance(evidence.text) or doubt_of(evidence.text, len(found) > 1)
        if not doubt and len(words_of(evidence.text.plain)) > _MAX_WORDS:
            doubt = f"the sentence is longer than {_MAX_WORDS} words"
        if not doubt and len(content_words(rest)) < _MIN_CONTENT and not (context and len(content_words(rest)) > 1):
            doubt = "too few words around the number to know what it measures"
        if not doubt and len(found) > 4:
            doubt = "many numbers in one sentence"
        for quantity in found:
            yield Fact(
                Kind.QUANTITY, "quantity", evidence, slots=((quantity.start, quantity.end),), context=context,
                signs=of_number(place, evidence.text, quantity), doubt=doubt,
            )  # fmt: skip


def _less_brackets(plain: str, start: int, end: int) -> tuple[int, int]:
    """The span of a sentence that stands in brackets as a whole, without them: it is no less true for those."""
    said = plain[start:end].rstrip(" .")
    inside = said[1:-1]
    if said[:1] != "(" or said[-1:] != ")" or "(" in inside or ")" in inside:
        return start, end
    return start + 1, start + len(said) - 1


def _asked_before(sentence: Text, quantity: Quantity, near: list[str]) -> bool:
    """Whether a number within brackets only takes up one that the items before it state."""
    before = sentence.plain[: quantity.start]
    number = sentence.plain[quantity.start : quantity.end]
    return before.count("(") > before.count(")") and any(number in plain for plain in near)


def _is_quoted(sentence: Text, quantity: Quantity) -> bool:
    """Whether a number stands in words that the sentence only quotes: ``the saying "A stitch in time saves nine"``."""
    return in_quotes(sentence.plain[: quantity.start]) and not in_quotes(sentence.plain)


def _counts_what_is_named(sentence: Text, quantity: Quantity) -> bool:
    """Whether a number only counts what the words after it name: ``three types: igneous, sedimentary and volcanic``."""
    if quantity.kind != "count" or not _FEW.fullmatch(sentence.plain[quantity.start : quantity.end]):
        return False
    count = value(sentence.plain[quantity.start : quantity.end])
    after = sentence.plain[quantity.end :]
    listed = [after, *(after.partition(mark)[2] for mark in (":", ",", " - "))]
    parts = [_JOINT.split(rest.strip(" .,")) for rest in listed if _JOINED.search(rest)]
    return count is not None and any(len(names) == count.low for names in parts)


def _is_bare_aside(sentence: Text, quantity: Quantity) -> bool:
    """Whether a number without a unit stands alone in brackets, so that nothing says what it is: ``Ypres (1915)``."""
    return (
        _DIGITS.fullmatch(sentence.plain[quantity.start : quantity.end]) is not None
        and sentence.plain[: quantity.start].endswith("(")
        and sentence.plain[quantity.end :].startswith(")")
    )


def _has_number(plain: str) -> bool:
    return has_digit(plain) or _WORDED.search(plain) is not None


RULE = Rule(
    name="quantity",
    finds="numbers with their unit or noun: amounts, percentages, years, ranges, ratios, 280B and 1.4T",
    example="- The kidney filters about 180 litres of plasma each day.",
    find=_find,
    owns=False,
)
