"""A build with nothing changed does nothing, and says what a build says; where anything changed it is done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flashgen import lock, sources, store
from flashgen.cli import main
from flashgen.learn import file as weights
from flashgen.wording.learning import START

NOTES = """\
# The kidney

**Cortex**: the outer layer of the kidney, below its capsule

Q: How long is a kidney?
A: 12 cm

- The kidney filters about 180 litres of plasma a day.
- It is perhaps the finest of all organs.

The pelvis holds {{c2::urine::fluid}} before the {{c1::ureter}} takes it away.

Q: What does it look like?
A: ![a bean](bean.png)

Q: What else?
A: ![lost](lost.png)
"""
GONE = "Q: What goes?\nA: This very card goes\n"
EDITS = """\
cards:
  - question: Who wrote this?
    answer: A person
"""
BEAN = b"\x89PNG\r\n\x1a\n a bean"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with all that a build looks at, built twice: with changes, and with a note that is gone."""
    root = tmp_path / "notes"
    (root / "deep" / "er").mkdir(parents=True)
    (root / ".git").mkdir()
    put(root / "flashgen.yaml", "deck: Body\nexclude: [drafts]\nbar: 0.6\n")
    put(root / "kidney.md", NOTES + "\n" + GONE)
    put(root / "deep" / "history.txt", "Q: Who described the capsule?\nA: Müller\n")
    put(root / "deep" / "again.md", "Q: How wide is a kidney?\nA: 6 cm\n")
    put(root / "edits.yaml", EDITS)
    (root / "bean.png").write_bytes(BEAN)
    monkeypatch.setenv("FLASHGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.0)
    monkeypatch.chdir(root)
    first = build()
    assert "+ 10 added" in first.stdout, first.output
    put(root / "kidney.md", NOTES)
    assert "- 1 retired" in build("--yes").stdout
    return root


def put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def build(*more: str) -> Result:
    return CliRunner().invoke(main, ["build", *more])


def said(result: Result) -> tuple[int, str, str]:
    return result.exit_code, result.stdout, result.stderr


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def without_cache(root: Path, command: Callable[[], Result], monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    """What a command says and leaves that remembers nothing, in a copy of the project that is in its place."""
    aside = root.with_name("aside")
    shutil.copytree(root, aside, symlinks=True)
    with monkeypatch.context() as patch:
        patch.setenv("FLASHGEN_CACHE", "off")
        result = said(command()), files(root)
    shutil.rmtree(root)
    aside.rename(root)
    os.chdir(root)
    return result


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the documents that were opened, if anything was read for a build."""
    seen: list[str] = []
    real = sources.read

    def read(*arguments: object, **more: object) -> object:
        seen.append("read")
        return real(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(sources, "read", read)
    return seen


@pytest.mark.parametrize("command", [["build"], ["status"], ["build", "kidney.md"], ["build", "deep", "-o", "out"]])
def test_nothing_changed_is_told_at_once(
    command: list[str], project: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run() -> Result:
        return CliRunner().invoke(main, command)

    if command[0] == "build":
        run()
    parsed.clear()
    before = files(project)
    plain = without_cache(project, run, monkeypatch)
    assert parsed == ["read"]
    assert (said(run()), files(project)) == plain
    assert parsed == ["read"]
    assert files(project) == before


def test_an_unchanged_build_imports_no_parser_and_writes_nothing(project: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "flashgen", "build"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    subprocess.run(command, env=environment, capture_output=True, check=True)
    times = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert "nothing new in build/Body.apkg" in done.stdout
    imported = {line.split("|")[-1].strip() for line in done.stderr.splitlines() if line.startswith("import time")}
    assert "flashgen.stamp" in imported
    heavy = "genanki markdown_it mdit_py_plugins yaml msgspec nh3 pygments flashgen.rules flashgen.pipeline".split()
    assert not imported & set(heavy)
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*")} == times


def keep_times(file: Path, data: bytes) -> None:
    """Other bytes in a file of the same size and times."""
    stat = file.stat()
    assert len(data) == stat.st_size
    file.write_bytes(data)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a note, its size and time the same": lambda root: keep_times(
        root / "kidney.md", NOTES.replace("12 cm", "13 cm").encode()
    ),
    "a new file": lambda root: put(root / "deep" / "er" / "new.md", "Q: How new?\nA: Quite new\n"),
    "a file renamed": lambda root: (root / "deep" / "again.md").rename(root / "deep" / "anew.md"),
    "a file moved": lambda root: (root / "deep" / "again.md").rename(root / "again.md"),
    "a file gone": lambda root: (root / "deep" / "again.md").unlink(),
    "a file that becomes a link": lambda root: (
        (root / "deep" / "again.md").rename(root / "drafts.md"),
        (root / "deep" / "again.md").symlink_to(root / "drafts.md"),
    ),
    "a link that leads nowhere": lambda root: (root / "lost.md").symlink_to(root / "nowhere.md"),
    "a file that is no UTF-8": lambda root: (root / "odd.md").write_bytes("Q: Où est-il?\nA: Là\n".encode("latin-1")),
    "a file that cannot be decoded": lambda root: (root / "odd.md").write_bytes(b"%PDF-1.4"),
    "the settings": lambda root: put(root / "flashgen.yaml", "deck: Corpus\nexclude: [drafts]\n"),
    "the settings gone": lambda root: (root / "flashgen.yaml").unlink(),
    "settings in a folder named": lambda root: put(root / "deep" / "flashgen.yml", "deck: Deep\n"),
    "the edits": lambda root: put(root / "edits.yaml", EDITS.replace("A person", "Another")),
    "the edits gone": lambda root: (root / "edits.yaml").unlink(),
    "weights": lambda root: put(root / "weights.json", weights.dumps({START: -3.0}, {})),
    "the ledger": lambda root: put(
        root / "ledger.jsonl", (root / "ledger.jsonl").read_text(encoding="utf-8").replace("12 cm", "14 cm")
    ),
    "the ledger gone": lambda root: (root / "ledger.jsonl").unlink(),
    "a package": lambda root: (root / "build" / "Body.apkg").write_bytes(b"PK"),
    "a package gone": lambda root: (root / "build" / "Body.apkg").unlink(),
    "an image": lambda root: (root / "bean.png").write_bytes(BEAN + b"!"),
    "an image gone": lambda root: (root / "bean.png").unlink(),
    "an image that was lost": lambda root: (root / "deep" / "lost.png").write_bytes(BEAN),
    "an image nearer": lambda root: (root / "deep" / "bean.png").write_bytes(BEAN),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_never_missed(change: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    CHANGES[change](project)
    for _ in range(3):
        plain = without_cache(project, lambda: build("--yes"), monkeypatch)
        assert (said(build("--yes")), files(project)) == plain


def test_another_flashgen_builds(project: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    assert parsed == []
    monkeypatch.setattr(store, "version", lambda: b"another")
    build()
    assert parsed == ["read"]


@pytest.mark.parametrize("folder", ["other", "build/../build/deep"])
def test_another_folder_for_the_packages_is_filled(folder: str, project: Path) -> None:
    assert "wrote" in build("-o", folder).stdout
    assert "nothing new in" in build("-o", folder).stdout
    assert list(Path(folder).glob("*.apkg"))


@pytest.mark.parametrize("what", ["kidney.md", "flashgen.yaml", "edits.yaml", "weights.json"])
def test_what_changes_while_it_is_read_is_built_again(
    what: str, project: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor saves after the file was read and before the build ends."""
    from flashgen.writers import apkg

    (project / "build" / "Body.apkg").unlink()
    real = apkg.renew

    def saved(*arguments: object) -> object:
        with (project / what).open("a", encoding="utf-8") as file:
            file.write("\n# saved meanwhile\n")
        return real(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(apkg, "renew", saved)
        build()
    parsed.clear()
    build()
    assert parsed == ["read"]
    build()
    assert parsed == ["read"]


@pytest.mark.parametrize("damage", [b"", b"{}", b"null", b"[]", b'{"version": 1}', b"\xff\xfe"])
def test_a_stamp_that_holds_nonsense_is_no_stamp(
    damage: bytes, project: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(os.environ["FLASHGEN_CACHE"])
    for entry in folder.glob("*"):
        store.save(folder, entry.stem, damage)
    assert build().exit_code == 0
    assert parsed == ["read"]


def test_an_error_is_told_each_time(project: Path, parsed: list[str]) -> None:
    (project / "odd.md").write_bytes(b"%PDF-1.4")
    assert build().exit_code == 1
    assert build().exit_code == 1
    assert parsed == ["read", "read"]


def test_a_delta_holds_what_the_build_changed_and_is_written_once(project: Path, parsed: list[str]) -> None:
    put(project / "deep" / "again.md", "Q: How wide is a kidney?\nA: 7 cm\n")
    assert "wrote build/Body.apkg, build/Body.delta.apkg" in build("--delta").stdout
    delta = (project / "build" / "Body.delta.apkg").read_bytes()
    assert parsed == ["read"]
    again = build("--delta")
    assert "nothing new in build/Body.apkg\n" in again.stdout
    assert parsed == ["read"]
    assert (project / "build" / "Body.delta.apkg").read_bytes() == delta


def test_packages_with_what_was_drilled_are_not_taken_for_plain_ones(project: Path, parsed: list[str]) -> None:
    package = project / "build" / "Body.apkg"
    plain = package.read_bytes()
    drilled = CliRunner().invoke(main, ["drill", "--all", "--format", "json"], input='{"grade": 4}\n')
    assert drilled.exit_code == 0
    assert "nothing new in" in build().stdout
    assert parsed == []
    assert "wrote" in build("--with-scheduling").stdout
    assert package.read_bytes() != plain
    assert "nothing new in" in build("--with-scheduling").stdout
    assert parsed == ["read", "read"]
    assert "wrote" in build().stdout
    assert package.read_bytes() == plain
    assert parsed == ["read"] * 3
    assert "nothing new in" in build().stdout
    assert parsed == ["read"] * 3


def test_how_cards_are_asked_changes_no_package(project: Path, parsed: list[str]) -> None:
    with (project / "flashgen.yaml").open("a", encoding="utf-8") as settings:
        settings.write("drill:\n  learning_steps: [5m]\n  new_per_day: 3\n")
    assert "nothing new in" in build().stdout
    assert parsed == ["read"]
    assert "nothing new in" in build().stdout
    assert parsed == ["read"]


@pytest.mark.parametrize("remembers", [True, False])
def test_a_build_holds_the_project_once_whatever_it_has_to_do(
    remembers: bool, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Path] = []
    real = lock.alone

    def alone(root: Path, busy: Callable[[], None]) -> AbstractContextManager[None]:
        taken.append(root)
        return real(root, busy)

    if not remembers:
        monkeypatch.setenv("FLASHGEN_CACHE", "off")
    monkeypatch.setattr(lock, "alone", alone)
    build()
    assert taken == [project]
    put(project / "deep" / "again.md", "Q: How wide is a kidney?\nA: 7 cm\n")
    assert "~ 1 changed" in build().stdout
    assert taken == [project] * 2
    build("--dry-run")
    assert taken == [project] * 2
