"""Questions about one part of a clause: only where nothing can go wrong."""

from __future__ import annotations

import pytest

from flashgen import sources
from flashgen.rules import find_facts
from flashgen.wording import candidates

WAYS = ("what, at the end", "what, of the subject", "which, of the subject")


def asked(line: str) -> set[str]:
    document = sources.open_document(f"- {line}\n".encode(), "notes.md", "")[0]
    found = (c for fact in find_facts(document).facts if fact.rule == "claim" for c in candidates(fact))
    return {c.drafts[0].front.plain for c in found if c.wording in WAYS}


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("Aldosterone increases the reabsorption of sodium.", "What does Aldosterone increase?"),
        ("A pulsar is also called a cosmic lighthouse.", "What is a pulsar also called?"),
        ("The stipend depends on the rank of the canon.", "What does the stipend depend on?"),
        ("Aldosterone increases the reabsorption of sodium.", "What increases the reabsorption of sodium?"),
        ("Motor neurons carry signals from the spinal cord to the muscles.", "Which neurons carry signals from the "
         "spinal cord to the muscles?"),
    ],
)  # fmt: skip
def test_a_question_is_asked(line: str, question: str) -> None:
    assert question in asked(line)


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("Traders import pepper and cloves for the palace.", "What do traders import pepper and cloves for?"),
        ("Edicts were printed everywhere in the empire.", "What were edicts printed?"),
        ("Edicts were revoked by Louis.", "What were edicts revoked by?"),
        ("Monks decide to copy the oldest of the books.", "What do monks decide to?"),
        ("Voltaire wrote a treatise on tolerance.", "What wrote a treatise on tolerance?"),
        ("The various models were displayed in halls.", "Which models were displayed in halls?"),
    ],
)
def test_a_question_is_not_asked(line: str, question: str) -> None:
    assert question not in asked(line)
