"""What ``flashgen check`` finds, for people and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from flashgen.check.finding import Finding
from flashgen.writers.text import Paint, plain


def text(found: Sequence[Finding], paint: Paint = plain) -> str:
    """Each finding: where and what, and below it what to do, with the key that takes it as right."""
    return "".join(
        f"{paint('file', f'{finding.path}:{finding.line}')}: {finding.message}\n"
        f"  {paint('skipped', f'{finding.advice} [{finding.key}]')}\n"
        for finding in found
    )


def summary(found: Sequence[Finding], right: int) -> str:
    """One line: how many of each kind, and how many more were taken as right."""
    counts = Counter(finding.kind for finding in found)
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items(), key=lambda pair: -pair[1]))
    taken = f"; {right} taken as right" if right else ""
    return f"{len(found)} {'finding' if len(found) == 1 else 'findings'}{f': {kinds}' if kinds else ''}{taken}"


def dumps(found: Sequence[Finding]) -> str:
    """A JSON array with an object for each finding."""
    rows = [
        {
            "key": finding.key,
            "kind": finding.kind,
            "path": finding.path,
            "line": finding.line,
            "message": finding.message,
            "advice": finding.advice,
            "other": {"path": finding.other[0], "line": finding.other[1]} if finding.other else None,
        }
        for finding in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
