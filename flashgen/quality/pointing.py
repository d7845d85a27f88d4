"""Words that point out of the card: pronouns without a noun, the text's talk of itself, and the present day.

English only; a text without English function words is left alone.
"""

from __future__ import annotations

import re

from flashgen.language.letters import lowered
from flashgen.language.words import STOP_WORDS, stem, words
from flashgen.model import Kind
from flashgen.quality.view import Side, View, is_english

_OPENS = re.compile(
    r"(?:[Ii]t|[Ii]ts|[Tt]his|[Tt]hese|[Tt]hey|[Tt]heir|[Ss]uch|[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Dd]itto"
    r"|[Tt]he (?:former|latter|above)|[Ss]ame|[Bb]oth of (?:them|these|those)"
    r"|[Tt]he same(?! (?:as|number|amount|type|kind|size|value|direction|time|mass|charge))"
    r"|(?:[Tt]hat|[Tt]hose)(?! (?:which|who|whom|whose|that|of|part|portion|branch|period|quality|state|form|type"
    r"|kind|area|region|with|in|on|having|being|used|made)\b))\b(?!-|[,;/]|$)"
)
_FIRST_PERSON = re.compile(r"(?:[Ww]e|[Yy]ou)\b(?!-)")
_AFTER_ADVERB = re.compile(
    r"(?:however|also|moreover|in addition|for example|then|thus|therefore|so|yet|still|instead|in \d{4}|later|today"
    r"|now|here|as a result|in this case),? (?:it|they|this|these|he|she)\b",
    re.I,
)
_LEANS = re.compile(
    r"(?:then|otherwise|likewise|conversely|instead(?! of)|similarly(?! to)|(?:in|by) contrast(?! (?:to|with))"
    r"|on the (?:other hand|contrary))\b(?!-)",
    re.I,
)
_IN_TERM = re.compile(r"\b(?:it|this|these|those|they|them|we|our|my)\b")
_OF_TWO = re.compile(r"\bthe (?:former|latter)\b")
_TWO = re.compile(r"\w (?:and|or|versus|vs\.?|than|but) \w")
_ABOVE = re.compile(r"\b(?:the|as) above\b|\babove-?mentioned\b|\baforementioned\b")
_ASKED = re.compile(
    r"^\W*(?:(?:in|on|at|for|by|from|with|to|under) )?(?:what|which|how|why|when|where|who|whom)\b[^,:]{0,30}?"
    r"\b(does|do|did|is|are|was|were|can|could|will|would|should|must|may|has|have|had) "
    r"(it|they|he|she|this|these|those|that)\b(.*)",
    re.I | re.S,
)
_EXPLETIVE = re.compile(
    r"(?:is|was) it (?:(?:(?:\w+ly|most|more|very|an?|current|best|common) )*[\w-]+ (?:in [\w-]+ )?(?:that|to|for)"
    r"|called|known|said|that|so|when|if|better|best)\b"
    r"|\w+ it (?:mean|take|cost|need|require|make sense|imply that|happen (?:[\w-]+ ){0,2}that)\b"
)
_THIS = re.compile(r"\b(?:this|these|those)\s+([\w'’-]+)((?:\s+[\w'’-]+){0,2})", re.I)
_SUMS_UP = frozenset(
    stem(word)
    for word in """
    process effect phenomenon property method way case condition situation fact ability type kind number value
    approach technique theory state point stage idea principle problem change practice trend behaviour behavior
    action event step mechanism pattern phase operation reaction strategy procedure task
    """.split()
)
_VERBS = frozenset(
    """
    means leads led causes caused makes made allows requires results helps happens gives produces reduces
    increases prevents shows follows
    """.split()
)

_CLAUSE_BEFORE = re.compile(r"[,;:–—(]|\b(?:and|so|but|because|if|when|after|while|which|that)\b")

_NARRATION = re.compile(
    r"\bthe following\b(?! (?:day|year|week|month|morning|evening|decade|century|season|generation|spring|winter))"
    r"|\bas follows\b|\b(?:shown|see|seen|mentioned|discussed|described|listed|stated) (?:above|below|earlier)\b"
    r"|\bas (?:shown|seen|mentioned|discussed) (?:in|on|by|before)\b|\bsee also\b"
    r"|\b(?:see|refer to) (?:the )?(?:figure|fig\b|table|section|chapter|page|appendix|image|diagram)"
    r"|\bin (?:this|the next|the previous|the last|our) (?:section|chapter|article|post|blog|paper|book|video|lecture"
    r"|lesson|tutorial|course|module|series|guide|note|notes)\b"
    r"|\b(?:next|previous) (?:section|chapter|lecture|lesson)\b"
    r"|\bthis (?:section|chapter|article|post|video|lecture|tutorial|guide)\b"
    r"|\bwe(?: will|'ll|’ll| shall) (?:\w+ )?(?:see|discuss|look|learn|cover|explore|use|talk|describe|introduce)\b"
    r"|\bas we saw\b|\blet us\b|\blet['’]s\b(?! encrypt)"
    r"|\b(?:figure|fig\.|table|listing|slide|equation|exercise) \d"
    r"|\bin chapter (?!7\b|9\b|11\b|12\b|13\b)\d|\bon page \d|\bclick here\b|\bread more\b|\bstay tuned\b"
)
_TO_DO = re.compile(r"\b(?:TODO|FIXME|TBD)\b|\?\?\?")

