"""A collection of Anki's, an SQLite database, with the notes of one package; the only door to genanki.

genanki gives the tables, the notetypes and the decks. It would write a note and its cards one by one, and read and
write the list of all decks for each of them; here the rows go in by the thousand, and stream, so that memory does not
grow with the notes. They are the rows that genanki writes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import genanki

from flashgen.model import Form, Note
from flashgen.notetypes import MOD, NOTETYPES
from flashgen.notetypes.fit import card_numbers

if TYPE_CHECKING:
    from flashgen.writers.scheduling import Schedule

_AT_ONCE = 1000
"""Notes whose rows are in memory at one time."""
_NOTE = "INSERT INTO notes VALUES(?,?,?,?,-1,?,?,?,0,0,'')"
_CARD = f"INSERT INTO cards VALUES(?,?,?,?,{MOD},-1,0,0,?,0,0,0,0,0,0,0,0,'')"
_MODELS = {form: notetype.id for form, notetype in NOTETYPES.items()}

Row = tuple[Any, ...]


def write(
    file: Path,
    notes: Sequence[Note],
    places: Sequence[int],
    mods: Mapping[str, int],
    first_id: int,
    deck_ids: Mapping[str, int],
    schedule: Schedule | None = None,
) -> None:
    """Write the notes into a new database.

    ``places`` has for each note where it comes among the new cards; ``mods`` is as in ``apkg.renew``; ``deck_ids`` has
    an id for each deck. Notes and cards have the ids from ``first_id`` on. ``schedule`` is what was drilled, if that
    is to be in the collection.

    Raises sqlite3.Error where the file cannot be written.
    """
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        # what is not finished is thrown away, so nothing needs to be taken back
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        everything = _Notes(notes, places, mods, deck_ids, schedule)
        genanki.Package([everything]).write_to_db(database.cursor(), MOD, count(first_id))


class _Notes(genanki.Deck):  # type: ignore[misc]  # genanki has no types
    """All the notes of a package, in however many decks."""

    def __init__(
        self,
        notes: Sequence[Note],
        places: Sequence[int],
        mods: Mapping[str, int],
        deck_ids: Mapping[str, int],
        schedule: Schedule | None,
    ) -> None:
        super().__init__()
        self.by_deck: dict[str, list[int]] = {}
        """Indices of the notes."""
        for index, note in enumerate(notes):
            self.by_deck.setdefault(note.deck, []).append(index)
        self.all = notes
        self.places = places
        self.mods = mods
        self.deck_ids = deck_ids
        self.schedule = schedule

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        """As genanki has it, for one deck after the other."""
        (text,) = cursor.execute("SELECT decks FROM col").fetchone()
        decks = json.loads(text) | {
            str(self.deck_ids[name]): genanki.Deck(self.deck_ids[name], name).to_json() for name in self.by_deck
        }
        # an index that is made at the end is smaller, and takes half the time
        indexes = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY rowid").fetchall()
        cursor.execute("BEGIN")
        for index, _ in indexes:
            cursor.execute(f"DROP INDEX {index}")
        cursor.execute("UPDATE col SET decks = ?, models = ?", (json.dumps(decks), json.dumps(self._models())))
        for name, indices in self.by_deck.items():
            self._write_rows(cursor, self.deck_ids[name], indices, id_gen)
        for _, sql in indexes:
            cursor.execute(sql)
        if self.schedule:
            from flashgen.writers import scheduling

            scheduling.put(cursor.connection, self.schedule)
        cursor.execute("COMMIT")

    def _models(self) -> dict[str, Any]:
        """The notetypes that the notes have, each with its own time; genanki knows only one for all."""
        forms = dict.fromkeys(self.all[index].form for indices in self.by_deck.values() for index in indices)
        return {
            str(NOTETYPES[form].id): _model(form).to_json(MOD, None) | {"mod": NOTETYPES[form].mod} for form in forms
        }

    def _write_rows(self, cursor: sqlite3.Cursor, deck: int, indices: Iterable[int], ids: Iterator[int]) -> None:
        todo, mod_of = iter(indices), self.mods.get
        while part := list(islice(todo, _AT_ONCE)):
            rows: list[Row] = []
            cards: list[Row] = []
            for index in part:
                note, number = self.all[index], next(ids)
                guid, fields = note.guid, note.fields
                tags = f" {' '.join(note.tags)} "
                rows.append((number, guid, _MODELS[note.form], mod_of(guid, MOD), tags, "\x1f".join(fields), fields[0]))
                for template in card_numbers(note):
                    cards.append((next(ids), number, deck, template, self.places[index]))
            cursor.executemany(_NOTE, rows)
            cursor.executemany(_CARD, cards)


def _model(form: Form) -> genanki.Model:
    notetype = NOTETYPES[form]
    return genanki.Model(
        model_id=notetype.id,
        name=notetype.name,
        fields=[{"name": field.name, "id": field.id} for field in notetype.fields],
        templates=[
            {"name": template.name, "id": template.id, "qfmt": template.front, "afmt": template.back}
            for template in notetype.templates
        ],
        css=notetype.css,
        model_type=genanki.Model.CLOZE if form is Form.CLOZE else genanki.Model.FRONT_BACK,
    )
