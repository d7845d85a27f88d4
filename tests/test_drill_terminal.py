"""Drills in a real terminal, driven key by key as a person would; and what is on disk when they are killed."""

import os
import random
import re
import shutil
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from flashgen.cli import main

pexpect = pytest.importorskip("pexpect", reason="no pseudo-terminals here")

NOTES = """\
# The heart

**Systole**: the phase in which a chamber contracts and empties

**Diastole**: the phase in which a chamber relaxes and fills

**Sinoatrial node**: the group of cells that sets the pace of the heart

**Chordae tendineae**: the cords that keep the valves from turning inside out

**Ejection fraction**: the share of the blood in a ventricle that one beat drives out
"""
SETTINGS = "deck: Body\nbar: 0.6\ndrill:\n  learning_steps: []\n  relearning_steps: []\n"
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
LIMIT = 20


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built."""
    folder = tmp_path_factory.mktemp("drill")
    (folder / "heart.md").write_text(NOTES, encoding="utf-8")
    (folder / "flashgen.yaml").write_text(SETTINGS, encoding="utf-8")
    here = Path.cwd()
    os.chdir(folder)
    try:
        result = CliRunner().invoke(main, ["build"])
    finally:
        os.chdir(here)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "project"))


class Person:
    """Someone before a terminal."""

    def __init__(self, child: "pexpect.spawn[str]") -> None:
        self.child = child

    def sees(self, pattern: str) -> str:
        """Wait until something is on the screen; what came up to it."""
        self.child.expect(pattern, timeout=LIMIT)
        return ANSI.sub("", self.child.before + self.child.after)

    def press(self, keys: str, *then_sees: str) -> str:
        self.child.send(keys)
        return "".join(self.sees(pattern) for pattern in then_sees)

    def end(self) -> tuple[str, int]:
        """What is printed up to the end, and the exit status."""
        self.child.expect(pexpect.EOF, timeout=LIMIT)
        self.child.close()
        return ANSI.sub("", self.child.before), self.child.exitstatus


@contextmanager
def drill(project: Path, *options: str, columns: int = 80, shell: str = "", **environment: str) -> Iterator[Person]:
    command = [sys.executable, "-m", "flashgen", "drill", *options]
    if shell:
        quoted = " ".join(f"'{word}'" for word in command)
        command = ["/bin/sh", "-c", shell.format(quoted)]
    child = pexpect.spawn(
        command[0],
        command[1:],
        cwd=str(project),
        env={**os.environ, "TERM": "xterm", "COLUMNS": "", "LINES": "", **environment},
        dimensions=(24, columns),
        encoding="utf-8",
        # who runs the tests in the background of a script has them ignore Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    child.delaybeforesend = None
    try:
        yield Person(child)
    finally:
        child.close(force=True)


def answers(project: Path) -> list[tuple[int, int]]:
    """The grades on disk, with the state before each."""
    file = project / "drill.sqlite3"
    if not file.exists():
        return []
    with closing(sqlite3.connect(file)) as database:
        try:
            return database.execute("SELECT rating, state FROM answers ORDER BY id").fetchall()
        except sqlite3.OperationalError:
            return []  # killed before the tables were made


def test_a_whole_drill(project: Path) -> None:
    with drill(project) as person:
        person.sees(r"1/5.*Systole.*space: answer")
        shown = person.press(" ", r"4 Easy")
        assert "the phase in which a chamber contracts and empties" in shown
        assert re.search(r"1 Again \d+d +2 Hard \d+d +3 Good \d+d +4 Easy", shown)
        person.press("3", r"2/5.*Diastole", r"keys")
        person.press("s", r"heart.md:5", r"relaxes and fills")
        person.press(
            "\x1b[A", r"relaxes and fills", r"keys"
        )  # an arrow scrolls where there is more, and else does nothing
        person.press("\x1b[15~", r"keys")
        person.press("s\r", r"relaxes and fills", r"4 Easy")
        person.press("1", r"3/5.*Sinoatrial node")
        person.press(" ", r"4 Easy")
        person.press("2", r"4/5")
        person.press(" ", r"4 Easy")
        person.press(" ", r"5/5")
        person.press(" ", r"4 Easy")
        person.press("4", "5 answers, 4 right", "any key: end")
        person.press("u", r"5/5.*taken back")
        person.press(" ", r"4 Easy")
        person.press("4", "any key: end")
        person.press(" ")
        said, status = person.end()
    assert status == 0
    assert "5 answers, 4 right (80 %)" in said
    assert "Due tomorrow: 2; not yet begun: 5" in said
    assert re.search(r"Went wrong:\r\n +Diastole +→ +the phase in which a chamber relaxes and fills", said)
    assert [rating for rating, _ in answers(project)] == [3, 1, 2, 3, 4]


def test_undo(project: Path) -> None:
    with drill(project) as person:
        person.sees(r"1/5.*keys")
        person.press("u", r"nothing to take back", r"keys")
        person.press(" ", r"4 Easy")
        person.press("1", r"2/5.*keys")
        assert [rating for rating, _ in answers(project)] == [1]
        person.press("u", r"1/5.*taken back", r"keys")
        assert answers(project) == []
        person.press(" ", r"4 Easy")
        person.press("3", r"2/5.*keys")
        person.press(" ", r"4 Easy")
        person.press("u", r"1/5.*taken back")
        person.press("q")
        said, _ = person.end()
    assert "Nothing answered." in said
    assert answers(project) == []


def test_typed_answers_and_the_persons_last_word(project: Path) -> None:
    with drill(project, "--typed") as person:
        person.sees(r"Systole.*> .*ctrl-d")
        person.press("a chamber contracts and emptiex\x7fs\r", r"Nearly right", r"4 Easy")
        person.press("3", r"2/5")
        person.press("no idea at all\x15the phase in which a chamber relaxes and fills\r", r"Right\.", r"4 Easy")
        person.press("\r", r"3/5")
        person.press("\r", r"Wrong\.", r"4 Easy")
        person.press(" ", r"4/5")
        person.press("half an ans\x04")
        said, _ = person.end()
    assert "3 answers, 2 right" in said
    assert [rating for rating, _ in answers(project)] == [3, 3, 1]


def test_resize(project: Path) -> None:
    with drill(project, "--all") as person:
        person.sees(r"1/\d+.*keys")
        person.press(" ", r"4 Easy")
        person.child.setwinsize(16, 40)
        person.sees(r"4 Easy")
        # what comes now is drawn for the new size
        screen = person.press("?", r"\x1b\[H.*4 Easy").rsplit("1/", 1)[-1]
        assert "end the drill" in screen
        assert max(map(len, f" 1/{screen}".split("\r\n"))) <= 40
        person.child.setwinsize(60, 200)
        person.press("?", r"3 Good \d+d[^\r]{1,12}4 Easy")
        person.press("3", r"2/\d+")


def test_ctrl_c_keeps_what_was_answered_and_gives_the_terminal_back(project: Path) -> None:
    with drill(project, shell="trap : INT; {}; echo status $?; stty -a") as person:
        person.sees(r"1/5.*keys")
        person.press(" ", r"4 Easy")
        person.press("3", r"2/5.*keys")
        person.press(" ", r"4 Easy")
        person.press("\x03", "1049l")
        said, _ = person.end()
    assert "1 answer, 1 right (100 %)" in said
    assert "Traceback" not in said
    assert "status 0" in said
    assert {"icanon", "echo"} <= set(said.split())
    assert answers(project) == [(3, 0)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_terminal_that_is_closed_ends_the_drill_quietly(project: Path, number: signal.Signals) -> None:
    with drill(project) as person:
        person.sees(r"1/5.*keys")
        person.press(" ", r"4 Easy")
        person.press("3", r"2/5.*keys")
        person.child.kill(number)
        said, status = person.end()
    assert "Traceback" not in said
    assert status == 128 + number
    assert answers(project) == [(3, 0)]


def test_without_colour(project: Path) -> None:
    with drill(project, NO_COLOR="1") as person:
        person.sees(r"1/5.*keys")
        person.child.send(" ")
        person.child.expect("4 Easy", timeout=LIMIT)
        assert not re.search(r"\x1b\[[0-9;]*m", person.child.before)


def test_a_dumb_terminal_gets_plain_lines(project: Path) -> None:
    with drill(project, TERM="dumb") as person:
        person.sees(r"Question 1\. Left: 5 new.*Systole.*> ")
        person.press("\r", r"Answer: the phase.*Enter for good\.", "> ")
        person.press("1\r", r"Question 2\.", "> ")
        person.press("\x03")
        said, _ = person.end()
    assert "1 answer, 0 right" in said
    assert "\x1b" not in said


# --------------------------------------------------------------------------- killed after any key

KEYS = ((" ", "4 Easy"), ("3", r"\d/5.*keys"), ("u", "taken back.*keys"), (" ", "4 Easy"), ("1", r"\d/5.*keys"),
        (" ", "4 Easy"), ("s", "heart.md:5"), ("4", r"\d/5.*keys"), ("?", "end the drill"),
        (" ", "4 Easy"), ("2", r"\d/5.*keys"))  # fmt: skip
GRADED = ([], [], [3], [], [], [1], [1], [1], [1, 4], [1, 4], [1, 4], [1, 4, 2])
"""What is to be on disk once the screen has answered the first n keys."""


def killed(project: Path, after: int, how: signal.Signals, wait: float | None) -> list[int]:
    """Press the first keys, one by one, and the last without waiting for long; then kill."""
    (project / "drill.sqlite3").unlink(missing_ok=True)
    with drill(project) as person:
        person.sees(r"1/5.*keys")
        for number, (key, then) in enumerate(KEYS[:after], start=1):
            if wait is not None and number == after:
                person.child.send(key)
                person.child.expect([pexpect.TIMEOUT], timeout=wait)
            else:
                person.press(key, then)
        person.child.kill(how)
        person.child.expect(pexpect.EOF, timeout=LIMIT)
    return [rating for rating, _ in answers(project)]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("after", [2, 8])
def test_what_was_graded_is_on_disk_when_the_next_question_shows(
    project: Path, after: int, how: signal.Signals
) -> None:
    assert killed(project, after, how, None) == GRADED[after]


def test_the_table_of_kills_fits() -> None:
    assert len(GRADED) == len(KEYS) + 1


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("after", range(len(KEYS) + 1))
def test_killed_after_any_key(project: Path, after: int, how: signal.Signals) -> None:
    rng = random.Random(after)
    assert killed(project, after, how, None) == GRADED[after]
    for _ in range(8 if after else 0):
        # the moment of a kill is anywhere while the last key is dealt with: all of it counts, or none
        found = killed(project, after, how, rng.uniform(0, 0.03))
        assert found in (GRADED[after - 1], GRADED[after])
        with closing(sqlite3.connect(project / "drill.sqlite3")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            cards = database.execute("SELECT count(*) FROM cards").fetchone()[0]
            assert cards == len(found), "a card is marked that was not answered, or the other way round"
