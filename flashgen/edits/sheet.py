"""A card as a text to edit: each side below its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flashgen.model import FlashgenError

_HEAD = """\
# The card in Markdown. Write below the names, save and close; what you change is kept in edits.yaml.
# {hint}
"""
_CLOZE = "The words in {{c1::...}} are asked for; a number that you keep keeps its history."
_SIDES = "A list has one item a line, each behind '- ' or '1. '."


def sheet(sides: Mapping[str, str]) -> str:
    """The text of a card's sides."""
    head = _HEAD.replace("{hint}", _CLOZE if "text" in sides else _SIDES)
    return head + "".join(f"\n{key}:\n{said}\n" for key, said in sides.items())


def read(text: str, keys: Sequence[str]) -> dict[str, str]:
    """The sides in an edited text. Raises FlashgenError where a name or the words below it are gone."""
    sides: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        name = line.strip().removesuffix(":")
        if line.strip().endswith(":") and name in keys and name not in sides:
            lines = sides[name] = []
        else:
            lines.append(line)
    said = {key: "\n".join(lines).strip() for key, lines in sides.items()}
    for key in keys:
        if not said.get(key):
            raise FlashgenError(f"nothing is below the line '{key}:'")
    return said
