import pytest

from flashgen.sources.detect import detect


def kind(text: str, path: str = "notes") -> str:
    return detect(text.split("\n"), path)


PASTED = {
    "bullet glyphs": "Rivers\n\n• Nile\n• Amazon",
    "bullet glyphs of a word processor": "Rivers\n\n•\tNile\n\to\tWhite Nile",
    "bullets run together": "Rivers include • Nile • Amazon • Volga",
    "tab-separated rows": "kala\tfish\nwaso\tbird\nsoweli\tmammal",
    "a collapsed table": "Abbreviation Meaning\nMya Million years ago",
    "headings that nothing marks": "Types of Rocks\n\nThere are three of them.\n\nRock Cycle\n\nMagma cools.",
    "unmarked headings above typed bullets": "Types of Rocks\n\n- Igneous\n- Layered\n\nRock Cycle\n\n- Magma cools",
}
MARKDOWN = {
    "headings": "# Rivers\n\nThe Nile is long.",
    "a heading above bullet glyphs": "# Rivers\n## Africa\n### North\n• Nile",
    "underlined headings": "Rivers\n======\n\nThe Nile is long.",
    "strong words": "The **Nile** is long.\n\nThe **Volga** is not.",
    "links": "The [Nile](https://nile.example) is long.\n\nSee [[Volga]].",
    "bullets": "- Nile\n- Amazon\n  - Rio Negro",
    "a table with its rule": "| river | length |\n|---|---|\n| Nile | 6650 |",
    "a fence that holds glyphs": "```\n• Nile\n```\n\n`ls` lists.",
    "definition lists": "Nile\n: A river",
}


@pytest.mark.parametrize("text", PASTED.values(), ids=PASTED.keys())
@pytest.mark.parametrize("path", ["notes.md", "notes.txt"])
def test_pasted_text_whatever_the_suffix(text: str, path: str) -> None:
    assert kind(text, path) == "text"


@pytest.mark.parametrize("text", MARKDOWN.values(), ids=MARKDOWN.keys())
@pytest.mark.parametrize("path", ["notes.md", "notes.txt"])
def test_markdown_whatever_the_suffix(text: str, path: str) -> None:
    assert kind(text, path) == "markdown"


def test_the_suffix_breaks_a_tie() -> None:
    text = "The Nile is long. It ends in the sea."
    assert kind(text, "notes.MD") == "markdown"
    assert kind(text, "notes.txt") == "text"
    assert kind("", "notes.md") == "markdown"


def test_one_stray_sign_does_not_make_markdown() -> None:
    assert kind("Rivers\n\n• Nile, see `atlas`\n• Amazon\n• Volga\n• Rhine", "notes.md") == "text"


@pytest.mark.parametrize("line", ["[" * 5_000, "*a " * 5_000, " " * 50_000 + "x", "|-" * 5_000])
def test_long_lines_take_no_time(line: str) -> None:
    assert detect([line] * 2_000, "notes.md") in ("markdown", "text")
