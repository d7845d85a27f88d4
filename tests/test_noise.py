import pytest

from flashgen.model import Block, BlockKind
from flashgen.sources import noise
from flashgen.sources.inline import inline
from flashgen.sources.tree import nest
from flashgen.text import IMAGE_CHAR, Markup, Span, Text


def text(source: str) -> Text:
    return inline(source)[0]


@pytest.mark.parametrize(
    "source",
    [
        "Osmosis is the flow of water through a membrane.",
        "To do this, heat the water first.",
        "The tax is to be completed by the seller before May.",
        "See the chapter on water for the proof.",
        "Copyright protects a work for 70 years.",
        "Home is where the heart is",
        "Last updated rows win in a merge.",
        "Created in 1989 by Tim Berners-Lee at CERN, the web is a system of linked pages on the internet.",
        "# is the sign of a comment",
        "[Osmosis](osmosis.md) moves water.",
        "max_depth limits a tree",
        "Subscribe events are sent to each listener of the topic as soon as they come in from the broker, in order.",
        "",
    ],
)
def test_what_says_something_is_no_noise(source: str) -> None:
    assert noise.reason(text(source)) == ""


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("TODO add the proof", "to do"),
        ("- FIXME: numbers", "to do"),
        ("To do: check the source", "to do"),
        ("🚧 More on leaves", "to do"),
        ("Water flows (TODO check)", "to do"),
        ("To be completed.", "to do"),
        ("Coming soon!", "to do"),
        ("#biology #cells/animal", "tags"),
        ("https://example.org/a", "bare link"),
        ("Source: [the article](https://example.org)", "bare link"),
        ("[[Osmosis]]", "bare link"),
        ("see also: www.example.org", "bare link"),
        ("Last updated: 3 May 2024", "boilerplate"),
        ("Published on May 3, 2024", "boilerplate"),
        ("© 2024 Somebody", "boilerplate"),
        ("Somebody Inc. All rights reserved.", "boilerplate"),
        ("Subscribe to our newsletter", "boilerplate"),
        ("We use cookies to make this site better", "boilerplate"),
        ("7 min read", "boilerplate"),
        ("Edit this page", "boilerplate"),
        ("Table of contents", "boilerplate"),
        ("{{< figure src=a.png >}}", "boilerplate"),
        ("Figure 3: the cell", "image caption"),
        ("![](a.png) Source: Somebody", "image caption"),
        ("screenshot 2024.png", "image caption"),
        ("cell_with_wall", "image caption"),
        ("Useful resources:", "reference"),
    ],
)
def test_noise_has_a_reason(source: str, why: str) -> None:
    assert noise.reason(text(source)) == why


def test_an_item_may_be_a_name_in_snake_case() -> None:
    assert noise.reason(text("max_depth"), kind=BlockKind.ITEM) == ""


def test_an_item_may_be_called_as_a_button_is() -> None:
    assert noise.reason(text("Next"), kind=BlockKind.ITEM) == ""
    assert noise.reason(text("Next"), kind=BlockKind.PARAGRAPH) == "boilerplate"


@pytest.mark.parametrize(
    "heading", ["See also", "**Further reading**:", "🔗 References and further reading", "Bibliography"]
)
def test_all_below_a_heading_of_references_is_noise(heading: str) -> None:
    assert noise.reason(text("Any words"), text(heading).plain) == "reference"


def test_sources_may_be_the_subject() -> None:
    assert noise.reason(text("oil"), "Sources") == ""
    assert noise.reason(text("[Oil](https://example.org)"), "Sources") == "reference"
    assert noise.reason(text("Smith et al., Oil"), "Sources") == "reference"


def test_a_table_of_contents_is_navigation() -> None:
    assert noise.is_navigation([text("[One](#one)"), text("[Two](#two)")])
    assert noise.is_navigation([text("[[One]]")] * 4)
    assert not noise.is_navigation([text("[[One]]")] * 3)
    assert not noise.is_navigation([text("[[One]]")] * 4 + [text("two")])
    assert not noise.is_navigation([])


def test_flags_are_emoji_before_words() -> None:
    assert noise.flags("❗ Limit") == 2
    assert noise.flags("☝️ 📝 Note") == len("☝️ 📝 ")
    assert noise.flags("∑ Those who know") == 2
    assert [noise.flags(s) for s in ("✓", "♀ female", "→ leads to", "∑ x", "Limit ❗", "4 × 4")] == [0] * 6


def block(kind: BlockKind, source: str, *children: Block, level: int = 0) -> Block:
    return Block(kind, text(source), 1, 1, children, level=level)


def marked(*blocks: Block) -> list[tuple[str, str]]:
    return [(b.reason or b.kind.value, b.text.plain) for top in noise.mark(nest(blocks)) for b in top.walk()]


def test_a_section_of_references_keeps_its_heading() -> None:
    assert marked(
        block(BlockKind.HEADING, "See also", level=2),
        block(BlockKind.PARAGRAPH, "Read these:"),
        block(BlockKind.ITEM, "A book", level=1),
        block(BlockKind.HEADING, "Facts", level=2),
        block(BlockKind.ITEM, "❗ A fact", level=1),
    ) == [
        ("heading", "See also"),
        ("reference", "Read these:"),
        ("reference", "A book"),
        ("heading", "Facts"),
        ("item", "A fact"),
    ]


def test_a_lead_in_to_references_takes_its_list_along() -> None:
    assert marked(block(BlockKind.PARAGRAPH, "Useful resources:"), block(BlockKind.ITEM, "A book", level=1)) == [
        ("reference", "Useful resources:"),
        ("reference", "A book"),
    ]


def test_a_linked_name_is_kept_where_its_list_says_more() -> None:
    names = [block(BlockKind.ITEM, source, level=1) for source in ("[Layer 4](a.md)", "random", "https://example.org")]
    assert marked(*names) == [("item", "Layer 4"), ("item", "random"), ("bare link", "https://example.org")]
    owner = block(BlockKind.ITEM, "[Layer 4](a.md)", block(BlockKind.ITEM, "reads ports"), level=1)
    assert marked(owner) == [("item", "Layer 4"), ("item", "reads ports")]
    assert marked(names[0]) == [("bare link", "Layer 4")]


def test_a_caption_stands_right_below_its_image() -> None:
    image = Block(BlockKind.IMAGE, Text(IMAGE_CHAR, (Span(0, 1, Markup.IMAGE, "a.png", "The cell"),)), 1, 1)
    for caption in ("*A cell, seen from above*", "The cell", "Source: Somebody"):
        assert marked(image, block(BlockKind.PARAGRAPH, caption))[1][0] == "image caption"
    assert marked(image, block(BlockKind.PARAGRAPH, "A cell has a wall."))[1][0] == "paragraph"


def test_flags_are_cut_off_with_their_marks_and_breaks_moved() -> None:
    words, breaks = inline("📝 one **two**\nthree")
    (kept,) = noise.mark((Block(BlockKind.PARAGRAPH, words, 1, 2, breaks=breaks),))
    assert (kept.text.plain, kept.lines(8, 13)) == ("one two three", (2, 2))
    assert [kept.text.plain[s.start : s.end] for s in kept.text.spans] == ["two"]
