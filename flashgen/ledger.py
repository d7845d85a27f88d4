"""The ledger: ``ledger.jsonl`` beside flashgen.yaml, one line a note, written by flashgen only.

Lines are sorted by guid, and keys within a line, so that an edit touches no line but that of its note, and git
merges what two people added.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flashgen import upgrades
from flashgen.disk import digest, write_whole
from flashgen.model import Entry, FlashgenError, Form, Kind, Ledger, Origin, Status
from flashgen.notetypes import NOTETYPES

FILE = "ledger.jsonl"
VERSION = 1

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
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

    One of an older flashgen is read as today's would be. Raises FlashgenError, with the line and what to do, for one
    of a newer flashgen, for damaged lines, for what a merge left undecided.
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
    version = _version(*(lines[0] if lines else (1, "")), path)
    found: dict[str, tuple[int, str, Entry]] = {}
    for number, line in lines[1:]:
        if '"flashgen"' in line and (again := _head_version(line)) is not None:
            if again != version:
                what = f"a merge put lines of version {again} below those of version {version}; take one side's ledger"
                raise FlashgenError(f"{what} whole, and build", path, number)
            continue
        entry = _entry(line, version, path, number)
        first, same, _ = found.setdefault(entry.guid, (number, line, entry))
        if same != line:
            what = f'has the guid of line {first}, {entry.guid}; keep the one with the larger "mod", delete the other'
            raise FlashgenError(what, path, number)
    return Ledger(tuple(entry for _, (_, _, entry) in sorted(found.items())))


def dumps(ledger: Ledger) -> str:
    """The ledger as the text of its file."""
    entries = sorted(ledger.entries, key=lambda entry: entry.guid)
    return "".join(f"{_line(row)}\n" for row in (_HEAD, *map(_row, entries)))


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written, which somebody may change at this very moment."""

    digest: str
    """Of the ledger's text."""
    copy: Path | None
    """What is kept of a ledger of an older flashgen."""


def save(ledger: Ledger, file: Path, path: str = FILE) -> Saved:
    """Write the ledger, whole or not at all; a file that holds it already is left alone. Raises FlashgenError."""
    data = dumps(ledger).encode(errors="surrogatepass")
    try:
        copy = _kept(file)
        write_whole(file, data)
    except OSError as error:
        raise FlashgenError(f"cannot be written: {error.strerror or error}", path) from error
    return Saved(digest(data), copy)


def _kept(file: Path) -> Path | None:
    with suppress(FileNotFoundError):
        data = file.read_bytes()
        version = _head_version(data.partition(b"\n")[0].decode(errors="replace"))
        if version is not None and version < VERSION:
            return upgrades.keep_copy(file, data, version)
    return None


def _line(row: Mapping[str, object]) -> str:
    return _ENCODER.encode(row)


def _version(number: int, line: str, path: str) -> int:
    """The version that a ledger's first line names. Raises FlashgenError where it cannot be read."""
    version = _head_version(line)
    if version is None:
        what = "is damaged: its first line is not that of a ledger; take it from git or a backup"
        raise FlashgenError(what, path, number)
    if version > VERSION:
        what = f"was written by a newer flashgen (ledger version {version}, not {VERSION}); update flashgen"
        raise FlashgenError(what, path, number)
    if not upgrades.is_known(version, VERSION):
        what = f"is of version {version}, which no flashgen wrote; take it from git or a backup"
        raise FlashgenError(what, path, number)
    return version


def _head_version(line: str) -> int | None:
    """The version of a first line, or None where it is another line."""
    with suppress(ValueError, RecursionError):
        head = json.loads(line)
        if isinstance(head, dict) and head.get("flashgen") == "ledger" and type(head.get("version")) is int:
            return int(head["version"])
    return None


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


def _entry(line: str, version: int, path: str, number: int) -> Entry:
    try:
        row = upgrades.upgraded(json.loads(line), version, VERSION)
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
