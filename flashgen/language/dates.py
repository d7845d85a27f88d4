"""When something was: decades, centuries, months of a year, years before or after Christ."""

from __future__ import annotations

import re

_DATES = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sept sep oct nov dec bc bce ad ce b.c b.c.e a.d c.e century centuries since circa
    """.split()
)
"""Words that tell a year from any other number."""
_BESIDES = frozenset(
    """
    early mid middle late beginning end of in on from between until till by about around approximately c ca the to and
    or present today spring summer autumn winter
    """.split()
)
_PART = re.compile(r"[a-z.]+|\d+(?:st|nd|rd|th|s|’s|'s)?|[^\w\s,–—-]")
_DECADE = re.compile(r"\d{3}0[’']?s")
_LONGEST = 60


def is_date(phrase: str) -> bool:
    """Whether a phrase surely says when, and nothing else: ``late 3rd century BCE``, ``c. 269 to 232 B.C.E.``.

    A bare ``1850`` may be a year or any other number.
    """
    if len(phrase) > _LONGEST or not any(c.isdigit() for c in phrase):
        return False
    parts = [part.strip(".") for part in _PART.findall(phrase.lower())]
    if not all(not part or part in _DATES or part in _BESIDES or part[0].isdigit() for part in parts):
        return False
    return any(part in _DATES or _DECADE.fullmatch(part) for part in parts)
