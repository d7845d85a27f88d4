"""Prompts for a language model and its answers, which people may keep in the folder of their notes: never notes."""

from __future__ import annotations

import re

PROMPT_OPENS = (
    "You find facts worth remembering in a person's reading notes.",
    "Facts worth remembering were looked for in a person's reading notes,",
    "Somebody's reading notes were made into flashcards.",
)
"""How the prompts begin: those for facts, those for what is missing, and those for a second look at cards."""
_FACT = re.compile(r"[\"“](?:span|verdict)[\"”]\s*:")
_REPLY = re.compile(r"[\"“](?:facts|prompt|question|card)[\"”]\s*:")


def is_exchanged(text: str) -> bool:
    """Whether a text was written for a model, or by one in answer."""
    if text.startswith(PROMPT_OPENS):
        return True
    return bool(_FACT.search(text) and _REPLY.search(text)) or text.lstrip("` \n").startswith('{"prompt":')
