"""One entry of edits.yaml changed in its text: every other line, comment and blank stays as the person wrote it.

The lines come from YAML's own parser, and the result is read again: what would not say exactly what is wanted is
refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from flashgen.model import FlashgenError
from flashgen.yamlfile import Loaded, Place, Value
from flashgen.yamlfile import load as load_yaml

HEADER = """\
# What you changed, accepted or rejected of your cards, by their guid, and cards of your own below 'cards:'.
# flashgen accept, reject and edit write here and keep your comments; change it by hand as you like.
"""

CARDS = "cards"
"""The key that cards of the person's own stand below."""

New = bool | str | Mapping[str, str] | None
"""A value to write; None takes the key away."""

_INDENT = 2
_COMMENT = re.compile(r"\s*(#.*)?")
_SIMPLE = re.compile(
    r"""(?P<indent>\s*)\w+:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'|>#](?:[^#]*[^\s#])?)\s+(?P<comment>#(?:.*\S)?)\s*"""
)
"""A key with its value on one line, and the person's remark on it."""
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def changed(text: str, path: str, guid: str, values: Mapping[str, New], remark: str = "") -> str:
    """The text with these keys of the entry ``guid`` set or taken away; ``remark`` stands beside a new entry.

    Raises FlashgenError where the text is no sound YAML, or written so that a line cannot be changed alone.
    """
    return all_changed(text, path, [(guid, values, remark)])


def all_changed(text: str, path: str, changes: Iterable[tuple[str, Mapping[str, New], str]]) -> str:
    """The text with the keys of several entries changed, each as by ``changed``; raises like it."""
    data = load_yaml(text, path)
    asked: dict[str, tuple[Mapping[str, New], str]] = {}
    for guid, values, remark in changes:
        asked[guid] = ({**asked[guid][0], **values} if guid in asked else values, remark)
    every = {guid: _wanted(data.values.get(guid), values) for guid, (values, _) in asked.items()}
    every = {guid: (before, after) for guid, (before, after) in every.items() if before != after}
    if not every:
        return text
    lines = text.splitlines(keepends=True) if text else HEADER.splitlines(keepends=True)
    newline = "\r\n" if "\r\n" in text else "\n"
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += newline
    old, size = list(data.values), len(lines)
    following = _following(old)
    for guid in (guid for guid in every if guid not in following):
        values, remark = asked[guid]
        note = " ".join(_UNPRINTABLE.sub(" ", remark).split())
        lines += ["\n", f'"{guid}":{f"  # {note}" if note else ""}\n', *_lines(values, _INDENT)]
    # from below, so that the lines of those above stay where they are
    for guid in reversed([guid for guid in old if guid in every]):
        start, end = _region(data, lines, (guid,), following[guid], size)
        lines[start:end] = _entry(data, lines, guid, start, end, asked[guid][0], bool(every[guid][1]))
    made = "".join(line.replace("\r\n", "\n").replace("\n", newline) for line in lines)
    wanted: dict[str, Value] = {guid: after or None for guid, (_, after) in every.items()}
    _check(made, path, {**data.values, **wanted}, min(map(data.line, every)))
    return made


def _wanted(entry: Value, values: Mapping[str, New]) -> tuple[dict[str, Value], dict[str, Value]]:
    """What an entry holds, and what it is to hold."""
    before = dict(entry) if isinstance(entry, dict) else {}
    kept = {key: value for key, value in before.items() if values.get(key, "") is not None}
    return before, kept | {key: _read(value) for key, value in values.items() if value is not None}


def added(text: str, path: str, card: Mapping[str, str]) -> str:
    """The text with a card of the person's own, by the names of its sides, as the last of its ``cards``.

    Raises FlashgenError as ``changed`` does.
    """
    data = load_yaml(text, path)
    cards = data.values.get(CARDS)
    before = list(cards) if isinstance(cards, list) else []
    lines = text.splitlines(keepends=True) if text else HEADER.splitlines(keepends=True)
    newline = "\r\n" if "\r\n" in text else "\n"
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += newline
    at, indent = len(lines), _INDENT
    if CARDS in data.values:
        _, at = _region(data, lines, (CARDS,), _following(list(data.values))[CARDS], len(lines))
        above = lines[data.line(CARDS, 0) - 1] if before else " " * _INDENT
        indent = len(above) - len(above.lstrip(" "))
    else:
        lines += ["\n", f"{CARDS}:\n"]
        at += 2
    first, *others = _lines(card, indent + _INDENT)
    lines[at:at] = [f"{' ' * indent}- {first.lstrip()}", *others]
    made = "".join(line.replace("\r\n", "\n").replace("\n", newline) for line in lines)
    said: Value = {key: _printable(words) for key, words in card.items()}
    _check(made, path, {**data.values, CARDS: [*before, said]}, data.line(CARDS))
    return made


