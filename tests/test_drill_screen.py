"""What a drill looks like: fields as readable text, and screens of every size."""

import re

import drilled
import pytest
import wcwidth

from flashgen.drill import dialogue as talk
from flashgen.drill import queue
from flashgen.drill.dialogue import Dialogue, Panel
from flashgen.drill.formulas import plain as formula
from flashgen.drill.readable import face, plain
from flashgen.drill.screen import View, draw
from flashgen.drill.settings import Settings
from flashgen.drill.values import Card, Key, Rating, Verdict
from flashgen.drill.widths import clip, width, wrap
from flashgen.model import Form

AT = drilled.noon(739_900)
LONG = "the part of a network that decides which expert is asked, " * 9
WIDE = "日本の首都であり世界最大級の都市圏を形成している都市で人口は千四百万人を超え政治経済文化の中心地である"
HEBREW = "ברכה נפוצה בעברית שמשמעותה המילולית היא שלמות והרמוניה בין אנשים"
CODE = "<pre><code>def f(x):\n    return x + 1  # a comment that is longer than forty columns are wide</code></pre>"


def card(question: str, answer: str, context: str = "Chapter", extra: str = "") -> Card:
    fields = (question, answer, context, extra, "notes.md › Chapter")
    return Card(Key("g", 0), Form.BASIC, "explicit", "Deck::A rather long name", (), ("notes.md",), "", fields)


def asked(shown: Card) -> Dialogue:
    left = queue.build([shown.key], {}, AT, 9)
    return talk.begin(Dialogue({shown.key: shown}, {}, Settings(), left), AT)


def plain_paint(part: str, text: str) -> str:
    return text


def screen(dialogue: Dialogue, columns: int, rows: int, **more: object) -> list[str]:
    assert dialogue.card
    return draw(dialogue, face(dialogue.card), View(columns, rows, **more), plain_paint)  # type: ignore[arg-type]


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
@pytest.mark.parametrize("rows", [5, 10, 24, 60])
@pytest.mark.parametrize(
    "text",
    ["Lima", LONG, WIDE, HEBREW, CODE, "x" * 300, "e\u0301" * 90, "👨‍👩‍👧 " * 40, f"<ul><li>{LONG}</li></ul>"],
    ids=["short", "long", "chinese", "hebrew", "code", "one word", "accents", "emoji", "list"],
)  # fmt: skip
def test_a_screen_never_outgrows_the_window(text: str, columns: int, rows: int) -> None:
    dialogue = asked(card(f"What is {text}?", text, context=text, extra=text))
    shown = talk.reveal(dialogue, AT, "something else", Verdict.NEARLY)
    for each, more in (
        (dialogue, {}),
        (dialogue, {"typing": True, "buffer": text[:200]}),
        (talk.show(dialogue, Panel.HELP), {}),
        (talk.show(dialogue, Panel.SOURCE), {"source": f"notes.md:3\n{text}"}),
        (shown, {}),
        (talk.told(shown, "a notice that is longer than the window is wide, in a narrow one"), {}),
    ):
        lines = screen(each, columns, rows, **more)
        assert 0 < len(lines) <= rows
        assert max(wcwidth.wcswidth(line) for line in lines) <= columns


@pytest.mark.parametrize("columns", [40, 80])
def test_what_is_needed_is_seen_in_a_small_window(columns: int) -> None:
    dialogue = asked(card("What is the capital of Peru?", "Lima"))
    said = "\n".join(screen(dialogue, columns, 12))
    assert "1/1" in said
    assert "[Chapter]" in said
    assert "What is the capital of Peru?" in said
    assert "Lima" not in said
    said = "\n".join(screen(talk.reveal(dialogue, AT), columns, 12))
    assert "Lima" in said
    for rating in Rating:
        assert f"{rating.value} {rating.name.title()}" in said


def test_a_long_answer_shows_its_end_and_that_something_is_left_out() -> None:
    dialogue = talk.reveal(asked(card(LONG, f"{LONG} and so on to the very end")), AT)
    said = screen(dialogue, 40, 14)
    assert "on to the very end" in " ".join(" ".join(said).split())
    assert said[3].strip() == "…"
    up = screen(dialogue, 40, 14, scrolled=-5)
    assert said[4:5] == up[9:10]
    assert "very end" not in " ".join(up)
    assert up[3].strip() == up[-4].strip() == "…"
    top = screen(dialogue, 40, 14, scrolled=-500)
    assert "[Chapter]" in top[3]
    assert screen(dialogue, 40, 14, scrolled=500) == said


