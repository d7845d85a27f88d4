"""From paths to documents: every line of every file that can be read, and a problem for each that cannot."""

import os
from pathlib import Path

import pytest

from flashgen.config import Config
from flashgen.model import BlockKind, Document, Meta, Problem, Severity
from flashgen.sources import parse, read


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def words(document: Document) -> list[tuple[str, str, int, int]]:
    return [(b.kind.value, b.text.plain, b.start_line, b.end_line) for b in document.walk()]


# --------------------------------------------------------------------------- parse


def test_lines_are_counted_in_the_whole_file() -> None:
    text = "---\ntitle: Cells\ntags: bio\n---\n\n# Cells\n\nA **cell** is small.\n\n- one\n- two\n"
    document, problems = parse(text, "bio/cells.md", "/notes/bio/cells.md")
    assert problems == ()
    assert (document.path, document.file, document.format) == ("bio/cells.md", "/notes/bio/cells.md", "markdown")
    assert document.meta == Meta(title="Cells", tags=("bio",), end_line=4)
    assert document.line_count == 11
    assert document.lines == tuple(text.split("\n")[:-1])
    assert words(document)[0] == ("heading", "Cells", 6, 6)
    assert ("paragraph", "A cell is small.", 8, 8) in words(document)
    assert ("item", "two", 11, 11) in words(document)


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("\n", 1), ("a", 1), ("a\n", 1), ("a\n\n", 2), ("---\n---", 2), ("---\na: b\n---\n", 3)],
)
def test_every_line_is_counted_once(text: str, count: int) -> None:
    document, problems = parse(text, "a.md")
    assert (document.line_count, len(document.lines), problems) == (count, count, ())
    assert document.file == ""


def test_front_matter_forces_the_format() -> None:
    body = "# Cells\n\n- **one**\n- two\n"
    assert parse(body, "a.md")[0].format == "markdown"
    forced, _ = parse(f"---\nflashgen: text\n---\n{body}", "a.md")
    assert forced.format == "text"
    assert any("*" in block.text.plain for block in forced.walk())
    pasted = "Cells\n\n• one\n• two\n\t• three\n"
    assert parse(pasted, "a.txt")[0].format == "text"
    assert parse(f"---\nflashgen: markdown\n---\n{pasted}", "a.txt")[0].format == "markdown"


def test_a_file_that_is_off_is_still_read_for_the_account_of_its_lines() -> None:
    document, _ = parse("---\nflashgen: off\n---\n# Cells\n\nA cell is small.\n", "a.md")
    assert document.meta.off
    assert len(words(document)) == 2


def test_broken_front_matter_costs_only_itself() -> None:
    document, problems = parse("---\ntitle: a: b\n---\n# Cells\n", "a.md")
    assert words(document) == [("heading", "Cells", 4, 4)]
    (problem,) = problems
    assert (problem.path, problem.line, problem.severity) == ("a.md", 2, Severity.WARNING)


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize(
    "text",
    [
        "word " * 2_000_000,
        "x" * 10_000_000,
        "\n".join("  " * min(n, 2_000) + "- x" for n in range(2_000)),
        "---\n" + "key: value\n" * 5_000,
    ],
    ids=["words", "word", "nested", "unclosed"],
)
def test_monstrous_files_are_read_in_time(text: str, name: str) -> None:
    document, _ = parse(text, name)
    assert document.line_count == text.removesuffix("\n").count("\n") + 1


# --------------------------------------------------------------------------- read


def test_one_bad_file_does_not_stop_the_others(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.md").write_text("# A\n", encoding="utf-16")
    Path("b.md").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    Path("c.md").write_bytes("# Größe\r\n\r\nKörper und Gefäß\r\n".encode("cp1252"))
    Path("d.md").write_text("---\ntags: [\n---\n# D\n", encoding="utf-8")
    Path("e.md").write_text("closed", encoding="utf-8")
    Path("f.md").symlink_to("f.md")
    read_bytes = Path.read_bytes

    def refuse(file: Path) -> bytes:
        if file.name == "e.md":
            raise PermissionError(13, "Permission denied", str(file))
        return read_bytes(file)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    documents, problems = read(["a.md", "b.md", "c.md", "d.md", "e.md", "f.md", "gone.md"], Config(here))
    assert [document.path for document in documents] == ["a.md", "c.md", "d.md"]
    assert [document.blocks[0].text.plain for document in documents] == ["A", "Größe", "D"]
    assert documents[0].file == str(here / "a.md")
    assert [(p.path, p.line, p.severity.value) for p in problems] == [
        ("f.md", 0, "error"),
        ("gone.md", 0, "error"),
        ("b.md", 0, "error"),
        ("c.md", 0, "warning"),
        ("d.md", 2, "warning"),
        ("e.md", 0, "error"),
    ]
    assert all(str(problem).isprintable() for problem in problems)
    assert Problem("e.md", 0, "cannot be read (Permission denied); check its permissions", Severity.ERROR) in problems


def test_a_file_that_goes_while_we_look_is_a_problem(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.md").mkdir()
    Path("a.md/b.md").write_text("# B", encoding="utf-8")
    read_bytes = Path.read_bytes

    def vanish(file: Path) -> bytes:
        file.unlink()
        return read_bytes(file)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    documents, problems = read(["a.md"], Config(here))
    assert documents == ()
    assert [str(problem) for problem in problems] == [
        "b.md: cannot be read (No such file or directory); check its permissions"
    ]


def test_reading_twice_gives_the_same(here: Path) -> None:
    for name in ("b", "a", "c"):
        Path(f"{name}.md").write_text(f"# {name}\n\n{name} is a letter.\n", encoding="utf-8")
    first = read([], Config(here))
    os.chdir("/")
    assert read([], Config(here)) == first
    assert [document.path for document in first[0]] == ["a.md", "b.md", "c.md"]
    assert {block.kind for document in first[0] for block in document.walk()} == {
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    }
