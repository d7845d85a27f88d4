"""Text to the HTML of Anki's fields."""

import re

import pytest

from flashgen import render
from flashgen.model import Source
from flashgen.text import IMAGE_CHAR, Markup, Span, Text


def marked(words: str, inside: str, markup: Markup, target: str = "", title: str = "") -> Text:
    start = words.index(inside)
    return Text(words, (Span(start, start + len(inside), markup, target, title),))


@pytest.mark.parametrize(
    ("markup", "tag"),
    [
        (Markup.STRONG, "strong"),
        (Markup.EMPHASIS, "em"),
        (Markup.UNDERLINE, "u"),
        (Markup.STRIKE, "s"),
        (Markup.HIGHLIGHT, "mark"),
        (Markup.SUB, "sub"),
        (Markup.SUP, "sup"),
        (Markup.CODE, "code"),
    ],
)
def test_each_mark_has_its_tag(markup: Markup, tag: str) -> None:
    assert render.html(marked("a word b", "word", markup)) == f"a <{tag}>word</{tag}> b"


def test_a_cloze_mark_outside_a_cloze_is_its_words() -> None:
    assert render.html(marked("a word b", "word", Markup.CLOZE, "1")) == "a word b"


def test_words_are_escaped() -> None:
    assert render.html(Text('<script>alert("1")</script> &')) == '&lt;script&gt;alert("1")&lt;/script&gt; &amp;'


def test_lines_are_kept() -> None:
    assert render.html(Text("one\ntwo")) == "one<br>two"


def test_marks_nest() -> None:
    text = Text("all of it", (Span(0, 9, Markup.STRONG), Span(4, 6, Markup.EMPHASIS), Span(7, 9, Markup.CODE)))
    assert render.html(text) == "<strong>all <em>of</em> <code>it</code></strong>"


def test_of_two_marks_on_the_same_words_code_is_within() -> None:
    text = Text("word", (Span(0, 4, Markup.CODE), Span(0, 4, Markup.LINK, "https://example.org")))
    assert render.html(text) == '<a href="https://example.org"><code>word</code></a>'


def test_marks_that_cross_still_give_whole_tags() -> None:
    text = Text("abcdef", (Span(0, 4, Markup.STRONG), Span(2, 6, Markup.EMPHASIS)))
    assert render.html(text) == "<strong>ab<em>cd</em></strong>ef"


@pytest.mark.parametrize("address", ["https://example.org/a?b=1&c=2", "http://x.y", "mailto:a@b.c", "obsidian://open"])
def test_links_that_may_be_opened(address: str) -> None:
    html = render.html(marked("see here", "here", Markup.LINK, address))
    assert html == f'see <a href="{address.replace("&", "&amp;")}">here</a>'


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScript:alert(1)", " javascript:x", "data:text/html,x", "other.md", "file:///x", ""],
)
def test_other_links_are_words(address: str) -> None:
    assert render.html(marked("see here", "here", Markup.LINK, address)) == "see here"


def test_a_link_cannot_break_out_of_its_attribute() -> None:
    html = render.html(marked("here", "here", Markup.LINK, 'https://x.y/"onclick="alert(1)'))
    assert html == '<a href="https://x.y/&quot;onclick=&quot;alert(1)">here</a>'


def test_mathematics_keeps_its_delimiters_and_lines_and_is_escaped() -> None:
    words = "\\[a < b\n% said & done\n\\]"
    assert render.html(marked(words, words, Markup.MATH)) == "\\[a &lt; b\n% said &amp; done\n\\]"


@pytest.mark.parametrize(
    "words",
    [
        "grep \\(x\\)",
        "\\[x\\]",
        "[sound:x.mp3]",
        "[SOUND:x.mp3]",
        "[anki:tts lang=en]x[/anki:tts]",
        "[[type:Answer]]",
        "[latex]\\input{x}[/latex]",
        "[$]x[/$]",
        "[$$]x[/$$]",
    ],
)
def test_what_anki_would_act_on_is_parted(words: str) -> None:
    html = render.html(Text(words))
    assert not re.search(r"\\[(\[]|\[(?:sound:|anki:|\[type:|latex\]|\$)", html, re.IGNORECASE)
    assert re.sub("</?span>", "", html) == words


def test_what_anki_would_act_on_is_parted_in_mathematics_without_tags() -> None:
    assert render.html(marked("\\([$]x\\)", "\\([$]x\\)", Markup.MATH)) == "\\([ $]x\\)"


def test_control_characters_are_dropped() -> None:
    assert render.html(Text("a\x00b\x1fc\ud800d\ufdd0e\tf")) == "abcde\tf"


IMAGE = Text(f"see {IMAGE_CHAR}", (Span(4, 5, Markup.IMAGE, "a.png", 'a "b" {{c1::[sound:x]}}'),))


def test_an_image_with_a_media_name() -> None:
    html = render.html(IMAGE, {"a.png": "flashgen-0123456789ab-a.png"})
    assert html == 'see <img src="flashgen-0123456789ab-a.png" alt="a &quot;b&quot; {{c1:: sound:x]}}">'
    assert "{{" not in render.cloze(IMAGE, [], images={"a.png": "flashgen-0123456789ab-a.png"})


