"""The text that a model is given."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib import resources

from flashgen.ask.values import Prompt
from flashgen.model import Document

PROMPT_VERSION = 1
"""Moves with every change of ``prompt.txt``: answers to an older prompt stay, and are asked for anew."""

_RULE = "=" * 64
_GAP = "         ..."


def text(prompt_id: str, document: Document, asked: Collection[int], shown: Collection[int]) -> str:
    """The prompt: what is wanted, and the lines of the notes that are asked about and those shown beside them."""
    return _template() % {
        "id": prompt_id,
        "path": document.path,
        "notes": "\n".join(_lines(document, asked, shown)),
    }


def notes_of(prompt: Prompt) -> str:
    """The lines of the notes that a prompt shows."""
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
def _template() -> str:
    return resources.files(__package__).joinpath("prompt.txt").read_text("utf-8")
