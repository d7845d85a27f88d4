"""What a model found, put among what the rules found: one rule more, and no fact asked twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashgen.ask.drafts import worded
from flashgen.ask.held import against, ground
from flashgen.ask.held.words import content
from flashgen.ask.spots import Spot, spots
from flashgen.ask.tokens import tokens
from flashgen.ask.values import Answer, Answers, Drop
from flashgen.extract import Extract
from flashgen.model import Document, Draft
from flashgen.notes import Verdict, gate, judge
from flashgen.wording.cards import answer as answer_of


def join(document: Document, found: Extract, answers: Answers, bar: float) -> Extract:
    """What a document says, with what was answered about its blocks.

    ``bar`` is the confidence from which on a card is emitted.
    """
    own = [draft for draft, _ in _facts(document, answers) if draft]
    if not own:
        return found
    emitted = [draft for draft, reason in _gated(found.verdicts, bar) if not reason]
    verdicts: list[Verdict] = []
    for draft in own:
        draft, reason = judge(draft)
        rival = next((other for other in emitted if same_fact(other, draft)), None)
        if rival and not reason:
            reason = f"another card asks it already: {_asked(rival)}"
        if not reason:
            emitted.append(draft)
        verdicts.append((draft, reason))
    better = [draft for draft, reason in verdicts if not reason]
    of_rules = [_less(draft, verdict, better, bar) for draft, verdict in zip(found.drafts, found.verdicts, strict=True)]
    both = [*zip(found.drafts, of_rules, strict=True), *zip(own, verdicts, strict=True)]
    both.sort(key=lambda pair: (pair[0].start_line, pair[0].end_line))
    return replace(found, drafts=tuple(d for d, _ in both), verdicts=tuple(v for _, v in both))


def _facts(document: Document, answers: Answers) -> Iterator[tuple[Draft | None, Drop | None]]:
    for spot in spots(document):
        if answer := answers.of(spot.key, spot.under):
            yield from judged(document, spot, answer)


def judged(document: Document, spot: Spot, answer: Answer) -> Iterator[tuple[Draft | None, Drop | None]]:
    """Each fact of an answer as a draft, or as what was dropped and why."""
    for given in answer.facts:
        what = f"{given.question} {given.object or '; '.join(given.items)}"
        held = ground(document, spot, given.span)
        reason = against(given, held) if held else "the block does not say the words that it cites"
        if held and not reason:
            yield worded(given, held, answer.model), None
        else:
            yield None, Drop(document.path, spot.block.start_line, what, reason)


def same_fact(one: Draft, other: Draft) -> bool:
    """Whether two drafts ask the same: of the same words of the notes, the same answer, or each for the other's side."""
    if one.start_line > other.end_line or other.start_line > one.end_line:
        return False
    for a in _sides(one):
        for b in _sides(other):
            if _is_within(a[1], b[1]) or _is_within(b[1], a[1]):
                return True
            if a[1] and b[1] and a[1] <= b[0] and b[1] <= a[0]:
                return True
    return False


def _is_within(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and one <= other


def _sides(draft: Draft) -> list[tuple[frozenset[str], frozenset[str]]]:
    """The question and answer of each card, as the words that say something."""
    if draft.blanks:
        plain = draft.front.plain
        return [(_said(f"{plain[:start]} {plain[end:]}"), _said(plain[start:end])) for start, end in draft.blanks]
    return [(_said(draft.front.plain), _said(answer_of(draft)))]


def _said(plain: str) -> frozenset[str]:
    return frozenset(token.key for token in content(plain)) or frozenset(token.key for token in tokens(plain))


def _gated(verdicts: Sequence[Verdict], bar: float) -> Iterator[Verdict]:
    return (gate(verdict, bar) for verdict in verdicts)


def _less(draft: Draft, verdict: Verdict, better: Sequence[Draft], bar: float) -> Verdict:
    """The verdict on a rule's draft: one that would wait for a person need not where a card asks the same better."""
    mended, reason = gate(verdict, bar)
    rival = next((other for other in better if same_fact(other, draft)), None) if reason else None
    return (mended, f"another card asks it already: {_asked(rival)}") if rival else verdict


def _asked(draft: Draft) -> str:
    said = " ".join(draft.front.readable().split())
    return said if len(said) <= 80 else f"{said[:77]}..."
