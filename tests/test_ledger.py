"""The ledger's file: what is in it, what is refused, and that it is whole at any moment."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from flashgen import ledger, upgrades
from flashgen.cli import main
from flashgen.disk import digest, write_whole
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
    saved = ledger.save(FULL, file)
    assert ledger.load(file) == FULL
    assert saved.digest == digest(file.read_bytes())
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


def test_what_the_notes_say_of_a_reworded_card_is_kept() -> None:
    reworded = entry(own=entry().fields, fields=("wall", "of 3 layers", "Heart", "", "heart.md › Wall", "yes"))
    text = ledger.dumps(Ledger((reworded,)))
    assert ledger.parse(text).entries == (reworded,)
    assert f'"own":{json.dumps(list(reworded.own), ensure_ascii=False, separators=(",", ":"))}' in text
    assert '"own"' not in ledger.dumps(Ledger((entry(),)))


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


@pytest.fixture
def version_0(monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger of a version that never was, in which a note's status was called its state; and the step from it."""
    monkeypatch.setitem(upgrades.STEPS, 0, lambda row: {**row, "status": row["state"]})
    rows = [json.loads(line) for line in ledger.dumps(FULL).splitlines()[1:]]
    lines = [{"flashgen": "ledger", "version": 0}, *({**row, "state": row.pop("status")} for row in rows)]
    return "".join(json.dumps(line) + "\n" for line in lines)


def test_an_older_ledger_is_upgraded_and_a_copy_kept(tmp_path: Path, version_0: str) -> None:
    file = tmp_path / "ledger.jsonl"
    file.write_text(version_0, encoding="utf-8")
    known = ledger.load(file)
    assert [replace(each, rest=()) for each in known.entries] == list(FULL.entries)
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.jsonl"], "reading writes nothing"
    assert ledger.save(FULL, file).copy == tmp_path / "ledger-v0.jsonl"
    assert (tmp_path / "ledger-v0.jsonl").read_text(encoding="utf-8") == version_0
    assert file.read_text(encoding="utf-8") == ledger.dumps(FULL)
    assert ledger.save(Ledger(), file).copy is None, "one of today is not kept"


def test_a_copy_is_never_written_over_another(tmp_path: Path, version_0: str) -> None:
    file = tmp_path / "ledger.jsonl"
    (tmp_path / "ledger-v0.jsonl").write_text("an older one", encoding="utf-8")
    for _ in range(2):
        file.write_text(version_0, encoding="utf-8")
        assert ledger.save(FULL, file).copy == tmp_path / "ledger-v0-2.jsonl"
    assert (tmp_path / "ledger-v0.jsonl").read_text(encoding="utf-8") == "an older one"


def test_where_no_copy_can_be_kept_the_old_ledger_stays(
    tmp_path: Path, version_0: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ledger.jsonl"
    file.write_text(version_0, encoding="utf-8")

    def full(file: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(upgrades, "write_whole", full)
    with pytest.raises(FlashgenError, match="No space left"):
        ledger.save(FULL, file)
    assert file.read_text(encoding="utf-8") == version_0


def test_a_damaged_line_of_an_older_ledger_is_told(version_0: str) -> None:
    assert "ledger.jsonl:3: is damaged" in refused(
        version_0.replace('"state"', '"stat"').replace('"stat"', '"state"', 1)
    )


def test_a_version_that_never_was_is_refused() -> None:
    assert "is of version 0, which no flashgen wrote" in refused(HEAD.replace("1", "0"))
    assert "is of version -3, which no flashgen wrote" in refused(HEAD.replace("1", "-3"))
    assert "is damaged: its first line" in refused(HEAD.replace("1", "true"))


def test_versions_that_git_merged_are_told() -> None:
    said = refused(ledger.dumps(FULL) + HEAD.replace("1", "2"))
    assert said.startswith("ledger.jsonl:5: a merge put lines of version 2 below those of version 1; take one side's")
    assert said.endswith("ledger whole, and build")


def test_a_build_says_that_it_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(upgrades.STEPS, 0, lambda row: row)
    (tmp_path / "flashgen.yaml").touch()
    (tmp_path / "notes.md").write_text("Q: What is the capital of Peru?\nA: Lima\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    file = tmp_path / "ledger.jsonl"
    today = file.read_text(encoding="utf-8")
    file.write_text(today.replace('"version":1', '"version":0'), encoding="utf-8")
    assert CliRunner().invoke(main, ["status"]).exit_code == 0
    done = CliRunner().invoke(main, ["build"])
    assert "ledger.jsonl: upgraded; the one of an older flashgen is kept as ledger-v0.jsonl\n" in done.stderr
    assert (file.read_text(encoding="utf-8"), "= 1 kept" in done.stdout) == (today, True)


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


@pytest.mark.parametrize("mod", ["1e999", "NaN", "[" * 100_000])
def test_a_number_that_is_none_and_brackets_without_end_are_told(mod: str) -> None:
    text = ledger.dumps(Ledger((entry(),))).replace(f'"mod":{entry().mod}', f'"mod":{mod}')
    assert mod in text
    with pytest.raises(FlashgenError, match="is damaged: no note can be read from this line"):
        ledger.parse(text)
    with pytest.raises(FlashgenError, match="is damaged: its first line is not that of a ledger"):
        ledger.parse("[" * 100_000)
