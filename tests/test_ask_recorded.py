"""What a real model answered about our own notes, as it came, and what the notes made of it."""

from pathlib import Path

import pytest
from test_ask_held import prompt_of

from flashgen import sources
from flashgen.ask.exchange import Taken
from flashgen.ask.take import take

ROOT = Path(__file__).parent / "ask"
KEPT = {
    "caching.txt": ("http-caching.txt", 19),
    "lighthouses.md": ("lighthouses.txt", 32),
    "sourdough.md": ("sourdough.txt", 19),
    "tides.md": ("tides.txt", 30),
}
"""By the notes' file: that of the answer, and the fewest facts in it that stand up to the notes."""
DROPPED = {
    "What did the bath of mercury under Augustin Fresnel's lenses let a clockwork do?",
    "What does a red sector of a light usually mark?",
    "In which parts of the world do ships entering harbour keep red lights to starboard?",
    "When does stale-if-error allow a cache to answer with a stale copy?",
    "What do stale-while-revalidate and stale-if-error both take?",
    "How deep should you score a sourdough loaf?",
    'How should you hold the blade to score a sourdough loaf for an "ear"?',
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
