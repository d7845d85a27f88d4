"""What asking would take: calls and tokens, before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from flashgen.ask.exchange import Prompt
from flashgen.ask.prompt import instructions, notes_of

_CHARACTERS = 4
"""Of English, to a token."""
_REPLY = 5
"""How many times as long as the notes in a prompt its answer is; measured, see docs/models.md."""
_LOOKS = 2
"""How many prompts for a second look come of one for facts: one with its cards, one with those that are worded anew."""
_SHOWN = 2.5
"""How many times as long as the notes in a prompt is what these show, notes and cards."""
_VERDICTS = 0.5
"""How many times as long as the notes, or as the cards of a prompt that is there, is what is said of the cards."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How much would be sent, and about how much would come back."""

    calls: int
    files: int
    blocks: int
    characters: int
    tokens_in: int
    tokens_out: int


def estimate(prompts: Sequence[Prompt], second_look: bool) -> Estimate:
    """An estimate for some prompts; tokens are a guess, as each model counts them otherwise.

    ``second_look`` says that what comes back will be shown to the model as cards; calls and tokens of that are in it.
    """
    facts = [prompt for prompt in prompts if not prompt.is_look]
    notes = sum(len(notes_of(prompt)) for prompt in facts)
    cards = sum(len(notes_of(prompt)) for prompt in prompts if prompt.is_look)
    calls, there, back = len(prompts), float(sum(prompt.size for prompt in prompts)), _REPLY * notes + _VERDICTS * cards
    if second_look:
        calls += _LOOKS * len(facts)
        there += _LOOKS * len(facts) * instructions() + _SHOWN * notes
        back += _VERDICTS * notes
    blocks, files = sum(prompt.blocks for prompt in prompts), len({prompt.path for prompt in prompts})
    return Estimate(calls, files, blocks, ceil(there), ceil(there / _CHARACTERS), ceil(back / _CHARACTERS))
