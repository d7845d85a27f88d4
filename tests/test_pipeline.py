"""The whole way: a small project, built and taken over by Anki's own importer."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest, ImportCsvRequest

from flashgen import extract, ledger, pipeline, sources
from flashgen.config import load
from flashgen.edits.load import load as load_edits
from flashgen.model import Document, Note, Plan, Severity, Status
from flashgen.notetypes import NOTETYPES
from flashgen.rules import Findings, claim
from flashgen.rules.place import Place
from flashgen.writers import apkg, csvfile

SETTINGS = "deck: Body\ntags: [sample]\n"
KIDNEY = """\
---
title: The kidney
tags: [renal]
url: https://example.org/kidney
---

# The kidney

## Anatomy

| Term | Meaning |
|---|---|
| cortex | the outer layer, which holds every glomerulus |
| hilum | the notch where vessels, nerves and the ureter pass |

Q: What is in this picture?
A: ![a bean](images/bean.png)

## Filtration

Each day about {{c1::180 litres}} are filtered and {{c2::1.5 litres}} are passed as urine.

Q: What is the unit of filtration?
A: The `nephron`, of which \\(10^6\\) are in a kidney
"""
HEART = """\
# The heart

Q: What is the unit of filtration?
A: The `nephron`, of which \\(10^6\\) are in a kidney

Q: How many chambers has the heart of a "mammal", with commas;
A: Four, "two" atria
"""
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "notes"
    (root / "renal" / "images").mkdir(parents=True)
    (root / "flashgen.yaml").write_text(SETTINGS, encoding="utf-8")
    (root / "renal" / "kidney.md").write_text(KIDNEY, encoding="utf-8")
    (root / "renal" / "images" / "bean.png").write_bytes(PNG)
    (root / "heart.md").write_text(HEART, encoding="utf-8")
    return root


def plan_of(root: Path) -> Plan:
    config, problems = load(root)
    assert problems == ()
    return pipeline.plan([root], config)


def emitted(plan: Plan) -> list[Note]:
    return [note for note in plan.notes if note.status is Status.EMIT]


@contextmanager
def collection(folder: Path) -> Iterator[Collection]:
    opened = Collection(str(folder / "collection.anki2"))
    try:
        yield opened
    finally:
        opened.close()


def take(col: Collection, package: Path) -> None:
    col.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions(with_scheduling=False))
    )


def contents(col: Collection) -> dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """By guid: notetype, deck, tags and fields of every note."""
    found = {}
    for number in col.find_notes(""):
        note = col.get_note(number)
        deck = col.decks.name(note.cards()[0].did)
        found[note.guid] = (note.note_type()["name"], deck, tuple(sorted(note.tags)), tuple(note.fields))
    return found


def test_anki_takes_over_the_notes_as_planned(project: Path, tmp_path: Path) -> None:
    plan = plan_of(project)
    assert plan.problems == ()
    (package,) = apkg.write(emitted(plan), tmp_path)
    with collection(tmp_path) as col:
        take(col, package)
        assert contents(col) == {
            note.guid: (NOTETYPES[note.form].name, note.deck, tuple(sorted(note.tags)), note.fields)
            for note in emitted(plan)
        }
        assert len(col.find_cards("")) == sum(len(note.cards) for note in emitted(plan))
        assert {col.decks.name(col.get_card(number).did) for number in col.find_cards("")} == {
            "Body::The heart",
            "Body::renal::The kidney",
            "Body::Glossary",
        }
        assert Counter(card_count(col, "deck:Body::Glossary")) == Counter({2: 2})
        (name,) = [media.name for note in plan.notes for media in note.media]
        assert (Path(col.media.dir()) / name).read_bytes() == PNG
        for number in col.find_cards(""):
            card = col.get_card(number)
            assert not re.search(r"\{\{|No cloze|class=.?fail", card.question() + card.answer())


ODD = """\
---
title: 'a::b "c" \u3000 d:: \u00a0e'
tags: ['x::::y', '::z', 'say "it"', '#hash', "e\u0301te\u0301"]
---
# *Odd*: `x::y` "quoted" \u3000 & <b>more</b>

