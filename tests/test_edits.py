"""A person's word on the cards: edits.yaml as a file, the commands that write it, and Anki's own word."""

import json
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from click.testing import CliRunner, Result

from flashgen import render
from flashgen.cli import main
from flashgen.edits import entries, journal, load
from flashgen.edits.fields import markdown
from flashgen.edits.values import Edits
from flashgen.model import FlashgenError, Form
from flashgen.yamlfile import load as load_yaml

PERU = "Q: What is the capital of Peru?\nA: Lima\n"
CHILE = "Q: What is the capital of Chile?\nA: Santiago\n"
PERU_GUID = "2dfbae13e258942c6b00"
HELD = "Perhaps Peru has 34 million people.\n"
HELD_GUID = "bc0853bed390f25ea24b"

# --------------------------------------------------------------------------- what the file may hold


def refused(text: str) -> str:
    with pytest.raises(FlashgenError) as caught:
        load.parse(text)
    return str(caught.value.problem)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:\n  rejct: true\n", "edits.yaml:2: unknown key 'rejct'; the keys are question, answer, term,"),
        ("a:\n  reject: maybe\n", "edits.yaml:2: 'reject' takes true or false, not 'maybe'"),
        ("a:\n  reject: [true]\n", "edits.yaml:2: 'reject' takes one text, not a list"),
        ("a:\n  accept: true\n  reject: true\n", "edits.yaml:3: a card is either accepted or rejected"),
        ("a: true\n", "edits.yaml:1: expected 'key: value' lines here"),
        ("a:\n  question: ''\n", "edits.yaml:2: 'question' is empty"),
        ("a:\n  question:\n    - b\n", "edits.yaml:2: 'question' takes one text"),
        ("a:\n  text: no blank\n", "edits.yaml:2: this text hides nothing"),
        (
            "a:\n  text: '{{c0::x}} y'\n",
            "edits.yaml:2: Anki asks for the blanks 1 to 500, not for c0; write {{c1::...}}",
        ),
        ("a:\n  text: '{{c1::x}} {{c501::y}} z'\n", "edits.yaml:2: Anki asks for the blanks 1 to 500, not for c501"),
        ("a:\n  tags: [one two]\n", "edits.yaml:2: 'tags' takes a list of tags without spaces"),
        ("a:\n  tags: {x: y}\n", "edits.yaml:2: 'tags' takes a list of tags"),
        ("a:\n  source: words\n", "edits.yaml:2: expected 'key: value' lines here"),
        ("a:\n  source:\n    front: b\n", "edits.yaml:3: unknown key 'front'"),
        ("a:\n  reject: true\na:\n  accept: true\n", "edits.yaml:3: the key 'a' is given twice"),
        ("cards: {question: a}\n", "edits.yaml:1: 'cards' takes a list"),
        ("cards:\n  - question: a\n", "edits.yaml:2: a card takes 'question' and 'answer', or"),
        ("cards:\n  - question: a\n    meaning: b\n", "edits.yaml:2: a card takes 'question' and 'answer', or"),
        ("cards:\n  - text: a\n", "edits.yaml:2: this text hides nothing"),
        ("cards:\n  - a\n", "edits.yaml:2: expected 'key: value' lines here"),
        ("- a\n", "edits.yaml:1: expected 'key: value' lines"),
        (
            "cards:\n  - {id: x, question: a, answer: b}\n  - {id: x, question: c, answer: d}\n",
            "edits.yaml:3: the id 'x' is that of line 2 too",
        ),
    ],
)
def test_a_mistake_is_one_line_with_its_place(text: str, said: str) -> None:
    assert refused(text).startswith(said)


def test_nothing_says_nothing(tmp_path: Path) -> None:
    assert load.load(tmp_path / "edits.yaml") == Edits()
    assert load.parse("# only a remark\n") == Edits()
    assert load.parse("a:\ncards:\n") == Edits()


