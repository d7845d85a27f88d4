"""What was drilled goes into Anki and back, through Anki's own importer and exporter."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import drilled
import pytest
from anki.collection import (
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

from flashgen.drill import anki, collection
from flashgen.drill.days import local, moment
from flashgen.drill.memory import grade
from flashgen.drill.settings import Settings
from flashgen.drill.values import NEW, Answer, Card, Key, Memory, Moment, Rating, State
from flashgen.model import FlashgenError, Form, Kind, Note, Status
from flashgen.writers import apkg
from flashgen.writers.scheduling import Schedule

SETTINGS = Settings()
DAY = 86_400
TERMS = [f"g{number}" for number in range(40)]
NOTES = [
    Note(
        *(Form.TERM, guid, (f"term {guid}", "meaning", "", "", "", "yes"), "Deck::Glossary"),
        *((), Kind.DEFINITION, "", (), None, "", (), 1, Status.EMIT),
    )
    for guid in TERMS
]
CARDS = [
    Card(Key(guid, number), Form.TERM, "definition", "Deck::Glossary", (), ("a.md",), "", ("t", "m", "", "", "", "yes"))
    for guid in TERMS
    for number in (0, 1)
]


def today() -> Moment:
    return moment(datetime.now().astimezone(), SETTINGS.rollover_hour)


def history(seed: int, keys: int = 40, count: int = 8) -> list[Answer]:
    chosen = [card.key for card in CARDS[: 2 * keys : 2]]
    now = today()
    given = drilled.answers(chosen, now.day - 1, random.Random(seed), count)
    # by the clock of this machine, as Anki reads it
    offset = datetime.now().astimezone().utcoffset() or timedelta()
    return [answer for answer in given if answer.id + offset / timedelta(milliseconds=1) < now.ms]


def package(folder: Path, given: list[Answer], settings: Settings = SETTINGS) -> Path:
    with drilled.opened(folder / "drill.sqlite3", given) as store:
        schedule = Schedule(store.memories(), store.answers(), settings)
    (file,) = apkg.write(NOTES, folder / "build", schedule=schedule)
    return file


@contextmanager
def anki_collection(folder: Path, made_days_ago: int = 0) -> Iterator[Collection]:
    folder.mkdir(exist_ok=True)
    col = Collection(str(folder / "collection.anki2"))
    try:
        if made_days_ago:
            col.crt -= made_days_ago * DAY
        yield col
    finally:
        col.close()


def take(col: Collection, file: Path, scheduling: bool = True) -> None:
    options = ImportAnkiPackageOptions(with_scheduling=scheduling)
    col.import_anki_package(ImportAnkiPackageRequest(package_path=str(file), options=options))


def in_anki(col: Collection) -> dict[Key, object]:
    found = {}
    for number in col.find_cards(""):
        card = col.get_card(number)
        found[Key(card.note().guid, card.ord)] = card
    return found


@pytest.mark.parametrize("made_days_ago", [0, 1, 1000])
def test_imported_cards_are_due_on_the_right_days(tmp_path: Path, made_days_ago: int) -> None:
    given = history(1)
    memories, now = drilled.memories(given), today()
    with anki_collection(tmp_path, made_days_ago) as col:
        take(col, package(tmp_path, given))
        cards = in_anki(col)
        assert len(cards) == 80
        for key, card in cards.items():
            memory = memories.get(key, NEW)
            assert card.type == memory.state
            if memory.state is State.REVIEW:
                assert card.queue == 2
                assert card.due - col.sched.today == memory.due_day - now.day
                assert card.ivl == memory.interval
                assert (card.reps, card.lapses) == (memory.reps, memory.lapses)
                assert card.memory_state.stability == pytest.approx(memory.stability, rel=1e-3)
                assert card.memory_state.difficulty == pytest.approx(memory.difficulty, rel=1e-3)
        rows = col.db.all("SELECT id, ease, ivl, lastIvl, time FROM revlog ORDER BY id")
        assert [row[0] for row in rows] == sorted({answer.id for answer in given})
        assert {row[1] for row in rows} == {1, 2, 3, 4}
        assert col.db.scalar("SELECT count() FROM cards WHERE type = 2 AND queue != 2") == 0


def test_a_card_that_is_being_learned_comes_back_in_minutes(tmp_path: Path) -> None:
    now = today()
    after = grade(NEW, Rating.GOOD, now, SETTINGS)
    given = [Answer(now.ms, CARDS[0].key, Rating.GOOD, now.day, NEW, after, 900)]
    with anki_collection(tmp_path) as col:
        take(col, package(tmp_path, given))
        card = in_anki(col)[CARDS[0].key]
        assert (card.type, card.queue, card.left % 1000) == (1, 1, 1)
        assert card.due == after.due_ms // 1000


def test_without_the_persons_word_cards_arrive_new(tmp_path: Path) -> None:
    with anki_collection(tmp_path) as col:
        take(col, package(tmp_path, history(1)), scheduling=False)
        assert {card.type for card in in_anki(col).values()} == {0}
        assert col.db.scalar("SELECT count() FROM revlog") == 0


def test_a_card_already_reviewed_in_anki_keeps_its_own(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    with anki_collection(tmp_path) as col:
        take(col, apkg.write(NOTES, plain)[0])
        col.decks.set_current(col.decks.id("Deck"))
        reviewed = col.sched.get_queued_cards().cards[0]
        card = col.get_card(reviewed.card.id)
        card.start_timer()
        col.sched.answer_card(col.sched.build_answer(card=card, states=reviewed.states, rating=3))
        before = col.db.all("SELECT * FROM cards WHERE id = ?", card.id), col.db.all("SELECT * FROM revlog")
        take(col, package(tmp_path, history(1)))
        assert (col.db.all("SELECT * FROM cards WHERE id = ?", card.id), col.db.all("SELECT * FROM revlog")) == before


def test_without_scheduling_the_package_is_what_it_was(tmp_path: Path) -> None:
    (bare,) = apkg.write(NOTES, tmp_path / "bare")
    with zipfile.ZipFile(bare) as zipped:
        (tmp_path / "bare.db").write_bytes(zipped.read("collection.anki2"))
    with closing(sqlite3.connect(tmp_path / "bare.db")) as database:
        assert database.execute("SELECT DISTINCT type, queue, ivl, data FROM cards").fetchall() == [(0, 0, 0, "")]
        assert "creationOffset" not in json.loads(database.execute("SELECT conf FROM col").fetchone()[0])


INTERVALS = """
import json, sys
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
col = Collection(sys.argv[1])
col.set_config("fsrs", True)
deck = col.decks.get_config(1)
deck["desiredRetention"] = float(sys.argv[3])
col.decks.update_config(deck)
options = ImportAnkiPackageOptions(with_scheduling=True)
col.import_anki_package(ImportAnkiPackageRequest(package_path=sys.argv[2], options=options))
for number in col.find_cards("-is:new"):
    card = col.get_card(number)
    state = col.compute_memory_state(number)
    states = col._backend.get_scheduling_states(number)
    days = [getattr(states, name).normal.review.scheduled_days for name in ("hard", "good", "easy")]
    print(json.dumps([card.note().guid, card.ord, state.stability, state.difficulty, days, card.type]))