Q: What is odd?
A: The names of deck and tags
"""


def test_anki_keeps_odd_names_of_decks_and_tags(tmp_path: Path) -> None:
    root = tmp_path / "notes" / 'fold::er "1" '
    root.mkdir(parents=True)
    (root / "odd.md").write_text(ODD, encoding="utf-8")
    notes = emitted(plan_of(tmp_path / "notes"))
    with collection(tmp_path) as col:
        for package in apkg.write(notes, tmp_path):
            take(col, package)
        ((_, deck, tags, _),) = contents(col).values()
    assert (deck, tags) == (notes[0].deck, tuple(sorted(notes[0].tags)))


def card_count(col: Collection, search: str) -> list[int]:
    return [len(col.get_note(number).cards()) for number in col.find_notes(search)]


def test_a_fact_in_two_files_is_one_note_with_both_sources(project: Path) -> None:
    plan = plan_of(project)
    assert [document.path for document in plan.documents] == ["heart.md", "renal/kidney.md"]
    (twice,) = [note for note in plan.notes if len(note.sources) > 1]
    assert [source.path for source in twice.sources] == ["heart.md", "renal/kidney.md"]
    assert 'heart.md › The heart<br><a href="https://example.org/kidney">' in twice.fields[4]
    assert {"the-heart", "the-kidney::filtration", "renal", "sample"} <= set(twice.tags)


def test_the_csv_is_what_anki_imports(project: Path, tmp_path: Path) -> None:
    plan = plan_of(project)
    packages = apkg.write(emitted(plan), tmp_path)
    table = tmp_path / "cards.csv"
    table.write_text(csvfile.dumps(emitted(plan)), encoding="utf-8")
    with collection(tmp_path) as col:
        take(col, packages[0])
        wanted = contents(col)
        col.remove_notes(col.find_notes(""))
        metadata = col.get_csv_metadata(str(table), None)
        col.import_csv(ImportCsvRequest(path=str(table), metadata=metadata))
        assert contents(col) == wanted


def test_building_twice_gives_the_same_bytes(project: Path, tmp_path: Path) -> None:
    first, second = (
        [path.read_bytes() for path in apkg.write(emitted(plan_of(project)), tmp_path / name)]
        for name in ("one", "two")
    )
    assert first == second


def test_an_edit_elsewhere_changes_no_note(project: Path) -> None:
    before = plan_of(project).notes
    kidney = project / "renal" / "kidney.md"
    kidney.write_text(KIDNEY.replace("# The kidney\n", "# The kidney\n\nA new remark.\n\nAnother one.\n"), "utf-8")
    after = plan_of(project).notes
    assert [(note.guid, note.fields, note.tags, note.deck) for note in before] == [
        (note.guid, note.fields, note.tags, note.deck) for note in after
    ]


def test_another_machine_makes_the_same_notes(project: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere" / "deep"
    shutil.copytree(project, moved)
    assert [(note.guid, note.fields, note.tags, note.deck) for note in plan_of(project).notes] == [
        (note.guid, note.fields, note.tags, note.deck) for note in plan_of(moved).notes
    ]


def test_every_line_of_every_document_is_accounted_for_once(project: Path) -> None:
    plan = plan_of(project)
    told = [(a.path, line) for a in plan.accounts for line in range(a.start_line, a.end_line + 1)]
    assert told == [(d.path, line) for d in plan.documents for line in range(1, d.line_count + 1)]


def test_notes_that_are_switched_off_give_nothing_and_say_so() -> None:
    document, problems = sources.parse("---\nflashgen: off\n---\nQ: Why?\nA: Because it is so\n", "a.md")
    config, _ = load(Path.cwd())
    plan = pipeline.plan_documents([document], problems, config)
    assert plan.notes == ()
    assert [account.reason for account in plan.accounts] == ["front matter", "switched off in the front matter"]


def test_a_rule_that_is_off_finds_nothing(project: Path) -> None:
    (project / "flashgen.yaml").write_text("rules_off: [explicit]\n", encoding="utf-8")
    assert "explicit" not in {note.rule for note in plan_of(project).notes}


def test_a_fault_of_ours_in_one_file_costs_only_that_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = extract.find_facts

    def failing(document: Document, off: frozenset[str]) -> Findings:
        if document.path == "heart.md":
            raise ValueError("odd\ninput")
        return find(document, off)

    monkeypatch.setattr(extract, "find_facts", failing)
    config, _ = load(project)
    plan = pipeline.plan([project], config)
    (problem,) = [problem for problem in plan.problems if problem.severity is Severity.ERROR]
    assert problem.path == "heart.md"
    assert "ValueError: odd" in problem.message
    assert {source.path for note in plan.notes for source in note.sources} == {"renal/kidney.md"}


def test_a_fault_of_ours_in_one_line_costs_only_that_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    why = claim.why_none

    def failing(place: Place) -> str:
        if "odd" in place.text.plain:
            raise ValueError("odd\ninput")
        return why(place)

    monkeypatch.setattr(claim, "why_none", failing)
    (tmp_path / "heart.md").write_text("an odd line\n\n**systole**: the heart contracts\n", encoding="utf-8")
    plan = pipeline.plan([tmp_path], load(tmp_path)[0])
    said = "heart.md:1: flashgen could not read this line (ValueError: odd input); left out, please report it"
    assert [(str(problem), problem.severity) for problem in plan.problems] == [(said, Severity.ERROR)]
    assert [note.fields[0] for note in plan.notes] == ["systole"]


def test_a_file_that_is_split_too_finely_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "capitals.md").write_text("".join(f"river {n} :: Rhine\n\n" for n in range(60)), encoding="utf-8")
    plan = pipeline.plan([tmp_path], load(tmp_path)[0])
    assert [problem.path for problem in plan.problems] == ["capitals.md"]
    assert "split too finely" in plan.problems[0].message


def test_clozes_keep_the_numbers_and_hints_that_the_person_gave_them(tmp_path: Path) -> None:
    notes = (
        "The {{c2::Rhine::river}} flows into the {{c1::North Sea}}, the {{c2::Danube}} into the {{c1::Black Sea}}.\n"
    )
    (tmp_path / "rivers.md").write_text(notes, encoding="utf-8")
    (note,) = pipeline.plan([tmp_path], load(tmp_path)[0]).notes
    assert [card.answer for card in note.cards] == ["North Sea; Black Sea", "Rhine; Danube"]
    assert note.cards[1].question == "The [...] flows into the North Sea, the [...] into the Black Sea."
    assert "{{c2::Rhine::river}}" in note.fields[0]
    with collection(tmp_path) as col:
        take(col, apkg.write([note], tmp_path / "build")[0])
        assert sorted(card.ord for card in map(col.get_card, col.find_cards(""))) == [0, 1]


CODE = """\
Q: Which function prints?
A:
```python
print("hello")
```

