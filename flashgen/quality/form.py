"""Form: nothing empty, cut off, unbalanced or left over from markup."""

from __future__ import annotations

import re

from flashgen.language.words import is_plural
from flashgen.model import Draft, Form
from flashgen.quality.view import Side, View, is_english, short

_PAIRS = {")": "(", "]": "[", "}": "{", "”": "“", "»": "«"}
_OPENS = frozenset(_PAIRS.values())
_PAIRED = re.compile(r"[][(){}“”»«\"\\]")
_OTHER_QUOTES = re.compile(r"„[^„“”]*[“”]|»[^«»]*«|”[^“”]*”")
"""As German and Swedish set them."""
_NO_BRACKET = re.compile(
    r"(?<!\w)[:;]-?[()]"  # a smiley
    r"|[\[(]\s*[^\s()\[\]]{1,12},\s*[^\s()\[\]]{1,12}\s*[\])]"  # an interval, also half open
)
_ENUMERATOR = re.compile(r"(?:^|[\s;,.])(?:\d{1,2}|[a-z]|[ivx]+)$")
_INCHES = re.compile(r"\d\"")

_LEFT_OVER = (
    (re.compile(r"(?<!\d)\*\*(?=\S)|(?<=[^\s\d])\*\*|~~\w|==\w[^=]*\w==|```|^#{1,6}\s|[^\\]\\$"), "Markdown marks"),
    (re.compile(r"\]\((?:https?:|mailto:|[/.#])|!\[|\[\[[A-Za-z]|\[\^\w+\]"), "a Markdown link"),
    (re.compile(r"\s\|\s.*\s\|(?:\s|$)|^\|\s|\s\|$"), "cells of a table"),
    (re.compile(r"&(?:nbsp|amp|lt|gt|quot|#\d+);|\{\{c\d+::|\{[#.:][\w-]+\}|:[a-z]+:`"), "markup"),
    (re.compile(r"^(?:[-*+]\s+)?\[[ xX]\]\s|^[-*+•▪◦‣●]\s|\s[•▪◦‣●]\s"), "a list mark"),
    (re.compile(r"\$[^$\s][^$]*\\[A-Za-z]+[^$]*\$"), "TeX between dollar signs"),
)
_MARKS = re.compile(r"[*~=`#\\\]!\[|&{:•▪◦‣●$<]|^[-+]\s")
"""What every pattern of what is left over, and every tag, needs."""
_TAG = re.compile(
    r"</?(?:br|b|i|u|p|a|div|span|img|[ou]l|li|table|t[rdh]|su[bp]|code|pre|em|strong|h[1-6]|hr|kbd|mark|small"
    r"|summary|details|font|center)\b[^<>]*>",
    re.I,
)
_ABOUT_TAGS = re.compile(r"\b(?:html|tags?|elements?|css)\b", re.I)

_CUT_START = re.compile(r"[,;)\]}”»]|[-–—:]\s")
_CUT_END = re.compile(r"(?:[,;:(\[{“«]|\s[-–—]|[–—])$")
_JOINS_ON = re.compile(r"(?:And|and|Or|or|But|but|Nor|nor|[Ww]hich|[Ww]hose|[Ww]hereas|[Ww]herein)\s+\w|then\s+\w")
_OPEN_END = re.compile(
    r"\b(?:and|or|but|nor|the|an|that|which|because|if|than|vs\.?|its|their|is|are|was|were|(?<=\w\s)a)$"
)
_OPEN_PREPOSITION = re.compile(r"\b(?:of|for|with|from|as|to|by|into|between|via|per)$")
_PHRASAL = re.compile(r"(?:^|[,;/] ?)(?!an? |the )\w+(?: \w+)? \w+$")
_RELATIVE = re.compile(r"\b(?:that|which|whom?|whose|what|where|to|be|been|being|is|are|was|were)\b")

_CUT_PHRASE = re.compile(r"\b(?:in|on|at|of|for|with|from|as|to|by|into)\s*\Z")
_DETERMINER = re.compile(r"\s*(?:an?|the|this|that|these|those|each|every|its|their|all|any)\b")

_DOUBLED = re.compile(
    r"\b(the|an?|of|to|in|is|are|and|for|with|be|was|it|as|on|by|at|or|from|does|what|which|how) \1\b"
)
_TWO_VERBS = re.compile(
    r"\b(?:is|are|was|were) (?:is|are|was|were|does|do|did|has|have)\b"
    r"|\b(?:do|does|did) (?:is|are|was|were|does|did|has)\b"
    r"|^(?:what|which|how|who|why|when|where) (?:do|does|did|is|are) [\w-]+ (?:be|is|are)\b"
    r"|^(?:what|how|why|when|where) (?:do|does|did)(?: (?!that\b|which\b|who\b|and\b)[\w-]+){1,3}"
    r" (?:is|are|was|were)\b"
)
_ONE_OF_MANY = re.compile(r"which ([\w-]+) (?:is|has|was)\b")
_BAD_STOPS = re.compile(r"[,;:]\?$|\?\s*\?|,\s*,|;\s*;|\s,\s")
_LINK = re.compile(r"(?:https?://|www\.)\S+")


