"""What asking would take: calls and tokens, before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from flashgen.ask.exchange import Aim, Prompt, blocks
from flashgen.ask.prompt import instructions, notes_of

_CHARACTERS = 4
"""Of English, to a token."""
_REPLY = 3
"""How many times as long as the notes in a prompt its answer is; measured, see docs/models.md."""
_LOOKS = 2
"""How many prompts for a second look come of one for facts: one with its cards, one with those that are new since."""
_SHOWN = 2.9
"""How many times as long as the notes in a prompt is what these show, notes and cards."""
_FOUND = 1.8
"""How many times as long as the notes is what is shown where something may be missing: notes, and what was found."""
_MISSING = 0.6
"""How many times as long as the notes is what is missing."""
_VERDICTS = 0.6
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
    notes, found, cards = (_shown(prompts, aim) for aim in Aim)
    of_facts = sum(prompt.aim is Aim.FACTS for prompt in prompts)
    calls, there = len(prompts), float(sum(prompt.size for prompt in prompts))
    back = _REPLY * notes + _MISSING * found + _VERDICTS * cards
    if second_look:
        calls += (1 + _LOOKS) * of_facts
        there += of_facts * (instructions(Aim.MORE) + _LOOKS * instructions(Aim.VERDICTS))
        there += (_FOUND + _SHOWN) * notes
        back += (_MISSING + _VERDICTS) * notes
    files = len({prompt.path for prompt in prompts})
    return Estimate(calls, files, blocks(prompts), ceil(there), ceil(there / _CHARACTERS), ceil(back / _CHARACTERS))


def _shown(prompts: Sequence[Prompt], aim: Aim) -> int:
    """How many characters the prompts of a kind show last."""
    return sum(len(notes_of(prompt)) for prompt in prompts if prompt.aim is aim)
