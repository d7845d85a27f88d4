"""What graded cards teach about signs."""

from __future__ import annotations

import random

import pytest

from flashgen.wording import rank
from flashgen.wording.learning import BY_GRAMMAR, MADE, Graded, Model, chance, fit, learn


def cards(sign: str, kept: int, of: int, group: str = "a") -> list[Graded]:
    return [Graded((sign,), n < kept, f"{group}{n % 5}") for n in range(of)]


def test_a_sign_weighs_as_much_as_the_cards_with_it_are_kept() -> None:
    weights = fit([*cards("good", 90, 100), *cards("bad", 10, 100)], penalty=1)
    assert chance(("good",), Model(weights)) == pytest.approx(0.9, abs=0.03)
    assert chance(("bad",), Model(weights)) == pytest.approx(0.1, abs=0.03)


def test_a_sign_that_nothing_was_learned_of_says_nothing() -> None:
    weights = fit(cards("good", 90, 100), penalty=1)
    assert chance(("good", "never seen"), Model(weights)) == chance(("good",), Model(weights))


def test_a_rare_sign_has_no_weight_unless_it_says_how_the_card_was_made() -> None:
    weights = fit([*cards("often", 50, 100), *cards("seldom", 3, 3), *cards(f"{MADE}seldom", 3, 3)])
    assert "seldom" not in weights
    assert weights[f"{MADE}seldom"] > 0


def test_the_larger_the_penalty_the_smaller_the_weights() -> None:
    graded = [*cards("good", 90, 100), *cards("bad", 10, 100)]
    assert 0 < fit(graded, penalty=100)["good"] < fit(graded, penalty=1)["good"]


def test_a_long_file_does_not_outvote_many_short_ones() -> None:
    long = [Graded(("same",), False, "long") for _ in range(400)]
    short = [Graded(("same",), True, f"short {n}") for n in range(40) for _ in range(10)]
    assert chance(("same",), Model(fit([*long, *short]))) > 0.75


def test_a_file_can_count_more() -> None:
    light = fit([Graded(("same",), kept, str(kept)) for kept in (True, False) for _ in range(20)])
    heavy = fit([Graded(("same",), kept, str(kept), 6.0 if kept else 1.0) for kept in (True, False) for _ in range(20)])
    assert chance(("same",), Model(heavy)) > 0.7 > chance(("same",), Model(light))


def test_no_cards_teach_nothing() -> None:
    model, chances = learn([])
    assert chances == []
    assert chance(("anything",), model) == 0.5


def test_a_card_is_checked_with_what_other_files_teach() -> None:
    # each file says the opposite of the other, so what one teaches is wrong on the other
    graded = [Graded(("sign",), file == "a", file) for file in ("a", "b") for _ in range(50)]
    _, chances = learn(graded, penalty=1)
    assert max(chances[:50]) < 0.1
    assert min(chances[50:]) > 0.9


def test_what_rests_on_grammar_is_trusted_less_where_it_does_not_carry_over() -> None:
    # in each file each sign is right or wrong by the toss of a coin, so the others teach next to nothing
    coin = random.Random(7)
    toss = {(file, sign): coin.random() < 0.5 for file in range(12) for sign in range(30)}
    graded = [
        Graded((BY_GRAMMAR, f"sign {sign}"), kept, str(file)) for (file, sign), kept in toss.items() for _ in range(4)
    ]
    model, chances = learn(graded, penalty=0.5)
    weights = model.weights
    assert max(weights.values()) > 1  # it has learned something, and would be sure of it
    assert abs(model.slope) < 0.5
    assert max(chances) < 0.75


def test_the_same_grades_teach_the_same() -> None:
    graded = [*cards("good", 90, 100), *cards("bad", 10, 100)]
    assert list(fit(graded).items()) == list(fit(graded).items())


def test_the_shipped_weights_say_what_they_were_learned_from() -> None:
    import json
    from pathlib import Path

    shipped = json.loads(Path(rank.__file__).with_name("weights.json").read_text(encoding="utf-8"))
    assert shipped["learned from"]["cards"] > 1000
    assert sum(shipped["learned from"]["verdicts given"].values()) >= shipped["learned from"]["cards"]
    assert 0 < rank.chance((BY_GRAMMAR,)) < rank.chance((f"{MADE}read by structure",)) < 1
