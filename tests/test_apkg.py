"""Packages, read by Anki's own importer."""

from __future__ import annotations

import errno
import hashlib
import html
import os
import re
import signal
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from flashgen import render
from flashgen.model import FlashgenError, Form, Kind, Media, Note, Status
from flashgen.notetypes import MOD, NOTETYPES
from flashgen.text import Markup, Span, Text
from flashgen.writers import apkg

if TYPE_CHECKING:
    from anki.cards import Card


def image_name(data: bytes) -> str:
    return f"flashgen-{hashlib.sha256(data).hexdigest()[:12]}-a.png"


def note(form: Form, guid: str, *fields: str, deck: str = "Notes", tags: Sequence[str] = (), media: Any = ()) -> Note:
    filled = (*fields, *[""] * (len(NOTETYPES[form].fields) - len(fields)))
    return Note(form, guid, filled, deck, tuple(tags), Kind.CLAIM, "", (), None, "", (), 1, Status.EMIT, "", media)


def basic(guid: str, question: str, answer: str, **more: Any) -> Note:
    return note(Form.BASIC, guid, question, answer, "Chapter", "because", "notes.md", **more)


def cloze(guid: str, text: Text, *blanks: str) -> Note:
    places = [(text.plain.index(blank), text.plain.index(blank) + len(blank)) for blank in blanks]
    return note(Form.CLOZE, guid, render.cloze(text, places), "Chapter", "because", "notes.md")


NOTES = (
    basic("b1", "What is asked?", "An answer", tags=("chapter::one", "claim")),
    note(Form.TERM, "t1", "ATP", "Adenosine triphosphate", "Cells", "", "", "yes", deck="Notes::Cells::Glossary"),
    note(Form.TERM, "t2", "Ribosome", "Makes proteins", deck="Notes::Cells::Glossary"),
    cloze("c1", Text("Water boils at 100 °C and freezes at 0 °C"), "100 °C", "freezes"),
    basic("b2", "Where else?", "In another deck", deck="Other"),
)


@contextmanager
def collection(path: Path, *packages: Path) -> Iterator[Collection]:
    col = Collection(str(path / "collection.anki2"))
    try:
        for package in packages:
            take(col, package)
        yield col
    finally:
        col.close()


def take(col: Collection, package: Path) -> dict[str, int]:
    """How many notes Anki finds new, updated, unchanged and in conflict."""
    log = col.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
    ).log
    counts = {"new": log.new, "updated": log.updated, "same": log.duplicate, "conflict": log.conflicting}
    return {word: len(notes) for word, notes in counts.items() if notes}


def cards(col: Collection, search: str = "") -> list[Card]:
    return [col.get_card(number) for number in col.find_cards(search, order="c.due, c.ord")]


def sides(note: Note, tmp_path: Path) -> list[tuple[str, str]]:
    """What the cards of a single note ask and answer, in words."""
    with collection(tmp_path, *apkg.write([note], tmp_path)) as col:
        return [(words(card.question()), words(card.answer())) for card in cards(col)]


def words(side: str) -> str:
    side = re.sub(r"(?s)<style>.*?</style>", "", side)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", side)).split())


def test_one_package_for_each_top_level_deck(tmp_path: Path) -> None:
    assert apkg.write(NOTES, tmp_path / "build") == (
        tmp_path / "build" / "Notes.apkg",
        tmp_path / "build" / "Other.apkg",
    )
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == ["Notes.apkg", "Other.apkg"]


def test_nothing_to_write(tmp_path: Path) -> None:
    assert apkg.write([], tmp_path) == ()


def test_anki_takes_over_everything(tmp_path: Path) -> None:
    with collection(tmp_path, *apkg.write(NOTES, tmp_path)) as col:
        assert col.note_count() == 5
        assert col.card_count() == 7
        names = {deck.name for deck in col.decks.all_names_and_ids()} - {"Default"}
        assert names == {"Notes", "Notes::Cells", "Notes::Cells::Glossary", "Other"}
        assert set(col.tags.all()) == {"chapter::one", "claim"}
        assert len(col.find_cards('"deck:Notes::Cells::Glossary"')) == 3
        found = col.get_note(col.find_notes("tag:chapter::one")[0])
        assert (found.guid, found.mod) == ("b1", MOD)
        assert dict(found.items())["Answer"] == "An answer"