def test_all_that_may_be_said() -> None:
    edits = load.parse(
        "12345678901234567890:\n  accept: yes\n  tags: [exam, '#week']\n  deck: A::B\n"
        "cards:\n  - term: Lima\n    meaning: |\n      1. a city\n      2. *a* bean\n    id: 7\n"
    )
    edit = edits.by_guid["12345678901234567890"]
    assert (edit.accept, edit.reject, edit.tags, edit.deck, edit.line) == (True, False, ("exam", "week"), "A::B", 1)
    (card,) = edits.cards
    assert (card.form, card.id, card.line) == (Form.TERM, "7", 6)
    assert [item.plain for item in card.sides["meaning"].items] == ["a city", "a bean"]
    assert card.sides["meaning"].ordered


# --------------------------------------------------------------------------- one entry changed, all else left alone

FILE = """\
# My own words.

aa:
  accept: true   # a good one

# about bb
bb:
    question:   "What?"
    # which of them
    tags: [x,   y]


cards:   # mine
- question: a
  answer: >
    # not a comment
- {question: c,   answer: d}
# the end
"""


@pytest.mark.parametrize(
    ("guid", "values", "old", "new"),
    [
        ("aa", {"deck": "D"}, "a good one\n", 'a good one\n  deck: "D"\n'),
        ("aa", {"accept": None, "reject": True}, "  accept: true   # a good", "  # a good"),
        ("bb", {"question": "Who: \"he\"?"}, '    question:   "What?"\n', '    question: "Who: \\"he\\"?"\n'),
        ("bb", {"question": "- a\n- b"}, '    question:   "What?"\n', "    question: |-\n      - a\n      - b\n"),
        ("bb", {"tags": None}, "    tags: [x,   y]\n", ""),
        ("bb", {"source": {"question": "Ä"}}, "y]\n", 'y]\n    source:\n      question: "Ä"\n'),
        ("cc", {"reject": True}, "# the end\n", '# the end\n\n"cc":  # c #c\n  reject: true\n'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_entry_changes_and_no_other_line(
    guid: str, values: dict[str, entries.New], old: str, new: str, newline: str
) -> None:
    made = entries.changed(FILE.replace("\n", newline), "edits.yaml", guid, values, "c\n#c")
    expected = FILE.replace(old, new)
    if "reject" in values and guid == "aa":
        expected = expected.replace("a good one\n", "a good one\n  reject: true\n")
    assert made == expected.replace("\n", newline)


def test_an_entry_that_says_nothing_more_goes_and_its_remarks_stay() -> None:
    assert "aa" not in load_yaml(entries.changed("aa:\n  deck: x\n", "", "aa", {"deck": None}), "").values
    assert entries.changed(FILE, "", "aa", {"accept": None}) == FILE.replace("accept: true   # a", "# a")
    assert entries.changed(FILE, "", "aa", {"accept": True}) == FILE
    assert entries.changed("", "", "aa", {"accept": None}) == ""


def test_what_cannot_be_changed_by_itself_is_refused() -> None:
    with pytest.raises(FlashgenError, match="cannot be changed by a command") as caught:
        entries.changed("# one line\n{aa: {accept: true}, bb: {accept: true}}\n", "edits.yaml", "aa", {"deck": "x"})
    assert caught.value.problem.line == 2


@pytest.mark.parametrize(
    "said", ["\x00a\x85b\u2028c", "a: b # c", "'\"\\", "- [x", "#", "äöü 🙂", "a\n\n  b\n# c", "~"]
)
def test_any_words_are_read_back(said: str) -> None:
    made = entries.changed("", "edits.yaml", "aa", {"question": said})
    assert (
        load.parse(made).by_guid["aa"].sides["question"].source.split()
        == "".join(char if char.isprintable() or char == "\n" else " " for char in said).split()
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_several_entries_change_as_they_would_one_after_another(newline: str) -> None:
    changes: list[tuple[str, dict[str, entries.New], str]] = [
        ("cc", {"reject": True}, "new"),
        ("bb", {"question": "- a\n- b", "tags": None}, ""),
        ("aa", {"accept": None, "reject": True}, ""),
        ("dd", {"accept": True}, "newer"),
        ("aa", {"deck": "D"}, ""),
    ]
    text = one = FILE.replace("\n", newline)
    for guid, values, remark in changes:
        one = entries.changed(one, "edits.yaml", guid, values, remark)
    assert entries.all_changed(text, "edits.yaml", changes) == one


def test_a_thousand_entries_are_read_as_often_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    monkeypatch.setattr(entries, "load_yaml", lambda *given: read.append(1) or load_yaml(*given))
    changes = [(f"{number:020x}", {"reject": True}, "") for number in range(1_000)]
    made = entries.all_changed(FILE, "edits.yaml", changes)
    assert len(read) == 2
    read.clear()
    entries.all_changed(made, "edits.yaml", [(guid, {"reject": None, "accept": True}, "") for guid, *_ in changes])
    assert len(read) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "a"),
        ("", "a"),
        ("a", ""),
        ("aaa", "aa"),
        ("aa", "aaa"),
        ("abcabc", "abXabc"),
        ("x\r\ny", "x\ny"),
        ("a", "a"),
    ],
)
def test_a_step_knows_the_text_before_it(before: str | None, after: str) -> None:
    step = journal.step("edit", before, after)
    assert journal.before(step, after) == before


def test_the_journal_keeps_hundreds_of_steps_in_little_room(tmp_path: Path) -> None:
    texts = ["x" * 100_000 + "\n".join(map(str, range(number))) for number in range(700)]
    steps: tuple[journal.Step, ...] = ()
    for before, after in pairwise(texts):
        steps = (*steps, journal.step("accept", before, after))
    journal.save(tmp_path, steps)
    kept = journal.load(tmp_path)
    assert len(kept) == 500
    assert (tmp_path / ".flashgen/undo.json").stat().st_size < 500_000
    for number in range(699, 199, -1):
        kept = journal.last(kept, texts[number])
        assert journal.before(kept[-1], texts[number]) == texts[number - 1]
        kept = kept[:-1]


CARD = {"question": "Who?", "answer": "- a\n- b"}
ADDED = '- question: "Who?"\n  answer: |-\n    - a\n    - b\n'
DEEPER = '  - question: "Who?"\n    answer: |-\n      - a\n      - b\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FILE, FILE.replace("answer: d}\n", f"answer: d}}\n{ADDED}")),
        ("", f"{entries.HEADER}\ncards:\n{DEEPER}"),
        ("cards:\n", f"cards:\n{DEEPER}"),
        ("aa:\n  deck: x", f"aa:\n  deck: x\n\ncards:\n{DEEPER}"),
        ("cards:\n  - text: A\n    # more\n\n# aa\naa:\n", f"cards:\n  - text: A\n    # more\n{DEEPER}\n# aa\naa:\n"),
    ],
    ids=["after the last", "no file", "no cards", "no key", "with entries below"],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_card_is_added_and_no_other_line_changes(before: str, after: str, newline: str) -> None:
    made = entries.added(before.replace("\n", newline), "edits.yaml", CARD)
    # without a line there is no telling which line ends the person's are
    assert made == (after.replace("\n", newline) if "\n" in before else after)
    cards = load_yaml(made, "").values["cards"]
    assert isinstance(cards, list)
    assert cards[-1] == CARD


