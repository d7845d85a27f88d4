"""Sentences in parts, each of which says something by itself."""

from __future__ import annotations

import re

from flashgen.ask.held.words import content

SHORT = 2
"""Content words below which a part does not stand by itself."""
_OPENS = "but|while|whereas|although|though|and|or|which|because|so that|if|unless|except|until|provided|&"
_CUT = re.compile(
    rf"[;\n—()]|:(?=\s|$)|(?<=\s)(?:[–-]|--)(?=\s)|,\s+"
    rf"|\s(?=as (?:it|they|this|that|there)\s)|\s(?=(?:{_OPENS})\s)|(?<=[.!?])\s+(?=[A-Z])",
)
_CONTRASTS = re.compile(r"\s*(?:but|whereas|while|(?:and|or) if)\s", re.I)


def cuts(plain: str) -> list[int]:
    """Where parts of sentences may begin."""
    return [match.end() if match.group().strip() else match.start() for match in _CUT.finditer(plain)]


def parts(plain: str) -> list[tuple[int, int]]:
    """The parts of sentences, as offsets; one of a word or two belongs to the next, before a ``but`` to the last."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in (*cuts(plain), len(plain)):
        if end <= start:
            continue
        if end == len(plain) or sum(1 for _ in content(plain[start:end])) >= SHORT:
            found.append((start, end))
        elif found and plain[start:end].strip() and _CONTRASTS.match(plain, end):
            found[-1] = (found[-1][0], end)
        else:
            continue
        start = end
    return found or [(0, len(plain))]
