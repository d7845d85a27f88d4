"""What once fell over under the fuzzer stays mended: see tests/fuzz."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))

from targets import CASES, TARGETS


@pytest.mark.parametrize(
    "case",
    sorted(path for path in CASES.rglob("*") if path.is_file()),
    ids=lambda path: f"{path.parent.name}-{path.name}",
)
def test_case(case: Path) -> None:
    TARGETS[case.parent.name].run(case.read_bytes())


def test_each_case_is_of_a_target() -> None:
    assert {path.name for path in CASES.iterdir()} <= TARGETS.keys()


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_hold(target: str) -> None:
    """The harness itself: every target runs, and has something to begin with."""
    seeds = list(TARGETS[target].seeds())
    assert seeds
    for seed in seeds[:5]:
        TARGETS[target].run(seed)
