"""Which lines of a pasted text were its headings, and which were captions under its images.

Both have lost what marked them on the page; what is left is how such lines are written.
"""

from __future__ import annotations

import re

_LONGEST = 160
_MOST_WORDS = 12
_MOST_WORDS_CITED = 16
_MOST_WORDS_PLAIN = 7
"""Of a heading that is not in title case: longer ones are sentences more often than not."""

_CITED = re.compile(r"(?:\bet\.? al\.?|(?<!\d)[(]?(?:1[5-9]|20)\d\d[a-z]?[)]?)$")
_OPEN_END = re.compile(r"[.;,:!\-–—…]$")
_SENTENCE_BREAK = re.compile(r"(?<![A-Z])(?<!\bal)(?<!\bvs)(?<!\bDr)(?<!\bSt)(?<!\bNo)[.!;] +[A-Z(\"“]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S{1,99}\.\w")
_PARTICIPLE_START = re.compile(r"\w+(?:ed|en|nd) (?:by|on|in|from|to|at|with|for|as|into|through)\b", re.IGNORECASE)
_SIDE = re.compile(r"(?:q|a|question|answer|front|back):\s", re.IGNORECASE)
"""Begins a side of a card that somebody wrote as a card."""
_NUMBERED_START = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[IVX]+[.)]|[A-Z][.)]) +")

_LINKING = frozenset(
    """
    a an the and or nor but of in on to for with by from at as vs vs. via per into over et al is are be
    """.split()
)
"""Not capitalised in title case."""
_FINITE = frozenset(
    """
    am is are was were isn't aren't wasn't weren't has have had hasn't haven't do does did doesn't don't
    didn't can cannot can't could couldn't will won't would wouldn't shall should shouldn't must may might
    means mean meant represents represent provides provide allows allow uses makes make requires contains
    includes include gives becomes become causes occurs occur happens happen shows helps leads goes comes
    takes keeps gets needs wants lets consists depends refers stands seems appears returns prevents
    increases decreases reduces produces creates performs improves hurts exists handles describes defines
    tells says runs works holds sends receives acts serves belongs begins ends starts stays remains called
    known argue argues find finds suggests started ended split
    """.split()
)
_STARTS_A_CLAUSE = frozenset(
    """
    this these that those it it's they we you he she i i'm there here if when whenever as since once
    because while although though however also and but or so then thus hence therefore can must cannot
    could should may do don't does be is are was were has have just avoid use uses used runs run allows
    provides provided available controlled suggest suggests reserve makes make gives takes keep let lets
    never always note remember see only contains includes requires returns sends helps works
    """.split()
)
_REFERS = frozenset("this that these those it you your they their we our my i he she his her".split())
_STARTS_A_CAPTION = frozenset(
    """
    how example examples illustration diagram overview comparison screenshot figure image photo picture
    chart graph plot schematic
    """.split()
)
_ARTICLES = frozenset(("a", "an", "the"))


def is_title(text: str, lower_case: bool = False) -> bool:
    """Whether a line standing alone reads as a heading; ``lower_case``: even if it has no capital."""
    cited = len(text) <= _LONGEST and _CITED.search(text) is not None
    if len(text) > _LONGEST or (_OPEN_END.search(text, len(text) - 1) and not cited):
        return False
    body = _NUMBERED_START.sub("", text, count=1)
    words = body.split()
    if not words or not _WORD.search(body) or _ADDRESS.search(text) or _SIDE.match(text):
        return False
    if len(words) > (_MOST_WORDS_CITED if cited else _MOST_WORDS):
        return False
    first = next((char for char in body if char.isalnum()), "")
    if not (first.isupper() or first.isdigit() or lower_case or any(c.isupper() for c in words[0])):
        return False
    if words[0].lower() in _STARTS_A_CLAUSE or _PARTICIPLE_START.match(body):
        return body.endswith("?")
    if _SENTENCE_BREAK.search(body):
        return False
    if body.endswith("?") or _title_case(words):
        return True
    return len(words) <= (_MOST_WORDS if cited else _MOST_WORDS_PLAIN) and not _finite(words) and not first.isdigit()


def is_caption(text: str) -> bool:
    """Whether an isolated line, in a text that begins headings with capitals, is a caption left behind."""
    words = text.split(None, _MOST_WORDS_PLAIN + 1)
    if len(text) > 100 or not text[0].islower() or not _WORD.search(text) or _ADDRESS.search(text):
        return False
    if re.fullmatch(r"\w+", text) and ("_" in text or text.isalpha()):
        return True
    if len(words) > _MOST_WORDS_PLAIN or not text[-1].isalnum() or any(char.isdigit() for char in text):
        return False
    if words[0] in _STARTS_A_CAPTION:
        return True
    return words[0] not in _ARTICLES and words[0] not in _STARTS_A_CLAUSE and not _finite(words)


def _title_case(words: list[str]) -> bool:
    """Nearly all words but the small ones are capitalised, and there are two of them at least."""
    telling = [w for w in words if w.lower() not in _LINKING and w[:1].isalpha()]
    capitals = sum(w[:1].isupper() or any(c.isupper() for c in w[1:]) for w in telling)
    return capitals >= 2 and capitals >= 0.8 * len(telling)


def _finite(words: list[str]) -> bool:
    """The words hold a finite verb, or a pronoun that only a sentence would."""
    low = [word.strip("()[],\"'“”‘’").lower().replace("’", "'") for word in words]
    return any(word in _FINITE for word in low) or any(word in _REFERS for word in low[1:])
