"""The cache: the same plan with it and without, whatever happened to it."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import platformdirs
import pytest
from click.testing import CliRunner

from flashgen import cache, pipeline, sources, store
from flashgen.cache import Cache
from flashgen.cli import main
from flashgen.config import load
from flashgen.extract import extract
from flashgen.model import Document, Plan, Status
from flashgen.store import default_folder, prune

KIDNEY = """\
---
tags: [exam]
colour: [
---
# The kidney

**Cortex**: the outer layer of the kidney, below its capsule
**Bark**: the outer layer of the kidney, below its capsule

Q: How long is a kidney?
A: 12 cm

- The kidney filters about 180 litres of plasma a day.
- It is perhaps the finest of all organs.
- Parts:
  - cortex
  - medulla
  - pelvis

<!-- flashgen: skip -->
The ureter carries urine to the bladder.

| organ | weight | side |
| --- | --- | --- |
| kidney | 150 g | both |
| spleen | 170 g | left |

![a bean](bean.png)

The pelvis holds {{c2::urine::fluid}} before the {{c1::ureter}} takes it away.
"""
LATIN = "Q: Who described the capsule?\nA: Fran\xe7ois M\xfcller, in his th\xe8se of 1842 on the organs of the body\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "notes"
    root.mkdir()
    (root / ".git").mkdir()
    (root / "flashgen.yaml").write_text("deck: Body\nbar: 0.1\n", encoding="utf-8")
    (root / "kidney.md").write_text(KIDNEY, encoding="utf-8")
    (root / "history.txt").write_bytes(LATIN.encode("latin-1"))
    (root / "again.md").write_text("Q: How long is a kidney?\nA: 11 cm\n", encoding="utf-8")
    return root


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the cache is, in a folder that is not there yet."""
    return tmp_path / "cache" / "flashgen"


def plan_of(root: Path, folder: Path | None) -> Plan:
    config, problems = load(root)
    memory = Cache(folder, config.rules_off)
    documents, troubles = sources.read([root], config, memory.open_document)
    return pipeline.plan_documents(
        documents, (*problems, *troubles), config, extractor=memory.extract, assembler=memory.assemble
    )


def entries(folder: Path) -> list[Path]:
    """What is remembered of documents, and not of their notes."""
    return sorted(file for file in folder.iterdir() if not file.name.startswith("notes-"))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the files that were parsed, and of those that were looked through for facts."""
    seen: list[str] = []

    def open_document(data: bytes, path: str, file: str) -> sources.Opened:
        seen.append(path)
        return real(data, path, file)

    def looked(document: Document, *settings: Any) -> object:
        seen.append(f"facts of {document.path}")
        return extract(document, *settings)

    real = sources.open_document
    monkeypatch.setattr(sources, "open_document", open_document)
    monkeypatch.setattr(cache, "extract", looked)
    return seen


# --------------------------------------------------------------------------- the same result


def test_the_plan_is_the_same_without_a_cache_with_an_empty_and_with_a_full_one(project: Path, folder: Path) -> None:
    plain = plan_of(project, None)
    statuses = {note.status for note in plain.notes}
    assert (statuses, len(plain.documents)) == ({Status.EMIT, Status.HELD}, 3)
    assert plain.problems
    assert not folder.exists()
    assert plan_of(project, folder) == plain
    assert plan_of(project, folder) == plain


def test_what_is_remembered_is_not_done_again(project: Path, folder: Path, opened: list[str]) -> None:
    plan_of(project, folder)
    assert len(opened) == 6
    opened.clear()
    plan_of(project, folder)
    assert opened == []
    (project / "again.md").write_text("Q: How long is a kidney?\nA: 10 cm\n", encoding="utf-8")
    plan_of(project, folder)
    assert opened == ["again.md", "facts of again.md"]


def test_a_file_under_another_name_is_another_file(project: Path, folder: Path, opened: list[str]) -> None:
    plan_of(project, folder)
    opened.clear()
    (project / "again.md").rename(project / "anew.md")
    assert plan_of(project, folder) == plan_of(project, None)
    assert opened[:2] == ["anew.md", "facts of anew.md"]


def test_a_rule_that_is_off_stays_off(project: Path, folder: Path) -> None:
    plan_of(project, folder)
    (project / "flashgen.yaml").write_text("deck: Body\nrules_off: [explicit]\n", encoding="utf-8")
    assert plan_of(project, folder) == plan_of(project, None)
    assert "explicit" not in {note.rule for note in plan_of(project, folder).notes}


def test_other_settings_hold_though_all_is_remembered(project: Path, folder: Path, opened: list[str]) -> None:
    plan_of(project, folder)
    opened.clear()
    (project / "flashgen.yaml").write_text("deck: Corps\ntags: [new]\nbar: 1\n", encoding="utf-8")
    plan = plan_of(project, folder)
    assert opened == []
    assert plan == plan_of(project, None)
    assert {note.deck.split("::")[0] for note in plan.notes} == {"Corps"}


def test_notes_that_were_moved_as_a_whole_find_their_images(project: Path, folder: Path) -> None:
    plan_of(project, folder)
    moved = project.rename(project.with_name("moved"))
    assert plan_of(moved, folder) == plan_of(moved, None)


def test_a_release_with_other_code_or_libraries_starts_afresh(
    project: Path, folder: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_of(project, folder)
    opened.clear()
    monkeypatch.setattr(store, "version", lambda: b"another")
    plan_of(project, folder)
    assert len(opened) == 6


def test_the_version_tells_every_change_of_a_file_even_of_the_same_size_and_time(tmp_path: Path) -> None:
    def version() -> bytes:
        digest = store._DIGEST()
        store._add(digest, tmp_path)
        return digest.digest()

    file = tmp_path / "rules" / "words.txt"
    file.parent.mkdir()
    file.write_text("one", encoding="utf-8")
    seen = [version()]
    times = file.stat()
    file.write_text("two", encoding="utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    seen.append(version())
    file = file.rename(file.with_name("verbs.txt"))
    seen.append(version())
    (tmp_path / "rules" / "new.py").touch()
    seen.append(version())
    assert len(set(seen)) == len(seen)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "new.pyc").touch()
    assert version() == seen[-1]


def test_the_version_is_that_of_this_package_and_of_its_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version() -> bytes | None:
        return store.version.__wrapped__()

    assert version() == version() is not None
    installed = {name.split("-")[0].lower() for names in store._releases() for name in names}
    assert {"charset_normalizer", "genanki", "markdown_it_py", "mdit_py_plugins", "nh3", "pyyaml"} <= installed
    seen = {version()}
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("markdown_it_py-98.0.dist-info", "markdown_it_py-99.0.dist-info"):
        (tmp_path / name).mkdir()
        seen.add(version())
        (tmp_path / name).rmdir()
    assert len(seen) == 3
    monkeypatch.setattr(store, "_PACKAGE", Path("nowhere"))
    assert version() is None


def test_without_a_version_nothing_is_remembered(project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "version", lambda: None)
    assert plan_of(project, folder) == plan_of(project, None)
    assert not folder.exists()


def every(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def assembled(root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents of which the notes had to be made, and not those of which they were remembered."""
    seen: list[str] = []
    real = cache.assemble
    with monkeypatch.context() as patch:
        patch.setattr(cache, "assemble", lambda document, *more: (seen.append(document.path), real(document, *more))[1])
        plan = plan_of(root, folder)
    assert plan == plan_of(root, None)
    return seen


def test_notes_are_remembered_unless_they_show_an_image(
    project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_of(project, folder)
    assert assembled(project, folder, monkeypatch) == ["kidney.md"]
    (project / "bean.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert assembled(project, folder, monkeypatch) == ["kidney.md"]


@pytest.mark.parametrize(
    "settings", ["deck: Corps", "tags: [new]", "bar: 1", "url: https://example.org", "vault: Mine", ""]
)
def test_notes_under_other_settings_are_made_anew(
    settings: str, project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_of(project, folder)
    (project / "flashgen.yaml").write_text(f"{settings}\n", encoding="utf-8")
    assert assembled(project, folder, monkeypatch) == ["again.md", "history.txt", "kidney.md"]
    assert assembled(project, folder, monkeypatch) == ["kidney.md"]


def test_notes_are_the_same_however_their_cards_are_asked(
    project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_of(project, folder)
    with (project / "flashgen.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\ndrill:\n  new_per_day: 3\n")
    assert assembled(project, folder, monkeypatch) == ["kidney.md"]


def test_a_meaning_that_another_file_gives_another_term_is_noticed(
    project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "again.md").write_text("**Sheath**: the hard cover of the spleen\n", encoding="utf-8")
    for _ in range(2):
        plan_of(project, folder)
    assert "again.md" not in assembled(project, folder, monkeypatch)
    (project / "new.md").write_text("**Coat**: the hard cover of the spleen\n", encoding="utf-8")
    for _ in range(2):
        assert "again.md" in assembled(project, folder, monkeypatch)
    (project / "new.md").unlink()
    assert "again.md" not in assembled(project, folder, monkeypatch)


@pytest.mark.parametrize("payload", [b"", b"\x90", b"\xc0", b"\x91\xc0", b"text"])
def test_notes_that_are_nonsense_are_made_anew(payload: bytes, project: Path, folder: Path) -> None:
    plain = plan_of(project, folder)
    notes = [file for file in folder.iterdir() if file not in entries(folder)]
    assert len(notes) == 2
    for file in notes:
        if payload == b"\x90":
            file.write_bytes(b"half")
        else:
            store.save(folder, file.stem, payload)
    assert plan_of(project, folder) == plain


# --------------------------------------------------------------------------- damage


def remake(raw: bytes, key: str, change: Callable[[dict[str, object]], object]) -> bytes:
    """An entry with other content, and the digest that goes with it."""
    size = store._DIGEST().digest_size
    row = msgspec.msgpack.decode(raw[size:])
    payload = msgspec.msgpack.encode(change(row))
    return store._check(key, payload) + payload


DAMAGE: dict[str, Callable[[bytes, str, bytes], bytes]] = {
    "empty": lambda raw, key, other: b"",
    "cut short": lambda raw, key, other: raw[: len(raw) // 2],
    "cut in the digest": lambda raw, key, other: raw[:7],
    "first byte": lambda raw, key, other: bytes([raw[0] ^ 1]) + raw[1:],
    "one bit": lambda raw, key, other: raw[:90] + bytes([raw[90] ^ 4]) + raw[91:],
    "longer": lambda raw, key, other: raw + b"\0",
    "zeros, as after a power cut": lambda raw, key, other: bytes(len(raw)),
    "a file's that is not its own": lambda raw, key, other: other,
    "text": lambda raw, key, other: b"<<<<<<< HEAD\n",
    "other types": lambda raw, key, other: remake(raw, key, lambda row: row | {"drafts": 5}),
    "a field missing": lambda raw, key, other: remake(raw, key, lambda row: {"document": row["document"]}),
    "a block that is not there": lambda raw, key, other: remake(raw, key, lambda row: row | {"passed": [[99999, ""]]}),
    "too few verdicts": lambda raw, key, other: remake(raw, key, lambda row: row | {"verdicts": []}),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_entry_is_made_anew_without_a_word(damage: str, project: Path, folder: Path) -> None:
    plain = plan_of(project, folder)
    sound = {file: file.read_bytes() for file in entries(folder)}
    for number, (file, raw) in enumerate(sound.items()):
        other = [*sound.values()][number - 1]
        file.write_bytes(DAMAGE[damage](raw, file.stem, other))
    assert plan_of(project, folder) == plain
    assert {file: file.read_bytes() for file in entries(folder)} == sound


def test_every_single_wrong_byte_is_noticed(project: Path, folder: Path) -> None:
    (project / "kidney.md").unlink()
    (project / "history.txt").unlink()
    plain = plan_of(project, folder)
    (file,) = entries(folder)
    raw = file.read_bytes()
    config, _ = load(project)
    for at in range(0, len(raw), 5):
        file.write_bytes(raw[:at] + bytes([raw[at] ^ 0x20]) + raw[at + 1 :])
        memory = Cache(folder, config.rules_off)
        documents, _ = sources.read([project], config, memory.open_document)
        assert documents == plain.documents
        assert memory._opened[id(documents[0])].extract is None


@pytest.mark.parametrize("in_the_way", ["file", "folder", "link in a circle"])
def test_something_else_in_the_place_of_the_cache_or_an_entry(in_the_way: str, project: Path, folder: Path) -> None:
    plain = plan_of(project, folder)
    if in_the_way == "folder":
        for file in every(folder):
            file.unlink()
            (file / "inside").mkdir(parents=True)
    else:
        for file in every(folder):
            file.unlink()
        folder.rmdir()
        folder.write_text("a file", encoding="utf-8") if in_the_way == "file" else folder.symlink_to(folder)
    assert plan_of(project, folder) == plain


@pytest.mark.parametrize("call", ["read_bytes", "write_bytes", "replace", "mkdir"])
def test_a_disk_that_fails_costs_time_only(
    call: str, project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = plan_of(project, None)
    if call == "read_bytes":
        plan_of(project, folder)
    real = getattr(Path, call)

    def failing(self: Path, *arguments: object, **more: object) -> object:
        if self.is_relative_to(folder):
            raise OSError(28, "No space left on device")
        return real(self, *arguments, **more)

    monkeypatch.setattr(Path, call, failing)
    assert plan_of(project, folder) == plain
    assert plan_of(project, folder) == plain
    assert not [file for file in folder.glob("*") if file.stem.count(".")], "half an entry is left"


def test_a_cache_that_is_deleted_while_it_is_in_use_is_made_again(project: Path, folder: Path) -> None:
    plain = plan_of(project, folder)
    config, _ = load(project)
    memory = Cache(folder, config.rules_off)
    for file in every(folder):
        file.unlink()
    documents, problems = sources.read([project], config, memory.open_document)
    folder.rmdir()
    assert (
        pipeline.plan_documents(documents, problems, config, extractor=memory.extract, assembler=memory.assemble)
        == plain
    )
    assert len(entries(folder)) == 3


def test_notes_nested_too_deep_to_be_remembered_are_read_each_time(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "deep.md").write_text("".join(f"{'  ' * n}- item {n}\n" for n in range(1200)), encoding="utf-8")
    config, _ = load(tmp_path)
    for _ in range(2):
        memory = Cache(folder, config.rules_off)
        documents, _problems = sources.read([tmp_path / "deep.md"], config, memory.open_document)
        assert memory.extract(documents[0]).passed
    assert len(documents[0].lines) == 1200


# --------------------------------------------------------------------------- its size, its place


def test_the_longest_unused_entries_go_first(project: Path, folder: Path) -> None:
    plan_of(project, folder)
    for file in every(folder)[3:]:
        file.unlink()
    now = time.time()
    for age, file in enumerate(every(folder)):
        os.utime(file, (now - age * 60, now - age * 60))
    first, second, third = every(folder)
    prune(folder)
    assert every(folder) == [first, second, third]
    prune(folder, first.stat().st_size + second.stat().st_size)
    assert every(folder) == [first, second]
    old = now - (store.MOST_DAYS + 1) * 24 * 60 * 60
    os.utime(first, (old, old))
    prune(folder)
    assert every(folder) == [second]


def test_a_build_that_adds_prunes_and_spares_what_it_used(project: Path, folder: Path) -> None:
    plan_of(project, folder)
    old = time.time() - (store.MOST_DAYS + 1) * 24 * 60 * 60
    for file in entries(folder):
        os.utime(file, (old, old))
    (folder / "killed.123.cache").touch()
    os.utime(folder / "killed.123.cache", (old, old))
    (project / "kidney.md").write_text("Q: Which organ?\nA: The kidney\n", encoding="utf-8")
    plan_of(project, folder)
    assert len(entries(folder)) == 3  # two used again, one new; the kidney of before and half an entry are gone


def test_the_environment_names_the_folder_or_says_that_there_is_none(
    project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def preview() -> str:
        return CliRunner().invoke(main, ["preview", str(project)]).output

    monkeypatch.setenv("FLASHGEN_CACHE", "off")
    assert default_folder() is None
    plain = preview()
    assert not folder.exists()
    monkeypatch.setenv("FLASHGEN_CACHE", str(folder))
    before = sorted(project.rglob("*"))
    assert preview() == plain == preview()
    assert len(entries(folder)) == 3
    assert sorted(project.rglob("*")) == before


def test_without_a_word_it_is_in_the_persons_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FLASHGEN_CACHE")
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name, appauthor: tmp_path / name)
    assert default_folder() == tmp_path / "flashgen"

    def homeless(name: str, appauthor: bool) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(platformdirs, "user_cache_path", homeless)
    assert default_folder() is None
