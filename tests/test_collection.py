"""The rows of a package's database are those that genanki writes, and memory does not grow with them."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import genanki
import pytest

from flashgen.model import Form, Kind, Note, Status
from flashgen.notetypes import MOD, NOTETYPES
from flashgen.writers import collection

FIRST = 1_795_000_000_000
TABLES = ("col", "notes", "cards", "revlog", "graves")


def note(form: Form, guid: str, *fields: str, deck: str = "A", tags: Sequence[str] = ()) -> Note:
    filled = (*fields, *[""] * (len(NOTETYPES[form].fields) - len(fields)))
    return Note(form, guid, filled, deck, tuple(tags), Kind.CLAIM, "", (), None, "", (), 1, Status.EMIT)


NOTES = (
    note(Form.BASIC, "b1", "one <b>bold</b>?", "two &lt;", tags=("x::y", "z")),
    note(Form.CLOZE, "c1", "{{c3::c}} then {{c1::a}} and {{c1::b}}", deck="B::C"),
    note(Form.TERM, "t1", "ATP", "a molecule", "", "", "", "yes", deck="B::C"),
    note(Form.TERM, "t2", "ADP", "another", tags=("z",)),
    note(Form.BASIC, "b2", "three\n", "four", deck="B"),
    note(Form.CLOZE, "c2", "on {{c12::two<br>lines}}"),
)
DECKS = {"A": 2**31 + 1, "B": 2**31 + 2, "B::C": 2**31 + 3}


def contents(file: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(file)) as database:
        found: dict[str, Any] = {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
        found["schema"] = database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return found


def by_genanki(file: Path, mods: dict[str, int]) -> dict[str, Any]:
    """What genanki itself makes of the notes; the times that it cannot give are put in afterwards."""
    models = {form: collection._model(form) for form in NOTETYPES}
    decks: dict[str, genanki.Deck] = {}
    for position, each in enumerate(NOTES, start=1):
        deck = decks.setdefault(each.deck, genanki.Deck(DECKS[each.deck], each.deck))
        deck.add_note(genanki.Note(models[each.form], list(each.fields), tags=each.tags, guid=each.guid, due=position))
    with closing(sqlite3.connect(file)) as database:
        genanki.Package(list(decks.values())).write_to_db(database.cursor(), MOD, count(FIRST))
        for guid, mod in mods.items():
            database.execute("UPDATE notes SET mod = ? WHERE guid = ?", (mod, guid))
        database.commit()
    return contents(file)


def without_decks_of_notetypes(column: str) -> Any:
    """The notetypes without the deck that each was used in last, which flashgen leaves out."""
    return {key: {**model, "did": None} for key, model in json.loads(column).items()}


@pytest.mark.parametrize("at_once", [1, 2, 1000])
def test_the_rows_are_those_of_genanki(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(collection, "_AT_ONCE", at_once)
    mods = {"c1": MOD + 5, "b2": MOD + 7}
    collection.write(tmp_path / "ours", NOTES, range(1, len(NOTES) + 1), mods, FIRST, DECKS)
    ours, theirs = contents(tmp_path / "ours"), by_genanki(tmp_path / "theirs", mods)
    columns = {name: (list(found.pop("col")[0])) for name, found in (("ours", ours), ("theirs", theirs))}
    assert ours == theirs
    assert len(ours["notes"]) == len(NOTES)
    assert len(ours["cards"]) == 8
    at = 9  # models, then decks
    assert without_decks_of_notetypes(columns["ours"].pop(at)) == without_decks_of_notetypes(columns["theirs"].pop(at))
    assert json.loads(columns["ours"].pop(at)) == json.loads(columns["theirs"].pop(at))
    assert columns["ours"] == columns["theirs"]


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells the peak of a while")
def test_memory_does_not_grow_with_the_notes(tmp_path: Path) -> None:
    def peak(notes: int) -> int:
        """Most bytes in use above the start while so many notes are written, in a process of its own."""
        program = f"""
import sys; from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
import test_collection as t; from flashgen.model import Form; from flashgen.writers import apkg
def kilobytes(key):
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(key))
notes = [t.note(Form.BASIC, f"g{{n}}", f"What is {{n}}? " + "words " * 40, f"It is {{n}}.") for n in range({notes})]
apkg.write(notes[:1], Path({str(tmp_path)!r}))
Path("/proc/self/clear_refs").write_text("5")
start = kilobytes("VmRSS")
apkg.write(notes, Path({str(tmp_path)!r}))
print(kilobytes("VmHWM") - start)
"""
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
        return int(done.stdout) * 1024

    assert peak(40_000) < 20 * 2**20
