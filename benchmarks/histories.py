"""What builds would have made of notes as their authors edited them.

    python benchmarks/histories.py FOLDER... [--sample N] [--quiet]

FOLDER holds the versions of one file, oldest first by name (000.md, 001.md, ...), or folders of such. Counts, for each
step and in all, what was added, changed, kept, retired and suggested; and prints a sample of notes that were recognised
though their words changed, to look for history on the wrong card.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

from flashgen import pipeline, sources
from flashgen.config import Config
from flashgen.model import Change, Fate, Ledger, Plan
from flashgen.reconcile import reconcile
from flashgen.reconcile.sides import known
from flashgen.sources.decode import decode

FATES = (Fate.KEPT, Fate.CHANGED, Fate.HELD, Fate.RETURNED, Fate.ADDED, Fate.RETIRED)


def histories(folders: list[Path]) -> list[Path]:
    """The folders that hold versions."""
    found = []
    for folder in folders:
        below = sorted(path for path in folder.iterdir() if path.is_dir())
        found += histories(below) if below else [folder]
    return found


def plans(folder: Path) -> list[tuple[str, Plan]]:
    """The plan of each version, after those before it."""
    made: list[tuple[str, Plan]] = []
    memory = Ledger()
    config = Config(folder, name=folder.name)
    for number, file in enumerate(sorted(path for path in folder.iterdir() if path.stem.isdigit())):
        document, _ = sources.parse(decode(file.read_bytes(), file.name).text, f"notes{file.suffix}")
        notes = pipeline.plan_documents([document], (), config).notes
        plan = reconcile(notes, memory, 1_800_000_000 + number)
        memory = plan.ledger or Ledger()
        made.append((file.name, plan))
    return made


def counts(plan: Plan) -> Counter[str]:
    """How many notes have each fate, and how many are suggested."""
    count = Counter(change.fate.value for change in plan.changes)
    return count + Counter(suggested=len(plan.suggestions))


def shown(count: Counter[str]) -> str:
    return "  ".join(f"{name} {count[name]}" for name in (*(fate.value for fate in FATES), "suggested"))


def reworded(change: Change) -> bool:
    """Whether a recognised note says something in other words."""
    if change.before is None or change.fate not in (Fate.CHANGED, Fate.RETURNED):
        return False
    was, now = known(change.before), known(change.note)
    return (was.context, was.question, was.answer) != (now.context, now.question, now.answer)


def said(change: Change) -> str:
    if change.before is None:
        return ""
    was, now = known(change.before), known(change.note)
    return "\n".join(f"    {sign} [{s.context}] {s.question} | {s.answer!r}" for sign, s in (("-", was), ("+", now)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="so many reworded notes to look at, of each history")
    parser.add_argument("--quiet", action="store_true", help="no line for each step")
    given = parser.parse_args()
    whole: Counter[str] = Counter()
    changed = 0
    for folder in histories(given.folders):
        first, *steps = plans(folder)
        total: Counter[str] = Counter()
        pairs: list[str] = []
        for name, plan in steps:
            count = counts(plan)
            total += count
            found = [change for change in plan.changes if reworded(change)]
            pairs += [f"  {name} {change.note.guid[:8]}\n{said(change)}" for change in found]
            if not given.quiet:
                print(f"  {name}  {shown(count)}")
        print(f"{folder.name}: {len(first[1].changes)} notes in {first[0]}, then in {len(steps)} steps: {shown(total)}")
        print(f"  reworded and recognised: {len(pairs)}")
        for pair in random.Random(1).sample(pairs, min(given.sample, len(pairs))):
            print(pair)
        whole += total
        changed += len(pairs)
    print(f"in all: {shown(whole)}; reworded and recognised: {changed}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
