"""Which blocks are worth asking about: those that say what no card shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashgen.ask.spots import Spot, spots
from flashgen.ask.tokens import tokens
from flashgen.language.phrases import words_of
from flashgen.language.words import STOP_WORDS
from flashgen.model import BlockKind, Document, Note, Plan, Status

_FEWEST = 2
"""Content words that no card shows, below which a block has nothing to ask."""
_LEAST = 0.25
"""The share of a block's content words of which the same holds."""
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
            if (score := _score(spot, _notes(on_line, spot.block.start_line, spot.block.end_line)))
        ]
        if found:
            yield document, tuple(found)


def _notes(on_line: dict[int, list[Note]], first: int, last: int) -> list[Note]:
    return [note for line in range(first, last + 1) for note in on_line.get(line, ())]


def _score(spot: Spot, notes: Sequence[Note]) -> float:
    """How many words of a block no card shows; names and numbers count twice. 0 where it is not worth asking."""
    block = spot.block
    if block.children and len(words_of(block.text.plain)) <= _LABEL:
        return 0.0
    if any(below.kind is BlockKind.ITEM for below in block.children) and block.text.plain.rstrip().endswith(":"):
        return 0.0  # a lead-in: what it says is below it
    content = [token for token in tokens(block.text.plain) if token.key not in STOP_WORDS and not token.is_sign]
    on_cards = {
        token.key
        for note in notes
        for card in note.cards
        for side in (card.question, card.answer)
        for token in tokens(side)
    }
    left = [token for token in content if token.key not in on_cards]
    if len(left) < _FEWEST or len(left) < _LEAST * len(content):
        return 0.0
    return min(len(left), _MOST) + sum(token.is_number or (token.is_name and token.start > 0) for token in left)