def test_notetypes_arrive_with_their_ids_and_time(tmp_path: Path) -> None:
    with collection(tmp_path, *apkg.write(NOTES, tmp_path)) as col:
        for notetype in NOTETYPES.values():
            arrived = col.models.get(notetype.id)  # type: ignore[arg-type]
            assert arrived is not None
            assert arrived["name"] == notetype.name
            assert arrived["mod"] == notetype.mod
            assert arrived["sortf"] == 0
            assert [(f["name"], f["id"]) for f in arrived["flds"]] == [(f.name, f.id) for f in notetype.fields]
            assert [(t["name"], t["id"]) for t in arrived["tmpls"]] == [(t.name, t.id) for t in notetype.templates]


def test_no_template_errs_and_no_card_is_empty(tmp_path: Path) -> None:
    with collection(tmp_path, *apkg.write(NOTES, tmp_path)) as col:
        for card in cards(col):
            for side in (card.question(), card.answer()):
                assert words(side)
                assert "{{" not in words(side)
                assert "template" not in words(side).lower()
        assert not col.get_empty_cards().notes
        assert col.fix_integrity()[1]


def test_what_the_cards_say(tmp_path: Path) -> None:
    with collection(tmp_path, *apkg.write(NOTES, tmp_path)) as col:
        said = [(words(card.question()), words(card.answer())) for card in cards(col, "deck:Notes")]
    assert [question for question, _ in said] == [
        "Chapter What is asked?",
        "Cells ATP What is it?",
        "Cells Adenosine triphosphate Which term is this?",
        "Ribosome What is it?",
        "Chapter Water boils at [...] and freezes at 0 °C",
        "Chapter Water boils at 100 °C and [...] at 0 °C",
    ]
    assert said[0][1] == "Chapter What is asked? An answer because notes.md"
    assert said[2][1] == "Cells Adenosine triphosphate Which term is this? ATP"
    assert said[4][1] == "Chapter Water boils at 100 °C and freezes at 0 °C because notes.md"


def test_new_cards_come_in_the_order_of_the_notes(tmp_path: Path) -> None:
    notes = [basic(f"g{n}", f"Question {n}", "a", deck=f"Notes::{'BA'[n % 2]}") for n in (3, 1, 4, 2)]
    with collection(tmp_path, *apkg.write(notes, tmp_path)) as col:
        assert [card.note()["Question"] for card in cards(col)] == [n.fields[0] for n in notes]


CODE = Text("Use std::vector here", (Span(4, 15, Markup.CODE),))
JINJA = Text("Write {{c1::name}} or {{ name }} for a value")
MATH_WORDS = "\\(\\frac{a}{\\sqrt{b}}\\)"
MATH = Text(f"The mean is {MATH_WORDS} here", (Span(12, 12 + len(MATH_WORDS), Markup.MATH),))
BOLD = Text("a very long word", (Span(2, 11, Markup.STRONG),))
LINKED = Text("see the page now", (Span(4, 12, Markup.LINK, "https://[::1]/{{c2::x}}"),))


@pytest.mark.parametrize(
    ("text", "blank", "question", "hidden"),
    [
        (CODE, "std::vector", "Use [...] here", "std::vector"),
        (Text("a::b::c ends"), "a::b::c", "[...] ends", "a::b::c"),
        (Text("it ends in a: colon"), "a:", "it ends in [...] colon", "a:"),
        (Text("the set {1, {2}} has two"), "{1, {2}}", "the set [...] has two", "{1, {2}}"),
        (Text("{open before"), "open", "{[...] before", "open"),
        (Text("before open}"), "open", "before [...]}", "open"),
        (JINJA, "value", "Write {{c1::name}} or {{ name }} for a [...]", "value"),
        (JINJA, "{{c1::name}}", "Write [...] or {{ name }} for a value", "{{c1::name}}"),
        (MATH, MATH_WORDS, "The mean is [...] here", MATH_WORDS.replace("}}", "} }")),
        (MATH, "mean", f"The [...] is {MATH_WORDS.replace('}}', '} }')} here", "mean"),
        (BOLD, "long word", "a very [...]", "long word"),
        (LINKED, "the page", "see [...] now", "the page"),
        (Text("x < y & z"), "< y &", "x [...] z", "< y &"),
    ],
)
def test_clozes_ask_and_answer_the_right_words(
    text: Text, blank: str, question: str, hidden: str, tmp_path: Path
) -> None:
    field = cloze("c", text, blank).fields[0]
    ((asked, answered),) = sides(note(Form.CLOZE, "c", field), tmp_path)
    assert asked == question
    assert answered == question.replace("[...]", hidden)