def test_a_card_is_not_added_where_it_would_change_others() -> None:
    with pytest.raises(FlashgenError, match="cannot be changed by a command"):
        entries.added("cards: [{question: a, answer: b}]\n", "edits.yaml", CARD)


def test_an_entry_takes_another_guid() -> None:
    made = entries.renamed(FILE, "edits.yaml", "bb", "dd")
    assert made == FILE.replace("\nbb:", "\ndd:")
    assert entries.renamed(FILE, "edits.yaml", "aa", "bb") == FILE
    assert entries.renamed(FILE, "edits.yaml", "zz", "bb") == FILE


@pytest.mark.parametrize(
    "said",
    [
        "the **old** *capital* of `Inca`",
        r"a \(x < y\) and vector\<int>",
        "H<sub>2</sub>O ==now== [there](https://example.org)",
        "one\ntwo",
        "- a\n- **b**",
        "1. a\n2. b",
        "5 * 3 and snake_case",
    ],
)
def test_a_field_is_read_back_as_it_was_written(said: str) -> None:
    def field(source: str) -> str:
        side = load.side(source)
        return render.items(side.items, side.ordered) if side.items else render.html(side.text)

    assert field(markdown(field(said))) == field(said)


# --------------------------------------------------------------------------- commands


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    write("flashgen.yaml", "deck: Body\n")
    return tmp_path


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def run(*words: str, editor: str = "") -> Result:
    return CliRunner().invoke(main, words, env={"VISUAL": "", "EDITOR": editor}, catch_exceptions=False)


