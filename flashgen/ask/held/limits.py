"""Hedges, negations, bounds and conditions: what the notes limit, the card limits, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flashgen.ask.held.hedges import OF_CLAIMS, OF_NUMBERS, Hedge
from flashgen.ask.held.parts import SHORT, parts
from flashgen.ask.held.words import content
from flashgen.ask.tokens import keys, tokens, where
from flashgen.language.clauses import read_clause
from flashgen.text import Text

_NO = r"not(?! only| just)|never|cannot|no(?! (?:more|less|fewer|later|sooner) than)|none|nothing|without|neither|nor"
_NEGATION = re.compile(rf"\b(?:{_NO})\b|n['’]t\b|\bw/o(?!\w)|≠|!=", re.I)
_CARD_NEGATION = re.compile(
    r"\b(?:not|never|cannot|no|none|nothing|without|neither|nor|lack(?:s|ing)?|absent|fails?)\b|n['’]t\b|\bw/o(?!\w)|≠|!=",
    re.I,
)
_WORDS = "if|unless|except|provided|as long as|in case|assuming|when|whenever|until"
_CONDITION = re.compile(rf"\s*(?:(?:but|and|or)\s+)?(?:only\s+)?({_WORDS})\b", re.I)
_TURNS = ("unless", "except", "until")
"""What turns a condition into its opposite."""
_HARD = re.compile(r"[.;:!?\n]\s*$")


def lost(plain: str, question: str, answer: str) -> str:
    """What the notes limit and the card does not, or the card and not the notes; empty where they agree."""
    every = [plain[slice(*part)] for part in parts(plain)]
    held = [part for part in every if _holds(part, answer)]
    seen = _Seen(plain, every, held or every, question, answer, f"{question} {answer}")
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
    answer: str
    card: str
    """All that a person will see."""

    @property
    def is_instruction(self) -> bool:
        """Whether the notes say what to do: ``throw it away``."""
        clause = read_clause(Text(self.plain))
        return clause is None or clause.subject == (0, 0)

    def said(self, pattern: re.Pattern[str], of_all: bool = False) -> str:
        """What the notes say of a kind that limits what the card says: before the answer, or before what is asked.

        ``of_all`` says that it limits its whole part, wherever it stands: ``on most tasks``.
        """
        mine = {token.key for part in self.held for token in content(part)}
        asked = {token.key for token in content(self.question)}
        for part in self.parts:
            match = pattern.search(part)
            if not match:
                continue
            behind = {token.key for token in content(part[match.end() :])}
            if part in self.held:
                limits = of_all or _is_before(match, part, self.answer) or bool(asked & behind)
            else:
                limits = len((asked - mine) & behind) >= SHORT
            if limits:
                return match.group().strip()
        return ""


def _is_before(match: re.Match[str], part: str, answer: str) -> bool:
    """Whether what limits a part stands before the answer's end, or is the last of the part."""
    known = tokens(part)
    wanted = keys(answer)
    first = where(wanted, [token.key for token in known])
    is_last = not any(True for _ in content(part[match.end() :]))
    return is_last or first < 0 or match.end() <= known[first + len(wanted) - 1].end


def _holds(part: str, answer: str) -> bool:
    """Whether the answer, or most of it, stands in a part."""
    wanted = [token.key for token in content(answer)] or [token.key for token in tokens(answer)]
    here = {token.key for token in tokens(part)}
    return bool(wanted) and sum(key in here for key in wanted) * 2 > len(wanted)


def _lost_hedge(seen: _Seen) -> str:
    of_degree = any(hedge.of_degree and hedge.said.search(part) for part in seen.held for hedge in OF_CLAIMS)
    for hedge in OF_CLAIMS:
        if hedge.of_degree and of_degree and not any(hedge.said.search(part) for part in seen.held):
            continue  # another one is nearer
        said = seen.said(hedge.said, of_all=not hedge.of_degree)
        if said and not hedge.kept.search(seen.card):
            return f"the notes say “{said}”"
        own = hedge.said.search(seen.card) if hedge.name != "should" or not seen.is_instruction else None
        if own and not hedge.kept.search(seen.plain):
            return f"the card says “{own.group().strip()}”, the notes do not"
    return ""


def _lost_bound(plain: str, card: str) -> str:
    """An ``about`` or ``at least`` before a number of the card, that the card does not have; or the other way round."""
    for hedge in OF_NUMBERS:
        for match in hedge.said.finditer(plain):
            number = _number_after(plain, match.end())
            if number and number in _numbers(card) and _always(plain, number, hedge) and not hedge.kept.search(card):
                return f"the notes say “{match.group().strip()}” of {number}"
        for match in hedge.said.finditer(card):
            number = _number_after(card, match.end())
            if number and number in _numbers(plain) and not hedge.kept.search(plain):
                return f"the card says “{match.group().strip()}” of {number}, the notes do not"
    return ""


def _always(plain: str, number: str, hedge: Hedge) -> bool:
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
        if match[1].lower().startswith("when") and last.rstrip().endswith((",", "-", "–", ":")):
            continue  # it says when that is, not only when
        following = seen.parts[index + 1] if index + 1 < len(seen.parts) and not _HARD.search(part) else ""
        beside = last in seen.held or following in seen.held
        if beside and len(own & {token.key for token in content(seen.card)}) * 2 < len(own):
            return f"the notes say it only “{' '.join(part.split()[:4])} ...”"
    return ""
