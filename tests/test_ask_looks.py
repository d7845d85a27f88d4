"""The second look: a model's cards shown to it again, by hand and at an endpoint, and what its verdicts do."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from misbehaving import Line, Request, Server, completion, refuses, serving
from seals import (
    ANEW,
    CLAWS,
    DIVE,
    FACTS,
    MEND,
    NOTES,
    PUPS,
    WEIGHT,
    asks_for_more,
    begin,
    begin_project,
    cards,
    configure,
    facts,
    prompts,
    run,
    send,
    shown,
    verdicts,
)  # fmt: skip

from flashgen.ask import answers as store
from flashgen.ask.values import Answer, Answers, Given, Look, Opinion
from flashgen.ask.verdicts import read
from flashgen.model import Kind


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    begin_project(tmp_path / "notes", monkeypatch)
    return tmp_path / "notes"


def test_cards_are_shown_as_the_person_will_see_them() -> None:
    look = begin()
    assert sorted(name.name[:8] for name in Path("prompts").iterdir()) == ["look-001", "more-001"]
    assert [said for _, said in shown(look).values()] == [answer for _, _, answer in FACTS.values()]
    assert [asked for asked, _ in shown(look).values()] == [PUPS, WEIGHT, DIVE, CLAWS]
    assert "      4  - adults weigh about 85 kg" in look


def test_what_is_kept_is_emitted_and_what_is_dropped_is_held() -> None:
    look = begin()
    assert set(cards()) == {PUPS, WEIGHT, DIVE, CLAWS}
    printed = send(verdicts(look, {PUPS: {"verdict": "drop", "why": "guessable"}, DIVE: {"verdict": "drop"}}))
    assert "of 4 cards 2 kept, 2 held:" in printed
    assert f"seals.md:3: second-look: guessable: {PUPS} within hours of being born" in printed
    assert set(cards()) == {WEIGHT, CLAWS}
    assert cards("held") == {PUPS: "second-look: guessable", DIVE: "second-look: not worth keeping"}
    assert prompts() == []


def test_a_card_that_says_what_the_notes_do_not_is_gone() -> None:
    printed = send(verdicts(begin(), {WEIGHT: {"verdict": "drop", "why": "false"}}))
    assert "a second look does not find it in the notes" in printed
    assert WEIGHT not in cards() | cards("held")


def test_a_card_that_is_worded_anew_waits_until_it_was_looked_at_in_turn() -> None:
    printed = send(verdicts(begin(), {CLAWS: MEND}))
    assert "of 4 cards 3 kept, 1 worded anew, to be looked at in turn\n" in printed
    assert printed.splitlines()[-2].startswith(
        "looked at 4 cards a second time, kept 3 and worded 1 anew; flashgen build"
    )
    assert set(cards()) == {PUPS, WEIGHT, DIVE}
    assert cards("held") == {CLAWS: "second-look: vague", ANEW: "second-look: worded anew, and not looked at since"}
    (again,) = prompts()
    assert [asked for asked, _ in shown(again).values()] == [ANEW]
    assert "of 1 card 1 kept\n" in send(verdicts(again, {}))
    assert set(cards()) == {PUPS, WEIGHT, DIVE, ANEW}
    assert prompts() == []


BETTER = "What do harbour seals use the hooked claws of the fore flippers for?"
BEST = "For what are the hooked claws of the fore flippers of harbour seals?"


def test_what_is_worded_anew_twice_is_given_up() -> None:
    said = [verdicts(begin(), {CLAWS: MEND})]
    send(said[0])
    (again,) = prompts()
    said.append(verdicts(again, {ANEW: {**MEND, "why": "grammar", "question": BETTER}}))
    assert "of 1 card 0 kept, 1 worded anew" in send(said[1])
    (last,) = prompts()
    said.append(verdicts(last, {BETTER: {**MEND, "why": "unclear", "question": BEST}}))
    assert "of 1 card 0 kept, 1 held:" in send(said[2])
    assert prompts() == []
    before = Path(store.FILE).read_bytes()
    send(*said)
    assert Path(store.FILE).read_bytes() == before
    assert set(cards()) == {PUPS, WEIGHT, DIVE}
    assert cards("held") == {
        CLAWS: "second-look: vague",
        ANEW: "second-look: grammar",
        BETTER: "second-look: unclear",
    }


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"question": "What are the hooked claws of walruses for?"}, "“walruses” in the question is not in the notes"),
        ({"object": "fighting"}, "“fighting” in the answer is not in the words it cites"),
        ({"question": "What are the 5 hooked claws of harbour seals for?"}, "“5” in the question is not in the notes"),
        ({"question": "What are the hooked claws never for?"}, "“never” in the question is not in the notes"),
    ],
)
def test_what_is_worded_anew_is_held_to_the_notes_like_all_else(change: dict[str, str], reason: str) -> None:
    printed = send(verdicts(begin(), {CLAWS: {**MEND, **change}}))
    assert "of 4 cards 3 kept, 1 held:" in printed
    assert reason in printed
    assert set(cards()) == {PUPS, WEIGHT, DIVE}
    assert prompts() == []


@pytest.mark.parametrize("half", [{"question": ""}, {"object": ""}])
def test_a_card_to_be_mended_without_saying_how_is_held(half: dict[str, str]) -> None:
    send(verdicts(begin(), {CLAWS: {**MEND, **half}}))
    assert cards("held") == {CLAWS: "second-look: vague"}
    assert prompts() == []


def test_a_list_may_become_one_answer_and_an_answer_a_list() -> None:
    listed = {"verdict": "mend", "why": "vague", "question": "How long does a dive of harbour seals mostly last?"}
    given = Given(Kind.LISTING, "s", "", "", "", "Q?", ("a", "b"))
    assert given.reworded("R?", "a", ()) == Given(Kind.CLAIM, "s", "", "", "a", "R?", mends=given.id)
    assert given.reworded("R?", "", ("b", "a")).kind is Kind.LISTING
    one = Given(Kind.QUANTITY, "s", "", "", "a", "Q?")
    assert one.reworded("R?", "", ("a", "b")) == Given(Kind.LISTING, "s", "", "", "", "R?", ("a", "b"), mends=one.id)
    (found,) = read(json.dumps({"cards": [{"card": 1, **listed, "items": ["three", "seven"]}]})).of_cards.values()
    assert (found.answer, found.items) == ("", ("three", "seven"))


NEAR = {**FACTS, "adults weigh": ("quantity", "How much do adult harbour seals with flippers weigh?", "about 85 kg")}


def test_a_plain_word_from_a_line_near_by_needs_a_second_look() -> None:
    (asked,) = prompts()
    printed = send(facts(asked, NEAR))
    question = NEAR["adults weigh"][1]
    assert f"“flippers” in the question is not in the notes: {question}" in printed
    assert question not in cards() | cards("held")
    (look,) = prompts()
    assert question in [card for card, _ in shown(look).values()]
    send(verdicts(look, {}))
    assert question in cards()


SONGS = """\
# Songs