def ok(*words: str, editor: str = "") -> str:
    result = run(*words, editor=editor)
    assert result.exit_code in (0, 3), result.output
    return result.output


def edits() -> str:
    return Path("edits.yaml").read_text(encoding="utf-8")


def ledger() -> dict[str, dict[str, object]]:
    rows = [json.loads(line) for line in Path("ledger.jsonl").read_text(encoding="utf-8").splitlines()[1:]]
    return {row["guid"]: row for row in rows}


def test_a_verdict_holds_when_the_source_is_edited_before_the_first_build(project: Path) -> None:
    write("a.md", PERU + "\n" + CHILE + "\n" + HELD)
    ok("reject", "a.md:1")
    ok("accept", HELD_GUID[:6])
    assert {guid: (row["status"], row["mod"]) for guid, row in ledger().items()} == {
        PERU_GUID: ("rejected", 0),
        HELD_GUID: ("held", 0),
    }
    write("a.md", PERU.replace("Lima", "Lima, on the coast") + "\n" + CHILE + "\n" + HELD.replace("34", "35"))
    ok("build")
    assert {row["fields"][0] for row in ledger().values() if row["status"] == "emit"} == {  # type: ignore[index]
        "What is the capital of Chile?",
        "Perhaps Peru has {{c1::35 million}} people.",
    }
    assert ledger()[HELD_GUID]["status"] == "emit"


def test_what_was_taken_back_is_forgotten(project: Path) -> None:
    write("a.md", PERU + "\n" + HELD)
    ok("accept", "a.md:4")
    ok("undo")
    assert not Path("edits.yaml").exists()
    ok("build")
    assert ledger().keys() == {PERU_GUID}


def test_accept_says_that_a_wording_is_right_for_changed_notes(project: Path) -> None:
    write("a.md", PERU)
    write("new.md", "question:\nWhich city governs Peru?\nanswer:\nThe city of Lima\n")
    ok("edit", "a.md:1", editor="cp new.md")
    Path("new.md").unlink()
    ok("build")
    write("a.md", PERU.replace("Lima", "Lima, since 1535"))
    assert "(your wording; the notes changed since you wrote it)" in ok("status")
    ok("build")
    assert "A: Lima, since 1535" in ok("status")
    ok("accept", "a.md:1")
    assert "your wording" not in ok("status")
    assert 'answer: "Lima, since 1535"' in edits()
    assert "Which city governs Peru?" in ok("preview")


def test_a_wording_that_is_flashgens_again_is_dropped(project: Path) -> None:
    write("a.md", PERU)
    write("keep/edits.yaml", "# mine\n")
    Path("keep/edits.yaml").rename("edits.yaml")
    write("b.new", "# remark\nquestion:\nWhy?\n\nanswer:\nLima\n")
    write("c.new", "question:\nWhat is the capital of Peru?\nanswer:\nLima\n")
    assert "reworded" in ok("edit", PERU_GUID, editor="cp b.new")
    assert 'question: "Why?"' in edits()
    assert "as flashgen words it" in ok("edit", PERU_GUID, editor="cp c.new")
    assert load.parse(edits()) == Edits()
    assert edits().startswith("# mine\n")


