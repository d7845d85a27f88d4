import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashgen.sources import inline as inline_module
from flashgen.sources import simple_marks
from flashgen.sources.inline import MAX_NESTING, inline, plain_inline, read
from flashgen.text import IMAGE_CHAR, Markup, Text


def marks(text: Text) -> list[tuple[str, str]]:
    return [(span.markup.value, text.plain[span.start : span.end]) for span in text.spans]


@pytest.mark.parametrize(
    ("source", "plain", "expected"),
    [
        ("plain words", "plain words", []),
        ("**strong *both* words**", "strong both words", [("strong", "strong both words"), ("emphasis", "both")]),
        ("~~gone~~ and `x = *y*`", "gone and x = *y*", [("strike", "gone"), ("code", "x = *y*")]),
        ("==marked **b**==", "marked b", [("highlight", "marked b"), ("strong", "b")]),
        ("if a == b and c == d", "if a == b and c == d", []),
        ("snake_case_name and 2*3*4", "snake_case_name and 234", [("emphasis", "3")]),
        ("[words](page.html)", "words", [("link", "words")]),
        ("a <https://example.org> b", "a https://example.org b", [("link", "https://example.org")]),
        ("left **open at the start", "left open at the start", []),
        ("rated <b>well ***</b>", "rated well", [("strong", "well")]),
        (r"a\_b \* &lt;c&gt;", "a_b * <c>", []),
    ],
)
def test_marks_of_markdown(source: str, plain: str, expected: list[tuple[str, str]]) -> None:
    text, _ = inline(source)
    assert (text.plain, marks(text)) == (plain, expected)


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        (r"then \(h(x) = W_r \cdot x\) holds", r"\(h(x) = W_r \cdot x\)"),
        (r"then \[a = b\] holds", r"\[a = b\]"),
        ("for $x^2$ holds", r"\(x^2\)"),
        ("the $n$th one", r"\(n\)"),
        ("let $5x + 3$ be", r"\(5x + 3\)"),
        ("so $$a_1$$ is", r"\[a_1\]"),
        (r"a $\$3$ fee", r"\(\$3\)"),
    ],
)
def test_mathematics_keeps_its_delimiters(source: str, formula: str) -> None:
    text, _ = inline(source)
    assert marks(text) == [("math", formula)]


@pytest.mark.parametrize(
    "source",
    [
        "costs $5 and $10 a month",
        "US$5 or HK$6",
        "from $HOME to $PATH",
        "$HOME/bin:$PATH",
        "a lone $ sign",
    ],
)
def test_money_and_paths_are_no_mathematics(source: str) -> None:
    assert inline(source)[0] == Text(source)


def test_escaped_brackets_are_no_mathematics() -> None:
    assert inline(r"shown \[1\] by \(see there\)")[0] == Text("shown [1] by (see there)")


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("see [[cells/Osmosis]] now", "see Osmosis now"),
        ("see [[cells/Osmosis|the flow]] now", "see the flow now"),
        ("see [[Osmosis#In plants]] now", "see In plants now"),
        ("see ![[other note]] now", "see now"),
        ("see ![[cell.png|300]] now", f"see {IMAGE_CHAR} now"),
        ("if [[ -f file ]] then", "if [[ -f file ]] then"),
        ("known %%not sure%% facts", "known facts"),
        ("known[^1] facts ^[an aside] here", "known facts here"),
        ("known facts #biology #cells/animal", "known facts"),
        ("known #biology facts", "known #biology facts"),
        ("#biology #cells", "#biology #cells"),
        ("in C# and `a #b`", "in C# and a #b"),
    ],
)
def test_obsidian_and_footnotes(source: str, plain: str) -> None:
    assert inline(source)[0].plain == plain


def test_an_image_keeps_source_and_alternative_text() -> None:
    spans = [inline(source)[0].spans[0] for source in ("![a cell](cell.png)", '<img src="cell.png" alt="a cell">')]
    assert [(s.markup, s.target, s.title) for s in spans] == [(Markup.IMAGE, "cell.png", "a cell")] * 2


def test_a_cloze_keeps_number_and_hint() -> None:
    text, _ = inline(r"{{c1::Osmosis::a process}} moves {{c2::\(\frac{1}{2}\)}} of {{c3::the {{c4::water}}}}")
    clozes = [(s.target, s.title, text.plain[s.start : s.end]) for s in text.marked(Markup.CLOZE)]
    assert clozes == [
        ("1", "a process", "Osmosis"),
        ("2", "", r"\(\frac{1}{2}\)"),
        ("3", "", "the water"),
        ("4", "", "water"),
    ]


@pytest.mark.parametrize(
    ("source", "plain", "expected"),
    [
        ("H<sub>2</sub>O", "H2O", [("sub", "2")]),
        ("x<sup>2</sup> <u>y</u>", "x2 y", [("sup", "2"), ("underline", "y")]),
        ("<b>a <i>b</b> c</i>", "a b c", [("strong", "a b"), ("emphasis", "b")]),
        ("<kbd>q</kbd> <del>r</del> <mark>s</mark>", "q r s", [("code", "q"), ("strike", "r"), ("highlight", "s")]),
        ('<span class="x">word</span><br>next', "word\nnext", []),
        ("<ul><li>one <li> two</ul>", "one\ntwo", []),
        ("never <b>closed", "never closed", []),
        ('<a href="p.html">there</a>', "there", [("link", "there")]),
    ],
)
def test_html_becomes_marks(source: str, plain: str, expected: list[tuple[str, str]]) -> None:
    text, _ = inline(source)
    assert (text.plain, marks(text)) == (plain, expected)


