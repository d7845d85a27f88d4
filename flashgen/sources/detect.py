"""Whether a file is Markdown or pasted text; its content decides, its suffix only breaks a tie."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from flashgen.sources.pasted_rows import header
from flashgen.sources.pasted_titles import is_title

_MOST_LINES = 800
"""Enough to tell; the rest of a long file is not looked at."""
_MOST_CHARACTERS = 200
"""Of a line."""

_FENCE = re.compile(r"\s*(?:```|~~~)")
_HEADING = re.compile(r"#{1,6} +\S")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})\s*$")
_LIKELY = re.compile(r"\s*(?:[-*+]|\d+[.)])(?: {1,4}|\t)\S| {0,3}> ?\S|:\s+\S")
"""Bullets, numbers, quotes and definitions, which people type into plain text too."""
_STRONG = re.compile(r"\*\*[^*\s][^*]*\*\*|__[^_\s][^_]*__|(?<![\w*])\*[^*\s][^*]*[^*\s]\*(?![\w*])|~~[^~\s][^~]*~~")
_LINK = re.compile(r"\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])|\[\[[^\[\]]+\]\]|^\s*\[[^\[\]]+\]:\s")
_CODE = re.compile(r"`[^`]+`")
_RULE_ROW = re.compile(r"\s*[|:]*-[\s|:-]*")
_GLYPH = re.compile(r"\s*[•◦▪‣●○■▸\uf0b7\uf0a7](?:\s|$)|.*\S\s[•◦▪]\s")
_ROUND_GLYPH = re.compile(r"\s*o\t")
_TABBED = re.compile(r"\S[^\t]*\t+\S")


def detect(lines: Sequence[str], path: str) -> str:
    """``markdown`` or ``text``, for the lines of a file after its front matter and its path."""
    sure = likely = pasted = titles = 0
    fenced = False
    above = ""
    for source, below in pairwise((*(line[:_MOST_CHARACTERS] for line in islice(lines, _MOST_LINES)), "")):
        line = source.rstrip()
        if _FENCE.match(line):
            fenced = not fenced
            sure += 3
        elif line and not fenced:
            sure += _markdown_signs(line, above)
            likely += bool(_LIKELY.match(line))
            pasted += _pasted_signs(line)
            titles += not (above.strip() or below.strip() or _LIKELY.match(line)) and is_title(line)
        above = line
    if sure < titles:  # headings that nothing marks: what else looks like Markdown is how plain text is typed
        pasted += 3 * titles
    if sure + likely != pasted:
        return "markdown" if sure + likely > pasted else "text"
    return "markdown" if path.lower().endswith((".md", ".markdown", ".mdown", ".mkd")) else "text"


def _pasted_signs(line: str) -> int:
    """How strongly one line speaks for pasted text."""
    if (not line.isascii() and _GLYPH.match(line)) or _ROUND_GLYPH.match(line) or header(line):
        return 2
    return int("\t" in line and bool(_TABBED.match(line)))


def _markdown_signs(line: str, above: str) -> int:
    """How strongly one line speaks for Markdown, by what nobody writes for another reason."""
    if _HEADING.match(line) or ("|" in above and _RULE_ROW.fullmatch(line)):
        return 3
    if _UNDERLINE.match(line) and above.strip() and not above[0].isspace():
        return 3
    strong = ("*" in line or "__" in line or "~~" in line) and _STRONG.search(line)
    link = "[" in line and _LINK.search(line)
    return 2 * bool(strong) + 2 * bool(link) + bool("`" in line and _CODE.search(line))
