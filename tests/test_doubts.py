"""Why a rule takes what it found for no card: one example of each doubt, whatever else is learned of its chances."""

from __future__ import annotations

import re

import pytest

from flashgen import sources
from flashgen.model import Fact
from flashgen.rules import RULES, Rule, find_facts

LONG = (
    "The council, which met every Tuesday in the old town hall near the river and heard from farmers, millers, bakers, "
    "teachers, smiths, priests and the odd stranger about the price of grain and of bread in the valley, "
)
FILTERS = (
    "the organ that filters the blood of all that the body does not need any more, such as urea, and that keeps the "
    "salts and the water of the body in balance, and that makes a hormone that tells the marrow to make red cells"
)


def facts(notes: str, *rules: str) -> list[Fact]:
    """The facts of these rules alone."""
    document, _ = sources.open_document(notes.encode(), "notes.md", "")
    off = frozenset(rule.name for rule in RULES) - set(rules)
    return [fact for fact in find_facts(document, off).facts if fact.rule in rules]


def table(*rows: str) -> str:
    return "\n".join((rows[0], "|---" * (rows[0].count("|") - 1) + "|", *rows[1:]))


DOUBTS = [
    ("claim", LONG + "decided in the end to sell the mill.", "the sentence is longer than"),
    ("claim", "I think of the valve as the weakest part of the pump.", "an opinion"),
    (
        "consequence",
        f"If the kidney, {FILTERS}, fails, water stays in the body.",
        "the condition or what follows is longer than 25 words",
    ),
    ("definition", f"The **kidney** means {FILTERS}, and renin, which raises the pressure.", "the meaning is longer"),
    ("definition", "- **Osmosis**: a list of:", "the meaning is a list of its own"),
    ("definition", "- **Osmosis**: is it active?", "a question stands where the meaning should"),
    ("definition", "- **Osmosis**: as well as the drift", "it goes on from the term, and is no meaning of it"),
    ("definition", "- **Osmosis**: The Spread of Water\n  - It is slow.", "a heading, not a meaning"),
    ("definition", "- **Osmosis**: the spread of water, which...", "the meaning is left open"),
    ("listing", "Kinds of ending:\n- example\n- note\n- definition", "the items are labels, not names"),
    ("listing", "In the winter:\n- skates\n- skis", "the label is no noun phrase"),
    (
        "listing",
        "Valves of the heart and of the veins and of the lymph vessels and of the gut and of the bladder and of more:\n"
        "- mitral\n- aortic",
        "the label is too long to ask",
    ),
    ("listing", "# Shops\n\nFruit:\n- apple\n- pear\n- etc.", "the list is left open"),
    ("listing", "# Shops\n\nFruit:\n- apple\n- pear etc", "the list is left open"),
    (
        "quantity",
        LONG + "paid 500 crowns for the mill and for the field below it that autumn.",
        "the sentence is longer than 45 words",
    ),
    (
        "quantity",
        "The mill ground 5 tonnes, 6 bags, 7 sacks, 8 carts and 9 barrels of grain a day.",
        "many numbers in one sentence",
    ),
    (
        "question",
        f"What does a kidney do?\n- It is {FILTERS}. It makes sugar in hunger. {LONG}",
        "the answer is longer than 40 words",
    ),
    ("table", table("| Row | Weight |", "| A | 3 kg |"), "a sample's row, not a thing"),
    ("table", table("| Row | Weight |", "| sample 2 | 3 kg |"), "a sample's row, not a thing"),
    ("table", table("| Large polyp | Small polyp |", "| surgery | a second look |"), "no column names the rows"),
    ("table", table("| ARDS | COPD |", "| acute | chronic |"), "no column names the rows"),
    ("table", table("| Topic | Status |", "| Valves of the heart | read twice |"), "plans or opinions, not facts"),
    ("table", table("| Drug | Dose |", "| Quinine | see page 4 |"), "a cell that points elsewhere"),
    ("table", table("| Organ | Work |", f"| Kidney | It is {FILTERS} |"), "a cell too long to recall"),
    ("table", table("| Organ | Living |", "| Kidney | yes |"), "a yes or no in a table"),
    ("table", table("| Organ | Living |", "| Kidney | x |"), "a yes or no in a table"),
    ("table", table("| Organ | Living |", "| Kidney | o |"), "a yes or no in a table"),
    ("table", table("| Systole | Diastole |", "| short | long |"), "no column names the rows"),
    ("definition", "- **Red kidney**: kidney is an organ that filters blood", "a statement about the term, not its"),
    ("listing", "Gave relief:\n- rest\n- ice", "the label is no noun phrase"),
    ("function", f"A kidney is used to filter the blood, {FILTERS}.", "the answer is longer than 24 words"),
    ("reason", f"The wall is thick because {FILTERS}.", "the reason is longer than 30 words"),
]