def test_a_hint_is_shown(tmp_path: Path) -> None:
    text = Text("in 1969 they landed", (Span(3, 7, Markup.CLOZE, "1", "which::year?"),))
    note_ = cloze("c", text, "1969")
    ((asked, _),) = sides(note_, tmp_path)
    assert asked == "Chapter in [which::year?] they landed"


ATTACK = '<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>'


def test_attacks_arrive_as_words(tmp_path: Path) -> None:
    text = Text(ATTACK, (Span(0, 8, Markup.LINK, "javascript:alert(1)"), Span(8, 16, Markup.IMAGE, "x", '"><script>')))
    notes = [basic("b", render.html(text), render.code(ATTACK, "html")), cloze("c", text, "alert")]
    with collection(tmp_path, *apkg.write(notes, tmp_path)) as col:
        for card in cards(col):
            side = card.answer()
            assert "<script" not in side
            assert "<img" not in side
            assert "<a" not in side.replace("<anki", "")


def test_sounds_and_latex_in_the_notes_stay_words(tmp_path: Path) -> None:
    words_ = "a [sound:x.mp3] b [latex]c[/latex] d [$]e[/$] f [anki:play:q:0]"
    with collection(tmp_path, *apkg.write([basic("b", render.html(Text(words_)), "a")], tmp_path)) as col:
        (card,) = cards(col)
        assert words_ in words(card.question())
        assert card.question_av_tags() == []


# ---------------------------------------------------------------------------- again and again


def test_the_same_notes_give_the_same_bytes(tmp_path: Path) -> None:
    image = tmp_path / "a.png"
    image.write_bytes(b"\x89PNG")
    notes = [*NOTES, basic("m", "q", "a", media=(Media(image_name(b"\x89PNG"), str(image)),))]
    first = [path.read_bytes() for path in apkg.write(notes, tmp_path / "one")]
    os.utime(image, (1, 1))
    again = """
        import sys; from pathlib import Path; sys.path.insert(0, "tests")
        import test_apkg as t
        from flashgen.model import Media
        image = (Media(t.image_name(Path(sys.argv[1]).read_bytes()), sys.argv[1]),)
        t.apkg.write([*t.NOTES, t.basic("m", "q", "a", media=image)], Path(sys.argv[2]))
    """
    run(again, str(image), str(tmp_path / "two"), TZ="Asia/Tokyo", PYTHONHASHSEED="7")
    assert first == [(tmp_path / "two" / f"{deck}.apkg").read_bytes() for deck in ("Notes", "Other")]


def test_the_same_package_again_changes_nothing(tmp_path: Path) -> None:
    packages = apkg.write(NOTES, tmp_path)
    with collection(tmp_path) as col:
        assert [take(col, package) for package in packages] == [{"new": 4}, {"new": 1}]
        assert [take(col, package) for package in packages] == [{"same": 4}, {"same": 1}]
        assert col.card_count() == 7


def test_only_a_note_with_a_newer_time_is_updated(tmp_path: Path) -> None:
    changed = [replace(n, fields=(n.fields[0], "changed", *n.fields[2:])) for n in NOTES[:3]]
    with collection(tmp_path, *apkg.write(NOTES[:3], tmp_path)) as col:
        assert take(col, *apkg.write(changed, tmp_path, {"t1": MOD + 1})) == {"updated": 1, "same": 2}
        (now,) = (col.get_note(n) for n in col.find_notes("changed"))
        assert (now.guid, now.mod) == ("t1", MOD + 1)


