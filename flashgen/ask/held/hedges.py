"""Words that take back some of what a sentence says: ``about``, ``up to``, ``usually``, ``may``, ``only``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"(?=\s*+(?:[$€£~]\s*+)?\d)"
_SMALL = "half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|an?"
_COUNT = rf"(?=\s*+(?:[$€£~<>=]\s*+)?(?:\d|(?:{_SMALL})\s))"
_SIGNED = r"\s?(?=[\d$€£])"


@dataclass(frozen=True, slots=True)
class Hedge:
    """One thing that a sentence may take back, in all its words."""

    name: str
    said: re.Pattern[str]
    """In the notes."""
    kept: re.Pattern[str]
    """On the card."""
    of_degree: bool = False
    """How often or how likely; the nearest one counts."""


def _number(name: str, words: str, signs: str, kept: str = "", follows: str = _NUMBER) -> Hedge:
    """A hedge of the number behind it."""
    said = rf"\b(?:{words}){follows}" + (rf"|(?:{signs}){_SIGNED}" if signs else "")
    return Hedge(name, re.compile(said, re.I), re.compile(rf"\b(?:{kept or words})(?!\w)|{signs}", re.I))


def _general(name: str, words: str, kept: str = "", of_degree: bool = False) -> Hedge:
    """A hedge of what is said."""
    said = re.compile(rf"\b(?:{words})\b", re.I)
    return Hedge(name, said, re.compile(rf"\b(?:{kept})", re.I) if kept else said, of_degree)


def _degree(name: str, words: str, kept: str = "") -> Hedge:
    return _general(name, words, kept, of_degree=True)


_ABOUT = r"about|around|approximately|approx\.?|roughly|nearly|almost|circa|c\.|ca\.?|some"
_MORE = "(?:more|greater|higher|larger|longer|older) than|over|above|exceed(?:s|ing)?"
_LESS = "(?:less|fewer|lower|smaller|shorter|younger) than|under|below"
_MOST = r"up to|at most|no more than|not more than|max(?:imum)?\.?(?: of)?"
_LEAST = r"at least|no less than|not less than|a minimum of|min(?:imum)?\.?(?: of)?"

_HOW_OFTEN = "(?:once|twice|annually|yearly|quarterly|monthly|weekly|daily|hourly|every)"
_CASES = "(?:cases|situations|circumstances|instances)"

OF_NUMBERS = (
    _number("about", _ABOUT, "[~≈∼]", f"{_ABOUT}|estimated", follows=_COUNT),
    _number("up to", _MOST, "≤|<=", f"{_MOST}|most"),
    _number("at least", _LEAST, "≥|>=", rf"{_LEAST}|or more|\d+\s?\+"),
    _number("less than", _LESS, "<"),
    _number("more than", _MORE, ">"),
)
"""Hedges of the number that they stand before."""

OF_CLAIMS = (
    _degree(
        "usually",
        "usually|typically|generally|normally|commonly(?! (?:known|called))|(?<!how )often|frequently|tends? to|mostly"
        "|mainly|largely|predominantly|primarily",
    ),
    _degree("rarely", "rarely|seldom|hardly|occasionally|sometimes|infrequently"),
    _degree(
        "may",
        "may|might|could|possibly|perhaps|probably|likely|potentially|presumably",
        "may|might|can|could|possibl|perhaps|probabl|likely|potential|presumabl",
    ),
    _degree(
        "seems",
        "seems?|appears?|apparently|suggests?|allegedly|reportedly|(?:believe|think|claim|argue|suspect)[sd]? that"
        "|(?:is|are|was|were) (?:believed|thought|said|estimated|expected|assumed)",
        "seem|appear|apparent|suggest|alleg|report|believ|think|thought|said|estimat|expect|assum|claim|argu|suspect",
    ),
    _degree("should", "should|ought to|is recommended|are recommended", "should|ought|recommend"),
    _degree("almost", "almost|nearly"),
    _degree("in some cases", f"some {_CASES}", f"some|certain|may|might|can|could|{_CASES}"),
    _degree("partly", "partly|partially|somewhat|in part"),
    _general("most", r"(?<!the )(?<!at )most(?! of the time)(?=\s+[a-z-]+)|majority", "most|majority"),
    _general("the most", "the most", "most"),
    _general(
        "some",
        rf"(?:(?<=^)|(?<=[,;(] )|(?<=\bin )|(?<=\bfor )|(?<=\bof ))some(?! {_CASES})(?=\s[a-z])",
        "some|certain",
    ),
    _general("few", r"(?<!a )few"),
    _general("at least", rf"at least(?= {_HOW_OFTEN})", "least|minimum|min"),
    _general("at most", rf"at most(?= {_HOW_OFTEN})", "most|maximum|max|up to"),
    _general("only", r"(?<!not )(?:only|solely|exclusively)", "only|solely|exclusively|alone"),
)
"""Hedges of what a part of a sentence says."""
