"""The same project built again, by the command, and what Anki says of the packages."""

from __future__ import annotations

from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from click.testing import CliRunner

from flashgen.cli import main


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "flashgen.yaml").write_text('notes: ["notes"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, files: int, each: int) -> None:
    """Notes of so many files with so many bullets."""
    for number in range(files):
        lines = [f"- The weight of stone {number}-{n} :: {n * 7 + number} grams\n" for n in range(each)]
        file = folder / "notes" / f"stones{number:03}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"# Stones of river {number}\n\n{''.join(lines)}", encoding="utf-8")


def build(folder: Path, *arguments: str) -> dict[str, bytes]:
    """The ledger and the packages after a build."""
    result = CliRunner().invoke(main, ["build", *arguments])
    assert result.exit_code == 0, result.output
    return {file.name: file.read_bytes() for file in [folder / "ledger.jsonl", *sorted((folder / "build").iterdir())]}


def take(col: Collection, folder: Path) -> tuple[int, int, int]:
    """How many notes Anki calls new, updated and unchanged."""
    new = updated = same = 0
    for package in sorted((folder / "build").iterdir()):
        request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
        log = col.import_anki_package(request).log
        new, updated, same = new + len(log.new), updated + len(log.updated), same + len(log.duplicate)
    return new, updated, same


def one_changed(folder: Path, files: int, each: int) -> None:
    write(folder, files, each)
    total = files * each
    first = build(folder)
    col = Collection(str(folder / "collection.anki2"))
    try:
        assert take(col, folder) == (total, 0, 0)
        assert build(folder) == first
        assert take(col, folder) == (0, 0, total)
        file = folder / "notes" / "stones001.md"
        file.write_text(
            file.read_text(encoding="utf-8").replace("stone 1-3 ::", "stone 1-3 when dry ::"), encoding="utf-8"
        )
        second = build(folder)
        changed = [name for name in first if first[name] != second[name]]
        assert changed == ["ledger.jsonl", "notes.apkg"]
        before, after = (set(state["ledger.jsonl"].splitlines()) for state in (first, second))
        assert len(before - after) == len(after - before) == 1
        assert take(col, folder) == (0, 1, total - 1)
    finally:
        col.close()


def test_nothing_changed_then_one_bullet(folder: Path) -> None:
    one_changed(folder, 3, 20)


@pytest.mark.slow
def test_one_bullet_among_ten_thousand(folder: Path) -> None:
    one_changed(folder, 50, 200)
