"""The block of YAML that a file may begin with."""

import pytest

from flashgen.model import Meta, Severity
from flashgen.sources.frontmatter import Front, split

NONE = Front(Meta(), 1)


def front(text: str) -> Front:
    return split(text.split("\n"), "a.md")


def meta(yaml: str) -> Meta:
    found = front(f"---\n{yaml}\n---\n\nbody")
    assert found.problems == ()
    assert found.body_start_line == found.meta.end_line + 1 == yaml.count("\n") + 4
    return found.meta


def problems(yaml: str) -> list[str]:
    found = front(f"---\n{yaml}\n---\nbody")
    assert all(problem.severity is Severity.WARNING for problem in found.problems)
    return [str(problem) for problem in found.problems]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n",
        "Osmosis\n---\ntitle: no\n---",
        "\n---\ntitle: no\n---",
        " ---\ntitle: no\n---",
        "----\ntitle: no\n----",
        "---\ntitle: never closed\n\n# Body",
        "---\n\nNote: a horizontal rule, as a blank line follows\n\n---",
        "---\nplain words between two rules\n---",
        "---\nWords" + " and words" * 20 + ": with a colon: or two\n---",
        "---\n- a list\n- between rules\n---",
        "---\n> quoted: text: here\n---",
        "---\ntitle: too long\n" + "x: y\n" * 2000 + "---",
    ],
)
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert front(text) == NONE


@pytest.mark.parametrize("close", ["---", "...", "---  "])
def test_where_it_ends(close: str) -> None:
    assert front(f"---  \ntitle: A\n{close}\nbody\n---\n") == Front(Meta(title="A", end_line=3), 4)
    assert front(f"---\n{close}") == Front(Meta(end_line=2), 3)
    assert front(f"---\n# only a comment\n{close}\nbody") == Front(Meta(end_line=3), 4)


def test_the_keys_that_flashgen_reads() -> None:
    text = "title: Cells\ntags: [bio, '#exam']\ndeck: Biology::Cells\nurl: https://example.org/cells\naliases: [x]"
    assert meta(text) == Meta("Cells", ("bio", "exam"), "Biology::Cells", "https://example.org/cells", end_line=7)
    assert meta(text.replace("title", "Title").replace("tags", "TAGS")) == meta(text)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("2024-02-30", "2024-02-30"),
        ("1.10", "1.10"),
        ("No", "No"),
        ("12:30", "12:30"),
        ("'Cells: an overview'", "Cells: an overview"),
        ("", ""),
        ("~", ""),
        ("[a, b]", ""),
        ("{a: b}", ""),
        (">\n  over two\n  lines", "over two lines"),
    ],
)
def test_a_title_is_what_it_looks_like(written: str, title: str) -> None:
    assert meta(f"title: {written}").title == title


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("bio", ("bio",)),
        ("bio exam", ("bio", "exam")),
        ("bio, cell biology", ("bio", "cell-biology")),
        ('"#bio, #exam"', ("bio", "exam")),
        ("[bio, 2024, no, bio]", ("bio", "2024", "no")),
        ('["fundamental", "", ""]', ("fundamental",)),
        ("\n- bio/cells\n- cell biology", ("bio/cells", "cell-biology")),
        ("", ()),
        ("{a: b}", ()),
        ("[[a], {b: c}]", ()),
    ],
)
def test_tags(written: str, tags: tuple[str, ...]) -> None:
    assert meta(f"tags: {written}").tags == tags


@pytest.mark.parametrize("key", ["url", "source", "link", "Source"])
def test_an_address_is_a_web_address(key: str) -> None:
    assert meta(f"{key}: https://example.org/a?b=c#d").url == "https://example.org/a?b=c#d"
    assert meta(f"{key}: Gray's Anatomy").url == ""
    assert meta(f"{key}: javascript:alert(1)").url == ""


def test_the_first_web_address_wins() -> None:
    assert meta("source: a book\nlink: http://b.org\nurl: ftp://c.org").url == "http://b.org"


@pytest.mark.parametrize("word", ["off", "Off", "false", "no", "'off'", "{off: true}", "\n  off:\n    on"])
def test_off(word: str) -> None:
    assert meta(f"flashgen: {word}").off


@pytest.mark.parametrize("word", ["on", "true", "", "{}", "{off: false}", "{off: }", "{tags: a}"])
def test_not_off(word: str) -> None:
    assert not meta(f"flashgen: {word}").off


@pytest.mark.parametrize("word", ["text", "markdown"])
def test_format_is_forced(word: str) -> None:
    assert meta(f"flashgen: {word}").format == word
    assert meta(f"flashgen: {{format: {word}}}").format == word


def test_flashgen_s_own_keys_win_over_those_of_other_tools() -> None:
    yaml = "deck: A\ntags: [x, y]\nflashgen:\n  deck: B::C\n  tags: [y, z]\n  format: text"
    assert meta(yaml) == Meta("", ("x", "y", "z"), "B::C", format="text", end_line=8)


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        (
            "flashgen: pdf",
            "a.md:2: 'flashgen' takes off, private, text, markdown or a mapping of deck, format, off, private, tags",
        ),
        (
            "x: y\nflashgen:\n- off",
            "a.md:3: 'flashgen' takes off, private, text, markdown or a mapping",
        ),
        (
            "flashgen:\n  formt: text",
            "a.md:3: 'formt' is no key of flashgen, which are deck, format, off, private, tags",
        ),
        ("flashgen:\n  format: pdf", "a.md:3: 'format' takes text or markdown; left out"),
        ("flashgen:\n  off: maybe", "a.md:3: 'off' takes true or false; left out"),
        ("flashgen: {deck: [a]}", "a.md:2: 'deck' takes a deck's name; left out"),
        ("title: a: b", "a.md:2: broken YAML: "),
        ("title: ok\ntags: [a, b", "a.md:3: broken YAML: "),
        ("title: {{title}}", "a.md:2: broken YAML: "),
        (
            "title: a\ntitle: b",
            "a.md:3: the key 'title' is given twice (first on line 2); keep one (front",
        ),
        ("# note\ntags: *all", "a.md:3: broken YAML: aliases (*name) are refused"),
        ("a: " + "[" * 100_000, "a.md:2: nested deeper than 50 levels"),
    ],
)
def test_slips_are_warnings_with_file_and_line(yaml: str, message: str) -> None:
    (found,) = problems(yaml)
    assert found.startswith(message)


def test_several_pages_in_one_file_have_no_common_front_matter() -> None:
    page = "---\ntitle: {}\ntags: [{}]\nflashgen: {}\n---\n\nbody\n\n"
    assert front(page.format("A", "a", "on") + page.format("B", "b", "on")) == NONE
    assert front(page.format("A", "a", "off") + page.format("B", "b", "on")) == Front(Meta(off=True), 1)
    assert front(page.format("A", "a", "on") + "---\ntitle: never closed").meta.title == "A"
    assert front(page.format("A", "a", "on") + "---\nsubtitle: x\n---").meta.title == "A"


def test_broken_front_matter_is_left_out_and_the_body_kept() -> None:
    found = front("---\ntitle: a: b\n---\n# Body")
    assert (found.meta, found.body_start_line) == (Meta(end_line=3), 4)
