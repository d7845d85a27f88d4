"""What the specs in tests/spec/check cannot say."""

from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from click.testing import CliRunner

from flashgen import check, config, pipeline
from flashgen.check import spelling
from flashgen.check.finding import Finding
from flashgen.cli import main
from flashgen.model import Document
from flashgen.rules import Findings

NOTES = """\
# Rivers

- The Rhine in Europe is 1,233 km long.
- The Rhine in Europe is 820 miles long.
"""
EDITS = """\
# mine

right:
  # an old one
  typo-00000000: "“Cuzko” may be “Cuzco”"  # it is Quechua

cards:
  - question: Who founded Lima?
    answer: Pizarro
"""


def findings(folder: Path, **notes: str) -> tuple[Finding, ...]:
    for name, text in notes.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    plan = pipeline.plan([folder], config.Config(root=folder))
    return check.findings(plan.documents, plan.accounts)


def test_a_key_outlives_edits_around_it_and_a_move(tmp_path: Path) -> None:
    (before,) = findings(tmp_path, rivers=NOTES)
    (tmp_path / "rivers.md").unlink()
    (after,) = findings(tmp_path, water="# All rivers of the world\n\nNew words.\n\n" + NOTES)
    assert (after.path, after.line) != (before.path, before.line)
    assert after.key == before.key


def test_another_value_is_another_finding(tmp_path: Path) -> None:
    (before,) = findings(tmp_path, rivers=NOTES)
    (after,) = findings(tmp_path, rivers=NOTES.replace("820", "800"))
    assert after.key != before.key


def test_accept_changes_one_line_of_edits_and_undo_takes_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("flashgen.yaml").write_text("deck: Rivers\n", encoding="utf-8")
    Path("rivers.md").write_text(NOTES, encoding="utf-8")
    Path("edits.yaml").write_text(EDITS, encoding="utf-8")
    assert CliRunner().invoke(main, ["check", "--accept", "rivers.md:4"]).exit_code == 0
    lines = Path("edits.yaml").read_text(encoding="utf-8").splitlines()
    (new,) = [line for line in lines if line not in EDITS.splitlines()]
    assert new.startswith("  contradiction-")
    assert [line for line in lines if line != new] == EDITS.splitlines()
    assert CliRunner().invoke(main, ["check"]).exit_code == 0
    assert CliRunner().invoke(main, ["undo"]).exit_code == 0
    assert Path("edits.yaml").read_text(encoding="utf-8") == EDITS
    assert CliRunner().invoke(main, ["check"]).exit_code == 3


def test_without_the_list_of_misspellings_the_rest_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str, package: str | None = None) -> ModuleSpec | None:
        return None

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(spelling, "find_spec", nothing)
    Path("rivers.md").write_text(f"{NOTES}- **Delta**: the begining of the sea\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "rivers.md"])
    assert result.exit_code == 3
    assert "begining" not in result.stdout
    assert "1 contradiction" in result.stdout
    assert "codespell" in result.stderr


def test_misspellings_that_are_words_too_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/dictionary.txt").write_text(
        "begining->beginning\nhten->then, hen, the,\nro->to, row, rob, disabled because it is an abbreviation\n",
        encoding="utf-8",
    )
    spec = ModuleSpec("codespell_lib", None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(spelling, "find_spec", lambda name: spec)
    assert spelling.corrections() == {"begining": "beginning", "hten": "then, hen, the"}


def test_a_finding_is_told_once_though_two_cards_rest_on_its_line(tmp_path: Path) -> None:
    told = findings(tmp_path, rivers="- **Delta**: the land (where 3 arms and 2 lakes meet\n")
    assert [finding.kind for finding in told] == ["bracket"]


def test_a_fault_of_ours_in_one_file_does_not_cost_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = check.find_facts

    def breaks(document: Document, off: frozenset[str]) -> Findings:
        if document.path == "broken.md":
            raise IndexError
        return real(document, off)

    monkeypatch.setattr(check, "find_facts", breaks)
    told = findings(tmp_path, broken="- **Lima**: a town\n", rivers=NOTES)
    assert [finding.kind for finding in told] == ["contradiction"]
