r"""Strangers' habits that Markdown would misread, put right line by line before it is parsed.

The number of lines never changes, so that every block keeps its lines in the original. What is put right:

- bullets of other make (``• item``) become ``- item``
- headings without a space (``#Heading``) get one; a line of ``#tags`` does not
- nesting deeper than ``MAX_COLUMNS`` or ``MAX_MARKERS`` becomes flat: the parser would drop what lies deeper
- ``>`` before a number means "more than": ``- >4 mm`` is no quote
- ``!!! note "Title"`` above indented text, MkDocs' way to set it apart, goes: the text is read as any other
- a line longer than ``LONGEST_LINE`` is taken out; ``LONG_LINE`` stands in its place

Habits that need the lines around them (a list right below a paragraph, indented prose) are in ``block_rules``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_LINE = 1_000_000
"""In characters."""
LONG_LINE = "\ue0f1"
"""What stands for a line that was too long to read."""
MAX_COLUMNS = 100
MAX_MARKERS = 20

_BULLET = re.compile(r"(?<![ \t>])([ \t>]*)[•◦▪‣⁃●○■∙·](?=[ \t])")
_HEADING = re.compile(r" {0,3}(#{1,6})(?P<words>[^\s#].*)")
_TAG = re.compile(r"#[^\W\d][\w/-]*")
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})")
_MARKERS = re.compile(r"(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))[ \t]*")
_MORE_THAN = re.compile(r"([ \t]*(?:(?:[-+*]|\d{1,3}[.)])[ \t]+)?)>(?=[\d=])")
_ADMONITION = re.compile(r"[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[A-Za-z][\w-]*(?:[ \t]+[\w-]+)?(?:[ \t]+\"[^\"]*\")?[ \t]*")
_WIDE = re.compile(r"[ \t]{9,}")


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that the parser can read."""

    lines: tuple[str, ...]
    problems: tuple[tuple[int, str], ...]
    """Index of a line, and what had to be changed in it that the person should know of."""


def put_right(lines: Sequence[str]) -> Lines:
    """The same number of lines, with the habits above put right."""
    spaceless = _omits_spaces(lines)
    right: list[str] = []
    problems: list[tuple[int, str]] = []
    flattened: list[int] = []
    fence = ""
    for index, line in enumerate(lines):
        if len(line) > LONGEST_LINE:
            problems.append((index, f"line of {len(line):,} characters left out; break it into shorter lines"))
            right.append(LONG_LINE)
            continue
        flat = _flat(line)
        if flat != line:
            flattened.append(index)
        closed = fence
        fence = _fence_after(flat, fence)
        right.append(flat if fence or closed else _line_put_right(flat, spaceless))
    if flattened:
        more = f" and {len(flattened) - 1} more" if len(flattened) > 1 else ""
        problems.append((flattened[0], f"line{more} nested too deep; read as if nested less deep"))
    return Lines(tuple(right), tuple(sorted(problems)))


def _line_put_right(line: str, spaceless: bool) -> str:
    start = line.lstrip(" \t>")[:1]
    if start == "#" and (found := _HEADING.match(line)) and _is_heading(found, spaceless):
        return f"{found[1]} {found['words']}"
    if start and start in "•◦▪‣⁃●○■∙·":
        return _BULLET.sub(r"\1-", line, count=1)
    if ">" in line and (found := _MORE_THAN.match(line)):
        return f"{found[1]}\\{line[found.end() - 1 :]}"
    if start in ("!", "?") and _ADMONITION.fullmatch(line):
        return ""
    return line.replace("\0", "\ufffd")


def _omits_spaces(lines: Sequence[str]) -> bool:
    """Whether the person writes headings without a space, so that a ``#Word`` alone is one too."""
    return any(
        line.startswith("#") and (found := _HEADING.match(line[:200])) and _is_heading(found, False) for line in lines
    )


def _is_heading(found: re.Match[str], spaceless: bool) -> bool:
    words = found["words"].split()
    if all(_TAG.fullmatch(word) for word in ("#" + words[0], *words[1:])):
        return len(found[1]) > 1 or (spaceless and len(words) == 1 and words[0][:1].isupper())
    if len(found[1]) > 1:
        return True
    return words[0][:1].isupper() and len(words) <= 10 and not words[-1].endswith((".", ","))


def _fence_after(line: str, fence: str) -> str:
    """The fence that is open after the line; empty where none is."""
    found = _FENCE.match(line) if "```" in line or "~~~" in line else None
    if not found:
        return fence
    if not fence:
        return found[1]
    closes = found[1].startswith(fence) and not line[found.end() :].strip()
    return "" if closes else fence


def _flat(line: str) -> str:
    """The line, nested no deeper than the parser reads."""
    rest = line.lstrip(" \t")
    depth = len(line) - len(rest)
    if depth > MAX_COLUMNS // 4:
        indent = line[:depth].expandtabs(4)
        if len(indent) > MAX_COLUMNS:
            line, depth = " " * MAX_COLUMNS + rest, MAX_COLUMNS
    at, markers = depth, 0
    while found := _MARKERS.match(line, at):
        if markers == MAX_MARKERS or found.end() - depth > MAX_COLUMNS:
            prefix = _WIDE.sub(" " * 8, line[depth:at])
            sign = found[0].rstrip()
            return line[:depth] + prefix + sign[:-1] + "\\" + sign[-1] + line[at + len(sign) :]
        markers += 1
        at = found.end()
    return line
