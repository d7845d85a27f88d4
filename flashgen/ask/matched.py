"""Files that people saved a model's answers in, matched with the prompts that they answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashgen.ask.exchange import Prompt
from flashgen.ask.reply import stated as id_in
from flashgen.sources.exchanged import PROMPT_OPENS

_RULE = re.compile(r"^={32,}\s*$", re.M)


def without_prompt(text: str) -> str:
    """A reply without the prompt above it, where somebody saved the whole chat; empty where there is only a prompt."""
    if not any(opening in text for opening in PROMPT_OPENS):
        return text
    rules = [*_RULE.finditer(text)]
    return text[rules[-1].end() :] if rules else ""


def matched(name: str, reply: str, prompts: Sequence[Prompt]) -> Prompt | None:
    """The prompt that a reply answers: the one it names, else the one whose id or name its file carries.

    ``name`` is the file's. None where it is none of these.
    """
    stated = id_in(reply)
    if found := next((prompt for prompt in prompts if prompt.id == stated), None):
        return found
    if stated:
        return None
    by_id = next((prompt for prompt in prompts if prompt.id in name), None)
    if by_id:
        return by_id
    stem = name.rsplit(".", 1)[0]
    named = [prompt for prompt in prompts if stem and prompt.name.startswith(f"{stem.split('.')[0]}-")]
    return named[0] if len(named) == 1 else None
