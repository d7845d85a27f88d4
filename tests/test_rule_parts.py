"""What the rules share: where a line splits, what a heading names, which blocks are near, why a line gave nothing."""

from __future__ import annotations

import pytest
from test_doubts import facts, table

from flashgen import sources
from flashgen.language.quantities import quantities
from flashgen.model import Ask, Block, BlockKind, Origin
from flashgen.reconcile.places import renamed
from flashgen.reconcile.ranks import ranked
from flashgen.reconcile.rivals import _accounted
from flashgen.reconcile.sides import blanks
from flashgen.rules import find_facts
from flashgen.rules.delimiters import bare, in_quotes, is_marked, parts, split
from flashgen.rules.labels import head_noun, names_several
from flashgen.rules.meanings import is_predicate, is_value, says_something_of, without_final_stop
from flashgen.rules.place import places
from flashgen.rules.topics import fits, head_of, is_generic, is_part, topic
from flashgen.text import Markup, Span, Text


@pytest.mark.parametrize(
    ("head", "is_open"),
    [
        ("", False),
        ('the "heart', True),
        ('the "heart" ', False),
        ('the "heart" and the "lung', True),
        ("the “heart", True),
        ("the “heart” ", False),
        ("no such” ", False),
    ],
)
def test_quotes_are_open_until_they_are_closed(head: str, is_open: bool) -> None:
    assert in_quotes(head) is is_open


@pytest.mark.parametrize(
    ("line", "term", "meaning", "mark"),
    [
        ("Heart: a pump", "Heart", "a pump", ":"),
        ("Heart - a pump", "Heart", "a pump", "-"),
        ("Heart — a pump", "Heart", "a pump", "-"),
        ("Heart -> a pump", "Heart", "a pump", "->"),
        ("Heart = a pump", "Heart", "a pump", "="),
        ("Heart (left: right) - a pump", "Heart (left: right)", "a pump", "-"),
        ("“the heart: a pump” - a book", "the heart: a pump", "a book", "-"),
        ("Heart:", "Heart", "", ":"),
    ],
)
def test_a_line_splits_at_its_first_mark_that_stands_free(line: str, term: str, meaning: str, mark: str) -> None:
    cut = split(Text(line))
    assert cut
    assert (cut.term.plain, cut.meaning.plain, cut.mark, cut.marked) == (term, meaning, mark, False)
    assert line[cut.meaning_start :].strip() == meaning


@pytest.mark.parametrize("line", ["Heart", ": a pump", "ratio 3:1", "well-known", "Heart (a: pump)"])
def test_a_line_without_a_free_mark_is_whole(line: str) -> None:
    assert split(Text(line)) is None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("heart - pump - red", ["heart", "pump", "red"]),
        ("heart, - pump. - red;", ["heart", "pump", "red"]),
        ("heart – pump — red - big", ["heart", "pump", "red", "big"]),
        ("heart - pump", []),
        ("heart - pump -> red", []),
        ("heart - pump (a - b)", []),
        ("- heart - pump", []),
    ],
)
def test_parts_are_what_two_dashes_or_more_cut(line: str, found: list[str]) -> None:
    assert [line[start:end] for start, end in parts(Text(line))] == found


@pytest.mark.parametrize(
    ("term", "left"),
    [
        ("“heart”", "heart"),
        ('"heart"', "heart"),
        ("‘heart’", "heart"),
        ("'heart'", "heart"),
        ('""', '""'),
        ("“a", "“a"),
    ],
)
def test_a_bare_term_has_no_quotes(term: str, left: str) -> None:
    assert bare(Text(term)).plain == left


