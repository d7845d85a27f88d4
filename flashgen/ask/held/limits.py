"""Hedges, negations, bounds and conditions: what the notes limit, the card limits, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flashgen.ask.held.words import content
from flashgen.ask.tokens import tokens
from flashgen.language.clauses import read_clause
from flashgen.text import Text

_NUMBER_WORD = (
    r"(?:half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|a\s|an\s)"
)
_BEFORE_NUMBER = rf"(?=\s*[$€£~<>=]?\s*(?:\d|{_NUMBER_WORD}))"


@dataclass(frozen=True, slots=True)
class _Hedge:
    """One thing that a sentence may take back of what it says."""

    name: str
    said: re.Pattern[str]
    """In the notes."""
    kept: re.Pattern[str]
    """On the card."""
    of_number: bool = False
    """Only what it stands before is hedged."""
    of_degree: bool = False
    """How often or how likely; the nearest one counts."""


def _hedge(name: str, said: str, kept: str = "", *, of_number: bool = False, of_degree: bool = False) -> _Hedge:
    return _Hedge(name, re.compile(said, re.I), re.compile(kept or said, re.I), of_number, of_degree)


_ABOUT = r"about|around|approximately|approx\.?|roughly|nearly|almost|circa|c\.|ca\.?|some"
_HEDGES = (
    _hedge("about", rf"\b(?:{_ABOUT}){_BEFORE_NUMBER}|[~≈∼](?=\s?[$€£]?\d)", rf"\b(?:{_ABOUT})(?=\W)|[~≈∼]|\bestimated", of_number=True),
    _hedge("up to", r"\b(?:up to|at most|no more than|not more than|max(?:imum)?\.?(?: of)?)(?=\s*[$€£~]?\s*\d)|(?:≤|<=)\s?(?=[\d$€£])",
           r"\bup to\b|\bat most\b|\bno more than\b|\bnot more than\b|\bmax(?:imum)?\b|≤|<=|\bmost\b", of_number=True),
    _hedge("at least", r"\b(?:at least|no less than|not less than|min(?:imum)?\.?(?: of)?|a minimum of)(?=\s*[$€£~]?\s*\d)|(?:≥|>=)\s?(?=[\d$€£])",
           r"\bat least\b|\bno less than\b|\bnot less than\b|\bmin(?:imum)?\b|≥|>=|\bor more\b|\d\s?\+", of_number=True),
    _hedge("less than", r"\b(?:less|fewer|lower|smaller|shorter|younger) than(?=\s*[$€£~]?\s*\d)|\b(?:under|below)(?=\s*[$€£~]?\s*\d)|<\s?(?=[\d$€£])",
           r"\b(?:less|fewer|lower|smaller|shorter|younger) than\b|\b(?:under|below)\b|<", of_number=True),
    _hedge("more than", r"\b(?:more|greater|higher|larger|longer|older) than(?=\s*[$€£~]?\s*\d)|\b(?:over|above|exceed(?:s|ing)?)(?=\s*[$€£~]?\s*\d)|>\s?(?=[\d$€£])",
           r"\b(?:more|greater|higher|larger|longer|older) than\b|\b(?:over|above|exceed(?:s|ing)?)\b|>", of_number=True),
    _hedge("usually", r"\b(?:usually|typically|generally|normally|commonly(?! (?:known|called))|often|frequently|tends? to|mostly|mainly|largely|predominantly|primarily)\b",
           of_degree=True),
    _hedge("rarely", r"\b(?:rarely|seldom|hardly|occasionally|sometimes|infrequently)\b", of_degree=True),
    _hedge("may", r"\b(?:may|might|could|possibly|perhaps|probably|likely|potentially|presumably)\b",
           r"\b(?:may|might|can|could|possibl[ey]|perhaps|probabl[ey]|likely|potential(?:ly)?|presumabl[ey])\b", of_degree=True),
    _hedge("seems", r"\b(?:seems?|appears?|apparently|suggests?|allegedly|reportedly|(?:is|are|was|were) (?:believed|thought|said|estimated|expected|assumed)|(?:believe|think|claim|argue|suspect)[sd]? that)\b",
           r"\b(?:seem|appear|apparent|suggest|alleg|report|believ|think|thought|said|estimat|expect|assum|claim|argu|suspect)", of_degree=True),
    _hedge("should", r"\b(?:should|ought to|is recommended|are recommended)\b", r"\b(?:should|ought|recommend)", of_degree=True),
    _hedge("almost", r"\b(?:almost|nearly)\b", of_degree=True),
    _hedge("most", r"(?<!the )(?<!at )\bmost\b(?! of the time)(?=\s+[a-z-]+)|\bmajority\b", r"\bmost\b|\bmajority\b"),
    _hedge("the most", r"\bthe most\b", r"\bmost\b"),
    _hedge("some", r"(?:^|[,;(]\s*|\bin\s|\bfor\s|\bof\s)some\s(?=[a-z])(?!\s*\d)", r"\b(?:some|sometimes|certain)\b"),
    _hedge("few", r"(?<!a )\bfew\b", r"\bfew\b"),
    _hedge("only", r"(?<!not )\b(?:only|solely|exclusively)\b", r"\b(?:only|solely|exclusively|alone)\b"),
    _hedge("partly", r"\b(?:partly|partially|somewhat|in part)\b", of_degree=True),
)  # fmt: skip
_GENERAL = tuple(hedge for hedge in _HEDGES if not hedge.of_number)
_NEGATION = re.compile(
    r"\b(?:not(?! only| just)|never|cannot|no(?! (?:more|less|fewer|later|sooner) than)|none|nothing|without|neither|nor)\b|n['’]t\b|\bw/o(?!\w)|≠|!=",
    re.I,
)
_CARD_NEGATION = re.compile(
    r"\b(?:not|never|cannot|no|none|nothing|without|neither|nor|lacks?|lacking|absent|fails?)\b|n['’]t\b|\bw/o(?!\w)|≠|!=",
    re.I,
)
_CONDITION = re.compile(
    r"\s*(?:but\s+|and\s+|or\s+)?(?:only\s+)?(if|unless|except|provided|as long as|in case|assuming|when|whenever|until)\b",
    re.I,
)
_INNER_CONDITION = re.compile(r"\b(?:if|unless|except(?: for)?|provided|as long as|assuming)\b", re.I)
_TURNS = ("unless", "except", "until")
"""What turns a condition into its opposite."""
_CUT = re.compile(
    r"[;:\n—]|(?<=\s)[–-](?=\s)|[()]|,\s+|\s(?=(?:but|while|whereas|although|though|and|or|which|because|so that|if|unless|except|until|provided)\s)|(?<=[.!?])\s+(?=[A-Z])"
)  # fmt: skip
_HARD = re.compile(r"[.;:!?\n]\s*$")
_SHORT = 2
"""Content words below which a part of a sentence does not stand by itself."""


def segments(plain: str) -> list[tuple[int, int]]:
    """The parts of sentences, as offsets; a part of a word or two belongs to the next."""
    cuts = [0, *(match.end() if match.group().strip() else match.start() for match in _CUT.finditer(plain)), len(plain)]
    found: list[tuple[int, int]] = []
    start = 0
    for end in cuts[1:]:
        if end > start and (end == len(plain) or len([*content(plain[start:end])]) >= _SHORT):
            found.append((start, end))
            start = end
    return found or [(0, len(plain))]


def lost(plain: str, question: str, answer: str) -> str:
    """What the notes limit and the card does not, or the card and not the notes; empty where they agree."""
    parts = [plain[slice(*part)] for part in segments(plain)]
    held = [part for part in parts if _holds(part, answer)]
    seen = _Seen(plain, parts, held or parts, question, f"{question} {answer}")
    return _lost_hedge(seen) or _lost_bound(plain, seen.card) or _lost_negation(seen) or _lost_condition(seen)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A card before the sentences that it was made of."""

    plain: str
    parts: Sequence[str]
    """Of the sentences."""
    held: Sequence[str]
    """The parts that the answer stands in."""
    question: str
    card: str
    """All that a person will see."""

    @property
    def is_instruction(self) -> bool:
        """Whether the notes say what to do: ``throw it away``."""
        clause = read_clause(Text(self.plain))
        return clause is None or clause.subject == (0, 0)

    def said(self, pattern: re.Pattern[str]) -> str:
        """What the notes say of a kind that limits what the card says: beside the answer, or before what is asked."""
        mine = {token.key for part in self.held for token in content(part)}
        asked = {token.key for token in content(self.question)} - mine
        for part in self.parts:
            match = pattern.search(part)
            if not match:
                continue
            behind = {token.key for token in content(part[match.end() :])}
            if part in self.held or len(asked & behind) >= max(1, min(_SHORT, len(behind))):
                return match.group().strip()
        return ""