col.close()
"""


@pytest.mark.parametrize("retention", [0.9, 0.8])
def test_anki_gives_the_same_intervals_for_the_same_answers(tmp_path: Path, retention: float) -> None:
    """Anki reckons the memory anew from the answers, with FSRS on, and says what each grade would give today."""
    settings = Settings(desired_retention=retention)
    keys = [card.key for card in CARDS[::2]]
    now = today()
    given = list(drilled.answers(keys, now.day - 1, random.Random(8), 10, settings))
    memories = drilled.memories(given)
    file = package(tmp_path, given, settings)
    # in its test mode Anki adds no chance to intervals
    done = subprocess.run(
        [sys.executable, "-c", INTERVALS, str(tmp_path / "collection.anki2"), str(file), str(retention)],
        env={**os.environ, "ANKI_TEST_MODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    compared = 0
    for line in done.stdout.splitlines():
        guid, number, stability, difficulty, days, kind = json.loads(line)
        memory = memories[Key(guid, number)]
        assert stability == pytest.approx(memory.stability, rel=2e-3)
        assert difficulty == pytest.approx(memory.difficulty, abs=0.02)
        if kind == State.REVIEW:
            ours = [grade(memory, rating, now, settings).interval for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)]
            compared += 1
            for mine, theirs in zip(ours, days, strict=True):
                assert abs(mine - theirs) <= max(1, 0.002 * theirs)
    assert compared > 25


# --------------------------------------------------------------------------- the other way


def studied(col: Collection, file: Path, answers: int = 12) -> None:
    """Study a deck in Anki: some cards, some of them wrong, some easy."""
    take(col, file, scheduling=False)
    col.set_config("fsrs", True)
    col.decks.set_current(col.decks.id("Deck"))
    for rating in (3, 1, 4, 2, 4, 3, 4, 4, 1, 3, 4, 3)[:answers]:
        queued = col.sched.get_queued_cards().cards[0]
        card = col.get_card(queued.card.id)
        card.start_timer()
        col.sched.answer_card(col.sched.build_answer(card=card, states=queued.states, rating=rating - 1))
        time.sleep(0.002)  # answers are told apart by their milliseconds


def exported(col: Collection, folder: Path, form: str) -> Path:
    file = folder / f"export-{form}.{'colpkg' if 'colpkg' in form else 'apkg'}"
    if "colpkg" in form:
        col.export_collection_package(str(file), include_media=False, legacy="old" in form)
        return file
    options = ExportAnkiPackageOptions(with_scheduling=True, with_media=False, legacy="old" in form)
    deck = col.decks.id("Deck")
    col.export_anki_package(out_path=str(file), options=options, limit=DeckIdLimit(deck))
    return file


@pytest.mark.parametrize("form", ["apkg", "apkg-old", "colpkg", "colpkg-old"])
def test_history_comes_back_from_anki(tmp_path: Path, form: str) -> None:
    with anki_collection(tmp_path, 123) as col:
        studied(col, apkg.write(NOTES, tmp_path / "build")[0])
        theirs = {key: card for key, card in in_anki(col).items() if card.type}
        first = col.sched.today
        rows = col.db.list("SELECT id FROM revlog")
        file = exported(col, tmp_path, form)
    now = today()
    with drilled.opened(tmp_path / "drill.sqlite3") as store:
        said = anki.take_over(file, CARDS, store, SETTINGS, now)
        assert said == f"took over the schedule of {len(theirs)} cards and {len(rows)} answers from {file.name}"
        memories = store.memories()
        assert memories.keys() == theirs.keys()
        for key, card in theirs.items():
            memory = memories[key]
            assert (int(memory.state), memory.reps, memory.lapses) == (card.type, card.reps, card.lapses)
            assert memory.stability == pytest.approx(card.memory_state.stability, rel=1e-3)
            if memory.state is State.REVIEW:
                assert memory.due_day - now.day == card.due - first
                assert memory.interval == card.ivl
            else:
                assert memory.due_ms == card.due * 1000
        assert sorted(answer.id for answer in store.answers()) == sorted(rows)
        assert store.answers()[0].state == State.NEW
        again = anki.take_over(file, CARDS, store, SETTINGS, now)
        assert again.startswith("took over the schedule of 0 cards and 0 answers from")
        assert store.memories() == memories


def test_there_and_back_is_the_same(tmp_path: Path) -> None:
    given = history(3)
    file = package(tmp_path, given)
    with anki_collection(tmp_path, 77) as col:
        take(col, file)
        back = exported(col, tmp_path, "apkg")
    with drilled.opened(tmp_path / "other.sqlite3") as store:
        anki.take_over(back, CARDS, store, SETTINGS, today())
        memories = store.memories()
        for key, memory in drilled.memories(given).items():
            found = memories[key]
            if memory.state is State.REVIEW:
                assert (found.due_day, found.interval, found.last_day) == (
                    memory.due_day,
                    memory.interval,
                    memory.last_day,
                )
        assert [(a.id, a.key, a.rating, a.day) for a in store.answers()] == [
            (a.id, a.key, a.rating, a.day) for a in sorted(given, key=lambda a: a.id)
        ]


def test_the_later_answer_decides_the_schedule(tmp_path: Path) -> None:
    with anki_collection(tmp_path) as col:
        studied(col, apkg.write(NOTES, tmp_path / "build")[0], 1)
        (key,) = (key for key, card in in_anki(col).items() if card.type)
        file = exported(col, tmp_path, "apkg")
    later = Moment(today().ms + 60_000, today().day)
    ours = Answer(later.ms, key, Rating.EASY, later.day, NEW, grade(NEW, Rating.EASY, later, SETTINGS), 5)
    with drilled.opened(tmp_path / "drill.sqlite3", [ours]) as store:
        assert anki.take_over(file, CARDS, store, SETTINGS, later).startswith(
            "took over the schedule of 0 cards and 1 answer from"
        )
        assert store.memories() == {key: ours.after}
        assert len(store.answers()) == 2


def test_cards_of_other_decks_are_counted_and_left(tmp_path: Path) -> None:
    with anki_collection(tmp_path) as col:
        studied(col, apkg.write(NOTES, tmp_path / "build")[0], 4)
        file = exported(col, tmp_path, "apkg")
    with drilled.opened(tmp_path / "drill.sqlite3") as store:
        said = anki.take_over(file, CARDS[:2], store, SETTINGS, today())
        assert said.endswith("; 39 of its notes are not in this project")
        assert store.memories().keys() <= {CARDS[0].key, CARDS[1].key}


def test_history_from_before_fsrs_is_reckoned(tmp_path: Path) -> None:
    file = package(tmp_path, history(4, keys=6))
    with zipfile.ZipFile(file) as zipped:
        (tmp_path / "old.db").write_bytes(zipped.read("collection.anki2"))
    with closing(sqlite3.connect(tmp_path / "old.db")) as database:
        database.execute("UPDATE cards SET data = ''")
        database.execute("DELETE FROM revlog WHERE cid = (SELECT min(id) FROM cards WHERE type = 2)")
        database.commit()
    bare = tmp_path / "old.apkg"
    with zipfile.ZipFile(bare, "w") as zipped:
        zipped.write(tmp_path / "old.db", "collection.anki2")
    before = drilled.memories(history(4, keys=6))
    with drilled.opened(tmp_path / "other.sqlite3") as store:
        anki.take_over(bare, CARDS, store, SETTINGS, today())
        found = store.memories()
    reckoned = 0
    for key, memory in before.items():
        if memory.state is State.REVIEW:
            assert 1 <= found[key].difficulty <= 10
            assert found[key].due_day == memory.due_day
            reckoned += found[key].stability == pytest.approx(memory.stability)
    assert reckoned >= 4


# --------------------------------------------------------------------------- packages from anywhere


def zipped(file: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("_", "."), data)
    return file


def refusal(file: Path, largest: int = collection.LARGEST) -> str:
    with pytest.raises(FlashgenError) as caught, collection.opened(file, largest):
        pass
    return str(caught.value)


def test_what_is_no_package_is_refused_in_a_line(tmp_path: Path) -> None:
    text = tmp_path / "a.apkg"
    text.write_text("no zip")
    assert refusal(text) == "is no package of Anki's, or is damaged; export it once more"
    assert refusal(tmp_path / "missing.apkg") == "cannot be read: No such file or directory"
    assert refusal(zipped(tmp_path / "b.apkg", media=b"{}")).startswith("holds no collection")
    assert refusal(zipped(tmp_path / "c.apkg", collection_anki2=b"no database" * 99)).startswith(
        "its collection cannot"
    )
    assert refusal(zipped(tmp_path / "d.apkg", collection_anki21b=b"no zstd")).startswith("is no package")
    assert refusal(zipped(tmp_path / "e.apkg", collection_anki2=b"")).startswith("holds no collection")


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    import zstandard

    bomb = zipped(tmp_path / "bomb.apkg", collection_anki2=bytes(5_000_000))
    assert refusal(bomb, 1_000_000) == "its collection is larger than 0 MB; export fewer decks"
    packed = zstandard.ZstdCompressor().compress(bytes(5_000_000))
    assert "larger than" in refusal(zipped(tmp_path / "zstd.apkg", collection_anki21b=packed), 1_000_000)


def test_a_view_in_the_place_of_a_table_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "evil.db")) as database:
        for table in ("col", "notes", "revlog"):
            database.execute(f"CREATE TABLE {table} (id)")
        database.execute(
            "CREATE VIEW cards AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n"
        )
        database.commit()
    evil = zipped(tmp_path / "evil.apkg", collection_anki2=(tmp_path / "evil.db").read_bytes())
    assert refusal(evil).startswith("holds no collection")


def test_nonsense_in_the_tables_does_no_harm(tmp_path: Path) -> None:
    file = package(tmp_path, history(2, keys=8))
    with zipfile.ZipFile(file) as made:
        good = made.read("collection.anki2")
    rng = random.Random(3)
    values: list[object] = [None, "x", -1, 2**62, 1e300, b"\xff", "{", '{"s": "a", "d": []}', '{"s": 1e999, "d": 3}', 0]
    for number in range(25):
        (tmp_path / "odd.db").write_bytes(good)
        with closing(sqlite3.connect(tmp_path / "odd.db")) as database:
            for table, column in (
                ("cards", c) for c in "type queue due ivl factor reps lapses left data odue ord".split()
            ):
                database.execute(
                    f"UPDATE OR IGNORE {table} SET {column} = ? WHERE id % 3 = ?",
                    (rng.choice(values), rng.randrange(3)),
                )
            for column in "ease ivl lastIvl factor time type".split():
                database.execute(
                    f"UPDATE OR IGNORE revlog SET {column} = ? WHERE id % 3 = ?", (rng.choice(values), rng.randrange(3))
                )
            database.execute("UPDATE OR IGNORE col SET conf = ?", (rng.choice(values),))
            database.commit()
        odd = zipped(tmp_path / f"odd{number}.apkg", collection_anki2=(tmp_path / "odd.db").read_bytes())
        with drilled.opened(tmp_path / f"odd{number}.sqlite3") as store:
            anki.take_over(odd, CARDS, store, SETTINGS, today())
            for memory in store.memories().values():
                assert isinstance(memory, Memory)
                assert memory.stability > 0
                assert 1 <= memory.difficulty <= 10
                grade(memory, Rating.GOOD, today(), SETTINGS)


def test_the_local_day_is_what_anki_counts() -> None:
    """The store's days are those of this machine's clock, as Anki's are."""
    now = datetime.now().astimezone()
    assert abs(local(int(now.timestamp() * 1000)) - now) < timedelta(seconds=1)