@pytest.mark.parametrize(
    ("plain", "start", "end", "marked"),
    [
        ("heart", 0, 5, True),
        ("heart.", 0, 5, True),
        ("heart of", 0, 5, False),
        ("heart (cor)", 0, 5, True),
        ("heart (cor)", 0, 4, True),
        ("heart (cor)", 0, 3, False),
        ("a heart", 2, 7, False),
    ],
)
def test_a_term_is_marked_if_marks_cover_it(plain: str, start: int, end: int, marked: bool) -> None:
    assert is_marked(Text(plain, (Span(start, end, Markup.STRONG),))) is marked


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("3.1 PaLM (Lee et al., 2022)", "PaLM"),
        ("Chapter 4: Valves", "Valves"),
        ("Valves of the heart (overview)", "Valves of the heart"),
        ("(overview)", "(overview)"),
        ("Valves:", "Valves"),
        ("Valves –", "Valves"),
        ("1. ", "1"),
        ("Kaplan et al. (2020)", "Kaplan et al."),
        ("Laws of scale, Kaplan et al. 2020", "Laws of scale"),
        ("Laws of scale (2020)", "Laws of scale"),
    ],
)
def test_a_topic_has_no_number_citation_or_remark(heading: str, name: str) -> None:
    assert topic(Text(heading)).plain == name


@pytest.mark.parametrize(
    ("name", "generic"),
    [
        ("Overview", True),
        ("Key terms and concepts", True),
        ("Main points", True),
        ("Key", True),
        ("Terms and concepts of valves", True),
        ("Definitions and examples of heart valves", False),
        ("Summary of heart valves", False),
        ("Valves", False),
    ],
)
def test_a_generic_name_says_nothing_of_its_subject(name: str, generic: bool) -> None:
    assert is_generic(name) is generic


def test_a_name_fits_in_ten_words() -> None:
    ten = Text("valves of the heart of a dog and a cat")
    assert fits(ten)
    assert not fits(ten + " also")
    assert not fits(Text(""))


@pytest.mark.parametrize(
    ("name", "part"), [("Treatment", True), ("Problem it addresses", True), ("Overview", False), ("Aspirin", False)]
)
def test_a_part_is_one_of_the_subject_above(name: str, part: bool) -> None:
    assert is_part(Text(name)) is part


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("Router loss: penalizes large logits", "Router loss"),
        ("Router loss - penalizes", "Router loss"),
        ("Router loss — penalizes", "Router loss"),
        ("Router losses include:", "Router losses"),
        ("Router losses are", "Router losses"),
        ("The router is the part that picks an expert", ""),
    ],
)
def test_a_head_is_what_a_line_names_for_those_below(line: str, head: str) -> None:
    assert head_of(Block(BlockKind.ITEM, Text(line), 1, 1)).plain == head


def test_near_are_six_before_and_six_after() -> None:
    document, _ = sources.open_document("\n".join(f"- n{at}" for at in range(20)).encode(), "notes.md", "")
    items = [place for place in places(document) if place.text]
    near = {place.text.plain: [block.text.plain for block in place.near()] for place in items}
    assert near["n10"] == [f"n{at}" for at in (4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16)]
    assert near["n0"] == [f"n{at}" for at in range(1, 7)]
    assert near["n19"] == [f"n{at}" for at in range(13, 19)]


@pytest.mark.parametrize(
    ("label", "noun"),
    [
        ("The pump has been the main way to move water", "ways"),
        ("Boats are a kind of shelter for", "kinds"),
        ("The pump moves the water", ""),
        ("Ways to move water", ""),
    ],
)
def test_a_sentence_that_leads_in_says_what_its_items_are(label: str, noun: str) -> None:
    assert head_noun(Text(label)) == noun


@pytest.mark.parametrize(
    ("label", "several"),
    [
        ("Valves of the heart", True),
        ("The valve of the heart", False),
        ("Valve(s)", True),
        ("Equipment, five of it", True),
        ("", False),
    ],
)
def test_a_label_names_several_by_its_plural_or_a_count(label: str, several: bool) -> None:
    assert names_several(label) is several


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Osmosis: water spread", True),
        ("Osmosis: slow water spread", False),
        ("Osmosis: about 65%", True),
        ("Osmosis: too slow to see in a day", True),
        ("Osmosis: water moves through the wall", True),
        ("Osmosis: water that moves through the wall", False),
        ("Osmosis: process that moves water", False),
        ("Osmosis (2020): the spread of some water", True),
        ("Site: the left wall of it", True),
    ],
)
def test_what_is_said_of_a_term_is_told_from_what_it_means(line: str, says: bool) -> None:
    cut = split(Text(line))
    assert cut
    assert says_something_of(cut, cut.meaning) is says


