"""What is a quantity and what is a number of another kind: a name, a reference, a citation, a date."""

import re

import pytest

from flashgen.language.quantities import quantities
from flashgen.text import Markup, Span, Text

_MARKED = re.compile(r"\[(.+?)\]")


def _marked(text: Text) -> str:
    plain = text.plain
    for found in reversed(quantities(text)):
        plain = f"{plain[: found.start]}[{plain[found.start : found.end]}]{plain[found.end :]}"
    return plain


MEASURES = """\
The kidneys filter [about 180 litres] of plasma.
Sugar melts at [160 °C].
Water boils at [100°C].
The floppy disk held [1.44MB].
Concert pitch is [440 Hz].
Saline has [9 g/l] of salt.
a dose of [5 mg/kg]
[60 km/h] in towns
a slope of [45 degrees]
a current of [10 mA]
[78%] of the air
[4.5 percent] of the vote
a delay of [200ms]
It lasts [72hrs].
[100 g] of butter
[6 ft] tall
[5 m] long
[20 µm] wide
up to [45 kg]
less than [0.5%]
every [4 years]
[13.8 billion years] old
freezes at [−39 °C]
for [2 h 15 min] or more
[7 lb 4 oz] of flour
He is [5 ft 10 in] tall.
"""

COUNTS = """\
A piano has [88] keys.
[1 500] people
[206] bones, in a newborn [about 270] bones
GPT-3 has [175B] parameters.
trained on [1.4T] tokens
[7 million] copies
[400,000] scrolls
[1,000] euros
at least [140] characters
fewer than [10] cases
[~50] people
The limit is [0.05] of the weight.
pH of [7.4]
[100 g] of butter and [3] eggs
"""

MONEY = """\
Alaska cost [$7.2 million].
[€5] a head
[£10-20] a night
[$1,000] a month
"""

YEARS = """\
The charter was sealed in [1215].
a republic since [1949]
printed by [1455], if not before
the fall of the wall in [1989], not earlier
"""

RANGES = """\
from [1914 to 1918]
[12-16 hours] in the cold
[60 to 100] beats a minute
[2–4 weeks] of rest
[5 to 7 cm] wide
"""

RATIOS = """\
oil and vinegar in a ratio of [3:1]
[2x] faster
[318 times] the mass of the earth
"""

COMPOUNDS = """\
a [56-bit] key
a [5-gram] model
the [1.3B parameter] model
[top-5] accuracy
"""

WORDED = """\
[two weeks] of rest
[five years] later
"""

FRACTIONS = """\
[half] of the bones
[one third] of adults
a [two-thirds] majority
[twice] as long
[a dozen] eggs
"""

KINDS = [
    ("measure", MEASURES),
    ("count", COUNTS),
    ("money", MONEY),
    ("year", YEARS),
    ("range", RANGES),
    ("ratio", RATIOS),
    ("compound", COMPOUNDS),
    ("worded", WORDED),
    ("fraction", FRACTIONS),
]


@pytest.mark.parametrize("line", [line for _, table in KINDS for line in table.splitlines()])
def test_a_quantity_has_its_unit_with_it_and_leaves_the_noun_that_it_counts(line: str) -> None:
    plain = _MARKED.sub(r"\1", line)
    assert _marked(Text(plain)) == line


@pytest.mark.parametrize(
    ("kind", "line"),
    [(kind, _MARKED.sub(r"\1", line)) for kind, table in KINDS for line in table.splitlines() if line.count("[") == 1],
)
def test_kind_of_a_quantity(kind: str, line: str) -> None:
    assert [found.kind for found in quantities(Text(line))] == [kind]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "a number without digits",
        "Beethoven's Symphony No. 9",
        "Symphony No. 40 in G minor",
        "Boeing 747",
        "Python 3.12",
        "Windows 95",
        "GPT-3 and GPT-4",
        "RFC 791",
        "ISO 8601",
        "Layer 2",
        "Type 1 diabetes",
        "stage 3",
        "Henry VIII",
        "H2O and CO2",
        "vitamin B12",
        "COVID-19",
        "U-238",
        "P53 gene",
        "5-HT",
        "interleukin-6",
        "COX-2",
        "F16",
        "B-52",
        "Catch-22",
        "Apollo 11",
        "Route 66",
        "A4 paper",
        "3D printing",
        "mp3",
        "v2.1",
        "0x1F",
        "port 443",
        "HTTP 404",
        "10 Downing Street",
        "chapter 4",
        "see page 112",
        "figure 3",
        "Section 8",
        "article 5",
        "Title IX",
        "step 2",
        "go to 2",
        "Vaswani et al., 2017",
        "(Smith 2010)",
        "Watson and Crick, 1953",
        "2023-10-05",
        "05/10/2023",
        "192.168.0.1",
        "at 14:30",
        "at about 4:30",
        "±4:30",
        "the 19th century",
        "the 9/11 attacks",
        "a power such as 10-3 that lost its sign",
    ],
)
def test_a_number_that_names_cites_or_refers_is_no_quantity(line: str) -> None:
    assert quantities(Text(line)) == ()


@pytest.mark.parametrize("markup", [Markup.CODE, Markup.MATH])
def test_a_number_in_code_or_mathematics_is_left_alone(markup: Markup) -> None:
    plain = "wait 30 seconds, then 40 seconds"
    inside = Text(plain, (Span(5, 15, markup),))
    assert [plain[found.start : found.end] for found in quantities(inside)] == ["40 seconds"]


def test_a_number_in_bold_is_a_quantity() -> None:
    assert _marked(Text("Water is densest at 4 °C.", (Span(20, 24, Markup.STRONG),))) == "Water is densest at [4 °C]."


def test_many_numbers_are_found_in_order() -> None:
    line = "30 violins, 12 violas, 10 cellos and 8 basses"
    assert _marked(Text(line)) == "[30] violins, [12] violas, [10] cellos and [8] basses"
