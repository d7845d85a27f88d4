"""Hedges, negations, bounds and conditions: what the notes limit, the card limits, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashgen.ask.held.hedges import OF_CLAIMS, OF_NUMBERS, Hedge
from flashgen.ask.held.parts import parts
from flashgen.ask.held.seen import NEGATED, Seen, holds, places
from flashgen.ask.held.words import content
from flashgen.ask.tokens import tokens

_NO = r"not(?! only| just)|never|cannot|no(?! (?:more|less|fewer|later|sooner) than)|none|nothing|without|neither|nor"
_NEGATION = re.compile(rf"\b(?:{_NO})\b|n['’]t\b|\bw/o(?!\w)|≠|!=", re.I)
_WORDS = "if|unless|except|provided|as long as|in case|assuming|when|whenever|until"
_CONDITION = re.compile(rf"\s*(?:[^\s:][^:]{{0,30}}: )?(?:(?:but|and|or)\s+)?(?:only\s+)?({_WORDS})\b", re.I)
_AND_IF = re.compile(r"\s*(?:and|but|or)\s+(?:if|when|in case)\b", re.I)
"""A condition of what follows it, and of nothing before it."""
_TURNS = ("unless", "except", "until")
"""What turns a condition into its opposite."""
_HARD = re.compile(r"(?:[.;:!?\n]|\s--?)\s*$")
_HOW = re.compile(r"\bhow (?:often|likely|commonly|frequently)\b", re.I)


def lost(plain: str, question: str, answers: Sequence[str], over: str = "") -> str:
    """What the notes limit and the card does not, or the card and not the notes; empty where they agree.

    ``over`` is what the sentences stand under: a hedge there is the notes' own, and limits nothing by itself.
    """
    every = parts(plain)
    spans = [span for answer in answers for span in places(plain, answer)]
    held = [part for part in every if any(part[0] < end and start < part[1] for start, end in spans)]
    held = held or [part for part in every if any(holds(plain[slice(*part)], answer) for answer in answers)] or every
    # "how often" asks, it does not hedge
    card = _HOW.sub("how", f"{question} {'; '.join(answers)}")
    seen = Seen(plain, every, held, max((end for _, end in spans), default=-1), question, card, over)
    return _lost_hedge(seen) or _lost_bound(plain, seen.card) or _lost_negation(seen) or _lost_condition(seen)


def _lost_hedge(seen: Seen) -> str:
    held = [seen.plain[slice(*part)] for part in seen.held]
    of_degree = any(hedge.of_degree and hedge.said.search(part) for part in held for hedge in OF_CLAIMS)
    for hedge in OF_CLAIMS:
        if hedge.of_degree and of_degree and not any(hedge.said.search(part) for part in held):
            continue  # another one is nearer
        said = seen.said(hedge.said, of_all=not hedge.of_degree)
        if said and not hedge.kept.search(seen.card):
            return f"the notes say “{said}”"
        own = hedge.said.search(seen.card) if hedge.name != "should" or not seen.is_instruction else None
        if own and not hedge.kept.search(f"{seen.plain}\n{seen.over}"):
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


def _lost_negation(seen: Seen) -> str:
    said, own = seen.said(_NEGATION), _NEGATION.search(seen.card)
    if said and not NEGATED.search(seen.card):
        return f"the notes say “{said}”"
    if own and not seen.negates():
        return f"the card says “{own.group()}”, the notes do not"
    return ""


def _lost_condition(seen: Seen) -> str:
    """A condition beside the answer of which the card has nothing, or an answer that lost its ``unless``."""
    every = [seen.plain[slice(*part)] for part in seen.parts]
    for index, part in enumerate(every):
        match = _CONDITION.match(part)
        if not match:
            continue
        if seen.parts[index] in seen.held:
            word = match[1].lower()
            if word in _TURNS and word not in seen.card.lower():
                return f"the notes say “{word}”"
            continue
        own = {token.key for token in content(part)}
        is_next = index + 1 < len(every) and not _HARD.search(part)
        following = seen.parts[index + 1] if is_next else None
        is_behind = index and not _HARD.search(every[index - 1]) and not (_AND_IF.match(part) and is_next)
        last = seen.parts[index - 1] if is_behind else None
        if match[1].lower().startswith("when") and last and every[index - 1].rstrip().endswith((",", "-", "–", ":")):
            continue  # it says when that is, not only when
        beside = last in seen.held or following in seen.held
        if beside and len(own & {token.key for token in content(seen.card)}) * 2 < len(own):
            return f"the notes say it only “{' '.join(part.split()[:4])} ...”"
    return ""