def test_an_image_that_is_not_media_is_its_alternative_text() -> None:
    assert render.html(marked(f"see {IMAGE_CHAR}", IMAGE_CHAR, Markup.IMAGE, "a.png", "the curve")) == "see the curve"
    assert render.html(marked(f"see {IMAGE_CHAR}", IMAGE_CHAR, Markup.IMAGE, "a.png")) == "see a.png"


def test_an_image_on_the_web_is_a_link() -> None:
    html = render.html(marked(f"see {IMAGE_CHAR}", IMAGE_CHAR, Markup.IMAGE, "https://x.y/a.png", "the curve"))
    assert html == 'see <a href="https://x.y/a.png">the curve</a>'


def test_only_media_of_ours_is_shown() -> None:
    assert "src" not in render.html(IMAGE, {"a.png": "https://x.y/tracker.png"})


def test_lists() -> None:
    texts = (marked("one two", "two", Markup.STRONG), Text("<three>"))
    assert render.items(texts) == "<ul><li>one <strong>two</strong></li><li>&lt;three&gt;</li></ul>"
    assert render.items(texts[1:], ordered=True) == "<ol><li>&lt;three&gt;</li></ol>"


def test_code_has_pygments_classes() -> None:
    html = render.code("def f(a):\n    return a < 1", "python")
    assert html.startswith('<pre><code><span class="k">def</span>')
    assert "\n    " in html
    assert '<span class="o">&lt;</span>' in html


@pytest.mark.parametrize("language", ["", "no-such-language"])
def test_code_in_an_unknown_language_is_plain(language: str) -> None:
    assert render.code("a < b\n\tc\n", language) == "<pre><code>a &lt; b\n\tc</code></pre>"


def test_code_on_several_lines_within_a_text_is_a_block() -> None:
    text = marked("see\nx = 1\ny = 2", "x = 1\ny = 2", Markup.CODE, "python")
    assert re.sub("</?span[^>]*>", "", render.html(text)) == "see<br><pre><code>x = 1\ny = 2</code></pre>"
    assert 'class="mi"' in render.html(text)


def test_context_goes_from_the_general_to_the_near() -> None:
    assert render.context((Text("Cells"), marked("The wall", "wall", Markup.EMPHASIS))) == "Cells › The <em>wall</em>"
    assert render.context(()) == ""


def test_sources_name_file_and_heading_and_are_linked_and_said_once() -> None:
    places = (
        Source("a.md", 3, 4, "Top & tail"),
        Source("a.md", 9, 9, "Top & tail"),
        Source("b.md", 1, 1, url="https://example.org"),
        Source("c.md", 1, 1, url="javascript:alert(1)"),
    )
    assert render.sources(places) == 'a.md › Top &amp; tail<br><a href="https://example.org">b.md</a><br>c.md'


# ---------------------------------------------------------------------------- clozes


def test_a_cloze() -> None:
    assert render.cloze(Text("Water boils at 100 °C here"), [(15, 21)]) == "Water boils at {{c1::100 °C}} here"


def test_clozes_are_numbered_as_told() -> None:
    assert render.cloze(Text("a b c"), [(0, 1), (4, 5)]) == "{{c1::a}} b {{c2::c}}"
    assert render.cloze(Text("a b c"), [(0, 1), (4, 5)], [7, 2]) == "{{c7::a}} b {{c2::c}}"


def test_a_mark_over_the_end_of_a_blank_is_closed_and_opened_again() -> None:
    text = marked("one two three", "two three", Markup.STRONG)
    assert render.cloze(text, [(4, 7)]) == "one {{c1::<strong>two</strong>}}<strong> three</strong>"


def test_a_cloze_mark_lends_its_hint() -> None:
    text = marked("the year 1969", "1969", Markup.CLOZE, "1", "a::year}}")
    html = render.cloze(text, [(9, 13)])
    assert html == "the year {{c1::1969::a<span>:</span>:year<span>}</span><span>}</span>}}"


@pytest.mark.parametrize("markup", [Markup.CODE, Markup.MATH])
def test_code_and_mathematics_are_never_cut(markup: Markup) -> None:
    text = marked("so \\(a+b\\) is", "\\(a+b\\)", markup)
    html = render.cloze(text, [(5, 6), (8, 9)])
    assert html.count("{{c1::") == 1
    assert "{{c2::" not in html
    assert re.sub("</?(?:span|code)>", "", html) == "so {{c1::\\(a+b\\)}} is"


def test_a_cloze_of_mathematics_with_braces() -> None:
    words = "\\(\\frac{a}{\\sqrt{b}}\\)"
    assert render.cloze(marked(words, words, Markup.MATH), [(0, len(words))]) == "{{c1::\\(\\frac{a}{\\sqrt{b} }\\)}}"


def test_deep_marks_and_long_words_are_rendered_whole() -> None:
    size = 20_000
    deep = Text("x" * size, tuple(Span(i, size, Markup.STRONG) for i in range(0, size, 4)))
    many = Text("ab " * size, tuple(Span(3 * i, 3 * i + 2, Markup.STRONG) for i in range(size)))
    for text in (deep, many):
        assert re.sub("</?strong>", "", render.html(text)) == text.plain
    assert render.html(Text("{[\\(<" * 100_000)).count("&lt;") == 100_000
