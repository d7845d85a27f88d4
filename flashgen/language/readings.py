"""Values read from text, in any notation that notes have.

``280B``, ``1.4 T tokens``, ``3×10^8 m/s``, ``10–20 %``, ``5'10"``, ``3 h 20 min``, ``about half``, ``c. 1450``.
What is around a number decides: ``GPT-3``, ``Layer 2``, dates, times, versions and telephones are no quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from flashgen.language.amounts import GLUED_AFTER, Amount, amount
from flashgen.language.letters import lowered
from flashgen.language.numerals import SUPERSCRIPTS, WORDS, numeral
from flashgen.language.references import CITED, names_before, references
from flashgen.language.units import unit
from flashgen.language.values import Bound, Change, Value
from flashgen.language.words import is_plural
from flashgen.text import Markup, Text

_NUMBER_WORDS = (
    rf"(?:(?:{WORDS}|(?:an?\s+)?(?:half|third|quarter|dozen|hundred))\b"
    r"|an?\s+(?:fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth)(?=\s+of\b|\s*(?:[.,;:)]|$)))"
)
"""A fifth is a share where it is one of something; else it stands in a row, behind the fourth."""
_MULTIPLES = {
    "twice": "2", "thrice": "3", "doubled": "2", "doubles": "2", "tripled": "3", "triples": "3", "quadrupled": "4",
    "halved": "1/2", "halves": "1/2", "twofold": "2", "threefold": "3", "fourfold": "4",
    "fivefold": "5", "tenfold": "10",
}  # fmt: skip
_START = re.compile(
    rf"(?P<times>\b(?:{'|'.join(_MULTIPLES)})\b)"
    rf"|(?P<cash>(?:US)?[$€£¥]|\b(?:USD|EUR|GBP|JPY))?\s?(?:(?P<number>[\d½⅓⅔¼¾⅕⅛⅙]|\.\d)|(?<![\w-])(?=(?P<word>{_NUMBER_WORDS})))",
    re.IGNORECASE,
)
_GLUED_BEFORE = re.compile(r"[\w.,/:^$\\'’]$|[A-Za-z\d][-–]$")
_SIGN = re.compile(r"(?:(?:(?<=^)|(?<=[\s(\[=~≈<>]))(?:[-−–+±]|±\s)|(?<!\d\s)(?<!\b\w\s)\bminus\s)$", re.I)
_APPROX = re.compile(
    r"(?:\b(?:about|approximately|approx\.?|around|roughly|nearly|circa|c\.|ca\.|almost|an?\s+estimated)\s+|[~≈∼]\s?)$"
)
_BOUNDS = {
    Bound.UP_TO: r"up\s+to|at\s+most|no\s+more\s+than|not\s+more\s+than|max(?:imum)?(?:\.|\s+of)?|≤|<=",
    Bound.AT_LEAST: r"at\s+least|no\s+less\s+than|not\s+less\s+than|no\s+fewer\s+than|min(?:imum)?(?:\.|\s+of)?|≥|>=",
    Bound.BELOW: r"less\s+than|fewer\s+than|under|below|<",
    Bound.ABOVE: r"more\s+than|greater\s+than|over|above|exceed(?:s|ing)?|>",
}
_BOUND = {bound: re.compile(rf"(?<![\w-])(?:{said})\s*$") for bound, said in _BOUNDS.items()}
_BOUND_AFTER = re.compile(
    r"\s+or\s+(?:(?P<more>more|above|over|higher|older)|less|fewer|below|lower|under|younger)\b|(?P<plus>\+)(?![\w+])"
)
_OPEN = re.compile(r"\d\+(?!\d)")
_CHANGE = re.compile(
    r"\b(?:(?:increas|decreas|reduc|grow|grew|ris|rose|fall|fell|drop|rais|cut|gain|improv|declin)\w*(?:\s+by)?|by)\s+$"
)
_NOUN = re.compile(r"[\s-]+((?:[a-z][a-z-]*\s+){0,2}?[a-z][a-z-]+)(?![\w-])")
_LEAD = re.compile(r"(?:in|since|from|between|by|AD|increased by|decreased by)\s+", re.I)
_NO_NOUN = frozenset(
    "is are was were and or of in on at for to than per by with a an the as that from if when which more less".split()
)


def values(text: Text, comma: bool = False, every: bool = False) -> tuple[Value, ...]:
    """The values of a text, in order and disjoint; none within code or mathematics.

    ``comma`` says that these notes write decimals behind a comma. ``every`` number is read where it is known to be
    what was asked for: also one that names, refers or dates (``port 443``), or counts nothing.
    """
    if not _START.search(text.plain):
        return ()
    plain = _raised(text)
    barred = [(s.start, s.end) for s in text.marked(Markup.CODE, Markup.MATH, Markup.IMAGE)]
    return tuple(_values(plain, barred if every else [*references(plain), *barred], comma, every))


def value(plain: str, comma: bool = False) -> Value | None:
    """The value that a text is, from first to last but for the noun that is counted; None where it is none."""
    said = plain.strip()
    said = said.removesuffix(".") if not said.endswith(("B.C.", "A.D.", "..")) else said
    found = values(Text(said), comma)
    if len(found) != 1 or not (found[0].start == 0 or _LEAD.fullmatch(said[: found[0].start])):
        return None
    rest = said[found[0].end :].strip(" -")
    return found[0] if rest in ("", found[0].noun) else None


def _values(plain: str, barred: list[tuple[int, int]], comma: bool, every: bool) -> Iterator[Value]:
    at = 0
    while match := _START.search(plain, at):
        first = match.start("number") if match["number"] else match.end()
        stretch = next((end for start, end in barred if start <= first < end), 0)
        read = None if stretch else _read(plain, match, first, comma, every)
        if read:
            yield read
        skipped = numeral(plain, first, comma) if not (stretch or read) else None
        at = max(match.end(), match.start() + 1, stretch, read.end if read else 0, skipped.end if skipped else 0)


def _read(plain: str, match: re.Match[str], first: int, comma: bool, every: bool) -> Value | None:
    """The value whose number begins at ``first``; None where the number is none."""
    if match["times"]:
        said = match["times"].lower()
        factor = Fraction(_MULTIPLES[said])
        change = Change.TIMES if said.endswith(("d", "s")) and not said.endswith("fold") else Change.NONE
        span = match.span("times")
        return _modified(plain, Value(*span, span, factor, factor, unit("×"), said, change=change))
    start = match.start("cash") if match["cash"] else first
    sign = _SIGN.search(plain, max(0, start - 9), start)
    start -= len(sign[0]) if sign else 0
    before = plain[max(0, start - 40) : start]
    if _GLUED_BEFORE.search(before) or (not every and names_before(before)):
        return None
    read = amount(plain, first, match["cash"] or "", comma, before)
    if read is None or GLUED_AFTER.match(plain, read.end):
        return None
    if match["word"] and not every and _is_mere_word(plain, read, before):
        return None
    low, high = read.low, read.high
    if sign and sign[0].strip() == "±":
        low = -high
    elif sign and sign[0] != "+":
        low, high = (-low, high) if low != high and read.exact else (-high, -low)
    year_like = read.unit is None and re.fullmatch(r"(?:1[5-9]|20)\d\d", plain[start : read.end])
    if year_like and CITED.search(before) and not every:
        return None
    found = Value(
        start, read.end, (start, read.end), low, high, read.unit, read.written, exact=read.exact, step=read.step
    )
    return _modified(plain, found, signed=bool(sign and sign[0] == "+"))


def _is_mere_word(plain: str, read: Amount, before: str) -> bool:
    """Whether a number in words counts nothing: ``one``, ``the two``; as a whole text it is one."""
    alone = not before.strip() and not plain[read.end :].strip()
    return not (alone or read.unit or read.low.denominator > 1 or read.low != read.high or _noun(plain, read.end))


def _noun(plain: str, end: int) -> str:
    """What the number before ``end`` counts; empty where no noun in the plural follows it."""
    match = _NOUN.match(plain, end)
    if not match:
        return ""
    seen: list[str] = []
    for word in plain[match.start(1) : match.start(1) + 60].split()[:3]:
        plain_word = word.strip(".,;:()")
        if plain_word in _NO_NOUN or not plain_word.replace("-", "").isalpha():
            break
        seen.append(plain_word)
        if is_plural(plain_word):
            return " ".join(seen)
        if plain_word != word:
            break
    return ""


def _modified(plain: str, read: Value, signed: bool = False) -> Value:
    """The value with what stands around it: about, up to, or more, by; and the noun it counts."""
    before = lowered(plain[max(0, read.start - 40) : read.start])
    start, exact, bound = read.start, read.exact, Bound.NONE
    if approx := _APPROX.search(before):
        exact, start = False, start - len(approx[0])
        before = before[: approx.start()]
    for kind, pattern in _BOUND.items():
        if found := pattern.search(before):
            bound, start, before = kind, start - len(found[0]), before[: found.start()]
            break
    end = read.end
    if not bound and (after := _BOUND_AFTER.match(plain, end)):
        bound = Bound.AT_LEAST if after["more"] or after["plus"] else Bound.UP_TO
        end = after.end()
    elif not bound and not read.is_range and _OPEN.search(plain, read.start, end):  # 65+ years
        bound = Bound.AT_LEAST
    change = read.change or (Change.BY if signed or _CHANGE.search(before) else Change.NONE)
    noun = "" if read.unit else _noun(plain, end)
    return replace(read, start=start, end=end, noun=noun, exact=exact, bound=bound, change=change)


def _raised(text: Text) -> str:
    """The text with the digits that stand above the line written so: ``10⁸``."""
    plain = text.plain
    for span in text.marked(Markup.SUP):
        if re.fullmatch(r"[-−–+]?\d+", plain[span.start : span.end]):
            plain = plain[: span.start] + plain[span.start : span.end].translate(SUPERSCRIPTS) + plain[span.end :]
    return plain