def test_styling_done_in_anki_survives(tmp_path: Path) -> None:
    package = apkg.write(NOTES[:1], tmp_path)[0]
    with collection(tmp_path, package) as col:
        mine = col.models.get(NOTETYPES[Form.BASIC].id)  # type: ignore[arg-type]
        assert mine is not None
        mine["css"] += "\n.card { color: purple; }"
        col.models.update_dict(mine)
        more = apkg.write([*NOTES[:1], basic("new", "q", "a")], tmp_path)[0]
        assert take(col, more) == {"new": 1, "same": 1}
        kept = col.models.get(NOTETYPES[Form.BASIC].id)  # type: ignore[arg-type]
        assert kept is not None
        assert "purple" in kept["css"]


# ---------------------------------------------------------------------------- media


def test_media_travels_once_with_its_name(tmp_path: Path) -> None:
    image = tmp_path / "a.png"
    image.write_bytes(b"\x89PNG of ours")
    name = image_name(b"\x89PNG of ours")
    media = (Media(name, str(image)),)
    shown = f'<img src="{name}" alt="">'
    notes = [basic("1", shown, "a", media=media), basic("2", shown + "?", "a", media=media)]
    with collection(tmp_path, *apkg.write(notes, tmp_path)) as col:
        arrived = list(Path(col.media.dir()).iterdir())
        assert [path.name for path in arrived] == [name]
        assert arrived[0].read_bytes() == b"\x89PNG of ours"
        assert not col.media.check().missing


def test_media_that_has_gone_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    gone = basic("1", "q", "a", media=(Media("flashgen-0123456789ab-a.png", str(tmp_path / "gone.png")),))
    with pytest.raises(FlashgenError, match=r"cannot be read: No such file") as caught:
        apkg.write([*NOTES, gone], tmp_path / "build")
    assert caught.value.problem.path == str(tmp_path / "gone.png")
    assert list((tmp_path / "build").iterdir()) == []


# ---------------------------------------------------------------------------- files


@pytest.mark.parametrize(
    ("decks", "files"),
    [
        (["Biology"], ["Biology.apkg"]),
        (["Zell Größe", "細胞"], ["Zell Größe.apkg", "細胞.apkg"]),
        (["../../etc/passwd"], ["etc-passwd.apkg"]),
        (["C:\\x"], ["C-x.apkg"]),
        ([".hidden", "dot.", "..."], ["hidden.apkg", "dot.apkg", "deck.apkg"]),
        (["con", "NUL.x", "com1", "console"], ["con_.apkg", "NUL.x_.apkg", "com1_.apkg", "console.apkg"]),
        (["tab\there\n"], ["tab-here.apkg"]),
        (["x" * 500], ["x" * 120 + ".apkg"]),
        (["細" * 500], ["細" * 40 + ".apkg"]),
    ],
)
def test_file_names_are_safe(decks: list[str], files: list[str]) -> None:
    assert list(apkg.file_names(decks).values()) == files


def test_file_names_are_unique_where_case_does_not_count() -> None:
    names = apkg.file_names(["a/b", "a-b", "A?B", "other"])
    assert len({name.casefold() for name in names.values()}) == 4
    assert names["other"] == "other.apkg"
    assert names["a/b"] == apkg.file_names(["A-B", "a/b"])["a/b"]


def test_what_a_killed_build_left_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / ".flashgen-1-0.tmp").write_bytes(b"half")
    (tmp_path / "mine.tmp").write_bytes(b"whole")
    apkg.write(NOTES[:1], tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Notes.apkg", "mine.tmp"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file")
    with pytest.raises(FlashgenError) as caught:
        apkg.write(NOTES, tmp_path / "build")
    assert caught.value.problem.path == str(tmp_path / "build")
    assert "cannot be written: File exists" in str(caught.value.problem)


def test_a_package_that_cannot_be_replaced_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "Other.apkg").mkdir()
    with pytest.raises(FlashgenError) as caught:
        apkg.write(NOTES[4:], tmp_path)
    assert caught.value.problem.path == str(tmp_path / "Other.apkg")
    assert [path.name for path in tmp_path.iterdir()] == ["Other.apkg"]


