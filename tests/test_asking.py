"""Statements turned into questions."""

from __future__ import annotations

import pytest

from flashgen.language.asking import inside, invert
from flashgen.language.clauses import read_clause
from flashgen.text import Text


def why(statement: str) -> str:
    text = Text(statement)
    clause = read_clause(text)
    question = invert(text, clause, len(text)) if clause else None
    return question("Why").plain if question else ""


@pytest.mark.parametrize(
    ("statement", "question"),
    [
        ("The walls are thick", "Why are the walls thick?"),
        ("Arteries have thick walls", "Why do arteries have thick walls?"),
        ("A vaccine protects the body", "Why does a vaccine protect the body?"),
        ("The empire lost the war", "Why did the empire lose the war?"),
        ("The blood must not clot", "Why must the blood not clot?"),
        ("The salt is added to the water", "Why is the salt added to the water?"),
        ("The county has opened a ferry", "Why has the county opened a ferry?"),
        ("NACLs are stateless", "Why are NACLs stateless?"),
    ],
)
def test_verb_and_subject_change_places(statement: str, question: str) -> None:
    assert why(statement) == question


@pytest.mark.parametrize(
    "statement",
    [
        "In most cases the walls are thick",  # something stands before the subject
        "There are four valves",
        "And so the walls are thick",
        "Prior to exercise, the holder has no rights",
        "Requires care",  # no subject
        "thick walls",
    ],
)
def test_nothing_is_asked_where_the_grammar_is_not_sure(statement: str) -> None:
    assert why(statement) == ""


@pytest.mark.parametrize(
    ("phrase", "within"),
    [("The heart", "the heart"), ("Arteries", "arteries"), ("ISOs", "ISOs"), ("Aldosterone", "Aldosterone")],
)
def test_a_name_keeps_its_capital_within_a_question(phrase: str, within: str) -> None:
    assert inside(Text(phrase)).plain == within
