"""A card before the sentences that it was made of: which of their parts its answer stands in, and what limits it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flashgen.ask.held.parts import SHORT, cuts
from flashgen.ask.held.strength import OBLIGES, opens_with_verb
from flashgen.ask.held.words import content
from flashgen.ask.tokens import keys, tokens, where
from flashgen.language.clauses import read_clause
from flashgen.text import Text

NEGATED = re.compile(
    r"\b(?:not|never|cannot|no|none|nothing|without|neither|nor|lack(?:s|ing)?|absent|fails?|instead|rather than)\b"
    r"|n['’]t\b|\bw/o(?!\w)|≠|!=",
    re.I,
)
"""What a card says that keeps a negation of the notes."""
_ENDS = re.compile(r"[.;:!?\n]\s+|\s[-–—]{1,2}\s")
_STOPS = re.compile(r"[.;!?]\s+")
_SET_OFF = re.compile(r"\s*,")
_LEADS_IN = re.compile(r"\W*(?:if|when|as|to|for|in|before|after|once|where|unless)\b", re.I)
_RELATIVE = re.compile(r"\b(?:that|which|who)\s+(?:(?:is|are|was|were|has been|have been)\s+)?$", re.I)
_INSTRUCTS = re.compile(rf"\b(?:{OBLIGES}|required|do not|don['’]t|never|(?:is|are) to)\b", re.I)


@dataclass(frozen=True, slots=True)
class Seen:
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
        for start, end in self.held:
            opening = _opening(self.plain, start)
            begins = [opening, _opening(self.plain, start, _STOPS)]
            if _LEADS_IN.match(self.plain, opening):  # "if it leaks, call ..."
                begins.append(start)
            if any(opens_with_verb(self.plain[begin:end]) for begin in begins):
                return True
            if _INSTRUCTS.search(self.plain, start, end):
                return True
        return False

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
                # "Usually, ..." limits its whole sentence
                opens = _SET_OFF.match(self.plain, start + match.end()) and _opening(self.plain, start) == start
                of_sentence = bool(opens) and not of_all and match.start() == 0 and self._is_beside(start)
                limits = of_sentence or is_asked or len((asked - elsewhere - topic) & behind) >= SHORT
            if limits:
                return match.group().strip()
        return ""

    def negates(self) -> bool:
        """Whether the notes deny something of what the card says, in its sentence or in a heading that it repeats."""
        asked = {token.key for token in content(self.question)}
        for line in self.over.splitlines():
            own = {token.key for token in content(NEGATED.sub(" ", line))}
            if NEGATED.search(line) and len(asked & own) * 2 >= len(own):
                return True
        for start, end in self.parts:
            part = self.plain[start:end]
            if NEGATED.search(part):
                own = {token.key for token in content(NEGATED.sub(" ", part))}
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


def places(plain: str, answer: str) -> list[tuple[int, int]]:
    """Where an answer stands in one piece."""
    known, wanted = tokens(plain), keys(answer)
    whole = [token.key for token in known]
    found, at = [], where(wanted, whole)
    while at >= 0:
        found.append((known[at].start, known[at + len(wanted) - 1].end))
        at = where(wanted, whole, at + 1)
    return found


def holds(part: str, answer: str) -> bool:
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


def _opening(plain: str, at: int, ends: re.Pattern[str] = _ENDS) -> int:
    """Where the clause or sentence begins that an offset stands in."""
    return max((match.end() for match in ends.finditer(plain, 0, at + 1)), default=0)
