"""Hedges, negations, bounds and conditions: what the notes limit, the card limits, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flashgen.ask.held.hedges import OF_CLAIMS, OF_NUMBERS, Hedge
from flashgen.ask.held.parts import SHORT, cuts, parts
from flashgen.ask.held.strength import opens_with_verb
from flashgen.ask.held.words import content
from flashgen.ask.tokens import keys, tokens, where
from flashgen.language.clauses import read_clause
from flashgen.text import Text

_NO = r"not(?! only| just)|never|cannot|no(?! (?:more|less|fewer|later|sooner) than)|none|nothing|without|neither|nor"
_NEGATION = re.compile(rf"\b(?:{_NO})\b|n['’]t\b|\bw/o(?!\w)|≠|!=", re.I)
_CARD_NEGATION = re.compile(
    r"\b(?:not|never|cannot|no|none|nothing|without|neither|nor|lack(?:s|ing)?|absent|fails?|instead|rather than)\b|n['’]t\b|\bw/o(?!\w)|≠|!=",
    re.I,
)
_WORDS = "if|unless|except|provided|as long as|in case|assuming|when|whenever|until"
_CONDITION = re.compile(rf"\s*(?:(?:but|and|or)\s+)?(?:only\s+)?({_WORDS})\b", re.I)
_AND_IF = re.compile(r"\s*(?:and|but|or)\s+(?:if|when|in case)\b", re.I)
"""A condition of what follows it, and of nothing before it."""
_TURNS = ("unless", "except", "until")
"""What turns a condition into its opposite."""
_HARD = re.compile(r"(?:[.;:!?\n]|\s--?)\s*$")
_HOW = re.compile(r"\bhow (?:often|likely|commonly|frequently)\b", re.I)
_ENDS = re.compile(r"[.;:!?\n]\s+|\s[-–—]{1,2}\s|,\s+(?:and\s+|or\s+|but\s+)?(?=\S+\s)")
_STOPS = re.compile(r"[.;!?]\s+")
_RELATIVE = re.compile(r"\b(?:that|which|who)\s+(?:(?:is|are|was|were|has been|have been)\s+)?$", re.I)
_REQUIRES = re.compile(
    r"\b(?:need(?:s|ed)? to|ha(?:s|ve) to|must|requir(?:es?|ed|ing)|mandatory|necessary|do not|never|(?:is|are) to)\b|\bdon['’]t\b",
    re.I,
)


def lost(plain: str, question: str, answers: Sequence[str], over: str = "") -> str:
    """What the notes limit and the card does not, or the card and not the notes; empty where they agree.

    ``over`` is what the sentences stand under: a hedge there is the notes' own, and limits nothing by itself.
    """
    every = parts(plain)
    spans = [span for answer in answers for span in _places(plain, answer)]
    held = [part for part in every if any(part[0] < end and start < part[1] for start, end in spans)]
    held = held or [part for part in every if any(_holds(plain[slice(*part)], answer) for answer in answers)] or every
    # "how often" asks, it does not hedge
    card = _HOW.sub("how", f"{question} {'; '.join(answers)}")
    seen = _Seen(plain, every, held, max((end for _, end in spans), default=-1), question, card, over)
    return _lost_hedge(seen) or _lost_bound(plain, seen.card) or _lost_negation(seen) or _lost_condition(seen)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A card before the sentences that it was made of."""

    plain: str
    parts: Sequence[tuple[int, int]]
    """Of the sentences."""
    held: Sequence[tuple[int, int]]
    """The parts that the answer stands in."""
    end: int
    """Where the answer ends; -1 where it does not stand in one piece."""
    question: str
    card: str
    """All that a person will see."""
    over: str
    """What the sentences stand under."""

    @property
    def is_instruction(self) -> bool:
        """Whether the notes say what to do: ``throw it away``."""
        clause = read_clause(Text(self.plain))
        if clause is None or clause.subject == (0, 0):
            return True
        return any(
            _REQUIRES.search(self.plain[slice(*part)]) or opens_with_verb(self.plain[begin : part[1]])
            for part in self.held
            for begin in (part[0], _opening(self.plain, part[0], _ENDS), _opening(self.plain, part[0], _STOPS))
        )

    def said(self, pattern: re.Pattern[str], of_all: bool = False) -> str:
        """What the notes say of a kind that limits what the card says: before the answer, or before what is asked.

        ``of_all`` says that it limits its whole part, wherever it stands: ``on most tasks``.
        """
        asked = {token.key for token in content(self.question)}
        # the topic is said of every line
        topic = frozenset[str]() if of_all else {token.key for token in tokens(self.over)}
        free = [part for part in self.parts if not pattern.search(self.plain[slice(*part)])]
        elsewhere = {token.key for part in free for token in content(self.plain[slice(*part)])}
        for start, end in self.parts:
            part = self.plain[start:end]
            match = pattern.search(part)
            if not match or self._is_aside(start + match.start(), start + match.end()):
                continue
            if (start, end) in self.held and not self._is_parted(start + match.start()):
                behind = {token.key for token in content(part[match.end() :])}
                limits = of_all or self._is_before(match, start, end) or bool(asked & behind)
            else:
                behind = {token.key for token in content(_scope(self.plain, start + match.end(), match.start() == 0))}
                own = {token.key for token in content(pattern.sub(" ", self._piece(start + match.start())))}
                is_asked = len(asked & own) >= max(SHORT, len(own) / 2) and bool((asked - elsewhere) & own)
                is_asked = is_asked and bool(asked & behind) and not of_all and self._is_beside(start)
                limits = is_asked or len((asked - elsewhere - topic) & behind) >= SHORT
            if limits:
                return match.group().strip()
        return ""

    def negates(self) -> bool:
        """Whether the notes deny something of what the card says."""
        asked = {token.key for token in content(self.question)}
        for start, end in self.parts:
            part = self.plain[start:end]
            if _CARD_NEGATION.search(part):
                own = {token.key for token in content(_CARD_NEGATION.sub(" ", part))}
                if self._is_beside(start) or not own or len(asked & own) * 2 >= min(len(own), len(asked)):
                    return True
        return False

    def _piece(self, at: int) -> str:
        """What stands between two places where a part may begin."""
        every = [0, *cuts(self.plain), len(self.plain)]
        return self.plain[max(cut for cut in every if cut <= at) : min(cut for cut in every if cut > at)]

    def _is_beside(self, at: int) -> bool:
        """Whether the answer stands in the same sentence."""
        return any(not _STOPS.search(f"{self.plain[min(at, part[0]) : max(at, part[0])]} ") for part in self.held)

    def _is_parted(self, at: int) -> bool:
        """Whether something comes after the answer, and after where a new part may begin."""
        return 0 <= self.end <= at and any(self.end <= cut <= at for cut in cuts(self.plain))

    def _is_before(self, match: re.Match[str], start: int, end: int) -> bool:
        """Whether what limits a part stands before the answer's end, or is the last of the part."""
        is_last = not any(True for _ in content(self.plain[start + match.end() : end]))
        return is_last or self.end < 0 or start + match.end() <= self.end

    def _is_aside(self, start: int, end: int) -> bool:
        """Whether something stands in brackets, or in a clause behind ``which``, of which the card says nothing."""
        card = {token.key for token in content(self.card)}
        opens, closes = self.plain.rfind("(", 0, start), self.plain.find(")", end)
        if opens >= 0 and closes >= 0 and ")" not in self.plain[opens:start] and "(" not in self.plain[end:closes]:
            aside = {token.key for token in content(f"{self.plain[opens:start]} {self.plain[end:closes]}")}
            return bool(aside) and not aside & card
        relative = _RELATIVE.search(self.plain[:start])
        following = next(content(self.plain[end:]), None)
        return bool(relative) and following is not None and following.key not in card


