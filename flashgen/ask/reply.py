"""Facts read out of what a model sent back, whatever it wrapped around them.

Prose before and after, code fences, several blocks, one object a line, trailing commas, curly quotes, quotes and
backslashes that are not escaped, and an end that is missing: each whole fact in it is taken, nothing is completed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from flashgen.ask.tokens import unmarked
from flashgen.ask.values import KINDS, Given
from flashgen.model import Kind

MOST_CHARACTERS = 2_000_000
_LONGEST_OBJECT = 20_000
_MOST_BROKEN = 40
"""Beginnings of objects without an end after which the rest is not looked at."""
_LONGEST_VALUE = 4_000

_ID = re.compile(r"[\"“”']prompt[\"“”']\s*:\s*[\"“”']\s*([0-9a-f]{12})\s*[\"“”']")
_FACTS = re.compile(r"[\"“”']facts[\"“”']\s*:\s*\[")
_LINE = re.compile(r"\D{0,6}(\d{1,7})\b")
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


@dataclass(frozen=True, slots=True)
class Said:
    """A fact as it was sent, and the line it names; 0 where it names none."""

    line: int
    given: Given


@dataclass(frozen=True, slots=True)
class Reply:
    """What could be read of a reply."""

    facts: tuple[Said, ...]
    prompt: str
    """The prompt that it says it answers; empty where it does not say."""
    whole: bool
    """False where it breaks off."""
    broken: int
    """Objects that could not be read, or lack what a fact needs."""
    empty: bool
    """It says that there is nothing."""


def read(text: str) -> Reply:
    """All whole facts in a reply; never raises."""
    text = text[:MOST_CHARACTERS]
    found: list[Said] = []
    broken, last, is_open = 0, 0, False
    for start, end in _objects(text):
        if end < 0:
            is_open = True
            broken += 1
            continue
        values = _values(text[start:end])
        said = _said(values) if values else None
        if said:
            found.append(said)
            last, is_open = end, False
        elif values is None or not _is_envelope(values):
            broken += 1
    stated = _ID.search(text)
    lists = list(_FACTS.finditer(text))
    closed = not lists or "]" in text[max(last, lists[-1].end()) :]
    empty = not found and bool(lists) and closed and not broken
    return Reply(tuple(found), stated[1] if stated else "", closed and not is_open, broken, empty)


def _objects(text: str) -> Iterator[tuple[int, int]]:
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


def _is_envelope(values: dict[str, object]) -> bool:
    return "facts" in values or set(values) == {"prompt"}


def _said(values: dict[str, object]) -> Said | None:
    """The fact that an object holds; None where it lacks what a fact needs."""
    low = {key.strip().lower(): value for key, value in values.items()}
    span, question = _text(low.get("span")), unmarked(_text(low.get("question")))
    answer, items = unmarked(_text(low.get("object") or low.get("answer"))), low.get("items")
    listed = tuple(unmarked(item) for item in map(_text, items) if item) if isinstance(items, list) else ()
    kind = KINDS.get(_text(low.get("kind")).lower(), Kind.CLAIM)
    if kind not in (Kind.LISTING, Kind.PROCEDURE):
        listed = () if answer else listed
    if listed and answer:
        answer = ""
    if not span or not question or not (answer or listed):
        return None
    match = _LINE.match(str(low.get("line", "")))
    subject, relation = (unmarked(_text(low.get(key))) for key in ("subject", "relation"))
    given = Given(kind, span, subject, relation, answer, question, listed)
    return Said(int(match[1]) if match else 0, given)


def _text(value: object) -> str:
    """A value as one line; empty where it is no text, or far too long for one."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or len(value) > _LONGEST_VALUE:
        return ""
    # a formula whose backslashes were not doubled
    said = _TEX.sub(lambda match: "\\" + _LETTER[match.group()], value)
    return " ".join(said.encode("utf-8", "replace").decode().split())
