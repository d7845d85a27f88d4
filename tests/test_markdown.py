import random
import re

import pytest
from outline import outline

from flashgen.model import Block, BlockKind, Problem
from flashgen.sources.habits import LONGEST_LINE, MAX_COLUMNS, MAX_MARKERS
from flashgen.sources.markdown import parse_blocks
from flashgen.text import Markup


def parse(notes: str, first_line: int = 1) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    return parse_blocks(notes.split("\n"), first_line, "notes.md")


def tree(notes: str) -> list[str]:
    return outline(parse(notes)[0])


def walk(notes: str) -> list[Block]:
    return [block for top in parse(notes)[0] for block in top.walk()]


def only(notes: str) -> Block:
    (block,) = parse(notes)[0]
    return block


# --------------------------------------------------------------------------- blocks and their lines


def test_sections_paragraphs_and_lists() -> None:
    assert tree("# Cells\n\nA cell has parts:\n\n- wall\n- nucleus\n  - holds genes\n\n## Wall\n\nIt is\nfirm.") == [
        "heading 1 Cells",
        "  paragraph 3 A cell has parts:",
        "    item 5 wall",
        "    item 6 nucleus",
        "      item 7 holds genes",
        "  heading 9 Wall",
        "    paragraph 11-12 It is firm.",
    ]


def test_lines_count_from_the_first_line_given() -> None:
    blocks, _ = parse("one\n\n- two\n  three", first_line=11)
    assert [(b.start_line, b.end_line) for b in blocks] == [(11, 11), (13, 14)]


def test_each_stretch_of_a_wrapped_paragraph_knows_its_lines() -> None:
    block = only("The cell *has\na* wall and\na nucleus.  \nIt lives.")
    lines = {word: block.lines(at := block.text.plain.index(word), at + len(word)) for word in ("cell", "wall", "It")}
    assert lines == {"cell": (1, 1), "wall": (2, 2), "It": (4, 4)}
    at = block.text.plain.index("wall and a")
    assert block.lines(at, at + 10) == (2, 3)
    assert block.lines(0, len(block.text)) == (1, 4)


def test_levels_numbers_and_blank_lines() -> None:
    items = [b for b in walk("1. a\n   - b\n     - c\n\n4) d") if b.kind is BlockKind.ITEM]
    assert [(b.text.plain, b.level, b.number, b.blank_before) for b in items] == [
        ("a", 1, 1, False),
        ("b", 2, None, False),
        ("c", 3, None, False),
        ("d", 1, 4, True),
    ]


def test_an_items_further_paragraphs_and_code_are_its_children() -> None:
    assert tree("1. first\n   line\n\n   second\n   ```py\n   x = 1\n   ```\n2. next") == [
        "item 1-2 first line",
        "  paragraph 4 second",
        "  code 6 x = 1",
        "item 8 next",
    ]


def test_tables_have_a_header_and_rows_with_their_lines() -> None:
    table = only("| a | b |\n|---|:-:|\n| **1** | <ul><li>x <li>y</ul> |\n| 2 | |")
    assert [cell.plain for cell in table.cells] == ["a", "b"]
    assert [(row.start_line, [cell.plain for cell in row.cells]) for row in table.children] == [
        (3, ["1", "x\ny"]),
        (4, ["2", ""]),
    ]
    assert table.children[0].cells[0].spans[0].markup is Markup.STRONG


def test_text_right_below_a_table_is_no_row_and_cells_too_many_are_told() -> None:
    blocks, problems = parse("| a | b |\n|---|---|\n| 1 | 2 | 3 |\nMore words")
    assert outline(blocks) == ["table 1 a | b", "  row 3 1 | 2", "paragraph 4 More words"]
    assert [str(p) for p in problems] == ["notes.md:3: row of 3 cells in a table of 2 columns; the last are left out"]


def test_definition_lists() -> None:
    assert tree("osmosis\n: a flow\n  of water\n: a *drift*\n\ndiffusion\n:   \n\nwater\n\n:   a fluid") == [
        "term 1 osmosis",
        "  paragraph 2-3 a flow of water",
        "  paragraph 4 a drift",
        "term 6 diffusion",
        "term 9 water",
        "  paragraph 11 a fluid",
    ]


def test_quotes_and_callouts() -> None:
    assert tree("> Water is\n> life.\n>\n> - so they say\n\n> [!tip]- Remember\n> Drink.") == [
        "quote 1",
        "  paragraph 1-2 Water is life.",
        "  item 4 so they say",
        "quote 6 Remember",
        "  paragraph 7 Drink.",
    ]
    assert only("> [!tip] Remember\n> Drink.").label == "tip"


