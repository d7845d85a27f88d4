"""Text with marks: slices of long texts, whose marks are looked up, say what slices of short ones say."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashgen.extract import extract
from flashgen.language.letters import has_digit, lowered
from flashgen.sources import parse
from flashgen.text import Markup, Span, Text

OPAQUE = (Markup.CODE, Markup.MATH, Markup.IMAGE)


@st.composite
def marked(draw: st.DrawFn) -> Text:
    """A text of so many marks that they are looked up, some of them within others."""
    spans: list[Span] = []
    at = 0
    for _ in range(draw(st.integers(41, 60))):
        start = at + draw(st.integers(0, 3))
        end = start + draw(st.integers(1, 6))
        spans.append(Span(start, end, draw(st.sampled_from([*OPAQUE, Markup.STRONG]))))
        if draw(st.booleans()):
            spans.append(Span(start, start + 1, Markup.EMPHASIS))
        at = end
    if draw(st.booleans()):
        spans.append(Span(0, at, Markup.HIGHLIGHT))
    return Text("x" * at, tuple(sorted(spans)))


@settings(max_examples=40, deadline=None)
@given(marked(), st.integers(0, 300), st.integers(0, 40))
def test_a_slice_has_all_marks_that_reach_into_it(text: Text, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    kept = [
        Span(max(span.start, start) - start, min(span.end, end) - start, span.markup)
        for span in text.spans
        if max(span.start, start) < min(span.end, end)
    ]
    assert text[start:end] == Text(text.plain[start:end], tuple(kept))
    touched = any(s.start < end and start < s.end for s in text.spans if s.markup in OPAQUE)
    assert text.opaque(start, end) is touched


def test_what_changes_nothing_makes_no_new_text() -> None:
    text = Text("a **b**")
    assert text[:] is text
    assert text.strip() is text
    assert text.without(Markup.LINK) is text


@pytest.mark.parametrize(("marked_word", "count"), [("==part {}== it.", 3000), ("https://example.org/{}\n", 6000)])
def test_a_paragraph_of_many_marked_words_takes_time_that_grows_with_their_number(marked_word: str, count: int) -> None:
    def seconds(count: int) -> float:
        document, _ = parse(" ".join(map(marked_word.format, range(count))), "a.md")
        start = time.process_time()
        extract(document)
        return time.process_time() - start

    seconds(10)
    # ten times as many; with their square it were a hundred times as long
    assert seconds(count) < 40 * max(seconds(count // 10), 0.005)


def test_the_hash_of_a_text_with_many_marks_looks_at_few_of_them() -> None:
    looked = 0

    class Counted(Span):
        def __hash__(self) -> int:
            nonlocal looked
            looked += 1
            return super().__hash__()

    def text(*spans: Span) -> Text:
        return Text("ab" * 1000, tuple(spans))

    many = [Counted(2 * at, 2 * at + 1, Markup.HIGHLIGHT) for at in range(1000)]
    assert hash(text(*many)) == hash(text(*many))
    assert 0 < looked < 20  # each of the hundreds of cards of such a paragraph holds them all
    assert text(*many) != text(*many[:-1])
    assert len({text(), text(Span(0, 1, Markup.CODE)), text(Span(0, 1, Markup.MATH)), text()}) == 3


@pytest.mark.parametrize("text", ["The KIDNEY", "İstanbul ΟΔΟΣ", "Straße ﬁn", ""])
def test_small_letters_stand_where_the_letters_stood(text: str) -> None:
    assert len(lowered(text)) == len(text)
    assert all(
        low in (letter, letter.lower()) for letter, low in zip(text, lowered(text), strict=True) if letter != "Σ"
    )


@pytest.mark.parametrize(("text", "has"), [("a1", True), ("m²", True), ("٣", True), ("ab", False), ("½é", False)])
def test_digits_of_any_script_are_digits(text: str, has: bool) -> None:
    assert has_digit(text) is has
