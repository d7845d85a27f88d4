"""What asking would take: calls and tokens, before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flashgen.ask.values import Prompt

_CHARACTERS = 4
"""Of English, to a token."""
_REPLY = 75
"""Tokens of an answer to a block; measured, see docs/models.md."""


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
    return Estimate(len(prompts), files, blocks, characters, -(-characters // _CHARACTERS), blocks * _REPLY)
