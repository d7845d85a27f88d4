"""Texts in small letters, for patterns that look at words and not at how they are written."""

from __future__ import annotations


def lowered(text: str) -> str:
    """The text in small letters, each at its place; a letter whose small form is two signs stays as it is.

    A pattern in small letters searches it several times as fast as one that ignores case searches the text.
    """
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
