"""Asking a language model by hand, from the notes to the deck: what is asked, what is kept, what becomes of cards."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flashgen.ask import answers as store
from flashgen.ask import exported
from flashgen.ask.exchange import Prompt
from flashgen.ask.values import Answer, Answers, Given
from flashgen.cli import main
from flashgen.ledger import load
from flashgen.model import FlashgenError, Kind, Status
from flashgen.rules import RULES

NOTES = """\
# Sourdough

**hooch**: the grey liquid on top of a starter that is hungry

- ripe when it floats, doubling alone no proof
- pink streaks on top → throw away at once, no rescue

## Oven

- crust pale → bake on, lid off
"""
ASKED = {
    "ripe when it floats": ("When is sourdough ripe?", "when it floats"),
    "pink streaks on top → throw": ("What do pink streaks on top lead to?", "throw away at once, no rescue"),
    "crust pale → bake on, lid off": ("What does a pale crust lead to in the oven?", "bake on, lid off"),
}
PINK = "- pink streaks on top → throw away at once, no rescue"
NOW = 1_700_000_000.0


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "notes"
    root.mkdir()
    (root / "flashgen.yaml").write_text("deck: Sea\nbar: 0.1\nmodel:\n  second_look: false\n", encoding="utf-8")
    (root / "tides.md").write_text(NOTES, encoding="utf-8")
    monkeypatch.chdir(root)
    monkeypatch.setattr("time.time", lambda: NOW)
    return root


def run(*words: str) -> Result:
    done = CliRunner().invoke(main, list(words))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


def said(*words: str) -> str:
    done = run(*words)
    assert done.exit_code in (0, 3), done.output
    return done.stdout


def prompts(folder: str = "prompts") -> list[str]:
    shutil.rmtree(folder, ignore_errors=True)
    run("ask", "--export", folder)
    return [file.read_text(encoding="utf-8") for file in sorted(Path(folder).glob("*.txt"))]


def marked(prompt: str) -> list[str]:
    """The lines of the notes that a prompt asks about."""
    notes = prompt.split("=" * 64)[1]
    return [match[1] for match in re.finditer(r"^ > +\d+  (.*)$", notes, re.M)]


def reply(prompt: str) -> str:
    """What a model that knows the answers would send back."""
    facts = []
    for number, line in re.findall(r"^ > +(\d+)  (.*)$", prompt.split("=" * 64)[1], re.M):
        for span, (question, answer) in ASKED.items():
            if span in line:
                facts.append(
                    {"line": int(number), "span": span, "kind": "claim", "object": answer, "question": question}
                )
    stated = re.search(r'"prompt": "(\w+)"', prompt)
    assert stated
    return json.dumps({"prompt": stated[1], "facts": facts})


def answer_all(model: str = "test") -> str:
    for number, prompt in enumerate(prompts()):
        Path("answers").mkdir(exist_ok=True)
        Path(f"answers/{number}.json").write_text(reply(prompt), encoding="utf-8")
    printed = said("ask", "--import", "answers", "--model", model)
    shutil.rmtree("answers")
    shutil.rmtree("prompts")
    return printed


def cards(status: str = "emit") -> dict[str, str]:
    """Question to answer of the cards that a model found."""
    found = json.loads(said("preview", "--format", "json"))
    return {card["question"]: card["answer"] for card in found if card["rule"] == "ask" and card["status"] == status}


def package() -> bytes:
    shutil.rmtree("build", ignore_errors=True)
    said("build", "--yes")
    return Path("build/Sea.apkg").read_bytes()


def edit(old: str, new: str) -> None:
    notes = Path("tides.md")
    text = notes.read_text(encoding="utf-8")
    assert old in text
    notes.write_text(text.replace(old, new), encoding="utf-8")


def last_line(text: str) -> str:
    return text.strip().splitlines()[-1]


def test_from_the_notes_to_the_deck(project: Path) -> None:
    assert "took 3 facts, dropped 0" in answer_all()
    assert cards() == {
        "When is sourdough ripe?": "when it floats",
        "[Sourdough] What do pink streaks on top lead to?": "throw away at once, no rescue",
        "What does a pale crust lead to in the oven?": "bake on, lid off",
    }
    assert run("ask").output.startswith("nothing to ask")


def test_the_model_s_name_stands_on_its_cards(project: Path) -> None:
    answer_all("Some Model 7b")
    found = json.loads(said("preview", "--format", "json"))
    tags = [card["tags"] for card in found if card["rule"] == "ask"]
    assert tags
    assert all("flashgen::found-by::some-model-7b" in each for each in tags)
    assert not any("found-by" in tag for card in found if card["rule"] != "ask" for tag in card["tags"])


def test_without_answers_nothing_changes_by_a_byte(project: Path, tmp_path: Path) -> None:
    before = said("preview", "--format", "json", "--held")
    bare = package()
    ledger = Path("ledger.jsonl").read_bytes()
    Path("ledger.jsonl").unlink()
    # answers about blocks that are not in the notes, and one with nothing
    given = Given(Kind.CLAIM, "a b", "", "", "b", "What is a?")
    store.save(Answers().added([Answer("0" * 20, 1, "m", (), (given,)), Answer("1" * 20, 1, "m")]), Path(store.FILE))
    assert package() == bare
    assert Path("ledger.jsonl").read_bytes() == ledger
    assert said("preview", "--format", "json", "--held") == before


def test_the_same_notes_and_answers_give_the_same_bytes(project: Path, tmp_path: Path) -> None:
    answer_all()
    first, ledger = package(), Path("ledger.jsonl").read_bytes()
    other = tmp_path / "elsewhere" / "notes"
    shutil.copytree(project, other, ignore=shutil.ignore_patterns("build", "ledger.jsonl", ".flashgen"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(other)
        assert package() == first
        assert Path("ledger.jsonl").read_bytes() == ledger


def test_answers_twice_taken_are_kept_once(project: Path) -> None:
    (prompt,) = prompts()
    Path("kept.json").write_text(reply(prompt), encoding="utf-8")
    answer_all()
    once = Path(store.FILE).read_bytes()
    exporting = prompts()
    assert exporting == []
    Path("again.json").write_text(Path("kept.json").read_text(encoding="utf-8"), encoding="utf-8")
    said("ask", "--import", "again.json", "--model", "test")
    assert Path(store.FILE).read_bytes() == once


def test_an_edited_block_is_asked_about_again_and_no_other(project: Path) -> None:
    answer_all()
    edit("pink streaks", "pink or orange streaks")
    (prompt,) = prompts()
    assert marked(prompt) == ["- pink or orange streaks on top → throw away at once, no rescue"]
    assert "ripe when it floats" in prompt  # shown beside it


def test_answers_hold_where_their_neighbours_and_headings_change(project: Path) -> None:
    answer_all()
    package()
    edit("# Sourdough\n", "# Sourdough\n\nA line that is new.\n")
    edit("## Oven", "## The oven and its heat")
    edit("doubling alone no proof\n", "doubling alone no proof\n- something else between them\n")
    assert len(cards()) == 3
    assert "- 0 retired" in last_line(said("status"))
    kept = {entry.guid for entry in load(Path("ledger.jsonl")).entries}
    said("build")
    assert kept <= {entry.guid for entry in load(Path("ledger.jsonl")).entries}
    assert not any("pink" in line for prompt in prompts() for line in marked(prompt))


def test_a_card_goes_with_its_line_and_returns_with_it(project: Path) -> None:
    answer_all()
    package()
    edit(f"{PINK}\n", "")
    said("build", "--yes")
    gone = [entry for entry in load(Path("ledger.jsonl")).entries if entry.status is Status.RETIRED]
    assert [entry.fields[0] for entry in gone] == ["What do pink streaks on top lead to?"]
    edit("doubling alone no proof\n", f"doubling alone no proof\n{PINK}\n")
    said("build")
    entries = load(Path("ledger.jsonl")).entries
    assert [entry.status for entry in entries if entry.guid == gone[0].guid] == [Status.EMIT]


def test_a_new_wording_of_the_same_fact_keeps_its_history(project: Path) -> None:
    answer_all()
    package()
    before = {entry.guid for entry in load(Path("ledger.jsonl")).entries if entry.origins[0].rule == "ask"}
    text = Path(store.FILE).read_text(encoding="utf-8")
    other = text.replace("What do pink streaks on top lead to?", "Pink streaks on top lead to what?")
    assert other != text
    Path(store.FILE).write_text(other, encoding="utf-8")
    said("build")
    after = {entry.guid for entry in load(Path("ledger.jsonl")).entries if entry.origins[0].rule == "ask"}
    assert after == before


def test_a_build_after_new_answers_has_something_to_do(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FLASHGEN_CACHE", str(tmp_path / "cache"))
    said("build")
    assert "+ 0 added" in last_line(said("build"))
    answer_all()
    assert "+ 0 added" not in last_line(said("build"))
    assert "nothing new" in said("build")


@pytest.mark.parametrize(
    "front",
    [
        "---\nflashgen: private\n---\n",
        "---\ntitle: X\nflashgen:\n  private: true\n---\n",
        "---\ntitle: [broken\nflashgen: private\n---\n",
        "---\nflashgen: [private, text]\n---\n",
        "---\nFlashgen: Private\n---\n",
        '---\n"flashgen": "private"\n---\n',
        "---\nflashgen: private\n",
        "---\n\nflashgen: private\n---\n",
    ],
)
def test_a_private_file_is_in_no_prompt(project: Path, front: str) -> None:
    text = Path("tides.md").read_text(encoding="utf-8")
    Path("secret.md").write_text(
        f"{front}\n# Secret\n\n- the treasure lies under the third oak, 12 m deep\n", encoding="utf-8"
    )
    assert text
    found = "".join(prompts())
    assert "pink" in found
    assert "treasure" not in found
    assert "secret" not in found.lower()


def test_skipped_blocks_are_shown_to_nobody(project: Path) -> None:
    edit(PINK, f"{PINK} <!-- flashgen: skip -->")
    found = "".join(prompts())
    assert "ripe when" in found
    assert "pink" not in found


def test_prompts_and_answers_in_the_notes_folder_are_no_notes(project: Path) -> None:
    before = said("preview", "--held")
    for number, prompt in enumerate(prompts("exchange")):
        Path(f"exchange/{number}.answer.txt").write_text(f"Here you are:\n{reply(prompt)}", encoding="utf-8")
    assert said("preview", "--held") == before


def test_an_answer_may_come_after_the_notes_were_edited(project: Path) -> None:
    (prompt,) = prompts()
    edit("# Sourdough\n", "# Sourdough\n\nA line above all others.\n")
    edit("bake on", "bake it on")
    Path("late.json").write_text(reply(prompt), encoding="utf-8")
    printed = said("ask", "--import", "late.json")
    assert "took 2 facts, dropped 1" in printed
    assert "the line was edited since it was asked about: What does a pale crust lead to in the oven?" in printed
    assert len(cards()) == 2
    assert any("bake it on" in line for prompt in prompts() for line in marked(prompt))


def test_a_whole_chat_is_as_good_as_its_answer(project: Path) -> None:
    (prompt,) = prompts()
    Path("chat.txt").write_text(f"{prompt}\n\nAssistant:\n```\n{reply(prompt)}\n```\n", encoding="utf-8")
    assert "took 3 facts" in said("ask", "--import", "chat.txt")


def test_prompts_among_the_answers_are_passed_over(project: Path) -> None:
    (prompt,) = prompts("both")
    Path("both/answer.json").write_text(reply(prompt), encoding="utf-8")
    assert "took 3 facts" in said("ask", "--import", "both")


def test_several_files_of_answers_are_named_one_after_the_other(project: Path) -> None:
    (prompt,) = prompts()
    for name in ("a.json", "b.json"):
        Path(name).write_text(reply(prompt), encoding="utf-8")
    assert "would take 6 facts" in said("ask", "--import", "a.json", "b.json", "--dry-run")
    assert not Path(store.FILE).exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "bad.json: answers no prompt of this project"),
        ('{"prompt": "aaaaaaaaaaaa", "facts": []}', "bad.json: answers no prompt of this project"),
        ("{", "bad.json: answers no prompt of this project"),
    ],
)
def test_an_answer_to_nothing_is_told(project: Path, text: str, message: str) -> None:
    prompts()
    Path("bad.json").write_text(text, encoding="utf-8")
    done = run("ask", "--import", "bad.json")
    assert done.exit_code == 1
    assert message in done.stderr
    assert not Path(store.FILE).exists()


def test_what_a_rule_asks_already_is_not_asked_twice(project: Path) -> None:
    Path("tides.md").write_text("# Sea\n\n**osmosis**: movement of water through a membrane\n", encoding="utf-8")
    given = Given(
        Kind.CLAIM, "movement of water through a membrane", "osmosis", "is", "movement of water through a membrane",
        "What is osmosis in the sea?",
    )  # fmt: skip
    answered("**osmosis**: movement of water through a membrane", given)
    assert cards() == {}
    assert list(cards("held")) == ["What is osmosis in the sea?"]


def answered(block: str, *facts: Given) -> None:
    """Keep facts as a model's answer about a block of the notes."""
    from flashgen import sources
    from flashgen.ask.spots import spots

    document, _ = sources.parse(Path("tides.md").read_text(encoding="utf-8"), "tides.md", "tides.md")
    words = block.replace("*", "").lstrip("- ")
    spot = next(spot for spot in spots(document) if spot.text.plain == words)
    known = store.load(Path(store.FILE)).added([Answer(spot.key, 1, "m", spot.under, facts)])
    store.save(known, Path(store.FILE))


