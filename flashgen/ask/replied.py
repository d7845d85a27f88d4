"""What came back of any prompt."""

from __future__ import annotations

from collections.abc import Mapping

from flashgen.ask import looked, take
from flashgen.ask.exchange import Aim, Prompt, Taken
from flashgen.ask.values import Answers
from flashgen.model import Document


def replied(
    prompt: Prompt, reply: str, model: str, known: Answers, documents: Mapping[str, Document], where: str
) -> Taken:
    """What a reply says of what its prompt asked; never raises for what it may hold.

    ``model`` gave it, ``known`` is what was answered before, ``documents`` are the notes by path, ``where`` names the
    reply in problems.
    """
    if prompt.aim is Aim.VERDICTS:
        return looked.take(prompt, reply, known, documents, where)
    return take.take(prompt, reply, model, documents, where, known)
