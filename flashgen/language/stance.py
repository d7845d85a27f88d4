"""What a sentence is doing, where it does anything else than state a fact."""

from __future__ import annotations

import re

from flashgen.language.lexicon import BE_FINITE, MODALS, PERSONAL, PRONOUNS
from flashgen.language.phrases import words_of
from flashgen.language.tokens import tokenize
from flashgen.text import Text

_CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an open question", re.compile(r"\?[\"”’)]*\s*$|^(?:why|how|what|which|who|when|where|is|are|does|do|can|should|will)\b[^.]*\?", re.I)),
    ("a to-do", re.compile(r"\b(?:todo|tbd|fixme|to be (?:completed|continued|added|done))\b", re.I)),
    ("narration", re.compile(
        r"\b(?:the following|as follows|as (?:shown|seen|discussed|described|mentioned|noted)|shown (?:below|above)|"
        r"(?:see|in) (?:figure|fig|table|chapter|section)|in this (?:section|chapter|article|paper|post|note|course|lecture|case|example|"
        r"way|setup|step)|(?:below|above)\b(?=[.,:;)]|$)|let(?:'|’)?s|we(?:'|’)ll|we (?:will|can now|now|have seen|saw|want)|next,|"
        r"this (?:section|chapter|article|paper|post|book|course)|here (?:is|are)|(?:more|details?) (?:on|about) (?:this|that))\b", re.I)),
    ("a worked example", re.compile(
        r"^(?:e\.?g\.?|ex\.?|for example|for instance|example|suppose|imagine|assume|consider|say)\b|\b(?:suppose|imagine|let(?:'|’)?s say|say you)\b", re.I)),
    ("an opinion", re.compile(
        r"\b(?:i (?:think|believe|guess|feel|like|prefer|find)|in my (?:opinion|view|experience)|imo|imho|personally|hopefully|"
        r"unfortunately|surprisingly|interestingly|obviously|of course|seems? too|not sure|makes? sense to me|awesome|amazing|"
        r"great (?:paper|book|post|read)|boring|annoying|nice to|funny)\b|!\s*\)?$", re.I)),
)  # fmt: skip
_ADDRESS = re.compile(r"\b(?:you|your|you're|you'll|yourself)\b", re.I)
_IMPERATIVE = re.compile(
    r"^(?:please |always |never |don(?:'|’)?t |do not )?(?:add|avoid|be|check|choose|click|compare|configure|consider|copy|create|define|delete|"
    r"do|draw|enable|ensure|explain|find|follow|get|give|go|install|keep|learn|look|make|note|open|pick|prefer|put|read|remember|"
    r"remove|run|save|see|select|set|start|stop|take|think|treat|try|use|watch|write)\s+(?!of\b|is\b|are\b|was\b|can\b|will\b|cases?\b)\S",
    re.I,
)


_LEANING = (
    PRONOUNS
    | PERSONAL
    | frozenset(
        """
    its their his her such both former latter another likewise similarly otherwise therefore thus hence instead
    also besides moreover furthermore however i.e. e.g. ie. eg. i.e e.g conversely additionally consequently
    nevertheless
    """.split()
    )
)
_LEANING_AFTER_THE = frozenset(
    """
    same former latter above following two other others previous second first rest reverse opposite result
    """.split()
)


def opens_with_pronoun(sentence: Text) -> bool:
    """Whether the first words of a sentence refer to what was said before it."""
    first, second = ([t.lower for t in tokenize(sentence[:80])[:2]] + ["", ""])[:2]
    if first == "there" and second in BE_FINITE | MODALS:
        return False
    return first in _LEANING or (first == "the" and second in _LEANING_AFTER_THE)


def stance(sentence: Text) -> str:
    """Why a sentence states no fact that stands alone, in a few words; empty where it does state one.

    An aside in brackets, an open question, a to-do, narration, a worked example, an opinion, an address to the reader,
    an instruction, or a sentence that leans on the one before.
    """
    plain = sentence.plain.strip()
    if plain.startswith("(") and plain.endswith((")", ").")):
        return "an aside"
    for reason, cue in _CUES:
        if cue.search(plain):
            return reason
    if opens_with_pronoun(sentence):
        return "leans on the sentence before"
    words = words_of(plain)
    if any(w in ("i", "my", "me", "i'm", "i've", "i'd") for w in words):
        return "a personal remark"
    if _ADDRESS.search(plain):
        return "speaks to the reader"
    if words and words[0] in PERSONAL:
        return "speaks of its writer"
    if _IMPERATIVE.match(plain):
        return "an instruction"
    return ""