def _holds(part: str, answer: str) -> bool:
    """Whether the answer, or most of it, stands in a part."""
    wanted = [token.key for token in content(answer)] or [token.key for token in tokens(answer)]
    here = {token.key for token in tokens(part)}
    return bool(wanted) and sum(key in here for key in wanted) * 2 > len(wanted)


def _share(part: str, question: str) -> int:
    asked = {token.key for token in content(question)}
    return len(asked & {token.key for token in content(part)})


def _lost_hedge(seen: _Seen) -> str:
    of_degree = any(hedge.of_degree and hedge.said.search(part) for part in seen.held for hedge in _GENERAL)
    for hedge in _GENERAL:
        if hedge.of_degree and of_degree and not any(hedge.said.search(part) for part in seen.held):
            continue  # another one is nearer
        said = seen.said(hedge.said)
        if said and not hedge.kept.search(seen.card):
            return f"the notes say “{said}”"
        own = hedge.said.search(seen.card) if hedge.name != "should" or not seen.is_instruction else None
        if own and not hedge.kept.search(seen.plain):
            return f"the card says “{own.group().strip()}”, the notes do not"
    return ""


def _lost_bound(plain: str, card: str) -> str:
    """An ``about`` or ``at least`` before a number of the card, that the card does not have; or the other way round."""
    for hedge in _HEDGES:
        if not hedge.of_number:
            continue
        for match in hedge.said.finditer(plain):
            number = _number_after(plain, match.end())
            if number and number in _numbers(card) and _always(plain, number, hedge) and not hedge.kept.search(card):
                return f"the notes say “{match.group().strip()}” of {number}"
        for match in hedge.said.finditer(card):
            number = _number_after(card, match.end())
            if number and number in _numbers(plain) and not hedge.kept.search(plain):
                return f"the card says “{match.group().strip()}” of {number}, the notes do not"
    return ""