def _places(plain: str, answer: str) -> list[tuple[int, int]]:
    """Where an answer stands in one piece."""
    known, wanted = tokens(plain), keys(answer)
    whole = [token.key for token in known]
    found, at = [], where(wanted, whole)
    while at >= 0:
        found.append((known[at].start, known[at + len(wanted) - 1].end))
        at = where(wanted, whole, at + 1)
    return found


def _holds(part: str, answer: str) -> bool:
    """Whether the answer, or most of it, stands in a part."""
    wanted = [token.key for token in content(answer)] or [token.key for token in tokens(answer)]
    here = {token.key for token in tokens(part)}
    return bool(wanted) and sum(key in here for key in wanted) * 2 > len(wanted)


def _scope(plain: str, start: int, opens: bool) -> str:
    """What a limit reaches to: up to where the next part begins; the one behind ``Typically,``, which ``opens``."""
    for end in cuts(plain):
        if end > start and (not opens or any(True for _ in content(plain[start:end]))):
            return plain[start:end]
    return plain[start:]


def _opening(plain: str, at: int, ends: re.Pattern[str]) -> int:
    """Where the clause or sentence begins that an offset stands in."""
    return max((match.end() for match in ends.finditer(plain, 0, at)), default=0)


def _lost_hedge(seen: _Seen) -> str:
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


def _lost_negation(seen: _Seen) -> str:
    said, own = seen.said(_NEGATION), _NEGATION.search(seen.card)
    if said and not _CARD_NEGATION.search(seen.card):
        return f"the notes say “{said}”"
    if own and not (seen.negates() or _CARD_NEGATION.search(seen.over)):
        return f"the card says “{own.group()}”, the notes do not"
    return ""


def _lost_condition(seen: _Seen) -> str:
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
