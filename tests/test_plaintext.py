import textwrap
from collections import Counter

import pytest
from outline import outline

from flashgen.model import Block, BlockKind
from flashgen.sources.plaintext import parse_blocks
from flashgen.text import Markup


def parse(text: str, first_line: int = 1) -> tuple[Block, ...]:
    blocks, problems = parse_blocks(text.split("\n"), first_line, "notes.txt")
    assert not problems
    return blocks


def read(text: str) -> list[str]:
    """The outline of the text, which starts on the line below the opening quotes."""
    return outline(parse(textwrap.dedent(text).removeprefix("\n").rstrip()))


def first(text: str, kind: BlockKind) -> Block:
    return next(block for top in parse(text) for block in top.walk() if block.kind is kind)


# --------------------------------------------------------------------------- lists


def test_depth_comes_from_the_indentation() -> None:
    assert read(
        """
        Volcanoes

          • shield volcano
            ◦ gentle slopes
              ▪ runny lava
            ◦ wide base
          • cinder cone
        """
    ) == [
        "heading 1 Volcanoes",
        "  item 3 shield volcano",
        "    item 4 gentle slopes",
        "      item 5 runny lava",
        "    item 6 wide base",
        "  item 7 cinder cone",
    ]


def test_bullets_of_a_word_processor_with_tabs() -> None:
    assert read("•\tshield\n\to\tgentle slopes\n\t\t▪\trunny lava\n\t1.\tcrater\n•\tcone") == [
        "item 1 shield",
        "  item 2 gentle slopes",
        "    item 3 runny lava",
        "  item 4 crater",
        "item 5 cone",
    ]


def test_depth_comes_from_the_glyph_where_the_indentation_is_lost() -> None:
    assert read("• shield\n◦ gentle\n▪ runny\n◦ wide\n• cone") == [
        "item 1 shield",
        "  item 2 gentle",
        "    item 3 runny",
        "  item 4 wide",
        "item 5 cone",
    ]


@pytest.mark.parametrize("glyph", ["•", "◦", "▪", "‣", "–", "·", "*", "-", "o\t", "\uf0b7", "●"])
def test_each_glyph_opens_an_item(glyph: str) -> None:
    assert read(f"{glyph} ash\n{glyph} lava") == ["item 1 ash", "item 2 lava"]


def test_blank_lines_do_not_end_a_list() -> None:
    assert read("• ash\n\n• lava\n\n\n  ◦ runny") == ["item 1 ash", "item 3 lava", "  item 6 runny"]


def test_numbers_restart_and_hold_bullets() -> None:
    assert read(
        """
        Some gases that come out:

        1. steam
          • most of it
        2. carbon dioxide

        They rise in two steps:

        1) slowly
        2) fast
           a. by day
           b. by night
        """
    ) == [
        "paragraph 1 Some gases that come out:",
        "  item 3 steam",
        "    item 4 most of it",
        "  item 5 carbon dioxide",
        "paragraph 7 They rise in two steps:",
        "  item 9 slowly",
        "  item 10 fast",
        "    item 11 by day",
        "    item 12 by night",
    ]


def test_numbers_and_letters_are_counted() -> None:
    blocks = parse("1. one\n   i. uno\n   ii. due\n   iii. tre\n2. two\n   a) first\n   b) second")
    numbers = {block.text.plain: block.number for top in blocks for block in top.walk()}
    assert [numbers[text] for text in ("one", "two", "uno", "tre", "first", "second")] == [1, 2, 1, 3, 1, 2]


@pytest.mark.parametrize(
    "line",
    [
        "3 months of rain are enough for the forest to grow back.",
        "1815. The year was cold because of ash, and it rained all summer.",
        "A. Wegener said that continents move.",
        "2.5 km of ice cover the land there.",
        "-40 degrees is cold on either scale.",
    ],
)
def test_a_sentence_that_only_starts_like_an_item(line: str) -> None:
    assert read(line) == [f"paragraph 1 {line}"]


def test_a_wrapped_sentence_that_breaks_before_a_number() -> None:
    text = "The second eruption of that mountain happened on the morning of May\n18. Nobody had expected it."
    assert read(text) == ["paragraph 1-2 " + text.replace("\n", " ")]


