"""What people install: the wheel and the sdist hold what they need and nothing else, and are the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EPOCH = {"SOURCE_DATE_EPOCH": "1795392000"}

pytestmark = pytest.mark.slow  # fetches what building needs, and makes an environment


def build(folder: Path) -> tuple[Path, Path]:
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", folder, ROOT],
        env={**os.environ, **EPOCH},
        check=True,
        capture_output=True,
    )
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, sdist


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return build(tmp_path_factory.mktemp("dist"))


def test_the_wheel_holds_the_package_with_its_data(built: tuple[Path, Path]) -> None:
    names = zipfile.ZipFile(built[0]).namelist()
    inside = {str(path.relative_to(ROOT)) for path in (ROOT / "flashgen").rglob("*") if path.is_file()}
    wanted = {name for name in inside if "__pycache__" not in name}
    assert {name for name in names if ".dist-info/" not in name} == wanted
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_sdist_holds_what_its_tests_need(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[1]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "tests/test_house.py"} <= names
    assert not [name for name in names if name.startswith((".venv", "build", "benchmarks/.venv"))]


def test_they_are_the_same_each_time(built: tuple[Path, Path], tmp_path: Path) -> None:
    again = build(tmp_path)
    assert [file.read_bytes() for file in again] == [file.read_bytes() for file in built]


@pytest.mark.parametrize("which", [0, 1], ids=["wheel", "sdist"])
def test_it_works_in_an_empty_environment(which: int, built: tuple[Path, Path], tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([scripts / "python", "-m", "pip", "install", "-q", built[which]], check=True, capture_output=True)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "capitals.md").write_text("Q: Capital of Peru?\nA: Lima\n", encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    run = [scripts / "flashgen", "build", "notes"]
    done = subprocess.run(run, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert "1 card, 0 held: wrote build/capitals.apkg" in done.stdout
    assert zipfile.ZipFile(tmp_path / "build" / "capitals.apkg").testzip() is None