@pytest.mark.parametrize(("rule", "notes", "doubt"), DOUBTS)
def test_a_doubt_has_its_reason(rule: str, notes: str, doubt: str) -> None:
    found = facts(notes, rule)
    assert found
    assert [fact.doubt for fact in found if not fact.doubt.startswith(doubt)] == []


LIMITS = [
    ("claim", "The mill holds {37}.", "the sentence is longer than 40 words"),
    (
        "consequence",
        "If the valve narrows, the wall holds {22}.",
        "the condition or what follows is longer than 25 words",
    ),
    ("definition", "- **Osmosis**: the {39}", "the meaning is longer than 40 words"),
    ("definition", "Osmosis means the {39}.", "the meaning is longer than 40 words"),
    (
        "definition",
        "# Osmosis\n\nThe spread of it.\n\n# Pump\n\nA kind of {37}.",
        "the meaning is longer than 40 words",
    ),
    ("function", "A kidney is used to filter {22}.", "the answer is longer than 24 words"),
    ("glossary", "| Term | Meaning |\n|---|---|\n| Osmosis | the {39} |", "the meaning is longer than 40 words"),
    ("quantity", "The mill ground 500 tonnes of {39}.", "the sentence is longer than 45 words"),
    ("question", "- What does a kidney filter?\n  - {40}", "the answer is longer than 40 words"),
    ("quote", "> {45}.\n>\n> Anna Smith", "the quotation is longer than 45 words"),
    ("reason", "The wall is thick because of {28}.", "the reason is longer than 30 words"),
    ("table", "| Organ | Work |\n|---|---|\n| Kidney | {30} |", "a cell too long to recall"),
]
"""The longest that is no doubt: a number in braces stands for so many words."""


@pytest.mark.parametrize(("rule", "notes", "doubt"), LIMITS)
def test_a_word_too_many_is_one_too_many(rule: str, notes: str, doubt: str) -> None:
    before, count, after = re.split(r"\{(\d+)\}", notes)
    words = "salt water fat lymph urea bile sugar blood air".split() * 6
    longest, longer = (
        [fact.doubt for fact in facts(f"{before}{' '.join(words[:many])}{after}", rule)]
        for many in (int(count), int(count) + 1)
    )
    assert longest
    assert doubt not in longest
    assert longer
    assert set(longer) == {doubt}


NOTHING = [
    ("consequence", "Either the blood flows back or, if the valve is torn, the more it leaks."),
    ("definition", "The valve closes - a sign of pressure in the ventricle"),
    ("definition", "- Lung - the"),
    ("definition", "- groove - **Philtrum**"),
    ("definition", "- Crick - Watson"),
    ("definition", "# What is going on in here and why?\n\ntl;dr: a long story about a pump"),
    ("definition", "A single valve is a door that opens to one side only."),
    ("definition", "The pump means it."),
    ("definition", "A pump is a good machine that moves water."),
    ("definition", "- **Water spread**: the spread of water"),
    ("enumeration", "The valves include mitral, aortic and others."),
    ("enumeration", "The valves include mitral, aortic, etc."),
    ("enumeration", "There are four valves: mitral, aortic and pulmonary."),
    ("listing", "Treatment:\n- antivenom: the serum of a horse"),
    ("listing", "It is treated:\n- antivenom: the serum of a horse"),
    ("reason", "(The valve opens because the pressure rises) at night."),
    ("reason", "The valve opens (it is torn because of the pressure) at night."),
    ("record", "- clarinet - a single reed - it is played high"),
    ("table", "a line\n\n" + table("| Organ | Notes |", "| Kidney | read again |")),
]


