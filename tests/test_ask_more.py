"""What is missing: the lines that a model found facts in are gone through again, and what comes of that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from misbehaving import Line, Request, completion, serving
from seals import (
    CLAWS,
    DIVE,
    FACTS,
    PUPS,
    WEIGHT,
    asks_for_more,
    begin,
    begin_project,
    cards,
    configure,
    facts,
    gaps,
    marked,
    prompts,
    run,
    send,
    shown,
    stated,
    verdicts,
)  # fmt: skip

from flashgen.ask import answers as store
from flashgen.ask.values import Answer, Answers

LONGEST = "How long does a dive of harbour seals last at most?"
MORE = {
    "line": 5,
    "span": "a dive mostly lasts three to seven minutes, at most thirty",
    "kind": "quantity",
    "question": LONGEST,
    "object": "thirty",
}
WALRUS = "How much do adult walruses weigh?"
WRONG = {**FACTS, "adults weigh": ("quantity", WALRUS, "about 85 kg")}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    begin_project(tmp_path / "notes", monkeypatch)
    return tmp_path / "notes"


def said(prompt: str, *given: Mapping[str, object]) -> str:
    return json.dumps({"prompt": stated(prompt), "facts": given})


def test_lines_are_gone_through_again_beside_what_was_found() -> None:
    begin({**FACTS, "hooked claws": ("function", "What are the hooked claws of walruses for?", "grooming")})
    (gap,) = gaps()
    assert marked(gap) == [3, 4, 5, 6]
    assert f"\nline 4: {WEIGHT} about 85 kg\nline 5: {DIVE} three" in gap
    assert (
        "\nline 6: What are the hooked claws of walruses for? grooming"
        "\n  REFUSED: “walruses” in the question is not in the notes\n"
    ) in gap
    assert "seals.md:3-6, what is missing of 4 blocks" in run("ask", "--export", "prompts").output


def test_what_is_missing_is_taken_once_and_looked_at_in_turn() -> None:
    send(verdicts(begin(), {}))
    (gap,) = gaps()
    printed = send(said(gap, MORE))
    assert "took 1 fact about 4 blocks\n" in printed
    assert "took 1 fact, dropped 0; flashgen build makes cards of them\n" in printed
    assert "export once more" in printed
    assert gaps() == []
    (look,) = prompts()
    assert [asked for asked, _ in shown(look).values()] == [LONGEST]
    send(verdicts(look, {}))
    assert set(cards()) == {PUPS, WEIGHT, DIVE, CLAWS, LONGEST}
    assert gaps() + prompts() == []


def test_nothing_may_be_missing() -> None:
    send(verdicts(begin(), {}))
    (gap,) = gaps()
    assert "took 0 facts about 4 blocks\n" in send(said(gap))
    assert gaps() == []


def test_what_was_refused_may_come_again_in_other_words() -> None:
    begin(WRONG)
    (gap,) = gaps()
    again = {"line": 4, "span": "adults weigh about 85 kg", "kind": "quantity", "object": "about 85 kg"}
    send(said(gap, {**again, "question": WALRUS}, {**again, "question": WEIGHT}))
    assert set(cards()) == {PUPS, WEIGHT, DIVE, CLAWS}
    assert gaps() == []


def test_what_is_there_is_not_missing() -> None:
    begin()
    (gap,) = gaps()
    kind, question, answer = FACTS["hooked claws"]
    span = "the hooked claws of the fore flippers are for grooming"
    before = json.loads(Path(store.FILE).read_text(encoding="utf-8").splitlines()[-1])["facts"]
    send(said(gap, {"line": 6, "span": span, "kind": kind, "question": question, "object": answer}))
    assert json.loads(Path(store.FILE).read_text(encoding="utf-8").splitlines()[-1])["facts"] == before


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"object": "forty"}, "“forty” in the answer is not in the words it cites"),
        ({"span": "a dive lasts at most thirty"}, "the block does not say the words that it cites"),
        ({"line": 1}, "the line it names was not asked about"),
    ],
)
def test_it_is_held_to_the_notes_like_all_else(change: dict[str, object], reason: str) -> None:
    begin()
    (gap,) = gaps()
    printed = send(said(gap, {**MORE, **change}))
    assert "took 0 facts about 4 blocks, dropped 1:" in printed
    assert f": {reason}: {LONGEST}" in printed
    assert set(cards()) == {PUPS, WEIGHT, DIVE, CLAWS}


def test_a_line_without_facts_is_gone_through_and_a_file_without_any_is_not(project: Path) -> None:
    (project / "other.md").write_text("# Grey seals\n\n- bulls weigh about 300 kg, cows about 180 kg\n", "utf-8")
    seals, other = sorted(prompts(), key=lambda prompt: "Grey" in prompt)
    send(facts(seals, {"pups can swim": FACTS["pups can swim"]}), facts(other, {}))
    (gap,) = gaps()
    assert marked(gap) == [3, 4, 5, 6]
    assert "Grey" not in gap


def test_a_missing_fact_may_stand_in_an_item_that_was_not_asked_about(project: Path) -> None:
    notes = "# Seals\n\n- Flippers of seals are used for\n  - steering\n  - grooming\n  - digging\n"
    (project / "seals.md").write_text(notes, encoding="utf-8")
    (asked,) = prompts()
    items = {"question": "What are flippers of seals used for?", "items": ["steering", "grooming", "digging"]}
    send(said(asked, {"line": 3, "span": "Flippers of seals are used for", "kind": "listing", **items}))
    (gap,) = gaps()
    assert marked(gap) == [3, 4, 5, 6]
    question = "What are flippers of seals used for, besides steering and digging?"
    send(said(gap, {"line": 5, "span": "grooming", "kind": "function", "question": question, "object": "grooming"}))
    (look,) = prompts()
    assert question in [card for card, _ in shown(look).values()]


def test_what_breaks_off_is_gone_through_again() -> None:
    begin()
    (gap,) = gaps()
    whole = said(gap, MORE, {**MORE, "line": 6})
    send(whole[: whole.rindex('"line": 6')])
    (again,) = gaps()
    assert marked(again) == [5, 6]


def test_an_edited_line_is_told(project: Path) -> None:
    begin()
    (gap,) = gaps()
    notes = project / "seals.md"
    notes.write_text(notes.read_text(encoding="utf-8").replace("thirty", "forty"), encoding="utf-8")
    assert f"the line was edited since it was asked about: {LONGEST}" in send(said(gap, MORE))


def test_what_comes_after_the_answers_are_deleted_is_told() -> None:
    begin()
    (gap,) = gaps()
    Path(store.FILE).unlink()
    printed = send(said(gap, MORE))
    assert "what was found in its line before is there no more; export again" in printed
    assert not Path(store.FILE).exists()


def test_answers_that_come_once_more_do_not_undo_it() -> None:
    (asked,) = prompts()
    send(facts(asked))
    (gap,) = gaps()
    send(said(gap, MORE))
    before = Path(store.FILE).read_bytes()
    send(facts(asked))
    send(said(gap, MORE))
    assert Path(store.FILE).read_bytes() == before
    send(facts(asked, {"adults weigh": FACTS["adults weigh"]}))
    assert set(cards()) == {PUPS, WEIGHT, DIVE, CLAWS, LONGEST}


def test_other_answers_take_its_place_where_they_say_something_else() -> None:
    (asked,) = prompts()
    send(facts(asked))
    (gap,) = gaps()
    send(said(gap, MORE))
    other = "How long do dives of harbour seals last at most?"
    send(said(asked, {**MORE, "question": other}))
    assert set(cards()) == {PUPS, WEIGHT, CLAWS, other}


@pytest.mark.parametrize("off", ["second_look: false", "private"])
def test_who_wants_none_is_asked_for_none(project: Path, off: str) -> None:
    begin()
    if off == "private":
        notes = project / "seals.md"
        notes.write_text(f"---\nflashgen: private\n---\n{notes.read_text(encoding='utf-8')}", encoding="utf-8")
    else:
        (project / "flashgen.yaml").write_text(f"deck: Sea\nmodel:\n  {off}\n", encoding="utf-8")
    assert gaps() == []


def test_a_newer_prompt_goes_through_all_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    begin()
    (gap,) = gaps()
    send(said(gap, MORE))
    monkeypatch.setattr("flashgen.ask.more.MORE_VERSION", 99)
    (again,) = gaps()
    assert marked(again) == [3, 4, 5, 6]
    assert LONGEST in again


@pytest.mark.parametrize("more", ['"1"', "null", "[]"])
def test_a_damaged_line_is_told(more: str) -> None:
    begin()
    text = Path(store.FILE).read_text(encoding="utf-8")
    Path(store.FILE).write_text(text.replace('"facts":', f'"more": {more}, "facts":', 1), encoding="utf-8")
    assert "answers.jsonl:2: is damaged; take the file from git" in run("build", "--yes").output


def test_it_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    known = Answers().added([Answer("k", 1, "m", (), (), more=1)])
    store.save(known, tmp_path / store.FILE)
    assert store.load(tmp_path / store.FILE) == known


def test_prompts_and_replies_in_the_notes_folder_are_no_notes() -> None:
    begin()
    (gap,) = gaps()
    Path("gap.md").write_text(gap, encoding="utf-8")
    Path("reply.md").write_text(f"Here it is:\n\n{said(gap, MORE)}\n", encoding="utf-8")
    run("build", "--yes")
    found = json.loads(run("preview", "--format", "json").stdout)
    assert {card["source"]["path"] for card in found} == {"seals.md"}


@pytest.mark.usefixtures("unlooped")
def test_replies_about_the_same_lines_may_come_at_the_same_time() -> None:
    def model(line: Line, request: Request) -> None:
        asked = request.prompt
        of_lines = said(asked, MORE) if asks_for_more(asked) else facts(asked)
        line.send(200, completion(verdicts(asked, {}) if shown(asked) else of_lines))

    with serving(model) as server:
        configure(Path(), f"  endpoint: {server.address}\n  name: m\n  at_once: 4\n")
        run("ask", "--yes")
        assert len(server.requests) == 4
    assert set(cards()) == {PUPS, WEIGHT, DIVE, CLAWS, LONGEST}
    rows = [json.loads(row) for row in Path(store.FILE).read_text(encoding="utf-8").splitlines()[1:]]
    assert all(row["more"] and all("look" in fact for fact in row["facts"]) for row in rows)
