from dataclasses import replace

from outline import outline

from flashgen.model import Block, BlockKind
from flashgen.sources.tree import nest, remake, under_columns
from flashgen.text import Markup, Span, Text


def block(kind: BlockKind, plain: str, line: int = 1, level: int = 0, number: int | None = None) -> Block:
    return Block(kind, Text(plain), line, line, level=level, number=number)


def heading(plain: str, level: int) -> Block:
    return block(BlockKind.HEADING, plain, level=level)


def paragraph(plain: str) -> Block:
    return block(BlockKind.PARAGRAPH, plain)


def item(plain: str, level: int = 1, number: int | None = None) -> Block:
    return block(BlockKind.ITEM, plain, level=level, number=number)


def bold(plain: str) -> Block:
    return replace(paragraph(plain), text=Text(plain, (Span(0, len(plain.rstrip(":")), Markup.STRONG),)))


def texts(*blocks: Block) -> list[str]:
    return [line.replace(" 1 ", " ") for line in outline(nest(blocks))]


def test_a_heading_owns_what_follows_up_to_its_equal() -> None:
    assert texts(
        paragraph("before"),
        heading("A", 1),
        paragraph("a"),
        heading("B", 3),
        paragraph("b"),
        heading("C", 2),
        item("c"),
    ) == [
        "paragraph before",
        "heading A",
        "  paragraph a",
        "  heading B",
        "    paragraph b",
        "  heading C",
        "    item c",
    ]


def test_a_lead_in_owns_the_list_right_below_it() -> None:
    assert texts(paragraph("Kinds:"), item("a"), item("b"), paragraph("Then."), item("c")) == [
        "paragraph Kinds:",
        "  item a",
        "  item b",
        "paragraph Then.",
        "item c",
    ]
    assert texts(paragraph("Which kinds?"), item("a"))[1] == "  item a"


def test_noise_and_an_image_do_not_part_a_lead_in_from_its_list() -> None:
    noise = block(BlockKind.NOISE, "hidden")
    image = block(BlockKind.IMAGE, "picture")
    assert texts(paragraph("Kinds:"), noise, image, item("a"))[-1] == "  item a"
    assert texts(paragraph("Kinds:"), paragraph("other"), item("a"))[-1] == "item a"


def test_noise_behind_a_list_is_no_part_of_it() -> None:
    noise = block(BlockKind.NOISE, "hidden")
    assert texts(heading("A", 1), paragraph("Kinds:"), item("a"), noise, paragraph("then"), noise) == [
        "heading A",
        "  paragraph Kinds:",
        "    item a",
        "  noise hidden",
        "  paragraph then",
        "  noise hidden",
    ]


def test_a_lead_in_owns_one_list_only() -> None:
    apart = replace(item("b"), blank_before=True)
    assert texts(paragraph("Steps:"), item("one", number=1), item("two", number=2), apart) == [
        "paragraph Steps:",
        "  item one",
        "  item two",
        "item b",
    ]


def test_items_nest_by_level() -> None:
    assert texts(item("a", 1), item("b", 3), item("c", 2), item("d", 1)) == [
        "item a",
        "  item b",
        "  item c",
        "item d",
    ]


def test_a_term_owns_the_paragraphs_right_below_it() -> None:
    term = block(BlockKind.TERM, "osmosis")
    apart = replace(paragraph("other"), blank_before=True)
    assert texts(term, paragraph("a flow"), apart) == ["term osmosis", "  paragraph a flow", "paragraph other"]


def test_a_bold_line_is_the_lowest_heading() -> None:
    assert texts(heading("A", 6), bold("Pros:"), item("fast"), bold("Cons"), item("dear"), heading("B", 6)) == [
        "heading A",
        "  heading Pros:",
        "    item fast",
        "  heading Cons",
        "    item dear",
        "heading B",
    ]


def test_a_bold_line_without_anything_below_it_or_with_a_sentence_is_a_paragraph() -> None:
    assert texts(bold("Warning"), heading("A", 1))[0] == "paragraph Warning"
    assert texts(bold("Warning"))[0] == "paragraph Warning"
    assert texts(bold("Never do this."), item("a"))[0] == "paragraph Never do this."
    assert texts(bold("one two three four five six seven eight nine"), item("a"))[0].startswith("paragraph")


def test_items_move_under_the_item_they_are_indented_below() -> None:
    moved = under_columns([item("a"), item("b"), item("c"), item("d")], [0, 2, 5, 1])
    assert [line.replace(" 1 ", " ") for line in outline(tuple(moved))] == [
        "item a",
        "  item b",
        "    item c",
        "item d",
    ]
    assert [b.level for top in moved for b in top.walk()] == [1, 2, 3, 1]


def test_items_move_under_the_paragraph_right_above_them() -> None:
    apart = replace(item("b"), blank_before=True)
    assert [len(b.children) for b in under_columns([paragraph("text"), item("a")], [0, 4])] == [1]
    assert [len(b.children) for b in under_columns([paragraph("text"), apart], [0, 4])] == [0, 0]
    assert [len(b.children) for b in under_columns([paragraph("text"), item("a")], [0, 0])] == [0, 0]


def test_remake_hands_down_and_leaves_what_does_not_change() -> None:
    tree = nest([heading("A", 1), item("a", 1), item("b", 2), heading("B", 1)])

    def shout(siblings: tuple[Block, ...], depth: int) -> list[tuple[Block, int]]:
        return [(replace(b, text=Text(f"{b.text}{depth}")), depth + 1) for b in siblings]

    assert [b.text.plain for top in remake(tree, 0, shout) for b in top.walk()] == ["A0", "a1", "b2", "B0"]
    same = remake(tree, 0, lambda siblings, depth: [(b, depth) for b in siblings])
    assert all(before is after for before, after in zip(tree, same, strict=True))


def test_deep_trees_do_not_overflow_the_stack() -> None:
    depth = 20_000
    tree = nest([item(str(level), level) for level in range(1, depth + 1)])
    assert sum(1 for top in tree for _ in top.walk()) == depth
    kept = remake(tree, None, lambda siblings, _: [(replace(b, skip=True), None) for b in siblings])
    assert sum(b.skip for top in kept for b in top.walk()) == depth
