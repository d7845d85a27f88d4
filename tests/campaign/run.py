"""Chains of edits, builds and imports. By hand, on any notes:

python tests/campaign/run.py --chains 200 FOLDER_OR_FILE...
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import samples
from edits import Edit, operations, rewrite
from notes_as_pieces import Notes
from oracle import Shown, Tally, became, judge, twice, twin_of
from person import Person, anki

from flashgen import ledger, pipeline, sources
from flashgen.config import Config
from flashgen.extract import Extract, extract
from flashgen.model import Document, Form, Ledger, Plan
from flashgen.reconcile import reconcile

ROUNDS = 10
_START, _DAY = 1_800_000_000, 86_400 // 24
_FEWEST, _MOST = 12, 45
"""Pieces of a stranger's notes that make a file of a chain."""
_CONFIG = Config(Path("/notes"), name="Notes")


Rates = tuple[Tally, Tally]
"""What became of the notes that the edits touched, and of all, whose facts are still there."""


@dataclass(slots=True)
class Report:
    """What many chains found."""

    chains: int = 0
    rounds: int = 0
    notes: int = 0
    reviews: int = 0
    by_edit: dict[str, Rates] = field(default_factory=lambda: defaultdict(lambda: (Tally(), Tally())))
    """Of rounds with one edit: what became of the notes that it touched, and of all."""
    several: Rates = field(default_factory=lambda: (Tally(), Tally()))
    """Of rounds with several edits."""
    chain: Rates = field(default_factory=lambda: (Tally(), Tally()))
    """What became of a chain's first notes in ten rounds of several edits: of those an edit touched, and of all."""
    single: Rates = field(default_factory=lambda: (Tally(), Tally()))
    """The same in ten rounds of one edit."""
    grafts: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)

    def text(self) -> str:
        touched, every, block = Tally(), Tally(), Tally()
        lines = [f"{self.chains} chains, {self.rounds} builds, {self.notes} notes, {self.reviews} reviews"]
        for name, (one, other) in sorted(self.by_edit.items()):
            lines.append(f"  {name:24} touched {_rate(one)}   all {_rate(other)}")
            touched.add(one)
            every.add(other)
            if "renamed" not in name:
                block.add(one)
        lines.append(f"one edit of one block, touched:   {_rate(block)}")
        whole = {"one edit": (touched, every), "several edits": self.several}
        whole |= {"ten rounds of one edit": self.single, "ten rounds of several": self.chain}
        for name, (one, other) in whole.items():
            lines.append(f"{name + ', touched:':33} {_rate(one)}")
            lines.append(f"{name + ', all:':33} {_rate(other)}")
        lines.append(f"to another block that says the same: {len(self.same)}")
        lines.append(f"wrong grafts: {len(self.grafts)}; faults in Anki: {len(self.faults)}")
        return "\n".join(lines)


def _rate(tally: Tally) -> str:
    total = tally.kept + tally.lost + tally.other + tally.gone
    known = tally.kept + tally.lost
    return (
        f"{tally.kept:7} kept {tally.lost:5} anew {tally.other:4} in another form {tally.gone:5} no card: "
        f"{100 * tally.kept / max(known, 1):6.2f} % recognised, {100 * tally.kept / max(total, 1):6.2f} % in the deck"
    )


def plan(notes: Notes, known: Ledger, now: int) -> Plan:
    """What a build does with the notes. Files as they were are not read again, as in a build with its cache."""
    read = [_read(path, notes.text(path)) for path in sorted(notes.files)]
    found = {document.path: said for document, said in read}
    made = pipeline.plan_documents(
        [document for document, _ in read], (), _CONFIG, extractor=lambda document: found[document.path]
    )
    return reconcile(made.notes, known, now)


@lru_cache(maxsize=16)
def _read(path: str, text: str) -> tuple[Document, Extract]:
    document = sources.parse(text, path)[0]
    return document, extract(document)


def made_up(rng: random.Random) -> tuple[Notes, list[str]]:
    """Notes of the campaign's own, and what may be written anew."""
    notes = Notes({})
    notes.files = {f"file{n}.md": notes.read(samples.notes(rng)) for n in range(rng.randrange(1, 4))}
    return notes, samples.reserve(rng, 40)


def strangers(texts: Sequence[str], rng: random.Random) -> tuple[Notes, list[str]]:
    """A stretch of each of a few files, and blocks of the rest that may be written anew."""
    notes, reserve = Notes({}), []
    for n, text in enumerate(rng.sample(texts, min(len(texts), rng.randrange(2, 4)))):
        pieces = notes.read(text)
        count = min(len(pieces), rng.randrange(_FEWEST, _MOST))
        start = rng.randrange(len(pieces) - count + 1)
        notes.files[f"file{n}.md"] = pieces[start : start + count]
        there = {piece.text for piece in pieces[start : start + count]}
        for piece in [*pieces[:start], *pieces[start + count :]]:
            words = piece.text.lstrip(" \t-*+•0123456789.)")
            if piece.is_prose and piece.text not in there and "\n" not in words and len(words) > 25:
                reserve.append(words)
    rng.shuffle(reserve)
    return notes, reserve[:60]


