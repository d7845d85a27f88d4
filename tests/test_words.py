"""Words, stems and the number of nouns: small English that every card passes through."""

import pytest

from flashgen.language.words import (
    STOP_WORDS,
    content_words,
    is_plural,
    plural,
    same_words,
    singular,
    stem,
    words,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("… — ?!", []),
        ("A Small Step", ["a", "small", "step"]),
        ("280B of 1.4T, not 1,500", ["280b", "of", "1.4t", "not", "1500"]),
        ("60% of 12-15 in 3.11", ["60%", "of", "12-15", "in", "3.11"]),
        ("1,5 Liter", ["1,5", "liter"]),
        ("state-of-the-art 5-gram", ["state-of-the-art", "5-gram"]),
        ("non‑breaking don’t Ohm's", ["non-breaking", "don't", "ohm's"]),
        ("C++, C# and F#", ["c++", "c#", "and", "f#"]),
        ("naïve Äpfel größer", ["naïve", "äpfel", "größer"]),
        ("hindī हिन्दी", ["hindī", "हिन्दी"]),
        ("深度学习", ["深度", "学习"]),
        ("\\(W_r \\cdot x\\) and `a.b`", ["w_r", "cdot", "x", "and", "a.b"]),
        ("the U.S., e.g. Maine. Next", ["the", "u.s", "e.g", "maine", "next"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_content_words_are_the_others() -> None:
    assert content_words("The heart doesn't pump up to 5 l of the blood") == ["heart", "pump", "5", "l", "blood"]
    assert content_words("Which of these is it?") == []


def test_stop_words_are_spelled_as_words_gives_them() -> None:
    assert [word for word in STOP_WORDS if words(word) != [word]] == []


@pytest.mark.parametrize(
    "family",
    [
        "overfit overfits overfitting",
        "expert experts expert's experts’ Expert",
        "study studies studied studying",
        "route routes routed routing",
        "loss losses",
        "bias biases biased",
        "box boxes boxed boxing",
        "cache caches cached caching",
        "use uses used using",
        "model models modelled modelling modeling",
        "embed embeds embedded embedding",
        "fill fills filled filling",
        "pass passes passed passing",
        "add adds added adding",
        "agree agrees agreed agreeing",
        "live lives lived living",
        "size sizes",
        "analysis analyses",
        "hypothesis hypotheses",
        "matrix matrices",
        "virus viruses",
        "fine-tune fine-tuned fine-tuning",
        "species",
    ],
)
def test_inflections_share_a_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["string strung", "thing the", "need ned", "analysis analyst", "280b 280", "gas gap", "us use", "this th"]
)
def test_other_words_do_not(pair: str) -> None:
    left, right = pair.split()
    assert stem(left) != stem(right)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Sparse Model", "sparse models", True),
        ("about 1 day", "1 day", True),
        ("70B", "70 B", False),
        ("encoder experts", "decoder experts", False),
        ("experts of encoders", "encoder experts", False),
        ("it", "this", False),
        ("", "", True),
    ],
)
def test_same_words(one: str, other: str, same: bool) -> None:
    assert same_words(one, other) is same


NOUNS = [
    ("expert", "experts"),
    ("study", "studies"),
    ("day", "days"),
    ("box", "boxes"),
    ("class", "classes"),
    ("branch", "branches"),
    ("epoch", "epochs"),
    ("cache", "caches"),
    ("size", "sizes"),
    ("cause", "causes"),
    ("response", "responses"),
    ("virus", "viruses"),
    ("bias", "biases"),
    ("gas", "gases"),
    ("lens", "lenses"),
    ("loss", "losses"),
    ("process", "processes"),
    ("analysis", "analyses"),
    ("synapsis", "synapses"),
    ("basis", "bases"),
    ("matrix", "matrices"),
    ("datum", "data"),
    ("person", "people"),
    ("Child", "Children"),
    ("criterion", "criteria"),
    ("hero", "heroes"),
    ("photo", "photos"),
    ("LLM", "LLMs"),
    ("OS", "OSes"),
    ("law of motion", "laws of motion"),
    ("mixture of experts", "mixtures of experts"),
    ("attention head (of a layer)", "attention heads (of a layer)"),
    ("time-step", "time-steps"),
]


@pytest.mark.parametrize(("one", "many"), NOUNS)
def test_number(one: str, many: str) -> None:
    assert plural(one) == many
    assert plural(many) == many
    assert not is_plural(one)
    assert is_plural(many)
    assert singular(one) == one
    if one not in {"synapsis", "OS"}:  # a rarer singular than the rule gives
        assert singular(many) == one


@pytest.mark.parametrize("noun", ["series", "species", "physics", "news", "AWS", "DNS", "chaos", "chassis", "", " "])
def test_what_ends_in_s_and_is_one(noun: str) -> None:
    assert not is_plural(noun)
    assert singular(noun) == noun


def test_joined_nouns_are_several() -> None:
    assert is_plural("latency and throughput")
    assert plural("species") == "species"