BLANK = "The heart of a blue whale weighs about 180 kilograms."
WEIGHT = Given(
    Kind.QUANTITY, BLANK, "heart", "weighs", "about 180 kilograms", "How much does the heart of a blue whale weigh?"
)  # fmt: skip


@pytest.fixture
def whale(project: Path) -> None:
    """Notes in which a rule asks for a number in a sentence."""
    Path("flashgen.yaml").write_text("deck: Sea\nbar: 0.3\n", encoding="utf-8")
    Path("tides.md").write_text(f"# Whales\n\n{BLANK}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "The force of a stretched spring is\n\n$$\nF = -kx\n$$\n",
            ["The force of a stretched spring is", "$$", "F = -kx", "$$"],
        ),
        ("The spring gives way at 3 kN.\n\n$$F = -kx$$\n", ["The spring gives way at 3 kN."]),
        ("- force of a spring:\n\n  $$F = -kx$$\n", ["- force of a spring:", "  $$F = -kx$$"]),
        (
            "> A coil wound too tight buckles before it breaks.\n",
            ["> A coil wound too tight buckles before it breaks."],
        ),
        ("| Coil | |\n| --- | --- |\n| music wire | rusts in salt water |\n", ["| music wire | rusts in salt water |"]),
        (
            "Overload does this:\n\n- bends hooks\n- shortens the coil, which sits solid then, and has no give left\n",
            [
                "Overload does this:",
                "- bends hooks",
                "- shortens the coil, which sits solid then, and has no give left",
            ],
        ),
        (
            "Overload:\n\n" + "".join(f"- hook {n} bends @ {n} kN\n" for n in range(1, 9)),
            [f"- hook {n} bends @ {n} kN" for n in range(1, 9)],
        ),
    ],
    ids=["formula", "formula after a sentence", "formula of an item", "quotation", "row", "list", "long list"],
)
def test_what_is_asked_about(project: Path, text: str, asked: list[str]) -> None:
    off = ", ".join(rule.name for rule in RULES)
    Path("flashgen.yaml").write_text(f"deck: Sea\nrules_off: [{off}]\n", encoding="utf-8")
    Path("tides.md").write_text(f"# Springs\n\n{text}", encoding="utf-8")
    (prompt,) = prompts()
    assert marked(prompt) == asked


