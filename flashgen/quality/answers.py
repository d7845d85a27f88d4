"""What is answered: one thing, short enough to recall, and something at all."""

from __future__ import annotations

import re

from flashgen.language.letters import has_digit
from flashgen.language.words import STOP_WORDS, content_words, stem, words
from flashgen.model import Form, Kind
from flashgen.quality.view import View, short

LONGEST_ANSWER = 40
LONGEST_IN_CONTENT = 28
LONGEST_ITEM = 25
LONGEST_LIST = 70
"""Words that can be recalled: of an answer, of its content words alone, of an item, of all items together."""

_SENTENCE_END = re.compile(r"(?<=[^\W\d]{2}[.!?])\s+(?=[A-Z])")
_FIGURE = re.compile(r"(?<![\w.])[~≈<>≤≥±$€£+-]*(\d(?:[\d.,]|[\s\u00a0\u202f](?=\d{3}(?!\d)))*)")
_ONE_VALUE = re.compile(
    r"(?<!\S)[^\s\d]*+\d\S*\s?(?:[^\W\d]+\s)?"
    r"(?:-|–|—|to|or|/|:|×|x|\*|\^|in|out of|of|±|by|through|until)\s?(?:every\s)?[~$€£]?\d"
    r"|\b(?:between|from)\b|\([^)\d]*+\d[^)]*+\)"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
)
_COMPOUND_UNIT = frozenset(
    stem(unit)
    for unit in """
    year month week day hour minute second h m s min sec hr foot ft inch in lb pound ounce oz degree stone yard
    """.split()
)
_WEAK = frozenset("a an the it its is are was were be been this that these those of to which or and".split())
_ASKS_FOR_A_SIGN = re.compile(
    r"symbol|letter|vitamin|grade|type|group|element|abbreviat|drive|notation|unit|key|class|formula|denote|sign|operator"
    r"|variable|character|name|constant"
)


def answer_length(seen: View) -> str:
    """More than a person can recall at once."""
    if seen.draft.form is Form.CLOZE:
        return ""
    if seen.draft.items:
        total = sum(len(item.words) for item in seen.answers)
        longest = max((len(item.words) for item in seen.answers), default=0)
        if longest > LONGEST_ITEM:
            return f"an item of the list has {longest} words; over {LONGEST_ITEM} are hard to recall"
        return f"the list has {total} words; over {LONGEST_LIST} are hard to recall" if total > LONGEST_LIST else ""
    for side in seen.answers:
        content = sum(word not in STOP_WORDS for word in side.words)
        if len(side.words) > LONGEST_ANSWER or content > LONGEST_IN_CONTENT:
            return f"the {side.name} has {len(side.words)} words, too many to recall"
    return ""


def one_fact(seen: View) -> str:
    """An answer of several sentences: more than one fact."""
    if seen.draft.form is Form.CLOZE or seen.draft.items:
        return ""
    for side in seen.answers:
        count = len(_SENTENCE_END.findall(side.bare.strip())) + 1
        if count > 2:
            return f"the {side.name} holds {count} sentences; one card asks for one fact"
    return ""


def one_number(seen: View) -> str:
    """A quantity with two values; a range, a ratio, a date, or 2 hours 30 minutes is one."""
    if seen.draft.kind is not Kind.QUANTITY or seen.draft.items:
        return ""
    for side in seen.answers:
        figures = list(_FIGURE.finditer(side.bare))
        if len(figures) < 2 or _ONE_VALUE.search(side.low) or f"between {side.bare}" in seen.ask.bare:
            continue
        units = [words(side.bare[m.end() : m.end() + 12])[:1] for m in figures]
        if all(unit and stem(unit[0]) in _COMPOUND_UNIT for unit in units):
            continue
        return f"the {side.name} holds {len(figures)} numbers; one card asks for one"
    return ""


def too_short(seen: View) -> str:
    """A function word, or a lone letter or sign where none was asked for."""
    if seen.draft.form is Form.TERM or _ASKS_FOR_A_SIGN.search(f"{seen.ask.low} {' '.join(seen.context)}"):
        return ""
    for side in seen.answers:
        text = side.bare.strip()
        if side.opaque or not text or has_digit(text):
            continue
        weak = seen.draft.form is Form.BASIC and text.lower() in _WEAK and not text[1:].isupper()
        lone_letter = len(text) == 1 and text.isascii()
        if weak or lone_letter or not any(char.isalnum() for char in text):
            return f"“{text}” is too short for an answer"
    return ""


def list_length(seen: View) -> str:
    """A list of one, or of more than can be kept in the head."""
    count = len(seen.draft.items)
    if not count or 2 <= count <= 7:
        return ""
    return "a list of one item" if count == 1 else f"a list of {count} items; over 7 cannot be recalled"


def duplicate_items(seen: View) -> str:
    """The same item twice."""
    if not seen.draft.items:
        return ""
    met: set[tuple[str, ...]] = set()
    for side in seen.answers:
        key = tuple(stem(w) for w in content_words(side.text.plain)) or (side.text.plain.strip(),)
        if key in met:
            return f"“{short(side.text.plain)}” is in the list twice"
        met.add(key)
    return ""
