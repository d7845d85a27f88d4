"""One document by itself: its drafts, the verdict on each, and the blocks that gave none.

Nothing here looks at another document, so what it finds holds for as long as the file stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flashgen.model import Block, Document, Draft
from flashgen.notes import Verdict, judge
from flashgen.rules import find_facts
from flashgen.wording import word
from flashgen.wording.moved import NO_MOVES, Moves, moved


@dataclass(frozen=True, slots=True)
class Extract:
    """What a document says."""

    drafts: tuple[Draft, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    """One for each draft."""
    passed: tuple[tuple[Block, str], ...] = ()
    """The document's blocks that gave no fact, and why."""


def extract(document: Document, rules_off: frozenset[str] = frozenset(), moves: Moves = NO_MOVES) -> Extract:
    """What a document says; ``rules_off`` names rules that shall not run, ``moves`` are the project's own weights."""
    findings = find_facts(document, rules_off)
    drafts = word(findings.facts)
    if moves:
        drafts = moved(drafts, findings.facts, moves)
    return Extract(drafts, tuple(map(judge, drafts)), findings.passed)


def verdicts(found: Extract, drafts: Sequence[Draft]) -> tuple[Verdict, ...]:
    """The verdicts on an extract's drafts, some of which may have been changed since: those are judged again."""
    if drafts is found.drafts:
        return found.verdicts
    return tuple(
        verdict if draft is known else judge(draft)
        for draft, known, verdict in zip(drafts, found.drafts, found.verdicts, strict=True)
    )
