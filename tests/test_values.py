"""Quantities as values: first the value, then the notations that give it; and what is no quantity.

A value is shown as ``≈`` where it is only about right, its bound, its magnitude or both ends, and the unit's symbol or
the noun that is counted.
"""

import pytest

from flashgen.language.numerals import uses_decimal_comma
from flashgen.language.readings import value, values
from flashgen.language.units import in_any_case, unit
from flashgen.language.values import differ, same
from flashgen.text import Markup, Span, Text

READS = """
280000000000
    280B | 280 B | 280 billion | 280bn | 2.8e11 | 2.8E+11 | 2.8×10^11 | 2.8 x 10¹¹ | 280,000,000,000 | 280 000 000 000

1400000000000 tokens
    1.4T tokens | 1.4 T tokens | 1.4 trillion tokens | 1,400 billion tokens | 1.4×10^12 tokens

175000000000 trainable parameters
    175B trainable parameters | 175 billion trainable parameters

1500
    1,500 | 1 500 | 1500 | 1.5k | 1.5 thousand | 1.500,00 | 1’500

0.0001
    1e-4 | 1.0e-4 | 10^-4 | 10⁻⁴ | 1×10^-4 | 0.0001

0
    zero | 0

25
    twenty-five | twenty five | 25

0.2
    a fifth | one fifth | 1/5 | 0.2

0.5
    half | a half | one half | ½ | 1/2 | 0.5 | .5

2/3
    two thirds | two-thirds | ⅔ | 2/3

12
    a dozen | 12 | twelve

12 eggs
    a dozen eggs | 12 eggs | twelve eggs

2 ×
    2x | 2 times | twice | twofold | 2-fold | 2×

times 2 ×
    doubled | doubles

25 %
    25 % | 25% | 25 percent | 25 per cent

20 %
    1 in 5 | 2 out of 10 | 20 %

10…20 %
    10–20 % | 10-20% | 10% to 20% | 10 to 20 percent | between 10 and 20 %

-10…20 °C
    -10 to 20 °C | minus 10 to 20 °C

≈ -7…-3 °C
    -5 ± 2 °C

-5…5 %
    ±5 % | ± 5%

by 5 %
    +5 % | by 5 % | increased by 5 %

≈ 3…7 cm
    5 ± 2 cm | 5±2 cm | 5 cm ± 2 cm

300000000 m/s
    3×10^8 m/s | 3 × 10⁸ m/s | 3e8 m/s | 300 million metres per second

9.81 m/s2
    9.81 m/s² | 9.81 m/s^2

-40 °C
    −40 °C | -40 °C | -40°C | –40 °C | minus 40 °C

37 °C
    37 degrees Celsius | 37 degrees C | 37 °celsius | 37 degrees centigrade | 37 degC

-4 °F
    -4 degrees Fahrenheit | minus 4 °F

70 in
    5'10" | 5′10″ | 5 ft 10 in | 5 feet 10 inches | 5’10”

200 min
    3 h 20 min | 3 hrs 20 mins | 3 hours and 20 minutes | 200 min

116 oz
    7 lb 4 oz

1 h
    1 h | 1 hour | one hour

≈ 180 L
    about 180 litres | ~180 L | approx. 180 l | roughly 180 liters

≤ 45 kg
    up to 45 kg | at most 45 kg | ≤ 45 kg | no more than 45 kg | 45 kg or less | max. 45 kg

≥ 140 characters
    at least 140 characters | ≥140 characters

≥ 65 yr
    65+ years | at least 65 years

< 5 %
    less than 5 % | <5% | under 5 %

> 100 employees
    over 100 employees | more than 100 employees | >100 employees

2500000 $
    $2.5m | $2.5 million | $2,500,000 | US$2.5M | 2.5 million dollars

10…20 $
    $10-20 | $10–$20 | $10 to 20

10000000…20000000 people
    10-20 million people | 10 million to 20 million people

1990…1999 year AD
    1990s

≈ 1450 year AD
    c. 1450 | circa 1450 | around 1450

-44 year AD
    44 BC | 44 BCE | 44 B.C.

79 year AD
    AD 79 | 79 AD | 79 CE

1914…1918 year AD
    from 1914 to 1918 | from 1914–1918 | from 1914–18

56 bit
    56-bit | 56 bits

3 :
    3:1 | 3 : 1 | 6:2

5 mg/kg
    5 mg/kg | 5 mg per kg

16 GB
    16 GB | 16GB

4 GiB
    4 GiB

16 Gbit
    16 Gb | 16 Gbit | 16 gigabits

5 yr
    5 years | 5 yrs | 5 y

300 mOsm
    300 mOsm | 300 milliosmoles

12 mEq
    12 mEq | 12 milliequivalents

20 mA
    20 mA | 20 milliamps

900 mbar
    900 mbar | 900 millibars

1 wk
    one week | 1 week | 1 wk
"""