def test_code_keeps_its_text_its_language_and_its_lines() -> None:
    code = only("```Python title=x\ndef f():\n\n    return 1\n```")
    assert (code.kind, code.label, code.start_line, code.end_line) == (BlockKind.CODE, "python", 2, 4)
    assert code.text.plain == "def f():\n\n    return 1"
    assert code.lines(code.text.plain.index("return"), len(code.text)) == (4, 4)


@pytest.mark.parametrize(
    ("notes", "formula", "lines"),
    [
        ("$$\na\n= b\n$$", "\\[a\n= b\\]", (1, 4)),
        ("$$a = b$$", r"\[a = b\]", (1, 1)),
        ("\\[\na = b\n\\]", r"\[a = b\]", (1, 3)),
        ("\\begin{equation}\na = b\n\\end{equation}", r"\[a = b\]", (1, 3)),
        ("\\begin{align*}\na\n\\end{align*}", "\\[\\begin{aligned}\na\n\\end{aligned}\\]", (1, 3)),
        ("```math\na = b\n```", r"\[a = b\]", (2, 2)),
    ],
)
def test_display_formulas(notes: str, formula: str, lines: tuple[int, int]) -> None:
    block = only(notes)
    assert (block.kind, block.text.plain) == (BlockKind.MATH, formula)
    assert (block.start_line, block.end_line) == lines
    assert block.text.marked(Markup.MATH)[0].end == len(formula)


def test_a_formula_ends_a_paragraph_and_brackets_alone_are_none() -> None:
    assert tree("so that\n$$\na - b\n$$\nholds") == ["paragraph 1 so that", "math 2-4 \\[a - b\\]", "paragraph 5 holds"]
    assert tree("\\[1\\]") == ["paragraph 1 [1]"]
    assert tree("$$\nnever closed") == ["paragraph 1-2 $$ never closed"]


def test_an_image_on_a_line_of_its_own_is_a_block() -> None:
    image = "\ufffc"
    assert tree("- leaf cell\n  ![leaf](leaf.png)\n\nThe wall\n![[wall.png]]\nis firm. ![x](x.png)") == [
        "item 1 leaf cell",
        f"  image 2 {image}",
        "paragraph 4 The wall",
        f"image 5 {image}",
        f"paragraph 6 is firm. {image}",
    ]


def test_a_page_header_further_down_starts_a_page() -> None:
    assert tree("First.\n\n---\ntitle: 'Second page'\ntags: [a]\n---\n\n## Part") == [
        "paragraph 1 First.",
        "heading 4 Second page",
        "  heading 8 Part",
    ]
    assert tree("First.\n\n---\nname: x\n---")[1] == "noise(page header) 3-5"


# --------------------------------------------------------------------------- what a person says to flashgen


def test_ids() -> None:
    notes = (
        "- one <!-- id: a -->\n- two ^b\n\n<!-- id: c -->\n\nthree\n\nfour\n<!-- id: d -->\n\n| x |\n|---|\n| y |\n\n^e"
    )
    labels = {b.text.plain or b.kind.value: b.label for b in walk(notes) if b.label}
    assert labels == {"one": "a", "two": "b", "three": "c", "four": "d", "table": "e"}


def test_skip() -> None:
    skip = "<!-- flashgen: skip -->"
    notes = f"one {skip}\n\n{skip}\n## two\n\nthree\n\n{skip}\n- four\n- five"
    assert [b.text.plain for b in walk(notes) if b.skip] == ["one", "two", "four"]


def test_tasks() -> None:
    assert tree("- [ ] read on\n- [x] water flows") == ["noise(open task) 1 read on", "item 2 water flows"]


# --------------------------------------------------------------------------- HTML


def test_details_own_what_they_fold_away() -> None:
    notes = "<details>\n<summary><b>What is a cell?</b></summary><br>\n\nA unit:\n\n- of life\n\n</details>\n\nAfter."
    assert tree(notes) == [
        "paragraph 2 What is a cell?",
        "  paragraph 4 A unit:",
        "    item 6 of life",
        "paragraph 10 After.",
    ]


def test_html_tables_lists_and_headings() -> None:
    notes = (
        "<table>\n<tr><th>a</th><th>b</th></tr>\n<tr>\n<td>1</td>\n<td><b>2</b></td>\n</tr>\n</table>\n\n"
        "<h2>Parts</h2>\n<ul>\n<li>wall\n<li>nucleus</li>\n</ul>\n<pre>x &lt; 1\ny</pre>\n<p>text\nmore</p>"
    )
    assert tree(notes) == [
        "table 2 a | b",
        "  row 3-6 1 | 2",
        "heading 9 Parts",
        "  item 11 wall",
        "  item 12 nucleus",
        "  code 14-15 x < 1\ny",
        "  paragraph 16-17 text more",
    ]