def test_what_could_run_is_left_out_and_told() -> None:
    found = read("first\nsafe <script>alert(1)</script> text <b onclick='x()'>bold</b>")
    assert found.text.plain == "first safe text bold"
    assert found.removed == ((1, "<script>"), (1, "script in <b>"))
    found = read("</script> <script> open\nend")
    assert found.text.plain == "open end"
    assert read('<a href=" java\tscript:x">y</a>').removed
    assert read("[y](javascript:x)").text.spans == ()


def test_bare_addresses_are_links_without_the_sentence_around_them() -> None:
    text, _ = inline("See https://example.org/a_(b). Or (www.example.org), **not** `http://code.example`")
    assert marks(text)[:2] == [("link", "https://example.org/a_(b)"), ("link", "www.example.org")]
    assert [s.target for s in text.marked(Markup.LINK)] == ["https://example.org/a_(b)", "https://www.example.org"]


def test_reference_links_take_the_documents_targets() -> None:
    found = read("see [the page][P]", {"P": {"href": "http://example.org", "title": ""}})
    assert [(s.target, s.markup) for s in found.text.spans] == [("http://example.org", Markup.LINK)]


def test_breaks_are_where_further_lines_start() -> None:
    text, breaks = inline("one *two\nthree*  \nfour `five\nsix` [seven](http://e.org\n) <b\n>eight</b>\nnine")
    assert text.plain == "one two three\nfour five six seven eight nine"
    assert len(breaks) == 6
    assert [text.plain[breaks[0] :][:5], text.plain[breaks[1] :][:4], text.plain[breaks[-1] :]] == [
        "three",
        "four",
        "nine",
    ]


def test_breaks_within_code_and_mathematics_are_exact() -> None:
    text, breaks = inline("see `one\ntwo` and $a +\nb$ and ` x\ny `")
    assert [text.plain[at:][:3] for at in breaks] == ["two", "b\\)", "y"]


def test_ids_and_directives() -> None:
    assert read("words ^an-id").label == "an-id"
    assert read("words ^an-id").text.plain == "words"
    assert read("10 ^2").text.plain == "10 ^2"
    found = read("words <!-- id: osmosis --> more <!-- flashgen: skip --><!-- other -->")
    assert (found.text.plain, found.label, found.skip) == ("words more", "osmosis", True)


def test_spaces_left_by_what_is_dropped_are_joined() -> None:
    assert inline("a  [^1] b\tc ")[0].plain == "a b c"


def test_plain_inline_marks_only_what_pasted_text_has() -> None:
    text = plain_inline(r"*not strong* \(x_1\) `a b` $5 and $6, https://example.org. “quoted”")
    assert text.plain == r"*not strong* \(x_1\) a b $5 and $6, https://example.org. “quoted”"
    assert marks(text) == [("math", r"\(x_1\)"), ("code", "a b"), ("link", "https://example.org")]


SIGNS = [
    "[",
    "![",
    "[[",
    "[^",
    "^[",
    "*a ",
    "_a ",
    "~~a ",
    "==a ",
    "`",
    "$",
    "$a ",
    r"\(",
    "<",
    "<b>",
    "<a ",
    "&",
    "%%",
]


@pytest.mark.parametrize("sign", [*SIGNS, "{{c1::", "{{c1::a}}", "http://", "www.(", "#a ", "\\", "!", "]("])
def test_opening_signs_without_end_are_read_in_bearable_time(sign: str) -> None:
    for source in (sign * 4_000, "x" + sign * 4_000 + "\n" + sign):
        text, _ = inline(source)
        assert len(text.plain) <= len(source)
        plain_inline(source)


def test_marks_nest_no_deeper_than_allowed_and_nothing_is_lost() -> None:
    depth = 5 * MAX_NESTING
    text, _ = inline("{{c1::" * depth + "core" + "}}" * depth)
    assert "core" in text.plain
    text, _ = inline("<b>" * depth + "core" + "</b>" * depth)
    assert text.plain == "core"


@pytest.mark.parametrize(
    ("source", "plain", "markup", "target", "title"),
    [
        ("{{c1::Rhine::river}} flows north", "Rhine flows north", Markup.CLOZE, "1", "river"),
        ("the {{c2::North Sea}} is shallow", "the North Sea is shallow", Markup.CLOZE, "2", ""),
        ("the ==North Sea== is shallow", "the North Sea is shallow", Markup.HIGHLIGHT, "", ""),
    ],
)
def test_pasted_text_keeps_the_clozes_that_a_person_typed(
    source: str, plain: str, markup: Markup, target: str, title: str
) -> None:
    text = plain_inline(source)
    assert text.plain == plain
    assert [(span.markup, span.target, span.title) for span in text.spans] == [(markup, target, title)]


@pytest.mark.parametrize("source", ["a == b and c == d", "std::{{x}}", "{{c1::}}"])
def test_pasted_text_that_only_looks_like_a_cloze_stays_as_it_is(source: str) -> None:
    assert plain_inline(source).spans == ()


PIECES = ["*", "**", "***", "**two words**", "*one*", "**a", "b*", "word", "1", "é", " ", "  ", "\n", ".", ":", "“"]


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_what_is_read_without_the_parser_is_what_the_parser_reads(source: str) -> None:
    known = read(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simple_marks, "write", lambda source, writer: False)
        assert read(source) == known


@pytest.mark.parametrize("source", ["a **bold word**, and *another*\nbelow", "**bold**", "two\nlines"])
def test_bold_words_need_no_parser(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(inline_module, "_parser")
    assert read(source).text.plain == " ".join(source.replace("*", "").split("\n"))
