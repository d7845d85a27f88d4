"""Which blocks are worth asking about: those that say what no card asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashgen.ask.spots import MOST_ITEMS, Spot, spots
from flashgen.ask.tokens import tokens
from flashgen.language.phrases import words_of
from flashgen.language.words import STOP_WORDS
from flashgen.model import Block, BlockKind, Document, Note, Plan, Status

_LEAST = 2.0
"""What a block must be worth, below which there is nothing in it to ask."""
_SHARE = 0.2
"""The least share of a block's words that must be unasked, where it has cards."""
_SHOWN = 0.35
"""What a word is worth that a card shows and does not ask for."""
_MOST = 30
"""Words after which a block is worth no more: it is long, not rich."""
_LABEL = 3
"""Words up to which a line with lines below it is only their label."""


@dataclass(frozen=True, slots=True)
class Worth:
    """A block with what asking about it may bring."""

    spot: Spot
    score: float


def worth(plan: Plan) -> Iterator[tuple[Document, tuple[Worth, ...]]]:
    """The documents that may be sent, each with its blocks worth asking about, in the notes' order."""
    shown: dict[str, list[tuple[range, Note]]] = defaultdict(list)
    for note in plan.notes:
        if note.status in (Status.EMIT, Status.REJECTED):
            for source in note.sources:
                shown[source.path].append((range(source.start_line, source.end_line + 1), note))
    for document in plan.documents:
        if document.meta.private or document.meta.off:
            continue
        on_line: dict[int, list[Note]] = defaultdict(list)
        for lines, note in shown[document.path]:
            for line in lines:
                on_line[line].append(note)
        found = [
            Worth(spot, score)
            for spot in spots(document)
            if (score := _score(spot, _notes(on_line, spot.block.start_line, spot.last_line)))
        ]
        if found:
            yield document, tuple(found)


def _notes(on_line: dict[int, list[Note]], first: int, last: int) -> list[Note]:
    return [note for line in range(first, last + 1) for note in on_line.get(line, ())]


def _score(spot: Spot, notes: Sequence[Note]) -> float:
    """What a block says that no card asks for, in words, names and numbers twice; 0 where it is not worth asking."""
    block = spot.block
    if block.children and not spot.is_list and (len(words_of(block.text.plain)) <= _LABEL or _leads_in(block)):
        # what it says is below it, but for what that is a list of
        return _LEAST if _heads_list(block) and not notes else 0.0
    cards = [card for note in notes for card in note.cards]
    asked = {token.key for card in cards for token in tokens(card.answer)}
    shown = {token.key for card in cards for token in tokens(card.question)}
    content = [token for token in tokens(spot.text.plain) if token.key not in STOP_WORDS and not token.is_sign]
    score = 0.0
    for token in content:
        if token.key not in asked:
            weight = 2 if token.is_number or (token.is_name and token.start) else 1
            score += weight * (_SHOWN if token.key in shown else 1)
    return min(score, _MOST) if score >= max(_LEAST, _SHARE * len(content)) else 0.0


def _heads_list(block: Block) -> bool:
    items = sum(below.kind is BlockKind.ITEM for below in block.children)
    return 2 <= items <= MOST_ITEMS and items == len(block.children)


def _leads_in(block: Block) -> bool:
    return block.text.plain.rstrip().endswith(":") and any(b.kind is BlockKind.ITEM for b in block.children)
