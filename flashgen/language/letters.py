"""What many ask of a text's letters, each answered in one pass: small letters, whether one is a digit."""

from __future__ import annotations

import re

_DIGIT = re.compile(r"[0-9]")


def lowered(text: str) -> str:
    """The text in small letters, each at its place; a letter whose small form is two signs stays as it is.

    A pattern in small letters searches it several times as fast as one that ignores case searches the text.
    """
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def has_digit(text: str) -> bool:
    """Whether a text has a digit, of any script and also one above the line."""
    return _DIGIT.search(text) is not None or (not text.isascii() and any(map(str.isdigit, text)))
