"""A question that the notes answer themselves: ``**Why?** Because ...``, or a question with its answer below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flashgen.language.lexicon import PERSONAL
from flashgen.language.phrases import is_pointer, words_of
from flashgen.language.sentences import sentences
from flashgen.model import Block, BlockKind, Evidence, Fact, Kind
from flashgen.rules.delimiters import bare
from flashgen.rules.meanings import without_final_stop
from flashgen.rules.place import Place, shown
from flashgen.rules.rule import Rule
from flashgen.text import Markup, Text

_KINDS = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING)
_MAX_ANSWER_WORDS, _SHORT_ANSWER = 40, 12
_ASKS = re.compile(
    r"^(?:\d+[.)]\s*)?(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|should|will|would|has|have|name"
    r"|define)\b",
    re.I,
)
_SEVERAL = "several questions at once"
_YES_NO = re.compile(r"^(?:is|are|was|were|do|does|did|can|could|should|will|would|has|have)\b", re.I)


def _find(place: Place) -> Iterator[Fact]:
    block = place.block
    if block.kind not in _KINDS or "?" not in block.text.plain:
        return
    text = block.text
    found = sentences(text)
    if len(found) > 1 and _ASKS.match(text.plain) and all(text.plain[start:end].endswith("?") for start, end in found):
        several = [replace(fact, doubt=fact.doubt or _SEVERAL) for fact in _answered_below(place, text)]
        if several:
            yield from several
            return
    start, end = found[0]
    ask = text[start:end]
    if not ask.plain.endswith("?") or not _ASKS.match(ask.plain):
        return
    if len(found) > 1 and (_stands_out(text, end) or _short_answer(place, text[end:])):
        answer = without_final_stop(text[found[1][0] :])
        yield _fact(
            place, ask, place.evidence(), answer, (), "marked question" if _stands_out(text, end) else "plain question"
        )
        return
    answered = list(_answered_below(place, ask)) if len(found) == 1 else []
    yield from answered
    if not answered and block.kind is not BlockKind.HEADING:
        yield Fact(
            Kind.EXPLICIT, "question", place.evidence(start, end), subject=bare(ask),
            context=place.context(title=False)[-1:], doubt="an open question: the notes do not answer it",
        )  # fmt: skip


def _short_answer(place: Place, rest: Text) -> bool:
    """Whether an item goes on with a few words that can only be its answer (``Which key has one sharp? G major``)."""
    return place.block.kind is BlockKind.ITEM and len(words_of(rest.plain)) <= _SHORT_ANSWER and "?" not in rest.plain


def _stands_out(text: Text, end: int) -> bool:
    """Whether marks set the question off from the words after it, so that they are its answer."""
    return any(s.start == 0 and s.end >= end - 1 for s in text.marked(Markup.STRONG, Markup.EMPHASIS, Markup.UNDERLINE))


def _answered_below(place: Place, ask: Text) -> Iterator[Fact]:
    block = place.block
    below = tuple(b for b in block.children if b.kind is not BlockKind.NOISE)
    asked = "question above" if block.kind is not BlockKind.HEADING else "question as heading"
    if not below and block.kind is BlockKind.PARAGRAPH:
        below = tuple(b for b in place.siblings[place.index + 1 : place.index + 2] if b.kind is BlockKind.PARAGRAPH)
        asked = "marked question above" if _stands_out(place.text, len(place.text)) else "question before"
    if len(below) == 1 and below[0].kind is BlockKind.PARAGRAPH and below[0].text.plain.rstrip().endswith(":"):
        below = tuple(b for b in below[0].children if b.kind is not BlockKind.NOISE)
    items = tuple(b for b in below if b.kind is BlockKind.ITEM)
    if not below:
        return
    if more := shown(below[0]):
        evidence = Evidence(place.text + "\n" + more, block.start_line, below[0].end_line, (0, len(place.text)))
        yield _fact(place, ask, evidence, more, (), asked, several=len(below) > 1)
        return
    last = below[-1] if items else below[0]
    evidence = Evidence(_joined(place.block.text, below), place.block.start_line, last.end_line, (0, len(place.text)))
    if items and len(items) == len(below):
        yield _fact(place, ask, evidence, items[0].text if len(items) == 1 else Text(), _texts(items), asked)
    elif below[0].kind is BlockKind.PARAGRAPH and below[0].text and not below[0].text.plain.endswith(":"):
        yield _fact(place, ask, evidence, below[0].text, (), asked, several=len(below) > 1)


def _texts(items: tuple[Block, ...]) -> tuple[Text, ...]:
    return tuple(without_final_stop(bare(i.text)) for i in items) if len(items) > 1 else ()


def _fact(
    place: Place,
    ask: Text,
    evidence: Evidence,
    answer: Text,
    items: tuple[Text, ...],
    asked: str,
    several: bool = False,
) -> Fact:
    return Fact(
        Kind.LISTING if items else Kind.EXPLICIT, "question", evidence, subject=bare(ask),
        object=without_final_stop(answer), items=items, context=place.context(title=False)[-1:], signs=(asked,),
        doubt=_doubt(ask, answer, items, several),
    )  # fmt: skip


def _doubt(ask: Text, answer: Text, items: tuple[Text, ...], several: bool) -> str:
    words = words_of(ask.plain)
    if _YES_NO.match(ask.plain):
        return "a yes-or-no question"
    if any(w in PERSONAL - {"you", "your"} for w in words) or is_pointer(ask.plain):
        return "a question that leans on what stands around it"
    if several:
        return "the answer goes on in further paragraphs"
    if len(items) > 5:
        return f"a list of {len(items)}: too long for one card"
    count = sum(len(words_of(i.plain)) for i in items) or len(words_of(answer.plain))
    if count > _MAX_ANSWER_WORDS:
        return f"the answer is longer than {_MAX_ANSWER_WORDS} words"
    return ""


def _joined(first: Text, below: tuple[Block, ...]) -> Text:
    for block in below:
        first = first + "\n" + block.text
    return first


RULE = Rule(
    name="question",
    finds="a question that the notes answer: in bold before its answer, or with the answer below it",
    example="**What does the loop of Henle do?** It concentrates urine.",
    find=_find,
)
