"""Facts read out of what a model sent back, whatever it wrapped around them: each whole one is taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flashgen.ask.objects import MOST_CHARACTERS, answered, line, objects
from flashgen.ask.tokens import unmarked
from flashgen.ask.values import KINDS, LISTS, Given
from flashgen.model import Kind

_ID = re.compile(r"[\"“”']prompt[\"“”']\s*:\s*[\"“”']\s*([0-9a-f]{12})\s*[\"“”']")
_FACTS = re.compile(r"[\"“”']facts[\"“”']\s*:\s*\[")
_LINE = re.compile(r"\D{0,6}(\d{1,7})\b")


@dataclass(frozen=True, slots=True)
class Said:
    """A fact as it was sent, and the line it names; 0 where it names none."""

    line: int
    given: Given


@dataclass(frozen=True, slots=True)
class Reply:
    """What could be read of a reply."""

    facts: tuple[Said, ...]
    prompt: str
    """The prompt that it says it answers; empty where it does not say."""
    whole: bool
    """False where it breaks off."""
    broken: int
    """Objects that could not be read, or lack what a fact needs."""
    empty: bool
    """It says that there is nothing."""


def read(text: str) -> Reply:
    """All whole facts in a reply; never raises."""
    text = text[:MOST_CHARACTERS]
    found: list[Said] = []
    broken, last, is_open = 0, 0, False
    for values, end in objects(text):
        if end < 0:
            is_open = True
            broken += 1
        elif fact := _said(values) if values else None:
            found.append(fact)
            last, is_open = end, False
        elif values is None or not _is_envelope(values):
            broken += 1
    lists = list(_FACTS.finditer(text))
    closed = not lists or "]" in text[max(last, lists[-1].end()) :]
    empty = not found and bool(lists) and closed and not broken
    return Reply(tuple(found), stated(text), closed and not is_open, broken, empty)


def stated(text: str) -> str:
    """The prompt that a reply says it answers; empty where it does not say."""
    found = _ID.search(text[:MOST_CHARACTERS])
    return found[1] if found else ""


def _is_envelope(values: dict[str, object]) -> bool:
    return "facts" in values or set(values) == {"prompt"}


def _said(values: Mapping[str, object]) -> Said | None:
    """The fact that an object holds; None where it lacks what a fact needs."""
    span, question = line(values.get("span")), unmarked(line(values.get("question")))
    answer, listed = answered(values)
    kind = KINDS.get(line(values.get("kind")).lower(), Kind.CLAIM)
    if kind not in LISTS:
        listed = () if answer else listed
    if listed and answer:
        answer = ""
    if not span or not question or not (answer or listed):
        return None
    match = _LINE.match(str(values.get("line", "")))
    subject, relation = (unmarked(line(values.get(key))) for key in ("subject", "relation"))
    given = Given(kind, span, subject, relation, answer, question, listed)
    return Said(int(match[1]) if match else 0, given)
