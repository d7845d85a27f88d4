"""Whether a file is Markdown or pasted text; its content decides, its suffix only breaks a tie."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from flashgen.sources.pasted_rows import header

_MOST_LINES = 5_000
"""Enough to tell; the rest of a long file is not looked at."""
_MOST_CHARACTERS = 2_000
"""Of a line."""

_FENCE = re.compile(r"\s*(?:```|~~~)")
_HEADING = re.compile(r"#{1,6} +\S")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})\s*$")
_BULLET = re.compile(r"\s*(?:[-*+])(?: {1,4}|\t)\S")
_STRONG = re.compile(r"\*\*[^*\s][^*]*\*\*|__[^_\s][^_]*__|(?<![\w*])\*[^*\s][^*]*[^*\s]\*(?![\w*])")
_LINK = re.compile(r"!?\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])|\[\[[^\]]+\]\]|^\s*\[[^\]]+\]:\s")
_CODE = re.compile(r"`[^`]+`")
_RULE_ROW = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?:-+:?)?\s*$|\s*\|\s*:?-+:?\s*\|?\s*$")
_QUOTE = re.compile(r" {0,3}> ?\S")
_DEFINITION = re.compile(r":\s+\S")
_GLYPH = re.compile(r"\s*[•◦▪‣●○■▸\uf0b7\uf0a7](?:\s|$)|\s*o\t|.*\S\s[•◦▪]\s")
_TABBED = re.compile(r"\S.*\S\t+\S|\S\t+\S")


def detect(lines: Sequence[str], path: str) -> str:
    """``markdown`` or ``text``, for the lines of a file after its front matter and its path."""
    markdown = pasted = 0
    fenced = False
    above = ""
    for source in islice(lines, _MOST_LINES):
        line = source[:_MOST_CHARACTERS]
        if _FENCE.match(line):
            fenced = not fenced
            markdown += 3
        elif not fenced and line.strip():
            markdown += _markdown_signs(line, above)
            pasted += _pasted_signs(line)
        above = line
    if markdown != pasted:
        return "markdown" if markdown > pasted else "text"
    return "markdown" if path.lower().endswith((".md", ".markdown", ".mdown", ".mkd")) else "text"


def _pasted_signs(line: str) -> int:
    """How strongly one line speaks for pasted text."""
    if _GLYPH.match(line) or header(line.strip()):
        return 2
    return int(bool(_TABBED.match(line)))


def _markdown_signs(line: str, above: str) -> int:
    """How strongly one line speaks for Markdown."""
    if _HEADING.match(line) or (_RULE_ROW.match(line) and "|" in above):
        return 3
    if _UNDERLINE.match(line) and above.strip() and not above.startswith((" ", "\t")):
        return 3
    signs = (
        bool(_BULLET.match(line)) + bool(_QUOTE.match(line)) + bool(_DEFINITION.match(line) and above.strip())
    )
    signs += 2 * bool(_STRONG.search(line)) + 2 * bool(_LINK.search(line)) + bool(_CODE.search(line))
    return signs
