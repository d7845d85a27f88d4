import pytest

from flashgen.sources import parse
from flashgen.sources.restructured import is_restructured, to_markdown

GLOSSARY = """\
Sailing
=======

.. contents:: :local:

.. _term_luff:

Luff
  The leading edge of a :ref:`sail <term_sail>`,
  which meets the wind first.

Parts
-----

.. note::
   A ``genoa`` overlaps the mast; see `the sailmaker <https://example.org/sails>`_.

.. math::

   L = \\tfrac{1}{2} \\rho v^2

.. image:: sail.png
   :width: 300

.. glossary::
   :sorted:

   Leech
      The trailing edge of a sail.

   Tack
      The lower corner at the front.

      It is made fast first.

The boom holds the foot of the mainsail.
"""


def test_every_line_keeps_its_place() -> None:
    lines = GLOSSARY.split("\n")
    assert len(to_markdown(lines)) == len(lines)


@pytest.mark.parametrize(
    ("line", "markdown"),
    [
        ("Sailing", "# Sailing"),
        ("Parts", "## Parts"),
        ("  The leading edge of a :ref:`sail <term_sail>`,", ": The leading edge of a sail,"),
        (".. _term_luff:", ""),
        (".. contents:: :local:", ""),
        (
            "   A ``genoa`` overlaps the mast; see `the sailmaker <https://example.org/sails>`_.",
            "A `genoa` overlaps the mast; see [the sailmaker](https://example.org/sails).",
        ),
        ("   L = \\tfrac{1}{2} \\rho v^2", "$$L = \\tfrac{1}{2} \\rho v^2$$"),
        ("   :width: 300", ""),
        ("   :sorted:", ""),
        ("   Leech", "Leech"),
        ("      The trailing edge of a sail.", ": The trailing edge of a sail."),
        ("      It is made fast first.", "   It is made fast first."),
        ("The boom holds the foot of the mainsail.", "The boom holds the foot of the mainsail."),
    ],
)
def test_a_line_becomes_markdown(line: str, markdown: str) -> None:
    lines = GLOSSARY.split("\n")
    assert to_markdown(lines)[lines.index(line)] == markdown


def test_a_title_with_an_overline_is_a_level_of_its_own() -> None:
    lines = ["====", "Boat", "====", "", "Hull", "====", "", "Words."]
    assert to_markdown(lines) == ["", "# Boat", "", "", "## Hull", "", "", "Words."]


@pytest.mark.parametrize(
    ("text", "path", "told"),
    [
        ("Words.", "notes.rst", True),
        (GLOSSARY, "notes.txt", True),
        ("# Heading\n\n- an item: `code`\n", "notes.md", False),
        ("She waited ...\n\n.. and waited.\n", "notes.md", False),
    ],
)
def test_what_is_restructured_text(text: str, path: str, told: bool) -> None:
    assert is_restructured(text.split("\n"), path) is told


def test_blocks_name_the_lines_of_the_original() -> None:
    document, problems = parse(GLOSSARY, "sails.rst")
    assert problems == ()
    (term,) = [block for block in document.walk() if block.text.plain == "Luff"]
    assert (term.start_line, term.children[0].start_line) == (8, 9)
    assert term.children[0].text.plain == "The leading edge of a sail, which meets the wind first."
