"""Truth to the notes: nothing invented, and no condition lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from flashgen.language.words import STOP_WORDS, parts_of, stem, words
from flashgen.model import Form, Kind
from flashgen.quality.questions import QUESTION_WORDS
from flashgen.quality.view import View, short

_NEGATION = re.compile(r"\b(?:not(?! only)|never|cannot|no longer)\b|n['’]t\b", re.I)
_ANY_NEGATION = re.compile(r"\b(?:not|never|no|none|nothing|without|cannot|lacks?|fails?|neither|nor)\b|n['’]t\b", re.I)
_NEGATIVE_WORDS = frozenset({"not", "never", "cannot", "without"})
_CLAUSE_END = re.compile(r"[.;:,—–()]|\bbut\b|\bwhile\b|\bwhereas\b|\balthough\b|\bwhich\b|\bbecause\b|\band\b")
_FIGURE = re.compile(r"\d[\d.,]*")
_HEDGE_BEFORE = re.compile(
    r"(?:\b(up to|about|around|approximately|approx\.?|roughly|nearly|almost|at least|at most|more than|less than"
    r"|fewer than|no more than|circa|c\.)|([~≈<>≤≥]))\s*[$€£]?$",
    re.I,
)
_HEDGE_AFTER = re.compile(r"[^\W\d]{0,2}(\+)|\s?(?:[^\W\d]+\s)?(or (?:more|less|fewer|so))\b", re.I)
_DIGIT_BEFORE = re.compile(r"[\d.,]")
_DIGIT_AFTER = re.compile(r"\d|[.,]\d")


def invented(seen: View) -> str:
    """A word on the card that the notes do not have; the fixed words of question forms aside."""
    draft = seen.draft
    source = " ".join([draft.evidence.plain, draft.extra.plain, *(text.plain for text in draft.context)])
    if not draft.evidence:
        return "the words of the notes behind it are missing"
    low, known = source.lower(), _known(source)
    # of a property, the front is an entity and a column's name, which stands in the table's head or the list's
    sides = seen.answers if draft.kind is Kind.PROPERTY else seen.sides
    for side in sides:
        for word in words(side.text.plain):
            if (word in STOP_WORDS and word not in _NEGATIVE_WORDS) or _key(word) in known:
                continue
            if (parts := parts_of(word)) and all(_key(part) in known or part in STOP_WORDS for part in parts):
                continue
            if not (word.isascii() and word.isalpha()) and word in low:
                continue
            if side.name == "question" and (stem(word) in QUESTION_WORDS or word == str(len(draft.items))):
                continue
            return f"“{short(word)}” in the {side.name} is not in the notes"
    return ""


@lru_cache(maxsize=1 << 8)  # a sentence is asked for many things
def _known(source: str) -> frozenset[str]:
    """The keys of a text's words, and of their parts."""
    found = set(words(source))
    return frozenset({_key(part) for word in found for part in (word, *parts_of(word))})


def _key(word: str) -> str:
    return stem(word.rstrip("%"))


def hedge_kept(seen: View) -> str:
    """A ``not``, ``up to`` or ``about`` of the notes that the card has lost."""
    evidence, shown = seen.draft.evidence.plain, seen.shown
    for side in seen.answers:
        answer = side.text.plain.strip().rstrip(".")
        if lost := _lost_hedge(answer, evidence, shown):
            return f"the notes say “{lost}”"
        if seen.draft.form is Form.CLOZE or len(side.words) > 20 or evidence.count(answer) != 1:
            continue
        at = evidence.index(answer)
        start = max((m.end() for m in _CLAUSE_END.finditer(evidence, 0, at)), default=0)
        end = _CLAUSE_END.search(evidence, at + len(answer))
        clause = evidence[start : end.start() if end else len(evidence)]
        if (negation := _NEGATION.search(clause)) and not _ANY_NEGATION.search(shown):
            return f"the notes say “{negation.group()}”"
    return ""


def _lost_hedge(answer: str, evidence: str, shown: str) -> str:
    """The hedge that stands at each mention of the answer's first figure in the notes and nowhere on the card."""
    figure = _FIGURE.search(answer)
    if not figure:
        return ""
    number = figure.group().rstrip(".,")
    lost = ""
    for start, end in _mentions(number, evidence):
        before = _HEDGE_BEFORE.search(evidence, max(0, start - 20), start)
        after = _HEDGE_AFTER.match(evidence, end)
        hedges = [g for m in (before, after) if m for g in m.groups() if g]
        lost = next((hedge for hedge in hedges if hedge.lower() not in shown.lower()), "")
        if not lost:
            return ""
    return lost


def _mentions(number: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a number stands in a text, and not as a part of another one."""
    start = text.find(number)
    while start >= 0:
        end = start + len(number)
        if not _DIGIT_BEFORE.search(text, max(0, start - 1), start) and not _DIGIT_AFTER.match(text, end):
            yield start, end
        start = text.find(number, end)
