"""What asking would take: calls and tokens, before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flashgen.ask.prompt import notes_of
from flashgen.ask.values import Prompt

_CHARACTERS = 4
"""Of English, to a token."""
_REPLY = 5
"""How many times as long as the notes in a prompt its answer is; measured, see docs/models.md."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How much would be sent, and about how much would come back."""

    calls: int
    files: int
    blocks: int
    characters: int
    tokens_in: int
    tokens_out: int


def estimate(prompts: Sequence[Prompt]) -> Estimate:
    """An estimate for some prompts; tokens are a guess, as each model counts them otherwise."""
    characters = sum(prompt.size for prompt in prompts)
    blocks = sum(len(prompt.asked) for prompt in prompts)
    files = len({prompt.path for prompt in prompts})
    back = _REPLY * sum(len(notes_of(prompt)) for prompt in prompts)
    return Estimate(len(prompts), files, blocks, characters, -(-characters // _CHARACTERS), -(-back // _CHARACTERS))
