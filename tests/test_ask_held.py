"""What a model says, held to the notes: the table of doctored answers, row by row."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flashgen import sources
from flashgen.ask.exchange import Asked, Prompt, Taken
from flashgen.ask.join import held
from flashgen.ask.reply import read
from flashgen.ask.spots import spots
from flashgen.ask.take import take
from flashgen.ask.values import Given
from flashgen.model import Document, Kind

TABLE = Path(__file__).parent / "ask/doctored.md"
FEWEST = 100


@dataclass(frozen=True)
class Row:
    notes: str
    line: int
    span: str
    question: str
    answer: str
    verdict: str


def rows() -> Iterator[Row]:
    for section in TABLE.read_text(encoding="utf-8").split("\n## ")[1:]:
        fence = re.search(r"```notes\n(.*?)```", section, re.S)
        assert fence, section
        notes = fence[1]
        for line in section[fence.end() :].splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
            if line.startswith("| ") and cells[0] not in ("span", "---"):
                said, question, answer, verdict = cells
                at = re.match(r"@(\d+) (.*)", said)
                span = at[2] if at else said
                yield Row(notes, int(at[1]) if at else line_of(notes, span), span, question, answer, verdict)


def line_of(notes: str, span: str) -> int:
    """The line of the notes that says the span; of one that none says, the first that says its last words."""
    for words in (span, span.split()[-1]):
        for number, line in enumerate(notes.splitlines(), 1):
            if words in line or words in line.replace("*", "").replace("`", ""):
                return number
    raise AssertionError(span)


def document_of(notes: str) -> Document:
    document, _ = sources.parse(notes, "notes.md", "notes.md")
    return document


def prompt_of(document: Document) -> Prompt:
    """A prompt about everything."""
    asked = (Asked(spot.key, spot.under, spot.block.start_line, spot.block.end_line) for spot in spots(document))
    return Prompt("0" * 12, "notes.txt", document.path, "", tuple(asked))


def reply_of(row: Row) -> str:
    items = [item.strip() for item in row.answer.split(";")] if ";" in row.answer else []
    fact: dict[str, object] = {"line": row.line, "span": row.span, "kind": "listing" if items else "claim"}
    fact |= {"subject": "", "relation": "", "object": "" if items else row.answer, "question": row.question}
    return json.dumps({"prompt": "0" * 12, "facts": [fact | ({"items": items} if items else {})]})


def taken(notes: str, reply: str) -> Taken:
    document = document_of(notes)
    return take(prompt_of(document), reply, "test", {document.path: document}, "reply")


ROWS = list(rows())


def test_the_table_is_long_and_says_both() -> None:
    assert len(ROWS) >= FEWEST
    assert sum(row.verdict == "taken" for row in ROWS) >= FEWEST // 4


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.question} {row.answer} [{row.span}]")
def test_a_doctored_answer_gets_the_verdict_that_it_must(row: Row) -> None:
    found = taken(row.notes, reply_of(row))
    assert found.kept + len(found.dropped) == 1
    verdict = "taken" if found.kept else found.dropped[0].reason
    assert row.verdict == verdict if row.verdict == "taken" else row.verdict in verdict


def test_a_second_look_lets_no_doctored_answer_through() -> None:
    """But for a question whose only fault is a plain word: that is what a second look is trusted with."""
    through = []
    for row in (row for row in ROWS if row.verdict != "taken"):
        document, said = document_of(row.notes), read(reply_of(row)).facts
        for spot in (spot for spot in spots(document) if spot.block.start_line == row.line):
            found = held(document, spot, said[0].given, "model", seconded=True)
            through += [] if isinstance(found, str) else [(row.question, row.answer)]
    assert through == [
        ("What power does the Kestrel engine have at 6,500 rpm?", "280 kW"),
        ("What is a cantilever bridge made of?", "steel"),  # a bridge, but not that one: here the look must not err
    ]


LINES = """\
# Andes

- Cuzco was the seat of the Inca Empire from 1438 on
- Louis XIV never saw it, nor did Louis XV

## Trade

The price follows

$$p = a - b q$$

- The Inca had no money, but paid in cloth
- $b$ is the slope
- $a$ is the price at $q = 0$
- Louis lost his llamas
"""


INCA = "The Inca had no money, but paid in cloth"


@pytest.mark.parametrize(
    ("span", "question", "answer", "passes"),
    [
        (INCA, "What did the Inca Empire pay in?", "cloth", True),
        (INCA, "What did the Inca Kingdom pay in?", "cloth", False),
        (INCA, "What did the Spanish Empire pay in?", "cloth", False),
        (
            "The Inca had no money, but paid in cloth",
            "What did the Inca pay in, despite having no money?",
            "cloth",
            True,
        ),
        ("Louis lost his llamas", "What did Louis XIV lose?", "his llamas", False),
        ("$b$ is the slope", "What is $b$ in $p = a - b q$?", "the slope", True),
        ("$b$ is the slope", "What is $b$ in the equation $p = a - bq$?", "the slope", True),
        ("$b$ is the slope", "What is $b$ in $p = a + b q$?", "the slope", False),
        ("$b$ is the slope", "What is $q$ in $p = a - b q$?", "the slope", False),
    ],
)
def test_what_only_a_second_look_lets_through(span: str, question: str, answer: str, passes: bool) -> None:
    document = document_of(LINES)
    given = Given(Kind.CLAIM, span, "", "", answer, question)
    spot = next(spot for spot in spots(document) if span.replace("$", "")[:8] in re.sub(r"\\[()]", "", spot.text.plain))
    assert isinstance(held(document, spot, given, "model"), str)
    assert (not isinstance(held(document, spot, given, "model", seconded=True), str)) is passes