NONE = """
IP addresses
    192.168.0.1 | 10.0.0.0/8
versions
    Python 3.12.1 | v2.1 | 1.2.3 | version 3 | Windows 95
telephones
    +1 555 123-4567 | (555) 123-4567 | +49 30 901820
sections, pages, figures
    § 4.2 | section 8 | chapter 4 | see page 112 | 3.2 Results | figure 3
dates and times of day
    2020-03-05 | 05/10/2023 | 5 March 2020 | March 5, 2020 | 14:30 | 2 pm | 9/11
names
    GPT-3 | Layer 2 | H2O | B-52 | 3D | COVID-19 | RFC 791 | Type 1 | Apollo-11 | 0x1F
round the clock
    24/7
ordinals
    19th | 2nd
citations
    Smith et al., 2017
two numbers with a comma between, where nothing says that it begins the decimals
    1,5 | 3,14
a number that is one of a row
    120/80/60
words that only look like numbers
    someone | the one | none | tension | often | a fifth element
more than anything measures
    10^999999999 | 2×10^99999
"""


def table(text: str) -> list[tuple[str, str]]:
    """Each notation with the line above it that is not indented."""
    rows: list[tuple[str, str]] = []
    head = ""
    for line in text.splitlines():
        if line.startswith(" "):
            rows += [(notation.strip(), head) for notation in line.split(" | ")]
        elif line:
            head = line
    return rows


@pytest.mark.parametrize(("notation", "shown"), table(READS))
def test_a_notation_gives_its_value(notation: str, shown: str) -> None:
    assert str(value(notation)) == shown


@pytest.mark.parametrize(("notation", "why"), table(NONE))
def test_no_quantity(notation: str, why: str) -> None:
    assert values(Text(notation)) == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("port 443", "443"),
        ("5 March 2020", "5, 2020"),
        ("the two", "2"),
        ("Windows 11", "11"),
        ("12:30", ""),
        ("GPT-3", ""),
        ("Smith, 2017", "2017"),
    ],
)
def test_every_number_where_it_is_known_to_be_asked_for(text: str, shown: str) -> None:
    assert ", ".join(map(str, values(Text(text), every=True))) == shown


@pytest.mark.parametrize("long", ["9" * 100_000, "9" + ",999" * 2000, "a" + "9" * 5000, f"10^{'9' * 5000}"])
def test_no_end_of_digits(long: str) -> None:
    assert values(Text(f"It weighs {long} kg.")) == ()


@pytest.mark.parametrize(
    ("written", "ways"),
    [
        ("gb", {"GB", "Gb"}),
        ("mosm", {"mOsm"}),
        ("mb", {"MB", "Mb"}),
        ("MHZ", {"MHz"}),
        ("mw", {"mW", "MW"}),
        ("ML", {"ml"}),
        ("states", set()),
    ],
)
def test_units_whatever_their_capitals(written: str, ways: set[str]) -> None:
    assert {known.name for way in in_any_case(written) if (known := unit(way))} == {
        known.name for way in ways if (known := unit(way))
    }


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("280B", "280 billion"),
        ("280B", "2.8e11"),
        ("25 %", "0.25"),
        ("1.4T tokens", "1.4 trillion tokens"),
        ("98.6 °F", "37 °C"),
        ("6 ft", "72 inches"),
        ("60 km/h", "60 kilometres per hour"),
        ("90 min", "1.5 hours"),
        ("2 years", "24 months"),
        ("1 kB", "8000 bits"),
        ("half", "50 %"),
        ("a dozen eggs", "12"),
        ("in 1215", "1215"),
        ("~50 people", "50 people"),
        ("3:1", "6:2"),
    ],
)
def test_same(left: str, right: str) -> None:
    one, other = value(left), value(right)
    assert one
    assert other
    assert same(one, other)
    assert same(other, one)
    assert not differ(one, other)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("5 tokens", "5 layers"),
        ("5 kg", "5 km"),
        ("5 kg", "5"),
        ("up to 5 kg", "5 kg"),
        ("5-7 cm", "5 cm"),
        ("25 %", "25"),
        ("by 5 %", "5 %"),
        ("5 months", "5 years"),
        ("5 pounds", "5 kg"),
    ],
)
def test_not_the_same(left: str, right: str) -> None:
    one, other = value(left), value(right)
    assert one
    assert other
    assert not same(one, other)


