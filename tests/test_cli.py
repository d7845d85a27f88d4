"""The commands, as a person types them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flashgen import __version__
from flashgen.cli import main
from flashgen.rules import RULES
from flashgen.template import TEMPLATE

NOTES = """\
# The kidney

Q: How long is a kidney?
A: 12 cm

An aside.

The cortex holds {{c1::the glomeruli}} of each and every nephron.
"""
HELD = "Q: How long is a kidney?\nA: 10 cm\n"
PYTHON = (sys.executable, "-X", "utf8", "-m", "flashgen")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, outside of any project."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parent.parent))
    return tmp_path


def put(path: str, text: str = NOTES) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def run(*arguments: str, **more: object) -> Result:
    result = CliRunner().invoke(main, list(arguments), **more)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def packages() -> list[str]:
    return sorted(path.as_posix() for path in Path().rglob("*.apkg"))


# --------------------------------------------------------------------------- build


def test_build_writes_packages_and_says_what_was_made() -> None:
    put("notes/kidney.md")
    put("notes/more.md", "# More\n\nNothing to learn here\n")
    result = run("build", "notes")
    assert result.stdout == (
        "kidney.md      2 cards     0 held     1 line skipped\n"
        "more.md        0 cards     0 held     1 line skipped\n"
        "2 cards, 0 held: wrote build/The kidney.apkg\n"
    )
    assert (result.exit_code, result.stderr, packages()) == (0, "", ["build/The kidney.apkg"])


def test_build_makes_one_package_for_each_top_level_deck() -> None:
    put("a/one.md")
    put("b/two.md", "Q: What is two and two?\nA: 4\n")
    put("b/three.md", "Q: What is two and one?\nA: 3\n")
    run("build", ".")
    assert packages() == ["build/a.apkg", "build/b.apkg"]


def test_build_dry_run_writes_nothing_and_names_the_same_packages() -> None:
    put("kidney.md")
    dry = run("build", "kidney.md", "--dry-run").stdout
    assert packages() == []
    assert not Path("build").exists()
    assert run("build", "kidney.md").stdout == dry.replace("would write", "wrote")


def test_build_into_another_folder() -> None:
    put("kidney.md")
    assert run("build", "kidney.md", "-o", "decks/new").stdout.endswith("wrote decks/new/The kidney.apkg\n")
    assert packages() == ["decks/new/The kidney.apkg"]


@pytest.mark.parametrize("home", [".", "cards_src"])
def test_build_without_a_path_builds_the_project(home: str) -> None:
    put(f"{home}/flashgen.yaml", "deck: Body\ntags: [exam]\n")
    put(f"{home}/kidney.md")
    assert run("build").exit_code == 0
    assert packages() == ["build/Body.apkg"]


@pytest.mark.parametrize("command", ["build", "preview"])
def test_without_a_path_or_a_project_there_is_one_line(command: str) -> None:
    put("kidney.md")
    result = run(command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "error: there is no flashgen.yaml here; name your notes, or write one with: flashgen init\n"
    )


@pytest.mark.parametrize("command", ["build", "preview"])
def test_no_notes_is_one_line(command: str) -> None:
    Path("empty").mkdir()
    result = run(command, "empty")
    assert (result.exit_code, result.stdout, packages()) == (1, "", [])
    assert "empty: holds no notes" in result.stderr
    assert result.stderr.count("\n") == 1


def test_notes_without_a_card_make_no_package() -> None:
    put("kidney.md", "# The kidney\n")
    result = run("build", "kidney.md")
    assert (result.exit_code, packages()) == (0, [])
    assert "0 cards, 0 held: no package" in result.stdout


def test_a_bad_path_is_told_and_the_rest_is_built() -> None:
    put("kidney.md")
    result = run("build", "kidney.md", "gone.md")
    assert result.exit_code == 1
    assert result.stderr == "error: gone.md: no such file or folder; check the spelling\n"
    assert packages() == ["build/The kidney.apkg"]


def test_a_warning_leaves_the_exit_status_alone() -> None:
    put("kidney.md", NOTES + "\nQ: Which shape has it?\nA: ![a bean](bean.png)\n")
    result = run("build", "kidney.md")
    assert result.exit_code == 0
    assert result.stderr.startswith("warning: kidney.md:10: image bean.png: is not there")


def test_broken_settings_are_one_line() -> None:
    put("flashgen.yaml", "deck: Body\ncolour: red\n")
    put("kidney.md")
    result = run("build")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: flashgen.yaml:2: unknown key 'colour'; the keys are deck, tags,")
    assert result.stderr.count("\n") == 1


def test_an_unknown_option_is_wrong_usage() -> None:
    assert run("build", "--colour").exit_code == 2


def test_a_build_that_cannot_write_is_one_line() -> None:
    put("kidney.md")
    put("build", "a file")
    result = run("build", "kidney.md")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1


# --------------------------------------------------------------------------- the ledger


def project(**files: str) -> None:
    put("flashgen.yaml", "deck: Body\n")
    for name, text in files.items():
        put(f"{name}.md", text)


def remembered() -> dict[str, str]:
    """Status by guid."""
    rows = [json.loads(line) for line in Path("ledger.jsonl").read_text(encoding="utf-8").splitlines()]
    return {row["guid"]: row["status"] for row in rows[1:]}


def counts(result: Result) -> str:
    return result.stdout.splitlines()[-1]


def test_build_remembers_a_project_and_ends_with_the_counts() -> None:
    project(kidney=NOTES)
    assert counts(run("build")) == "+ 2 added  ~ 0 changed  = 0 kept  - 0 retired  ? 0 suggested"
    before = Path("ledger.jsonl").read_bytes(), Path("build/Body.apkg").read_bytes()
    put("kidney.md", NOTES.replace("12 cm", "11 cm"))
    assert counts(run("build", "--dry-run")) == "+ 0 added  ~ 1 changed  = 1 kept  - 0 retired  ? 0 suggested"
    assert (Path("ledger.jsonl").read_bytes(), Path("build/Body.apkg").read_bytes()) == before
    put("kidney.md")
    assert counts(run("build")) == "+ 0 added  ~ 0 changed  = 2 kept  - 0 retired  ? 0 suggested"
    assert (Path("ledger.jsonl").read_bytes(), Path("build/Body.apkg").read_bytes()) == before


def test_loose_files_are_not_remembered() -> None:
    put("kidney.md")
    result = run("build", "kidney.md")
    assert "added" not in result.stdout
    assert not Path("ledger.jsonl").exists()


def test_the_ledger_lies_beside_the_settings() -> None:
    put("cards_src/flashgen.yaml", "deck: Body\n")
    put("cards_src/kidney.md")
    run("build")
    assert Path("cards_src/ledger.jsonl").exists()


def test_preview_shows_the_guids_of_the_ledger() -> None:
    project(kidney=NOTES)
    run("build")
    known = set(remembered())
    put("kidney.md", NOTES.replace("12 cm", "11 cm"))
    assert {card["guid"] for card in json.loads(run("preview", "--format", "json").stdout)} == known


def test_a_part_of_the_project_retires_nothing_elsewhere() -> None:
    project(kidney=NOTES, sums="Q: What is two and two?\nA: 4\n")
    run("build")
    put("kidney.md", "# Nothing\n")
    assert counts(run("build", "sums.md")) == "+ 0 added  ~ 0 changed  = 1 kept  - 0 retired  ? 0 suggested"
    assert counts(run("build", "kidney.md")) == "+ 0 added  ~ 0 changed  = 0 kept  - 2 retired  ? 0 suggested"
    assert sorted(remembered().values()) == ["emit", "retired", "retired"]


def test_a_file_that_cannot_be_read_keeps_its_cards() -> None:
    project(kidney=NOTES, sums="Q: What is two and two?\nA: 4\n")
    run("build")
    Path("kidney.md").write_bytes(b"\x00\x01\x02" * 99)
    result = run("build")
    assert result.exit_code == 1
    assert counts(result) == "+ 0 added  ~ 0 changed  = 1 kept  - 0 retired  ? 0 suggested"
    Path("kidney.md").unlink()
    assert counts(run("build")) == "+ 0 added  ~ 0 changed  = 1 kept  - 2 retired  ? 0 suggested"


def test_a_build_that_finds_no_notes_stops_unless_told_to_go_on() -> None:
    project(kidney=NOTES)
    run("build")
    before = Path("ledger.jsonl").read_bytes()
    Path("kidney.md").unlink()
    stopped = run("build")
    assert stopped.exit_code == 1
    assert stopped.stderr.splitlines()[-1].startswith("error: no notes were read, and all 2 notes made so far would be")
    assert Path("ledger.jsonl").read_bytes() == before
    assert counts(run("build", "--yes")) == "+ 0 added  ~ 0 changed  = 0 kept  - 2 retired  ? 0 suggested"
    assert set(remembered().values()) == {"retired"}


def test_notes_of_a_project_and_others_are_built_apart(tmp_path: Path) -> None:
    put("inside/flashgen.yaml", "deck: Body\n")
    put("inside/kidney.md")
    put("stray.md")
    result = run("build", "inside/kidney.md", "stray.md")
    assert (result.exit_code, packages()) == (1, [])
    assert result.stderr == (
        "error: stray.md: is not in the project of inside/flashgen.yaml, and others are; name them apart\n"
    )


def test_standard_input_in_a_project_is_not_remembered() -> None:
    project(kidney=NOTES)
    result = run("build", "-", input="Q: What is two and two?\nA: 4\n")
    assert (result.exit_code, Path("ledger.jsonl").exists()) == (0, False)


def test_a_damaged_ledger_stops_the_build() -> None:
    project(kidney=NOTES)
    put("ledger.jsonl", "")
    result = run("build")
    assert (result.exit_code, packages()) == (1, [])
    assert result.stderr.startswith("error: ledger.jsonl:1: is damaged")


def test_a_build_that_cannot_write_is_taken_up_by_the_next() -> None:
    project(kidney=NOTES)
    put("build", "a file in the way")
    assert run("build").exit_code == 1
    Path("build").unlink()
    assert counts(run("build")) == "+ 0 added  ~ 0 changed  = 2 kept  - 0 retired  ? 0 suggested"
    assert packages() == ["build/Body.apkg"]


def test_relink_lets_a_new_card_go_on_as_an_old_one() -> None:
    project(kidney=NOTES, more="Q: Where does the ureter lead?\nA: to the bladder\n")
    run("build")
    known = set(remembered())
    put("more.md", "Q: What does the ureter open into, at its end?\nA: the urinary bladder\n")
    (pair,) = json.loads(run("status", "--format", "json").stdout)["suggestions"]
    result = run("relink", pair["old"][:8], pair["new"][:8])
    assert (result.exit_code, set(remembered())) == (0, known)
    assert counts(run("build")) == "+ 0 added  ~ 0 changed  = 3 kept  - 0 retired  ? 0 suggested"


# --------------------------------------------------------------------------- preview


def test_preview_shows_the_cards() -> None:
    put("kidney.md")
    assert run("preview", "kidney.md").stdout == (
        "Q: How long is a kidney?\n"
        "A: 12 cm\n"
        "\n"
        "C: [The kidney] The cortex holds [[the glomeruli]] of each and every nephron.\n"
    )


def test_preview_of_several_files_names_them() -> None:
    put("kidney.md")
    put("sums.md", "Q: What is two and two?\nA: 4\n")
    shown = run("preview", "kidney.md", "sums.md").stdout
    assert [line for line in shown.splitlines() if line.startswith("#")] == ["# kidney.md", "# sums.md"]


def test_preview_shows_held_cards_when_asked() -> None:
    put("kidney.md", NOTES + "\n" + HELD)
    assert "? " not in run("preview", "kidney.md").stdout
    held = run("preview", "kidney.md", "--held").stdout
    assert held.startswith(
        "? Q: How long is a kidney?\n  A: 12 cm\n  held: two answers to this question: kidney.md:3 and kidney.md:10\n"
    )


def test_preview_without_cards_says_where_to_look() -> None:
    put("kidney.md", HELD + "\n" + HELD.replace("10", "9"))
    result = run("preview", "kidney.md")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "no cards; 2 held, see them with --held; --why tells what became of each line\n"


def test_preview_json_keeps_its_promise() -> None:
    put("a/kidney.md", NOTES + "\n" + HELD)
    cards = json.loads(run("preview", "a", "--format", "json").stdout)
    question, cloze, _ = cards
    assert {tuple(card) for card in cards} == {
        ("guid", "kind", "form", "question", "answer", "text", "context", "deck", "tags", "source", "rule",
         "confidence", "status", "reason"),
    }  # fmt: skip
    assert cloze == {
        "guid": cloze["guid"],
        "kind": "explicit",
        "form": "cloze",
        "question": "[The kidney] The cortex holds [...] of each and every nephron.",
        "answer": "the glomeruli",
        "text": "The cortex holds {{c1::the glomeruli}} of each and every nephron.",
        "context": "The kidney",
        "deck": "The kidney",
        "tags": ["the-kidney", "flashgen::explicit"],
        "source": {"path": "kidney.md", "start_line": 8, "end_line": 8},
        "rule": "explicit",
        "confidence": cloze["confidence"],
        "status": "emit",
        "reason": None,
    }
    assert (question["status"], question["text"]) == ("held", None)
    assert question["reason"].startswith("two answers")
    assert 0 < cloze["confidence"] <= 1


def test_preview_json_of_nothing_is_an_empty_array() -> None:
    put("kidney.md", "# The kidney\n")
    assert run("preview", "kidney.md", "--format", "json").stdout == "[]\n"


def test_preview_json_has_both_cards_of_a_term() -> None:
    put("kidney.md", "- GFR ::: the volume of fluid that both kidneys filter in a minute\n")
    there, back = json.loads(run("preview", "kidney.md", "--format", "json").stdout)
    assert (there["form"], there["guid"]) == ("term", back["guid"])
    assert (back["answer"], there["answer"]) == ("GFR", "the volume of fluid that both kidneys filter in a minute")


def test_preview_why_accounts_for_every_line() -> None:
    put("kidney.md", NOTES + "\n" + HELD)
    header, *lines = run("preview", "kidney.md", "--why").stdout.splitlines()
    assert header == "# kidney.md"
    told = [line.split()[:2] for line in lines]
    assert told == [
        [str(number), outcome]
        for number, outcome in enumerate(
            [
                "skipped",
                "skipped",
                "held",
                "held",
                "skipped",
                "skipped",
                "skipped",
                "emitted",
                "skipped",
                "held",
                "held",
            ],
            1,
        )
    ]
    assert lines[7].endswith("  explicit")
    assert lines[1].endswith("  blank")
    assert lines[9].endswith("  explicit: two answers to this question: kidney.md:3 and kidney.md:10")
    assert "The cortex holds {{c1::the glomeruli}} of each" in lines[7]


def test_why_goes_with_text_only() -> None:
    put("kidney.md")
    result = run("preview", "kidney.md", "--why", "--format", "json")
    assert result.exit_code == 2
    assert "--why goes with --format text only" in result.stderr


@pytest.mark.parametrize("command", ["preview", "build"])
def test_standard_input(command: str) -> None:
    result = run(command, "-", input=NOTES.encode("utf-16"))
    assert result.exit_code == 0
    assert ("How long is a kidney?" if command == "preview" else "wrote build/The kidney.apkg") in result.stdout


def test_standard_input_beside_files() -> None:
    put("sums.md", "Q: What is two and two?\nA: 4\n")
    shown = run("preview", "sums.md", "-", input=NOTES).stdout
    assert shown.index("# sums.md") < shown.index("# stdin") < shown.index("How long is a kidney?")


def test_binary_standard_input_is_one_line() -> None:
    result = run("preview", "-", input=b"%PDF-1.4 \x00\x01")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: stdin: is not text (a PDF)")


# --------------------------------------------------------------------------- rules, init, the group


def test_rules_are_all_named_with_an_example() -> None:
    shown = run("rules").stdout
    assert [line.split(":")[0] for line in shown.splitlines() if line and line[0] != " "] == [r.name for r in RULES]
    assert all(rule.finds in shown and rule.example.splitlines()[0] in shown for rule in RULES)


def test_init_writes_settings_that_load_and_never_overwrites() -> None:
    assert run("init", "notes").stdout == "wrote notes/flashgen.yaml; every setting is in it, with its default\n"
    assert Path("notes/flashgen.yaml").read_text(encoding="utf-8") == TEMPLATE
    put("notes/kidney.md")
    assert run("build", "notes").exit_code == 0
    put("notes/flashgen.yaml", "deck: Mine\n")
    result = run("init", "notes")
    assert result.exit_code == 1
    assert result.stderr == "error: notes/flashgen.yaml: is there already; edit it, or take it away first\n"
    assert Path("notes/flashgen.yaml").read_text(encoding="utf-8") == "deck: Mine\n"


def test_init_where_nothing_may_be_written_is_one_line() -> None:
    put("notes", "a file")
    result = run("init", "notes/biology")
    assert (result.exit_code, result.stderr) == (
        1,
        "error: notes/biology/flashgen.yaml: cannot be written: Not a directory\n",
    )


def test_an_unknown_command_is_wrong_usage() -> None:
    result = run("bulid")
    assert result.exit_code == 2
    assert "bulid" in result.stderr
    assert "Traceback" not in result.output


def test_many_packages_are_counted_not_listed() -> None:
    put("flashgen.yaml", "#\n")
    for number in range(12):
        put(f"deck{number:02}/kidney.md", f"Q: How long is kidney {number}?\nA: {number} cm\n")
    assert "12 cards, 0 held: wrote 12 packages, build/deck00.apkg to build/deck11.apkg\n" in run("build").output


def test_settings_that_are_too_large_are_one_line() -> None:
    with Path("flashgen.yaml").open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    result = run("build")
    assert result.stderr == "error: flashgen.yaml: is larger than 16 MB; that cannot be right\n"


def test_edits_that_may_not_be_written_are_one_line() -> None:
    put("flashgen.yaml", "#\n")
    put("kidney.md")
    run("build")
    guid = json.loads(run("preview", "--format", "json", "kidney.md").stdout)[0]["guid"]
    put("edits.yaml/in-the-way", "")
    result = run("reject", guid)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: edits.yaml: cannot be read")
    assert result.stderr.count("\n") == 1


def test_version() -> None:
    assert run("--version").stdout == f"flashgen {__version__}\n"


@pytest.mark.parametrize("command", ["build", "preview", "rules", "init"])
def test_every_command_has_help(command: str) -> None:
    result = run(command, "-h")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 5


def test_completion_offers_the_commands() -> None:
    environment = {"_FLASHGEN_COMPLETE": "bash_complete", "COMP_WORDS": "flashgen pre", "COMP_CWORD": "1"}
    result = CliRunner().invoke(main, [], prog_name="flashgen", env=environment)
    assert result.stdout == "plain,preview\n"


# --------------------------------------------------------------------------- terminals


def test_colours_are_for_terminals_and_no_color_is_obeyed() -> None:
    put("kidney.md")
    assert "\x1b" not in run("preview", "kidney.md").stdout
    assert "\x1b[1mQ:\x1b[0m" in run("preview", "kidney.md", color=True).stdout
    assert "\x1b" not in run("preview", "kidney.md", color=True, env={"NO_COLOR": "1"}).stdout


def test_notes_cannot_steer_the_terminal() -> None:
    put("kidney.md", "Q: How \x1b[31mred\x1b[0m is it?\nA: Very \x9b31m red\n")
    assert not {"\x1b", "\x9b"} & set(run("preview", "kidney.md").stdout + run("preview", "kidney.md", "--why").stdout)


# --------------------------------------------------------------------------- as a program of its own


def test_help_imports_click_and_little_more() -> None:
    heavy = "markdown_it", "mdit_py_plugins", "genanki", "yaml", "pygments", "nh3", "charset_normalizer", "sqlite3"
    program = (
        "import sys; from flashgen.cli import main\n"
        "try: main(['--help'])\n"
        f"except SystemExit: print('heavy:', [name for name in {heavy} if name in sys.modules])"
    )
    # what measures coverage imports something itself
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run([sys.executable, "-c", program], env=bare, capture_output=True, text=True, check=True)
    assert "Commands:" in done.stdout
    assert done.stdout.endswith("heavy: []\n")


def test_runs_as_a_module() -> None:
    put("kidney.md")
    done = subprocess.run([*PYTHON, "preview", "kidney.md"], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("Q: How long is a kidney?\n")
    assert done.stderr == ""


def test_a_closed_pipe_is_no_error_worth_a_word() -> None:
    put("kidney.md", "".join(f"Q: What is {n} and {n}?\nA: {2 * n}\n\n" for n in range(2, 200)))
    command = [*PYTHON, "preview", "kidney.md", "--format", "json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline() == b"[\n"
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


def test_ctrl_c_says_in_a_line_that_nothing_was_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    put("kidney.md")
    monkeypatch.setattr("flashgen.pipeline.plan_documents", interrupted)
    result = run("build", "kidney.md")
    assert (result.exit_code, result.output, packages()) == (130, "stopped: nothing was changed\n", [])


def test_a_terminal_that_lacks_letters_gets_question_marks() -> None:
    put("kidney.md", "Q: What is 腎?\nA: A kidney → 2 of them\n")
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "flashgen", "preview", "kidney.md"]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert done.stdout == b"Q: What is ??\nA: A kidney ? 2 of them\n"
    as_json = subprocess.run([*command, "--format", "json"], capture_output=True, env=environment, check=True)
    assert json.loads(as_json.stdout)[0]["question"] == "What is 腎?"


def test_a_plain_locale_does_not_crash() -> None:
    put("kidney.md", "Q: What is 腎?\nA: A kidney → 2 of them\n")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "flashgen", "preview", "kidney.md", "--why"]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert b"emitted" in done.stdout
