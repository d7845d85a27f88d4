"""The texts that a model is given."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from flashgen.ask.exchange import Prompt
from flashgen.model import Document

PROMPT_VERSION = 1
"""Moves with every change of ``prompt.txt``: answers to an older prompt stay, and are asked for anew."""
LOOK_VERSION = 2
"""Moves with every change of ``look.txt`` and ``missing.txt``: older looks stay, and their cards are looked at anew."""

_RULE = "=" * 64
_MORE = """, "missing": [
 {"line": 12, "span": "...", "kind": "...", "subject": "...", "relation": "...", "object": "...", "question": "..."}
]"""
"""What a reply holds more where lines are to be gone through for what is missing."""
_GAP = "         ..."


@dataclass(frozen=True, slots=True)
class Told:
    """A card as the model is shown it."""

    line: int
    question: str
    answer: str
    refused: str = ""
    """Why it does not stand up to the notes; empty where it does."""

    @property
    def told(self) -> str:
        """All that is shown of it, but for its number."""
        against = f"\n  REFUSED: {self.refused}" if self.refused else ""
        return f"(line {self.line})\n  Q: {self.question}\n  A: {self.answer}{against}"


def text(prompt_id: str, document: Document, asked: Collection[int], shown: Collection[int]) -> str:
    """The prompt: what is wanted, and the lines of the notes that are asked about and those shown beside them."""
    notes = "\n".join(_lines(document, asked, shown))
    return _template("prompt.txt") % {"id": prompt_id, "path": document.path, "notes": notes}


def look_text(
    prompt_id: str, document: Document, asked: Collection[int], shown: Collection[int], cards: Sequence[Told]
) -> str:
    """The prompt for a second look: notes, of which ``asked`` are gone through for what is missing, and the cards."""
    told = "\n".join(f"card {at} {card.told}" for at, card in enumerate(cards, 1))
    notes = "\n".join(_lines(document, asked, shown))
    missing, more = (_template("missing.txt"), _MORE) if asked else ("", "")
    parts = {"notes": notes, "cards": told, "missing": missing, "more": more}
    return _template("look.txt") % {"id": prompt_id, "path": document.path, **parts}


def instructions() -> int:
    """How many characters the instructions for a second look have."""
    return len(_template("look.txt")) + len(_template("missing.txt"))


def notes_of(prompt: Prompt) -> str:
    """What a prompt shows below its instructions: lines of the notes, of a second look the cards."""
    return prompt.text.rpartition(f"\n{_RULE}\n")[0].rpartition(f"\n{_RULE}\n")[2]


def _lines(document: Document, asked: Collection[int], shown: Collection[int]) -> list[str]:
    lines: list[str] = []
    last = 0
    for number in sorted({*asked, *shown}):
        said = document.lines[number - 1].rstrip()
        if not said:
            continue
        if any(line.strip() for line in document.lines[last : number - 1]):
            lines.append(_GAP)
        mark = ">" if number in asked else " "
        lines.append(f" {mark} {number:>4}  {said}")
        last = number
    return lines


@cache
def _template(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
