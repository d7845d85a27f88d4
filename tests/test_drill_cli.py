"""flashgen drill and flashgen stats as commands: in lines, for programs, and as notes change between drills."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flashgen.cli import asking, drilling, main
from flashgen.drill import deck
from flashgen.drill.values import Moment

NOTES = """\
# Peru

**Altiplano**: the high plain between the two chains of the Andes

**Quipu**: knotted cords that the Inca kept accounts with

- Lake Titicaca lies about 3800 m above the sea.

Q: What is the capital of Peru?
A: Lima
"""
DAY = date(2027, 3, 1).toordinal()


class Clock:
    """What the commands take for now; they take it as it is."""

    def __init__(self) -> None:
        self.ms, self.day = 1_800_000_000_000, DAY

    def now(self) -> Moment:
        self.ms += 1000
        return Moment(self.ms, self.day)

    def sleep(self, days: int) -> None:
        self.ms, self.day = self.ms + days * 86_400_000, self.day + days


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(drilling.Project, "now", lambda _: clock.now())
    return clock


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    Path("flashgen.yaml").write_text("deck: World\nbar: 0.6\n", encoding="utf-8")
    write(NOTES)
    return tmp_path


def write(notes: str, name: str = "peru.md") -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(notes, encoding="utf-8")


def run(*words: str, said: str = "") -> Result:
    result = CliRunner().invoke(main, list(words), input=said)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def asked(*options: str, answers: tuple[object, ...] = ()) -> list[dict]:
    """The lines of a drill for programs."""
    result = run("drill", "--format", "json", *options, said="".join(f"{json.dumps(each)}\n" for each in answers))
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def questions(*options: str) -> list[str]:
    lines = asked("--cram", *options, answers=({"grade": 3},) * 20)
    return sorted(line["question"] for line in lines if line["type"] == "question")


# --------------------------------------------------------------------------- what is asked


def test_terms_are_asked_in_both_directions_unless_others_are_chosen() -> None:
    run("build")
    terms = ["Altiplano", "Quipu", "knotted cords that the Inca kept accounts with"]
    terms.append("the high plain between the two chains of the Andes")
    assert questions() == sorted(terms)
    assert questions("--all") == sorted(
        [*terms, "Lake Titicaca lies [...] above the sea.", "What is the capital of Peru?"]
    )
    assert questions("--kind", "numeric") == ["Lake Titicaca lies [...] above the sea."]
    assert questions("--kind", "explicit") == ["What is the capital of Peru?"]
    assert questions("--deck", "glossary") == sorted(terms)
    assert questions("--deck", "world::peru", "--kind", "explicit") == ["What is the capital of Peru?"]
    assert questions("--tag", "#flashgen::explicit") == questions("--tag", "Explicit")
    assert questions("--tag", "flashgen::explicit") == ["What is the capital of Peru?"]


def test_paths_narrow_by_the_file_of_the_notes() -> None:
    write("# Chile\n\n**Atacama**: the driest desert of the world but for the poles\n", "south/chile.md")
    run("build")
    assert "Atacama" in questions("south")
    assert "Quipu" not in questions("south/chile.md")
    assert len(questions(".")) == 6
    assert (
        run("drill", "north").output
        == "error: north: no card of the last build comes from here; flashgen build makes cards\n"
    )


def test_a_project_that_was_never_built_is_built_first() -> None:
    result = run("drill", said="q\n")
    assert "nothing was built yet; building" in result.output
    assert Path("ledger.jsonl").exists()
    assert Path("build/World.apkg").exists()
    assert "Question 1." in result.output


def test_what_is_no_project_is_told() -> None:
    Path("flashgen.yaml").unlink()
    assert run("drill").output == (
        "error: answers are kept beside a flashgen.yaml, and there is none here; write one with: flashgen init\n"
    )
    assert not Path("drill.sqlite3").exists()


def test_nothing_to_choose_from_is_told() -> None:
    write("Q: What is the capital of Peru?\nA: Lima\n")
    run("build")
    assert run("drill").output == "error: there are no terms in the last build; --all asks every card\n"
    assert run("drill", "--tag", "x").output == (
        "error: there are no such cards in the last build; flashgen preview shows the cards\n"
    )


def test_the_ledger_is_read_in_haste_and_with_care_alike(project: Path) -> None:
    write('Q: Which {braces} \\"quoted\\" and é?\nA: `a\\b`\n', "odd.md")
    run("build")
    file = project / "ledger.jsonl"
    assert json.loads(file.read_text(encoding="utf-8").splitlines()[0]) == deck.HEAD
    assert deck.load(file, "ledger.jsonl") == deck._carefully(file, "ledger.jsonl")
    assert len(deck.load(file, "ledger.jsonl") or ()) == 7


def test_a_damaged_ledger_is_told_as_everywhere() -> None:
    run("build")
    with Path("ledger.jsonl").open("a") as ledger:
        ledger.write('{"guid": 5}\n')
    assert run("drill").output.startswith("error: ledger.jsonl:6: is damaged")


def test_held_retired_and_rejected_notes_are_not_asked() -> None:
    run("build")
    write(NOTES.replace("**Quipu**: knotted cords that the Inca kept accounts with\n", ""))
    run("build", "--yes")
    assert not [each for each in questions("--all") if "Quipu" in each or "cords" in each]


def test_new_and_limit() -> None:
    run("build")
    first = asked("--all")[0]
    assert first["left"] == {"new": 4, "learning": 0, "due": 0}
    assert asked("--all", "--new", "1")[0]["left"]["new"] == 1
    assert asked("--all", "--limit", "2")[0]["left"]["new"] == 2
    Path("flashgen.yaml").write_text("deck: World\ndrill:\n  new_per_day: 3\n", encoding="utf-8")
    assert asked("--all", answers=({"grade": 4}, {"grade": 4}))[0]["left"]["new"] == 3
    assert asked("--all")[0]["left"]["new"] == 1, "two of today's three were asked already"


def test_nothing_due_is_said_in_a_line() -> None:
    run("build")
    asked("--all", answers=({"grade": 4},) * 9)
    assert run("drill", "--all").output.startswith(
        "Nothing to ask now; --new N begins more cards, --cram asks all of them.\n"
    )


# --------------------------------------------------------------------------- in lines, and for programs


def test_plain_lines(clock: Clock) -> None:
    run("build")
    result = run("drill", "--plain", said="?\n\n2\n\n1\nu\nnonsense\n\ns\n3\nq\n")
    assert result.exit_code == 0
    said = result.output
    assert "\x1b" not in said
    assert "Question 1. Left: 2 new, 0 learning, 0 due.\nContext: Peru\nAltiplano\n" in said
    assert (
        "Answer: the high plain between the two chains of the Andes\nGrade: 1 Again 1m, 2 Hard 5.5m, 3 Good 10m, 4 Easy"
        in said
    )
    assert "Note: taken back.\n" in said
    assert "Not understood: nonsense." in said
    assert "Source: peru.md:5 › Peru\n**Quipu**: knotted cords that the Inca kept accounts with\n" in said
    assert said.count("Question 2.") == 2
    assert "2 answers, 2 right (100 %)" in said


def test_the_last_answer_can_be_taken_back_in_lines_too(clock: Clock) -> None:
    run("build")
    result = run("drill", "--plain", "--limit", "1", said="\n4\nu\n\n1\nq\n")
    assert "That was the last one." in result.output
    assert "Note: taken back." in result.output
    assert "1 answer, 0 right" in result.output


def test_plain_lines_typed() -> None:
    run("build")
    result = run("drill", "--plain", "--typed", said="the high plains between the chains of the Andes\n\nfoo\n3\n:q\n")
    assert "Nearly right.\nNot typed:" in result.output
    assert "Enter for hard." in result.output
    assert "Wrong.\nAnswer: knotted cords" in result.output
    with closing(sqlite3.connect("drill.sqlite3")) as database:
        assert database.execute("SELECT rating FROM answers ORDER BY id").fetchall() == [(2,), (3,)]


def test_a_line_a_question_for_programs(clock: Clock) -> None:
    run("build")
    lines = asked(answers=({"grade": 4}, {"typed": "knotted cord the inca kept accounts with"}, {"grade": 4}))
    assert [line["type"] for line in lines] == ["question", "question", "question", "summary"]
    assert lines[0] | {"guid": "", "last": None} == {
        "type": "question",
        "guid": "",
        "ord": 0,
        "question": "Altiplano",
        "answer": "the high plain between the two chains of the Andes",
        "context": "Peru",
        "deck": "World::Glossary",
        "tags": ["peru", "flashgen::definition"],
        "path": "peru.md",
        "state": "new",
        "intervals": {"again": -60, "hard": -330, "good": -600, "easy": 8},
        "left": {"new": 2, "learning": 0, "due": 0},
        "last": None,
    }
    eighth = (date.fromordinal(DAY) + timedelta(days=8)).isoformat()
    assert lines[1]["last"] == {
        "guid": lines[0]["guid"], "ord": 0, "verdict": None, "grade": 4, "due": eighth, "leech": False,
    }  # fmt: skip
    assert (lines[2]["last"]["verdict"], lines[2]["last"]["grade"], lines[2]["state"]) == ("right", 3, "learning")
    assert (lines[3]["answered"], lines[3]["right"], lines[3]["last"]["grade"]) == (3, 3, 4)


def test_a_program_can_undo_and_is_told_what_it_said_wrong() -> None:
    run("build")
    lines = asked(
        answers=({"grade": 1}, {"undo": True}, {"undo": True}, {"grade": 7}, "x", {"grade": True}, {"quit": True})
    )
    assert [line["last"] for line in lines[2:4]] == [{"undo": "taken back"}, {"undo": "nothing to take back"}]
    assert all("expected" in line["last"]["error"] for line in lines[4:7])
    assert lines[-1]["answered"] == 0


def test_a_damaged_store_is_told_and_set_aside() -> None:
    run("build")
    Path("drill.sqlite3").write_text("no database, but long enough to be looked at as if it were one " * 20)
    said = run("drill", said="q\n").output
    assert "warning: drill.sqlite3: was damaged and is now drill.damaged-" in said
    assert "Question 1." in said


# --------------------------------------------------------------------------- notes change between drills


def history() -> dict[str, tuple[int, str]]:
    """By guid and number: how often a card was answered, and what it asks today."""
    with closing(sqlite3.connect("drill.sqlite3")) as database:
        reps = {(guid, number): reps for guid, number, reps in database.execute("SELECT guid, ord, reps FROM cards")}
    entries = [json.loads(line) for line in Path("ledger.jsonl").read_text(encoding="utf-8").splitlines()[1:]]
    return {entry["guid"]: (reps.get((entry["guid"], 0), 0), entry["fields"][0]) for entry in entries}


FIRST = "**Altiplano**: the high plain between the two chains of the Andes\n"
THIRD = "**Puna**: cold grassland\n"
SECOND = "**Quipu**: knotted cords that the Inca kept accounts with\n"
STORIES: dict[str, tuple[Callable[[str], str], str]] = {
    "a slip is mended": (lambda notes: notes.replace("knotted cords", "knotted strings"), "Quipu"),
    "the term is renamed": (lambda notes: notes.replace("**Quipu**", "**Khipu**"), "Khipu"),
    "lines are put before it": (lambda notes: notes.replace(FIRST, f"Some remark.\n\n{THIRD}\n{FIRST}"), "Quipu"),
    "the heading changes": (lambda notes: notes.replace("# Peru", "# The republic of Peru"), "Quipu"),
    "the order changes": (lambda notes: notes.replace(FIRST, "").replace(SECOND, f"{SECOND}\n{FIRST}"), "Quipu"),
}  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
def test_history_stays_with_its_fact(story: str, clock: Clock) -> None:
    change, term = STORIES[story]
    run("build")
    asked("--all", answers=({"grade": 4},) * 9)
    before = history()
    (guid,) = (guid for guid, (_, first) in before.items() if first == "Quipu")
    clock.sleep(9)
    changed = change(NOTES)
    assert changed != NOTES
    write(changed)
    run("build", "--yes")
    after = history()
    assert after[guid] == (1, term)
    due = asked("--all", answers=({"grade": 3},) * 12)
    assert {line["state"] for line in due[:4] if line["type"] == "question"} == {"review"}
    assert history()[guid][0] == 2
    assert {guid: reps for guid, (reps, _) in history().items() if guid in before} == dict.fromkeys(before, 2)


def test_a_file_that_is_renamed_keeps_its_history() -> None:
    run("build")
    asked(answers=({"grade": 4},) * 9)
    before = history()
    Path("peru.md").rename("inca.md")
    run("build", "--yes")
    assert {guid: reps for guid, (reps, _) in history().items()} == {guid: reps for guid, (reps, _) in before.items()}
    assert not run("drill", "inca.md").output.startswith("error")


def test_another_fact_in_the_place_of_one_begins_anew() -> None:
    run("build")
    asked("--all", answers=({"grade": 4},) * 9)
    write(
        NOTES.replace(
            "**Quipu**: knotted cords that the Inca kept accounts with", "**Vicuña**: a wild relative of the llama"
        )
    )
    run("build", "--yes")
    assert [reps for reps, first in history().values() if first == "Vicuña"] == [0]
    first = asked("--all")[0]
    assert (first["question"], first["state"]) == ("Vicuña", "new")


def test_a_note_that_returns_takes_its_history_up_again(clock: Clock) -> None:
    run("build")
    asked("--all", answers=({"grade": 4},) * 9)
    write(NOTES.replace("**Quipu**: knotted cords that the Inca kept accounts with\n", ""))
    run("build", "--yes")
    clock.sleep(30)
    assert all(line.get("question") != "Quipu" for line in asked("--all", answers=({"grade": 4},) * 9))
    write(NOTES)
    run("build", "--yes")
    line = asked("--all")[0]
    assert (line["question"], line["state"]) == ("Quipu", "review")


# --------------------------------------------------------------------------- export, and into packages


def test_export_has_the_columns_that_fsrs_and_anki_read() -> None:
    run("build")
    asked("--all", answers=({"grade": 4}, {"grade": 1}, {"grade": 3}))
    asked("--cram", answers=({"grade": 1},))
    rows = list(csv.DictReader(io.StringIO(run("drill", "--export", "-").stdout)))
    assert len(rows) == 3, "a cram says nothing of memory"
    assert list(rows[0])[:5] == ["card_id", "review_time", "review_rating", "review_state", "review_duration"]
    assert {"id", "cid", "usn", "ease", "ivl", "lastIvl", "factor", "time", "type"} <= set(rows[0])
    assert [(row["review_rating"], row["review_state"]) for row in rows] == [("4", "0"), ("1", "0"), ("3", "0")]
    assert [(row["ivl"], row["lastIvl"], row["type"]) for row in rows] == [
        ("8", "0", "0"),
        ("-60", "0", "0"),
        ("-600", "0", "0"),
    ]
    assert all(row["card_id"].isdigit() and row["id"] == row["review_time"] for row in rows)
    assert run("drill", "--export", "out.csv").output == "wrote out.csv: 3 answers\n"
    assert Path("out.csv").read_text() == run("drill", "--export", "-").stdout


def test_ctrl_c_among_answers_says_that_they_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    run("build")
    answers = iter(['{"grade": 3}\n'])

    def answer() -> str:
        for given in answers:
            return given
        raise KeyboardInterrupt

    monkeypatch.setattr(asking, "_read_line", answer)
    result = run("drill", "--format", "json")
    assert result.exit_code == 130
    assert result.stderr == "stopped: what you answered is kept; to go on, give the same command again\n"
    with closing(sqlite3.connect("drill.sqlite3")) as database:
        assert database.execute("SELECT rating FROM answers").fetchall() == [(3,)]


def test_with_scheduling_needs_something_drilled() -> None:
    assert run("build", "--with-scheduling").output.endswith(
        "error: drill.sqlite3: there is none, as nothing was drilled; build without --with-scheduling\n"
    )
    run("build")
    before = Path("build/World.apkg").read_bytes()
    asked("--all", answers=({"grade": 4},))
    run("build")
    assert Path("build/World.apkg").read_bytes() == before
    assert run("build", "--with-scheduling").exit_code == 0
    with_it = Path("build/World.apkg").read_bytes()
    assert with_it != before
    run("build", "--with-scheduling")
    assert Path("build/World.apkg").read_bytes() == with_it


def test_import_is_told_in_a_line() -> None:
    run("build")
    assert run("drill", "--import", "build/World.apkg").output == (
        "took over the schedule of 0 cards and 0 answers from World.apkg\n"
    )
    assert run("drill", "--import", "peru.md").output == (
        "error: peru.md: is no package of Anki's, or is damaged; export it once more\n"
    )


def test_lines_that_are_no_answer_are_told_and_cost_nothing() -> None:
    run("build")
    nonsense = ("nonsense", "[" * 5_000, "[]", "true", '{"grade": 9}', '{"grade": true}', "")
    said = "".join(f"{line}\n" for line in nonsense)
    result = run("drill", "--format", "json", said=f"{said}4\n")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    errors = [line["last"].get("error", "") for line in lines if line.get("last")]
    assert [error[:23] for error in errors] == ['expected {"grade": 1 to'] * 6 + [""]
    with closing(sqlite3.connect("drill.sqlite3")) as database:
        assert database.execute("SELECT rating FROM answers").fetchall() == [(4,)]


def test_the_source_of_a_card_whose_notes_are_gone_is_told() -> None:
    run("build")
    write("# Peru\n")
    said = "(not found there now: the notes changed since the last build)"
    assert said in run("drill", "--plain", said="s\nq\n").output
    Path("peru.md").unlink()
    assert said in run("drill", "--plain", said="s\nq\n").output


def test_a_ledger_that_may_not_be_read_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    run("build")
    real = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "ledger.jsonl":
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    expected = "error: ledger.jsonl: cannot be read (Permission denied); check its permissions\n"
    assert run("drill").output == expected


# --------------------------------------------------------------------------- statistics


def test_what_was_left_undone_is_overdue(clock: Clock) -> None:
    run("build")
    asked("--all", answers=({"grade": 4},) * 4)
    assert "overdue" not in run("stats").output
    clock.sleep(400)
    assert "4 of today's are overdue" in run("stats").output


def test_a_page_before_anything_was_asked_again_has_no_curve(clock: Clock) -> None:
    run("build")
    assert run("stats", "--html", "stats.html").exit_code == 0
    assert Path("stats.html").read_text(encoding="utf-8").count("<svg") < 4


def test_stats(clock: Clock) -> None:
    run("build")
    asked("--all", answers=({"grade": 4},) * 4)
    clock.sleep(8)
    asked("--all", "--new", "0", answers=({"grade": 1}, {"grade": 3}, {"grade": 3}, {"grade": 3}, {"grade": 3}))
    result = run("stats")
    assert result.exit_code == 0
    assert "6 cards, 4 begun" in result.output
    assert "75.0 % of 4 reviews, 90 % desired" in result.output
    assert re.search(r"2027-03-09 █.* 75 % of 4", result.output)
    assert max(map(len, result.output.splitlines())) <= 80
    found = json.loads(run("stats", "--format", "json").stdout)
    assert found["today"] == "2027-03-09"
    assert found["retention"] == [{"day": "2027-03-09", "right": 3, "reviews": 4}]
    assert found["calendar"] == {"2027-03-01": 4, "2027-03-09": 5}
    assert sum(day["due"] for day in found["forecast"]) <= 4
    assert (found["streak"], found["answers"], len(found["hardest"])) == (1, 9, 1)
    assert json.loads(run("stats", "--deck", "Glossary", "--format", "json").stdout)["cards"]["new"] == 2


def test_stats_before_anything_was_drilled() -> None:
    run("build")
    said = run("stats", "--plain").output
    assert run("drill", "--export", "-").stdout.count("\n") == 1
    assert not Path("drill.sqlite3").exists(), "looking writes nothing"
    assert "no reviews yet" in said
    assert "nothing was forgotten yet" in said
    assert not set("█░▒▓━") & set(said)


def test_the_page_needs_nothing_else_and_trusts_nothing(clock: Clock) -> None:
    write(NOTES.replace("**Quipu**", "**Quipu <script>alert(1)</script> & co**"))
    run("build")
    asked(answers=({"grade": 4},) * 4)
    clock.sleep(8)
    asked("--new", "0", answers=({"grade": 1},) * 2)
    assert run("stats", "--html", "stats.html").output == "wrote stats.html\n"
    page = Path("stats.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.search(r"(?:src|href|url)\s*[=(]", page)
    assert page.count("<svg") == 4
    assert "World" in page
    assert "2027-03-09" in page
    from xml.etree import ElementTree

    for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        ElementTree.fromstring(svg)
