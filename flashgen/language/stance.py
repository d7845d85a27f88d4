"""What a sentence is doing, where it does anything else than state a fact."""

from __future__ import annotations

import re
from functools import lru_cache

from flashgen.language.lexicon import BE_FINITE, MODALS, PERSONAL, PRONOUNS
from flashgen.language.phrases import words_of
from flashgen.language.tokens import tokenize
from flashgen.text import Markup, Text


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)


_CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an open question", _cue(r"""
        \?[\"”’)]*\s*$ | ^what\ if\b
      | ^(?:why|how|what|which|who|when|where|is|are|does|do|can|should|will)\b[^.]*\?""")),
    ("a to-do", _cue(r"\b(?:todo|tbd|fixme|to\ be\ (?:completed|continued|added|done))\b")),
    ("narration", _cue(r"""
        \b(?:the\ following|as\ follows|next,|here\ (?:is|are)|let['’]s|we['’]ll)
      | \bas\ (?:can\ be\ |we\ (?:have\ )?|you\ can\ )?(?:shown|seen|see|saw|discussed|described|mentioned|noted)\b
      | \bshown\ (?:below|above)\b
      | \b(?:see|in)\ (?:figure|fig|table|chapter|section)\b
      | \bin\ this\ (?:section|chapter|article|paper|post|note|course|lecture|case|example|way|setup|step)\b
      | \bthis\ (?:section|chapter|article|paper|post|book|course)\b
      | \b(?:below|above)(?=[.,:;)]|$)
      | \bwe\ (?:will|can\ now|now|have\ seen|saw|want)\b
      | \b(?:more|details?)\ (?:on|about)\ (?:this|that)\b""")),
    ("a worked example", _cue(r"""
        ^(?:e\.?g\.?|ex\.?|for\ example|for\ instance|example|suppose|imagine|assume|consider|say)\b
      | ^if\b.*\bhad\b
      | \b(?:suppose|imagine|let['’]?s\ say|say\ you)\b
      | \b(?:foo|baz)\b|\b(?:alice|bob)\b""")),
    ("an opinion", _cue(r"""
        \bi\ (?:think|believe|guess|feel|like|prefer|find)\b
      | \bin\ my\ (?:opinion|view|experience)\b
      | \b(?:imo|imho|personally|hopefully|unfortunately|surprisingly|interestingly|obviously|of\ course)\b
      | \b(?:seems?\ too|not\ sure|awesome|amazing|boring|annoying|nice\ to|funny|great\ (?:paper|book|post|read))\b
      | !\s*\)?$""")),
)  # fmt: skip
"""What a sentence does, and the words that show it, in small letters; the first that matches is the reason."""
_FIRST_PERSON = re.compile(
    r"(?:^|[,;(] ?|\b(?:and|but|that|if|when|as|so|because) )I\b(?!\.)|\b(?:my|me|I['’](?:m|ve|d))\b"
)
_ADDRESS = _cue(r"\b(?:you|your|you're|you'll|yourself)\b")
_IMPERATIVE = _cue(r"""
    ^(?:please\ |always\ |never\ |don['’]?t\ |do\ not\ )?
    (?:add|avoid|be|check|choose|click|compare|configure|consider|copy|create|define|delete|do|draw|enable|ensure|explain
      |find|follow|get|give|go|install|keep|know|learn|look|make|memorize|understand|note|open|pick|prefer|put|read|remember|remove|run|save|see
      |select|set|start|stop|take|think|treat|try|use|watch|write)
    \s+(?!of\b|is\b|are\b|was\b|can\b|will\b|cases?\b|values?\b|theory\b|time\b|valves?\b|strings?\b|\w+\s(?:is|are|was|were|can|have|has)\b)\S""")
_LEANING = (
    PRONOUNS
    | PERSONAL
    | frozenset(
        """
    so its their his her such both former latter another likewise similarly otherwise therefore thus hence instead
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
    opening = tokenize(sentence[:80])[:2]
    first, second = ([token.lower for token in opening] + ["", ""])[:2]
    if first in ("such", "both", "another", "his", "her") and second and second not in BE_FINITE | MODALS:
        return first in ("such", "his", "her") and not opening[1].text[:1].isupper()
    if (first == "there" and second in BE_FINITE | MODALS) or (first == "one" and second in ("of", "or")):
        return False
    return first in _LEANING or (first == "the" and second in _LEANING_AFTER_THE)


def _prose(sentence: Text) -> str:
    """The words of a sentence; a letter ``I`` in a formula is no person."""
    plain = sentence.plain
    for span in sentence.marked(Markup.MATH, Markup.CODE):
        plain = plain[: span.start] + "x" * (span.end - span.start) + plain[span.end :]
    return plain


@lru_cache(maxsize=1 << 10)
def stance(sentence: Text) -> str:
    """Why a sentence states no fact that stands alone, in a few words; empty where it does state one.

    An aside in brackets, an open question, a to-do, narration, a worked example, an opinion, an address to the reader,
    an instruction, or a sentence that leans on the one before.
    """
    plain = _prose(sentence).strip()
    if plain.startswith("(") and plain.endswith((")", ").")):
        return "an aside"
    low = plain.lower()
    for reason, cue in _CUES:
        if cue.search(low):
            return reason
    if opens_with_pronoun(sentence):
        return "leans on the sentence before"
    words = words_of(plain)
    if _FIRST_PERSON.search(plain):
        return "a personal remark"
    if _ADDRESS.search(low):
        return "speaks to the reader"
    if words and words[0] in PERSONAL:
        return "speaks of its writer"
    return "an instruction" if _IMPERATIVE.match(low) else ""


def is_instruction(sentence: Text) -> bool:
    """Whether a sentence tells somebody to do something: ``Use a router``."""
    return _IMPERATIVE.match(_prose(sentence).strip().lower()) is not None
