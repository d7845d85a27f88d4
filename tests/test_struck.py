"""What is struck out in a block is not said any more, and every other word keeps its line."""

import pytest

from flashgen.model import Block, BlockKind
from flashgen.sources import parse
from flashgen.sources.struck import is_struck, without_struck
from flashgen.text import Markup, Span, Text

HEART = "The heart weighs 900 g 300 g in adults"


def block(plain: str, *struck: tuple[int, int], breaks: tuple[int, ...] = ()) -> Block:
    spans = tuple(Span(start, end, Markup.STRIKE) for start, end in struck)
    return Block(BlockKind.PARAGRAPH, Text(plain, spans), 1, 1 + len(breaks), breaks=breaks)


@pytest.mark.parametrize(
    ("plain", "struck", "left"),
    [
        (HEART, [(17, 22)], "The heart weighs 300 g in adults"),
        (HEART, [], HEART),
        (HEART, [(0, 3)], "heart weighs 900 g 300 g in adults"),
        (HEART, [(29, 38)], "The heart weighs 900 g 300 g "),
        (HEART, [(4, 9), (17, 22)], "The weighs 300 g in adults"),
        (HEART, [(4, 9), (4, 16)], "The 900 g 300 g in adults"),
        ("the TLB (table lookup) caches", [(9, 14)], "the TLB (lookup) caches"),
        ("light/heavy chains", [(5, 11)], "light chains"),
    ],
)
def test_the_rest_is_read_as_if_it_had_never_stood_there(plain: str, struck: list[tuple[int, int]], left: str) -> None:
    assert without_struck(block(plain, *struck)).text.plain == left


@pytest.mark.parametrize(
    ("plain", "struck", "told"),
    [
        ("The heart weighs 900 g", [(0, 22)], True),
        ("The heart weighs 900 g of it", [(0, 22)], True),
        ("The heart weighs 900 g it weighs 300", [(0, 22)], False),
        ("900 300", [(0, 3)], True),
        ("900 3000", [(0, 3)], False),
        ("900", [], False),
    ],
)
def test_a_block_of_which_nothing_is_left_stays_whole(plain: str, struck: list[tuple[int, int]], told: bool) -> None:
    one = block(plain, *struck)
    assert is_struck(one.text) is told
    if told:
        assert without_struck(one) == one


def test_lines_stay_what_they_were() -> None:
    one = without_struck(block("first old line\nsecond old\nthird line", (6, 9), (22, 25), breaks=(15, 26)))
    assert one.text.plain == "first line\nsecond third line"
    assert one.lines(one.text.plain.index("second"), one.text.plain.index("second") + 6) == (2, 2)
    assert one.lines(one.text.plain.index("third"), len(one.text)) == (3, 3)


def test_cells_of_a_table_are_read_so_too() -> None:
    document, _ = parse("| organ | weight |\n|---|---|\n| heart | ~~900 g~~ 300 g |\n| ~~all~~ | 1 |\n", "a.md", "a.md")
    rows = [row for one in document.blocks for row in one.children]
    assert [[cell.plain for cell in row.cells] for row in rows] == [["heart", "300 g"], ["all", "1"]]
