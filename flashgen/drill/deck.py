"""The cards that can be drilled: those of the ledger's notes that are in the deck.

A drill has to start at once, so the ledger is read for what a drill needs and no more. A ledger in which that
cannot be found is read again by ``flashgen.ledger``, which says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from flashgen.drill.values import Card, Key
from flashgen.model import FlashgenError, Form, Status

HEAD = {"flashgen": "ledger", "version": 1}
"""The first line of a ledger that is read in haste; a test sees to it that it is today's."""
_CLOZE = re.compile(r"\{\{c([1-9]\d*)::")


class _Origin(msgspec.Struct):
    path: str
    rank: str = ""


class _Row(msgspec.Struct):
    guid: str
    form: Form
    kind: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    origins: tuple[_Origin, ...]
    status: Status


def load(file: Path, path: str) -> tuple[Card, ...] | None:
    """The cards of the ledger in a file, called ``path`` in messages, in the notes' order; None where there is no file.

    Raises FlashgenError where the file cannot be read.
    """
    try:
        lines = file.read_bytes().splitlines()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FlashgenError(f"cannot be read ({error.strerror}); check its permissions", path) from None
    try:
        read = msgspec.json.Decoder(_Row).decode
        rows = {row.guid: row for row in map(read, filter(None, lines[1:]))}
        if not lines or msgspec.json.decode(lines[0]) != HEAD:
            raise ValueError
    except ValueError:
        return _carefully(file, path)
    return _cards(row for row in rows.values() if row.status is Status.EMIT)


def numbers(form: Form, fields: tuple[str, ...]) -> list[int]:
    """Which cards Anki makes of a note with these fields, from 0."""
    if form is Form.CLOZE:
        return sorted({int(number) - 1 for number in _CLOZE.findall(fields[0])})
    return [0, 1] if form is Form.TERM and fields[-1] else [0]


def _carefully(file: Path, path: str) -> tuple[Card, ...]:
    from flashgen import ledger

    return _cards(
        _Row(
            entry.guid,
            entry.form,
            entry.kind,
            entry.fields,
            entry.tags,
            entry.deck,
            tuple(_Origin(origin.path, origin.rank) for origin in entry.origins),
            entry.status,
        )
        for entry in ledger.load(file, path).entries
        if entry.status is Status.EMIT
    )


def _cards(rows: Iterable[_Row]) -> tuple[Card, ...]:
    """The cards of these notes, in the notes' order, those of a note by their number."""
    none = (_Origin(""),)
    placed = sorted(((row.origins or none)[0].path, (row.origins or none)[0].rank, row.guid, row) for row in rows)
    return tuple(
        Card(
            Key(guid, number),
            row.form,
            row.kind,
            row.deck,
            row.tags,
            (path,) if len(row.origins) < 2 else tuple(origin.path for origin in row.origins),
            rank,
            row.fields,
        )
        for path, rank, guid, row in placed
        for number in numbers(row.form, row.fields)
    )
