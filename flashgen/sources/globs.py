"""Patterns of file names, as ``include`` and ``exclude`` in flashgen.yaml take them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

_PARTS = re.compile(r"\*\*/|/\*\*$|\*+|\?|\[!?\]?[^\]]*\]|.", re.DOTALL)
_MEMBERS = re.compile(r"(.)-(.)|(.)", re.DOTALL)
_LAZY = {"*": "[^/]*?", "**": ".*?", "**/": "(?:.*?/)??"}
_WIDE = frozenset(("**", "**/"))
_STARS = frozenset(("*", "**"))


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
    return _joined(["**" if part.startswith("***") else part for part in _PARTS.findall(anchored)])


def _joined(parts: Sequence[str]) -> str:
    """A regular expression for parts of a pattern.

    What stands between two wildcards is taken where it is met first, for good: where that was wrong, no later place is
    right, as the second wildcard takes what is between the two. So no name makes it try them all.
    """
    for at, part in enumerate(parts):
        wide = part in _WIDE
        stops = (place for place in range(at + 1, len(parts)) if parts[place] in (_WIDE if wide else _STARS))
        if (wide or part in _STARS) and (stop := next(stops, 0)):
            between = parts[at + 1 : stop]
            if wide or not _WIDE.intersection(between):
                taken = f"(?>{_LAZY[part]}{_joined(between)})"
                return "".join(map(_part, parts[:at])) + taken + _joined(parts[stop:])
    return "".join(map(_part, parts))


def _part(part: str) -> str:
    if part in _LAZY:
        return _LAZY[part].replace("*?", "*").replace("??", "?")
    if part == "/**":
        return "(?:/.*)?"
    if part == "?":
        return "[^/]"
    if part[0] == "[" and len(part) > 2:
        return _class(part)
    return re.escape(part)


def _class(part: str) -> str:
    """One character of a set; what is no set, as ``[!]``, stands for itself."""
    negated = part[1] == "!"
    if not (inner := part[1 + negated : -1]):
        return re.escape(part)
    found = ""
    for first, last, one in _MEMBERS.findall(inner):
        if one or first > last:
            found += re.escape(one or f"{first}-{last}")
        else:
            found += f"{re.escape(first)}-{re.escape(last)}"
    return f"[{'^' * negated}{found}]"