def test_what_could_run_is_left_out_and_told() -> None:
    notes = "<script>\nalert(1)\n</script>\n\n<div onclick='x()'>\nsafe\n</div>\n\nalso <style>b{}</style> safe"
    blocks, problems = parse(notes)
    assert outline(blocks) == ["noise(script) 1-3", "paragraph 6 safe", "paragraph 9 also safe"]
    assert [(p.line, p.message.partition(";")[0]) for p in problems] == [
        (1, "<script> removed"),
        (5, "script in <div> removed"),
        (9, "<style> removed"),
    ]


def test_a_script_that_is_never_closed_takes_no_notes_along() -> None:
    blocks, problems = parse("<script>\n\nA cell has a wall.")
    assert "A cell has a wall." in "\n".join(outline(blocks))
    assert [p.line for p in problems] == [1]


def test_comments_and_footnotes_are_noise() -> None:
    assert tree("<!-- a\n\nb -->\n\n%%\nc\n%%\n\n[^1]: d\n\n[e]: http://example.org") == [
        "noise(comment) 1-3",
        "noise(comment) 5-7",
        "noise(footnote) 9 d",
        "noise(link target) 11",
    ]


# --------------------------------------------------------------------------- strangers' habits


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (
            "Water flows. For example:\n    - in\n    - out\nThe rest stays.",
            ["paragraph 1 Water flows. For example:", "  item 2 in", "  item 3 out", "paragraph 4 The rest stays."],
        ),
        (
            "Water flows in two ways\n    - in\n    - out",
            ["paragraph 1 Water flows in two ways", "  item 2 in", "  item 3 out"],
        ),
        ("Kinds:\n- a\n- b", ["paragraph 1 Kinds:", "  item 2 a", "  item 3 b"]),
        ("- item that\nwraps on", ["item 1-2 item that wraps on"]),
        ("- a\n\t\t- far in", ["item 1 a", "  item 2 far in"]),
        ("1. a\n  - two in\n2. b", ["item 1 a", "  item 2 two in", "item 3 b"]),
        ("-   a\n  - b", ["item 1 a", "  item 2 b"]),
        (" * a\n * b", ["item 1 a", "item 2 b"]),
        ("* a\n  + b\n    - c", ["item 1 a", "  item 2 b", "    item 3 c"]),
        ("Steps:\n3. c\n4. d", ["paragraph 1 Steps:", "  item 2 c", "  item 3 d"]),
        ("It was\n1984. So.", ["paragraph 1-2 It was 1984. So."]),
        ("# Cells\n    indented words\n    go on", ["heading 1 Cells", "  paragraph 2-3 indented words go on"]),
        ("# Cells\n\n    - indented item", ["heading 1 Cells", "  item 3 indented item"]),
        ("Run:\n\n    x = f(1)\n    y = 2;", ["paragraph 1 Run:", "code 3-4 x = f(1)\ny = 2;"]),
        ("• a\n  • b", ["item 1 a", "  item 2 b"]),
        ("#Cells\n\n##parts", ["heading 1 Cells", "  heading 3 parts"]),
        ("#Cell parts\n\n#Wall", ["heading 1 Cell parts", "heading 3 Wall"]),
        ("#cells #biology", ["noise(tags) 1 #cells #biology"]),
        ("Cells\n=====\n\nParts\n---", ["heading 1 Cells", "  heading 4 Parts"]),
        ("A cell is a unit of life.\n---\nMore.", ["paragraph 1 A cell is a unit of life.", "paragraph 3 More."]),
        ("- >4 mm is thick", ["item 1 >4 mm is thick"]),
        ("**Parts**\n\n- wall", ["heading 1 Parts", "  item 3 wall"]),
        ("```\n#no heading\n• no item\n```", ["code 2-3 #no heading\n• no item"]),
    ],
)
def test_habits(notes: str, expected: list[str]) -> None:
    assert tree(notes) == expected


# --------------------------------------------------------------------------- nothing is lost

SAMPLE = """\
Cells
=====

Intro with a [link][l] and
a second line:
    - a bullet
    - another
Back again.

---
title: Page two
status: done
---

#Heading without space

1. first
  - below first

     para of first
2. second

    x = 1;
    y = f(x)

\tindented prose here

| a | b |
|:--|---|
| 1 | 2 |
tail

term
: meaning

> [!note] Title
> > inner
> lazy
on

$$
x
$$

%%
hidden
%%

<div>
text in html
</div>

<details><summary>Q</summary>

answer

</details>

<!-- a comment -->

```sh
ls
```

![alt](a.png)
*caption*

[l]: http://example.org
[^1]: note

- [ ] task

- - - nested in a line

Deflist that is none
:

+ plus #tag
"""

_MARKUP = re.compile(
    r"\s*(?:```\w*|~~~|---|===+|\$\$|[|:\s-]+|</?(?:div|details|table|tr|ul|p)>|[-*+]|\d+\.|:|\w+:.*|>|#+)\s*"
)


