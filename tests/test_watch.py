"""``flashgen watch``, as a process of its own, on files that are being written."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Never

import pytest
from click.testing import CliRunner

from flashgen.cli import main, project, voice
from flashgen.model import FlashgenError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process alone")

LONGEST = 20.0
"""Seconds that a loaded machine gets for what takes a fraction of one."""
QUIET = 0.8
"""Seconds after which nothing more is to be expected."""
SUMMARY = re.compile(r"\d\d:\d\d:\d\d  (.+)")


class Watch:
    """A running ``flashgen watch`` and the lines it prints."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-X", "utf8", "-m", "flashgen", "watch", *arguments]
        root = str(Path(__file__).resolve().parent.parent)
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": root},
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def line(self) -> str:
        """The next line; of a summary what stands behind the time."""
        line = self._lines.get(timeout=LONGEST)
        summary = SUMMARY.fullmatch(line)
        return summary[1] if summary else line

    def rest(self) -> list[str]:
        """The lines printed until nothing more comes."""
        time.sleep(QUIET)
        return [self.line() for _ in range(self._lines.qsize())]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=LONGEST)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout
        self.process.stdout.close()


Start = Callable[..., Watch]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts ``flashgen watch`` in a project with one note, and waits for its first build."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    running: list[Watch] = []
    put("flashgen.yaml", "deck: Body\n")
    put("kidney.md", "Q: How long is a kidney?\nA: 12 cm\n")

    def start(*arguments: str, first: str = counted(added=1)) -> Watch:
        running.append(Watch(*arguments))
        assert running[-1].line() == "watching; Ctrl-C ends"
        assert running[-1].line() == first
        return running[-1]

    yield start
    for watch in running:
        watch.close()


def counted(added: int = 0, changed: int = 0, kept: int = 0, retired: int = 0) -> str:
    return f"+ {added} added  ~ {changed} changed  = {kept} kept  - {retired} retired  ? 0 suggested"


def put(path: str, text: str) -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def facts(count: int) -> str:
    return "".join(f"Q: Which river has number {n}?\nA: River {n * 7}\n\n" for n in range(count))


def test_a_save_is_built_and_told_in_one_line_and_ctrl_c_ends_it_quietly(start: Start) -> None:
    watch = start()
    package = Path("build/Body.apkg").read_bytes()
    put("kidney.md", "Q: How long is a kidney?\nA: 11 cm\n")
    assert watch.line() == counted(changed=1)
    assert Path("build/Body.apkg").read_bytes() != package
    put("new/heart.md", "Q: How many chambers has a heart?\nA: four\n")
    assert watch.line() == counted(added=1, kept=1)
    Path("new/heart.md").unlink()
    assert watch.line() == counted(kept=1, retired=1)
    assert watch.stop() == 0
    assert watch.rest() == []


def test_what_flashgen_writes_and_hidden_files_start_nothing(start: Start) -> None:
    watch = start("-o", "decks")
    put("kidney.md", "Q: How long is a kidney?\nA: 11 cm\n")
    assert watch.line() == counted(changed=1)
    assert Path("decks/Body.apkg").exists()
    put(".kidney.md.swp", "half")
    put(".git/index", "half")
    put("kidney.md~", "Q: Old?\nA: Yes\n")
    put("decks/other.apkg", "")
    put("drill.sqlite3", "")
    put("drill.sqlite3-journal", "")
    put("build/notes.md", "Q: A note?\nA: No\n")
    assert watch.rest() == []


def test_a_file_written_in_pieces_is_built_once(start: Start) -> None:
    watch = start()
    whole = facts(12)
    with Path("rivers.md").open("w", encoding="utf-8") as file:
        for at in range(0, len(whole), 80):
            file.write(whole[at : at + 80])
            file.flush()
            time.sleep(0.05)
    assert watch.line() == counted(added=12, kept=1)
    assert watch.rest() == []


def test_a_file_that_is_empty_for_a_while_costs_nothing(start: Start) -> None:
    put("kidney.md", facts(12))
    watch = start(first=counted(added=12))
    package = Path("build/Body.apkg").read_bytes()
    put("kidney.md", "")
    assert watch.line().startswith("error: would retire 12 of the 12 notes in deck Body, over a fifth; ")
    assert Path("build/Body.apkg").read_bytes() == package
    assert watch.rest() == []
    put("kidney.md", facts(12))
    assert watch.line() == counted(kept=12)
    assert Path("build/Body.apkg").read_bytes() == package


def test_a_file_replaced_as_editors_do_keeps_its_notes(start: Start) -> None:
    watch = start()
    Path("kidney.md").rename("kidney.md~")
    put(".kidney.tmp", "Q: How long is a kidney?\nA: 10 cm\n")
    Path(".kidney.tmp").rename("kidney.md")
    assert watch.line() == counted(changed=1)