def test_a_card_left_as_it_is_changes_nothing(project: Path) -> None:
    write("a.md", PERU)
    assert "unchanged" in ok("edit", "a.md:1", editor="true")
    assert "unchanged" in ok("edit", "a.md:1", editor="touch -d tomorrow")
    assert not Path("edits.yaml").exists()


def test_an_edit_that_cannot_be_read_is_not_lost(project: Path) -> None:
    write("a.md", PERU)
    write("b.new", "question:\nA long thought\nanser:\nLima\n")
    result = run("edit", "a.md:1", editor="cp b.new")
    assert result.exit_code == 1
    assert "nothing is below the line 'answer:'" in result.output
    assert "A long thought" in Path(".flashgen/edit.md").read_text(encoding="utf-8")


def test_a_persons_cloze_numbers_are_theirs(project: Path) -> None:
    write("a.md", "The capital of Peru, {{c1::Lima}}, was founded in {{c2::1535}} by a man from Trujillo.\n")
    ok("build")
    (guid,) = ledger()
    write("edits.yaml", f"{guid}:\n  text: In {{{{c2::1536}}}} Pizarro made {{{{c1::Lima}}}} his {{{{c3::city}}}}.\n")
    ok("build")
    assert ledger()[guid]["fields"][0] == "In {{c2::1536}} Pizarro made {{c1::Lima}} his {{c3::city}}."  # type: ignore[index]
    assert ledger()[guid]["clozes"] == {"1": "Lima", "2": "1536", "3": "city"}


def test_a_question_may_be_a_list(project: Path) -> None:
    write("a.md", PERU)
    ok("build")
    write("edits.yaml", f"{PERU_GUID}:\n  question: |\n    - Lima\n    - Cusco\n")
    ok("build")
    assert ledger()[PERU_GUID]["fields"][:2] == ["<ul><li>Lima</li><li>Cusco</li></ul>", "Lima"]  # type: ignore[index]


def test_of_a_rejected_card_it_is_known_what_the_notes_said_then(project: Path) -> None:
    write("a.md", PERU)
    ok("build")
    shipped = ledger()[PERU_GUID]["fields"]
    write("a.md", PERU.replace("Lima", "Lima, on the coast"))
    ok("reject", PERU_GUID)
    ok("build")
    row = ledger()[PERU_GUID]
    assert (row["status"], row["fields"]) == ("rejected", shipped)
    assert row["own"][1] == "Lima, on the coast"  # type: ignore[index]


def test_an_edit_for_another_form_is_told(project: Path) -> None:
    write("a.md", PERU)
    write("edits.yaml", f"{PERU_GUID}:\n  term: Lima\n")
    result = run("build")
    assert (result.exit_code, result.output) == (
        1,
        f"error: edits.yaml:1: {PERU_GUID} has no 'term'; it has question and answer\n",
    )
    assert not Path("ledger.jsonl").exists()


def test_anki_knows_no_blank_but_those_that_are_taken(col: Collection) -> None:
    """Why 0 and 501 are refused: Anki makes no card of the one, and a card without a blank of the other."""
    kind = col.models.by_name("Cloze")
    assert kind
    cards = {}
    for number in (0, 1, 500, 501):
        note = col.new_note(kind)
        note["Text"] = f"x {{{{c{number}::y}}}}"
        cards[number] = note.cloze_numbers_in_fields()
        col.add_note(note, col.decks.id("D"))
        cards[number] = cards[number], [card.ord for card in note.cards()]
    assert cards == {0: ([], [0]), 1: ([1], [0]), 500: ([500], [499]), 501: ([501], [499])}


def test_a_card_written_by_hand_keeps_its_history_and_a_part_of_the_project_retires_it_not(project: Path) -> None:
    write("sub/a.md", PERU)
    write("edits.yaml", "cards:\n  - question: Who founded Lima?\n    answer: Pizarro\n    deck: Mine::Own\n")
    ok("build")
    before = ledger()
    assert "1 kept  - 0 retired" in ok("build", "sub")
    assert ledger() == before
    write("edits.yaml", "cards:\n  - question: Who founded Lima?\n    answer: Francisco Pizarro\n    deck: Mine::Own\n")
    ok("build")
    assert ledger().keys() == before.keys()
    assert Path("build/Mine.apkg").exists()
    assert ok("preview", "sub").count("Q:") == 1


