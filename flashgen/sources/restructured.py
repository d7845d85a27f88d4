"""reStructuredText as far as reading notes use it, turned into Markdown line by line.

The number of lines never changes, so that every block keeps its lines in the original. What is turned:

- underlined headings, with or without an overline, become ``#`` headings; a new underline is a new level
- a term with its meaning indented below it becomes a definition list
- roles (``:ref:`model <glossary_model>```) and hyperlinks become their text
- ``.. math::`` becomes a display formula; other directives, comments and targets vanish with what belongs to them
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SIGNS = 2
"""So many directives, targets or roles make a text reStructuredText whatever its name."""
_LOOK = 400
_DIRECTIVE = re.compile(r"(\s*)\.\.(?:\s+(?P<name>[\w-]+)::\s*(?P<rest>.*)|\s+.*|)$")
_ROLE = re.compile(r":[\w:+.-]{1,80}:`(?P<text>[^`<]+?)(?:(?:(?<!\s)|(?<=`\s))\s*<[^`>]*>)?`")
_LINK = re.compile(r"`(?P<text>[^`<]+?)(?:(?:(?<!\s)|(?<=`\s))\s*<(?P<url>[^`>]*)>)?`__?(?!\w)")
_LITERAL = re.compile(r"``([^`]+)``")
_UNDERLINE = re.compile(r"([=\-~^\"'*+#`.:_<>])\1{2,}\s*$")
_TOLD = frozenset("note tip hint important warning caution attention admonition glossary".split())
"""Directives whose body is text to read."""


def is_restructured(lines: Sequence[str], path: str) -> bool:
    """Whether lines are reStructuredText: by the file's suffix, or by at least two of its own signs."""
    if path.lower().endswith(".rst"):
        return True
    signs = 0
    for line in lines[:_LOOK]:
        match = _DIRECTIVE.match(line)
        signs += bool(match and (match["name"] or line.startswith(".. _"))) + bool("`" in line and _ROLE.search(line))
        if signs >= _SIGNS:
            return True
    return False


def to_markdown(lines: Sequence[str]) -> list[str]:
    """The same text as Markdown, line for line."""
    made = _without_directives(lines)
    _head(made)
    _define(made)
    return made


def _inline(line: str) -> str:
    line = _ROLE.sub(lambda m: m["text"], line)
    line = _LINK.sub(lambda m: f"[{m['text']}]({m['url']})" if m["url"] else m["text"], line)
    return _LITERAL.sub(r"`\1`", line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _without_directives(lines: Sequence[str]) -> list[str]:
    """The lines with directives and what is indented below them gone, formulas and remarks turned."""
    made: list[str] = []
    inside, name = -1, ""
    margin = -1  # where the body of the directive begins, once its first line was seen
    for line in lines:
        match = _DIRECTIVE.match(line)
        if inside >= 0 and line.strip() and _indent(line) <= inside:
            inside = -1
        if match and (inside < 0 or name in _TOLD):
            inside, name, margin = len(match[1]), match["name"] or "", -1
            said = match["rest"] or ""
            kept = f"$${said}$$" if name == "math" and said else said if name in _TOLD else ""
        elif inside < 0:
            kept = _inline(line)
        elif name == "math" and line.strip() and not line.strip().startswith(":"):
            kept = f"$${line.strip()}$$"
        elif name in _TOLD and not line.strip().startswith(":"):
            margin = _indent(line) if margin < 0 and line.strip() else margin
            kept = _inline(line[min(_indent(line), max(margin, 0)) :].rstrip())
        else:
            kept = ""
        made.append(kept)
    return made


def _head(lines: list[str]) -> None:
    """Underlined headings as ``#`` headings, in place."""
    levels: list[str] = []
    for at in range(1, len(lines)):
        underline, title = _UNDERLINE.match(lines[at]), lines[at - 1]
        if not underline or not title.strip() or title[0].isspace() or _UNDERLINE.match(title):
            continue
        if len(lines[at].rstrip()) < len(title.rstrip()):
            continue
        over = at > 1 and lines[at - 2].rstrip() == lines[at].rstrip()
        style = underline[1] + "over" * over
        if style not in levels:
            levels.append(style)
        lines[at - 1] = "#" * min(6, levels.index(style) + 1) + " " + title.strip()
        lines[at] = ""
        if over:
            lines[at - 2] = ""


def _define(lines: list[str]) -> None:
    """Terms with their meaning indented below them as a definition list, in place."""
    for at in range(1, len(lines)):
        term, meaning = lines[at - 1], lines[at]
        before = lines[at - 2] if at > 1 else ""
        if not term.strip() or term[0].isspace() or term[0] in "#-*+>|" or before.strip():
            continue
        if meaning.strip() and meaning[0].isspace() and meaning.lstrip()[0] not in "-*+|":
            lines[at] = ": " + meaning.strip()
