"""drill.sqlite3: what is written stays, whoever else writes, and whatever became of the file."""

import multiprocessing
import os
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import drilled
import pytest

from flashgen.drill import opening, schema
from flashgen.drill.memory import grade
from flashgen.drill.settings import Settings
from flashgen.drill.values import NEW, Answer, Key, Memory, Rating, State
from flashgen.model import FlashgenError

SETTINGS = Settings()
DAY = 739_900
KEY = Key("g1", 0)


def answer(
    key: Key = KEY, rating: Rating = Rating.GOOD, before: Memory = NEW, ms: int = 0, cram: bool = False
) -> Answer:
    at = drilled.later(drilled.noon(DAY), ms)
    after = before if cram else grade(before, rating, at, SETTINGS)
    return Answer(at.ms, key, rating, DAY, before, after, 1200, cram)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "drill.sqlite3"


def test_an_answer_and_what_follows_from_it_are_there_again(file: Path) -> None:
    first = answer()
    second = answer(before=first.after, rating=Rating.EASY, ms=700_000)
    with drilled.opened(file, [first, second]) as opened:
        assert opened.memories() == {KEY: second.after}
    with drilled.opened(file) as opened:
        assert opened.memories() == {KEY: second.after}
        logged = opened.answers()
        assert [(each.id, each.key, each.rating, each.state) for each in logged] == [
            (first.id, KEY, 3, State.NEW),
            (second.id, KEY, 4, State.LEARNING),
        ]
        assert (logged[1].last_interval, logged[1].interval) == (first.after.interval, second.after.interval)
        assert (logged[1].stability, logged[1].difficulty) == (second.after.stability, second.after.difficulty)
        assert opened.today(DAY) == (1, frozenset({"g1"}))
        assert opened.today(DAY + 1) == (0, frozenset())
    assert sorted(path.name for path in file.parent.iterdir()) == ["drill.sqlite3"]


def test_undo_leaves_no_trace(file: Path) -> None:
    first = answer()
    with drilled.opened(file, [first]) as opened:
        second = opened.write(answer(before=first.after, ms=5))
        assert second
        assert opened.take_back(second)
        assert opened.memories() == {KEY: first.after}
        assert opened.take_back(first)
        assert (opened.memories(), opened.answers()) == ({}, ())
        assert not opened.take_back(first)


def test_only_the_last_answer_of_a_card_is_taken_back(file: Path) -> None:
    first = answer()
    with drilled.opened(file, [first, answer(before=first.after, ms=5)]) as opened:
        assert not opened.take_back(first)
        assert len(opened.answers()) == 2


def test_an_answer_is_taken_back_after_the_clock_was_set_back(file: Path) -> None:
    with drilled.opened(file, [answer(ms=9_000_000)]) as opened:
        (before,) = opened.memories().values()
        given = opened.write(answer(before=before, ms=5))
        assert given
        assert given.id < opened.answers()[-1].id
        assert opened.take_back(given)
        assert opened.memories() == {KEY: before}
        assert len(opened.answers()) == 1


def test_a_store_with_a_trigger_is_nobody_s(file: Path) -> None:
    with drilled.opened(file, [answer()]):
        pass
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TRIGGER t AFTER INSERT ON cards BEGIN DELETE FROM cards; END")
    with pytest.raises(FlashgenError, match="not a store of flashgen's"), drilled.opened(file):
        pass


def test_no_two_answers_share_an_id(file: Path) -> None:
    with drilled.opened(file, [answer(Key("g1", 0)), answer(Key("g2", 0))]) as opened:
        one, other = opened.answers()
        assert other.id == one.id + 1


def test_cram_is_logged_and_changes_nothing(file: Path) -> None:
    with drilled.opened(file, [answer(cram=True)]) as opened:
        assert opened.memories() == {}
        assert [each.cram for each in opened.answers()] == [1]
        assert opened.today(DAY) == (0, frozenset())
        assert opened.take_back(replace(answer(cram=True), id=opened.answers()[0].id))
        assert opened.answers() == ()


