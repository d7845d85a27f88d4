"""Numbers that are no quantities: they name (``GPT-3``, ``Layer 2``), cite (``et al. 2017``), refer or date."""

from __future__ import annotations

import re

from flashgen.language.letters import lowered

_NAMES_BEFORE = re.compile(
    r"(?:\b(?:chapter|section|part|step|figure|fig\.?|table|page|p\.|pp\.|eq\.?|equation|layer|level|type|class|version|v|phase|"
    r"stage|rfc|iso|grade|group|port|rule|line|no\.?|number|item|article|act|title|vol\.?|question|exercise|lecture|week|day|"
    r"unit|module|windows|python|go\s+to|goto|see|refer\s+to|option|category|tier|factor|hypothesis|theorem|lemma"
    r"|server|host|router|vlan|scenario|era)\s+|#)$"
)
CITED = re.compile(r"(?:et al\.?,?\s*\(?|[A-Z][\w-]+(?:\s+(?:and|&)\s+[A-Z][\w-]+)?,\s*|\([A-Z][\w-]+\s+)$")
"""What stands right before the year of a citation."""
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,3}(?:\.\d{1,3}){3}")

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_NUMBERING = re.compile(r"\s*(?:§\s?)?\d+(?:\.\d+)+\.?\s+(?=[A-Z][a-z]{2})")
_ADDRESS = r"https?://\S+ | \b[\w.+-]+@[\w-]+\.\w[\w.-]* |"
_NUMBERS = rf"""
      0x[0-9a-f]+
    | \b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:\s+\d{{4}})? | {_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})\b
    | (?<![\d.,])\d{{4}}-\d\d(?:-\d\d)?(?![\d.]) | (?<![\d.,])\d{{1,2}}([/.])\d{{1,2}}\1\d{{2,4}}\b
    | (?<![\d.])\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?:/\d+)?(?![\d.,]) | (?<![\d.,])\d+\.\d+\.\d+(?:\.\d+)*(?![\d,])
    | (?:\+\d{{1,3}}[\s-]?)?\(?\b\d{{3}}\)?[\s-]\d{{3}}-\d{{4}}\b | \+\d[\d\s()-]{{7,}}\d
    | \b\d{{1,2}}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?(?!\d) | \b\d{{1,2}}\s?[ap]\.?m\b\.?
    | \b(?:24/7|9/11)\b | \b\d+(?:st|nd|rd|th)\b | [§#]\s?\d+(?:\.\d+)* | \bisbn[\s:-]*[\d-]+ | \d{{50,}}
    """
_NONE = re.compile(_NUMBERS, re.VERBOSE)
_NONE_WITH_ADDRESSES = re.compile(_ADDRESS + _NUMBERS, re.VERBOSE)
"""Those take long to look for: each word may be the beginning of one."""


def names_before(before: str) -> bool:
    """Whether what stands right before a number shows that it names or refers."""
    return _NAMES_BEFORE.search(before.lower()) is not None


def references(plain: str) -> list[tuple[int, int]]:
    """The stretches of a text in which no number is a quantity: dates, addresses, versions, times, telephones."""
    pattern = _NONE_WITH_ADDRESSES if "@" in plain or "://" in plain else _NONE
    found = [match.span() for match in pattern.finditer(lowered(plain))]
    if numbering := _NUMBERING.match(plain):
        found.append((0, numbering.end()))
    return found
