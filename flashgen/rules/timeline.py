"""``1670: Newton builds a reflecting telescope``: a line of a chronicle, asked for its year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashgen.language.clauses import read_clause
from flashgen.language.finite import CERTAIN
from flashgen.language.phrases import words_of
from flashgen.language.sentences import sentences
from flashgen.language.stance import stance
from flashgen.language.words import content_words
from flashgen.model import BlockKind, Fact, Kind
from flashgen.rules.meanings import without_final_stop
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule
from flashgen.rules.signs import names

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_YEAR = r"(?:(?:1\d|20)\d\ds?|\d{1,4}s?\s?(?:BCE?|AD|CE))"
_DATE = rf"(?:(?:\d{{1,2}}\s)?{_MONTH}\s(?:\d{{1,2}},\s)?)?{_YEAR}"
_ABOUT = r"(?:c\.\s?|circa\s|~)?"
_UNTIL = rf"(?:\s?[-–—]\s?(?:{_DATE}|present|today|now))?"
_LINE = re.compile(rf"{_ABOUT}{_DATE}{_UNTIL}(?=(:|\.|\s-|\s?[–—])\s)")
_YEARS = re.compile(rf"{_ABOUT}\d{{4}}(\s?[-–—]\s?\d{{4}})?")
_DECADE = re.compile(rf"{_ABOUT}\d\d\d0s")
_MAX_WORDS = 30


def _find(place: Place) -> Iterator[Fact]:
    date = _date(place.text.plain) if place.block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH) else None
    if not date or place.is_quoted() or not any(_date(block.text.plain) for block in place.near()):
        return
    at = date.end(1)
    first = next(iter(sentences(place.text[at:])), None)
    if not first:
        return
    end = at + first[1]
    aside = place.text.plain.find("; ", at, end)
    event = without_final_stop(place.text[at : end if aside < 0 else aside].strip())
    if len(content_words(event.plain)) < 2:
        return
    doubt = stance(event)
    if not doubt and len(words_of(event.plain)) > _MAX_WORDS:
        doubt = f"what happened is told in more than {_MAX_WORDS} words"
    clause = read_clause(event)
    whole = clause is not None and clause.strength >= CERTAIN
    if not doubt and not whole and _DECADE.search(date[0]):
        doubt = "a decade, and no verb says what happened in it"
    yield Fact(
        Kind.PROPERTY, "timeline", place.evidence(0, end), subject=event, relation=_asked(date[0]),
        object=place.text[: date.end()].without(), context=place.context(),
        signs=names({"the event has a verb": whole, "the event is a few words": len(content_words(event.plain)) < 4}),
        doubt=doubt,
    )  # fmt: skip


def _date(plain: str) -> re.Match[str] | None:
    return _LINE.match(plain)


def _asked(date: str) -> str:
    """What a date answers: which year, which years of a span, which decade; a day or a month only when."""
    if _DECADE.fullmatch(date) and date[-3] != "0":
        return "which decade"
    years = _YEARS.fullmatch(date)
    if not years:
        return "when"
    return "which years" if years[1] else "which year"


RULE = Rule(
    name="timeline",
    finds="lines of a chronicle, a date and what happened then: asked for the date",
    example="- 1670: Newton builds a reflecting telescope.\n- 1687: Newton publishes the Principia.",
    find=_find,
)
