"""Verdicts on cards, read out of what a model sent back, whatever it wrapped around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flashgen.ask.objects import MOST_CHARACTERS, answered, line, objects
from flashgen.ask.tokens import unmarked
from flashgen.ask.values import Opinion

_OPINIONS = {
    **{opinion.value: opinion for opinion in Opinion},
    "edit": Opinion.MEND,
    "fix": Opinion.MEND,
    "reject": Opinion.DROP,
    "delete": Opinion.DROP,
}
_NUMBER = re.compile(r"\D{0,6}(\d{1,4})\b")
_LONGEST_WHY = 40
_LIST = re.compile(r"[\"“”']cards[\"“”']\s*:\s*\[")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reply says of one card."""

    opinion: Opinion
    why: str = ""
    question: str = ""
    """Of a card that is to be mended: how; empty where that cannot be used."""
    answer: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What could be read of a reply."""

    of_cards: Mapping[int, Verdict]
    """By the numbers of the cards."""
    whole: bool
    """False where it breaks off."""


def read(text: str) -> Verdicts:
    """All whole verdicts in a reply; never raises."""
    text = text[:MOST_CHARACTERS]
    found: dict[int, Verdict] = {}
    last, is_open = 0, False
    for values, end in objects(text):
        number = _NUMBER.match(str(values.get("card", ""))) if values else None
        verdict = _verdict(values) if values and number else None
        if number and verdict:
            found[int(number[1])] = verdict
            last, is_open = end, False
        elif end < 0:
            is_open = True
    lists = [*_LIST.finditer(text)]
    closed = not lists or "]" in text[max(last, lists[-1].end()) :]
    return Verdicts(found, closed and not is_open)


def _verdict(values: Mapping[str, object]) -> Verdict | None:
    """What an object says of a card; None where it says nothing."""
    opinion = _OPINIONS.get(line(values.get("verdict")).lower())
    if opinion is None:
        return None
    why = "" if opinion is Opinion.KEEP else line(values.get("why")).lower()[:_LONGEST_WHY]
    answer, items = answered(values)
    question = unmarked(line(values.get("question"))) if answer or items else ""
    return Verdict(opinion, why, question, "" if items else answer, items)