def chain(person: Person, notes: Notes, reserve: list[str], several: bool, report: Report) -> None:
    """Ten rounds of edits, each built, imported and looked at in Anki."""
    rng, known, said = person.rng, Ledger(), dict[str, Shown]()
    operation = operations(reserve)
    person.begin()
    styled: set[Form] = set()
    first: dict[str, Shown] = {}
    met: set[str] = set()
    for number in range(ROUNDS + 1):
        edits: list[Edit] = []
        wanted = 0 if not number else rng.randrange(2, 6) if several else 1
        for _ in range(20):
            if len(edits) < wanted:
                act = rewrite if several and rng.random() < 0.05 else operation[rng.choice(list(operation))]
                edits += [edit] if (edit := act(notes, rng)) else []
        made = plan(notes, ledger.parse(ledger.dumps(known)), _START + _DAY * number)
        verdict, said = judge(said, made, notes, edits)
        report.rounds += 1
        where = "; ".join(edit.name for edit in edits)
        report.grafts += (f"{where}: {graft}" for graft in verdict.grafts)
        report.same += (f"{where}: {one}" for one in verdict.same)
        report.losses += (f"{where}: {loss}" for loss in verdict.losses)
        report.doubtful += (f"{where}: {pair}" for pair in verdict.doubtful)
        report.faults += (f"twice: {both}" for both in twice(made))
        if edits:
            rates = report.by_edit[edits[0].name] if len(edits) == 1 else report.several
            rates[0].add(verdict.touched)
            rates[1].add(verdict.all)
        met |= verdict.met
        known = made.ledger or Ledger()
        counts = person.imports(made)
        changed = sum(made.mods[note.guid] == _START + _DAY * number for note in made.shipped)
        if counts["conflict"] or counts["new"] + counts["updated"] != changed:
            report.faults.append(f"{where}: Anki took {dict(counts)}, and {changed} notes changed")
        report.faults += (f"{where}: {fault}" for fault in person.finds(made, styled))
        if not number:
            first = dict(said)
            report.notes += len(first)
            styled = person.styles()
        person.studies(6)
        person.changes(made, _START + _DAY * number + _DAY // 2, 2)
    report.chains += 1
    report.reviews += sum(person.reviews.values())
    touched, every = report.chain if several else report.single
    for guid, tally in _ended(first, said, notes):
        every.add(tally)
        if guid in met:
            touched.add(tally)


def _ended(first: Mapping[str, Shown], said: Mapping[str, Shown], notes: Notes) -> Iterator[tuple[str, Tally]]:
    """What became of each note of a chain's beginning whose facts are still there at its end, by its guid.

    One is anew if there is a card of the same block that is no other of the first.
    """
    alive = notes.alive()
    fresh = {guid: one for guid, one in said.items() if one.active and guid not in first}
    for guid, old in first.items():
        if old.facts & alive and said[guid].active:
            yield guid, Tally(1)
        elif old.facts & alive:
            twin = twin_of(old, fresh)
            yield guid, became(old, fresh.pop(twin, None))


def run(texts: Sequence[str], chains: int, seed: int, folder: Path, seconds: float = 1e9) -> Report:
    """So many chains, or those that the time allows; on the texts, or on made-up notes where there are none."""
    report, end = Report(), time.monotonic() + seconds
    with anki(folder) as col:
        for number in range(chains):
            rng = random.Random(f"{seed} {number}")
            notes, reserve = strangers(texts, rng) if texts else made_up(rng)
            found = report.grafts, report.same, report.faults, report.losses, report.doubtful
            seen = [len(one) for one in found]
            chain(Person(col, folder, rng), notes, reserve, bool(number % 2), report)
            for one, start in zip(found, seen, strict=True):
                one[start:] = [f"chain {number}: {said}" for said in one[start:]]
            if time.monotonic() > end:
                break
    return report


def main() -> int:
    parser = argparse.ArgumentParser(description="Chains of edits, builds and imports in a real Anki.")
    parser.add_argument("notes", nargs="*", type=Path, help="files or folders of notes; without one, made-up notes")
    parser.add_argument("--chains", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after the chain in which these are over")
    parser.add_argument("--show", type=int, default=0, help="so many losses and doubtful pairs")
    given = parser.parse_args()
    files = [file for path in given.notes for file in (sorted(path.glob("*.md")) if path.is_dir() else [path])]
    texts = [file.read_text(encoding="utf-8") for file in files]
    with tempfile.TemporaryDirectory() as folder:
        report = run(texts, given.chains, given.seed, Path(folder), given.seconds)
    print(report.text())
    rng = random.Random(given.seed)
    for name, found in (("graft", report.grafts), ("same", report.same), ("fault", report.faults)):
        for one in found[:200]:
            print(f"{name}: {one}")
    for name, found in (("loss", report.losses), ("doubtful", report.doubtful)):
        for one in rng.sample(found, min(given.show, len(found))):
            print(f"{name}: {one}")
    return bool(report.grafts or report.faults)


if __name__ == "__main__":
    sys.exit(main())
