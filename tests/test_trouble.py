"""A disk that fills up, a folder that may not be written, a clock set back: what was there stays whole."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import textwrap
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from click.testing import CliRunner, Result

from flashgen.cli import main

NOW = 1_800_000_000.0


def notes(deck: str, answer: str) -> str:
    return "".join(f"Q: How many litres does {deck} organ {n} hold?\nA: {n} {answer} litres\n\n" for n in range(40))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two packages, built once and edited since."""
    root = tmp_path / "notes"
    for deck in ("inner", "outer"):
        (root / deck).mkdir(parents=True)
        (root / deck / "organs.md").write_text(notes(deck, "old"), encoding="utf-8")
    (root / ".git").mkdir()
    (root / "flashgen.yaml").write_text("#\n", encoding="utf-8")
    monkeypatch.chdir(root)
    monkeypatch.setattr(time, "time", lambda: NOW)
    assert build().exit_code == 0
    for deck in ("inner", "outer"):
        (root / deck / "organs.md").write_text(notes(deck, "new"), encoding="utf-8")
    return root


def build(*more: str) -> Result:
    return CliRunner().invoke(main, ["build", *more])


def state(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def is_one_line(said: str) -> bool:
    return said.startswith("error: ") and said.count("\n") == 1 and "Traceback" not in said


LIMITED = """
    import resource, sys
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
    from flashgen.cli import main
    main(["build"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize(
    ("room", "named"), [(1_000, "ledger.jsonl"), (46_000, "build/inner.apkg"), (60_000, "build/inner.apkg")]
)
def test_a_disk_that_is_full_at_any_time(room: int, named: str, project: Path) -> None:
    before = state(project)
    assert 10_000 < len(before["ledger.jsonl"]) < 45_000
    # what measures coverage would write, too, and find no room for it
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    environment = {**inherited, "PYTHONPATH": str(Path(__file__).parent.parent), "FLASHGEN_CACHE": "off"}
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(LIMITED), str(room)],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, is_one_line(done.stderr)) == (1, True), done.stderr
    assert f"{named}: cannot be written: " in done.stderr
    after = state(project)
    assert after.keys() == before.keys()
    packages = [name for name in before if name.endswith(".apkg")]
    assert {name: after[name] for name in packages} == {name: before[name] for name in packages}
    assert (after["ledger.jsonl"] == before["ledger.jsonl"]) == (named == "ledger.jsonl")
    assert build().exit_code == 0
    for name in packages:
        assert zipfile.ZipFile(project / name).testzip() is None


Hurt = Callable[[pytest.MonkeyPatch], None]


def fails(name: str, code: int, which: Callable[[Path], bool]) -> Hurt:
    """Let a method of ``Path`` fail for some paths, as it does where a person lacks the right to it."""

    def hurt(patch: pytest.MonkeyPatch) -> None:
        real = getattr(Path, name)

        def method(self: Path, *arguments: object, **more: object) -> object:
            if which(self):
                raise OSError(code, os.strerror(code), str(self))
            return real(self, *arguments, **more)

        patch.setattr(Path, name, method)

    return hurt


TROUBLE: dict[str, tuple[Hurt, str]] = {
    "no right to write into the packages' folder": (
        fails("open", errno.EACCES, lambda path: ".flashgen-" in path.name),
        "build/inner.apkg: cannot be written: Permission denied",
    ),
    "a file system that is for reading only": (
        fails("mkdir", errno.EROFS, lambda path: path.name == "build"),
        "build: cannot be written: Read-only file system",
    ),
    "no right to replace the ledger": (
        fails("replace", errno.EACCES, lambda path: ".ledger" in path.name),
        "ledger.jsonl: cannot be written: Permission denied",
    ),
    "no right to replace the first package": (
        fails("replace", errno.EACCES, lambda path: path.name.endswith("-0.tmp")),
        "build/inner.apkg: cannot be written: Permission denied",
    ),
    "the right is lost after the first package": (
        fails("replace", errno.EACCES, lambda path: path.name.endswith("-1.tmp")),
        "build/outer.apkg: cannot be written: Permission denied",
    ),
    "an error of the disk": (
        fails("open", errno.EIO, lambda path: path.name == "ledger.jsonl"),
        "ledger.jsonl: cannot be read (Input/output error)",
    ),
}


@pytest.mark.parametrize("trouble", TROUBLE)
def test_trouble_is_one_line_and_costs_nothing(trouble: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hurt, said = TROUBLE[trouble]
    before = state(project)
    with monkeypatch.context() as patch:
        hurt(patch)
        result = build()
    assert result.exit_code == 1
    assert is_one_line(result.stderr), result.stderr
    assert said in result.stderr
    after = state(project)
    assert after.keys() == before.keys(), "something is left"
    for name, data in after.items():
        if name.endswith(".apkg"):
            assert (data == before[name]) or (name == "build/inner.apkg" and "after the first" in trouble)
            assert zipfile.ZipFile(project / name).testzip() is None
    mended = build()
    assert (mended.exit_code, mended.stderr) == (0, "")
    clean = project.with_name("clean")
    shutil.copytree(project, clean, ignore=shutil.ignore_patterns("build"))
    os.chdir(clean)
    build()
    assert {k: v for k, v in state(clean).items() if "apkg" in k} == {
        k: v for k, v in state(project).items() if "apkg" in k
    }


def test_a_cache_that_is_full_is_no_trouble(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASHGEN_CACHE", str(tmp_path / "cache"))
    fails("write_bytes", errno.ENOSPC, lambda path: path.suffix == ".cache")(monkeypatch)
    result = build()
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks nothing")
@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_network_drive_that_knows_no_locks(code: int, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def unlockable(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", unlockable)
    assert (build().exit_code, build().stderr) == (0, "")


def test_a_clock_set_back_still_moves_what_changed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def take(col: Collection) -> tuple[int, int, int]:
        request = ImportAnkiPackageRequest(package_path="build/inner.apkg", options=ImportAnkiPackageOptions())
        log = col.import_anki_package(request).log
        return len(log.new), len(log.updated), len(log.duplicate)

    col = Collection(str(project.with_name("collection.anki2")))
    try:
        assert take(col) == (40, 0, 0)
        monkeypatch.setattr(time, "time", lambda: NOW - 10_000_000)
        assert "~ 80 changed" in build().stdout
        assert take(col) == (0, 40, 0)
        assert "= 80 kept" in build().stdout
        assert take(col) == (0, 0, 40)
    finally:
        col.close()


def test_an_image_that_changes_while_the_package_is_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flashgen.writers import collection

    image = project / "inner" / "bean.png"
    image.write_bytes(b"\x89PNG\r\n\x1a\n a bean")
    (project / "inner" / "organs.md").write_text("Q: Which?\nA: ![a bean](bean.png)\n", encoding="utf-8")
    before = (project / "build" / "inner.apkg").read_bytes()
    real = collection.write

    def meanwhile(*arguments: object) -> None:
        image.write_bytes(b"\x89PNG\r\n\x1a\n another")
        real(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(collection, "write", meanwhile)
        result = build("--yes")
    assert is_one_line(result.stderr)
    assert "bean.png: was changed while it was read; build again" in result.stderr
    assert (project / "build" / "inner.apkg").read_bytes() == before
    assert build("--yes").exit_code == 0
