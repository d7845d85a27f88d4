"""Numbers that are no quantities: they name (``GPT-3``, ``Layer 2``), cite (``et al. 2017``), refer or date."""

from __future__ import annotations

import re

NAMES_BEFORE = re.compile(
    r"(?:\b(?:chapter|section|part|step|figure|fig\.?|table|page|p\.|pp\.|eq\.?|equation|layer|level|type|class|version|v|phase|"
    r"stage|rfc|iso|grade|group|port|rule|line|no\.?|number|item|article|act|title|vol\.?|question|exercise|lecture|week|day|"
    r"unit|module|windows|python|go\s+to|goto|see|refer\s+to|option|category|tier|factor|hypothesis|theorem|lemma)\s+|#)$",
    re.I,
)
"""What stands right before a number that names or refers."""
CITED = re.compile(r"(?:et al\.?,?\s*\(?|[A-Z][\w-]+(?:\s+(?:and|&)\s+[A-Z][\w-]+)?,\s*|\([A-Z][\w-]+\s+)$")
"""What stands right before the year of a citation."""
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,3}(?:\.\d{1,3}){3}")

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_NUMBERING = re.compile(r"\s*(?:§\s?)?\d+(?:\.\d+)+\.?\s+(?=[A-Z][a-z]{2})")
_NONE = re.compile(
    rf"""
      https?://\S+ | \b[\w.+-]+@[\w-]+\.\w[\w.-]* | 0x[0-9A-Fa-f]+
    | \b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:\s+\d{{4}})? | {_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})\b
    | (?<![\d.,])\d{{4}}-\d\d(?:-\d\d)?(?![\d.]) | (?<![\d.,])\d{{1,2}}([/.])\d{{1,2}}\1\d{{2,4}}\b
    | (?<![\d.])\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?:/\d+)?(?![\d.,]) | (?<![\d.,])\d+\.\d+\.\d+(?:\.\d+)*(?![\d,])
    | (?:\+\d{{1,3}}[\s-]?)?\(?\b\d{{3}}\)?[\s-]\d{{3}}-\d{{4}}\b | \+\d[\d\s()-]{{7,}}\d
    | \b\d{{1,2}}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?(?!\d) | \b\d{{1,2}}\s?[ap]\.?m\b\.?
    | \b(?:24/7|9/11)\b | \b\d+(?:st|nd|rd|th)\b | [§#]\s?\d+(?:\.\d+)* | \bISBN[\s:-]*[\d-]+ | \d{{50,}}
    """,
    re.VERBOSE | re.IGNORECASE,
)


def references(plain: str) -> list[tuple[int, int]]:
    """The stretches of a text in which no number is a quantity: dates, addresses, versions, times, telephones."""
    found = [(match.start(), match.end()) for match in _NONE.finditer(plain)]
    if numbering := _NUMBERING.match(plain):
        found.append((0, numbering.end()))
    return found
