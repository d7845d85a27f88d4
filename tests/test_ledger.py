"""The ledger's file: what is in it, what is refused, and that it is whole at any moment."""

import json
import multiprocessing
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from flashgen import ledger
from flashgen.disk import alone, write_whole
from flashgen.model import Entry, FlashgenError, Form, Kind, Ledger, Origin, Status

HEAD = '{"flashgen":"ledger","version":1}\n'


def entry(guid: str = "abc", **changes: object) -> Entry:
    origin = Origin("body/heart.md", ("Heart", "Wall"), "wall: three layers", "definition", "term", rank="500000")
    made = Entry(
        guid, Form.TERM, Kind.DEFINITION, ("wall", "three layers", "Heart", "", "heart.md › Wall", "yes"),
        ("heart", "flashgen::definition"), "Body::Glossary", (origin,), 1_800_000_000,
    )  # fmt: skip
    return replace(made, **changes)


def cloze() -> Entry:
    fields = ("The heart has {{c2::four}} chambers", "", "", "heart.md")
    return entry("cl", form=Form.CLOZE, fields=fields, clozes=((1, "two"), (2, "four")), status=Status.RETIRED)


FULL = Ledger((entry("abc"), entry("abd", origins=(replace(entry().origins[0], id="wall"),)), cloze()))


def refused(text: str) -> str:
    with pytest.raises(FlashgenError) as caught:
        ledger.parse(text)
    assert caught.value.problem.path == "ledger.jsonl"
    return str(caught.value.problem)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    ledger.save(FULL, file)
    assert ledger.load(file) == FULL
    assert ledger.load(tmp_path / "none.jsonl") == Ledger()


def test_the_format_is_what_the_first_release_wrote() -> None:
    """Every ledger that a person has looks like this: it may be added to, and never changed."""
    assert ledger.dumps(Ledger((cloze(),))) == HEAD + (
        '{"clozes":{"1":"two","2":"four"},"deck":"Body::Glossary",'
        '"fields":["The heart has {{c2::four}} chambers","","","heart.md"],"form":"cloze","guid":"cl",'
        '"kind":"definition","mod":1800000000,"origins":[{"evidence":"wall: three layers",'
        '"headings":["Heart","Wall"],"path":"body/heart.md","rank":"500000","rule":"definition","slot":"term"}],'
        '"status":"retired","tags":["heart","flashgen::definition"]}\n'
    )


def test_lines_are_sorted_and_an_entry_is_one_line() -> None:
    odd = entry("b", deck="line\nbreak\u2028\x85 and ü", fields=("a\r\n", "b", "", "", "", ""))
    text = ledger.dumps(Ledger((entry("c"), odd, entry("a"))))
    assert [json.loads(line).get("guid") for line in text.removesuffix("\n").split("\n")] == [None, "a", "b", "c"]
    assert {e.guid: e for e in ledger.parse(text).entries}["b"] == odd


