"""What accept, reject, edit and undo share: the card that a person names, and edits.yaml written at once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from flashgen import disk
from flashgen.cli.places import relative
from flashgen.cli.project import (
    alone,
    edits_file,
    load_edits,
    plan_as_made,
    remember,
    save_ledger,
    settings,
    shown_edits,
)
from flashgen.config import Config
from flashgen.edits import entries, journal
from flashgen.edits.load import parse
from flashgen.edits.values import Edit, Edits
from flashgen.edits.verdicts import Values
from flashgen.memory import Memory
from flashgen.model import FlashgenError, Ledger, Note, Plan, Problem, Status
from flashgen.writers.text import short

_PLACE = re.compile(r"(.+):(\d+)")
_TRIES = 5
"""How often edits.yaml is read again while another program keeps writing it."""
_NAMED = 5
"""Cards of a line of which each is named."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A project that nobody else works on, its cards, and what was said about them so far."""

    config: Config
    made: Plan
    """As flashgen makes it of the notes."""
    plan: Plan
    """With the edits."""
    edits: Edits
    now: int
    paths: tuple[str, ...] = ()
    """What was read; without one, all of the project's notes."""
    memory: Memory = field(default_factory=Memory)

    def edit(self, note: Note) -> Edit:
        """What was said about a note so far."""
        return self.edits.by_guid.get(note.guid) or Edit(note.guid, self.edits.path, 0)


@contextmanager
def desk(paths: tuple[str, ...] = (), memory: Memory | None = None) -> Iterator[Desk]:
    """The project of the paths, else of this folder, kept from others meanwhile. Raises FlashgenError."""
    config, problems = project(paths)
    with alone(config):
        yield opened(paths, config, problems, memory)


def opened(
    paths: tuple[str, ...], config: Config, problems: Sequence[Problem], memory: Memory | None = None, workers: int = 0
) -> Desk:
    """A project as it is now; see ``make_plan`` for the arguments. Raises FlashgenError."""
    edits, now = load_edits(config), int(time.time())
    memory = memory or Memory()
    made = plan_as_made(paths, config, problems, edits, workers=workers, memory=memory)
    of = (made, paths, config, edits)
    plan = memory.once("remembered", of, lambda: remember(made, paths, config, now, edits))
    return Desk(config, made, plan, edits, now, paths, memory)


def project(paths: Sequence[str] = ()) -> tuple[Config, tuple[Problem, ...]]:
    """The settings of the project of the paths, else of this folder. Raises FlashgenError where there is none."""
    config, problems = settings(paths)
    project_of(config)
    return config, problems


def project_of(config: Config) -> None:
    """Raises FlashgenError where the settings are no project's."""
    if not config.file:
        raise FlashgenError("these notes are in no project, so nothing is remembered; begin one with: flashgen init")


def find(plan: Plan, config: Config, name: str, fits: Callable[[Note], bool] = lambda note: True) -> Note:
    """The note that a person names by its guid, the beginning of one, or FILE:LINE.

    Of several on a line those that ``fits`` come first. Raises FlashgenError where it is none, or not one alone.
    """
    if match := _PLACE.fullmatch(name):
        path, line = relative(Path(match[1]), config.root), int(match[2])
        found = [note for note in plan.notes if _is_on(note, path, line)]
        found = [note for note in found if fits(note)] or found
        if not found:
            raise FlashgenError(f"no card rests on {name}; `flashgen preview --why` tells what became of each line")
    else:
        found = [note for note in plan.notes if note.guid == name] or [
            note for note in plan.notes if note.guid.startswith(name)
        ]
        if not found:
            gone = any(entry.guid.startswith(name) for entry in plan.ledger.entries) if plan.ledger else False
            what = "is a card whose source is gone from the notes" if gone else "is no guid of a card"
            raise FlashgenError(f"{name} {what}; `flashgen preview --held --guid` shows the guids")
    if len(found) > 1:
        names = short(note.guid for note in found)
        several = ", ".join(f"{names[note.guid]} ({_said(note)})" for note in found[:_NAMED])
        raise FlashgenError(f"{name} may be {len(found)} cards; name one of them: {several}")
    return found[0]


def write(desk: Desk, command: str, changes: Sequence[tuple[Note, Values]]) -> bool:
    """Write what a person said about some notes, at once; whether anything in the file changed.

    The ledger remembers the notes too, so that they are known again when their source is edited before a build.
    Raises FlashgenError, and then nothing is written.
    """
    path = shown_edits(desk.config)

    def put(text: str) -> str:
        return entries.all_changed(text, path, ((note.guid, values, note.front) for note, values in changes))

    before = read(desk.config) or ""
    text = put(before)
    if text == before:
        return False
    edits = parse(text, path)
    after = remember(desk.made, desk.paths, desk.config, desk.now, edits)
    guids = {note.guid for note, _ in changes}
    known = desk.made.ledger or Ledger()
    old = {entry.guid for entry in known.entries}
    new = [
        replace(entry, mod=0, status=Status.REJECTED if entry.status is Status.REJECTED else Status.HELD)
        for entry in (after.ledger.entries if after.ledger else ())
        if entry.guid in guids - old
    ]
    is_changed = save_step(desk.config, command, put)
    if new:
        known = Ledger(tuple(sorted((*known.entries, *new), key=lambda entry: entry.guid)))
        save_ledger(known, desk.config)
    # what the ledger now knows besides changes nothing of the plan; a test holds that against a plan made anew
    desk.memory.keep("remembered", (replace(desk.made, ledger=known), desk.paths, desk.config, edits), after)
    return is_changed


def save_step(config: Config, command: str, put: Callable[[str], str]) -> bool:
    """Write edits.yaml as ``put`` makes it of its text, so that ``flashgen undo`` can take it back; whether it changed.

    Read again at the last moment: an editor does not wait for anybody, and what it saved meanwhile has to stay.
    Raises FlashgenError.
    """
    steps = journal.load(config.root)
    for _ in range(_TRIES):
        before = read(config)
        text = put(before or "")
        if text == (before or ""):
            return False
        parse(text, shown_edits(config))
        journal.save(config.root, (*steps, journal.step(command, before, text)))
        if read(config) == before:
            save(config, text)
            return True
    raise FlashgenError("is being changed by another program; try again", shown_edits(config))


def read(config: Config) -> str | None:
    """The text of edits.yaml, None where there is none. Raises FlashgenError."""
    try:
        return edits_file(config).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        raise FlashgenError(
            "cannot be read; check its permissions, and save it as UTF-8", shown_edits(config)
        ) from None


def save(config: Config, text: str | None) -> None:
    """Write edits.yaml, whole or not at all; for None take it away. Raises FlashgenError."""
    try:
        if text is None:
            edits_file(config).unlink(missing_ok=True)
        else:
            disk.write_whole(edits_file(config), text.encode())
    except OSError as error:
        raise FlashgenError(f"cannot be written: {error.strerror or error}", shown_edits(config)) from error


def _is_on(note: Note, path: str, line: int) -> bool:
    return any(source.path == path and source.start_line <= line <= source.end_line for source in note.sources)


def _said(note: Note) -> str:
    return note.front if len(note.front) <= 40 else f"{note.front[:39]}…"