def renamed(text: str, path: str, old: str, new: str) -> str:
    """The text with the entry ``old`` under the guid ``new``, where it has the one and not the other."""
    data = load_yaml(text, path)
    if old not in data.values or new in data.values:
        return text
    lines = text.splitlines(keepends=True)
    at = data.line(old) - 1
    lines[at] = lines[at].replace(old, new, 1)
    made = "".join(lines)
    _check(made, path, {new if key == old else key: value for key, value in data.values.items()}, at + 1)
    return made


def _entry(
    data: Loaded, lines: list[str], guid: str, start: int, end: int, values: Mapping[str, New], stays: bool
) -> list[str]:
    """The lines of an entry after the change."""
    entry = data.values[guid]
    keys = list(entry) if isinstance(entry, dict) else []
    block = lines[start:end]
    first = lines[data.line(guid, keys[0]) - 1] if keys else ""
    indent = len(first) - len(first.lstrip()) or _INDENT
    following = _following(keys)
    for key in reversed([key for key in keys if key in values]):
        left, right = _region(data, lines, (guid, key), following[key], end)
        remark = _SIMPLE.fullmatch("".join(lines[left:right]))
        kept = [f"{remark['indent']}{remark['comment']}\n"] if remark else []
        value = values[key]
        new = [] if value is None else _lines({key: value}, indent)
        block[left - start : right - start] = [*kept, *new]
    block += _lines({key: value for key, value in values.items() if key not in keys}, indent)
    if stays or any(line.lstrip().startswith("#") for line in block):
        return block
    return []


def _following(keys: Sequence[str]) -> dict[str, str | None]:
    """The key below each, None below the last."""
    return dict(zip(keys, [*keys[1:], None], strict=False))


def _region(data: Loaded, lines: Sequence[str], place: Place, following: str | None, last: int) -> tuple[int, int]:
    """The lines, from and up to, of a key and its value, above the key ``following``, or the line ``last``.

    Comments and blanks before the next key are not its own.
    """
    start = data.line(*place) - 1
    end = last if following is None else min(data.line(*place[:-1], following) - 1, last)
    depth = len(lines[start]) - len(lines[start].lstrip())
    while end > start + 1 and _is_apart(lines[end - 1], depth):
        end -= 1
    return start, end


def _is_apart(line: str, depth: int) -> bool:
    said = line.strip("\r\n")
    return bool(_COMMENT.fullmatch(said)) and (not said.strip() or len(said) - len(said.lstrip()) <= depth)


def _lines(values: Mapping[str, New], indent: int) -> list[str]:
    space = " " * indent
    out: list[str] = []
    for key, value in values.items():
        if isinstance(value, bool):
            out.append(f"{space}{key}: {'true' if value else 'false'}\n")
        elif isinstance(value, str) and "\n" in _printable(value):
            out.append(f"{space}{key}: |-\n")
            out += [f"{space}  {line}\n" if line else "\n" for line in _printable(value).split("\n")]
        elif isinstance(value, str):
            out.append(f"{space}{key}: {json.dumps(_printable(value), ensure_ascii=False)}\n")
        elif value is not None:
            out += [f"{space}{key}:\n", *_lines(value, indent + _INDENT)]
    return out


def _read(value: New) -> Value:
    """A value as it is read back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _printable(value)
    return {key: _printable(text) for key, text in (value or {}).items()}


def _printable(text: str) -> str:
    lines = _UNPRINTABLE.sub(" ", text).strip().split("\n")
    return "\n".join(line.strip() for line in lines)


def _check(text: str, path: str, wanted: Mapping[str, Value], line: int) -> None:
    try:
        values = load_yaml(text, path).values
    except FlashgenError:
        values = {}
    if {k: v for k, v in values.items() if v is not None} != {k: v for k, v in wanted.items() if v is not None}:
        what = "cannot be changed by a command, as it is written here; put each key on a line of its own"
        raise FlashgenError(what, path, line)
