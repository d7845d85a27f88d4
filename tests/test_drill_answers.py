"""Typed answers: the table in docs/typed-answers.md, and what a table cannot say."""

import re
from pathlib import Path

import pytest

from flashgen.drill.compare import compare, differences, normal
from flashgen.drill.values import Verdict

TABLE = Path(__file__).parent.parent / "docs/typed-answers.md"
ROWS = [
    tuple(cell.strip().strip("`") for cell in line[1:-1].split("|"))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| expected", "| ---"))
]


def test_the_table_is_long_and_whole() -> None:
    assert len(ROWS) >= 150
    assert all(len(row) == 3 for row in ROWS)
    assert {row[2] for row in ROWS} == {verdict.value for verdict in Verdict}


@pytest.mark.parametrize(("expected", "typed", "verdict"), ROWS, ids=lambda cell: re.sub(r"\W+", "_", cell))
def test_answer(expected: str, typed: str, verdict: str) -> None:
    assert compare(expected, typed) == verdict


@pytest.mark.parametrize("answer", sorted({row[0] for row in ROWS}))
def test_the_answer_itself_is_right(answer: str) -> None:
    assert compare(answer, answer) is Verdict.RIGHT


def test_a_slip_that_is_the_answer_to_another_card_is_wrong() -> None:
    others = {normal("perplexities"), normal("complexity")}
    assert compare("perplexity", "perplexty", lambda typed: normal(typed) in others) is Verdict.NEARLY
    assert (
        compare("permittivity", "permitivity", lambda typed: normal(typed) in {normal("permitivity")}) is Verdict.WRONG
    )


@pytest.mark.parametrize(
    ("meant", "typed", "verdict"),
    [
        ("tibia", "tibai", Verdict.NEARLY),
        ("tibia", "tabia", Verdict.WRONG),
        ("hypertension", "hypotension", Verdict.WRONG),
        ("osmosis", "osmosiss", Verdict.NEARLY),
        ("femur", "femurations", Verdict.WRONG),
        (">=", ">=", Verdict.RIGHT),
        (">=", "<=", Verdict.WRONG),
    ],
)
def test_a_slip_of_the_fingers_is_nearly_right_and_another_word_is_wrong(
    meant: str, typed: str, verdict: Verdict
) -> None:
    assert compare(meant, typed) is verdict


def test_the_difference_is_shown_in_pieces() -> None:
    assert differences("endocardium", "endocardum") == ((True, "endocard"), (False, "i"), (True, "um"))
    assert differences("Lima", "lima") == ((True, "Lima"),)
    assert differences("Lima", "") == ((False, "Lima"),)


@pytest.mark.parametrize("typed", ["9" * 5000, "a" * 5000, "((((", "10^99999", "1e99999", "\x00", "½" * 50, "1/" * 900])
def test_odd_input_has_a_verdict(typed: str) -> None:
    assert compare("280B", typed) is Verdict.WRONG
    assert compare(typed or "x", "280B") is Verdict.WRONG