def test_a_definition_goes_to_the_glossary_under_the_name_that_its_question_has(project: Path) -> None:
    line = "- Levains @ 26 °C: stiff starters of flour, kept warm"
    Path("tides.md").write_text(f"# Bread\n\n{line}\n", encoding="utf-8")
    answered(line, Given(Kind.DEFINITION, line[2:], "levain", "is", "stiff starters of flour", "What is a levain?"))
    (card,) = (card for card in json.loads(said("preview", "--format", "json")) if card["rule"] == "ask")
    assert (card["form"], card["deck"]) == ("term", "Sea::Glossary")
    assert card["question"].endswith("What is “levain”?")


@pytest.mark.parametrize(
    ("line", "asked", "answer", "shown"),
    [
        (
            r"The third harmonic of a string has a wavelength of \(\frac{2 L}{3}\).",
            "What wavelength has the third harmonic of a string?",
            "frac{2 L}{3}",
            r"\(\frac{2 L}{3}\)",
        ),
        (
            r"The full turn of a phasor takes one period (\(T\)).",
            "What does the full turn of a phasor take?",
            r"one period (\(T",
            r"one period (\(T\))",
        ),
        (r"The force of a spring is \(F = -kx\).", "What is the force of a spring?", "F = kx", r"\(F = -kx\)"),
    ],
)
def test_an_answer_has_the_whole_of_a_formula(project: Path, line: str, asked: str, answer: str, shown: str) -> None:
    Path("tides.md").write_text(f"# Waves\n\n{line}\n", encoding="utf-8")
    answered(line, Given(Kind.CLAIM, line, "it", "is", answer, asked))
    found = json.loads(said("preview", "--held", "--format", "json"))
    assert [card["answer"] for card in found if card["rule"] == "ask"] == [shown]


