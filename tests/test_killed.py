"""A build that is killed, and builds at once: ledger and packages stay whole, and the next build ends alike."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor SIGKILL")

HERE = Path(__file__).resolve().parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE.parent)}


def project(folder: Path, facts: int) -> Path:
    """A project whose notes are in two states: some of the facts are changed, some are gone, some are new."""
    decks = ("bones", "muscles", "nerves")  # each a package of its own
    (folder / "flashgen.yaml").write_text(f"notes: [{', '.join(decks)}]\n", encoding="utf-8")
    for state in ("old", "new"):
        for deck in decks:
            lines = [f"# The {deck}\n"]
            for number in range(facts):
                if state == "new" and number % 10 == 3:
                    continue
                answer = number + 7000 * (state == "new" and number % 10 == 5)
                lines.append(f"Q: How many grams do {deck} of person {number} weigh?\nA: {answer} grams\n")
            if state == "new":
                lines.append(f"Q: Who weighs {deck} last of all?\nA: The porter of the museum\n")
            file = folder / f"notes.{state}" / deck / "weights.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n".join(lines), encoding="utf-8")
    return folder


def killed(folder: Path, times: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, HERE / "killed.py", folder, str(times)],
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_killed_at_random_moments(tmp_path: Path) -> None:
    done = killed(project(tmp_path, 4), 30)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.slow
def test_killed_at_a_thousand_random_moments(tmp_path: Path) -> None:
    done = killed(project(tmp_path, 6), 1000)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    print(done.stdout)


def test_a_second_build_waits_and_says_so(tmp_path: Path) -> None:
    project(tmp_path, 2)
    shutil.copytree(tmp_path / "notes.old", tmp_path, dirs_exist_ok=True)
    command = [sys.executable, "-m", "flashgen", "build"]
    (tmp_path / ".flashgen").mkdir()
    with (tmp_path / ".flashgen" / "lock").open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with subprocess.Popen(
            command, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        ) as second:
            assert second.stderr
            assert second.stderr.readline() == "waiting for another flashgen in this project\n"
            time.sleep(0.2)
            assert second.poll() is None
            assert not (tmp_path / "ledger.jsonl").exists()
            fcntl.flock(held, fcntl.LOCK_UN)
            out, _ = second.communicate(timeout=30)
    assert second.returncode == 0
    assert out.endswith("+ 6 added  ~ 0 changed  = 0 kept  - 0 retired  ? 0 suggested\n")
