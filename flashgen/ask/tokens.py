"""Texts as they are compared: words without inflection, numbers and signs, whatever marks are around them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flashgen.language.lexicon import verb_readings
from flashgen.language.words import STOP_WORDS, stem

_SHORT = {
    "w/o": "without", "w/": "with", "b/w": "between", "b/c": "because", "&": "and", "vs.": "versus", "vs": "versus",
    "=>": "→", "->": "→", "-->": "→", "⇒": "→", "⟶": "→", "<=": "≤", ">=": "≥", "≈": "~", "∼": "~", "−": "-",
    "percent": "%", "±": "±", "!=": "≠",
}  # fmt: skip
_SIGNS = r"-->|->|=>|<=|>=|!=|[→⇒⟶↑↓≤≥≈∼~≠±<>=%°€£√×∈∉⊂⊆∪∩]|\$(?=\s?\d)(?!\S[^$\n]*(?<!\s)\$(?!\d))"
_TOKEN = re.compile(
    rf"(?P<short>(?<![\w/])(?:w/o|w/|b/w|b/c)(?![\w/]|(?<=w/)\d)|&)"
    rf"|(?P<minus>(?:(?<=^)|(?<=[\s(\[=<>~]))[-−](?=\d))"
    rf"|(?P<number>\d+(?:[.,]\d+)*)"
    rf"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*(?:[-‐‑]?\d+[^\W\d_]*)*)"  # GPT-3 is one name
    rf"|(?P<sign>{_SIGNS}|(?<=[\d)\w])\+)"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WIKI = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_LINK = re.compile(r"\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_ROLE = re.compile(r":[a-z]{2,12}:`([^`<>]{1,200})(?:<[^`<>]{0,300}>)?`|`([^`<>]{1,200})<[^`<>]{0,300}>`_")
"""A link of reStructuredText."""
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*|__|\*|_)(?=\S)([^*_`$\\]*?\S)\1(?![\w*])")
_BREAK = re.compile(r"<br\b[^<>]*>", re.I)
_UNIT_LENGTH = 3
"""Letters behind a number up to which their case counts: ``5 mW`` and ``5 MW``."""
_AMERICAN = re.compile(r"(?<=\w{3})iz(?=[aei]|$)")
_PLURAL = re.compile(r"[A-Z]{2,}s")
"""Of an abbreviation."""
_NEGATED = re.compile(r"(?:n['’]t|^cannot)$", re.I)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign."""

    key: str
    """What is compared."""
    text: str
    """As written."""
    start: int
    end: int
    is_number: bool = False
    is_sign: bool = False
    is_unit: bool = False
    """A letter or a few behind a number."""

    @property
    def is_name(self) -> bool:
        """Whether it is written as a name is: with a capital letter."""
        return self.text[:1].isupper() and not self.is_unit


@lru_cache(maxsize=1 << 12)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        said, start, end = match.group(), match.start(), match.end()
        if match["number"]:
            key = _THOUSANDS.sub("", said).rstrip(".,")
            found.append(Token(key, said, start, end, is_number=True))
            continue
        if match["sign"] or match["minus"]:
            found.append(Token(_SHORT.get(said, said), said, start, end, is_sign=True))
            continue
        after_number = bool(found) and found[-1].is_number and start - found[-1].end <= 1
        if after_number and len(said) <= _UNIT_LENGTH and said.lower() not in ("of", "in", "is", "or", "to", "and"):
            found.append(Token(_unit(said), said, start, end, is_unit=True))
            continue
        found.append(Token(key_of(said), said, start, end))
    return tuple(found)


def _unit(said: str) -> str:
    return unicodedata.normalize("NFC", said)


def key_of(said: str) -> str:
    """What a word is compared by: its stem; of a small word the word, of a negation ``not``."""
    low = unicodedata.normalize("NFC", said).replace("’", "'").casefold()
    if low in _SHORT:
        return _SHORT[low]
    if _NEGATED.search(low):
        return "not"
    if low in STOP_WORDS:
        return low
    if _PLURAL.fullmatch(said):
        return low[:-1]
    bases = {base for base, form in verb_readings(low) if form in ("past", "participle")}
    if len(bases) == 1 and low[0] == min(bases)[0] and not low.endswith(("s", "ing")) and not _is_regular(low):
        low = bases.pop()  # built, build
    return _AMERICAN.sub("is", stem(low))


def _is_regular(past: str) -> bool:
    """Whether a verb's past ends in ``-ed`` behind a syllable: ``tried``, not ``led``."""
    return past.endswith("ed") and any(letter in "aeiouy" for letter in past[:-2])


def keys(text: str) -> tuple[str, ...]:
    """What the tokens of a text are compared by."""
    return tuple(token.key for token in tokens(text))


def unmarked(span: str) -> str:
    """Words copied from the notes, without emphasis, tags and the targets of links."""
    span = _WIKI.sub(r"\1", _ROLE.sub(lambda link: (link[1] or link[2]).strip(), span))
    span = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", span))
    return html.unescape(_TAG.sub("", _BREAK.sub(" ", _LINK.sub("]", span))))


def where(part: Sequence[str], whole: Sequence[str], start: int = 0) -> int:
    """Where one sequence of keys stands in another; -1 where it does not."""
    if not part:
        return -1
    for at in range(start, len(whole) - len(part) + 1):
        if whole[at] == part[0] and tuple(whole[at : at + len(part)]) == tuple(part):
            return at
    return -1
