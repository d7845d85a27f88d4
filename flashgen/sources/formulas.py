r"""Mathematics in notes: ``$x$``, ``$$x$$``, ``\(x\)`` and ``\[x\]``, told from money, paths and escaped brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOSERS = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}
_LONGEST = 5_000
"""In characters; what is longer is a stray sign and much text."""

_MONEY = re.compile(
    r"\d[\d.,]*(?:[kKmMbB]|bn)?(?:\s|[/,;–-]\s?(?=[A-Za-z]{3})).*?(?<![\\A-Za-z])[A-Za-z]{3}", re.DOTALL
)
_SIGNS = re.compile(r"[\\^_=<>+*/|{}≤≥≠≈∈×·→]|\d\s*-|[A-Za-z]\(")
_WORDS = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{4}|[.,;:]\s|^\s*\d+\s*$")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula found in a source."""

    tex: str
    display: bool
    end: int
    """Where the source goes on after it."""

    def __str__(self) -> str:
        tex = " ".join(self.tex.split())
        return f"\\[{tex}\\]" if self.display else f"\\({tex}\\)"


def find(source: str, at: int, end: int, missing: set[str]) -> Formula | None:
    """The formula that opens at ``source[at]`` and ends before ``end``; None where there is none.

    ``missing`` holds the closing signs known to occur no more; pass the same set for the same source.
    """
    opener = _opener(source, at, end)
    closer = _CLOSERS.get(opener, "")
    if not closer or closer in missing:
        return None
    start = at + len(opener)
    close = _unescaped(source, closer, start, end)
    if close < 0:
        if end == len(source):
            missing.add(closer)
        return None
    tex = source[start:close]
    if len(tex) > _LONGEST or not tex.strip() or not _is_formula(source, at, opener, tex, close + len(closer)):
        return None
    return Formula(tex.strip(), opener in ("$$", "\\["), close + len(closer))


def _opener(source: str, at: int, end: int) -> str:
    if source[at] == "$":
        return "$$" if source.startswith("$$", at, end) else "$"
    return source[at : min(at + 2, end)]


def _unescaped(source: str, closer: str, start: int, end: int) -> int:
    """Where the closer stands; a dollar behind a backslash is none."""
    at = source.find(closer, start, end)
    while at > 0 and closer[0] == "$" and source[at - 1] == "\\":
        at = source.find(closer, at + 1, end)
    return at


def _is_formula(source: str, at: int, opener: str, tex: str, after: int) -> bool:
    if opener == "$$":
        return True
    if opener == "$":
        before = source[at - 1] if at else " "
        behind = source[after] if after < len(source) else " "
        if before.isdigit() or before == "$" or behind.isdigit() or tex[0].isspace() or tex[-1].isspace():
            return False
        if behind.isalpha() and len(tex) > 3 and not re.search(r"[\\^_{]", tex):
            return False
        return not _MONEY.match(tex) and (bool(_SIGNS.search(tex)) or not re.search(r"[A-Za-z]{4}.*\s", tex))
    # other programs write "\[1\]" and "\(see below\)" where they only escape brackets
    return bool(_SIGNS.search(tex)) or not _WORDS.search(tex)
