"""Cards that the person wrote as cards, in the notations of other tools."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from flashgen.model import LAST_CLOZE, Block, BlockKind, Evidence, Fact, Kind
from flashgen.rules.place import Place, shown
from flashgen.rules.rule import Rule
from flashgen.text import EMPTY, Markup, Span, Text

_QUESTION = re.compile(r"^\s*(?:Q|Question|Front)\s*[:.]\s*", re.I)
_ANSWER = re.compile(r"(?:^|\n|(?<=\s))\s*(?:A|Answer|Back)\s*[:.]\s*")
_SIDES = re.compile(r"(?<=\s):::?(?=\s)")


def _find(place: Place) -> Iterator[Fact]:
    block = place.block
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return
    if block.text.marked(Markup.CLOZE, Markup.HIGHLIGHT):
        yield from _clozes(place)
    elif _asks(block):
        yield from _questions(place)
    else:
        yield from _two_sided(place)


def _lines(block: Block) -> list[tuple[int, int]]:
    """Offsets of the block's lines as the person wrote them."""
    starts = (0, *block.breaks)
    return [*pairwise((*starts, len(block.text)))]


def _asks(block: Block) -> list[int]:
    """Where its lines begin that ask a question."""
    return [start for start, end in _lines(block) if _QUESTION.match(block.text.plain[start:end])]


def _two_sided(place: Place) -> Iterator[Fact]:
    """``front :: back``, a card a line; a block that spans lines without a mark on each is one card."""
    lines = _lines(place.block)
    cuts = [_sides(place.text[start:end]) for start, end in lines]
    if not all(cuts):
        lines, cuts = [(0, len(place.text))], [_sides(place.text)]
    for (start, end), cut in zip(lines, cuts, strict=True):
        if cut:
            line = place.text[start:end]
            yield Fact(
                Kind.EXPLICIT, "explicit", place.evidence(start, end), subject=line[: cut[0]].strip(),
                object=line[cut[1] :].strip(), both_ways=line.plain[slice(*cut)].strip() == ":::",
            )  # fmt: skip


def _clozes(place: Place) -> Iterator[Fact]:
    text = place.text
    spans = text.marked(Markup.CLOZE, Markup.HIGHLIGHT)
    if not text.without(Markup.CLOZE).plain.strip() or sum(s.end - s.start for s in spans) >= len(text.plain.strip()):
        return
    yield Fact(
        Kind.EXPLICIT, "explicit", place.evidence(), slots=tuple((s.start, s.end) for s in spans),
        context=place.context(title=False)[-1:], doubt=_odd_number(spans),
    )  # fmt: skip


def _odd_number(spans: Sequence[Span]) -> str:
    """What is wrong with the number of a cloze; Anki makes no card of c0, and one of all above the last."""
    odd = next((s.target for s in spans if s.markup is Markup.CLOZE and not 1 <= int(s.target) <= LAST_CLOZE), "")
    return f"Anki asks for the blanks 1 to {LAST_CLOZE}, not for c{odd}" if odd else ""


def _questions(place: Place) -> Iterator[Fact]:
    """``Q: ...`` with ``A: ...`` on the same line, the next ones, or in the paragraph after it; each Q a card."""
    text = place.text
    starts = _asks(place.block)
    for start, end in pairwise((*starts, len(text))):
        stretch = text[start:end]
        asked = _QUESTION.match(stretch.plain)
        begin = asked.end() if asked else 0
        answer = _ANSWER.search(stretch.plain, begin)
        if answer:
            said = stretch[answer.end() :].strip()
            below = _next(place) if end == len(text) and (not said or said.plain.endswith(":")) else None
            more = shown(below) if below else EMPTY
            evidence = place.evidence(start, end)
            if below and more:
                said = said + "\n" + more if said else more
                evidence = replace(evidence, text=evidence.text + "\n" + more, end_line=below.end_line)
            yield Fact(
                Kind.EXPLICIT, "explicit", evidence, subject=stretch[begin : answer.start()].strip(), object=said,
            )  # fmt: skip
        elif end == len(text):
            yield from _answered_next(place, start, stretch[begin:].strip())


def _answered_next(place: Place, start: int, asked: Text) -> Iterator[Fact]:
    below = _next(place)
    match = _ANSWER.match(below.text.plain) if below else None
    if below and match:
        end = next(iter(_asks(below)), len(below.text))
        both = place.text[start:] + "\n" + below.text[:end].strip()
        first, last = place.block.lines(start, len(place.text))[0], below.lines(0, end)[1]
        yield Fact(
            Kind.EXPLICIT, "explicit", Evidence(both, first, last, (start, len(place.text))),
            subject=asked, object=below.text[match.end() : end].strip(),
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
