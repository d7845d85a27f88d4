"""What holds of the files that flashgen keeps beside the notes, and of packages that come from elsewhere.

As in ``invariants``: each function takes what the file holds, and raises where something is wrong.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from invariants import check_notes, refusal

from flashgen import config, ledger, pipeline, sources
from flashgen.config import Config
from flashgen.drill import anki, charts, deck, opening, stats
from flashgen.drill.days import moment
from flashgen.drill.memory import grade
from flashgen.drill.settings import Settings
from flashgen.drill.store import Store
from flashgen.drill.values import NEW, Answer, Card, Key, Memory, Moment, Rating
from flashgen.edits import load as edits_file
from flashgen.model import Fate, Form, Ledger, Plan, Problem
from flashgen.notetypes.fit import check
from flashgen.rules import RULES

SAMPLE = """\
# The heart
The heart pumps about 5 litres of blood a minute.
**Systole**: the phase in which the heart contracts
Q: Which valve parts the left atrium from the left ventricle?
A: the mitral valve
"""
ROOT = Config(Path("/nowhere"))
NOW = 1_800_000_000
AT = moment(datetime.fromtimestamp(NOW).astimezone(), 4)
SETTINGS = Settings()
CARDS = tuple(
    Card(Key(guid, number), Form.TERM, "definition", "D", (), ("a.md",), "", ("t", "m", "", "", "", "yes"))
    for guid in ("g1", "g2", "g3")
    for number in (0, 1)
)


@cache
def sample() -> Plan:
    document, problems = sources.open_document(SAMPLE.encode(), "a.md", "")
    return pipeline.plan_documents([document], problems, ROOT)


@contextmanager
def on_disk(data: bytes, name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_bytes(data)
        yield file


def is_one_line(said: str, path: str) -> bool:
    return said.startswith(path) and "\n" not in said


def settings(data: bytes) -> None:
    names = frozenset(rule.name for rule in RULES)
    with on_disk(data, config.FILE) as file:
        said = refusal(lambda: config.load(file.parent, names))
        assert not said or is_one_line(said, file.as_posix()), said


def remembered(data: bytes) -> None:
    """A ledger is refused in a line by both of its readers, or read, kept as it is and built upon."""
    with on_disk(data, ledger.FILE) as file:
        refused = refusal(lambda: ledger.load(file))
        for said in (refused, refusal(lambda: deck.load(file, ledger.FILE))):
            assert not said or is_one_line(said, ledger.FILE), said
        if refused:
            return
        known = ledger.load(file)
    assert ledger.parse(ledger.dumps(known)) == known
    plan = pipeline.remember(sample(), known, NOW, lambda path: True)
    assert plan.ledger is not None
    assert ledger.parse(ledger.dumps(plan.ledger)) == plan.ledger
    again = pipeline.remember(sample(), plan.ledger, NOW + 1, lambda path: True)
    assert {change.fate for change in again.changes} <= {Fate.KEPT, Fate.HELD}, again.changes


def edited(data: bytes) -> None:
    """Edits are refused in a line, or the cards written in them are sound."""
    text = data.decode(errors="surrogateescape")
    plans: list[Plan] = []

    def plan() -> None:
        found = edits_file.parse(text, "edits.yaml")
        made = pipeline.plan_documents([], [], ROOT, edits=found)
        plans.append(pipeline.remember(made, Ledger(), NOW, lambda path: True, found))

    if said := refusal(plan):
        assert is_one_line(said, "edits.yaml"), said
        return
    check(plans[0].shipped)
    check_notes(plans[0].notes, text)


def drilled(data: bytes) -> None:
    """A store is refused in a line and left alone, set aside as it is, or can be drilled with."""
    with on_disk(data, "drill.sqlite3") as file:
        told: list[Problem] = []

        def drill() -> None:
            with opening.opened(file, file.name, AT.day) as (store, problem):
                told.extend([problem] if problem else [])
                use(store, AT)

        said = refusal(drill)
        assert not said or is_one_line(said, file.name), said
        kept = [path.read_bytes() for path in file.parent.glob("*.damaged-*.sqlite3")]
        assert kept == [data] * len(told)
        if "not a store" in said:
            assert file.read_bytes() == data


def use(store: Store, at: Moment) -> None:
    """Look at all that a store knows, and give an answer."""
    memories, answers = store.memories(), store.answers()
    store.today(at.day)
    for memory in memories.values():
        is_sane(memory)
        grade(memory, Rating.GOOD, at, SETTINGS)
    numbers = stats.stats(CARDS, memories, answers, SETTINGS, at, 30)
    charts.text(numbers, 80, lambda part, text: text, True)
    stats.as_json(numbers)
    before = memories.get(CARDS[0].key, NEW)
    given = store.write(
        Answer(at.ms, CARDS[0].key, Rating.GOOD, at.day, before, grade(before, Rating.GOOD, at, SETTINGS), 1000)
    )
    assert given
    assert store.take_back(given)
    assert store.memories() == memories


def is_sane(memory: Memory) -> None:
    assert 0 < memory.stability < math.inf, memory
    assert 1 <= memory.difficulty <= 10, memory


def imported(data: bytes) -> None:
    """Of a package, what it knows of our cards is taken over, or it is refused in a line."""
    with (
        on_disk(data, "a.apkg") as file,
        opening.opened(file.with_name("s.sqlite3"), "s.sqlite3", AT.day) as (store, _),
    ):
        said = refusal(lambda: anki.take_over(file, CARDS, store, SETTINGS, AT))
        assert not said or is_one_line(said, str(file)), said
        use(store, AT)
        assert sorted(path.name for path in file.parent.iterdir()) == ["a.apkg", "s.sqlite3"]
