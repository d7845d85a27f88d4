"""What the rules make of notes, whole, as ``rule_facts.md`` has it: read, told, and rewritten."""

from __future__ import annotations

import re
from pathlib import Path

from flashgen import sources
from flashgen.model import Fact
from flashgen.rules import RULES, find_facts

PATH = Path(__file__).with_name("rule_facts.md")
_FENCE = re.compile(r"^````(\w+)\n(.*?)\n\.\n(.*?)^````$", re.DOTALL | re.MULTILINE)


def examples() -> list[tuple[str, str, str]]:
    """Each rule, notes, and what it is said to make of them."""
    return _FENCE.findall(PATH.read_text(encoding="utf-8"))


def made(rule: str, notes: str) -> str:
    """What a rule, with that for cards as the person wrote them, makes of notes."""
    document, _ = sources.open_document(notes.encode(), "notes.md", "")
    found = find_facts(document, frozenset(each.name for each in RULES) - {rule, "explicit"}).facts
    return "".join(f"{told(fact)}\n" for fact in found if fact.rule in (rule, "explicit"))


def told(fact: Fact) -> str:
    """A fact in two lines: what is asked, and what it rests on."""
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
    rests = f"    {said.start_line}-{said.end_line}, {said.span[0]}:{said.span[1]}, {said.text.plain}"
    return "\n".join(part.replace("\n", " ⏎ ").rstrip() for part in (asked, rests))


def update() -> None:
    """Rewrite what the rules are said to make of the notes to what they make."""
    text = PATH.read_text(encoding="utf-8")
    PATH.write_text(_FENCE.sub(lambda m: f"````{m[1]}\n{m[2]}\n.\n{made(m[1], m[2])}````", text), encoding="utf-8")
