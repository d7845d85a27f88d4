"""The notes' own faults that would end up on cards. Only suggestions: flashgen writes into nobody's notes.

To add a check: a file here with a ``CHECK``, a line in ``CHECKS``, and ``tests/spec/check/NAME.md``. A check that cries
wolf is worse than none: what it tells must be worth a look nine times out of ten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flashgen.accounts import SKIPPED
from flashgen.check import (
    abbreviations,
    brackets,
    contradictions,
    definitions,
    formulas,
    headings,
    images,
    typos,
)
from flashgen.check.finding import Check, Finding, Notebook
from flashgen.model import Account, Document, Fact, Problem
from flashgen.rules import find_facts

__all__ = ["CHECKS", "Check", "Finding", "findings"]

CHECKS: tuple[Check, ...] = (
    contradictions.CHECK,
    definitions.CHECK,
    typos.CHECK,
    abbreviations.CHECK,
    formulas.CHECK,
    brackets.CHECK,
    headings.CHECK,
    images.CHECK,
)


def findings(
    documents: Sequence[Document],
    accounts: Sequence[Account],
    lost: Sequence[Problem] = (),
    spelling: Mapping[str, str] | None = None,
    rules_off: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """All that the checks find, by file and line; the same finding once.

    ``accounts`` tells which lines cards rest on, ``lost`` which images cannot be shown.
    """
    asked: dict[str, set[int]] = {document.path: set() for document in documents}
    for account in accounts:
        if account.outcome != SKIPPED:
            asked.setdefault(account.path, set()).update(range(account.start_line, account.end_line + 1))
    notes = Notebook(
        documents=tuple(documents),
        facts={document.path: _facts(document, rules_off) for document in documents},
        asked={path: frozenset(lines) for path, lines in asked.items()},
        lost=tuple(lost),
        spelling=spelling,
    )
    found = dict.fromkeys(finding for check in CHECKS for finding in check.find(notes))
    order = {document.path: number for number, document in enumerate(documents)}
    return tuple(sorted(found, key=lambda finding: (order.get(finding.path, 0), finding.line)))


def _facts(document: Document, rules_off: frozenset[str]) -> tuple[Fact, ...]:
    try:
        return find_facts(document, rules_off).facts
    except Exception:  # the plan tells of a fault of ours, and the other files are checked all the same
        return ()