def test_lines_that_continue_an_item_join_it() -> None:
    item = first("• lava that is\n  very hot\n• ash", BlockKind.ITEM)
    assert (item.text.plain, item.start_line, item.end_line) == ("lava that is very hot", 1, 2)
    assert item.lines(*(item.breaks[0], item.breaks[0] + 4)) == (2, 2)


def test_a_glyph_alone_takes_the_line_below() -> None:
    item = first("•\nlava\n•\nash", BlockKind.ITEM)
    assert item.text.plain == "lava"
    assert item.lines(0, 4) == (2, 2)


def test_a_paragraph_below_an_item_is_its_child() -> None:
    assert read("• lava\n\n  It is hot.\n\n• ash") == ["item 1 lava", "  paragraph 3 It is hot.", "item 5 ash"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("•\tE.g. • ash • lava", ["item 1 E.g.", "  item 1 ash", "  item 1 lava"]),
        ("• Gases include • steam • sulphur", ["item 1 Gases include", "  item 1 steam", "  item 1 sulphur"]),
        ("• ash • lava • gas", ["item 1 ash", "item 1 lava", "item 1 gas"]),
        ("Gases: • steam • sulphur", ["paragraph 1 Gases:", "  item 1 steam", "  item 1 sulphur"]),
        ("• pressure • volume", ["item 1 pressure • volume"]),
    ],
)
def test_bullets_run_together_on_one_line(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_tasks_and_rules_are_noise() -> None:
    assert read("- [ ] read on\n- [x] lava is hot") == ["noise(open task) 1 read on", "item 2 lava is hot"]
    assert read("☑ lava is hot\n☐ draw it") == ["item 1 lava is hot", "noise(open task) 2 draw it"]
    assert read("Lava is hot.\n\n* * *\n\n-----") == [
        "paragraph 1 Lava is hot.",
        "noise(separator) 3 * * *",
        "noise(separator) 5 -----",
    ]


# --------------------------------------------------------------------------- headings, paragraphs, captions


def test_headings_have_one_level_and_the_first_may_be_the_title() -> None:
    blocks = parse("Our Earth\n\nVolcanoes\n\nThey are hot.\n\nPlate Tectonics\n\nPlates move.")
    levels = [(b.text.plain, b.level) for top in blocks for b in top.walk() if b.kind is BlockKind.HEADING]
    assert levels == [("Our Earth", 1), ("Volcanoes", 2), ("Plate Tectonics", 2)]


def test_the_first_of_several_sections_is_no_title() -> None:
    assert [b.level for b in parse("Volcanoes\n\n• hot\n\nGlaciers\n\n• cold")] == [2, 2]


@pytest.mark.parametrize(
    "line",
    [
        "Volcanoes",
        "Lava (molten rock)",
        "Kinds of volcanoes and of lava",
        "Hot Rocks Are Cooler Than You Think Vance J. et al.",
        "A Field Guide to Lava Vance and Orr 2019",
        "What is lava?",
        "3.2 Layers of the Earth",
        "How to measure heat",
        "Things to look for",
        "# Volcanoes",
    ],
)
def test_lines_that_are_headings(line: str) -> None:
    assert parse(f"Rocks are hard.\n\n{line}\n\nThe rest stands here.")[1].kind is BlockKind.HEADING


@pytest.mark.parametrize(
    "line",
    [
        "Lava is hot",
        "These flow down the slope",
        "Lava flows, ash and gas;",
        "The volcano was found in 1902",
        "Caused by plates that move",
        "Runs from the top to the sea",
        "lava of this kind is quite rare around here.",
        "Kinds of lava that nobody has seen and that may not even be there at all",
        "10.16.16.0/20 (10.16.16.0 - 10.16.31.255)",
        "The slope is steep. Stones roll down",
        "There are two kinds:",
    ],
)
def test_lines_that_are_paragraphs(line: str) -> None:
    assert parse(f"Rocks are hard.\n\n{line}\n\nThe rest stands here.")[1].kind is BlockKind.PARAGRAPH


def test_a_heading_heads_something() -> None:
    assert read("Rocks are hard.\n\nVolcanoes") == ["paragraph 1 Rocks are hard.", "paragraph 3 Volcanoes"]


def test_a_question_right_before_a_list_owns_it() -> None:
    assert read("Will it erupt?\n\n1. look\n2. listen") == [
        "paragraph 1 Will it erupt?",
        "  item 3 look",
        "  item 4 listen",
    ]


def test_headings_without_blank_lines() -> None:
    assert read(
        """
        Skip to content
        Lava Flows
        Lava flows downhill until it has cooled down.
        It glows.
        Ash Clouds
        • rise high
        • darken the sky
        Mud Streams
        • follow rivers
        """
    ) == [
        "noise(boilerplate) 1 Skip to content",
        "heading 2 Lava Flows",
        "  paragraph 3 Lava flows downhill until it has cooled down.",
        "  paragraph 4 It glows.",
        "heading 5 Ash Clouds",
        "  item 6 rise high",
        "  item 7 darken the sky",
        "heading 8 Mud Streams",
        "  item 9 follow rivers",
    ]


def test_numbered_headings_are_no_list() -> None:
    assert read("1. Lava\n\nIt is hot.\n\n2. Ash\n\nIt is grey.") == [
        "heading 1 1. Lava",
        "  paragraph 3 It is hot.",
        "heading 5 2. Ash",
        "  paragraph 7 It is grey.",
    ]


def test_wrapped_lines_join_and_short_ones_do_not() -> None:
    wrapped = (
        "The lava of such a mountain runs down its sides for many\n"
        "miles before it has lost so much heat that it stops and\n"
        "turns to stone."
    )
    paragraph = first(wrapped, BlockKind.PARAGRAPH)
    assert paragraph.text.plain == wrapped.replace("\n", " ")
    at = paragraph.text.plain.index("turns")
    assert paragraph.lines(at, at + 5) == (3, 3)
    assert read("Lava: hot.\nAsh: grey.") == ["paragraph 1 Lava: hot.", "paragraph 2 Ash: grey."]


@pytest.mark.parametrize("line", ["lava_flow_north", "how a crater is formed", "example of a cinder cone", "cone"])
def test_captions_left_behind_are_noise(line: str) -> None:
    text = f"Volcanoes\n\nThey are hot.\n\n{line}\n\nGlaciers\n\nThey are cold."
    assert f"  noise(image caption) 5 {line}" in read(text)


@pytest.mark.parametrize(
    "line",
    ["lava runs down the northern side of the mountain", "a cone of ash", "it is hot", "cold lava is called stone."],
)
def test_fragments_that_are_no_captions(line: str) -> None:
    text = f"Volcanoes\n\nThey are hot.\n\n{line}\n\nGlaciers\n\nThey are cold."
    assert f"  paragraph 5 {line}" in read(text)


def test_one_who_writes_lower_case_has_lower_case_headings() -> None:
    assert read("volcanoes\n\nthey are hot.\n\ncinder cones\n\nthey are steep.") == [
        "heading 1 volcanoes",
        "  paragraph 3 they are hot.",
        "heading 5 cinder cones",
        "  paragraph 7 they are steep.",
    ]


def test_noise_of_web_pages() -> None:
    text = "TODO: read more on this\n\nhttps://lava.example/page\n\nFigure 3: A cone from above\n\nLava is hot."
    assert read(text) == [
        "noise(to do) 1 TODO: read more on this",
        "noise(bare link) 3 https://lava.example/page",
        "noise(image caption) 5 Figure 3: A cone from above",
        "paragraph 7 Lava is hot.",
    ]


# --------------------------------------------------------------------------- tables


def rows(text: str) -> list[list[str]]:
    """The header's cells and those of each row of the first table."""
    table = first(text, BlockKind.TABLE)
    return [[cell.plain for cell in row.cells] for row in (table, *table.children)]


@pytest.mark.parametrize(
    ("row", "term"),
    [
        ("VEI Volcanic explosivity index", "VEI"),
        ("PDC A pyroclastic density current", "PDC"),
        ("XRF X-ray fluorescence", "XRF"),
        ("XML Extensible markup language", "XML"),
        ("USGS VDAP United States Geological Survey Volcano Disaster Assistance Program", "USGS VDAP"),
        ("pillow lava Rounded lumps that form under water", "pillow lava"),
        ("3 months Lava still glows", "3 months"),
        ("10-11 weeks Grass grows", "10-11 weeks"),
        ("13 motnhs Trees grow", "13 motnhs"),
        ("2.5 km Depth of the chamber", "2.5 km"),
    ],
)
def test_where_the_first_cell_of_a_collapsed_row_ends(row: str, term: str) -> None:
    assert rows(f"Term Meaning\n{row}")[1] == [term, row.removeprefix(term).strip()]


@pytest.mark.parametrize(
    "row",
    [
        "crater bowl at the top",
        "Crater bowl at the top",
        "the top of Etna is flat",
        "Caldera Basin that is left",
        "SO CO Gases",
    ],
)
def test_a_row_without_a_sure_split_is_one_cell(row: str) -> None:
    assert rows(f"Term Meaning\n{row}")[1] == [row]


def test_rows_in_title_case_are_split_where_all_agree() -> None:
    text = "Organ Function\nHeart Pumps blood around\nSmall Intestine Takes up food\nSkin A wall against germs"
    assert rows(text) == [
        ["Organ", "Function"],
        ["Heart", "Pumps blood around"],
        ["Small Intestine", "Takes up food"],
        ["Skin", "A wall against germs"],
    ]


def test_numbers_alone_are_cells_below_a_column_of_numbers() -> None:
    assert rows("Year Event\n1883 Krakatoa erupts\n1980 St Helens loses its top")[1:] == [
        ["1883", "Krakatoa erupts"],
        ["1980", "St Helens loses its top"],
    ]


def test_tables_follow_each_other_without_a_blank_line() -> None:
    assert read("Abbreviation Meaning\nVEI Volcanic explosivity index\nConcept Meaning\nlava Rock that flows") == [
        "table 1 Abbreviation | Meaning",
        "  row 2 VEI | Volcanic explosivity index",
        "table 3 Concept | Meaning",
        "  row 4 lava | Rock that flows",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Model Size\nBigger cones are older than the small ones",
        "Key Facts\nLava is hot and ash is grey\nGas is invisible to us",
        "Data Type\nAll of it comes from the north side\n",
    ],
)
def test_a_title_over_prose_is_no_header(text: str) -> None:
    assert not any(block.kind is BlockKind.TABLE for block in parse(text))


