"""What a blank is to the words before it."""

from __future__ import annotations

import pytest

from flashgen.language.frames import frame


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The cycle is also called the [Krebs cycle].", "a name"),
        ("Red dwarfs are known as [M stars].", "a name"),
        ("The sign denotes an [empty set].", "a name"),
        ("[Gneiss] is known as a metamorphic rock.", "a name"),
        ("Gneiss is a [banded rock].", "a predicate"),
        ("Damp air causes [mould].", "an effect"),
        ("Damp air results in [mould].", "an effect"),
        ("The kiln uses [charcoal].", "of a light verb"),
        ("Beavers fell [poplars].", "an object"),
        ("Bells are cast in [bronze].", "the complement of a passive"),
        ("Eels migrate to [the Sargasso Sea].", "the complement of a verb"),
        ("Add [salt].", "all of an order"),
        ("[Warfarin] thins blood.", "a subject of one rare word"),
        ("[The water] boils.", "a subject of one common word"),
        ("[The river bank] erodes.", "a subject"),
        ("A vote by the members of [the guild] follows.", "a part"),
    ],
)
def test_frame(sentence: str, name: str) -> None:
    before, _, rest = sentence.partition("[")
    hidden, _, after = rest.partition("]")
    assert frame(before, hidden, after) == name