- "Tide Is In"
  - 1954, Ada Quill
  - no. 3 on the coast, covered by Pat Drum
- "Low Water"
  - 1956, Bo Reed
"""


def test_lines_below_one_thing_may_name_it_for_each_other(project: Path) -> None:
    (project / "seals.md").write_text(SONGS, encoding="utf-8")
    asked = "By whom was the song “Tide Is In” by Ada Quill covered?"
    mixed = "By whom was the song “Low Water” by Ada Quill covered?"
    other = "By whom was the song “Tide Is In” by Bo Reed covered?"
    every = enumerate((asked, mixed, other))
    look = begin({f"3 on the coast{' ' * number}": ("claim", one, "Pat Drum") for number, one in every})
    assert [card for card, _ in shown(look).values()] == [asked]
    send(verdicts(look, {}))
    assert set(cards()) == {asked}


def test_lines_with_a_name_of_their_own_do_not(project: Path) -> None:
    notes = "# Seals\n\n- Weight:\n  - harp seal: 270 kg\n  - hooded seal: 410 kg\n"
    (project / "seals.md").write_text(notes, encoding="utf-8")
    right, wrong = "What is the weight of the harp seal?", "What is the weight of the hooded seal?"
    every = enumerate((right, wrong))
    look = begin({f"harp seal: 270{' ' * number}": ("claim", one, "270 kg") for number, one in every})
    assert [card for card, _ in shown(look).values()] == [right]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How much do adult walruses weigh?", "about 85 kg"),  # a word of no line
        ("How much do Pups of harbour seals weigh?", "about 85 kg"),  # a name
        ("How much do adult harbour seals weigh in 7 minutes?", "about 85 kg"),  # a number
        ("How much do adult harbour seals never weigh?", "about 85 kg"),
        ("How much do adult harbour seals weigh?", "85 kg"),  # not as sure as that
        ("How much do adult harbour seals weigh?", "about 85 kg within hours"),
    ],
)
def test_a_second_look_lets_nothing_else_through(question: str, answer: str) -> None:
    look = begin({**FACTS, "adults weigh": ("quantity", question, answer)})
    assert len(shown(look)) == 3
    send(verdicts(look, {}))
    assert set(cards()) == {PUPS, DIVE, CLAWS}


def test_answers_that_come_once_more_do_not_undo_the_second_look() -> None:
    (asked,) = prompts()
    send(facts(asked))
    (look,) = prompts()
    said = verdicts(look, {PUPS: {"verdict": "drop", "why": "trivial"}, CLAWS: MEND})
    send(said)
    (again,) = prompts()
    send(verdicts(again, {}))
    before = Path(store.FILE).read_bytes()
    send(facts(asked))
    assert Path(store.FILE).read_bytes() == before
    send(facts(asked), said, verdicts(again, {}))
    assert Path(store.FILE).read_bytes() == before
    assert set(cards()) == {WEIGHT, DIVE, ANEW}


def test_all_answers_may_lie_in_one_folder() -> None:
    (asked,) = prompts()
    send(facts(asked))
    (look,) = prompts()
    send(facts(asked), verdicts(look, {PUPS: {"verdict": "drop"}}), look)
    assert set(cards()) == {WEIGHT, DIVE, CLAWS}


def test_verdicts_on_a_line_that_was_edited_are_told() -> None:
    look = begin()
    Path("seals.md").write_text(NOTES.replace("85 kg", "90 kg"), encoding="utf-8")
    printed = send(verdicts(look, {}))
    assert f"the line was edited since its cards were shown: {WEIGHT}" in printed
    assert set(cards()) == {PUPS, DIVE, CLAWS}


def test_a_newer_prompt_looks_anew_and_the_older_verdict_holds_till_then(monkeypatch: pytest.MonkeyPatch) -> None:
    send(verdicts(begin(), {PUPS: {"verdict": "drop"}, CLAWS: MEND}))
    for module in ("looks", "looked"):
        monkeypatch.setattr(f"flashgen.ask.{module}.LOOK_VERSION", 99)
    assert PUPS not in cards()
    (again,) = prompts()
    assert len(shown(again)) == 5
    send(verdicts(again, {}))
    assert set(cards()) == {PUPS, WEIGHT, DIVE, CLAWS}


def test_who_wants_none_is_shown_none(project: Path) -> None:
    (asked,) = prompts()
    (project / "flashgen.yaml").write_text("deck: Sea\nmodel:\n  second_look: false\n", encoding="utf-8")
    assert "export once more" not in send(facts(asked))
    assert prompts() == []


def test_what_became_private_is_shown_to_nobody(project: Path) -> None:
    begin()
    (project / "seals.md").write_text(f"---\nflashgen: private\n---\n{NOTES}", encoding="utf-8")
    assert prompts() == []


def test_prompts_and_verdicts_in_the_notes_folder_are_no_notes() -> None:
    look = begin()
    Path("look.md").write_text(look, encoding="utf-8")
    Path("verdicts.md").write_text(f"Here it is:\n\n{verdicts(look, {})}\n", encoding="utf-8")
    run("build", "--yes")
    assert {source.split(":")[0] for source in re.findall(r"(\w+\.md):\d+", run("preview", "--source").output)} <= {
        "seals.md"
    }


def test_what_is_asked_again_is_counted_before() -> None:
    calls = r"(\d+) calls? about (\d+) blocks? of 1 file"
    found = re.match(calls, run("ask", "--estimate").output)
    assert found
    assert found.groups() == ("4", "4")
    begin()
    found = re.match(calls, run("ask", "--estimate").output)
    assert found
    assert found.groups() == ("2", "4")
    assert "seals.md:3-6, a second look at 4 cards" in run("ask", "--dry-run").output


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ('```json\n{"cards": [{"card": 1, "verdict": "keep"}, {"card": 2, "verdict": "drop"}]}\n```', "kd"),
        ('{"card": "1", "verdict": "Keep"}\n{"card": "card 2", "verdict": "REJECT"}', "kd"),
        ('Sure!\n[{“card”: 1, “verdict”: “edit”, “question”: “What?”, “object”: “a",},]', "m"),
        ('{"cards": [{"card": 3, "verdict": "fix", "question": "Which \\alpha?", "answer": "a"}, {"card": 4}]}', "m"),
        ('{"cards": [{"card": 1, "verdict": "maybe"}, {"verdict": "keep"}, {"card": null, "verdict": "keep"}]}', ""),
        ("no", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_verdicts_are_read_out_of_what_was_wrapped_around_them(reply: str, said: str) -> None:
    assert "".join(verdict.opinion.value[0] for verdict in read(reply).of_cards.values()) == said


def test_a_reply_that_breaks_off_is_taken_as_far_as_it_is_whole() -> None:
    look = begin()
    whole = verdicts(look, {PUPS: {"verdict": "drop", "why": "trivial"}})
    printed = send(whole[: whole.index('"card": 3') + 5])
    assert "breaks off; what is whole of it was taken, the rest will be asked again" in printed
    (again,) = prompts()
    assert [asked for asked, _ in shown(again).values()] == [DIVE, CLAWS]


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ("", "is empty; save the model's whole answer in it"),
        ("All good!", "holds no verdicts as JSON; ask the model to return only the JSON, and save its whole answer"),
        ('{"cards": [{"card": 9, "verdict": "drop"}]}', "holds no verdicts as JSON"),
    ],
)
def test_a_reply_without_use_is_told(reply: str, message: str) -> None:
    look = begin()
    Path("answers").mkdir()
    Path(f"answers/{next(Path('prompts').glob('look-*')).name}").write_text(reply, encoding="utf-8")
    assert message in run("ask", "--import", "answers").output
    shutil.rmtree("answers")
    assert prompts() == [look]


def test_cards_that_were_not_shown_are_told() -> None:
    printed = send(verdicts(begin(), {})[:-2] + ', {"card": 9, "verdict": "drop"}]}')
    assert "speaks of cards that it was not shown, 1 of them; left out" in printed
    assert "of 4 cards 4 kept" in printed


def test_verdicts_come_back_as_they_were_saved(tmp_path: Path) -> None:
    one = Given(Kind.CLAIM, "s", "a", "b", "c", "Q?", look=Look(Opinion.MEND, 1, "vague"))
    two = Given(Kind.CLAIM, "s", "a", "b", "c", "R?", mends=one.id, look=Look(Opinion.KEEP, 1))
    known = Answers().added([Answer("k", 1, "m", (), (one, two))])
    store.save(known, tmp_path / store.FILE)
    assert store.load(tmp_path / store.FILE) == known
    assert '"look": {"prompt": 1, "verdict": "keep"}' in (tmp_path / store.FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("order", [1, -1])
def test_the_line_of_a_branch_that_looked_wins_whichever_comes_first(order: int) -> None:
    bare = Given(Kind.CLAIM, "s", "a", "b", "c", "Q?")
    seen = Given(Kind.CLAIM, "s", "a", "b", "c", "Q?", look=Look(Opinion.DROP, 1, "vague"))
    both = [Answer("k", 1, "m", (), (bare,)), Answer("k", 1, "m", (), (seen,))]
    assert Answers().added(both[::order]).all == (both[1],)


@pytest.mark.parametrize("look", ["1", "{}", '{"prompt": "1", "verdict": "keep"}', '{"prompt": 1, "verdict": "so"}'])
def test_a_damaged_verdict_is_told_with_its_line(look: str) -> None:
    begin()
    text = Path(store.FILE).read_text(encoding="utf-8")
    Path(store.FILE).write_text(text.replace('"kind":', f'"look": {look}, "kind":', 1), encoding="utf-8")
    assert "answers.jsonl:2: is damaged; take the file from git" in run("build", "--yes").output


# At an endpoint.


def model(line: Line, request: Request) -> None:
    """Finds the facts, misses none, and words one of its cards anew."""
    asked = request.prompt
    said = verdicts(asked, {CLAWS: MEND}) if shown(asked) else facts(asked, {} if asks_for_more(asked) else FACTS)
    line.send(200, completion(said))


def kinds(server: Server) -> list[int | str]:
    """What was asked in turn: for facts, for more, or what is thought of so many cards."""
    return [
        "more" if asks_for_more(request.prompt) else len(shown(request.prompt)) or "facts"
        for request in server.requests
    ]


def name_model(address: str, more: str = "") -> None:
    configure(Path(), f"  endpoint: {address}\n  name: m\n{more}")


def ask(*more: str) -> Result:
    return run("ask", "--yes", *more)


@pytest.mark.usefixtures("unlooped")
def test_one_run_asks_for_facts_and_looks_at_what_comes_of_them() -> None:
    with serving(model) as server:
        name_model(server.address)
        done = ask()
        assert kinds(server) == ["facts", 4, "more", 1]
        assert set(cards()) == {PUPS, WEIGHT, DIVE, ANEW}
        assert ask().output.startswith("nothing to ask")
        assert len(server.requests) == 4
    assert (
        "took 4 facts, dropped 0; looked at 5 cards a second time, kept 4 and worded 1 anew; flashgen build"
        in done.stdout
    )
    assert "and the same lines twice more, with what comes of them" in done.stderr


@pytest.mark.usefixtures("unlooped")
def test_the_limit_counts_second_looks_too_and_the_next_run_goes_on_with_them() -> None:
    with serving(model) as server:
        name_model(server.address)
        ask("--limit", "1")
        assert len(server.requests) == 1
        ask("--limit", "1")
        assert kinds(server) == ["facts", 4]


@pytest.mark.usefixtures("unlooped")
def test_a_second_look_that_fails_costs_nothing_and_is_taken_by_the_next_run() -> None:
    with serving(model, refuses(400, "context length"), model) as server:
        name_model(server.address)
        done = ask()
        assert done.exit_code == 1
        assert kinds(server) == ["facts", 4, "more"]
        assert set(cards()) == {PUPS, WEIGHT, DIVE, CLAWS}
        assert ask().exit_code == 0
        assert set(cards()) == {PUPS, WEIGHT, DIVE, ANEW}


@pytest.mark.usefixtures("unlooped")
def test_a_second_look_that_breaks_off_is_asked_for_the_rest() -> None:
    def short(line: Line, request: Request) -> None:
        said = verdicts(request.prompt, {})
        line.send(200, completion(said[: said.index('"card": 3')]))

    with serving(model, short, model) as server:
        name_model(server.address)
        ask()
        assert kinds(server) == ["facts", 4, "more", 2, 1]
