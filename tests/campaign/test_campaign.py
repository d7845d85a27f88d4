"""Chains of edits on made-up notes, each built and imported into a real Anki."""

from __future__ import annotations

from pathlib import Path

import pytest
from run import Report, run


def check(report: Report) -> None:
    assert not report.grafts, "\n".join(report.grafts)
    assert not report.faults, "\n".join(report.faults)


def share(kept: int, lost: int) -> float:
    return kept / (kept + lost)


def test_a_few_chains(tmp_path: Path) -> None:
    report = run([], 2, 2, tmp_path)
    assert report.rounds == 22
    assert report.notes
    check(report)


@pytest.mark.slow
def test_many_chains(tmp_path: Path) -> None:
    report = run([], 200, 1, tmp_path)
    print(report.text())
    check(report)
    touched = [one for name, (one, _) in report.by_edit.items() if "renamed" not in name]
    assert share(sum(one.kept for one in touched), sum(one.lost for one in touched)) >= 0.99
    for ended, _ in (report.single, report.chain):
        assert share(ended.kept, ended.lost) >= 0.95
