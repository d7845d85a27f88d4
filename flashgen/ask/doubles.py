"""Two drafts that ask for the same fact: which of them goes into the deck.

What is in the deck already stays there, whoever made it, so that no history is lost. Else a model's question goes
before a rule's blank in the sentence, and a rule's term, list or question before a model's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from flashgen.ask.held.words import content
from flashgen.ask.tokens import tokens
from flashgen.ask.values import RULE
from flashgen.model import Draft, Form
from flashgen.notes import Verdict, gate
from flashgen.origins import words_of
from flashgen.wording.cards import answer as answer_of

_MOSTLY = 0.5
"""The share of its words that the shorter of two questions has in common with the other, and so of two answers."""
_ALL = 0.6
"""The share of all words of two cards that is the same where each asks for the other's side."""

_Side = tuple[frozenset[str], frozenset[str]]
"""What a card asks and what it answers, as the words that say something."""


def told_apart(
    of_rules: Sequence[Verdict], of_model: Sequence[Verdict], bar: float, in_deck: Collection[tuple[str, str]]
) -> tuple[list[Verdict], list[Verdict]]:
    """The verdicts, with one draft of each two that ask the same held, or less the blank that does.

    ``bar`` is the confidence from which on a draft is emitted; ``in_deck`` holds evidence and rule of what is shipped.
    """
    ruled = list(of_rules)
    asked: list[Verdict] = []
    for verdict in of_model:
        draft, reason = verdict
        if reason:
            asked.append(verdict)
            continue
        emitted = (other for other, why in asked if not gate((other, why), bar)[1])
        rival = next((other for other in emitted if same_fact(other, draft)), None)
        for at, (other, _) in enumerate(ruled if not rival else ()):
            if not same_fact(other, draft):
                continue
            is_emitted = not gate(ruled[at], bar)[1]
            if is_emitted and not _gives_way(other, draft, in_deck):
                rival = other
                break
            ruled[at] = _less(ruled[at], draft, bar)
        asked.append((draft, f"another card asks it already: {_shown(rival)}") if rival else verdict)
    return ruled, asked


def _gives_way(other: Draft, draft: Draft, in_deck: Collection[tuple[str, str]]) -> bool:
    """Whether a rule's draft gives way to a model's."""
    if (words_of(other.evidence), other.rule) in in_deck or other.rule == "explicit":
        return False
    return other.form is Form.CLOZE or (words_of(draft.evidence), RULE) in in_deck


def _less(verdict: Verdict, draft: Draft, bar: float) -> Verdict:
    """A rule's draft without what a model's asks better: less some of its blanks, else held."""
    other = gate(verdict, bar)[0]
    left = tuple(blank for blank in other.blanks if not same_fact(replace(other, blanks=(blank,), numbers=()), draft))
    if left and len(left) < len(other.blanks) and not other.numbers and not verdict[1]:
        return replace(other, blanks=left), ""
    return other, f"another card asks it already: {_shown(draft)}"


def same_fact(one: Draft, other: Draft) -> bool:
    """Whether two drafts ask the same: of the same words of the notes the same answer, or each for the other's side."""
    if one.start_line > other.end_line or other.start_line > one.end_line:
        return False
    mine, theirs = (" ".join(draft.evidence.plain.split()) for draft in (one, other))
    if mine not in theirs and theirs not in mine:
        return False
    return any(_same(a, b) for a in _sides(one) for b in _sides(other))


def _same(a: _Side, b: _Side) -> bool:
    short, long = sorted((a[1], b[1]), key=len)
    if short and short <= long and len(short) >= _MOSTLY * len(long):
        fewest = min(len(a[0]), len(b[0]))
        return len(a[0] & b[0]) >= _MOSTLY * fewest
    crossed = a[1] and b[1] and a[1] <= b[0] and b[1] <= a[0]
    every = (a[0] | a[1]) | (b[0] | b[1])
    return bool(crossed) and len((a[0] | a[1]) & (b[0] | b[1])) >= _ALL * len(every)


def _sides(draft: Draft) -> list[_Side]:
    if draft.blanks:
        plain = draft.front.plain
        return [(_said(f"{plain[:start]} {plain[end:]}"), _said(plain[start:end])) for start, end in draft.blanks]
    return [(_said(draft.front.plain), _said(answer_of(draft)))]


def _said(plain: str) -> frozenset[str]:
    return frozenset(token.key for token in content(plain)) or frozenset(token.key for token in tokens(plain))


def _shown(draft: Draft) -> str:
    said = " ".join(draft.front.readable().split())
    return said if len(said) <= 80 else f"{said[:77]}..."
