"""What a quantity is a quantity of, by the structure of its line."""

import pytest

from flashgen.language.belongings import owner
from flashgen.language.readings import values
from flashgen.text import Text

CLAUSES = """\
Gopher has 280B parameters. | Gopher | parameters
The boiling point of water is 100 °C. | water | boiling point
Water's boiling point is 100 °C. | Water | boiling point
Water boils at 100 °C. | Water | boils at
The Rhine is 1,233 km long. | Rhine | long
A day lasts 24 hours. | day | lasts
In 1911 Amundsen reached the pole. | Amundsen | reached the pole
"""


@pytest.mark.parametrize("row", CLAUSES.splitlines())
def test_a_sentence_names_its_subject_and_what_it_says_of_it(row: str) -> None:
    line, entity, attribute = row.split(" | ")
    found = owner(Text(line), values(Text(line))[0])
    assert (found.entity, found.attribute) == (entity, attribute)


@pytest.mark.parametrize(
    ("line", "term", "column", "heading", "expected"),
    [
        ("280B", "Gopher", "Params", "Models", ("Gopher", "Params")),
        ("280B params", "Gopher", "", "Models", ("Gopher", "params")),
        ("20 g", "Weight", "", "Mouse", ("Mouse", "Weight")),
        ("20 g", "Weight of a mouse", "", "", ("mouse", "Weight")),
        ("Length: 12 cm", "", "", "Kidney", ("Kidney", "Length")),
        ("12 cm", "", "", "", ("", "")),
    ],
)
def test_row_and_column_decide_then_the_term_then_the_heading(
    line: str, term: str, column: str, heading: str, expected: tuple[str, str]
) -> None:
    found = owner(Text(line), values(Text(line))[0], term, column, heading)
    assert (found.entity, found.attribute) == expected