@pytest.mark.usefixtures("whale")
def test_a_question_takes_the_place_of_a_blank_that_was_never_in_the_deck() -> None:
    answered(BLANK, WEIGHT)
    assert cards() == {"How much does the heart of a blue whale weigh?": "about 180 kilograms"}
    emitted = [card for card in json.loads(said("preview", "--format", "json")) if card["status"] == "emit"]
    assert not any("180" in card["answer"] for card in emitted if card["rule"] != "ask")


@pytest.mark.usefixtures("whale")
def test_the_chance_of_a_question_is_what_its_signs_say_once_any_were_graded(monkeypatch: pytest.MonkeyPatch) -> None:
    answered(BLANK, WEIGHT)
    seen: set[str] = set()

    def chance(signs: tuple[str, ...]) -> float:
        seen.update(signs)
        return 0.42

    for learned, expected in ((False, 0.88), (True, 0.42)):
        monkeypatch.setattr("flashgen.ask.drafts.knows", lambda sign, learned=learned: learned)
        monkeypatch.setattr("flashgen.ask.drafts.chance", chance)
        (card,) = (card for card in json.loads(said("preview", "--format", "json")) if card["rule"] == "ask")
        assert card["confidence"] == expected
    assert {"made: read by a model", "made: quantity by a model", "ask: question of up to 10 words in all"} <= seen
    assert {"ask: question opens with how", "ask: question asks how much", "ask: answer is about right"} <= seen


