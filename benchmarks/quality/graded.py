"""Cards that readers graded, and the notes they were made of: ``*.jsonl`` beside the notes, one verdict a line.

    {"notes": "heart.md", "line": 3, "question": "...", "answer": "...", "verdict": "keep", "false": false, "reader":
    "a"}

``verdict`` is ``keep``, ``edit`` or ``reject``; ``false`` says that the card claims what the notes do not. Two
readers of a card are two lines. Where a model was asked, its answers are in ``answers.jsonl`` beside them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flashgen import sources
from flashgen.ask import join as asked
from flashgen.ask.values import Answers
from flashgen.config import Config
from flashgen.model import Card, Document, Draft
from flashgen.notes import judge
from flashgen.rules import find_facts
from flashgen.wording import Candidate, candidates, side_signs
from flashgen.wording.cards import cards

_CONTEXT = re.compile(r"^\[[^\]]*\] ")
VERDICTS = ("keep", "edit", "reject")


@dataclass(frozen=True, slots=True)
class Grade:
    """One reader's verdict on one card."""

    notes: str
    line: int
    question: str
    answer: str
    verdict: str
    false: bool = False
    why: str = ""
    reader: str = ""

    @property
    def kept(self) -> bool:
        return self.verdict == "keep"

    @property
    def card(self) -> tuple[str, str, str]:
        """The card as it was shown: its notes, question and answer."""
        return self.notes, self.question, self.answer


@dataclass(frozen=True, slots=True)
class Worded:
    """A card of today's flashgen, with its signs."""

    notes: str
    candidate: Candidate
    draft: Draft
    card: Card
    signs: tuple[str, ...]
    reason: str
    """Why it would be held whatever its chance; empty where nothing speaks against it."""


def grades(files: Iterable[Path]) -> list[Grade]:
    """The verdicts of the files, in order. Raises ValueError with file and line for one that is none."""
    found = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                try:
                    grade = Grade(**json.loads(line))
                except (TypeError, ValueError) as error:
                    raise ValueError(f"{file}:{number}: no verdict: {error}") from error
                if grade.verdict not in VERDICTS:
                    raise ValueError(
                        f"{file}:{number}: the verdict is {grade.verdict!r}, not one of {', '.join(VERDICTS)}"
                    )
                found.append(grade)
    return found


def documents(files: Iterable[Path]) -> Iterator[Document]:
    """The notes, read one by one, each named by its file alone."""
    for file in files:
        read, _ = sources.read([file], Config(file.parent))
        yield from read


def worded(document: Document, answers: Answers) -> Iterator[Worded]:
    """Every card that some wording of some fact gives; those that the person wrote as cards are left out.

    ``answers`` are a model's, which give cards too.
    """
    name = Path(document.path).name
    for fact in find_facts(document).facts:
        if fact.rule == "explicit":
            continue
        for candidate in candidates(fact):
            for draft in candidate.drafts:
                sound, reason = judge(draft)
                for side, card in enumerate(cards(sound)):
                    yield Worded(name, candidate, sound, card, side_signs(candidate, sound, side), reason)
    for candidate in asked.candidates(document, answers):
        draft, reason = asked.verdict(candidate.drafts[0])
        yield Worded(name, candidate, draft, cards(draft)[0], candidate.signs, reason)


def bare(question: str) -> str:
    """A question without its context, which may be worded otherwise today."""
    return _CONTEXT.sub("", question)