def test_abbreviations_without_a_header() -> None:
    text = "VEI Volcanic Explosivity Index\nPDC Pyroclastic Density Current"
    assert rows(text) == [[], ["VEI", "Volcanic Explosivity Index"], ["PDC", "Pyroclastic Density Current"]]


@pytest.mark.parametrize(
    "text",
    [
        "word\tmeaning\nkala\tfish\nwaso\tbird",
        "word      meaning\nkala      fish\nwaso      bird",
        "| word | meaning |\n|------|---------|\n| kala | fish |\n| waso | bird |",
        "|word|meaning|\n|kala|fish|\n|waso|bird|",
    ],
    ids=["tabs", "columns", "pipes", "pipes without a rule"],
)
def test_tables_that_kept_their_columns(text: str) -> None:
    assert rows(text) == [["word", "meaning"], ["kala", "fish"], ["waso", "bird"]]


def test_two_columns_without_names_have_no_header() -> None:
    assert rows("kala\tfish\nwaso\tbird") == [[], ["kala", "fish"], ["waso", "bird"]]


def test_three_columns_have_a_header_and_may_have_empty_cells() -> None:
    text = "Peak\tHeight\tLast\nEtna\t\t2024\nFuji\t3776\t"
    assert rows(text) == [["Peak", "Height", "Last"], ["Etna", "", "2024"], ["Fuji", "3776", ""]]


