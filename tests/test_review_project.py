"""The project behind the page: what is read again and what is not, and that nothing is lost whoever else writes."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from flashgen import cache, memory
from flashgen.cli import main, project, verdicts
from flashgen.cli.reviewing import Opened
from flashgen.edits.fields import sides
from flashgen.edits.load import parse
from flashgen.model import FlashgenError, Note, Status
from flashgen.review.project import Seen

SAMPLE = Path(__file__).resolve().parent.parent / "cards_src"
PERU = "Q: What is the capital of Peru?\nA: Lima\n"
CHILE = "Q: What is the capital of Chile?\nA: Santiago\n"
HELD = "Perhaps Peru has 34 million people.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "flashgen.yaml").write_text("deck: World\n", encoding="utf-8")
    (tmp_path / "peru.md").write_text(f"{PERU}\n{HELD}", encoding="utf-8")
    (tmp_path / "chile.md").write_text(CHILE, encoding="utf-8")
    return tmp_path


def at(root: Path, *names: str) -> Opened:
    return Opened(tuple(str(root / name) for name in names) or (str(root),))


def note(seen: Seen, words: str) -> Note:
    (found,) = (each for each in seen.plan.notes if words in each.front)
    return found


def edits(root: Path) -> str:
    return (root / "edits.yaml").read_text(encoding="utf-8")


def copied(folder: Path) -> Path:
    for file in SAMPLE.rglob("*"):
        if file.is_file() and file.name != "ledger.jsonl" and ".flashgen" not in file.parts:
            place = folder / file.relative_to(SAMPLE)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())
    return folder


@pytest.mark.parametrize("is_built", [False, True], ids=["never built", "built"])
def test_what_is_kept_between_looks_is_what_a_first_look_sees(
    is_built: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each of many changes, by the page, by hand and to the notes."""
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.0)
    monkeypatch.setenv("FLASHGEN_CACHE", str(tmp_path / "cache"))
    root = copied(tmp_path / "notes")
    kept = at(root)
    if is_built:
        kept.build(agreed=True)
    random_numbers, seen = random.Random(7), kept.look()
    file = next(root.rglob("architectures.md"))
    for number in range(14):
        chosen = random_numbers.choice([each for each in seen.plan.notes if each.rule != "written"])
        match number % 7:
            case 0 | 1:
                kept.accept([chosen.guid])
            case 2:
                kept.reject([chosen.guid])
            case 3:
                kept.reword(
                    chosen.guid, {key: f"{said} indeed" for key, said in sides(chosen.form, chosen.fields).items()}
                )
            case 4:
                kept.release([chosen.guid])
            case 5:
                text = file.read_text(encoding="utf-8")
                file.write_text(f"{text}\n- Gauge {number}: an instrument of brass\n", encoding="utf-8")
            case 6:
                (root / "edits.yaml").write_text(f"{edits(root)}\n# remark {number}\n", encoding="utf-8")
        seen = kept.look()
        assert seen == at(root).look()


def test_only_what_changed_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = cache.Cache.open_document

    def counted(self: cache.Cache, data: bytes, path: str, file: str) -> object:
        read.append(path)
        return real(self, data, path, file)

    monkeypatch.setattr(cache.Cache, "open_document", counted)
    opened = at(root)
    seen = opened.look()
    assert sorted(read) == ["chile.md", "peru.md"]
    read.clear()
    opened.accept([note(seen, "34 million").guid])
    opened.look()
    assert read == []
    (root / "chile.md").write_text(CHILE.replace("Santiago", "Santiago de Chile"), encoding="utf-8")
    assert note(opened.look(), "Chile").cards[0].answer == "Santiago de Chile"
    assert read == ["chile.md"]


def test_a_verdict_works_the_plan_out_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[int] = []
    real = verdicts.remember

    def counted(*arguments: object) -> object:
        worked.append(1)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(verdicts, "remember", counted)
    opened = at(root)
    seen = opened.look()
    worked.clear()
    opened.accept([note(seen, "34 million").guid])
    assert note(opened.look(), "34 million").status is Status.EMIT
    assert len(worked) == 1


def test_an_image_that_is_another_is_seen_though_no_note_changed(root: Path) -> None:
    image = root / "dot.svg"
    image.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    (root / "dot.md").write_text("Q: What is it?\nA: ![dot](dot.svg)\n", encoding="utf-8")
    opened = at(root)
    before = note(opened.look(), "What is it").media
    assert before
    assert note(opened.look(), "What is it").media == before
    image.write_text('<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>', encoding="utf-8")
    assert note(opened.look(), "What is it").media != before
    image.unlink()
    assert note(opened.look(), "What is it").media == ()


