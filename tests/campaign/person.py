"""A person with a real Anki: imports, studies, tags, edits and styles; and sees what an import did to all that."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from flashgen.model import Form, Note, Plan, Status
from flashgen.notetypes import NOTETYPES
from flashgen.notetypes.fit import card_numbers
from flashgen.reconcile.fates import RETIRED_TAG
from flashgen.writers import apkg

_CSS = "\n.card { color: rebeccapurple; }"
_MINE = "mine::keep"

Row = tuple[int, str, str, str]
"""A note in Anki: id, guid, fields, tags."""


@contextmanager
def anki(folder: Path) -> Iterator[Collection]:
    """A collection of Anki's."""
    opened = Collection(str(folder / "collection.anki2"))
    try:
        yield opened
    finally:
        opened.close()


@dataclass(slots=True)
class Person:
    """What a person did in Anki, to be found again after each import."""

    col: Collection
    folder: Path
    rng: random.Random
    reviews: Counter[int] = field(default_factory=Counter)
    """By card."""
    cards: dict[int, tuple[str, int]] = field(default_factory=dict)
    """The guid and number of each card that was studied."""
    mine: dict[str, tuple[str, set[str], int]] = field(default_factory=dict)
    """By guid what a person made of a note's fields and tags, and the note's time in the ledger then."""

    def begin(self) -> None:
        """Empty the collection, of which only the notetypes stay."""
        self.col.remove_notes(self.col.find_notes(""))
        assert self.col.db
        self.col.db.execute("delete from revlog")

    def imports(self, plan: Plan) -> dict[str, int]:
        """Import what a build ships; how many notes Anki calls new, updated and the same."""
        counts: Counter[str] = Counter()
        options = ImportAnkiPackageOptions(with_scheduling=False)
        for package in apkg.write(plan.shipped, self.folder, plan.mods):
            log = self.col.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options)).log
            counts["new"] += len(log.new)
            counts["updated"] += len(log.updated)
            counts["same"] += len(log.duplicate)
            counts["conflict"] += len(log.conflicting) + len(log.missing_notetype) + len(log.missing_deck)
        return counts

    def studies(self, most: int) -> None:
        """Answer some cards."""
        numbers = list(self.col.find_cards("-is:suspended"))
        for number in self.rng.sample(numbers, min(most, len(numbers))):
            card = self.col.get_card(number)  # type: ignore[arg-type]
            card.start_timer()
            self.col.sched.answerCard(card, self.rng.choice([1, 3, 4]))  # type: ignore[attr-defined]
            self.reviews[number] += 1
            self.cards[number] = (card.note().guid, card.ord)

    def changes(self, plan: Plan, now: int, most: int) -> None:
        """Tag and edit some notes in Anki, at a time of the campaign's clock."""
        live = [note for note in plan.shipped if note.status is not Status.RETIRED]
        for note in self.rng.sample(live, min(most, len(live))):
            (number,) = self.col.find_notes(f'"nid:{self._ids()[note.guid]}"')
            mine = self.col.get_note(number)
            names = [each.name for each in NOTETYPES[note.form].fields]
            at = names.index("Extra" if note.form is Form.CLOZE else self.rng.choice(["Extra", names[1]]))
            mine.fields[at] += " (mine)"
            mine.add_tag(_MINE)
            self.col.update_note(mine)
            assert self.col.db
            self.col.db.execute("update notes set mod = ? where id = ?", now, number)
            self.mine[note.guid] = ("\x1f".join(mine.fields), set(mine.tags), plan.mods[note.guid])

    def styles(self) -> set[Form]:
        """Give the notetypes that are there another look; their forms."""
        styled = set()
        for form, notetype in NOTETYPES.items():
            if found := self.col.models.get(notetype.id):  # type: ignore[arg-type]
                styled.add(form)
                if _CSS not in found["css"]:
                    found["css"] += _CSS
                    self.col.models.update_dict(found)
        return styled

    def finds(self, plan: Plan, styled: set[Form]) -> Iterator[str]:
        """What is not as it should be after an import."""
        assert self.col.db
        rows: list[Row] = self.col.db.all("select id, guid, flds, tags from notes")  # type: ignore[assignment]
        by_guid = {guid: (number, fields, set(tags.split())) for number, guid, fields, tags in rows}
        if len(by_guid) < len(rows):
            yield "a guid is in Anki twice"
        cards = {(nid, ord_): cid for cid, nid, ord_ in self.col.db.all("select id, nid, ord from cards")}
        for note in plan.shipped:
            yield from self._finds(note, plan, by_guid, cards)
        live = {note.guid for note in plan.shipped if note.status is not Status.RETIRED}
        alike = Counter(fields.rsplit("\x1f", 1)[0] for guid, (_, fields, _) in by_guid.items() if guid in live)
        yield from (f"twice in Anki: {fields}" for fields, times in alike.items() if times > 1)
        logged = dict(self.col.db.all("select cid, count(*) from revlog group by cid"))
        if logged != dict(self.reviews):
            yield "reviews were lost"
        where = {cid: key for key, cid in cards.items()}
        for cid, (guid, ord_) in self.cards.items():
            if guid not in by_guid or where.get(cid) != (by_guid[guid][0], ord_):
                yield f"card {cid} of {guid} is gone or another's"
        for form in styled:
            found = self.col.models.get(NOTETYPES[form].id)  # type: ignore[arg-type]
            if not found or _CSS not in found["css"]:
                yield f"the style of {form.value} notes is lost"

    def _finds(
        self,
        note: Note,
        plan: Plan,
        by_guid: dict[str, tuple[int, str, set[str]]],
        cards: dict[tuple[int, int], int],
    ) -> Iterator[str]:
        if note.guid not in by_guid:
            yield f"{note.guid} is not in Anki"
            return
        number, fields, tags = by_guid[note.guid]
        shipped = unicodedata.normalize("NFC", "\x1f".join(note.fields))
        edited, tagged, mod = self.mine.get(note.guid, ("", set(), 0))
        if mod and mod == plan.mods[note.guid]:
            if (fields, tags) != (edited, tagged):
                yield f"{note.guid}: what the person made of it is lost: {fields!r} {tags} {edited!r} {tagged}"
        elif (fields, tags) != (shipped, {unicodedata.normalize("NFC", tag) for tag in note.tags}):
            yield f"{note.guid} is not what was shipped: {fields!r} {tags} {shipped!r} {note.tags}"
        if (RETIRED_TAG in tags) is not (note.status is Status.RETIRED):
            yield f"{note.guid}: retired or not?"
        if missing := [ord_ for ord_ in card_numbers(note) if (number, ord_) not in cards]:
            yield f"{note.guid} has no cards {missing}"

    def _ids(self) -> dict[str, int]:
        assert self.col.db
        return {guid: number for number, guid in self.col.db.all("select id, guid from notes")}
