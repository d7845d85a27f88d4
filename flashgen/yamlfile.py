"""The only door to PyYAML: a mapping, with the line of every key and list entry.

Every scalar stays the string that was written, so that ``deck: 2024``, ``title: No`` and ``date: 2024-02-30``
mean what they look like; whoever needs a number or a yes reads it from the string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import yaml

from flashgen.model import FlashgenError

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Place: TypeAlias = tuple[str | int, ...]
"""Keys and list positions that lead to a value: ``("tags", 0)``."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_BYTES = 16 * 1024 * 1024
"""Of settings or edits; a person's ten thousand edits take two."""
_DEEPEST = 50
_KEPT = 4
"""Texts that are not parsed again: who changes one looks several times at what it was and what it becomes."""
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_HINTS = (
    ("mapping values are not allowed", "put a value that holds ': ' in quotes"),
    ("cannot start any token", "indent with spaces, and put a value that starts with a sign in quotes"),
    ("tab character", "indent with spaces"),
    ("could not find expected ':'", "write 'key: value'"),
    ("unexpected end of stream", "close the quotes"),
)


class NotAMapping(FlashgenError):  # noqa: N818 - a state of the text that callers may accept, not only an error
    """The YAML is sound but holds no ``key: value`` lines at its top."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A YAML mapping and where its parts stand. Nobody changes it: who asks for the same text gets the same one."""

    path: str
    values: dict[str, Value]
    lines: dict[Place, int]

    def line(self, *place: str | int) -> int:
        """The 1-based line of a key or list entry, or of the nearest one around it; 0 where there is none."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)

    def error(self, message: str, *place: str | int) -> FlashgenError:
        """An error that names the file and the line of a key or list entry."""
        return FlashgenError(message, self.path, self.line(*place))


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    value: list[Value] | dict[str, Value]
    place: Place
    key: str | None = None


def read(file: Path, path: str) -> Loaded:
    """The mapping in a YAML file on disk, called ``path`` in messages. Raises FlashgenError."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise FlashgenError(f"is larger than {MOST_BYTES // 1024**2} MB; that cannot be right", path)
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FlashgenError(f"cannot be read ({error.strerror}); check its permissions", path) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FlashgenError("is not UTF-8; save it as UTF-8", path, line) from None
    return load(text, path)


@lru_cache(_KEPT)
def load(text: str, path: str, first_line: int = 1) -> Loaded:
    """The mapping that a YAML text holds; an empty text is an empty mapping.

    ``first_line`` is the number of the text's first line in the file ``path``. Raises NotAMapping where the top
    is a list or a scalar, and FlashgenError for broken YAML, keys given twice, aliases, which can blow up a
    small text without end, tags, and more than 50 levels.
    """
    text = _OTHER_LINE_ENDS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    _refuse_unprintable(text, path, first_line)
    loaded = Loaded(path, {}, {})
    opened: list[_Open] = []
    documents = 0
    for event, line in _events(text, path, first_line):
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            raise FlashgenError("broken YAML: a second '---'; one file holds one mapping", path, line)
        if isinstance(event, yaml.AliasEvent):
            raise FlashgenError("broken YAML: aliases (*name) are refused; write the value out", path, line)
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None) not in (None, "!"):
            raise FlashgenError("broken YAML: tags (!name) are refused; write the value without", path, line)
        if isinstance(event, yaml.ScalarEvent):
            _refuse_unprintable(event.value, path, line)  # what was written as "\0" shows only now
        if isinstance(event, yaml.CollectionEndEvent):
            opened.pop()
        elif isinstance(event, yaml.NodeEvent) and not opened:
            _open_top(event, line, loaded, opened)
        elif isinstance(event, yaml.NodeEvent):
            _take(event, line, loaded, opened)
    return loaded


def _events(text: str, path: str, first_line: int) -> Iterator[tuple[yaml.Event, int]]:
    """What the parser meets, with its line; events, because composing nodes recurses over the nesting."""
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            yield event, first_line + (event.start_mark.line if event.start_mark else 0)
    except yaml.MarkedYAMLError as error:
        problem = error.problem or error.context or "not YAML"
        hint = next((f"; {what}" for sign, what in _HINTS if sign in problem), "")
        mark = error.problem_mark
        last = first_line + text.rstrip().count("\n")
        line = min(first_line + mark.line, last) if mark else 0
        raise FlashgenError(f"broken YAML: {problem}{hint}".replace("\t", "\\t"), path, line) from None


def _refuse_unprintable(text: str, path: str, first_line: int) -> None:
    if bad := _UNPRINTABLE.search(text):
        line = first_line + text.count("\n", 0, bad.start())
        raise FlashgenError(f"broken YAML: remove the unprintable character U+{ord(bad[0]):04X}", path, line)


def _open_top(event: yaml.NodeEvent, line: int, loaded: Loaded, opened: list[_Open]) -> None:
    if isinstance(event, yaml.MappingStartEvent):
        opened.append(_Open(loaded.values, ()))
    elif not (isinstance(event, yaml.ScalarEvent) and _scalar(event) is None):
        raise NotAMapping("expected 'key: value' lines", loaded.path, line)


def _take(event: yaml.NodeEvent, line: int, loaded: Loaded, opened: list[_Open]) -> None:
    """Put a key or a value where it belongs: into the innermost mapping or list that is still open."""
    inner = opened[-1]
    if isinstance(inner.value, dict) and inner.key is None:
        if not isinstance(event, yaml.ScalarEvent):
            message = "broken YAML: a key must be one word; put a value that starts with { or [ in quotes"
            raise FlashgenError(message, loaded.path, line)
        if event.value in inner.value:
            first = loaded.lines[*inner.place, event.value]
            message = f"the key {event.value!r} is given twice (first on line {first}); keep one"
            raise FlashgenError(message, loaded.path, line)
        inner.key = event.value
        loaded.lines[*inner.place, inner.key] = line
        return
    value: Value
    if isinstance(event, yaml.ScalarEvent):
        value = _scalar(event)
    else:
        value = {} if isinstance(event, yaml.MappingStartEvent) else []
    if isinstance(inner.value, dict):
        assert inner.key is not None
        place: Place = (*inner.place, inner.key)
        inner.value[inner.key] = value
        inner.key = None
    else:
        place = (*inner.place, len(inner.value))
        inner.value.append(value)
        loaded.lines[place] = line
    if isinstance(value, dict | list):
        if len(opened) == _DEEPEST:
            raise FlashgenError(f"nested deeper than {_DEEPEST} levels; flatten it", loaded.path, line)
        opened.append(_Open(value, place))


def _scalar(event: yaml.ScalarEvent) -> str | None:
    """The string as written, None where nothing is, or ``~`` or ``null`` without quotes."""
    return None if not event.style and event.value in _EMPTY else str(event.value)
