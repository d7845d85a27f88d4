"""Where sentences end: full stops that do, full stops that do not, line breaks and brackets."""

import pytest

from flashgen.language.sentences import sentences, statements
from flashgen.text import Markup, Span, Text


def _cut(text: Text) -> list[str]:
    return [text.plain[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "marked",
    [
        "One sentence.",
        "One sentence without a stop",
        "One here.|Two there.",
        "Is it?|Yes!|Good.",
        "A question?|An answer.",
        "Heat it... then stir.",
        "Heat it.|Then stir",
        "It weighs 3.5 kg.|It is red.",
        "Version 3.12 is out.|Update now.",
        "first in lower case.|second in lower case",
        "Heat it (see the chart. Then more) well.|Next.",
        "Vivaldi wrote 500 concertos.|(Some are lost.)",
    ],
)
def test_sentences_end_at_a_stop(marked: str) -> None:
    assert _cut(Text(marked.replace("|", " "))) == marked.split("|")


@pytest.mark.parametrize(
    "marked",
    [
        "See e.g. the oboe.",
        "Some gases, i.e. helium and neon, are inert.",
        "Dr. Smith met Mrs. Jones.",
        "St. Peter is in Rome.|The pope lives there.",
        "J. S. Bach wrote it.|He wrote more.",
        "The U.S. Senate voted.|It passed.",
        "About 5 mg. of salt",
        "vs. the older view",
        "Meet at 5 p.m. on Friday.",
        "Fig. 3 shows the valve.|The rest is clear.",
        "salt, pepper etc. and so on",
        "Mozart (b. 1756) was born in Salzburg.",
        "No. 5 is in C minor.",
        "Visit example.org for more.|Bye.",
    ],
)
def test_a_stop_of_an_abbreviation_ends_nothing(marked: str) -> None:
    assert _cut(Text(marked.replace("|", " "))) == marked.split("|")


def test_a_line_break_ends_a_sentence_unless_the_next_line_goes_on() -> None:
    assert _cut(Text("A line\nAnother line")) == ["A line", "Another line"]
    assert _cut(Text("a line that\ngoes on")) == ["a line that\ngoes on"]


def test_white_space_belongs_to_no_sentence() -> None:
    assert _cut(Text("  One here.   Two there. ")) == ["One here.", "Two there."]


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n"])
def test_nothing_has_no_sentence(nothing: str) -> None:
    assert _cut(Text(nothing)) == []


@pytest.mark.parametrize("markup", [Markup.CODE, Markup.MATH])
def test_a_stop_in_code_or_mathematics_ends_nothing(markup: Markup) -> None:
    plain = "Type stop. B and wait. Next."
    assert _cut(Text(plain, (Span(5, 12, markup),))) == ["Type stop. B and wait.", "Next."]
    assert _cut(Text(plain)) == ["Type stop.", "B and wait.", "Next."]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("We find that birds have hollow bones.", "birds have hollow bones."),
        ("The authors showed that yeast dies at 60 °C.", "yeast dies at 60 °C."),
        ("They also found that iron rusts.", "iron rusts."),
        ("Birds have hollow bones.", "Birds have hollow bones."),
        ("The layers of the skin are:", "The layers of the skin are"),
    ],
)
def test_a_statement_is_the_sentence_less_its_frame(sentence: str, said: str) -> None:
    assert [sentence[start:end] for start, end in statements(Text(sentence))] == [said]


def test_a_colon_parts_two_full_sentences() -> None:
    line = "The oboe is hard to play in tune: its double reed is cut by the player by hand."
    first, second = [line[start:end] for start, end in statements(Text(line))]
    assert first == "The oboe is hard to play in tune"
    assert second == "its double reed is cut by the player by hand."


def test_a_colon_before_a_list_parts_nothing() -> None:
    line = "The string section of an orchestra has four groups: violins, violas, cellos and double basses."
    assert [line[start:end] for start, end in statements(Text(line))] == [line]
