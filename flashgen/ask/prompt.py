"""The texts that a model is given, each with the name and the id that its reply is known by."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from functools import cache
from importlib import resources

from flashgen.ask.exchange import Aim, Asked, Prompt
from flashgen.ask.values import ID_LENGTH
from flashgen.model import Document
from flashgen.naming import slug

PROMPT_VERSION = 2
"""Moves with every change of ``prompt.txt``: answers to an older prompt stay, and are asked for anew."""
MORE_VERSION = 1
"""Moves with every change of ``more.txt``: what was found stays, and its blocks are gone through anew."""
LOOK_VERSION = 2
"""Moves with every change of ``look.txt``: older looks stay, and their cards are looked at anew."""

_TEMPLATES = {
    Aim.FACTS: ("prompt.txt", f"{PROMPT_VERSION}"),
    Aim.MORE: ("more.txt", f"more {MORE_VERSION}"),
    Aim.VERDICTS: ("look.txt", f"look {LOOK_VERSION}"),
}
"""By what is wanted: the instructions, and what tells the prompt from others with the same lines."""
_NAMES = {Aim.FACTS: "", Aim.MORE: "more-", Aim.VERDICTS: "look-"}
_RULE = "=" * 64
_GAP = "         ..."


def prompt(
    aim: Aim,
    number: int,
    document: Document,
    asked: Sequence[Asked],
    marked: Collection[int],
    shown: Collection[int],
    told: Sequence[str] = (),
) -> Prompt:
    """A prompt about some blocks: the lines asked about, ``marked``, and those that are only ``shown`` beside them.

    ``number`` is its place among those of its kind, ``told`` what is shown below the notes.
    """
    template, seed = _TEMPLATES[aim]
    parts = {"path": document.path, "notes": "\n".join(_lines(document, marked, shown)), "told": "\n".join(told)}
    draft = _template(template) % {"id": "", **parts}
    digest = hashlib.sha256(f"{seed} {draft}".encode(errors="surrogatepass")).hexdigest()[:ID_LENGTH]
    name = f"{_NAMES[aim]}{number:03}-{slug(document.title)[:40] or 'notes'}-{digest}.txt"
    return Prompt(digest, name, document.path, _template(template) % {"id": digest, **parts}, tuple(asked), aim)


def instructions(aim: Aim) -> int:
    """How many characters the instructions of a prompt have."""
    return len(_template(_TEMPLATES[aim][0]))


def notes_of(prompt: Prompt) -> str:
    """What a prompt shows last: lines of the notes, or what was made of them."""
    return prompt.text.rpartition(f"\n{_RULE}\n")[0].rpartition(f"\n{_RULE}\n")[2]


def _lines(document: Document, marked: Collection[int], shown: Collection[int]) -> list[str]:
    lines: list[str] = []
    last = 0
    for number in sorted({*marked, *shown}):
        said = document.lines[number - 1].rstrip()
        if not said:
            continue
        if any(line.strip() for line in document.lines[last : number - 1]):
            lines.append(_GAP)
        mark = ">" if number in marked else " "
        lines.append(f" {mark} {number:>4}  {said}")
        last = number
    return lines


@cache
def _template(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
