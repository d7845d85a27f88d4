"""Which files are read, in which order, and what they are called."""

import os
import unicodedata
from pathlib import Path

import pytest

from flashgen.config import Config
from flashgen.sources.find import find


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def write(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("x", encoding="utf-8")


def project(root: str = ".", **settings: object) -> Config:
    return Config(Path(root).resolve(), "flashgen.yaml", **settings)  # type: ignore[arg-type]


def no_project() -> Config:
    return Config(Path.cwd())


def names(config: Config, *paths: str) -> list[str]:
    found, problems = find(paths, config)
    assert problems == ()
    assert all(entry.file.is_absolute() and entry.file.is_file() for entry in found)
    return [entry.path for entry in found]


def outcome(config: Config, *paths: str) -> tuple[list[str], list[str]]:
    found, problems = find(paths, config)
    return [entry.path for entry in found], [f"{problem.severity}: {problem}" for problem in problems]


# --------------------------------------------------------------------------- folders


def test_a_folder_is_read_with_all_below_it_in_order() -> None:
    write("z.md", "a/b.md", "a/B2.md", "a/b10.md", "a-1.md", "a/b/c.txt", "É.rst", "10.markdown", "9.text", "A.mdown")
    found = names(project())
    assert found == [
        *("9.text", "10.markdown", "A.mdown", "a/b.md", "a/b/c.txt", "a/B2.md", "a/b10.md"),
        *("a-1.md", "z.md", "É.rst"),
    ]
    assert found == names(project(), ".") == names(no_project(), "../here")


def test_other_files_and_hidden_ones_are_left_out() -> None:
    write("a.md", "b.MD", "c.pdf", "d", ".hidden.md", ".obsidian/x.md", ".git/x.md", ".venv/x.md", "build/x.md")
    write("node_modules/x.md", "sub/build/x.md", "flashgen.yaml", "edits.yaml", "ledger.jsonl", "sub/.x/y/z.md")
    assert names(project()) == ["a.md", "b.MD"]
    everything = project(include=("*",))
    assert names(everything) == ["a.md", "b.MD", "c.pdf", "d"]


def test_the_folder_for_decks_is_left_out() -> None:
    write("a.md", "decks/report.txt")
    assert names(project(output="decks")) == ["a.md"]
    assert names(project(output=".")) == ["a.md", "decks/report.txt"]


def test_include_and_exclude() -> None:
    write("a.md", "b.org", "drafts/c.md", "sub/drafts/d.md", "sub/e.md", "sub/old.md")
    assert names(project(include=("*.org", "sub/*.md"))) == ["b.org", "sub/e.md", "sub/old.md"]
    assert names(project(exclude=("drafts", "**/old.md"))) == ["a.md", "sub/e.md"]
    assert names(project(exclude=("drafts/**",)), "sub") == ["sub/drafts/d.md", "sub/e.md", "sub/old.md"]


def test_an_empty_folder_is_pointed_out() -> None:
    write("sub/a.pdf")
    found, problems = outcome(project(include=("*.md", "*.txt")), "sub")
    assert found == []
    assert problems == ["warning: sub: holds no notes; flashgen reads *.md, *.txt"]
    assert outcome(no_project(), ".")[1][0].startswith("warning: here: holds no notes")


# --------------------------------------------------------------------------- files by name


def test_a_named_file_is_taken_whatever_it_is_called() -> None:
    write("a.dat", ".hidden.md", "build/b.md", "drafts/c.md")
    assert names(no_project(), "a.dat", ".hidden.md", "build/b.md") == ["a.dat", ".hidden.md", "b.md"]
    assert names(project(exclude=("drafts",)), "drafts/c.md") == ["drafts/c.md"]
    assert names(no_project(), "build") == ["b.md"]


def test_paths_come_in_the_order_given_and_each_file_once() -> None:
    write("a.md", "b.md", "sub/c.md")
    assert names(no_project(), "b.md", "a.md", "./b.md", ".") == ["b.md", "a.md", "sub/c.md"]


def test_what_is_missing_is_an_error_and_the_rest_is_found() -> None:
    write("a.md")
    found, problems = outcome(no_project(), "b.md", "a.md", "a.md/c", "", "no\nsuch", "n" * 300)
    assert found == ["a.md"]
    advice = "no such file or folder; check the spelling"
    assert problems[:4] == [
        f"error: b.md: {advice}",
        f"error: a.md/c: {advice}",
        f"error: {advice}",
        f"error: no\ufffdsuch: {advice}",
    ]
    assert problems[4].endswith("cannot be read (File name too long); check the spelling")


# --------------------------------------------------------------------------- names


def test_names_do_not_depend_on_the_current_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("notes/bio/cells.md", "notes/bio/deep/er.md", "other/x.md")
    for folder, up in ((".", "."), ("notes", ".."), ("other", "..")):
        monkeypatch.chdir(here / folder)
        inside = project(f"{up}/notes")
        assert names(inside) == ["bio/cells.md", "bio/deep/er.md"]
        assert names(inside, f"{up}/notes/bio") == ["bio/cells.md", "bio/deep/er.md"]
        assert names(inside, f"{up}/notes/bio/cells.md") == ["bio/cells.md"]
        assert names(inside, str(here / "notes/bio/deep")) == ["bio/deep/er.md"]
        assert names(inside, f"{up}/other/x.md") == ["x.md"]
        assert names(no_project(), f"{up}/notes/bio") == ["cells.md", "deep/er.md"]
        assert names(no_project(), f"{up}/notes/bio/cells.md") == ["cells.md"]


def test_two_files_of_one_name_are_told_apart() -> None:
    write("x/one/a.md", "x/two/a.md", "x/two/b.md")
    assert names(no_project(), "x/one", "x/two/a.md", "x/two/b.md") == ["one/a.md", "two/a.md", "b.md"]


def test_names_are_clean(here: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "é.md")
    for name in (os.fsencode(decomposed), b"bad\xff.md", b"two\nlines.md"):
        with open(os.path.join(os.fsencode(here), name), "wb"):  # noqa: PTH118, PTH123 - a name that is not UTF-8
            pass
    assert names(project()) == ["bad\ufffd.md", "two\ufffdlines.md", "é.md"]


# --------------------------------------------------------------------------- the project's notes


def test_notes_of_the_project(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("p/a.md", "p/bio/b.md", "p/chem/c.md", "p/log.txt")
    monkeypatch.chdir(here.parent)
    assert names(project("here/p", notes=("chem", "bio", "log.txt"))) == ["chem/c.md", "bio/b.md", "log.txt"]
    found, problems = outcome(project("here/p", notes=("bio", "physics")))
    assert found == ["bio/b.md"]
    assert problems == ["error: physics: no such file or folder; check 'notes' in flashgen.yaml"]


def test_notes_do_not_leave_the_project() -> None:
    write("p/a.md", "secret/b.md")
    Path("p/link").symlink_to("../secret")
    Path("p/b.md").symlink_to("../secret/b.md")
    found, problems = outcome(project("p", notes=("link", "b.md", "a.md")))
    assert found == ["a.md"]
    assert problems == [
        "warning: link: leads out of the folder of flashgen.yaml; left out",
        "warning: b.md: leads out of the folder of flashgen.yaml; left out",
    ]


# --------------------------------------------------------------------------- symlinks


def test_a_file_reached_in_two_ways_is_read_once_by_its_own_name() -> None:
    write("z/real.md")
    Path("a-link.md").symlink_to("z/real.md")
    Path("b-folder").symlink_to("z")
    assert names(project()) == ["z/real.md"]
    assert names(no_project(), "a-link.md", "z") == ["a-link.md"]
    assert names(no_project(), "b-folder") == ["real.md"]


def test_a_symlink_to_what_is_not_read_otherwise_is_followed() -> None:
    write(".store/a.md", ".store/deep/b.md", ".store/c.md")
    Path("notes").symlink_to(".store/deep")
    Path("c.md").symlink_to(".store/c.md")
    assert names(project()) == ["c.md", "notes/b.md"]


def test_a_circle_is_told_once_and_not_followed() -> None:
    write("sub/deep/a.md")
    Path("sub/deep/up").symlink_to("..")
    Path("self").symlink_to("self")
    Path("x.md").symlink_to("y.md")
    Path("y.md").symlink_to("x.md")
    found, problems = outcome(project(), ".", "sub")
    assert found == ["sub/deep/a.md"]
    circle = "is a symlink that leads in a circle; left out"
    assert sorted(problems) == [f"warning: {name}: {circle}" for name in ("self", "sub/deep/up", "x.md", "y.md")]


def test_two_folders_that_link_to_each_other_end() -> None:
    write("a/1.md", "b/2.md")
    Path("a/b").symlink_to("../b")
    Path("b/a").symlink_to("../a")
    assert names(project()) == ["a/1.md", "b/2.md"]


def test_a_symlink_out_of_the_folder_is_left_out() -> None:
    write("notes/a.md", "secret/b.md", "secret/picture.png")
    Path("notes/b.md").symlink_to("../secret/b.md")
    Path("notes/more").symlink_to("../secret")
    Path("notes/picture.png").symlink_to("../secret/picture.png")
    Path("notes/gone.md").symlink_to("nowhere.md")
    Path("notes/gone.png").symlink_to("nowhere.png")
    found, problems = outcome(no_project(), "notes")
    assert found == ["a.md"]
    assert sorted(problems) == [
        "warning: b.md: is a symlink that leads out of the notes' folder; left out",
        "warning: gone.md: is a symlink that leads nowhere; left out",
        "warning: more: is a symlink that leads out of the notes' folder; left out",
    ]
    assert names(project(), "notes/a.md", "notes/b.md") == ["notes/a.md", "notes/b.md"]


# --------------------------------------------------------------------------- what is no file


def test_pipes_and_devices_are_refused_without_waiting() -> None:
    write("a.md")
    os.mkfifo("pipe.md")
    Path("device.md").symlink_to("/dev/zero")
    found, problems = outcome(project(), "pipe.md", "/dev/null", ".")
    assert found == ["a.md"]
    assert problems == [
        "error: pipe.md: is a pipe or a device, not a file; copy what it gives to a file",
        "error: null: is a pipe or a device, not a file; copy what it gives to a file",
        "warning: pipe.md: is a pipe or a device, not a file; left out",
        "warning: device.md: is a symlink that leads out of the notes' folder; left out",
    ]


def test_a_folder_that_may_not_be_read_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.md", "closed/b.md", "open/c.md")
    scandir = os.scandir

    def refuse(folder: str) -> object:
        if folder.endswith("closed"):
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    found, problems = outcome(project())
    assert found == ["a.md", "open/c.md"]
    assert problems == ["error: closed: cannot be read (Permission denied); check its permissions"]
    assert find(["a.md"], project())[1] == ()