def test_a_full_disk_is_named_and_the_old_packages_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = apkg.write(NOTES, tmp_path)
    before = [path.read_bytes() for path in packages]
    sync, calls = os.fsync, []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FlashgenError) as caught:
        apkg.write([replace(n, tags=("new",)) for n in NOTES], tmp_path)
    assert str(caught.value.problem) == f"{packages[1]}: cannot be written: {os.strerror(errno.ENOSPC)}"
    assert [path.read_bytes() for path in packages] == before
    assert len(list(tmp_path.iterdir())) == 2


KILLED = """
    import os, signal, sys; from pathlib import Path; from dataclasses import replace
    sys.path.insert(0, "tests")
    import test_apkg as t
    where, nth = sys.argv[2].split("-")
    calls = 0
    def deadly(real):
        def call(*args, **more):
            global calls
            calls += 1
            if calls == int(nth):
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **more)
        return call
    if where == "writestr":
        t.zipfile.ZipFile.writestr = deadly(t.zipfile.ZipFile.writestr)
    elif where == "fsync":
        os.fsync = deadly(os.fsync)
    else:
        Path.replace = deadly(Path.replace)
    t.apkg.write([replace(n, tags=("new",)) for n in t.NOTES], Path(sys.argv[1]))
"""


def run(program: str, *arguments: str, **environment: str) -> int:
    """Exit status of a program that may be killed."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), *arguments],
        cwd=Path(__file__).parent.parent,
        env={**os.environ, **environment},
        check=False,
    )
    return done.returncode


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")
@pytest.mark.parametrize("point", ["writestr-1", "writestr-2", "fsync-1", "fsync-2", "replace-1", "replace-2"])
def test_a_build_that_is_killed_leaves_whole_packages(tmp_path: Path, point: str) -> None:
    old = {path: path.read_bytes() for path in apkg.write(NOTES, tmp_path)}
    new = {
        path.name: path.read_bytes() for path in apkg.write([replace(n, tags=("new",)) for n in NOTES], tmp_path / "n")
    }
    assert run(KILLED, str(tmp_path), point) == -signal.SIGKILL
    for path, before in old.items():
        first = path.name == "Notes.apkg"
        assert path.read_bytes() == (new[path.name] if first and point == "replace-2" else before)
        assert zipfile.ZipFile(path).testzip() is None
    assert list(tmp_path.glob(".flashgen-*.tmp"))
    apkg.write(NOTES, tmp_path)
    assert not list(tmp_path.glob(".flashgen-*.tmp"))


# ---------------------------------------------------------------------------- only what changed


def test_a_delta_updates_what_changed_and_nothing_else(tmp_path: Path) -> None:
    notes = [basic(f"g{n}", f"Question {n}", "old") for n in range(10)]
    first = apkg.write(notes, tmp_path, {note.guid: MOD for note in notes})
    edited = [replace(n, fields=(n.fields[0], "new", *n.fields[2:])) if n.guid in ("g3", "g7") else n for n in notes]
    edited.insert(5, basic("g99", "Question 99", "added"))
    mods = {note.guid: MOD + 9 * (note.guid in ("g3", "g7")) for note in edited}
    whole, delta = apkg.renew(edited, tmp_path / "new", mods, {"g3", "g7", "g99"})
    assert (whole.path.name, delta.path.name) == ("Notes.apkg", "Notes.delta.apkg")
    assert delta.path.stat().st_size < whole.path.stat().st_size
    with collection(tmp_path, *first) as col:
        assert take(col, delta.path) == {"new": 1, "updated": 2}
        new = [card.note()["Question"] for card in cards(col)]
        assert new.index("Question 99") in (5, 6)  # beside its neighbours, as in the whole package
        assert take(col, whole.path) == {"same": 11}


def test_no_delta_of_a_deck_in_which_nothing_changed(tmp_path: Path) -> None:
    packages = apkg.renew(NOTES, tmp_path, changed={"b2"})
    assert [package.path.name for package in packages] == ["Notes.apkg", "Other.apkg", "Other.delta.apkg"]
    assert [p.path.name for p in apkg.renew(NOTES, tmp_path, changed=())] == ["Notes.apkg", "Other.apkg"]