@pytest.mark.parametrize(
    ("words", "predicate"),
    [
        ("larger than before", True),
        ("nervous in pain", True),
        ("larger vessels of it", False),
        ("too small", True),
        *((f"useful {word} pain", True) for word in ("to", "for", "with", "in", "on", "and")),
        ("useful thing", False),
        ("raised the pressure", True),
        ("raised pressure", False),
        ("can be seen", True),
        ("", False),
    ],
)
def test_a_predicate_says_something_of_its_subject(words: str, predicate: bool) -> None:
    assert is_predicate(words.split()) is predicate


@pytest.mark.parametrize(
    ("meaning", "value"),
    [
        ("about 65%", True),
        ("3 kg", True),
        ("a wall", False),
        ("3 kg of fat and of salt and more", False),
        ("40-60% of fat and of salt and more", True),
    ],
)
def test_a_value_is_a_number_and_few_words(meaning: str, value: bool) -> None:
    assert is_value(Text(meaning), meaning.split()) is value
    assert bool(quantities(Text(meaning))) is ("3" in meaning or "6" in meaning)


@pytest.mark.parametrize(
    ("notes", "relation", "said"),
    [
        ("A pump is used to move water.", Ask.USE, "to move water"),
        ("A pump is used for the move of water.", Ask.USE, "the move of water"),
        ("A pump moves water by turning a wheel.", Ask.MEANS, "by turning a wheel"),
    ],
)
def test_what_a_thing_does_is_asked_as_it_is_said(notes: str, relation: Ask, said: str) -> None:
    (fact, *_) = [fact for fact in facts(notes, "function") if fact.relation is relation]
    assert (fact.subject.plain, fact.object.plain) == ("A pump", said)


@pytest.mark.parametrize(
    "notes",
    [
        "A pump is used in water.",
        "It moves dirty water uphill.",
        "A pump must move dirty water uphill.",
        "A pump does not move dirty water uphill.",
        "A pump moves water.",
        "A pump has a wheel and a tube.",
    ],
)
def test_nothing_is_asked_of_what_a_thing_does(notes: str) -> None:
    assert facts(notes, "function") == []


@pytest.mark.parametrize("first", ["Attribute", "property", "Field", ""])
def test_a_table_whose_first_column_names_attributes_is_turned(first: str) -> None:
    (fact,) = facts(table(f"| {first} | Kidney |", "| weight | 150 g |"), "table")
    assert (fact.subject.plain, fact.relation, fact.object.plain) == ("Kidney", "weight", "150 g")


@pytest.mark.parametrize("cell", ["", "-", "–", "—", "n/a", "N/A", "na", "none", "?", "...", "…", "tbd"])
def test_an_empty_cell_is_not_asked(cell: str) -> None:
    assert facts(table("| Organ | Weight |", f"| kidney | {cell} |"), "table") == []


@pytest.mark.parametrize("header", ["Notes", "reference", "Source", ""])
def test_a_column_of_remarks_is_not_asked(header: str) -> None:
    assert facts(table(f"| Organ | {header} |", "| kidney | 150 g |"), "table") == []


@pytest.mark.parametrize("header", ["Pro", "Cons", "Owner", "Progress"])
def test_a_column_of_plans_is_doubted(header: str) -> None:
    (fact,) = facts(table(f"| Organ | {header} |", "| kidney | 150 g |"), "table")
    assert fact.doubt == "plans or opinions, not facts"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Active", "Passive"),
        ("Acute", "Minute"),
        ("Central", "Lateral"),
        ("Chronic", "Septic"),
        ("Venous", "Porous"),
        ("Primary", "Ordinary"),
        ("Stable", "Curable"),
        ("Visible", "Edible"),
        ("ARDS", "COPD"),
    ],
)
def test_two_columns_of_one_kind_name_no_rows(left: str, right: str) -> None:
    (fact,) = facts(table(f"| {left} | {right} |", "| kidney | heart |"), "table")
    assert fact.doubt == "no column names the rows"


