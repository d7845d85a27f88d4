"""The texts that a model is given."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from importlib import resources

from flashgen.ask.values import Prompt
from flashgen.model import Document

PROMPT_VERSION = 1
"""Moves with every change of ``prompt.txt``: answers to an older prompt stay, and are asked for anew."""
LOOK_VERSION = 1
"""Moves with every change of ``look.txt``: older looks stay, and their cards are looked at anew."""

_RULE = "=" * 64
_GAP = "         ..."


def text(prompt_id: str, document: Document, asked: Collection[int], shown: Collection[int]) -> str:
    """The prompt: what is wanted, and the lines of the notes that are asked about and those shown beside them."""
    notes = "\n".join(_lines(document, asked, shown))
    return _template("prompt.txt") % {"id": prompt_id, "path": document.path, "notes": notes}


def look_text(prompt_id: str, document: Document, shown: Collection[int], cards: Sequence[tuple[int, str, str]]) -> str:
    """The prompt for a second look: lines of the notes, and cards, each with its line, its question and its answer."""
    told = (f"card {at} (line {line})\n  Q: {asked}\n  A: {said}" for at, (line, asked, said) in enumerate(cards, 1))
    notes = "\n".join(_lines(document, (), shown))
    return _template("look.txt") % {"id": prompt_id, "path": document.path, "notes": notes, "cards": "\n".join(told)}


def instructions() -> int:
    """How many characters the instructions for a second look have."""
    return len(_template("look.txt"))


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
