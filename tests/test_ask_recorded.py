"""What a real model answered about our own notes, as it came, and what the notes made of it."""

from pathlib import Path

import pytest
from test_ask_held import prompt_of

from flashgen import sources
from flashgen.ask.take import take
from flashgen.ask.values import Taken

ROOT = Path(__file__).parent / "ask"
KEPT = {
    "caching.txt": ("http-caching.txt", 19),
    "lighthouses.md": ("lighthouses.txt", 31),
    "sourdough.md": ("sourdough.txt", 20),
    "tides.md": ("tides.txt", 30),
}
"""By the notes' file: that of the answer, and the fewest facts in it that stand up to the notes."""
DROPPED = {
    "When does stale-if-error let a cache answer with a stale copy?",
    "What do stale-while-revalidate and stale-if-error both take?",
    "Where do ships entering harbour keep red lights to starboard?",
    "When does a sourdough starter fed 1:5:5 peak at 26 °C?",
    "Which streaks mean that a sourdough starter is thrown away?",
    "What does whole wheat flour take up more of than white?",
    "Which flour ferments faster than white?",
    "Why is oven spring better after a long cold retard?",
    "What core temp means that baking sourdough is done?",
}
"""Questions that are true to the notes and refused all the same: they say more than the lines that they cite."""


def recorded(notes: str) -> Taken:
    document, _ = sources.open_document((ROOT / "notes" / notes).read_bytes(), notes, str(ROOT / "notes" / notes))
    reply = (ROOT / "answers" / KEPT[notes][0]).read_text(encoding="utf-8")
    return take(prompt_of(document), reply, "recorded", {document.path: document}, notes)


@pytest.mark.parametrize("notes", KEPT)
def test_most_of_what_a_model_says_stands_up_to_the_notes(notes: str) -> None:
    found = recorded(notes)
    assert found.whole
    assert not found.problems
    assert found.kept >= KEPT[notes][1]


def test_what_is_refused_is_known() -> None:
    refused = [drop.what for notes in KEPT for drop in recorded(notes).dropped]
    assert {what.partition("?")[0] + "?" for what in refused} <= DROPPED
