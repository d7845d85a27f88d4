"""What pages are sent: each gets what changed since it last asked, and no more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from flashgen import config, pipeline
from flashgen.model import Problem
from flashgen.review import board
from flashgen.review.board import Board
from flashgen.review.project import Seen

FACTS = [f"Q: Which river has number {n}?\nA: River {n * 7}\n" for n in range(4)]


def seen(folder: Path, *facts: str) -> Seen:
    (folder / "rivers.md").write_text("\n".join(facts), encoding="utf-8")
    return Seen(pipeline.plan([folder / "rivers.md"], config.Config(folder)))


@pytest.fixture
def first(tmp_path: Path) -> tuple[Board, Seen]:
    found = seen(tmp_path, *FACTS)
    return board.after(Board(), None, found), found


def questions(said: dict[str, object]) -> list[str]:
    return [row["question"] for row in said["rows"]]  # type: ignore[attr-defined]


def test_a_new_page_gets_everything(first: tuple[Board, Seen]) -> None:
    said = board.since(first[0], 0)
    assert said["whole"]
    assert said["version"] == 1
    assert len(said["rows"]) == 4
    assert [row["path"] for row in said["files"]] == ["rivers.md"]


def test_nothing_new_is_no_new_version(first: tuple[Board, Seen], tmp_path: Path) -> None:
    again = board.after(*first, seen(tmp_path, *FACTS))
    assert again is first[0]
    said = board.since(again, 1)
    assert (said["rows"], said["gone"], "order" in said, said["whole"]) == ([], [], False, False)


def test_a_page_gets_what_changed_came_and_went(first: tuple[Board, Seen], tmp_path: Path) -> None:
    before, old = first
    new = seen(tmp_path, FACTS[0], FACTS[1].replace("River 7", "River 8"), FACTS[3])
    after = board.after(before, old, new)
    said = board.since(after, 1)
    # the last stands on another line now
    assert questions(said) == ["Which river has number 1?", "Which river has number 3?"]
    assert len(said["gone"]) == 2
    assert said["order"] == [note.guid for note in new.plan.notes]
    assert said["files"][0]["version"] == 2
    assert board.since(after, 2)["rows"] == []
    back = board.after(after, new, seen(tmp_path, *FACTS))
    assert board.since(back, 1)["gone"] == board.since(back, 2)["gone"]
    assert set(board.since(back, 1)["gone"]).isdisjoint(back.rows)


def test_a_page_of_another_server_gets_everything(first: tuple[Board, Seen]) -> None:
    assert board.since(first[0], 99)["whole"]


def test_what_stands_above_the_list_is_new_too(first: tuple[Board, Seen]) -> None:
    before, old = first
    after = board.after(before, old, replace(old, trouble=Problem("edits.yaml", 3, "is broken")))
    assert after.version == 2
    assert board.since(after, 1)["problems"][0]["said"] == "edits.yaml:3: is broken"
    assert board.since(after, 1)["rows"] == []


def test_a_long_side_is_cut(tmp_path: Path) -> None:
    found = seen(tmp_path, f"Q: Which?\nA: {'long ' * 400}\n")
    (row,) = board.since(board.after(Board(), None, found), 0)["rows"]
    assert len(row["answer"]) == board.LONGEST
