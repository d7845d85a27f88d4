r"""Blocks whose text is kept as it stands: code and display formulas."""

from __future__ import annotations

import html
import re

from flashgen.model import Block, BlockKind
from flashgen.text import Markup, Span, Text

_TAG = re.compile(r"<[^<>]*>")
_EQUATION = re.compile(r"\\(?:begin|end)\{equation\*?\}")
_ALIGNED = re.compile(r"\\(begin|end)\{(align|gather)(?:\*|ed)?\}")


def fenced(content: str, language: str, line: int) -> Block:
    """The block in a fence; ``math`` is a formula."""
    if language == "math":
        return formula(content.strip("\n"), line)
    return code(content, language.strip("{}.").lower(), line)


def code(content: str, language: str, line: int) -> Block:
    """A block of code whose first line is on ``line``."""
    plain = content.rstrip("\n")
    breaks = tuple(found.end() for found in re.finditer("\n", plain))
    return Block(BlockKind.CODE, Text(plain), line, line + len(breaks), breaks=breaks, label=language)


def preformatted(source: str, line: int) -> Block:
    """What stands in ``<pre>``, without its tags."""
    return code(html.unescape(_TAG.sub("", source)).rstrip(), "", line)


def formula(tex: str, line: int) -> Block:
    r"""A display formula; ``tex`` is what stands between the signs, its first line on ``line``.

    Anki's MathJax has no ``equation`` within ``\[ \]``, and wants ``aligned`` there.
    """
    tex = _ALIGNED.sub(r"\\\1{\2ed}", _EQUATION.sub("", tex))
    plain, breaks = "\\[", []
    for index, row in enumerate(tex.split("\n")):
        words = row.strip()
        if words and plain != "\\[":
            plain += "\n"
        if index:
            breaks.append(len(plain))
        plain += words
    plain += "\\]"
    text = Text(plain, (Span(0, len(plain), Markup.MATH),))
    return Block(BlockKind.MATH, text, line, line + len(breaks), breaks=tuple(breaks))
