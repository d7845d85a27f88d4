"""The answers that a project keeps: ``answers.jsonl`` beside flashgen.yaml, one line a block, tracked in git.

A build reads it and asks nobody, so that the same notes and answers give the same deck everywhere. There is no line
number in it and no time, so that an edit of the notes touches no line but that of its block.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from flashgen.ask import FILE
from flashgen.ask.values import KINDS, Answer, Answers, Given, Look, Opinion
from flashgen.disk import write_whole
from flashgen.model import FlashgenError

__all__ = ["FILE", "dumps", "load", "parse", "save"]

VERSION = 1

_HEAD = {"flashgen": "answers", "version": VERSION}
_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_GIVEN = ("span", "subject", "relation", "object", "question", "mends")


def load(file: Path, path: str = FILE) -> Answers:
    """The answers in a file, called ``path`` in messages; none where there is no file. Raises FlashgenError."""
    try:
        text = file.read_bytes().decode(errors="surrogatepass")
    except FileNotFoundError:
        return Answers()
    except OSError as error:
        raise FlashgenError(f"cannot be read ({error.strerror}); check its permissions", path) from None
    except UnicodeDecodeError:
        raise FlashgenError("is damaged: no UTF-8; take it from git, or delete it and ask again", path) from None
    return parse(text, path)


def parse(text: str, path: str = FILE) -> Answers:
    """The answers in the text of a file. Raises FlashgenError, with the line, where one is damaged."""
    found: list[Answer] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        if line.startswith(_MARKERS):
            raise FlashgenError("has a conflict of git; keep the lines of both sides, delete the marks", path, number)
        try:
            row = json.loads(line)
            if isinstance(row, dict) and "flashgen" in row:
                _check_head(row, path, number)
                continue
            found.append(_answer(row))
        except (ValueError, TypeError, KeyError, RecursionError):
            what = "is damaged; take the file from git, or delete the line and ask again"
            raise FlashgenError(what, path, number) from None
    return Answers().added(found)


def dumps(known: Answers) -> str:
    """The text of the file."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in (_HEAD, *map(_row, known.all)))


def save(known: Answers, file: Path, path: str = FILE) -> None:
    """Write the answers, whole or not at all. Raises FlashgenError."""
    try:
        write_whole(file, dumps(known).encode(errors="surrogatepass"))
    except OSError as error:
        raise FlashgenError(f"cannot be written: {error.strerror or error}", path) from None


def _check_head(row: Mapping[str, object], path: str, line: int) -> None:
    if row.get("flashgen") != "answers":
        raise FlashgenError("is no file of answers", path, line)
    if row.get("version") != VERSION:
        raise FlashgenError("is of a newer flashgen; install that, or ask again", path, line)


def _row(answer: Answer) -> dict[str, object]:
    facts = [_fact(given) for given in answer.facts]
    row = {"block": answer.key, "under": list(answer.under), "prompt": answer.prompt, "model": answer.model}
    return row | ({"more": answer.more} if answer.more else {}) | {"facts": facts}


def _fact(given: Given) -> dict[str, object]:
    row: dict[str, object] = {"kind": given.kind.value}
    row |= {name: said for name in (*_GIVEN, "items") if (said := getattr(given, name))}
    if given.look:
        why = {"why": given.look.why} if given.look.why else {}
        row["look"] = {"prompt": given.look.prompt, "verdict": given.look.opinion.value, **why}
    return row


def _answer(row: Mapping[str, object]) -> Answer:
    """One line's answer. Raises ValueError, TypeError or KeyError."""
    facts, under, prompt, more = row["facts"], row["under"], row["prompt"], row.get("more", 0)
    if not (isinstance(facts, list) and isinstance(under, list) and isinstance(prompt, int) and isinstance(more, int)):
        raise TypeError
    above, given = tuple(map(_text, under)), tuple(map(_given, facts))
    return Answer(_text(row["block"]), prompt, _text(row["model"]), above, given, more)


def _given(row: Mapping[str, object]) -> Given:
    texts, items = {key: _text(row.get(key, "")) for key in _GIVEN}, row.get("items", [])
    if not isinstance(items, list):
        raise TypeError
    look = _look(row["look"]) if "look" in row else None
    return Given(KINDS[_text(row["kind"])], items=tuple(map(_text, items)), look=look, **texts)


def _look(row: object) -> Look:
    if not (isinstance(row, dict) and isinstance(row["prompt"], int)):
        raise TypeError
    return Look(Opinion(_text(row["verdict"])), row["prompt"], _text(row.get("why", "")))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
