"""JSON objects read out of whatever a model wrapped around them, mended where models commonly break them.

Prose before and after, code fences, one object a line, trailing commas, curly quotes, quotes and backslashes that are
not escaped, and an end that is missing: each whole object in it is found, nothing is completed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from flashgen.ask.tokens import unmarked

MOST_CHARACTERS = 2_000_000
_LONGEST_OBJECT = 20_000
_MOST_BROKEN = 40
"""Beginnings of objects without an end after which the rest is not looked at."""
_LONGEST_VALUE = 4_000

_OPENING = '"“”„'
_CLOSING = '"”“'
_ENDS = re.compile(r"\s*(?:[:}\]]|$|,\s*(?:[\"“”„{\[}\]\d]|null|true|false|$))")
"""What follows a string."""
_ANYTHING = re.compile("")
_TRAILING = re.compile(r",\s*([}\]])")
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])|\\(?=u(?![0-9a-fA-F]{4}))")
_BARE = re.compile(r"(?<!\\)\"")
_TEX = re.compile(
    r"[\b\f]|\t(?=(?:ext|imes|heta|au|o|an|op|ilde|riangle)\b)|\n(?=(?:u|eq|abla|ot|e|i|otin)\b)|\r(?=(?:ho|ight|angle)\b)"
)
_LETTER = {"\b": "b", "\f": "f", "\t": "t", "\n": "n", "\r": "r"}


def objects(text: str) -> Iterator[tuple[dict[str, object] | None, int]]:
    """The innermost objects of a text, their keys in small letters, and where each ends; never raises.

    None for one that cannot be read, with an end of -1 where it breaks off.
    """
    for start, end in _places(text[:MOST_CHARACTERS]):
        values = _values(text[start:end]) if end >= 0 else None
        yield (None if values is None else {key.strip().lower(): value for key, value in values.items()}), end


def line(value: object) -> str:
    """A value as one line; empty where it is no text, or far too long for one."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or len(value) > _LONGEST_VALUE:
        return ""
    # a formula whose backslashes were not doubled
    said = _TEX.sub(lambda match: "\\" + _LETTER[match.group()], value)
    return " ".join(said.encode("utf-8", "replace").decode().split())


def answered(values: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    """What an object gives as an answer: one, or the items of a list."""
    items = values.get("items")
    listed = tuple(unmarked(item) for item in map(line, items) if item) if isinstance(items, list) else ()
    return unmarked(line(values.get("object") or values.get("answer"))), listed


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where the innermost objects stand; an end of -1 where one breaks off."""
    at, failed, broken = text.find("{"), 0, 0
    while at >= 0 and broken < _MOST_BROKEN:
        end = _end(text, at, _ENDS) if failed < _MOST_BROKEN else -1
        if end < 0:
            failed += 1
            end = _end(text, at, _ANYTHING)
        if end:
            yield at, end
        broken += end < 0
        at = text.find("{", max(end, at + 1))


def _end(text: str, start: int, ends: re.Pattern[str]) -> int:
    """Where the object ends that opens at ``start``; 0 where another opens in it, -1 where it does not end.

    ``ends`` tells by what stands behind a quote whether that ends a string.
    """
    at, limit = start + 1, min(len(text), start + _LONGEST_OBJECT)
    while at < limit:
        char = text[at]
        if char == "{":
            return 0
        if char == "}":
            return at + 1
        at = _after_string(text, at, limit, ends) if char in _OPENING else at + 1
    return -1


def _after_string(text: str, start: int, limit: int, ends: re.Pattern[str] = _ENDS) -> int:
    """Where the string ends that opens at ``start``: at a quote with what may follow a string behind it."""
    at = start + 1
    while at < limit:
        if text[at] == "\\":
            at += 2
            continue
        if text[at] in _CLOSING and ends.match(text, at + 1):
            return at + 1
        at += 1
    return limit


def _values(text: str) -> dict[str, object] | None:
    """The keys and values of one object; None where it cannot be read."""
    for said in (text, _mended(text)):
        try:
            found = json.loads(said, strict=False)
        except ValueError:
            continue
        except RecursionError:
            return None
        return found if isinstance(found, dict) else None
    return None


def _mended(text: str) -> str:
    """An object with plain quotes around its strings, what stands in them escaped, and no commas too many."""
    out: list[str] = []
    at = 0
    while at < len(text):
        if text[at] not in _OPENING:
            out.append(text[at])
            at += 1
            continue
        end = _after_string(text, at, len(text))
        inner = text[at + 1 : end - 1]
        inner = _BARE.sub(r'\\"', _BAD_ESCAPE.sub(r"\\\\", inner))
        out.append(f'"{inner}"')
        at = end
    return _TRAILING.sub(r"\1", "".join(out))
