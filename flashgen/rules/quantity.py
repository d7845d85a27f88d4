"""Numbers with what they measure: one blank a number, the sentence around it stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashgen.language.letters import has_digit
from flashgen.language.phrases import words_of
from flashgen.language.quantities import Quantity, quantities
from flashgen.language.sentences import statements
from flashgen.language.stance import stance
from flashgen.language.words import content_words
from flashgen.model import BlockKind, Fact, Kind
from flashgen.rules.delimiters import in_quotes
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
_CITATION = re.compile(r"\b[A-Z]\w+(?: and [A-Z]\w+)? et al\.?,? \(?(?:19|20)\d\d\)?|\([A-Z]\w+,? (?:19|20)\d\d\)")


def _find(place: Place) -> Iterator[Fact]:
    if place.block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH) or not _has_number(place.text.plain):
        return
    if place.is_quoted():
        return
    for start, end in statements(place.text):
        evidence = place.evidence(start, end)
        near = [b.text.plain for b in place.near()[: place.index] if b.end_line < place.block.start_line]
        found = [
            q
            for q in quantities(evidence.text)
            if not _asked_before(evidence.text, q, near) and not _is_quoted(evidence.text, q)
        ]
        if not found:
            continue
        rest = evidence.text.plain
        for number in reversed(found):
            rest = rest[: number.start] + " " + rest[number.end :]
        rest = _CITATION.sub(" ", rest)
        context = place.context()
        doubt = stance(evidence.text)
        if not doubt and len(words_of(evidence.text.plain)) > _MAX_WORDS:
            doubt = f"the sentence is longer than {_MAX_WORDS} words"
        if not doubt and len(content_words(rest)) < _MIN_CONTENT and not (context and len(content_words(rest)) > 1):
            doubt = "too few words around the number to know what it measures"
        if not doubt and len(found) > 4:
            doubt = "many numbers in one sentence"
        yield Fact(
            Kind.QUANTITY, "quantity", evidence, slots=tuple((q.start, q.end) for q in found), context=context,
            doubt=doubt,
        )  # fmt: skip


def _asked_before(sentence: Text, quantity: Quantity, near: list[str]) -> bool:
    """Whether a number within brackets only takes up one that the items before it state."""
    before = sentence.plain[: quantity.start]
    number = sentence.plain[quantity.start : quantity.end]
    return before.count("(") > before.count(")") and any(number in plain for plain in near)


def _is_quoted(sentence: Text, quantity: Quantity) -> bool:
    """Whether a number stands in words that the sentence only quotes: ``the saying "A stitch in time saves nine"``."""
    return in_quotes(sentence.plain[: quantity.start]) and not in_quotes(sentence.plain)


def _has_number(plain: str) -> bool:
    return has_digit(plain) or _WORDED.search(plain) is not None


RULE = Rule(
    name="quantity",
    finds="numbers with their unit or noun: amounts, percentages, years, ranges, ratios, 280B and 1.4T",
    example="- The kidney filters about 180 litres of plasma each day.",
    find=_find,
    owns=False,
)
