"""What a sentence does where it states no fact that stands alone."""

import pytest

from flashgen.language.stance import opens_with_pronoun, stance
from flashgen.text import Text

REASONS = [
    ("an aside", "(Bach never left Germany.)"),
    ("an open question", "Why did Rome fall?"),
    ("an open question", "What if the yeast is dead"),
    ("a to-do", "TODO: check the date of the siege"),
    ("a to-do", "The list of kings is to be completed."),
    ("narration", "The following rules hold for all verbs."),
    ("narration", "As shown above, the pH falls."),
    ("narration", "As can be seen, the pH falls."),
    ("narration", "In this chapter the heart is described."),
    ("narration", "See table 3 for the values."),
    ("narration", "Let's look at the second movement."),
    ("narration", "Here is a list of strong verbs."),
    ("a worked example", "For example, a loan of 100 euros costs 5 euros."),
    ("a worked example", "Suppose a train leaves at noon."),
    ("an opinion", "I think Brahms is the better composer."),
    ("an opinion", "Unfortunately, the manuscript is lost."),
    ("an opinion", "What a wonderful piece!"),
    ("leans on the sentence before", "It pumps blood into the aorta."),
    ("leans on the sentence before", "This lowers the pressure."),
    ("leans on the sentence before", "They were sold at auction."),
    ("leans on the sentence before", "However, the court disagreed."),
    ("leans on the sentence before", "The latter is used in soups."),
    ("leans on the sentence before", "Their walls are thin."),
    ("a personal remark", "The examiner told me to slow down."),
    ("speaks to the reader", "Knead the dough until your hands are clean."),
    ("speaks to the reader", "The court will ask you for a form."),
    ("an instruction", "Add the salt at the end."),
    ("an instruction", "Avoid parallel fifths between voices."),
    ("an instruction", "Always check the oil."),
    ("an instruction", "Remember to rest the meat."),
]


@pytest.mark.parametrize(("reason", "sentence"), REASONS)
def test_no_fact_that_stands_alone(reason: str, sentence: str) -> None:
    assert stance(Text(sentence)) == reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Aldosterone increases sodium reabsorption.",
        "There are three branches of government.",
        "Use of force needs a mandate.",
        "Use cases are drawn as ovals.",
        "An opinion of the court binds lower courts.",
        "A consideration is what each party gives.",
        "Ice floats on water.",
        "The instruction set of a CPU is fixed.",
        "Set is an Egyptian god of storms.",
        "Go is a language made at Google.",
        "Do is the first note of the scale.",
        "Can is a modal verb.",
        "Whether a will is valid is decided by a court.",
        "When water freezes, it expands.",
        "Where two plates meet, mountains rise.",
        "How a bill becomes law is fixed in article one.",
        "The US Senate has 100 members.",
        "Yahoo! was founded in 1994.",
        "Water below 4 °C expands.",
        "The Dead Sea lies below sea level.",
        "The sixth chapter of the Tao Te Ching is on the valley.",
    ],
)
def test_a_fact_that_stands_alone(sentence: str) -> None:
    assert stance(Text(sentence)) == ""


@pytest.mark.parametrize("sentence", ["It rains.", "These are rare.", "She fled to France.", "Its leaves are red."])
def test_opens_with_a_pronoun(sentence: str) -> None:
    assert opens_with_pronoun(Text(sentence))


@pytest.mark.parametrize("sentence", ["", "Rain falls.", "There are two.", "Items are sold.", "Theory is grey."])
def test_opens_without_a_pronoun(sentence: str) -> None:
    assert not opens_with_pronoun(Text(sentence))