def test_broken_settings_are_told_and_the_old_deck_stays(start: Start) -> None:
    watch = start()
    package = Path("build/Body.apkg").read_bytes()
    put("flashgen.yaml", "deck: [Body\n")
    assert watch.line().startswith("error: flashgen.yaml:")
    assert watch.rest() == []
    assert Path("build/Body.apkg").read_bytes() == package
    put("flashgen.yaml", "deck: Corpus\n")
    assert watch.line() == counted(changed=1)
    assert Path("build/Corpus.apkg").exists()


def test_settings_that_are_broken_from_the_start_are_waited_for(start: Start) -> None:
    put("flashgen.yaml", "colour: red\n")
    watch = start(
        first="error: flashgen.yaml:1: unknown key 'colour'; the keys are deck, tags, notes, include, "
        "exclude, bar, rules_off, vault, url, output, drill, model"
    )
    put("flashgen.yaml", "deck: Body\n")
    assert watch.line() == counted(added=1)


def test_a_file_that_cannot_be_read_for_the_moment_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put("flashgen.yaml", "deck: Body\n")
    put("heart.md", "Q: How many chambers has a heart?\nA: four\n")
    put("kidney.md", "Q: How long is a kidney?\nA: 12 cm\n")
    real, failures = Path.read_bytes, 2

    def locked(self: Path) -> bytes:
        nonlocal failures
        if self.name == "kidney.md" and failures:
            failures -= 1
            raise PermissionError(13, "Permission denied")
        return real(self)

    def quiet(*_: object, **__: object) -> Iterator[set[object]]:
        yield from [set()] * 6
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "read_bytes", locked)
    monkeypatch.setattr("watchfiles.watch", quiet)
    result = CliRunner().invoke(main, ["watch"])
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "watching; Ctrl-C ends",
        "error: kidney.md: cannot be read (Permission denied); check its permissions",
    ]
    told = [match[1] for match in map(SUMMARY.fullmatch, result.stdout.splitlines()) if match]
    assert told == [counted(added=1), counted(added=1, kept=1)]


@pytest.mark.parametrize(("fault", "most"), [("cannot be read (locked)", 10), ("is odd", 1)])
def test_what_stays_wrong_is_told_once_and_given_up(
    fault: str, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put("kidney.md", "Q: How long is a kidney?\nA: 12 cm\n")
    tries = []

    def broken(*_: object, **__: object) -> Never:
        tries.append(1)
        raise FlashgenError(fault, "kidney.md")

    def quiet(*_: object, **__: object) -> Iterator[set[object]]:
        yield from [set()] * 20
        raise KeyboardInterrupt

    monkeypatch.setattr("flashgen.cli.project.make_plan", broken)
    monkeypatch.setattr("watchfiles.watch", quiet)
    result = CliRunner().invoke(main, ["watch", "kidney.md"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"watching; Ctrl-C ends\nerror: kidney.md: {fault}\n"
    assert most // 2 < len(tries) <= most


def test_each_build_is_waited_for_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar is for a build that takes long, not for a short one after a long time."""
    monkeypatch.chdir(tmp_path)
    put("flashgen.yaml", "deck: Body\n")
    put("kidney.md", "Q: How long is a kidney?\nA: 12 cm\n")
    begun: list[float] = []
    real = project.make_plan

    def made(*arguments: object, **more: object) -> object:
        begun.append(voice.voice().started)
        return real(*arguments, **more)  # type: ignore[arg-type]

    def saves(*_: object, **__: object) -> Iterator[set[object]]:
        for _ in range(3):
            yield {"a save"}
            begun.append(time.monotonic())
        raise KeyboardInterrupt

    monkeypatch.setattr(project, "make_plan", made)
    monkeypatch.setattr("watchfiles.watch", saves)
    assert CliRunner().invoke(main, ["watch"]).exit_code == 0
    assert len(begun) == 6
    assert begun == sorted(begun)


def test_files_without_a_project(start: Start) -> None:
    Path("flashgen.yaml").unlink()
    watch = start("kidney.md", first="1 card, 0 held: wrote build/kidney.apkg")
    put("other.md", "Q: Another?\nA: Yes, another\n")
    assert watch.rest() == []
    put("kidney.md", facts(3))
    assert watch.line() == "3 cards, 0 held: wrote build/kidney.apkg"


def test_nothing_to_watch_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    watch = Watch()
    assert watch.process.wait(timeout=LONGEST) == 1
    assert watch.rest() == ["error: there is no flashgen.yaml here; name your notes, or write one with: flashgen init"]
    watch.close()
