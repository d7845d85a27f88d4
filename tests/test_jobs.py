"""Several processes give what one gives, and none of them is needed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from flashgen import jobs
from flashgen.sources.find import Found

ROOT = Path(__file__).parent.parent
NOTES = "# Organ {n}\n\n**Part {n}**: the {n}th layer of the wall\n\n- The organ {n} holds {n} litres of fluid.\n"
SHARED = "**Bark**: the outer layer of a tree\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "notes"
    root.mkdir()
    (root / ".git").mkdir()
    (root / "flashgen.yaml").write_text("deck: Body\n", encoding="utf-8")
    for number in range(12):
        (root / f"organ {number}.md").write_text(NOTES.format(n=number) * (number + 1), encoding="utf-8")
    (root / "shared.md").write_text(SHARED + "\n![lost](lost.png)\n", encoding="utf-8")
    (root / "again.md").write_text(SHARED.replace("Bark", "Rind"), encoding="utf-8")
    (root / "odd.md").write_bytes("Q: Où est-il?\nA: Là, à côté\n".encode("latin-1"))
    return root


def run(project: Path, *arguments: str, cache: str = "off") -> tuple[int, str, str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FLASHGEN_CACHE": cache}
    done = subprocess.run(
        [sys.executable, "-m", "flashgen", *arguments],
        cwd=project,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_three_processes_give_what_one_gives(project: Path, tmp_path: Path) -> None:
    alone = run(project, "preview", "--format", "json", "--jobs", "1")
    assert alone[0] == 0
    assert run(project, "preview", "--format", "json", "--jobs", "3") == alone
    cache = str(tmp_path / "cache")
    assert run(project, "preview", "--format", "json", "--jobs", "3", cache=cache) == alone
    assert run(project, "preview", "--format", "json", cache=cache) == alone


def test_nothing_is_left_where_nothing_is_to_be_remembered(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    os.environ["TMPDIR"] = str(elsewhere)
    try:
        assert run(project, "preview", "-j2")[0] == 0
    finally:
        del os.environ["TMPDIR"]
    assert list(elsewhere.iterdir()) == []


HURT = """
    import os, signal, sys
    from flashgen import cache, jobs
    real = cache.Cache.extract
    def hurt(self, document):
        if os.getpid() != parent and "organ" in document.path:
            {how}
        return real(self, document)
    parent = os.getpid()
    cache.Cache.extract = hurt
    from flashgen.cli import main
    main(["preview", "--format", "json", "--jobs", "2"])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process does not inherit what the test put in")
@pytest.mark.parametrize("how", ["os.kill(os.getpid(), signal.SIGKILL)", "raise MemoryError", "os._exit(0)"])
def test_a_process_that_dies_costs_time_only(how: str, project: Path) -> None:
    alone = run(project, "preview", "--format", "json", "--jobs", "1")
    program = textwrap.dedent(HURT.format(how=how))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FLASHGEN_CACHE": "off"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=project,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == alone


STOPPED = """
    import os, signal, sys, time
    from flashgen import cache
    def slow(self, document):
        if os.getpid() != parent:
            os.write(1, f"{os.getpid()}\\n".encode())  # in one piece: the other does the same
            time.sleep(60)
    parent = os.getpid()
    cache.Cache.extract = slow
    from flashgen.cli import main
    main(["build", "--jobs", "2"])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process does not inherit what the test put in")
def test_ctrl_c_ends_all_of_them_at_once(project: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FLASHGEN_CACHE": "off"}
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(STOPPED)],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        assert process.stdout
        workers = [int(process.stdout.readline()) for _ in range(2)]
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (130, "stopped: nothing was changed\n")
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)
    left = [".flashgen", ".git", "flashgen.yaml"]
    assert sorted(path.name for path in project.iterdir() if path.suffix != ".md") == left


def test_shares_are_about_equal() -> None:
    todo = [(size, Found(str(size), Path(str(size)))) for size in (1, 90, 5, 40, 50, 3, 0, 0)]
    shares = jobs._shares(todo, 3)
    assert sorted(entry.path for share in shares for _, entry in share) == sorted(entry.path for _, entry in todo)
    assert sorted(sum(size for size, _ in share) for share in shares) == [48, 51, 90]
