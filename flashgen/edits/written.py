"""Cards written into edits.yaml by hand, made into notes like all others."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from flashgen.config import Config
from flashgen.edits.apply import draft
from flashgen.edits.values import FILE, SIDES, Edits, Written
from flashgen.media import Images
from flashgen.model import Block, BlockKind, Document, Draft, Kind, Meta, Note, Problem, Status
from flashgen.notes import assemble, judge
from flashgen.text import EMPTY, join

RULE = "written"
_DECK = "Notes"
_GUID_LENGTH = 20


def notes(edits: Edits, config: Config, images: Images) -> tuple[tuple[Note, ...], tuple[Problem, ...]]:
    """The notes, none held, and a problem for each image that is lost.

    A card with an id has a guid made of it; else its guid is made of its words, and the ledger keeps it.
    """
    made: list[Note] = []
    problems: list[Problem] = []
    for card in edits.cards:
        document = _document(card, config)
        own = _draft(card, document)
        found, lost = assemble(document, [own], [judge(own)], config, images)
        made.extend(_identified(replace(note, status=Status.EMIT, reason=""), card) for note in found)
        problems.extend(lost)
    return tuple(made), tuple(problems)


def _identified(note: Note, card: Written) -> Note:
    if not card.id:
        return note
    guid = hashlib.sha256(f"{RULE}\x1f{note.form}\x1f{card.id}".encode()).hexdigest()[:_GUID_LENGTH]
    return replace(note, guid=guid)


def _draft(card: Written, document: Document) -> Draft:
    blank = Draft(
        form=card.form,
        rule=RULE,
        kind=Kind.EXPLICIT,
        front=EMPTY,
        reverse=len(SIDES[card.form]) > 1,
        start_line=card.line,
        end_line=card.line,
        evidence=document.blocks[0].text,
        confidence=1.0,
    )
    return draft(card.form, card.sides, blank)


def _document(card: Written, config: Config) -> Document:
    """A document of which the card is the only paragraph, for its deck, tags, images and id."""
    texts = [text for side in card.sides.values() for text in side.items or (side.text,)]
    text = join(texts, "\n")
    block = Block(BlockKind.PARAGRAPH, text, card.line, card.line, label=card.id)
    meta = Meta(tags=card.tags, deck=card.deck or config.name or _DECK)
    return Document(FILE, "", meta, (block,), card.line, "markdown")