def test_the_difference_of_a_nearly_right_answer_is_marked() -> None:
    dialogue = talk.reveal(asked(card("Inner layer?", "endocardium")), AT, "endocardum", Verdict.NEARLY)
    said = "\n".join(screen(dialogue, 80, 24))
    assert "Nearly right." in said
    assert "You typed: endocardum" in said
    assert "Missing:   endocard[i]um" in said


# --------------------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("a <strong>bold</strong> and <em>leaning</em> word", "a bold and leaning word"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("one<br>two", "one\ntwo"),
        ("Layers: <ul><li>endocardium</li><li>myocardium</li></ul>", "Layers:\n- endocardium\n- myocardium"),
        ("<ol><li>first</li><li>second</li></ol>", "1. first\n2. second"),
        ("run <code>a  b_1 &lt; c</code> now", "run a  b_1 < c now"),
        ('<pre><code><span class="k">if</span> x:\n    y</code></pre>', "    if x:\n        y"),
        ("H<sub>2</sub>O and x<sup>2</sup>", "H₂O and x²"),
        (r"where \(a_1 \le \alpha^2\) holds", "where a₁ ≤ α² holds"),
        ('<img src="x.png" alt="a heart"> shown', "[image: a heart] shown"),
        ('<a href="https://example.org">the site</a>', "the site"),
        ("std:<span></span>:vector", "std::vector"),
        ("<code>\\(not math\\)</code>", "\\(not math\\)"),
        ("bad \x1b[31m\u202e text\x07", "bad [31m text"),
        ("\ue0105\ue011", "5"),
    ],
)
def test_a_field_as_text(field: str, text: str) -> None:
    assert plain(field) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"\frac{1}{2}", "1/2"),
        (r"\sqrt{d_k}", "√dₖ"),
        (r"e^{-x^2/2}", "e^(-x²/2)"),
        (r"\sum_{i=1}^n x_i", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"\mathrm{softmax}\left(\frac{QK^T}{\sqrt{d_k}}\right)V", "softmax((QK^T)/(√dₖ))V"),
        (r"O(n \log n)", "O(n log n)"),
        (r"37^\circ", "37°"),
        (r"A \cap B \subseteq C", "A ∩ B ⊆ C"),
        (r"L \propto N^{-0.076}", "L ∝ N^(-0.076)"),
        (r"\unknown{x}", r"\unknown{x}"),
        (r"{" * 30 + "x" + "}" * 30, "{" * 30 + "x" + "}" * 30),
    ],
)
def test_a_formula_as_text(latex: str, text: str) -> None:
    assert formula(latex) == text


def test_a_cloze_asks_for_one_number_and_shows_the_others() -> None:
    text = "{{c1::Jeff <em>Dean</em>::who}} wrote it in {{c2::2007}}, {{c2::late}}; see {{c1::there}}."
    first, second = (
        face(Card(Key("g", number), Form.CLOZE, "quantity", "D", (), ("a",), "", (text, "", "", "")))
        for number in (0, 1)
    )
    assert (first.question, first.answer) == ("[who] wrote it in 2007, late; see [...].", "Jeff Dean; there")
    assert (second.question, second.answer) == ("Jeff Dean wrote it in [...], [...]; see there.", "2007; late")
    assert first.whole == "Jeff Dean wrote it in 2007, late; see there."


def test_a_term_is_asked_both_ways() -> None:
    fields = ("Systole", "the phase of contraction", "The heart", "", "a.md", "yes")
    there, back = (face(Card(Key("g", way), Form.TERM, "definition", "D", (), ("a",), "", fields)) for way in (0, 1))
    assert (there.question, there.answer) == ("Systole", "the phase of contraction")
    assert (back.question, back.answer) == ("the phase of contraction", "Systole")
    assert there.context == back.context == "The heart"


def test_lines_are_broken_between_words_and_keep_their_indent() -> None:
    assert wrap("- one two three four", 10) == ["- one two", "  three", "  four"]
    assert wrap("12. one two three", 12) == ["12. one two", "    three"]
    assert wrap("    code that is long", 16) == ["    code that is", "    long"]
    assert wrap("", 10) == [""]
    assert wrap("日本の首都", 6 + 2) == ["日本の首", "都"]
    assert "".join(line.strip() for line in wrap("x" * 50, 20)) == "x" * 50


def test_widths() -> None:
    assert (width("Lima"), width("東京"), width("e\u0301")) == (4, 4, 1)
    assert clip("東京タワー", 6) == "東京…"
    assert clip("Lima", 4) == "Lima"


def test_colours_are_the_painters() -> None:
    painted = draw(
        asked(card("Why?", "So")), face(card("Why?", "So")), View(60, 20), lambda part, text: f"<{part}>{text}"
    )
    assert any(re.search(r"<question>Why\?", line) for line in painted)