Q: What are the first two squares?
A: With a loop:

```python
for n in (1, 2):
    print(n * n)
```

- How is a list emptied?

  ```python
  numbers.clear()
  ```
"""


def test_code_below_an_answer_is_part_of_it_and_coloured(tmp_path: Path) -> None:
    (tmp_path / "python.md").write_text(CODE, encoding="utf-8")
    (tmp_path / "flashgen.yaml").write_text("bar: 0.3\n", encoding="utf-8")
    plan = pipeline.plan([tmp_path], load(tmp_path)[0])
    answers = {note.cards[0].question: note.fields[1] for note in plan.notes if note.status is Status.EMIT}
    assert set(answers) == {
        "Which function prints?",
        "What are the first two squares?",
        "How is a list emptied?",
    }
    assert all("<pre" in answer and '<span class="' in answer for answer in answers.values())
    assert answers["What are the first two squares?"].startswith("With a loop:")
    assert (plan.notes[0].sources[0].start_line, plan.notes[0].sources[0].end_line) == (1, 4)


def test_a_build_of_the_sample_changes_nothing_that_is_committed(tmp_path: Path) -> None:
    """If this fails, run `python3 dev.py build`, look at what changed in cards_src/ledger.jsonl, and commit it."""
    sample = Path(__file__).parents[1] / "cards_src"
    shutil.copytree(sample, tmp_path / "cards_src")
    before = (sample / "ledger.jsonl").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "flashgen", "build", "--yes"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(sample.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (tmp_path / "cards_src" / "ledger.jsonl").read_bytes() == before, done.stdout


def test_the_sample_shows_each_kind_of_edit() -> None:
    """And each holds of a card that its notes still make."""
    sample = Path(__file__).parents[1] / "cards_src"
    edits = load_edits(sample / "edits.yaml", "edits.yaml")
    said = [(edit.reject, edit.accept, bool(edit.sides)) for edit in edits.by_guid.values()]
    assert sorted(said) == [(False, False, True), (False, True, False), (True, False, False)]
    assert len(edits.cards) == 1
    known = {entry.guid: entry for entry in ledger.load(sample / "ledger.jsonl").entries}
    assert [known[edit.guid].status for edit in edits.by_guid.values() if edit.reject] == [Status.REJECTED]
    assert {known[edit.guid].status for edit in edits.by_guid.values() if not edit.reject} == {Status.EMIT}