@pytest.mark.usefixtures("whale")
def test_a_question_that_is_held_keeps_no_other_out() -> None:
    unclear = replace(WEIGHT, question="How much does this heart of a blue whale weigh?")
    answered(BLANK, unclear, WEIGHT)
    assert cards() == {WEIGHT.question: "about 180 kilograms"}


@pytest.mark.usefixtures("whale")
def test_a_blank_that_is_in_the_deck_stays_there() -> None:
    package()
    assert "180" in Path("ledger.jsonl").read_text(encoding="utf-8")
    answered(BLANK, WEIGHT)
    assert cards() == {}
    assert re.search(r"\+ 0 added  ~ 0 changed  = \d kept  - 0 retired", said("build"))


@pytest.mark.usefixtures("whale")
def test_a_question_that_is_in_the_deck_stays_there_when_a_rule_finds_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flashgen.ask.drafts.knows", lambda sign: False)
    Path("flashgen.yaml").write_text("deck: Sea\nbar: 0.85\n", encoding="utf-8")
    answered(BLANK, WEIGHT)
    package()
    assert cards()
    Path("flashgen.yaml").write_text("deck: Sea\nbar: 0.3\n", encoding="utf-8")
    assert cards()
    assert "- 0 retired" in said("build")


def test_the_answers_of_one_model_are_asked_of_another_anew(project: Path) -> None:
    answer_all("one")
    run("ask", "--export", "again", "--model", "one")
    assert not Path("again").exists()
    run("ask", "--export", "again", "--model", "two")
    assert Path("again").exists()


def test_the_limit_takes_what_is_worth_most(project: Path) -> None:
    Path("flashgen.yaml").write_text("deck: Sea\nbar: 0.99\nmodel:\n  second_look: false\n", encoding="utf-8")
    for number in range(1, 4):
        lines = "".join(f"- gold @ {line} C → liquid, silver too\n" for line in range(10 * number, 12 * number))
        Path(f"{number}.md").write_text(f"# Melting {number}\n\n{lines}", encoding="utf-8")
    every = said("ask", "--dry-run").splitlines()
    assert len(every) == 4
    assert every[0].split(": ")[1].startswith("3.md")
    assert said("ask", "--dry-run", "--limit", "2").splitlines() == every[:2]
    estimate = said("ask", "--estimate", "--limit", "2")
    assert re.match(r"2 calls about \d+ blocks of 2 files: [\d,]+ characters, about [\d,]+ tokens", estimate)
    assert not Path("prompts").exists()


