"""The ledger: ``ledger.jsonl`` beside flashgen.yaml, one line a note, written by flashgen only.

Lines are sorted by guid, and keys within a line, so that an edit touches no line but that of its note, and git
merges what two people added.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from flashgen.disk import write_whole
from flashgen.model import Entry, FlashgenError, Form, Kind, Ledger, Origin, Status
from flashgen.notetypes import NOTETYPES

FILE = "ledger.jsonl"
VERSION = 1

_HEAD = {"flashgen": "ledger", "version": VERSION}
_KEYS = frozenset("guid form kind fields tags deck origins mod status clozes own".split())
_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_SHIPPED = (Status.EMIT, Status.RETIRED, Status.REJECTED)
_NEVER_SHIPPED = (Status.HELD, Status.REJECTED, Status.RETIRED)


def load(file: Path, path: str = FILE) -> Ledger:
    """The ledger in a file, called ``path`` in messages; an empty one where there is no file. Raises FlashgenError."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return Ledger()
    except OSError as error:
        raise FlashgenError(f"cannot be read ({error.strerror}); check its permissions", path) from None
    try:
        return parse(data.decode(errors="surrogatepass"), path)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FlashgenError("is damaged: no UTF-8; take it from git or a backup", path, line) from None


def parse(text: str, path: str = FILE) -> Ledger:
    """The ledger that a text holds.

    Raises FlashgenError, with the line and what to do, for one of a newer flashgen, for damaged lines, for what a
    merge left undecided.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    for number, line in lines:
        if line.startswith(_MARKERS):
            raise FlashgenError(
                "a merge is not finished; delete the lines with <<<<<<<, ======= and >>>>>>> and keep the others, "
                'but of two lines with one guid only that with the larger "mod"',
                path,
                number,
            )
    _check_head(lines[0] if lines else (1, ""), path)
    found: dict[str, tuple[int, str, Entry]] = {}
    for number, line in lines[1:]:
        entry = _entry(line, path, number)
        if entry is None:
            continue
        first, same, _ = found.setdefault(entry.guid, (number, line, entry))
        if same != line:
            what = f'has the guid of line {first}, {entry.guid}; keep the one with the larger "mod", delete the other'
            raise FlashgenError(what, path, number)
    return Ledger(tuple(entry for _, (_, _, entry) in sorted(found.items())))


def dumps(ledger: Ledger) -> str:
    """The ledger as the text of its file."""
    entries = sorted(ledger.entries, key=lambda entry: entry.guid)
    return "".join(f"{_line(row)}\n" for row in (_HEAD, *map(_row, entries)))


def save(ledger: Ledger, file: Path, path: str = FILE) -> None:
    """Write the ledger, whole or not at all; a file that holds it already is left alone. Raises FlashgenError."""
    try:
        write_whole(file, dumps(ledger).encode(errors="surrogatepass"))
    except OSError as error:
        raise FlashgenError(f"cannot be written: {error.strerror or error}", path) from error


def _line(row: Mapping[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _check_head(first: tuple[int, str], path: str) -> None:
    number, line = first
    with suppress(ValueError, RecursionError):
        head = json.loads(line)
        if isinstance(head, dict) and head.get("flashgen") == "ledger" and isinstance(head.get("version"), int):
            if head["version"] > VERSION:
                what = f"was written by a newer flashgen (ledger version {head['version']}, not {VERSION}); update"
                raise FlashgenError(f"{what} flashgen", path, number)
            return
    raise FlashgenError(
        "is damaged: its first line is not that of a ledger; take it from git or a backup", path, number
    )


def _row(entry: Entry) -> dict[str, object]:
    row: dict[str, object] = dict(entry.rest) | {
        "guid": entry.guid,
        "form": entry.form.value,
        "kind": entry.kind.value,
        "fields": entry.fields,
        "tags": entry.tags,
        "deck": entry.deck,
        "origins": [_origin_row(origin) for origin in entry.origins],
        "mod": entry.mod,
        "status": entry.status.value,
    }
    if entry.clozes:
        row["clozes"] = {str(number): hidden for number, hidden in entry.clozes}
    if entry.own:
        row["own"] = entry.own
    return row


def _origin_row(origin: Origin) -> dict[str, object]:
    row: dict[str, object] = {
        "path": origin.path,
        "headings": origin.headings,
        "evidence": origin.evidence,
        "rule": origin.rule,
        "slot": origin.slot,
        "rank": origin.rank,
    }
    return row | {"id": origin.id} if origin.id else row


def _entry(line: str, path: str, number: int) -> Entry | None:
    """The entry of a line; None for a first line that a merge put in twice."""
    try:
        row = json.loads(line)
        if row == _HEAD:
            return None
        entry = Entry(
            guid=_text(row["guid"]),
            form=Form(row["form"]),
            kind=Kind(row["kind"]),
            fields=_texts(row["fields"]),
            tags=_texts(row["tags"]),
            deck=_text(row["deck"]),
            origins=tuple(_origin(each) for each in row["origins"]),
            mod=int(row["mod"]),
            status=Status(row["status"]),
            clozes=tuple(sorted((int(key), _text(hidden)) for key, hidden in row.get("clozes", {}).items())),
            rest=tuple(sorted((key, value) for key, value in row.items() if key not in _KEYS)),
            own=_texts(row.get("own", [])),
        )
        fits = entry.status in (_SHIPPED if entry.mod else _NEVER_SHIPPED)
        sound = entry.guid and entry.origins and fits
        lengths = {len(fields) for fields in (entry.fields, entry.own) if fields}
        if not sound or lengths != {len(NOTETYPES[entry.form].fields)}:
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        what = "is damaged: no note can be read from this line; take it from git or a backup, or delete the line, and"
        raise FlashgenError(f"{what} its note is made anew", path, number) from None
    return entry


def _origin(row: Mapping[str, object]) -> Origin:
    rank = _text(row["rank"])
    if rank and not (rank.isascii() and rank.isdigit()):
        raise ValueError
    return Origin(
        path=_text(row["path"]),
        headings=_texts(row["headings"]),
        evidence=_text(row["evidence"]),
        rule=_text(row["rule"]),
        slot=_text(row["slot"]),
        id=_text(row.get("id", "")),
        rank=rank,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(map(_text, value))