def test_a_card_with_an_id_has_a_guid_of_it(project: Path) -> None:
    write("edits.yaml", "cards:\n  - {id: x, question: What is it?, answer: Lima}\n")
    write("a.md", PERU)
    first = [card["guid"] for card in json.loads(ok("preview", "--format", "json"))]
    write("edits.yaml", "cards:\n  - {id: x, question: Where is it?, answer: Cusco}\n")
    assert [card["guid"] for card in json.loads(ok("preview", "--format", "json"))] == first


def test_what_is_said_of_a_held_card_holds_when_its_source_is_edited(project: Path) -> None:
    write("a.md", PERU + "\n" + HELD)
    write("edits.yaml", f"{HELD_GUID}:\n  tags: [exam]\n")
    ok("build")
    assert ledger()[HELD_GUID]["status"] == "held"
    for number in ("35", "36"):
        write("a.md", PERU + "\n" + HELD.replace("34", number))
        assert "warning" not in ok("build")
        assert number in ledger()[HELD_GUID]["fields"][0]  # type: ignore[index]
    ok("accept", "a.md:4")
    ok("build")
    assert "exam" in ledger()[HELD_GUID]["tags"]  # type: ignore[operator]


def test_a_deck_of_rejected_cards_is_none(project: Path) -> None:
    write("a.md", PERU)
    ok("reject", "a.md:1")
    assert "no package" in ok("build")
    assert not Path("build").exists()


def test_rejecting_most_of_a_deck_stops_no_build(project: Path) -> None:
    write("a.md", "".join(f"Q: What is {n} and {n}?\nA: {2 * n}\n\n" for n in range(1, 11)))
    ok("build")
    ok("reject", *(f"a.md:{3 * n + 1}" for n in range(5)))
    assert "5 kept  - 5 retired" in ok("build")


def test_relink_takes_the_wording_along(project: Path) -> None:
    write("a.md", PERU)
    ok("build")
    write("a.md", "Q: Which town do ministers live in?\nA: Cusco, they say\n")
    ok("build", "--yes")
    new = next(guid for guid, row in ledger().items() if row["status"] == "emit")
    write("edits.yaml", f"{new}:  # a remark\n  answer: Cusco\n")
    ok("relink", PERU_GUID, new)
    assert edits() == f"{PERU_GUID}:  # a remark\n  answer: Cusco\n"
    assert "A: Cusco\n" in ok("preview")


def test_a_rejected_card_is_known_again_when_its_source_returns(project: Path) -> None:
    write("a.md", PERU + "\n" + CHILE)
    ok("reject", "a.md:1")
    ok("build")
    write("a.md", CHILE)
    ok("build")
    assert ledger()[PERU_GUID]["status"] == "retired"
    assert "0 added  ~ 0 changed  = 1 kept  - 0 retired" in ok("build")
    write("a.md", CHILE + "\n" + PERU)
    assert "0 added  ~ 0 changed  = 1 kept  - 0 retired" in ok("build")
    assert ledger()[PERU_GUID]["status"] == "rejected"


# --------------------------------------------------------------------------- undo, and what is whole


def test_undo_leaves_what_a_person_changed(project: Path) -> None:
    write("a.md", PERU + "\n" + CHILE)
    ok("reject", "a.md:1")
    write("edits.yaml", edits() + "# mine\n")
    result = run("undo")
    assert result.exit_code == 1
    assert "edits.yaml: was changed by hand since `flashgen reject a.md:1`" in result.output
    ok("reject", "a.md:4")
    ok("undo")
    assert edits().endswith("# mine\n")
    assert run("undo").exit_code == 1


def test_undo_knows_a_command_that_was_killed_before_it_wrote(project: Path) -> None:
    write("a.md", PERU + "\n" + CHILE)
    ok("reject", "a.md:1")
    kept = edits()
    ok("reject", "a.md:4")
    write("edits.yaml", kept)  # as if the second was killed between its journal and its file
    assert "took back: flashgen reject a.md:1" in ok("undo")
    assert not Path("edits.yaml").exists()