_AGES = re.compile(
    r"\b(?:currently\b(?! (?:running|executing|selected|active|open|loaded|used|being|held|stored|displayed|logged"
    r"|connected|in use))"
    r"|as of (?:now|today|this writing|writing)\b|at (?:present|the moment)\b|nowadays\b|these days\b"
    r"|recently\b(?<!least recently)(?<!most recently)(?!-| (?:used|accessed|added|viewed|visited|opened))"
    r"|state[- ]of[- ]the[- ]art\b|sota\b|the latest (?:version|release|model|edition)\b"
    r"|to date\b(?<!up to date)|so far\b(?! (?:as|from|away))|(?:this|last|next) year\b)"
)
_MONEY = re.compile(r"[$€£]\s?\d|\b\d[\d.,]*\s?(?:usd|eur|gbp|dollars?|euros?|cents?)\b")
_PAID = re.compile(
    r"\b(?:costs?|priced|pricing|fees?|salary|charges?)\b"
    r"|(?:\bper |/)(?:month|year|hour|user|gb|tb|request|million|seat)\b"
)
_DATED = re.compile(r"\b(?:1\d|20)\d\d\b")


def pronoun_subject(seen: View) -> str:
    """A pronoun, or ``this X``, whose noun is not on the card."""
    if seen.draft.kind is Kind.QUOTE:
        return ""
    for side in seen.sides:
        if side.name in {"blank", "item"} or not is_english(side.words):
            continue
        if said := _pronoun(side, seen):
            return f"“{said}” in the {side.name} leans on what is not on the card"
    return ""


def _pronoun(side: Side, seen: View) -> str:
    """The words that lean on something outside the side, or nothing."""
    text = side.bare.lstrip(" \"'“‘(")
    if side.name == "term":
        named = seen.draft.kind is Kind.ACRONYM or "(" in text
        return match.group() if not named and (match := _IN_TERM.search(text)) else ""
    if side.name == "answer":
        return _this(text, seen.ask.bare)
    if opens := _OPENS.match(text) or (side.name != "meaning" and _FIRST_PERSON.match(text)):
        return opens.group()
    leans = _LEANS.match(text) if side.name == "sentence" else None
    if match := leans or _AFTER_ADVERB.match(text):
        return match.group()
    low = lowered(text)
    if match := _ABOVE.search(low):
        return text[slice(*match.span())]
    if (match := _OF_TWO.search(low)) and not _TWO.search(text, 0, match.start()):
        return text[slice(*match.span())]
    asked = _ASKED.match(text) if side.name == "question" else None
    if asked and not asked[2].isupper() and not _expletive(asked):
        return asked[2]
    return _this(text, seen.ask.bare if side.name == "meaning" else "")


def _this(text: str, before: str) -> str:
    """The first ``this X`` whose noun stands neither earlier in the text nor on the side before it."""
    for match in _THIS.finditer(text):
        if not _named_before(f"{before} {text[: match.start()]}", match):
            return f"{match.group().split()[0]} {match[1]}"
    return ""


def _expletive(asked: re.Match[str]) -> bool:
    """Whether the question's ``it`` stands for nothing: ``what does it mean to``, ``why is it hard to``."""
    named = [word for word in words(asked[3]) if word not in STOP_WORDS]
    return len(named) > 1 and bool(_EXPLETIVE.match(f"{asked[1]} {asked[2]}{asked[3]}".lower()))


def _named_before(before: str, match: re.Match[str]) -> bool:
    """Whether the noun after this or these stands earlier, or a clause does that it sums up."""
    known = {stem(word) for word in words(before) if word not in STOP_WORDS}
    after = [match[1].lower(), *words(match[2])]
    if any(stem(word) in known for word in after):
        return True
    if match.group().lower().startswith("those") and (after[0] in STOP_WORDS or after[0].endswith(("ed", "ing"))):
        return True  # those who, those used in
    pronoun = after[0] in _VERBS or after[0] in STOP_WORDS or after[0].endswith("ly")
    sums_up = pronoun or any(stem(word) in _SUMS_UP for word in after)
    return sums_up and len(known) > 2 and bool(_CLAUSE_BEFORE.search(before))


def narration(seen: View) -> str:
    """The text's talk of itself: the following, figure 3, in this chapter, let's, TODO."""
    if seen.draft.kind is Kind.QUOTE:
        return ""
    for side in seen.sides:
        if found := _NARRATION.search(side.low) or _TO_DO.search(side.bare):
            return f"“{side.bare[slice(*found.span())]}” in the {side.name} points at the notes"
    return ""


def ages(seen: View) -> str:
    """What will not stay true, without the date it was true at."""
    shown = seen.shown
    if _DATED.search(shown):
        return ""
    low = lowered(shown)
    if found := _AGES.search(low):
        return f"“{shown[slice(*found.span())]}” will age, and no date is given"
    return "a price will age, and no date is given" if _MONEY.search(low) and _PAID.search(low) else ""