# --------------------------------------------------------------------------- code, formulas, remarks


def test_code_is_kept_as_it_stands() -> None:
    text = "function cool(lava) {\n    return lava - 1;\n}\n\nLava cools."
    assert first(text, BlockKind.CODE).text.plain == "function cool(lava) {\n    return lava - 1;\n}"
    fenced = first("```python\nlava = 1\n\nash = 2\n```", BlockKind.CODE)
    assert (fenced.text.plain, fenced.label, fenced.end_line) == ("lava = 1\n\nash = 2", "python", 5)


def test_code_below_an_item_is_no_part_of_it() -> None:
    assert read("• do this\n  ```\n<!-- run -->\n  ```\n• and that") == [
        "item 1 do this",
        "code 2-4 <!-- run -->",
        "item 5 and that",
    ]


@pytest.mark.parametrize(
    "text", ["Force = mass x acceleration\nWork = force x distance", "red apples;\ngreen pears;", "O(n)\nO(1)"]
)
def test_formulas_and_lists_are_no_code(text: str) -> None:
    assert not any(block.kind is BlockKind.CODE for block in parse(text))


@pytest.mark.parametrize("text", ["$$\nE = mc^2\n$$", "\\[ E = mc^2 \\]", "$$E = mc^2$$"])
def test_display_formulas(text: str) -> None:
    math = first(text, BlockKind.MATH)
    assert math.text.plain == "\\[E = mc^2\\]"
    assert math.text.marked(Markup.MATH)


