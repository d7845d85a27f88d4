"""Lines of running text that hold nothing but images; they are blocks of their own."""

from __future__ import annotations

import re

_IMAGES = re.compile(
    r"\s*(?:(?:!\[[^\]\n]*\]\([^)\n]*\)|!\[\[[^\]\n]*\]\]|!\[[^\]\n]*\]\[[^\]\n]*\]|<img\b[^>\n]*>)\s*)+"
)


def is_picture(source: str) -> bool:
    """Whether the source is images only."""
    return _IMAGES.fullmatch(source) is not None


def pieces(source: str, line: int) -> list[tuple[str, int]]:
    """The source cut at lines that hold nothing but images, each piece with its line."""
    if "![" not in source and "<img" not in source:
        return [(source, line)]
    cut: list[list[str]] = []
    starts: list[int] = []
    was_image = None
    for offset, row in enumerate(source.split("\n")):
        is_image = is_picture(row)
        if is_image or is_image is not was_image:
            cut.append([])
            starts.append(line + offset)
        cut[-1].append(row)
        was_image = is_image
    return [("\n".join(rows).strip(), start) for rows, start in zip(cut, starts, strict=True)]
