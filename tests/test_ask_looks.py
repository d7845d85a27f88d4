"""The second look: a model's cards shown to it again, by hand and at an endpoint, and what its verdicts do."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from misbehaving import Line, Request, completion, refuses, serving

from flashgen.ask import answers as store
from flashgen.ask.values import Answer, Answers, Given, Look, Opinion
from flashgen.ask.verdicts import read
from flashgen.cli import main
from flashgen.model import Kind
from flashgen.rules import RULES

NOTES = """\
# Harbour seals

- pups can swim within hours of being born
- adults weigh about 85 kg
- a dive mostly lasts three to seven minutes, at most thirty
- the hooked claws of the fore flippers are for grooming
"""
FACTS = {
    "pups can swim": ("claim", "When can pups of harbour seals swim?", "within hours of being born"),
    "adults weigh": ("quantity", "How much do adult harbour seals weigh?", "about 85 kg"),
    "a dive mostly": ("quantity", "How long does a dive of harbour seals mostly last?", "three to seven minutes"),
    "hooked claws": ("function", "What are the hooked claws of harbour seals for?", "grooming"),
}
PUPS, WEIGHT, DIVE, CLAWS = (question for _, question, _ in FACTS.values())
ANEW = "What is the use of the hooked claws of the fore flippers of harbour seals?"
MEND = {"verdict": "mend", "why": "vague", "question": ANEW, "object": "grooming"}
KEEP = {"verdict": "keep"}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "notes"
    (root / ".git").mkdir(parents=True)
    (root / "seals.md").write_text(NOTES, encoding="utf-8")
    configure(root)
    monkeypatch.chdir(root)
    monkeypatch.setenv("FLASHGEN_STATE", str(tmp_path / "state"))
    for name in ("FLASHGEN_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    return root


def configure(root: Path, more: str = "") -> None:
    off = ", ".join(rule.name for rule in RULES)
    text = f"deck: Sea\nrules_off: [{off}]\nmodel:\n  second_look: true\n{more}"
    (root / "flashgen.yaml").write_text(text, encoding="utf-8")


def run(*words: str) -> Result:
    done = CliRunner().invoke(main, list(words))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


def prompts() -> list[str]:
    shutil.rmtree("prompts", ignore_errors=True)
    run("ask", "--export", "prompts")
    return [file.read_text(encoding="utf-8") for file in sorted(Path("prompts").glob("*.txt"))]


_CARD = re.compile(r"^card (\d+) \(line \d+\)\n  Q: (?:\[.*\] )?(.*)\n  A: (.*)(?:\n  REFUSED: (.*))?$", re.M)


def shown(prompt: str) -> dict[int, tuple[str, str]]:
    """The cards that a prompt shows, by their numbers."""
    return {int(number): (asked, said) for number, asked, said, _ in _CARD.findall(prompt)}


def refused(prompt: str) -> dict[str, str]:
    """The questions of the cards that it shows as refused, with the reason."""
    return {asked: reason for _, asked, _, reason in _CARD.findall(prompt) if reason}


def passed(prompt: str) -> list[str]:
    """The questions of those that it shows as they stand."""
    return [asked for _, asked, _, reason in _CARD.findall(prompt) if not reason]


def facts(prompt: str, known: Mapping[str, tuple[str, str, str]] = FACTS) -> str:
    """What a model answers that is asked for facts."""
    given = []
    for number, said in re.findall(r"^ > +(\d+)  (.*)$", prompt.split("=" * 64)[1], re.M):
        for begins, (kind, question, answer) in known.items():
            if begins.strip() in said:
                span = said.removeprefix("- ")
                given.append({"line": int(number), "span": span, "kind": kind, "question": question, "object": answer})
    return json.dumps({"prompt": stated(prompt), "facts": given})


def stated(prompt: str) -> str:
    found = re.search(r'"prompt": "(\w+)"', prompt)
    assert found
    return found[1]


def verdicts(prompt: str, of: Mapping[str, Mapping[str, object]], *missing: Mapping[str, object]) -> str:
    """What a model answers that is shown cards: what ``of`` says of their questions, else that they are to be kept."""
    every = [
        {"card": at, **of.get(asked.partition("] ")[2] or asked, KEEP)} for at, (asked, _) in shown(prompt).items()
    ]
    return json.dumps({"prompt": stated(prompt), "cards": every, "missing": missing})


def send(*texts: str) -> str:
    Path("answers").mkdir()
    for number, text in enumerate(texts):
        Path(f"answers/{number}.json").write_text(text, encoding="utf-8")
    printed = run("ask", "--import", "answers").output
    shutil.rmtree("answers")
    return printed


def begin(known: Mapping[str, tuple[str, str, str]] = FACTS) -> str:
    """The prompt for a second look, once the facts have come."""
    (asked,) = prompts()
    send(facts(asked, known))
    (look,) = prompts()
    return look


def cards(status: str = "emit") -> dict[str, str]:
    """Questions of the cards that a model found, with why they are held."""
    found = json.loads(run("preview", "--format", "json").stdout)
    bare = [
        (card["question"], card["reason"] or "") for card in found if card["rule"] == "ask" and card["status"] == status
    ]
    return {question.partition("] ")[2] or question: reason for question, reason in bare}


def test_cards_are_shown_as_the_person_will_see_them() -> None:
    look = begin()
    assert [name.name[:8] for name in Path("prompts").iterdir()] == ["look-001"]
    assert [said for _, said in shown(look).values()] == [answer for _, _, answer in FACTS.values()]
    assert [asked for asked, _ in shown(look).values()] == [PUPS, WEIGHT, DIVE, CLAWS]
    assert " >    4  - adults weigh about 85 kg" in look


def test_what_is_kept_is_emitted_and_what_is_dropped_is_held() -> None:
    look = begin()
    assert set(cards()) == {PUPS, WEIGHT, DIVE, CLAWS}
    printed = send(verdicts(look, {PUPS: {"verdict": "drop", "why": "guessable"}, DIVE: {"verdict": "drop"}}))
    assert "of 4 cards 2 kept, 2 not taken:" in printed
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
    assert "of 1 card 0 kept, 1 not taken:" in send(said[2])
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
    assert "of 4 cards 3 kept, 1 not taken:" in printed
    assert reason in printed
    assert set(cards()) == {PUPS, WEIGHT, DIVE}
    (again,) = prompts()
    assert [*refused(again).values()] == [reason]
    send(verdicts(again, {asked: MEND for asked, _ in shown(again).values()}))
    (last,) = prompts()
    send(verdicts(last, {}))
    assert set(cards()) == {PUPS, WEIGHT, DIVE, ANEW}


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


def marked(prompt: str) -> list[int]:
    """The lines that are to be gone through."""
    return [int(number) for number in re.findall(r"^ > +(\d+)  ", prompt, re.M)]


LONGEST = "How long does a dive of harbour seals last at most?"
MORE = {
    "line": 5,
    "span": "a dive mostly lasts three to seven minutes, at most thirty",
    "kind": "quantity",
    "question": LONGEST,
    "object": "thirty",
}


def test_what_the_cards_miss_is_taken_and_looked_at_in_turn() -> None:
    look = begin({**FACTS, "adults": FACTS["adults weigh"]})
    assert marked(look) == [3, 4, 5, 6]
    printed = send(verdicts(look, {}, MORE))
    assert "of 4 cards 4 kept, 1 fact more\n" in printed
    assert "looked at 4 cards a second time, kept 4, found 1 fact more; flashgen build makes cards of them" in printed
    assert "export once more" in printed
    assert '"missing": [' in look
    (again,) = prompts()
    assert passed(again) == [LONGEST]
    assert marked(again) == []
    assert "missing" not in again.lower()
    assert send(verdicts(again, {}, {**MORE, "object": "minutes"})).count("the line it names was not asked about") == 1
    assert set(cards()) == {PUPS, WEIGHT, DIVE, CLAWS, LONGEST}
    assert prompts() == []


def test_a_line_without_facts_is_gone_through_beside_others() -> None:
    look = begin({begins: FACTS[begins] for begins in [*FACTS][:2]})
    assert len(shown(look)) == 2
    assert marked(look) == [3, 4, 5, 6]
    send(verdicts(look, {}, MORE))
    (again,) = prompts()
    assert passed(again) == [LONGEST]


def test_a_missing_fact_may_stand_in_an_item_that_was_not_asked_about(project: Path) -> None:
    notes = "# Seals\n\n- Flippers of seals are used for\n  - steering\n  - grooming\n  - digging\n"
    (project / "seals.md").write_text(notes, encoding="utf-8")
    (asked,) = prompts()
    items = {"question": "What are flippers of seals used for?", "items": ["steering", "grooming", "digging"]}
    given = {"line": 3, "span": "Flippers of seals are used for", "kind": "listing", **items}
    send(json.dumps({"prompt": stated(asked), "facts": [given]}))
    (look,) = prompts()
    assert marked(look) == [3, 4, 5, 6]
    question = "What are flippers of seals used for, besides steering and digging?"
    missing = {"line": 5, "span": "grooming", "kind": "function", "question": question, "object": "grooming"}
    assert "1 fact more" in send(verdicts(look, {}, missing))
    (again,) = prompts()
    send(verdicts(again, {}))
    assert question in cards()


def test_nothing_is_gone_through_where_there_is_no_card() -> None:
    (asked,) = prompts()
    send(facts(asked, {}))
    assert prompts() == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"object": "forty"}, "“forty” in the answer is not in the words it cites"),
        ({"span": "a dive lasts at most thirty"}, "the block does not say the words that it cites"),
        ({"line": 1}, "the line it names was not asked about"),
    ],
)
def test_what_the_cards_are_said_to_miss_is_held_to_the_notes(change: dict[str, object], reason: str) -> None:
    printed = send(verdicts(begin(), {}, {**MORE, **change}))
    assert "of 4 cards 4 kept, 1 not taken:" in printed
    assert f": {reason}: {LONGEST}" in printed
    again = prompts()
    assert [card for look in again for card in refused(look)] == ([LONGEST] if "object" in change else [])
    for look in again:
        send(verdicts(look, {}))
    assert set(cards()) == {PUPS, WEIGHT, DIVE, CLAWS}
    assert prompts() == []


def test_a_fact_that_is_there_is_not_missing() -> None:
    look = begin()
    send(verdicts(look, {CLAWS: {"verdict": "drop", "why": "trivial"}}, {**json.loads(facts_again())}))
    assert cards("held") == {CLAWS: "second-look: trivial"}
    assert prompts() == []


def facts_again() -> str:
    kind, question, answer = FACTS["hooked claws"]
    span = "the hooked claws of the fore flippers are for grooming"
    return json.dumps({"line": 6, "span": span, "kind": kind, "question": question, "object": answer})


def test_lines_are_gone_through_again_where_the_reply_broke_off() -> None:
    look = begin()
    said = verdicts(look, {}, MORE, {**MORE, "line": 4})
    send(said[: said.rindex('"line": 4')])
    (again,) = prompts()
    assert passed(again) == [LONGEST]
    assert marked(again) == [3, 4, 5, 6]


def test_a_refused_card_that_is_dropped_stays_refused() -> None:
    question = "How much do adult walruses weigh?"
    look = begin({**FACTS, "adults weigh": ("quantity", question, "about 85 kg")})
    assert refused(look) == {question: "“walruses” in the question is not in the notes"}
    printed = send(verdicts(look, {question: {"verdict": "drop", "why": "false"}}))
    assert "of 4 cards 3 kept, 1 not taken:" in printed
    assert question not in cards() | cards("held")
    assert prompts() == []


def test_a_refused_card_comes_into_the_deck_in_other_words() -> None:
    question = "How much do adult walruses weigh?"
    look = begin({**FACTS, "adults weigh": ("quantity", question, "about 85 kg")})
    send(verdicts(look, {question: {"verdict": "mend", "question": WEIGHT, "object": "about 85 kg"}}))
    (again,) = prompts()
    send(verdicts(again, {}))
    assert set(cards()) == {PUPS, WEIGHT, DIVE, CLAWS}


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
    assert passed(look) == [asked]
    send(verdicts(look, {}))
    assert set(cards()) == {asked}


def test_lines_with_a_name_of_their_own_do_not(project: Path) -> None:
    notes = "# Seals\n\n- Weight:\n  - harp seal: 270 kg\n  - hooded seal: 410 kg\n"
    (project / "seals.md").write_text(notes, encoding="utf-8")
    right, wrong = "What is the weight of the harp seal?", "What is the weight of the hooded seal?"
    every = enumerate((right, wrong))
    look = begin({f"harp seal: 270{' ' * number}": ("claim", one, "270 kg") for number, one in every})
    assert passed(look) == [right]
    assert [*refused(look)] == [wrong]


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
    assert [*refused(look)] == [question]
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


def test_nor_what_the_cards_missed() -> None:
    (asked,) = prompts()
    send(facts(asked))
    (look,) = prompts()
    send(verdicts(look, {}, MORE))
    before = Path(store.FILE).read_bytes()
    send(facts(asked))
    assert Path(store.FILE).read_bytes() == before
    send(facts(asked, {"adults weigh": (*FACTS["adults weigh"][:2], "85 kg")}))
    assert "at most thirty" in Path(store.FILE).read_text(encoding="utf-8")
    assert set(cards()) == {PUPS, DIVE, CLAWS, LONGEST}


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
    assert found.groups() == ("3", "4")
    begin()
    found = re.match(calls, run("ask", "--estimate").output)
    assert found
    assert found.groups() == ("1", "4")
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
    Path(f"answers/{next(Path('prompts').iterdir()).name}").write_text(reply, encoding="utf-8")
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
    known = Answers().added([Answer("k", 1, "m", (), (one, two), look=2)])
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
    """Finds the facts, and words one of its cards anew."""
    said = verdicts(request.prompt, {CLAWS: MEND}) if shown(request.prompt) else facts(request.prompt)
    line.send(200, completion(said))


def name_model(address: str, more: str = "") -> None:
    configure(Path(), f"  endpoint: {address}\n  name: m\n{more}")


def ask(*more: str) -> Result:
    return run("ask", "--yes", *more)


@pytest.mark.usefixtures("unlooped")
def test_one_run_asks_for_facts_and_looks_at_what_comes_of_them() -> None:
    with serving(model) as server:
        name_model(server.address)
        done = ask()
        assert [len(shown(request.prompt)) for request in server.requests] == [0, 4, 1]
        assert set(cards()) == {PUPS, WEIGHT, DIVE, ANEW}
        assert ask().output.startswith("nothing to ask")
        assert len(server.requests) == 3
    assert (
        "took 4 facts, dropped 0; looked at 5 cards a second time, kept 4 and worded 1 anew; flashgen build"
        in done.stdout
    )
    assert "and the same lines once more, with the cards that come of them" in done.stderr


@pytest.mark.usefixtures("unlooped")
def test_the_limit_counts_second_looks_too_and_the_next_run_goes_on_with_them() -> None:
    with serving(model) as server:
        name_model(server.address)
        ask("--limit", "1")
        assert len(server.requests) == 1
        ask("--limit", "1")
        assert [len(shown(request.prompt)) for request in server.requests] == [0, 4]


@pytest.mark.usefixtures("unlooped")
def test_a_second_look_that_fails_costs_nothing_and_is_taken_by_the_next_run() -> None:
    with serving(model, refuses(400, "context length"), model) as server:
        name_model(server.address)
        done = ask()
        assert done.exit_code == 1
        assert len(server.requests) == 2
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
        assert [len(shown(request.prompt)) for request in server.requests] == [0, 4, 2, 1]