LONGEST_SIDE = 4000
"""Characters; no sentence is that long, and some checks take longer than a text is long."""


def too_long(seen: View) -> str:
    """A side, or the words of the notes behind it, that cannot be one sentence."""
    return too_long_draft(seen.draft)


def too_long_draft(draft: Draft) -> str:
    """What ``too_long`` says of a draft, without looking at any word of it."""
    longest = max(map(len, (draft.evidence, draft.front, draft.back, *draft.items)))
    return f"{longest} characters in one piece; over {LONGEST_SIDE} is no sentence" if longest > LONGEST_SIDE else ""


def empty(seen: View) -> str:
    """A side without anything on it."""
    if not seen.answers:
        return "nothing is hidden" if seen.draft.form is Form.CLOZE else "there is no answer"
    return next((f"the {side.name} is empty" for side in seen.sides if not side.bare.strip()), "")


def balanced(seen: View) -> str:
    """A bracket, quotation mark or formula that opens and does not close, or the reverse."""
    for side in seen.sides:
        if wrong := unbalanced(side.bare):
            return f"“{wrong}” has no partner in the {side.name}"
    return ""


def unbalanced(text: str) -> str:
    """The first mark without its partner."""
    if not _PAIRED.search(text):
        return ""
    for mark in ("\\(", "\\)", "\\[", "\\]"):
        if mark in text:
            return mark
    text = _OTHER_QUOTES.sub(" ", _NO_BRACKET.sub(" ", text))
    stack: list[str] = []
    for at, char in enumerate(text):
        if char in _OPENS:
            stack.append(char)
        elif char in _PAIRS and (not stack or stack.pop() != _PAIRS[char]) and not _enumerates(text, at):
            return char
    if stack:
        return stack[0]
    odd = text.count('"') % 2 and _INCHES.sub("", text).count('"') % 2
    return '"' if odd else ""


def _enumerates(text: str, at: int) -> bool:
    """Whether the bracket belongs to the ``a)`` of an enumeration."""
    return text[at] == ")" and bool(_ENUMERATOR.search(text[max(0, at - 6) : at]))


def dangling(seen: View) -> str:
    """A side that starts or ends in the middle of something."""
    for side in seen.sides:
        text = side.bare.strip()
        if _CUT_START.match(text):
            return f"the {side.name} starts with “{text[0]}”"
        if side.name != "question" and is_english(side.words) and _JOINS_ON.match(text):
            return f"the {side.name} starts with “{text.split()[0]}”"
        if side.name == "question":
            text = text.rstrip("?: ")
        elif side.name == "sentence":
            text = text.rstrip(";")
        elif _cut_preposition(side, text):
            return f"the {side.name} ends with “{text.split()[-1]}”"
        if _CUT_END.search(text) or (len(side.words) > 1 and _OPEN_END.search(text) and is_english(side.words)):
            return f"the {side.name} ends with “{text.split()[-1]}”"
    plain = seen.ask.text.plain
    for start, end in seen.draft.blanks:
        if _CUT_PHRASE.search(plain, start, end) and _DETERMINER.match(plain, end):
            return f"the blank “{short(plain[start:end])}” cuts a phrase in two"
    return ""


def _cut_preposition(side: Side, text: str) -> bool:
    """``a part of`` is cut off; ``what a pointer refers to`` is not, nor the last of ``remove, get rid of``."""
    if len(side.words) < 2 or not _OPEN_PREPOSITION.search(text) or _RELATIVE.search(text):
        return False
    return not (side.name == "meaning" and _PHRASAL.search(text))


def markup(seen: View) -> str:
    """Marks of Markdown, HTML or TeX that a reader would see as such."""
    for side in seen.sides:
        if not _MARKS.search(side.bare):
            continue
        for pattern, what in _LEFT_OVER:
            if pattern.search(side.bare):
                return f"{what} left in the {side.name}"
        if side.bare.count("`") % 2:
            return f"a stray backtick in the {side.name}"
        if _TAG.search(side.bare) and not _ABOUT_TAGS.search(seen.shown):
            return f"an HTML tag left in the {side.name}"
    return ""


def broken_verb(seen: View) -> str:
    """A doubled function word, two verbs in a row, or stops that do not go together."""
    for side in seen.sides:
        if doubled := _DOUBLED.search(side.low):
            return f"“{side.bare[slice(*doubled.span())]}” in the {side.name}"
        if side.name == "question" and (verbs := _TWO_VERBS.search(side.low)):
            return f"“{side.bare[slice(*verbs.span())]}” in the question is no English"
        one = _ONE_OF_MANY.match(side.low) if side.name == "question" else None
        if one and is_plural(side.bare[slice(*one.span(1))]) and one[1] not in {"data", "media"}:
            return f"“{side.bare[slice(*one.span())]}” in the question is no English"
        if stops := _BAD_STOPS.search(side.bare):
            return f"“{stops.group().strip()}” in the {side.name}"
    return ""


def bare_link(seen: View) -> str:
    """A web address where words should be; in a sentence it may stand."""
    for side in seen.sides:
        if ("://" in side.bare or "www." in side.bare) and len(_LINK.sub("", side.bare)) < len(side.bare) / 2:
            return f"the {side.name} is little but a web address"
    return ""
