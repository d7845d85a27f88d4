"""Notes as the CSV that Anki's own text import takes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from flashgen.model import Note
from flashgen.notetypes import NOTETYPES

_COLUMNS = ("guid", "notetype", "deck", "tags")
_HEAD = ("#separator:Comma", "#html:true", *(f"#{name} column:{i}" for i, name in enumerate(_COLUMNS, 1)))
_FIELDS = max(len(notetype.fields) for notetype in NOTETYPES.values())


def dumps(notes: Iterable[Note]) -> str:
    """A row a note: guid, notetype, deck, tags, then its fields, padded to those of the longest notetype.

    Anki takes the notetypes from the collection; importing any package of flashgen's puts them there.
    """
    out = io.StringIO()
    out.writelines(f"{line}\n" for line in _HEAD)
    rows = csv.writer(out, lineterminator="\n")
    for note in notes:
        padding = [""] * (_FIELDS - len(note.fields))
        row = [note.guid, NOTETYPES[note.form].name, note.deck, " ".join(note.tags), *note.fields, *padding]
        rows.writerow(row)
    return out.getvalue()
