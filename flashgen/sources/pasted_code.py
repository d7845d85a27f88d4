"""What is no prose in a pasted text: code, display formulas, and the odd Markdown heading or fence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashgen.model import Block, BlockKind
from flashgen.sources.pasted_lines import Found, Line, inline, is_fence, next_index
from flashgen.text import Markup, Span, Text

_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})\s*(?P<label>[\w+#.-]*)[^`]*$")
_HASHES = re.compile(r"(?P<hashes>#{1,6})[ \t]+(?P<title>\S.*?)(?:(?<![ \t])[ \t]+#+)?$")
_FORMULA_ENDS = {"\\[": "\\]", "$$": "$$"}
_MOST_FORMULA_LINES = 40
_CODE = re.compile(
    r"""[{}]$ | (?:^|;)(?>[^;=()<>\"'+-]*[=()<>\"'+-])[^;]*;$ | ^[})\]]++(?:[;,][;,)]*)?$ | ^>>>\s | ^\$\s\w+\s-
      | ^(?:def|class|function|import|from|return|if|for|while|elif|else)\b.*[:{;(]$ | ^import\s[\w.]+$
      | ^(?:\#include|using\snamespace|package|public|private|static|var|let|const|int|void)\b.*[;{]$
      | ^[a-z_][\w.]+(?:\[.*\])?\s[-+*/]?=\s(?:.*[(\["'{].*|-?\d[\d.]*)$
      | ^(?:\w++\.\w++|(?=\w+?_\w)\w++|print|printf|echo)\(.*\)$
      | ^(?:SELECT|INSERT|UPDATE|DELETE|CREATE)\s.*;?$""",
    re.VERBOSE,
)
"""A line of a program, told from formulas, lists that end in semicolons and sentences that open like statements."""
_ENDS = "{}[]();,:\"'"
_STARTS = ("import ", ">>> ", "$ ", "SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE ")
"""A line of code ends or starts so, or assigns; this spares most prose the long look."""
_SAMPLE = 16
"""Lines that show whether a stretch is code."""
_PROSE_END = re.compile(r"(?<![a-z])[a-z]{2,} [a-z]{2,} [a-z]{2,};?$")


def read_fence(lines: Sequence[Line], at: int) -> Found | None:
    """Code between fences, or up to the end of the text where the closing fence is missing."""
    opening = _FENCE.match(lines[at].text) if is_fence(lines[at]) else None
    if not opening:
        return None
    end = at + 1
    while end < len(lines) and not (
        lines[end].text.startswith(opening["fence"]) and not lines[end].text.strip(opening["fence"][0])
    ):
        end += 1
    code = "\n".join(line.raw for line in lines[at + 1 : end])
    last = min(end, len(lines) - 1)
    return Found((_code(lines[at], lines[last], code, opening["label"]),), last + 1)


def read_formula(lines: Sequence[Line], at: int) -> Found | None:
    """A display formula, on one line or several; None where its end is not found near."""
    start = lines[at].text[:2]
    close = _FORMULA_ENDS.get(start)
    if not close:
        return None
    for end in range(at, min(at + _MOST_FORMULA_LINES, len(lines))):
        text = lines[end].text
        if text.endswith(close) and (end > at or len(text) >= 4):
            source = "\n".join(line.text for line in lines[at : end + 1])[2:-2].strip()
            if close in source:
                return None
            plain = f"\\[{source}\\]"
            formula = Text(plain, (Span(0, len(plain), Markup.MATH),))
            return Found((_block(BlockKind.MATH, formula, lines[at], lines[end]),), end + 1)
    return None


def read_hash_heading(lines: Sequence[Line], at: int) -> Found | None:
    """A Markdown heading inside pasted text."""
    match = _HASHES.match(lines[at].text) if lines[at].text[0] == "#" else None
    if not match:
        return None
    line = lines[at]
    heading = Block(
        BlockKind.HEADING,
        inline(match["title"]),
        line.number,
        line.number,
        level=len(match["hashes"]),
        blank_before=line.blank_before,
    )
    return Found((heading,), at + 1)


def read_code(lines: Sequence[Line], at: int) -> Found | None:
    """Two lines or more written as code is: more than half of them look it, the rest are indented below."""
    if not _looks_like_code(lines[at]):
        return None
    sample = lines[at : _code_end(lines, at, at + _SAMPLE)]
    written = [line for line in sample if line.text]
    if len(written) < 2 or 2 * sum(map(_looks_like_code, written)) <= len(written):
        return None
    end = _code_end(lines, at, len(lines))
    code = "\n".join(line.raw.rstrip() for line in lines[at:end])
    return Found((_code(lines[at], lines[end - 1], code, ""),), end)


def _code_end(lines: Sequence[Line], at: int, limit: int) -> int:
    """Where the code that starts here ends: before a line that neither looks like it nor is indented below it."""
    base, end = lines[at].column, at
    while end < min(limit, len(lines)):
        line = lines[end]
        if line.text and not (line.column > base or _looks_like_code(line)):
            break
        if not line.text:
            further = next_index(lines, end)
            if further == len(lines) or further > end + 2 or not _looks_like_code(lines[further]):
                break
            end = further
        end += 1
    return end


def _looks_like_code(line: Line) -> bool:
    text = line.text
    if len(text) > 200 or not (text[-1] in _ENDS or " = " in text or text.startswith(_STARTS)):
        return False
    return _CODE.search(text) is not None and not _PROSE_END.search(text)


def _code(first: Line, last: Line, code: str, label: str) -> Block:
    return _block(BlockKind.CODE, Text(code), first, last, label)


def _block(kind: BlockKind, text: Text, first: Line, last: Line, label: str = "") -> Block:
    return Block(kind, text, first.number, last.number, label=label, blank_before=first.blank_before)
