"""What asking would take: calls and tokens, before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flashgen.ask.prompt import instructions, notes_of
from flashgen.ask.values import Prompt

_CHARACTERS = 4
"""Of English, to a token."""
_REPLY = 5
"""How many times as long as the notes in a prompt its answer is; measured, see docs/models.md."""
_CARDS = 3
"""The same of the cards that it becomes, as a second look shows them, with their notes."""
_VERDICTS = 0.5
"""How many times as long as the cards shown what is said of them is."""


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
    shown = sum(len(notes_of(prompt)) for prompt in prompts if prompt.is_look)
    again = _CARDS * notes if second_look else 0
    there = sum(prompt.size for prompt in prompts) + again + (len(facts) * instructions() if second_look else 0)
    back = _REPLY * notes + _VERDICTS * (shown + again)
    calls = len(prompts) + (len(facts) if second_look else 0)
    blocks, files = sum(prompt.blocks for prompt in prompts), len({prompt.path for prompt in prompts})
    return Estimate(calls, files, blocks, there, -(-there // _CHARACTERS), int(-(-back // _CHARACTERS)))
