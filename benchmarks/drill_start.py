"""How long it takes from the start of ``flashgen drill`` to its first question, with ten thousand notes.

    python benchmarks/drill_start.py [--notes 10000] [--runs 9]

Makes a ledger of so many terms, each asked both ways, half of the cards with a history, and starts the drill in a
pseudo-terminal, as a person would. Prints the best of the runs and their median, in seconds and as a multiple of the
time in which Python starts and imports click, which no command of this kind can do without.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pexpect

from flashgen import ledger
from flashgen.drill import opening, store
from flashgen.drill.schema import row
from flashgen.drill.values import Memory, State
from flashgen.model import Entry, Form, Kind, Ledger, Origin

ROOT = Path(__file__).resolve().parent.parent
WORDS = "cortex medulla pelvis artery vein duct gland lobe nerve capsule membrane wall valve layer fibre tissue".split()


def project(folder: Path, notes: int) -> None:
    rng = random.Random(1)
    entries = []
    today = time.time_ns() // 86_400_000_000_000 + 719_163
    with opening.opened(folder / store.FILE, store.FILE, today) as (opened, _):
        opened.database.execute("BEGIN")
        for number in range(notes):
            term = f"{rng.choice(WORDS).title()} {number}"
            meaning = (
                f"the {rng.choice(WORDS)} that joins {rng.choice(WORDS)} {number} to the {rng.choice(WORDS)} below it"
            )
            file, heading = f"part {number // 500}/organ {number // 20}.md", f"Organ {number // 20}"
            rank = f"{500_000 + number % 20}"
            origin = Origin(file, (heading,), f"{term}: {meaning}", "definition", "term", rank=rank)
            fields = (term, meaning, heading, "", file, "yes")
            guid = f"{rng.getrandbits(80):020x}"
            entries.append(Entry(guid, Form.TERM, Kind.DEFINITION, fields, ("organ",), "Body::Glossary", (origin,), 1))
            due = today + rng.randrange(-2, 60)
            known = Memory(State.REVIEW, 0, 9.5, 5.5, due, 0, 1_790_000_000_000, due - 9, 9, 4, 0, False)
            if number % 2:
                for way in (0, 1):
                    marks = ", ".join("?" * (2 + len(row(known))))
                    opened.database.execute(f"INSERT INTO cards VALUES ({marks})", (guid, way, *row(known)))
        opened.database.execute("COMMIT")
    ledger.save(Ledger(tuple(entries)), folder / ledger.FILE)
    (folder / "flashgen.yaml").write_text("deck: Body\n", encoding="utf-8")


def first_question(folder: Path) -> float:
    start = time.perf_counter()
    child = pexpect.spawn(
        sys.executable,
        ["-m", "flashgen", "drill"],
        cwd=str(folder),
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
    )
    child.expect("space: answer")
    taken = time.perf_counter() - start
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    return taken


def click_alone(folder: Path) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import click"], check=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description="Times flashgen drill up to its first question.")
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project(folder, options.notes)
        measured: dict[str, list[float]] = {"import click": [], "first question": []}
        what: tuple[tuple[str, Callable[[Path], float]], ...] = (
            ("import click", click_alone),
            ("first question", first_question),
        )
        for _ in range(options.runs + 1):
            for name, measure in what:
                measured[name].append(measure(folder))
        for name, times in measured.items():
            kept = times[1:]  # the first fills the system's caches
            print(f"{name:15} best {min(kept):.3f} s, median {statistics.median(kept):.3f} s")
        best = {name: min(times[1:]) for name, times in measured.items()}
        print(
            f"{options.notes} notes, {2 * options.notes} cards: "
            f"{best['first question'] / best['import click']:.1f} times click"
        )


if __name__ == "__main__":
    main()