def test_an_answer_that_another_drill_gave_first_stays(file: Path) -> None:
    with drilled.opened(file) as one, drilled.opened(file) as other:
        assert one.write(answer(rating=Rating.EASY))
        assert other.write(answer(rating=Rating.AGAIN, ms=5)) is None
        assert [each.rating for each in other.answers()] == [Rating.EASY]
        assert other.memories() == one.memories()


def _drill(file: Path, number: int) -> None:
    rng = random.Random(number)
    with opening.opened(file, "drill.sqlite3", DAY) as (opened, _):
        for step in range(25):
            key = Key(f"g{rng.randrange(5)}", 0)
            before = opened.memories().get(key, NEW)
            opened.write(answer(key, Rating(rng.randint(1, 4)), before, ms=step * 1000))


def test_two_drills_at_once_lose_nothing(file: Path) -> None:
    context = multiprocessing.get_context("fork" if os.name == "posix" else "spawn")
    drills = [context.Process(target=_drill, args=(file, number)) for number in range(3)]
    for each in drills:
        each.start()
    for each in drills:
        each.join(60)
    assert [each.exitcode for each in drills] == [0, 0, 0]
    with drilled.opened(file) as opened:
        memories, logged = opened.memories(), opened.answers()
        assert sum(memory.reps for memory in memories.values()) == len(logged) > 25
        for key, memory in memories.items():
            assert memory.last_ms <= max(each.id for each in logged if each.key == key)


@pytest.mark.parametrize(
    "damage",
    [
        b"no database at all, but a text of some length, as a merge might leave it" * 9,
        b"SQLite format 3\x00" + bytes(range(256)) * 8,
    ],
    ids=["text", "broken header"],
)
def test_a_damaged_store_is_set_aside_with_a_word(file: Path, damage: bytes) -> None:
    for name in ("drill.damaged-2026-10-11.sqlite3", "drill.damaged-2026-10-11-2.sqlite3"):
        file.write_bytes(damage)
        Path(f"{file}-journal").write_bytes(b"left over")
        with opening.opened(file, "notes/drill.sqlite3", DAY) as (opened, problem):
            assert str(problem) == (
                f"notes/drill.sqlite3: was damaged and is now {name}; a new one is begun, and nothing is known of "
                "earlier answers; put a backup in its place if you have one"
            )
            assert opened.write(answer())
        assert file.with_name(name).read_bytes() == damage
    assert file.with_name("drill.damaged-2026-10-11.sqlite3").read_bytes() == damage


def test_a_page_damaged_in_the_middle_is_found(file: Path) -> None:
    given = [answer(Key(f"g{number}", 0)) for number in range(300)]
    with drilled.opened(file, given):
        pass
    data = bytearray(file.read_bytes())
    data[4096 * 3 : 4096 * 3 + 600] = os.urandom(600)
    file.write_bytes(data)
    with opening.opened(file, "drill.sqlite3", DAY) as (opened, problem):
        assert problem
        assert opened.memories() == {}
    assert file.with_name("drill.damaged-2026-10-11.sqlite3").read_bytes() == data


def test_the_store_of_a_newer_flashgen_is_left_alone(file: Path) -> None:
    with drilled.opened(file, [answer()]):
        pass
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    data = file.read_bytes()
    with pytest.raises(FlashgenError, match="newer flashgen") as caught, opening.opened(file, "drill.sqlite3", DAY):
        pass
    assert caught.value.problem.path == "drill.sqlite3"
    assert file.read_bytes() == data


def test_a_damaged_store_that_cannot_be_moved_is_told_and_left(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    file.write_bytes(b"no database at all, but a text of some length, as a merge might leave it" * 9)
    before = file.read_bytes()
    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FlashgenError, match="cannot be moved away: Permission denied"), opening.opened(file, "d", DAY):
        pass
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert file.read_bytes() == before


