"""What the rules make of notes, whole: what is asked, on which words of which lines it rests, and why it is doubted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_doubts import facts

from flashgen.model import Fact

EXAMPLES = re.findall(
    r"^````(\w+)\n(.*?)\n\.\n(.*?)^````$",
    Path(__file__).with_name("rule_facts.md").read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)


def told(fact: Fact) -> str:
    """A fact in two lines, as ``rule_facts.md`` has it."""
    said = fact.evidence
    items = "; ".join(item.plain for item in fact.items)
    slots = " | ".join(said.text.plain[slice(*slot)] for slot in fact.slots)
    context = " · ".join(part.plain for part in fact.context)
    parts = (
        f"{fact.kind.value}: {' / '.join((fact.subject.plain, fact.relation, fact.object.plain))}",
        items and f"items {items}",
        slots and f"asks for {slots}",
        context and f"under {context}",
        "in order" * fact.numbered,
        "both ways" * fact.both_ways,
        fact.doubt and f"but {fact.doubt}",
    )
    asked = "; ".join(filter(None, parts))
    return "\n".join(
        part.replace("\n", " ⏎ ").rstrip()
        for part in (asked, f"    {said.start_line}-{said.end_line}, {said.span[0]}:{said.span[1]}, {said.text.plain}")
    )


def test_all_rules_are_shown() -> None:
    assert len({rule for rule, _, _ in EXAMPLES}) == 17


@pytest.mark.parametrize(("rule", "notes", "expected"), EXAMPLES)
def test_a_rule_makes_this_of_notes_and_nothing_else(rule: str, notes: str, expected: str) -> None:
    assert [*map(told, facts(notes, rule, "explicit"))] == re.findall(r".+\n    .+", expected)
