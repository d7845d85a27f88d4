"""How good are the cards that flashgen makes of some notes? By rule, with how sure the figures are.

    python benchmarks/quality/measure.py FOLDER [--cards FILE]

FOLDER holds notes; beside them, where there are any, the facts that an expert would make cards of (``NAME.gold.yaml``:
each with line, priority, question and answer) and readers' verdicts on cards (``*.jsonl``, see ``graded.py``).
``--cards`` writes the emitted cards that nobody has graded yet, for a reader to grade: they show a card and where it
comes from, but not by which rule it was made or how sure flashgen is of it. Shares come with Wilson's 95 % interval.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from graded import Grade, grades

from flashgen import pipeline
from flashgen.ask.answers import FILE
from flashgen.config import Config
from flashgen.language.words import content_words, stem
from flashgen.model import Card, Note, Status

_NOTES = ("*.md", "*.txt", "*.rst")
_SAYS, _BURIED = 0.75, 3
"""A card says a fact if its answer holds this share of the fact's words, and is at most so many times as long."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A fact that an expert would make a card of."""

    notes: str
    lines: range
    core: bool
    answer: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One card of one note."""

    notes: str
    note: Note
    card: Card


def asked(folder: Path) -> list[Asked]:
    """Every card that flashgen makes of the notes in a folder, held ones too."""
    files = sorted(file for pattern in _NOTES for file in folder.glob(pattern))
    plan = pipeline.plan(files, Config(folder))
    return [Asked(note.sources[0].path, note, card) for note in plan.notes for card in note.cards]


def gold(folder: Path) -> Iterator[Gold]:
    """The facts of all notes in a folder."""
    for file in sorted(folder.glob("*.gold.yaml")):
        stem_of_file = file.name.removesuffix(".gold.yaml")
        notes = next(f.name for pattern in _NOTES for f in folder.glob(pattern) if f.stem == stem_of_file)
        for fact in yaml.safe_load(file.read_text(encoding="utf-8"))["cards"]:
            first, _, last = str(fact["line"]).partition("-")
            lines = range(int(first), int(last or first) + 1)
            yield Gold(notes, lines, fact.get("priority", "core") == "core", str(fact["answer"]))


def says(fact: Gold, one: Asked) -> bool:
    """Whether a card is one on the fact: of its lines, with the words of its answer and not buried in others."""
    source = one.note.sources[0]
    if one.notes != fact.notes or source.start_line > fact.lines[-1] or source.end_line < fact.lines[0]:
        return False
    wanted, got = ({stem(word) for word in content_words(text)} for text in (fact.answer, one.card.answer))
    return bool(wanted) and len(wanted & got) >= _SAYS * len(wanted) and len(got) <= _BURIED * len(wanted) + 4


def interval(hits: float, total: int) -> str:
    """A share in per cent with Wilson's 95 % interval."""
    if not total:
        return "-"
    z, share = 1.96, hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    width = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"{100 * share:.0f} % ({100 * max(0.0, middle - width):.0f}-{100 * min(1.0, middle + width):.0f})"


def table(emitted: Sequence[Asked], verdicts: Iterable[Grade]) -> str:
    """By rule: cards, verdicts on them, and the shares of kept, rejected and false ones."""
    given: dict[tuple[str, str, str], list[Grade]] = defaultdict(list)
    for grade in verdicts:
        given[grade.card].append(grade)
    by_rule: dict[str, list[Grade]] = defaultdict(list)
    cards: dict[str, int] = defaultdict(int)
    agree = both = 0
    for one in emitted:
        found = given.get((one.notes, one.card.question, one.card.answer), [])
        for rule in (one.note.rule, "all"):
            cards[rule] += 1
            by_rule[rule] += found
        if len(found) > 1:
            both += 1
            agree += found[0].kept == found[1].kept
    lines = ["| rule | cards | verdicts | kept | rejected | false |", "| --- | --- | --- | --- | --- | --- |"]
    for rule in sorted(cards, key=lambda name: (name == "all", name)):
        found = by_rule[rule]
        shares = (
            interval(sum(holds(grade) for grade in found), len(found))
            for holds in (lambda g: g.kept, lambda g: g.verdict == "reject", lambda g: g.false)
        )
        lines.append(f"| {rule} | {cards[rule]} | {len(found)} | {' | '.join(shares)} |")
    if both:
        lines += ["", f"Two readers agreed on what to keep in {interval(agree, both)} of {both} cards."]
    return "\n".join(lines)


def coverage(facts: Sequence[Gold], cards: Sequence[Asked]) -> str:
    """What share of the facts has a card in the deck, and what share one that is held."""
    lines = []
    for name, chosen in (("core facts", [f for f in facts if f.core]), ("all facts", facts)):
        emitted = held = 0
        for fact in chosen:
            found = {one.note.status for one in cards if says(fact, one)}
            emitted += Status.EMIT in found
            held += Status.EMIT not in found and bool(found)
        total = len(chosen)
        lines.append(f"{name}: {total}; in the deck {interval(emitted, total)}, only held {interval(held, total)}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cards", type=Path, help="write the emitted cards that nobody has graded")
    options = parser.parse_args()
    cards = asked(options.folder)
    emitted = [one for one in cards if one.note.status is Status.EMIT]
    verdicts = grades(sorted(file for file in options.folder.glob("*.jsonl") if file.name != FILE))
    print(f"{len(emitted)} cards in the deck, {len(cards) - len(emitted)} held\n")
    print(table(emitted, verdicts))
    if facts := list(gold(options.folder)):
        print("\n" + coverage(facts, cards))
    if options.cards:
        known = {grade.card for grade in verdicts}
        rows = [
            {
                "notes": one.notes,
                "line": one.note.sources[0].start_line,
                "question": one.card.question,
                "answer": one.card.answer,
            }
            for one in emitted
            if (one.notes, one.card.question, one.card.answer) not in known
        ]
        options.cards.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        print(f"\n{len(rows)} cards to grade written to {options.cards}")


if __name__ == "__main__":
    main()