def test_answers_come_back_as_they_were_saved(tmp_path: Path) -> None:
    given = Given(Kind.LISTING, "“a” – b\n", "s", "r", "", "Q?", ("x", "y"))
    known = Answers().added(
        [Answer("b", 2, "m", ("A", "B"), (given,)), Answer("a", 1, "ü"), Answer("a", 1, "ü", (), (given,))]
    )
    store.save(known, tmp_path / store.FILE)
    assert store.load(tmp_path / store.FILE) == known
    assert [answer.facts for answer in known.all] == [(given,), (given,)]
    assert store.load(tmp_path / "nothing") == Answers()


GOOD = '{"block": "a", "under": [], "prompt": 1, "model": "m", "facts": []}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{GOOD}\n{{", "answers.jsonl:2: is damaged"),
        (f"{GOOD}\n[]", "answers.jsonl:2: is damaged"),
        (GOOD.replace("[]", '"x"'), "answers.jsonl:1: is damaged"),
        (GOOD.replace('"facts": []', '"facts": [{"kind": "joke"}]'), "answers.jsonl:1: is damaged"),
        (GOOD.replace('"facts": []', '"facts": [{"kind": "claim", "items": "x"}]'), "answers.jsonl:1: is damaged"),
        (GOOD.replace("1", '"1"'), "answers.jsonl:1: is damaged"),
        (f"<<<<<<< HEAD\n{GOOD}", "answers.jsonl:1: has a conflict of git"),
        ('{"flashgen": "answers", "version": 99}', "answers.jsonl:1: is of a newer flashgen"),
        ('{"flashgen": "ledger", "version": 1}', "answers.jsonl:1: is no file of answers"),
    ],
)
def test_a_damaged_file_of_answers_is_told(project: Path, text: str, message: str) -> None:
    Path(store.FILE).write_text(text, encoding="utf-8")
    for words in (["preview"], ["build"], ["ask", "--export", "x"]):
        done = run(*words)
        assert done.exit_code == 1
        assert message in done.stderr
    assert not Path("build").exists()


def test_two_branches_merge_line_by_line() -> None:
    ours = Answers().added([Answer("a", 1, "m"), Answer("c", 1, "m")])
    theirs = Answers().added([Answer("a", 1, "m"), Answer("b", 1, "m")])
    union = "".join(dict.fromkeys([*store.dumps(ours).splitlines(True), *store.dumps(theirs).splitlines(True)]))
    assert [answer.key for answer in store.parse(union).all] == ["a", "b", "c"]


def test_of_several_answers_one_counts() -> None:
    known = Answers(model="big").added(
        [Answer("k", 1, "big"), Answer("k", 2, "small"), Answer("k", 2, "small", ("Above",)), Answer("k", 1, "small")]
    )
    assert known.of("k", ()) == Answer("k", 1, "big")
    assert known.of("k", ("Above",)) == Answer("k", 2, "small", ("Above",))
    assert Answers(known.all).of("k", ("Elsewhere",)) == Answer("k", 2, "small")
    assert known.of("other", ()) is None


def test_a_damaged_memory_of_prompts_is_none(project: Path) -> None:
    exported.remember(Prompt("a" * 12, "n", "tides.md", "", ()), project)
    (project / ".flashgen/asked/x.json").write_text("{", encoding="utf-8")
    (project / ".flashgen/asked/y.json").write_text('{"id": 1, "asked": [[]]}', encoding="utf-8")
    assert [prompt.id for prompt in exported.recall(project)] == ["a" * 12]


def test_without_a_project_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(NOTES, encoding="utf-8")
    done = run("ask", "a.md", "--export", "x")
    assert done.exit_code == 1
    assert "begin one with: flashgen init" in done.stderr


def test_export_and_import_are_two_steps(project: Path) -> None:
    Path("x.json").write_text("{}", encoding="utf-8")
    assert run("ask", "--export", "x", "--import", "x.json").exit_code == 2


def test_a_folder_that_cannot_be_made_is_told(project: Path) -> None:
    Path("file").write_text("x", encoding="utf-8")
    done = run("ask", "--export", "file/deep")
    assert done.exit_code == 1
    assert "file/deep" in done.stderr


def test_answers_are_read_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / store.FILE
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FlashgenError, match="no UTF-8"):
        store.load(file)
