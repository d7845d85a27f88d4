"""Learn from graded cards how much each sign counts, and say how far the result can be trusted.

    python benchmarks/quality/train.py NOTES_FOLDER [--weigh FILE=TIMES] [--write]

The folder holds notes and, in ``*.jsonl``, the verdicts on cards made of them (see ``graded.py``). The check leaves
out whole files: a card is judged with weights learned from other notes. ``--write`` puts the weights into flashgen.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from graded import Grade, Worded, bare, documents, grades, worded

from flashgen.ask.answers import FILE, load
from flashgen.wording import learning

WEIGHTS = Path(learning.__file__).with_name("weights.json")
_STALE = ("context", "vague")
"""Faults that another context may have mended since."""


def examples(folder: Path) -> tuple[list[tuple[Worded, Grade]], Counter[str]]:
    """Today's cards with the last verdict on each, and how many verdicts of each kind there are."""
    answers = load(folder / FILE)
    verdicts = grades(sorted(file for file in folder.glob("*.jsonl") if file.name != FILE))
    exact = {grade.card: grade for grade in verdicts}
    like: dict[tuple[str, str, str], Grade] = {(g.notes, bare(g.question), g.answer): g for g in verdicts}
    found: dict[tuple[str, str, str], tuple[Worded, Grade]] = {}
    for document in documents(sorted(folder.glob("*.[mt][dx]*"))):
        for one in worded(document, answers):
            question, answer = one.card.question, one.card.answer
            grade = exact.get((one.notes, question, answer))
            if not grade:
                grade = like.get((one.notes, bare(question), answer))
                grade = None if grade and grade.why in _STALE else grade
            if grade and not one.reason:
                found.setdefault((one.notes, question, answer), (one, grade))
    return list(found.values()), Counter(grade.verdict for grade in verdicts)


def report(cards: Sequence[learning.Graded], chances: Sequence[float], names: Sequence[str]) -> str:
    """What share is kept by chance, above each bar, and by wording."""
    lines = [
        f"{len(cards)} cards, {_share([card.kept for card in cards])} kept",
        "",
        "| given | cards | kept |",
        "| --- | --- | --- |",
    ]
    for low in range(10):
        kept = [card.kept for card, chance in zip(cards, chances, strict=True) if low / 10 <= chance < (low + 1) / 10]
        if kept:
            lines.append(f"| {low / 10:.1f}-{low / 10 + 0.1:.1f} | {len(kept)} | {_share(kept)} |")
    lines += ["", "| bar | cards | kept |", "| --- | --- | --- |"]
    for bar in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        kept = [card.kept for card, chance in zip(cards, chances, strict=True) if chance >= bar]
        if kept:
            lines.append(f"| {bar} | {len(kept)} | {_share(kept)} |")
    by_name: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for card, chance, name in zip(cards, chances, names, strict=True):
        by_name[name].append((card.kept, chance))
    lines += ["", "| wording | cards | kept | above 0.75 | kept |", "| --- | --- | --- | --- | --- |"]
    for name, graded in sorted(by_name.items()):
        above = [kept for kept, chance in graded if chance >= 0.75]
        lines.append(f"| {name} | {len(graded)} | {_share([k for k, _ in graded])} | {len(above)} | {_share(above)} |")
    return "\n".join(lines)


def _share(kept: Sequence[bool]) -> str:
    return f"{100 * sum(kept) / len(kept):.0f} %" if kept else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--weigh", action="append", default=[], metavar="FILE=TIMES", help="a file that counts more")
    parser.add_argument("--penalty", type=float, default=learning.PENALTY)
    options = parser.parse_args()
    found, verdicts = examples(options.folder)
    heavier = {name: float(count) for name, _, count in (pair.partition("=") for pair in options.weigh)}
    cards = [learning.Graded(one.signs, grade.kept, one.notes, heavier.get(one.notes, 1.0)) for one, grade in found]
    if not cards:
        sys.exit(f"{options.folder}: no graded card is one that flashgen makes today")
    names = [f"{one.candidate.fact.rule}: {one.candidate.wording}" for one, _ in found]
    model, chances = learning.learn(cards, penalty=options.penalty)
    print(report(cards, chances, names))
    if options.write:
        counts = {"cards": len(cards), "kept": sum(card.kept for card in cards), "files": len({c.group for c in cards})}
        learned = {
            "learned from": {**counts, "verdicts given": dict(sorted(verdicts.items()))},
            "slope": model.slope,
            "shift": model.shift,
            "weights": model.weights,
        }
        WEIGHTS.write_text(json.dumps(learned, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
        print(f"\n{len(model.weights)} weights written to {WEIGHTS}")


if __name__ == "__main__":
    main()