def test_lone_surrogates_survive(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    ledger.save(Ledger((entry(deck="\ud800"),)), file)
    assert ledger.load(file).entries[0].deck == "\ud800"


def test_what_is_not_known_is_kept() -> None:
    row = json.loads(ledger.dumps(Ledger((entry(),))).splitlines()[1]) | {"stars": [1, {"a": 2}]}
    text = HEAD + json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
    assert ledger.dumps(ledger.parse(text)) == text


def test_windows_line_ends_and_blank_lines_are_read() -> None:
    text = ledger.dumps(FULL)
    assert ledger.parse(text.replace("\n", "\r\n") + "\n\n") == FULL


def test_a_newer_ledger_is_refused() -> None:
    assert refused(HEAD.replace("1", "2")) == (
        "ledger.jsonl:1: was written by a newer flashgen (ledger version 2, not 1); update flashgen"
    )


@pytest.mark.parametrize("text", ["", "\n", "{}\n", "[1]\n", '{"flashgen":"ledger"}\n', '{"flashgen":"led', "Q: Why?"])
def test_a_file_without_the_first_line_is_refused(text: str) -> None:
    assert "ledger.jsonl:1: is damaged: its first line" in refused(text)


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", "=======", ">>>>>>> theirs", "||||||| base"])
def test_an_unfinished_merge_is_told_with_its_line_and_the_fix(marker: str) -> None:
    said = refused(ledger.dumps(Ledger((entry(),))) + marker + "\n")
    assert said.startswith("ledger.jsonl:3: a merge is not finished; delete the lines with <<<<<<<")


def test_two_lines_with_one_guid_are_told() -> None:
    said = refused(ledger.dumps(Ledger((entry("a"), entry("b"), replace(entry("a"), mod=5)))))
    assert said == (
        'ledger.jsonl:3: has the guid of line 2, a; keep the one with the larger "mod", delete the other'
    )  # fmt: skip


def test_the_same_line_twice_is_no_matter() -> None:
    text = ledger.dumps(Ledger((entry(),)))
    assert ledger.parse(text + text) == Ledger((entry(),))


@pytest.mark.parametrize(
    "change",
    [
        {"guid": ""},
        {"guid": 3},
        {"form": "none"},
        {"fields": ["a"]},
        {"fields": "a"},
        {"origins": []},
        {"origins": [{"path": "a"}]},
        {"mod": "soon"},
        {"status": "held"},
        {"clozes": {"x": "y"}},
        {"clozes": 3},
        {"tags": None},
    ],
)
def test_a_damaged_line_is_told(change: dict[str, object]) -> None:
    row = json.loads(ledger.dumps(Ledger((entry(),))).splitlines()[1]) | change
    assert "ledger.jsonl:2: is damaged: no note can be read" in refused(HEAD + json.dumps(row) + "\n")


def test_a_rank_that_is_none_is_told() -> None:
    assert "ledger.jsonl:2: is damaged" in refused(ledger.dumps(FULL).replace("500000", "5x"))


def test_what_is_cut_off_is_told(tmp_path: Path) -> None:
    text = ledger.dumps(FULL)
    assert "is damaged" in refused(text[:-30])
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(HEAD.encode() + b"\xff\xfe\n")
    with pytest.raises(FlashgenError, match="no UTF-8"):
        ledger.load(file)


def test_a_ledger_that_cannot_be_written_or_read_is_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "ledger.jsonl"
    folder.mkdir()
    (folder / "in the way").touch()
    for attempt in (lambda: ledger.save(FULL, folder), lambda: ledger.load(folder)):
        with pytest.raises(FlashgenError, match="cannot be"):
            attempt()
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.jsonl"]


# --------------------------------------------------------------------------- git


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
@pytest.mark.parametrize("attributes", ["", "*.jsonl merge=union\n"])
def test_git_merges_what_two_branches_added(tmp_path: Path, attributes: str) -> None:
    """Far apart in the sort order git needs no help; side by side it takes the line in .gitattributes."""
    file = tmp_path / "ledger.jsonl"

    def git(*words: str) -> int:
        name = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main")
        return subprocess.run(["git", *name, *words], cwd=tmp_path, capture_output=True, check=False).returncode

    base = tuple(entry(guid) for guid in ("b", "d", "f", "h"))
    theirs = entry("c") if not attributes else entry("g1")
    git("init")
    (tmp_path / ".gitattributes").write_text(attributes, encoding="utf-8")
    ledger.save(Ledger(base), file)
    git("add", ".")
    git("commit", "-m", "base")
    git("checkout", "-b", "other")
    ledger.save(Ledger((*base, theirs)), file)
    git("commit", "-am", "theirs")
    git("checkout", "main")
    ledger.save(Ledger((*base, entry("g"))), file)
    git("commit", "-am", "ours")
    assert git("merge", "other") == 0
    assert {e.guid for e in ledger.load(file).entries} == {"b", "d", "f", "h", "g", theirs.guid}


# --------------------------------------------------------------------------- disk


def test_a_file_that_holds_the_data_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a"
    write_whole(file, b"x")
    before = file.stat().st_mtime_ns, file.stat().st_ino
    write_whole(file, b"x")
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before


def test_what_a_killed_program_left_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / ".a.17.tmp").write_bytes(b"half")
    write_whole(tmp_path / "a", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def _hold(file: Path, held: object, go: object) -> None:
    with alone(file, lambda: None):
        held.set()
        go.wait(10)


def test_one_waits_for_the_other_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "flashgen.yaml"
    file.touch()
    spawn = multiprocessing.get_context("spawn")
    held, go = spawn.Event(), spawn.Event()
    other = spawn.Process(target=_hold, args=(file, held, go))
    other.start()
    assert held.wait(10)
    told = []

    def busy() -> None:
        told.append("busy")
        go.set()

    with alone(file, busy):
        assert told == ["busy"]
    other.join(10)
    assert other.exitcode == 0


@pytest.mark.parametrize("mod", ["1e999", "NaN", "[" * 100_000])
def test_a_number_that_is_none_and_brackets_without_end_are_told(mod: str) -> None:
    text = ledger.dumps(Ledger((entry(),))).replace(f'"mod":{entry().mod}', f'"mod":{mod}')
    assert mod in text
    with pytest.raises(FlashgenError, match="is damaged: no note can be read from this line"):
        ledger.parse(text)
    with pytest.raises(FlashgenError, match="is damaged: its first line is not that of a ledger"):
        ledger.parse("[" * 100_000)