def test_a_drive_without_links_sets_aside_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    file.write_bytes(b"no database at all, but a text of some length, as a merge might leave it" * 9)
    monkeypatch.setattr(os, "link", refuse)
    with opening.opened(file, "d", DAY) as (opened, problem):
        assert problem
        assert opened.memories() == {}
    assert len(list(file.parent.glob("drill.damaged-*"))) == 1


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        *(
            ("cards", name, value)
            for name in ("state", "due_day", "last_ms", "leech")
            for value in (-1, "x", 2**60, b"1")
        ),
        *(("cards", name, value) for name in ("stability", "difficulty") for value in (0, 1e300, float("inf"), "x")),
        *(("answers", name, value) for name in ("rating", "day", "state", "cram") for value in (-1, 99**9, "x", 0.5)),
        *(("answers", name, value) for name in ("stability", "difficulty") for value in (-1, float("inf"), "x")),
        ("cards", "guid", b"\xff"),
        ("answers", "guid", b"\xff"),
    ],
)
def test_a_row_that_makes_no_sense_is_told_and_nothing_lost(file: Path, table: str, column: str, value: object) -> None:
    with drilled.opened(file, [answer()]) as opened:
        opened.database.execute(f"UPDATE {table} SET {column} = ?", (value,))
    before = file.read_bytes()
    with drilled.opened(file) as opened:
        read = opened.memories if table == "cards" else opened.answers
        with pytest.raises(FlashgenError, match=f"is damaged: a row of its table {table} makes no sense; put a backup"):
            read()
    assert file.read_bytes() == before


def test_a_schema_that_is_no_text_is_damage(file: Path) -> None:
    with drilled.opened(file, [answer()]):
        pass
    data = file.read_bytes().replace(b"CREATE TABLE cards", b"CREATE TABLE \xff\xff\xff\xff\xff")
    file.write_bytes(data)
    with opening.opened(file, "d", DAY) as (opened, problem):
        assert problem
        assert opened.memories() == {}
    assert [path.read_bytes() for path in file.parent.glob("drill.damaged-*")] == [data]


def test_an_answer_that_cannot_be_written_leaves_nothing_of_it(file: Path) -> None:
    with drilled.opened(file, [answer()]) as opened:
        before = opened.memories(), opened.answers()
        opened.database.execute(
            "CREATE TRIGGER full BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END"
        )
        with pytest.raises(FlashgenError, match="cannot be read or written: disk I/O error"):
            opened.write(answer(KEY, before=opened.memories()[KEY], ms=700_000))
        assert (opened.memories(), opened.answers()) == before


def test_answers_given_elsewhere_at_the_same_moment_are_both_kept(file: Path) -> None:
    with drilled.opened(file, [answer()]) as opened:
        (own,) = opened.answers()
        other = own._replace(guid="g2")
        assert opened.merge({}, [other, own]) == (0, 1)
        assert [(each.id - own.id, each.guid) for each in opened.answers()] == [(0, "g1"), (1, "g2")]


def test_a_strangers_database_is_left_alone(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE recipes (name)")
    data = file.read_bytes()
    with pytest.raises(FlashgenError, match="not a store of flashgen's"), opening.opened(file, "drill.sqlite3", DAY):
        pass
    assert file.read_bytes() == data


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(FlashgenError, match="cannot be opened"),
        opening.opened(tmp_path / "no/drill.sqlite3", "d", DAY),
    ):
        pass


def test_a_store_held_by_another_program_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_PATIENCE", 0.05)
    with drilled.opened(file) as opened, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(FlashgenError, match="held by another program"):
            opened.write(answer())
        other.execute("ROLLBACK")
        assert opened.write(answer())


def test_every_answer_is_synced_before_write_returns(file: Path) -> None:
    with opening.opened(file, "drill.sqlite3", DAY) as (opened, _):
        (level,) = opened.database.execute("PRAGMA synchronous").fetchone()
        (journal,) = opened.database.execute("PRAGMA journal_mode").fetchone()
        assert (level, journal) == (3, "delete")
        opened.write(answer())
        with drilled.opened(file) as other:
            assert len(other.answers()) == 1