@pytest.mark.parametrize(
    ("left", "right"),
    [("280B", "230B"), ("9.81", "9.7"), ("206", "200"), ("1215", "1216"), ("5 kg", "5 g"), ("37 °C", "38 °C")],
)
def test_differ(left: str, right: str) -> None:
    one, other = value(left), value(right)
    assert one
    assert other
    assert differ(one, other)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("9.8", "9.81"),  # rounded as written
        ("1.4T", "1.40 trillion"),
        ("300,000 km/s", "299,792 km/s"),
        ("about 180 l", "170 l"),
        ("up to 5 kg", "7 kg"),
        ("5-7 cm", "9 cm"),
        ("5 kg", "6 m"),
        ("5 layers", "6 heads"),
        ("by 5 %", "6 %"),
    ],
)
def test_no_contradiction(left: str, right: str) -> None:
    one, other = value(left), value(right)
    assert one
    assert other
    assert not differ(one, other)


@pytest.mark.parametrize(("notation", "shown"), [("1,5 kg", "1.5 kg"), ("1.500", "1500"), ("12,25 %", "12.25 %")])
def test_decimals_behind_a_comma_where_the_notes_write_them_so(notation: str, shown: str) -> None:
    assert str(value(notation, comma=True)) == shown


@pytest.mark.parametrize(
    ("lines", "comma"),
    [
        (["Pi ist 3,14 rund."], True),
        (["ein Preis von 1.500,00 Euro"], True),
        (["12,5 % der Luft", "1.500 Menschen"], True),
        (["12,5 % of air", "but 1.5 kg"], False),
        (["1,500 people"], False),
        (["12,5 % der Luft", "3,250 m"], True),
        (["12,5 %", "1,500,000 people"], False),
        (["no numbers at all"], False),
    ],
)
def test_the_other_numbers_of_the_notes_show_what_a_comma_means(lines: list[str], comma: bool) -> None:
    assert uses_decimal_comma(lines) is comma


def test_several_values_in_one_line() -> None:
    line = "Water boils at 100 °C, GPT-3 has 175B parameters, and in 1215 half of 3 h 20 min were 5 m/s."
    assert [str(found) for found in values(Text(line))] == [
        "100 °C", "175000000000 parameters", "1215 year AD", "0.5", "200 min", "5 m/s",
    ]  # fmt: skip


def test_two_values_side_by_side_stay_two() -> None:
    assert [str(v) for v in values(Text("poles of 5 m and 30 cm, after 2 h and 20 min"))] == ["5 m", "30 cm", "140 min"]


def test_minus_between_two_numbers_is_no_sign() -> None:
    assert [str(v) for v in values(Text("10 minus 3, x minus 2 layers"))] == ["10", "3", "2 layers"]


def test_a_superscript_is_a_power() -> None:
    assert [str(v) for v in values(Text("3 x 108 m/s", (Span(6, 7, Markup.SUP),)))] == ["300000000 m/s"]


@pytest.mark.parametrize("markup", [Markup.CODE, Markup.MATH])
def test_nothing_is_read_in_code_or_mathematics(markup: Markup) -> None:
    assert values(Text("5 kg and 7 kg", (Span(0, 4, markup),)))[0].low == 7


def test_unit_as_written_and_as_normalised() -> None:
    found = value("5 kilometres per hour")
    assert found
    assert found.written == "kilometres per hour"
    assert found.unit
    assert (found.unit.name, found.unit.dimension) == ("km/h", "speed")
