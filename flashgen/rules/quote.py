"""A quotation with its speaker: who said it. What the quotation claims stays the speaker's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashgen.language.phrases import words_of
from flashgen.language.sentences import sentences
from flashgen.model import Block, BlockKind, Evidence, Fact, Kind
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule
from flashgen.text import EMPTY, Text, join

_MAX_WORDS = 45
_SELDOM = "a quotation: accept it if you want to know who said it"
"""Hardly a reader kept such a card, but one who collects quotations may."""
_NAME = r"(?:[A-Z][\w’'-]+|[A-Z]\.|van|von|de|la|et al\.?)"
_NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,3}}(?:(?:,\s+|\s+(?:and|&)\s+){_NAME}(?:\s+{_NAME}){{0,3}}){{0,3}}"
_ATTRIBUTED = re.compile(rf"(?:\s*[—–]\s*|\s+--?\s+|\s*\(\s*)(?P<names>{_NAMES})(?:,[^()]{{2,60}})?\)?\.?\s*$")
_SIGNED = re.compile(rf"^(?:[—–-]\s*)?(?P<names>{_NAMES})\.?$")
_QUOTE_MARKS = '“”"«» '
_QUOTED = re.compile(r"^[“\"«].{15,}[”\"»][.,]?\s*(?:$|[—–(-])", re.S)


def _find(place: Place) -> Iterator[Fact]:
    block = place.block
    if block.kind is BlockKind.QUOTE:
        yield from _block_quote(place)
    elif block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not _in_quote(place):
        words, speaker = signed(block)
        if speaker:
            yield from _fact(place, words, speaker, place.evidence())


def signed(block: Block) -> tuple[Text, Text]:
    """The words and the speaker of a paragraph that is somebody's words with the name at its end; else both empty."""
    text = block.text
    match = _ATTRIBUTED.search(text.plain)
    if match and _QUOTED.match(text.plain):
        return text[: match.start()].strip(), text[match.start("names") : match.end("names")]
    found = sentences(text)
    if len(found) >= 2 and block.kind is BlockKind.PARAGRAPH:
        start, end = found[-1]
        last = _SIGNED.match(text.plain[start:end])
        if last and len(words_of(last.group("names"))) >= 2:
            return text[: found[-2][1]], text[start:end].strip(".—– -")
    return EMPTY, EMPTY


def _block_quote(place: Place) -> Iterator[Fact]:
    paragraphs = [b for b in place.block.children if b.kind is BlockKind.PARAGRAPH]
    if place.block.label or not paragraphs:
        return
    last = paragraphs[-1]
    words, speaker = EMPTY, EMPTY
    alone = _SIGNED.match(last.text.plain.lstrip("(").rstrip(")"))
    match = _ATTRIBUTED.search(last.text.plain)
    if len(paragraphs) > 1 and alone:
        words, speaker = paragraphs[0].text, last.text.strip("()—–- .")
    elif match:
        words, speaker = last.text[: match.start()], last.text[match.start("names") : match.end("names")]
        if len(paragraphs) > 1:
            words = paragraphs[0].text
    if speaker:
        said = join((paragraph.text for paragraph in paragraphs), "\n")
        yield from _fact(place, words, speaker, Evidence(said, paragraphs[0].start_line, last.end_line, (0, 0)))


def _fact(place: Place, words: Text, speaker: Text, evidence: Evidence) -> Iterator[Fact]:
    words = words.strip(_QUOTE_MARKS)
    count = len(words_of(words.plain))
    if count < 4:
        return
    yield Fact(
        Kind.QUOTE, "quote", evidence,
        subject=speaker, object=words, context=place.context(),
        doubt=f"the quotation is longer than {_MAX_WORDS} words" if count > _MAX_WORDS else _SELDOM,
    )  # fmt: skip


def _in_quote(place: Place) -> bool:
    return bool(place.parent and place.parent.block.kind is BlockKind.QUOTE)


RULE = Rule(
    name="quote",
    finds="a quotation with its speaker: who said it",
    example="> If you can't explain it simply, you don't understand it well enough. — Albert Einstein",
    find=_find,
    owns=False,
)
