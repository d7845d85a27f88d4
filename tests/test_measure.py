"""The benchmark of quality runs on its own small sample."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

QUALITY = Path(__file__).parent.parent / "benchmarks" / "quality"


def run(script: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, str(QUALITY / script), *words], capture_output=True, text=True, check=True, timeout=100
    )
    return done.stdout


def test_the_sample_is_measured_by_rule_and_by_gold_facts(tmp_path: Path) -> None:
    said = run("measure.py", str(QUALITY / "sample"), "--cards", str(tmp_path / "cards.jsonl"))
    assert "| definition | " in said
    assert "| all | " in said
    assert "Two readers agreed" in said
    assert "core facts: 35; in the deck " in said
    assert (tmp_path / "cards.jsonl").exists()


def test_weights_can_be_learned_from_the_sample() -> None:
    said = run("train.py", str(QUALITY / "sample"))
    assert "| given | cards | kept |" in said