def test_what_an_editor_saves_while_a_verdict_is_worked_out_stays(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = at(root)
    seen = opened.look()
    opened.accept([note(seen, "34 million").guid])
    real, saved = verdicts.journal.save, []

    def slow(*arguments: object) -> None:
        if not saved:
            saved.append(1)
            (root / "edits.yaml").write_text(f"# mine\n{edits(root)}", encoding="utf-8")
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(verdicts.journal, "save", slow)
    opened.reject([note(seen, "Chile").guid])
    text = edits(root)
    assert text.startswith("# mine\n")
    assert "accept: true" in text
    assert "reject: true" in text
    opened.undo()
    assert edits(root).startswith("# mine\n")
    assert "reject: true" not in edits(root)


def test_an_editor_that_never_rests_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, count = at(root), 0
    seen = opened.look()
    real = verdicts.read

    def changing(*arguments: object) -> str | None:
        nonlocal count
        count += 1
        (root / "edits.yaml").write_text(f"# {count}\n", encoding="utf-8")
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(verdicts, "read", changing)
    with pytest.raises(FlashgenError, match="is being changed by another program; try again"):
        opened.reject([note(seen, "Chile").guid])


def test_many_who_write_at_once_lose_nothing(root: Path) -> None:
    """Two pages, each with a project of its own, as two programs have."""
    (root / "facts.md").write_text(
        "".join(f"Q: Which river has number {n}?\nA: River {n * 7}\n\n" for n in range(12)), encoding="utf-8"
    )
    guids = [each.guid for each in at(root).look().plan.notes if "river" in each.front]
    failed: list[Exception] = []

    def work(mine: list[str]) -> None:
        try:
            opened = at(root)
            for guid in mine:
                opened.reject([guid])
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(guids[start::2],)) for start in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert {guid for guid, edit in parse(edits(root), "edits.yaml").by_guid.items() if edit.reject} == set(guids)


def test_leaving_it_to_flashgen_takes_the_verdict_away_and_keeps_the_words(root: Path) -> None:
    opened = at(root)
    guid = note(opened.look(), "Peru?").guid
    opened.reword(guid, {"question": "What is the capital of Peru?", "answer": "Lima, of course"})
    opened.reject([guid])
    assert note(opened.look(), "Peru?").status is Status.REJECTED
    opened.release([guid])
    assert note(opened.look(), "Peru?").status is Status.EMIT
    assert "Lima, of course" in edits(root)


def test_a_card_of_ones_own_is_added_known_and_taken_back(root: Path) -> None:
    opened = at(root)
    opened.look()
    guid = opened.add({"question": "Who founded Lima?", "answer": "Francisco Pizarro"})
    seen = opened.look()
    assert note(seen, "Who founded Lima?").guid == guid
    assert seen.undo == "review: a card of your own"
    assert opened.undo() == "review: a card of your own"
    assert not (root / "edits.yaml").exists()
    with pytest.raises(FlashgenError, match="hides nothing"):
        opened.add({"text": "no blank"})
    with pytest.raises(FlashgenError, match="a card takes 'question' and 'answer'"):
        opened.add({"question": "half a card"})
    assert not (root / "edits.yaml").exists()


def test_only_the_paths_that_are_named_are_shown_and_nothing_else_is_retired(root: Path) -> None:
    at(root).build(agreed=False)
    opened = at(root, "peru.md")
    seen = opened.look()
    assert {each.sources[0].path for each in seen.plan.notes} == {"peru.md"}
    opened.accept([note(seen, "34 million").guid])
    assert "- 0 retired" in opened.build(agreed=False).said


def test_two_notes_are_said_to_be_one(root: Path) -> None:
    opened = at(root)
    opened.build(agreed=False)
    old = note(opened.look(), "Chile").guid
    (root / "chile.md").write_text("Q: Chile's seat of government?\nA: the city of Santiago\n", encoding="utf-8")
    new = note(opened.look(), "seat").guid
    assert new != old
    opened.relink(old, new)
    assert note(opened.look(), "seat").guid == old


def test_a_build_is_the_one_of_the_command(root: Path) -> None:
    opened = at(root)
    built = opened.build(agreed=False)
    assert [package.name for package in built.packages] == ["World.apkg"]
    package = built.packages[0].read_bytes()
    printed = CliRunner().invoke(main, ["build", str(root)])
    assert "nothing new in" in printed.stdout
    assert built.packages[0].read_bytes() == package


def test_notes_of_no_project_are_not_shown(tmp_path: Path) -> None:
    (tmp_path / "peru.md").write_text(PERU, encoding="utf-8")
    with pytest.raises(FlashgenError, match="flashgen init"):
        at(tmp_path).open(1)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("peru.md", True),
        ("new/notes.md", True),
        ("flashgen.yaml", True),
        ("edits.yaml", True),
        ("ledger.jsonl", True),
        ("image.png", True),
        (".git/index", False),
        ("peru.md~", False),
        (".flashgen/undo.json", False),
        ("build/World.apkg", False),
        (".peru.md.swp", False),
        (".edits.yaml.12.tmp", False),
    ],
)
def test_which_files_matter(name: str, counts: bool, root: Path) -> None:
    assert at(root).matters(root / name) is counts


def test_the_ledger_is_read_again_when_it_is_another(root: Path) -> None:
    config, _ = project.settings((str(root),))
    kept = memory.Memory()
    assert project.load_ledger(config, kept).entries == ()
    at(root).build(agreed=False)
    first = project.load_ledger(config, kept)
    assert first.entries
    assert project.load_ledger(config, kept) is first
