"""The benchmark of quality runs on its own small sample."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flashgen import sources
from flashgen.ask.answers import FILE, save
from flashgen.ask.spots import spots
from flashgen.ask.values import Answer, Answers, Given
from flashgen.model import Kind

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


def test_cards_that_a_model_found_are_learned_from_where_its_answers_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(QUALITY))
    from train import examples

    line = "the tawny owl hunts voles at dusk, never by day"
    (tmp_path / "owls.md").write_text(f"# Owls\n\n- {line}\n", encoding="utf-8")
    document, _ = sources.parse((tmp_path / "owls.md").read_text(encoding="utf-8"), "owls.md", "owls.md")
    (spot,) = spots(document)
    when = Given(Kind.CLAIM, line, "tawny owl", "hunts", "at dusk, never by day", "When does the tawny owl hunt voles?")
    what = Given(Kind.CLAIM, line, "tawny owl", "hunts", "voles", "What does the tawny owl hunt at dusk?")
    wrong = Given(Kind.CLAIM, line, "tawny owl", "hunts", "mice", "What does the tawny owl hunt at night?")
    of_two = [Answer(spot.key, version, "m", spot.under, (fact, wrong)) for version, fact in ((1, when), (2, what))]
    save(Answers().added(of_two), tmp_path / FILE)
    row = {"notes": "owls.md", "line": 3, "question": f"[Owls] {when.question}", "answer": when.object}
    other = {"notes": "owls.md", "line": 3, "question": what.question, "answer": "voles", "verdict": "edit"}
    grades = [json.dumps(one) for one in (row | {"verdict": "keep"}, other)]
    (tmp_path / "grades.jsonl").write_text("\n".join(grades), encoding="utf-8")
    found, verdicts = examples(tmp_path)
    asked = {one.card.question: one.signs for one, _ in found if one.candidate.fact.rule == "ask"}
    assert set(asked) == {when.question, what.question}
    assert all("made: read by a model" in signs for signs in asked.values())
    assert verdicts == {"keep": 1, "edit": 1}