def uncovered(notes: str) -> list[str]:
    seen = {n for top in parse(notes)[0] for b in top.walk() for n in range(b.start_line, b.end_line + 1)}
    lines = ((n, line.lstrip("> \t-")) for n, line in enumerate(notes.split("\n"), 1))
    return [line for number, line in lines if line and number not in seen and not _MARKUP.fullmatch(line)]


def test_every_line_is_in_a_block_or_is_markup() -> None:
    assert uncovered(SAMPLE) == []


@pytest.mark.parametrize("seed", range(25))
def test_every_line_of_shuffled_notes_is_in_a_block_or_is_markup(seed: int) -> None:
    """Lines in an order that makes no sense, with indents that make none either, must all come out somewhere."""
    dice = random.Random(seed)
    lines = SAMPLE.split("\n")
    dice.shuffle(lines)
    notes = "\n".join(dice.choice(["", "", "  ", "    ", "\t", "> ", "- "]) + line for line in lines)
    assert uncovered(notes) == []


def test_what_nests_too_deep_becomes_flat_and_is_told() -> None:
    depth = MAX_COLUMNS + 200
    lines = ["  " * n + f"- item{n}" for n in range(depth)]
    blocks, problems = parse("\n".join(lines))
    texts = {b.text.plain for top in blocks for b in top.walk()}
    assert texts >= {f"item{n}" for n in range(depth)}
    assert [(p.line, "nested too deep" in p.message) for p in problems] == [(MAX_COLUMNS // 2 + 2, True)]


@pytest.mark.parametrize("sign", ["- ", "> ", ">", "1. ", "* > "])
def test_signs_that_nest_in_one_line_become_text(sign: str) -> None:
    blocks, problems = parse(sign * 5_000 + "core")
    assert any("core" in b.text.plain for top in blocks for b in top.walk())
    assert [p.line for p in problems] == [1]


def test_a_line_too_long_is_noise_and_told() -> None:
    blocks, problems = parse("- before\n\n" + "word " * (LONGEST_LINE // 5 + 1) + "\n\n- after")
    assert outline(blocks) == ["item 1 before", "noise(line too long) 3", "item 5 after"]
    assert [str(p) for p in problems] == [
        "notes.md:3: line of 1,000,005 characters left out; break it into shorter lines"
    ]


HOSTILE = {
    "nested bullets": "\n".join("  " * n + "- x" for n in range(3_000)),
    "nested numbers": "\n".join("   " * n + "1. x" for n in range(2_000)),
    "nested quotes": "\n".join(">" * n + " x" for n in range(300)),
    "nested definitions": "t\n" + "\n".join("  " * n + ": x" for n in range(2_000)),
    "nested footnotes": "\n".join("    " * n + "[^1]: x" for n in range(1_000)),
    "rising and falling": "\n".join("  " * (n % MAX_COLUMNS) + "- x" for n in range(3_000)),
    "one long paragraph": "word\n" * 20_000,
    "one long line": "word " * 100_000,
    "details": "<details><summary>x</summary>\n\n" * 2_000,
    "tables in tables": "<table><tr><td>\n" * 5_000,
    "divs": "<div>" * 20_000,
    "comments": "<!--\n" * 20_000,
    "remarks": "%%x\n" * 20_000,
    "formulas": "$$\n" * 10_001,
    "brackets": "\\[\n" * 4_000,
    "environments": "\\begin{align}\n" * 4_000,
    "page headers": "---\na: b\n" * 5_000,
    "indented": "    words here\n\n" * 10_000,
    "link targets": "[a]: http://x\n" * 10_000,
    "open labels": "[a\n" * 4_000,
    "bold lines": "**a**\n\n" * 5_000,
    "linked items": "- [a](b)\n\nx\n\n" * 2_000,
    "wide table": "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + "|x|\n" * 500,
    "tags": "#a " * 50_000 + "x",
    "spaces": " " * 100_000,
    "ids": "x ^" + "a" * 100_000,
    "flags": "❗ " * 20_000 + "x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_notes_are_read_in_bearable_time(name: str) -> None:
    blocks, _ = parse(HOSTILE[name])
    assert isinstance(blocks, tuple)


@pytest.mark.parametrize("sign", list("[*>$`_~{<!\\&=|#-+^%(:"))
def test_a_hundred_thousand_of_a_sign(sign: str) -> None:
    for notes in (sign * 100_000, (sign + "\n") * 5_000):
        assert max((b.end_line for b in walk(notes)), default=0) <= notes.count("\n") + 1


def test_bullets_before_the_marker_cap_still_nest() -> None:
    assert walk("- " * MAX_MARKERS + "x")[-1].level == MAX_MARKERS
