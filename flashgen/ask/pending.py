"""All that is still to be asked: cards to look at a second time, what is missing, then blocks to find facts in."""

from __future__ import annotations

from flashgen.ask.exchange import Prompt
from flashgen.ask.looks import looks
from flashgen.ask.more import more
from flashgen.ask.prompts import prompts
from flashgen.ask.values import Answers
from flashgen.model import Plan


def pending(plan: Plan, answers: Answers, model: str, second_look: bool) -> tuple[Prompt, ...]:
    """The prompts, what was begun first; ``model`` as in ``prompts``."""
    begun = (*looks(plan, answers, model), *more(plan, answers, model)) if second_look else ()
    return (*begun, *prompts(plan, answers, model))