def _always(plain: str, number: str, hedge: _Hedge) -> bool:
    """Whether the notes hedge the number wherever they name it."""
    hedged = sum(_number_after(plain, match.end()) == number for match in hedge.said.finditer(plain))
    return hedged >= _numbers(plain).count(number)


def _number_after(plain: str, at: int) -> str:
    return next((token.key for token in tokens(plain[at : at + 20]) if token.is_number), "")


def _numbers(plain: str) -> list[str]:
    return [token.key for token in tokens(plain) if token.is_number]


def _lost_negation(seen: _Seen) -> str:
    said, own = seen.said(_NEGATION), _NEGATION.search(seen.card)
    if said and not _CARD_NEGATION.search(seen.card):
        return f"the notes say “{said}”"
    if own and not _CARD_NEGATION.search(seen.plain):
        return f"the card says “{own.group()}”, the notes do not"
    return ""


def _lost_condition(seen: _Seen) -> str:
    """A condition beside the answer of which the card has nothing, or an answer that lost its ``unless``."""
    for index, part in enumerate(seen.parts):
        match = _CONDITION.match(part)
        if not match:
            continue
        if part in seen.held:
            word = match[1].lower()
            if word in _TURNS and word not in seen.card.lower():
                return f"the notes say “{word}”"
            continue
        own = {token.key for token in content(part)}
        last = seen.parts[index - 1] if index and not _HARD.search(seen.parts[index - 1]) else ""
        if match[1].lower().startswith("when") and last.rstrip().endswith(","):
            continue  # it says when that is, not only when
        following = seen.parts[index + 1] if index + 1 < len(seen.parts) and not _HARD.search(part) else ""
        beside = last in seen.held or following in seen.held
        if beside and _share(part, seen.card) * 2 < len(own):
            return f"the notes say it only “{' '.join(part.split()[:4])} ...”"
    return ""