@pytest.mark.parametrize(("rule", "notes"), NOTHING)
def test_nothing_is_found(rule: str, notes: str) -> None:
    assert facts(notes, rule) == []


def test_a_second_predicate_is_a_claim_of_its_own() -> None:
    meaning, claim = facts("Aardvark - a small nocturnal mammal, outperforms most termites", "definition")
    assert (meaning.subject.plain, meaning.object.plain) == ("Aardvark", "a small nocturnal mammal")
    assert claim.evidence.text.plain == "Aardvark outperforms most termites"
    assert [claim.evidence.text.plain[slice(*slot)] for slot in claim.slots] == ["Aardvark"]


def test_a_table_of_questions_is_asked_as_it_stands() -> None:
    notes = table("| Question | Answer |", "| Which vessel leaves the left ventricle? | the aorta |")
    (fact,) = facts(notes, "table", "explicit")
    assert (fact.subject.plain, fact.object.plain) == ("Which vessel leaves the left ventricle?", "the aorta")


def test_a_quotation_of_two_paragraphs_is_signed_in_the_second() -> None:
    (fact,) = facts("> Nothing is as it was before\n>\n> and will never be, we know (Anna Smith)\n", "quote")
    assert (fact.subject.plain, fact.object.plain) == ("Anna Smith", "Nothing is as it was before")
    assert fact.evidence.text.plain.count("\n") == 1


def test_who_signs_may_tell_a_story() -> None:
    sentence = "In this book the wall of the town holds the water."
    assert {fact.doubt for fact in facts(sentence, "claim")} == {"narration"}
    signed = facts(f"{sentence} Anna Smith", "claim")
    assert {fact.doubt for fact in signed} == {""}
    assert {fact.context[-1].plain for fact in signed} == {"Anna Smith"}


def test_what_is_to_do_is_put_aside() -> None:
    document, _ = sources.open_document(b"> [!todo]\n> Osmosis is the spread of water.\n", "notes.md", "")
    found = find_facts(document)
    assert not found.facts
    assert {reason for _, reason in found.passed} >= {"to do"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_example_of_a_rule_is_one(rule: Rule) -> None:
    assert {fact.rule for fact in facts(rule.example, rule.name)} == {rule.name}


@pytest.mark.parametrize(
    "notes",
    [
        "If the valve narrows, then the wall thickens.",
        "If the valve narrows, the wall thickens.",
        "The wall thickens if the valve narrows.",
    ],
)
def test_a_condition_is_told_from_what_follows(notes: str) -> None:
    (fact,) = facts(notes, "consequence")
    assert (fact.subject.plain, fact.object.plain.lower()) == ("if the valve narrows", "the wall thickens")
    ((start, end),) = fact.slots
    assert notes[start:end].lower() == "the wall thickens"


def test_a_summary_may_be_a_value() -> None:
    (fact,) = facts("# Osmosis\n\ntl;dr: about 65%", "definition")
    assert (fact.subject.plain, fact.object.plain, fact.doubt) == ("Osmosis", "about 65%", "")
    assert "summary" in fact.signs


@pytest.mark.parametrize("subject", ["Osmosis", "The term “osmosis”", 'The word "osmosis"'])
def test_a_term_may_be_called_one(subject: str) -> None:
    (fact,) = facts(f"{subject} means the spread of salt.", "definition")
    assert fact.subject.plain.lower() == "osmosis"
