"""dev.py, as far as it can be tested without a network: what it decides and what it says."""

import ast
import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FILE = Path(__file__).resolve().parent.parent / "dev.py"
PYPROJECT = b'[project]\nname = "flashgen"\n'


@pytest.fixture
def dev(tmp_path: Path) -> ModuleType:
    """dev.py as a module of its own, at home in an empty folder."""
    spec = importlib.util.spec_from_file_location("dev", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ROOT, module.VENV = tmp_path, tmp_path / ".venv"  # type: ignore[attr-defined]
    (tmp_path / "pyproject.toml").write_bytes(PYPROJECT)
    return module


def test_is_readable_to_an_old_python_and_imports_only_the_standard_library() -> None:
    tree = ast.parse(FILE.read_text(encoding="utf-8"), feature_version=(3, 6))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named = {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {"subprocess", "pathlib"} <= plain | named
    assert {name.split(".")[0] for name in plain | named} <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 9), (3, 10)])
def test_an_old_python_is_told_which_is_needed(dev: ModuleType, version: tuple[int, int]) -> None:
    line = dev.version_problem(version)
    assert "Python 3.11 or newer" in line
    assert f"this is {version[0]}.{version[1]};" in line
    assert "\n" not in line


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 14), (4, 0)])
def test_a_new_python_is_not_troubled(dev: ModuleType, version: tuple[int, int]) -> None:
    assert dev.version_problem(version) == ""


def test_an_environment_is_outdated_when_pyproject_changes(dev: ModuleType) -> None:
    found = dev.stamp(PYPROJECT, "lint,test")
    assert dev.holds(found, PYPROJECT, "lint,test")
    assert not dev.holds(found, PYPROJECT + b"\n", "lint,test")


def test_an_environment_for_tests_serves_a_build_but_not_the_reverse(dev: ModuleType) -> None:
    assert dev.holds(dev.stamp(PYPROJECT, "lint,test"), PYPROJECT, "")
    assert not dev.holds(dev.stamp(PYPROJECT, ""), PYPROJECT, "lint,test")


@pytest.mark.parametrize("found", ["", "\n", "unfinished"])
def test_a_missing_or_half_made_environment_is_never_up_to_date(dev: ModuleType, found: str) -> None:
    assert not dev.holds(found, PYPROJECT, "")


def test_pip_is_quoted_with_its_last_error(dev: ModuleType) -> None:
    output = """\
      ERROR: Could not find a version that satisfies the requirement hatchling>=1.27 (from versions: none)
      ERROR: No matching distribution found for hatchling>=1.27
      [end of output]
  note: This error originates from a subprocess, and is likely not a problem with pip.
"""
    assert dev.reason(output) == "No matching distribution found for hatchling>=1.27"
    assert dev.reason("one\ntwo\n\n") == "two"
    assert dev.reason("") == "no reason given"


def test_pip_without_a_network_says_so(dev: ModuleType) -> None:
    output = """\
WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'NewConnectionError()'
ERROR: No matching distribution found for click
"""
    assert dev.reason(output) == "No matching distribution found for click (is there a network?)"


def test_python_of_an_environment(dev: ModuleType) -> None:
    assert dev.python_of(Path(".venv"), windows=False) == Path(".venv/bin/python")
    assert dev.python_of(Path(".venv"), windows=True) == Path(".venv/Scripts/python.exe")


def test_arguments_are_passed_on(dev: ModuleType) -> None:
    assert dev.commands("build", ["--dry-run"]) == [["flashgen", "build", "--dry-run"]]
    assert dev.commands("test", ["-k", "seed"]) == [["pytest", "-n", "auto", "-k", "seed"]]
    assert ["coverage", "run", "-m", "pytest", "-n", "auto", "-x"] in dev.commands("coverage", ["-x"])
    assert [command[0] for command in dev.commands("lint", [])] == ["ruff", "ruff", "mypy"]


@pytest.mark.parametrize("arguments", [[], ["bild"]])
def test_an_unknown_command_gets_the_list(
    dev: ModuleType, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == 2
    assert "python3 dev.py build" in capsys.readouterr().err


def test_without_ensurepip_and_pip_the_package_to_install_is_named(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    assert dev.main(["build"]) == 1
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    assert capsys.readouterr().err.endswith(f"sudo apt install {package}\n")


def test_a_failing_pip_leaves_one_line_and_an_unfinished_environment(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
        failed = "install" in command
        return subprocess.CompletedProcess(command, int(failed), "ERROR: no such luck\n" if failed else "")

    monkeypatch.setattr(dev, "run", run)
    dev.VENV.mkdir()
    assert dev.main(["test"]) == 1
    assert capsys.readouterr().err.splitlines()[1:] == ["dev.py: could not install what flashgen needs: no such luck"]
    assert dev.read_stamp() == dev.UNFINISHED


@pytest.mark.parametrize("locked", [False, True])
def test_locked_takes_the_versions_of_the_lock_and_nothing_else(
    locked: bool, dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[list[str]] = []

    def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
        given.append([str(part) for part in command])
        return subprocess.CompletedProcess(command, 0, "")

    monkeypatch.setattr(dev, "run", run)
    monkeypatch.setattr(dev.subprocess, "call", lambda *_, **__: 0)
    dev.VENV.mkdir()
    (dev.ROOT / dev.LOCK).write_text("click==8.2.0 --hash=sha256:0\n")
    assert dev.main([dev.LOCKED, "test"] if locked else ["test"]) == 0
    installed = [command[command.index("install") + 2 :] for command in given if "install" in command]
    if locked:
        assert installed == [["--require-hashes", "-r", dev.LOCK], ["--editable", ".", "--no-deps"]]
    else:
        assert installed == [["--editable", ".[lint,test]"]]
    given.clear()
    (dev.ROOT / dev.LOCK).write_text("click==8.2.1 --hash=sha256:1\n")
    assert dev.main([dev.LOCKED, "test"] if locked else ["test"]) == 0
    assert any("install" in command for command in given) is locked


def test_the_lock_has_a_version_with_a_digest_for_all_that_is_declared() -> None:
    lock = (FILE.parent / "requirements-dev.lock").read_text(encoding="utf-8")
    pins = {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)(?: ; [^\n]*?)? \\\n +--hash=sha256:", lock, re.M)
    }
    assert len(pins) == len(re.findall(r"^\w", lock, re.M)), "each with a digest"
    assert "://" not in lock, "from wherever packages come"
    project = tomllib.loads((FILE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for entry in (*project["dependencies"], *(entry for more in extras.values() for entry in more)):
        wanted = Requirement(entry)
        if wanted.name == project["name"]:
            continue
        assert wanted.specifier.contains(pins[canonicalize_name(wanted.name)]), f"make the lock anew: {entry}"


def test_a_folder_without_pyproject_gets_one_line(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    (dev.ROOT / "pyproject.toml").unlink()
    assert dev.main(["build"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
