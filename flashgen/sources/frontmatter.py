"""The YAML block that a file may begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from flashgen.model import FlashgenError, Meta, Problem, Severity
from flashgen.yamlfile import Loaded, NotAMapping, Value, load

KEYS = ("deck", "format", "off", "private", "tags")
"""What may stand below ``flashgen:``."""

_MOST_LINES = 1_000
"""A longer stretch between two rules is no front matter."""
_KEY = re.compile(r"""[\w"'{][^:]{0,80}:(?:\s|$)""")
_COMMENT = re.compile(r"\s*(?:#.*)?$")
_OFF = frozenset({"off", "false", "no"})
_ON = frozenset({"on", "true", "yes"})
_FORMATS = ("markdown", "text")
_ADDRESSES = ("url", "source", "link")
_TAKES = {
    "deck": "takes a deck's name",
    "format": "takes text or markdown",
    "off": "takes true or false",
    "private": "takes true or false",
}
_PRIVATE = "private"
_SAYS_PRIVATE = re.compile(
    r"\s*[\"']?flashgen[\"']?\s*:.*\bprivate\b|\s+[\"']?private[\"']?\s*:\s*(?!false|off|no\b)", re.I
)
_MOST_LINES_ABOVE = 50
"""Lines in which what should be front matter is looked for by a file that must not be sent."""


@dataclass(frozen=True, slots=True)
class Front:
    """A file's front matter, empty where it has none."""

    meta: Meta
    body_start_line: int
    """1-based number of the first line after it."""
    problems: tuple[Problem, ...] = ()


def split(lines: Sequence[str], path: str) -> Front:
    """The front matter of a file's lines; ``path`` is for problems.

    It begins with ``---`` on the very first line, directly followed by ``key: value`` lines, and ends with ``---``
    or ``...``; anything else there is a horizontal rule and belongs to the notes. Broken YAML is a problem, and the
    block is skipped. Where the file is several pages joined, each with a block and a title of its own, the first
    block too is left in the body: it says nothing about the other pages.

    Whatever is wrong with it, a file that says it is private is.
    """
    front = _split(lines, path)
    if front.meta.private or not any(map(_SAYS_PRIVATE.match, islice(lines, _MOST_LINES_ABOVE))):
        return front
    opens = next((line.strip() for line in lines if line.strip()), "")
    return replace(front, meta=replace(front.meta, private=True)) if opens == "---" else front


def _split(lines: Sequence[str], path: str) -> Front:
    end = _closing(lines)
    if not end:
        return Front(Meta(), 1)
    inner = lines[1 : end - 1]
    try:
        loaded = load("\n".join(inner), path, 2)
    except NotAMapping:
        return Front(Meta(), 1)
    except FlashgenError as error:
        if not _KEY.match(next((line for line in inner if not _COMMENT.match(line)), "")):
            return Front(Meta(), 1)
        message = f"{error.problem.message} (front matter, left out)"
        problem = replace(error.problem, message=message, severity=Severity.WARNING)
        return Front(Meta(end_line=end), end + 1, (problem,))
    meta, problems = _meta(loaded, end)
    if meta.title and _more_pages(lines, end):
        return Front(Meta(off=meta.off, private=meta.private, format=meta.format), 1, problems)
    return Front(meta, end + 1, problems)


def _closing(lines: Sequence[str]) -> int:
    """The 1-based line that closes a leading block, 0 where there is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    if len(lines) > 1 and not lines[1].strip():
        return 0
    for number, line in enumerate(lines[1:_MOST_LINES], 2):
        if line.rstrip() in ("---", "..."):
            return number
    return 0


def _more_pages(lines: Sequence[str], end: int) -> bool:
    """Whether a block with a title follows, somewhere after the line ``end``."""
    return any(
        line.rstrip() == "---" and lines[number].startswith("title:") and _closing(lines[number - 1 : number + 100])
        for number, line in enumerate(islice(lines, end, len(lines) - 1), end + 1)
    )


def _meta(loaded: Loaded, end: int) -> tuple[Meta, tuple[Problem, ...]]:
    values: dict[str, Value] = {}
    for key, value in loaded.values.items():
        values.setdefault(key.lower(), value)
    addresses = (_text(values.get(key)) for key in _ADDRESSES)
    meta = Meta(
        title=_text(values.get("title")),
        tags=_tags(values.get("tags")),
        deck=_text(values.get("deck")),
        url=next((url for url in addresses if url.lower().startswith(("http://", "https://"))), ""),
        end_line=end,
    )
    spelled = next((key for key in loaded.values if key.lower() == "flashgen"), "")
    return _settings(meta, loaded, spelled) if spelled else (meta, ())


def _settings(meta: Meta, loaded: Loaded, spelled: str) -> tuple[Meta, tuple[Problem, ...]]:
    """What stands at ``flashgen:``, which is read strictly, as it is meant for us."""
    value = loaded.values[spelled]
    if not isinstance(value, dict):
        word = _text(value).lower()
        if word in _FORMATS:
            return replace(meta, format=word), ()
        if word == _PRIVATE:
            return replace(meta, private=True), ()
        if word in _OFF or word in _ON or value is None:
            return replace(meta, off=word in _OFF), ()
        message = f"'flashgen' takes off, private, text, markdown or a mapping of {', '.join(KEYS)}; left out"
        return meta, (Problem(loaded.path, loaded.line(spelled), message),)
    problems = []
    for key, entry in value.items():
        word = _text(entry).lower()
        if key == "deck" and word:
            meta = replace(meta, deck=_text(entry))
        elif key == "tags":
            meta = replace(meta, tags=tuple(dict.fromkeys((*meta.tags, *_tags(entry)))))
        elif key == "format" and word in _FORMATS:
            meta = replace(meta, format=word)
        elif key == "off" and (word in _ON or word in _OFF):
            meta = replace(meta, off=word in _ON)
        elif key == _PRIVATE and (word in _ON or word in _OFF):
            meta = replace(meta, private=word in _ON)
        elif entry is not None:
            what = _TAKES.get(key, f"is no key of flashgen, which are {', '.join(KEYS)}")
            problems.append(Problem(loaded.path, loaded.line(spelled, key), f"{key!r} {what}; left out"))
    return meta, tuple(problems)


def _text(value: Value) -> str:
    """A value as one line; empty where it is a list, a mapping or missing, which other tools may need."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _tags(value: Value) -> tuple[str, ...]:
    """The tags in a list, or in a text parted by commas, else by spaces; with or without ``#``."""
    if isinstance(value, str):
        entries: Sequence[Value] = value.split(",") if "," in value else value.split()
    else:
        entries = value if isinstance(value, list) else ()
    names = ("-".join(_text(entry).lstrip("#").split()) for entry in entries)
    return tuple(dict.fromkeys(filter(None, names)))