def test_a_damaged_journal_is_an_empty_one(project: Path) -> None:
    write(".flashgen/undo.json", "{")
    assert run("undo").output == "error: there is nothing to undo\n"


def _reject(folder: str, line: int) -> None:
    os.chdir(folder)
    ok("reject", f"a.md:{line}")


def test_commands_at_once_lose_nothing(project: Path) -> None:
    facts = "".join(f"Q: What is {n} and {n}?\nA: {2 * n}\n\n" for n in range(1, 7))
    write("a.md", facts)
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_reject, args=(str(project), 3 * n + 1)) for n in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 6
    assert len(load.parse(edits()).by_guid) == 6
    for _ in range(6):
        ok("undo")
    assert not Path("edits.yaml").exists()


def test_a_killed_command_leaves_whole_files(project: Path) -> None:
    write("a.md", PERU)
    context = multiprocessing.get_context("fork")
    for delay in (0.0, 0.01, 0.03, 0.06, 0.1):
        worker = context.Process(target=_reject, args=(str(project), 1))
        worker.start()
        time.sleep(delay)
        if worker.pid:
            os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        ok("status")
    ok("reject", "a.md:1")
    assert load.parse(edits()).by_guid[PERU_GUID].reject


# --------------------------------------------------------------------------- in Anki


@pytest.fixture
def col(project: Path) -> Iterator[Collection]:
    folder = project / ".anki"
    folder.mkdir()
    opened = Collection(str(folder / "collection.anki2"))
    yield opened
    opened.close()


def take(col: Collection) -> dict[str, tuple[list[str], list[str], int]]:
    """Build, import, and give fields, tags and reviews of every note by its guid."""
    ok("build", "--yes")
    for package in sorted(Path("build").glob("*.apkg")):
        options = ImportAnkiPackageOptions(with_scheduling=False)
        col.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options))
    notes = [col.get_note(number) for number in col.find_notes("")]
    return {note.guid: (note.fields, note.tags, sum(card.reps for card in note.cards())) for note in notes}


def test_a_persons_word_arrives_in_anki(project: Path, col: Collection) -> None:
    write("a.md", PERU + "\n" + CHILE + "\n" + HELD)
    first = take(col)
    assert (PERU_GUID in first, HELD_GUID in first, len(first)) == (True, False, 2)
    for number in col.find_cards(""):
        card = col.get_card(number)
        card.start_timer()
        col.sched.answerCard(card, 4)

    write("b.new", "question:\nWhich *city* governs Peru?\nanswer:\n**Lima** <script>x</script>\\(a}}b\\)\n")
    ok("edit", "a.md:1", editor="cp b.new")
    ok("reject", "a.md:4")
    ok("accept", "a.md:7")
    second = take(col)
    fields, _, reps = second[PERU_GUID]
    assert fields[:2] == ["Which <em>city</em> governs Peru?", r"<strong>Lima</strong> \(a}}b\)"]
    assert reps == 1
    (chile,) = first.keys() - {PERU_GUID}
    assert "flashgen::retired" in second[chile][1]
    assert second[HELD_GUID][0][0] == "Perhaps Peru has {{c1::34 million}} people."

    for _ in range(3):
        ok("undo")
    third = take(col)
    assert third[PERU_GUID][0][:2] == ["What is the capital of Peru?", "Lima"]
    assert (third[PERU_GUID][2], third[chile][2]) == (1, 1)
    assert "flashgen::retired" not in third[chile][1]


def test_what_was_rejected_before_it_was_built_never_arrives(project: Path, col: Collection) -> None:
    write("a.md", PERU + "\n" + CHILE)
    ok("reject", "a.md:1")
    assert PERU_GUID not in take(col)
    write("a.md", PERU.replace("Lima", "Lima, since 1535") + "\n" + CHILE)
    assert len(take(col)) == 1
