"""Which wording of a fact is taken, and how sure flashgen is of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashgen import quality, sources, wording
from flashgen.config import Config
from flashgen.model import Draft, Form, Kind
from flashgen.rules import RULES, find_facts
from flashgen.wording import MAX_ASKED, candidates, rank, word
from flashgen.wording.learning import MADE
from flashgen.wording.signs import GRAMMAR, band


def drafts(notes: str) -> tuple[Draft, ...]:
    document = sources.open_document(notes.encode(), "notes.md", "")[0]
    return word(find_facts(document).facts)


def test_a_sentence_is_worded_in_every_way_that_fits() -> None:
    document = sources.open_document(b"- Aldosterone increases the reabsorption of sodium.\n", "notes.md", "")[0]
    ways = {c.wording for fact in find_facts(document).facts for c in candidates(fact)}
    assert {"blank", "what, at the end", "what, of the subject"} <= ways


def test_a_sentence_asks_for_no_words_twice_and_not_for_everything() -> None:
    made = drafts(
        "- Aldosterone increases the reabsorption of sodium in the collecting duct because it opens channels.\n"
    )
    asked = [d for d in made if d.kind is not Kind.QUANTITY]
    assert 1 <= sum(max(1, len(d.blanks)) for d in asked) <= MAX_ASKED


def test_only_what_may_be_taken_is_held_to_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    notes = b"- Each day the kidney filters about 180 litres of plasma through the walls of its glomeruli.\n"
    facts = find_facts(sources.open_document(notes, "notes.md", "")[0]).facts
    held: list[Draft] = []

    def seen(draft: Draft) -> tuple[Draft, tuple[quality.Fault, ...]]:
        held.append(draft)
        return quality.mended(draft)

    monkeypatch.setattr(wording, "mended", seen)
    made = word(facts)
    every = {draft for fact in facts for candidate in candidates(fact) for draft in candidate.drafts}
    assert made
    assert len(set(held)) < len(every)


def test_a_term_stays_a_term_to_be_asked_both_ways() -> None:
    (made,) = drafts("# Cells\n\n- **osmosis**: movement of water through a semipermeable membrane\n")
    assert made.form is Form.TERM
    assert made.reverse


def test_a_meaning_that_fits_many_things_is_not_asked_back() -> None:
    (made,) = drafts("# Portal hypertension\n\n- **Normal portal pressure**: 5-10 mm Hg\n")
    assert not made.reverse


def test_a_table_is_left_without_holes() -> None:
    rows = "".join(
        f"| {name} | {value} |\n" for name, value in [("tungsten", "W"), ("gold", "Au"), ("iron", "Fe, once")]
    )
    made = drafts(f"| Metal | Symbol |\n| --- | --- |\n{rows}")
    assert len({d.confidence for d in made}) == 1


def test_what_the_person_wrote_as_a_card_is_no_matter_of_chance() -> None:
    (made,) = drafts("Q: What is it?\nA: a card\n")
    assert made.confidence == rank.WRITTEN


def test_the_learned_chances_put_structure_before_grammar() -> None:
    structure = {rule.name for rule in RULES} - GRAMMAR - {"explicit", "quote", "question"}
    surest = min(rank.chance((f"{MADE}read by structure", f"{MADE}{name}")) for name in structure)
    assert surest > max(rank.chance((f"{MADE}read by grammar", f"{MADE}{name}")) for name in ("claim", "function"))


@pytest.mark.parametrize(("count", "name"), [(0, "0"), (1, "1"), (4, "4-5"), (8, "6-8"), (31, "over 30")])
def test_a_length_is_one_of_a_few_bands(count: int, name: str) -> None:
    assert band(count) == name


def test_a_titled_file_lends_its_name_where_no_heading_says_anything() -> None:
    document = sources.open_document(b"- **osmosis**: movement of water\n", "Cell biology.md", "/x/Cell biology.md")[0]
    assert [c.plain for fact in find_facts(document).facts for c in fact.context] == ["Cell biology"]


def test_a_file_named_after_nothing_lends_no_name() -> None:
    for name in ("chapter-4.md", "README.md", "2024-01-05.md", "x.md"):
        document = sources.open_document(b"- **osmosis**: movement of water\n", name, f"/x/{name}")[0]
        assert [fact.context for fact in find_facts(document).facts] == [()]


def test_config_and_template_agree_on_the_bar() -> None:
    from flashgen.template import TEMPLATE

    assert f"#bar: {Config(Path()).bar}\n" in TEMPLATE