def test_running_text_is_read_without_emphasis() -> None:
    text = first("The 5*3*2 rule: $x^2$ and `ls` in snake_case_names.", BlockKind.PARAGRAPH).text
    assert text.plain == "The 5*3*2 rule: \\(x^2\\) and ls in snake_case_names."
    assert {span.markup for span in text.spans} == {Markup.MATH, Markup.CODE}


def test_remarks_to_flashgen() -> None:
    text = "<!-- flashgen: skip -->\n• ash\n• lava <!-- id: lava -->\n• gas\n<!-- id: gas -->\n\nLava is hot."
    blocks = parse(text)
    said = {block.text.plain: (block.skip, block.label) for top in blocks for block in top.walk()}
    assert said["ash"] == (True, "")
    assert said["lava"] == (False, "lava")
    assert said["gas"] == (False, "gas")
    assert said["Lava is hot."] == (False, "")


# --------------------------------------------------------------------------- lines and size

ALL_OF_IT = """Our Earth

Volcanoes

They are hot: • lava • ash • gas
  • shield
    continued here

    a paragraph below
  1. one
crater_from_above

Term Meaning
VEI Volcanic explosivity index
lava flows downhill
a\tb
c\td
VEI Volcanic explosivity index
PDC Pyroclastic density current
one   two
six   ten
two   two

$$
x
$$
```
code
```
<!-- a comment -->
---
| a | b |
|---|---|
| 1 | 2 |
•
glyph
Skip to content
1. Introduction

Text that stands below and that is quite long, so long that it may well be wrapped
here and there.
\t
\u00a0
- [ ] open
"""


@pytest.mark.parametrize("first_line", [1, 40])
def test_every_line_has_its_block(first_line: int) -> None:
    lines = ALL_OF_IT.split("\n")
    blocks, _ = parse_blocks(lines, first_line, "notes.txt")
    owned = Counter(
        number
        for top in blocks
        for block in top.walk()
        for number in range(block.start_line, block.end_line + 1)
        if not (block.kind is BlockKind.TABLE and not block.cells)  # its first row stands on the same line
    )
    assert {n for n, line in enumerate(lines, first_line) if line.strip()} <= set(owned)
    run_together = first_line + 4
    assert {n for n, count in owned.items() if count > 1} == {run_together}


def test_a_monstrous_line_is_left_out_with_a_problem() -> None:
    blocks, problems = parse_blocks(["Lava is hot.", "x" * 10_000_000, "Ash is grey."], 5, "notes.txt")
    assert outline(blocks) == ["paragraph 5 Lava is hot.", "noise(line too long) 6", "paragraph 7 Ash is grey."]
    assert [str(problem) for problem in problems] == [
        "notes.txt:6: line of 10,000,000 characters left out; break it into shorter lines"
    ]


def test_bullets_nested_deeper_than_any_stack() -> None:
    blocks = parse("\n".join("  " * depth + "• item" for depth in range(4_000)))
    assert sum(1 for _ in blocks[0].walk()) == 4_000


@pytest.mark.parametrize(
    "lines",
    [
        ["• some item of a list"],
        ["Some Title", ""],
        ["Model Size", "bigger is older"],
        ["Term Meaning"],
        ["run(fast);", "   indented words"],
        ["one   two", "six   ten", "end"],
        ["a\tb", "c"],
        ["VEI Volcanic explosivity index"],
        ["1. Lava", "", "It is hot."],
        ["$$ x"],
        ["<!-- id: x -->"],
    ],
    ids=lambda lines: lines[0],
)
def test_thousands_of_lines_are_read_to_the_end(lines: list[str]) -> None:
    """A quadratic reader would not come back in time for the suite."""
    blocks, _ = parse_blocks(lines * 4_000, 1, "notes.txt")
    assert max(below.end_line for block in blocks for below in block.walk()) > len(lines) * 4_000 - len(lines) - 1
