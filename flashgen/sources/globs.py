"""Patterns of file names, as ``include`` and ``exclude`` in flashgen.yaml take them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_PARTS = re.compile(r"\*\*/|/\*\*$|\*+|\?|\[!?\]?[^\]]*\]|.", re.DOTALL)


def matcher(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether one of the patterns fits a path that is relative to the notes' folder, with ``/``.

    ``*`` and ``?`` stop at ``/``, ``**`` is any number of folders, ``[a-z]`` one character. A pattern without
    ``/`` fits the name at any depth. Case does not count, as it does not on many people's disks.
    """
    whole = "|".join(map(_regex, patterns))
    fits = re.compile(whole or r"(?!)", re.IGNORECASE | re.DOTALL).fullmatch
    return lambda path: fits(path) is not None


def _regex(pattern: str) -> str:
    anchored = pattern.removeprefix("./").strip("/")
    if "/" not in pattern.removeprefix("./").rstrip("/"):
        anchored = f"**/{anchored}"
    while "**/**/" in anchored:
        anchored = anchored.replace("**/**/", "**/")
    return "".join(map(_part, _PARTS.findall(anchored)))


def _part(part: str) -> str:
    if part == "**/":
        return "(?:.*/)?"
    if part == "/**":
        return "(?:/.*)?"
    if part[0] == "*":
        return ".*" if len(part) > 1 else "[^/]*"
    if part == "?":
        return "[^/]"
    if part[0] == "[" and len(part) > 2:
        inner = part[1:-1].replace("\\", "\\\\").replace("[", "\\[")
        return f"[^{inner[1:]}]" if inner[0] == "!" else f"[{inner}]"
    return re.escape(part)
