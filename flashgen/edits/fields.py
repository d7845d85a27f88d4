"""A note's fields read back as Markdown, for a person to edit."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from flashgen.edits.values import SIDES
from flashgen.model import Form

_LIST = re.compile(r"<(ol|ul)>(.*?)</\1>", re.DOTALL)
_ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)">')
_MARKS = (
    (re.compile(r"</?strong>"), "**"),
    (re.compile(r"</?em>"), "*"),
    (re.compile(r"</?code>"), "`"),
    (re.compile(r"<br>"), "\n"),
    (re.compile(r"</?(?:span|pre)\b[^>]*>"), ""),
)
_NUMBER = re.compile(r"\{\{c\d+::")


def sides(form: Form, fields: Sequence[str]) -> dict[str, str]:
    """What a person can reword of a note with these fields, in Markdown, by its key in edits.yaml."""
    return {key: markdown(field) for key, field in zip(SIDES[form], fields, strict=False)}


def markdown(field: str) -> str:
    """A field's HTML as Markdown; marks that Markdown has no sign for stay tags."""
    text = _LIST.sub(_lines, field)
    text = _IMAGE.sub(r"![\2](\1)", text)
    text = _LINK.sub(r"[\2](\1)", text)
    for pattern, sign in _MARKS:
        text = pattern.sub(sign, text)
    # a sign that was written as an entity is none of a tag
    text = re.sub(r"&lt;(?=[A-Za-z/!])", r"\\<", text)
    return html.unescape(text).strip()


def unnumbered(said: str) -> str:
    """A side without its cloze numbers, for comparing: numbers are kept from an earlier build."""
    return _NUMBER.sub("{{c::", said)


def _lines(items: re.Match[str]) -> str:
    ordered = items[1] == "ol"
    found = enumerate(_ITEM.findall(items[2]), start=1)
    return "\n".join(f"{number}. {item}" if ordered else f"- {item}" for number, item in found)