@pytest.mark.parametrize("and_", [", and", " and", " &", ", or", " or"])
def test_the_last_of_several_is_one_of_them(and_: str) -> None:
    (fact,) = facts(f"The valves include the mitral, the aortic{and_} the pulmonary.", "enumeration")
    assert [item.plain for item in fact.items] == ["the mitral", "the aortic", "the pulmonary"]


def test_a_table_of_things_is_not_turned() -> None:
    (fact,) = facts(table("| Organ | Weight |", "| kidney | 150 g |"), "table")
    assert (fact.subject.plain, fact.relation, fact.object.plain) == ("kidney", "Weight", "150 g")


@pytest.mark.parametrize(
    ("row", "header", "subject"),
    [
        ("4", "Layer", "Layer 4"),
        ("B2", "Layer", "Layer B2"),
        ("3rd", "Layer", "Layer 3rd"),
        ("IV", "Layer", "Layer IV"),
        *(
            (number, header, number)
            for number, header in (("1066", "Year"), ("5", "Age"), ("5", "Date"), ("5", "Time"))
        ),
        ("3 months", "Layer", "3 months"),
        ("4", "Layer of the old wall", "4"),
    ],
)
def test_a_row_named_by_a_number_takes_its_columns_name(row: str, header: str, subject: str) -> None:
    (fact,) = facts(table(f"| {header} | Thickness |", f"| {row} | 5 mm |"), "table")
    assert fact.subject.plain == subject


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("- short line", "too short to ask"),
        ("- the old wall of the town by the river", "no verb or delimiter that is sure"),
        ("# Kidney", "a heading: context for what is below it"),
        ("- I like it a lot", "an opinion"),
    ],
)
def test_a_line_that_gives_nothing_says_why(line: str, why: str) -> None:
    document, _ = sources.open_document(line.encode(), "notes.md", "")
    passed = find_facts(document, frozenset({"claim"})).passed
    assert [reason for block, reason in passed if block.text] == [why]


def test_the_hint_of_a_blank_is_not_what_it_hides() -> None:
    assert blanks("The {{c1::mitral::which?}} and {{c2::aortic}} valve") == [(1, "mitral"), (2, "aortic")]


@pytest.mark.parametrize(("evidence", "followed"), [("salt draws clear water", True), ("salt draws water", False)])
def test_one_note_proves_a_new_name_only_if_it_says_much(evidence: str, followed: bool) -> None:
    old, new = (Origin(path, ("Heart",), evidence, "claim", "") for path in ("old.md", "new.md"))
    assert (renamed([old], [new], [(old, new)]).path(old) == "new.md") is followed


def test_sides_whose_notes_share_others_only_with_one_another_are_accounted_for() -> None:
    asks, answers = {"q": {"a"}}, {"a": {"q"}}
    assert _accounted(asks, asks, answers, answers) == {"q"}
    assert _accounted(asks, asks, answers, {"a": {"q", "another"}}) == set()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a wall.", "a wall"),
        ("a wall;", "a wall"),
        ("a wall, ", "a wall"),
        ("a wall..", "a wall.."),
        ("walls etc.", "walls etc."),
    ],
)
def test_a_meaning_has_no_final_stop(text: str, left: str) -> None:
    assert without_final_stop(Text(text)).plain == left


def test_what_is_put_at_the_end_or_the_front_takes_the_next_rank() -> None:
    assert ranked(["", ""]) == ["500000", "500001"]
    assert ranked(["500007", "", ""]) == ["500007", "500008", "500009"]
    assert ranked(["", "", "500007"]) == ["500005", "500006", "500007"]
    assert ranked(["500007", "", "500008"]) == ["500007", "5000075", "500008"]
