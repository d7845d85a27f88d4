"""Cards that the person wrote as cards, in the notations of other tools."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashgen.model import Block, BlockKind, Evidence, Fact, Kind
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule
from flashgen.text import Markup, Text

_SURE = 0.97
_QUESTION = re.compile(r"^\s*(?:Q|Question|Front)\s*[:.]\s*", re.I)
_ANSWER = re.compile(r"(?:^|\n|(?<=\s))\s*(?:A|Answer|Back)\s*[:.]\s*")
_SIDES = re.compile(r"(?<![:\w]):::?(?![:\w])|\s:::?\s")


def _find(place: Place) -> Iterator[Fact]:
    block = place.block
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return
    text = block.text
    if text.marked(Markup.CLOZE, Markup.HIGHLIGHT):
        yield from _clozes(place)
    elif match := _QUESTION.match(text.plain):
        yield from _question(place, match.end())
    elif sides := _sides(text):
        start, end = sides
        yield Fact(
            Kind.EXPLICIT, "explicit", place.evidence(), subject=text[:start].strip(), object=text[end:].strip(),
            both_ways=text.plain[start:end].strip() == ":::", context=(), confidence=_SURE,
        )  # fmt: skip


def _clozes(place: Place) -> Iterator[Fact]:
    text = place.text
    spans = text.marked(Markup.CLOZE, Markup.HIGHLIGHT)
    if not text.without(Markup.CLOZE).plain.strip() or sum(s.end - s.start for s in spans) >= len(text.plain.strip()):
        return
    yield Fact(
        Kind.EXPLICIT, "explicit", place.evidence(), slots=tuple((s.start, s.end) for s in spans),
        context=place.context()[-1:], confidence=_SURE,
    )  # fmt: skip


def _question(place: Place, start: int) -> Iterator[Fact]:
    """``Q: ...`` with ``A: ...`` on the same line, the next one, or in the paragraph after it."""
    text = place.text
    match = _ANSWER.search(text.plain, start)
    if match:
        yield Fact(
            Kind.EXPLICIT, "explicit", place.evidence(), subject=text[start : match.start()].strip(),
            object=text[match.end() :].strip(), confidence=_SURE,
        )  # fmt: skip
        return
    answer = _next(place)
    if answer and (match := _ANSWER.match(answer.text.plain)):
        both = place.text + "\n" + answer.text
        yield Fact(
            Kind.EXPLICIT, "explicit", Evidence(both, place.block.start_line, answer.end_line, (0, len(text))),
            subject=text[start:].strip(), object=answer.text[match.end() :].strip(), confidence=_SURE,
        )  # fmt: skip


def _next(place: Place) -> Block | None:
    below = place.block.children
    return below[0] if below else next(iter(place.siblings[place.index + 1 : place.index + 2]), None)


def _sides(text: Text) -> tuple[int, int] | None:
    """Where ``::`` or ``:::`` stands between two sides."""
    for match in _SIDES.finditer(text.plain):
        if (
            not text.opaque(match.start(), match.end())
            and text.plain[: match.start()].strip()
            and text.plain[match.end() :].strip()
        ):
            return match.span()
    return None


RULE = Rule(
    name="explicit",
    finds="cards written as cards: `Q:`/`A:`, `front :: back`, `:::` for both ways, `{{c1::cloze}}`, `==mark==`",
    example="Capital of Peru :: Lima",
    find=_find,
)
