"""What the rules make of notes, whole: what is asked, on which words of which lines it rests, and why it is doubted."""

from __future__ import annotations

import pytest
import rule_facts

from flashgen.rules import RULES


def test_each_rule_is_shown() -> None:
    assert {rule for rule, _, _ in rule_facts.examples()} == {rule.name for rule in RULES}


@pytest.mark.parametrize(("rule", "notes", "expected"), rule_facts.examples())
def test_a_rule_makes_this_of_notes_and_nothing_else(rule: str, notes: str, expected: str) -> None:
    assert rule_facts.made(rule, notes) == expected
