"""Where sentences end, in prose and in terse notes."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from flashgen.language.clauses import read_clause
from flashgen.language.finite import CERTAIN
from flashgen.language.tokens import depths, tokenize
from flashgen.text import Text

_ABBREVIATIONS = frozenset(
    "e.g i.e eg ie etc al vs cf approx resp fig figs eq sec ch no nos vol pp ed eds dr mr mrs ms prof st jr sr inc ltd "
    "co corp dept est min max avg incl ca c p.m a.m u.s u.k ex".split()
)
_END = re.compile(r"(?<=[^\s.!?])[.!?]+[)”’\"]*(?=\s+\S)|\n")
_REPORTED = re.compile(
    r"(?:we|they|the (?:authors|paper|study))\s+(?:also\s+)?"
    r"(?:finds?|found|shows?|showed|observed?|demonstrated?|reports?|reported)\s+that\s+",
    re.IGNORECASE,
)
_FULL = 6
"""Spaces within what may be a sentence by itself."""
_TERM_DASH = re.compile(r"((?:\S+ ){0,2}\S+) [-–—] ")
_OPEN_END = re.compile(r"(?::|,?\s+(?:e\.g\.?|for example|such as)[:,]?)$")
"""What announces something that does not follow in the sentence."""
_LAST_WORD = re.compile(r"[^\s(\[“\"]+$")


def _ends_here(plain: str, match: re.Match[str]) -> bool:
    if match.group() == "\n":
        return not plain[match.end() : match.end() + 1].islower()
    if match.group()[0] != ".":
        return True
    before = _LAST_WORD.search(plain, max(0, match.start() - 30), match.start())
    word = before.group().lower() if before else ""
    after = plain[match.end() :].lstrip()[:1]
    if after in "(,;:-–—":
        return after == "(" and word not in _ABBREVIATIONS and len(word) > 1
    measured = before and plain[: before.start()].rstrip()[-1:].isdigit()  # "1,991 m. Wind ..."
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and not measured):
        return False
    # terse notes go on in lower case after a full stop; a short last word is more likely an abbreviation
    return not after.islower() or len(word) > 3


@lru_cache(maxsize=1 << 10)
def sentences(text: Text) -> tuple[tuple[int, int], ...]:
    """Offsets of the sentences of a text, white space at their ends left out.

    A full stop ends a sentence unless it belongs to an abbreviation or an initial, or stands in brackets, code or
    mathematics; a line break always does.
    """
    plain = text.plain
    nesting = _bracketed(text)
    cuts = [0]
    for match in _END.finditer(plain):
        at = match.start()
        if text.opaque(at) or (match.group() != "\n" and any(a < at < b for a, b in nesting)):
            continue
        if _ends_here(plain, match):
            cuts.append(match.end())
    cuts.append(len(plain))
    found = []
    for start, end in pairwise(cuts):
        part = plain[start:end]
        if part.strip():
            found.append((start + len(part) - len(part.lstrip()), start + len(part.rstrip())))
    return tuple(found)


@lru_cache(maxsize=1 << 10)
def statements(text: Text) -> tuple[tuple[int, int], ...]:
    """The sentences of a text less what frames them: ``We find that`` at the front, a colon at the end."""
    found = []
    for start, end in (part for whole in sentences(text) for part in _at_colon(text, *_after_term(text, *whole))):
        framed = _REPORTED.match(text.plain, start, end)
        open_end = _OPEN_END.search(text.plain, start, end)
        found.append((framed.end() if framed else start, open_end.start() if open_end else end))
    return tuple(found)


def _after_term(text: Text, start: int, end: int) -> tuple[int, int]:
    """A sentence less the term that a dash sets before it, where the sentence names the term itself."""
    match = _TERM_DASH.match(text.plain, start, end)
    said = set(text.plain[match.end() : end].lower().rstrip(".").split()) if match else set()
    return (match.end(), end) if match and set(match.group(1).lower().split()) <= said else (start, end)


def _at_colon(text: Text, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """A sentence whose colon joins two full ones, as two: what stands on one side often gives the other away."""
    at = text.plain.find(": ", start, end)
    if at < 0 or text.opaque(at) or min(text.plain.count(" ", start, at), text.plain.count(" ", at + 2, end)) < _FULL:
        return ((start, end),)
    halves = (start, at), (at + 2, end)
    return halves if all(_is_full(text[a:b]) for a, b in halves) else ((start, end),)


def _is_full(part: Text) -> bool:
    clause = read_clause(part)
    return bool(clause and clause.strength >= CERTAIN and clause.subject != (0, 0))


def _bracketed(text: Text) -> tuple[tuple[int, int], ...]:
    """Offsets of the outermost brackets, where a full stop ends no sentence of its own."""
    if not any(mark in text.plain for mark in "([{"):
        return ()
    tokens = tokenize(text)
    spans: list[tuple[int, int]] = []
    start = None
    for token, depth in zip(tokens, depths(tokens), strict=True):
        if depth and start is None:
            start = token.start
        if depth:
            end = token.end
        elif start is not None:
            spans.append((start, end))
            start = None
    if start is not None:
        spans.append((start, end))
    return tuple(spans)
