"""How common words are."""

from __future__ import annotations

import pytest

from flashgen.language.commonness import COMMON, COMMONEST, RARE, commonness, rare_words


@pytest.mark.parametrize(
    ("word", "how"),
    [
        ("water", COMMONEST),
        ("Houses", COMMONEST),
        ("orchestra", COMMON),
        ("aldosterone", RARE),
        ("InstructGPT", RARE),
        ("1.25", RARE),
    ],
)
def test_commonness(word: str, how: int) -> None:
    assert commonness(word) == how


def test_rare_words_are_those_that_few_people_use() -> None:
    assert rare_words("The water contains aldosterone and sodium.") == ["aldosterone", "sodium"]
