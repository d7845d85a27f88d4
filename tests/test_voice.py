"""What a command says while it works."""

from __future__ import annotations

import io
import json
import re
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from flashgen.cli import main, voice

NOTES = "Q: How long is a kidney?\nA: 12 cm\n\n![lost](lost.png)\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "flashgen.yaml").write_text("deck: Body\n", encoding="utf-8")
    (tmp_path / "kidney.md").write_text(NOTES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("command", ["build", "status"])
def test_quiet_says_only_what_is_wrong(command: str) -> None:
    result = run(command, "--quiet")
    assert result.stdout == ""
    assert result.stderr.startswith("warning: kidney.md:4: image lost.png")
    assert len(result.stderr.splitlines()) == 1
    assert result.exit_code == (3 if command == "status" else 0)


def test_verbose_says_where_the_time_went() -> None:
    lines = run("build", "-v").stderr.splitlines()[1:]
    times = [re.fullmatch(r" *(\d+\.\d\d) s  (.+)", line) for line in lines]
    assert all(times), lines
    named = {match[2]: float(match[1]) for match in times if match}
    wanted = "looking for changes, reading new notes, reading notes, making cards, comparing with the ledger"
    assert [*wanted.split(", "), "saving the ledger", "writing packages", "everything else", "in all"] == list(named)
    assert abs(named.pop("in all") - sum(named.values())) < 0.1


def test_json_a_line_each() -> None:
    result = run("build", "--log-json")
    events = [json.loads(line) for line in result.stderr.splitlines()]
    problem, finished = events
    assert problem["event"] == "problem"
    assert (problem["severity"], problem["path"], problem["line"]) == ("warning", "kidney.md", 4)
    assert (finished["event"], finished["stages"].keys() >= {"Reading notes"}) == ("finished", True)
    assert "1 card, 0 held" in result.stdout


def test_an_error_is_json_too() -> None:
    Path("flashgen.yaml").write_text("dek: Body\n", encoding="utf-8")
    result = run("build", "--log-json")
    problem = json.loads(result.stderr.splitlines()[0])
    assert (result.exit_code, problem["severity"], problem["line"]) == (1, "error", 1)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def bar(stderr: io.StringIO, patience: float, monkeypatch: pytest.MonkeyPatch, **wanted: bool) -> str:
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(voice, "PATIENCE", patience)
    context = click.Context(click.Command("x"))
    with context:
        context.meta[voice._META] = voice.Voice(**wanted)
        time.sleep(0.001)
        assert list(voice.tracked(range(9), "Making cards")) == list(range(9))
        with voice.stage("Writing"):
            pass
    return stderr.getvalue()


def test_a_bar_is_shown_to_who_waits_before_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = bar(Terminal(), 0, monkeypatch)
    assert "Making cards" in seen
    assert "Writing ..." in seen
    assert "%" in seen
    assert bar(Terminal(), 60, monkeypatch) == ""
    assert bar(io.StringIO(), 0, monkeypatch) == ""
    assert bar(Terminal(), 0, monkeypatch, quiet=True) == ""


def test_nothing_is_shown_on_a_screen_that_is_a_dialogues(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = Terminal()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(voice, "PATIENCE", 0)
    with click.Context(click.Command("x")):
        with voice.hidden():
            assert list(voice.tracked(range(9), "Making cards")) == list(range(9))
        assert stderr.getvalue() == ""
        assert list(voice.tracked(range(9), "Making cards")) == list(range(9))
        assert "Making cards" in stderr.getvalue()


def test_progress_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = bar(Terminal(), 0, monkeypatch, log_json=True).splitlines()
    assert json.loads(lines[0]) == {"event": "progress", "doing": "Making cards", "done": 0, "of": 9}
    assert len(lines) == 9


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("flashgen.pipeline.plan_documents", "nothing was changed"),
        ("flashgen.ledger.write_whole", "nothing was changed"),
        ("flashgen.writers.apkg._write_package", "the ledger is saved; to go on, give the same command again"),
        ("flashgen.cli.build.summary", "the ledger is saved, the packages are written; to go on, give the same"),
    ],
)
def test_ctrl_c_says_what_was_done(where: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(where, interrupted)
        result = run("build")
    assert result.exit_code == 130
    assert result.stderr.splitlines()[-1].startswith(f"stopped: {said}")
    assert not list(Path("build").glob(".*")) if Path("build").exists() else True
    assert run("build").exit_code == 0
    assert [path.name for path in Path("build").iterdir()] == ["Body.apkg"]
