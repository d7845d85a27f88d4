"""The project that the page in the browser shows: read, and written, as the other commands do."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flashgen import stamp
from flashgen.cli import again, verdicts
from flashgen.cli.build import finish
from flashgen.cli.project import alone, edits_file, ledger_file, make_plan, shown_edits
from flashgen.cli.relink import join
from flashgen.cli.undo import take_back
from flashgen.config import Config
from flashgen.edits import entries, journal
from flashgen.edits.values import Edit
from flashgen.edits.verdicts import Values, accepted, rejected, released, reworded
from flashgen.memory import Memory
from flashgen.model import FlashgenError, Note
from flashgen.reconcile import StoppedError
from flashgen.review.project import Built, Seen
from flashgen.writers import changes
from flashgen.writers.text import short

_NAMED = 3
"""Cards of a verdict of which each is named when it is taken back."""

Say = Callable[[Note, Edit], Values | None]


@dataclass(slots=True)
class Opened:
    """A project that stays open; see ``review.project.Project``. What it knows of its files it keeps in memory."""

    paths: tuple[str, ...]
    """As the person named them; without one, all of the project's notes."""
    _memory: Memory = field(default_factory=Memory)
    _config: Config | None = None

    @property
    def name(self) -> str:
        """The deck, or the project's folder."""
        config = self._known()
        return config.name or config.root.name

    @property
    def places(self) -> tuple[Path, ...]:
        """Folders in which a change may matter."""
        return (self._known().root,)

    def matters(self, path: Path) -> bool:
        """Whether a change of this file may change what is shown."""
        config = self._known()
        if path in (edits_file(config), ledger_file(config)):
            return True
        if path.name.endswith(("~", ".tmp")) or path.is_relative_to(config.output_folder):
            return False
        return not any(part.startswith(".") for part in path.relative_to(config.root).parts)

    def open(self, workers: int) -> Seen:
        """The project for the first time, read by so many processes. Raises FlashgenError."""
        return self._look(workers)

    def look(self) -> Seen:
        """The project as it is now. Raises FlashgenError."""
        return self._look(1)

    def accept(self, guids: Sequence[str]) -> None:
        """Let cards into the deck. Raises FlashgenError."""
        self._judge("accept", guids, accepted)

    def reject(self, guids: Sequence[str]) -> None:
        """Keep cards out of it. Raises FlashgenError."""
        self._judge("reject", guids, lambda note, _: rejected(note))

    def release(self, guids: Sequence[str]) -> None:
        """Leave it to flashgen again. Raises FlashgenError."""
        self._judge("review: no verdict on", guids, lambda _, edit: released(edit))

    def reword(self, guid: str, sides: Mapping[str, str]) -> None:
        """Give a card the person's words. Raises FlashgenError."""
        self._judge("edit", [guid], lambda note, _: reworded(note, sides))

    def add(self, sides: Mapping[str, str]) -> str:
        """Add a card of the person's own. Raises FlashgenError."""
        config, problems = verdicts.project(self.paths)
        with alone(config):
            before = {note.guid for note in verdicts.opened(self.paths, config, problems, self._memory).plan.notes}
            path = shown_edits(config)
            verdicts.save_step(config, "review: a card of your own", lambda text: entries.added(text, path, sides))
            after = verdicts.opened(self.paths, config, problems, self._memory)
        return next((note.guid for note in after.plan.notes if note.guid not in before), "")

    def relink(self, old: str, new: str) -> None:
        """Let the note ``new`` go on with the history of ``old``. Raises FlashgenError."""
        join(old, new, self.paths, self._memory)

    def undo(self) -> str:
        """Take back the last change. Raises FlashgenError."""
        return take_back(self.paths)

    def build(self, *, agreed: bool) -> Built:
        """Build the packages. Raises FlashgenError."""
        place = again.place(self.paths)
        config, problems = verdicts.project(self.paths)
        with alone(config):
            by_hand, read = again.by_hand(place), stamp.Read()
            plan = make_plan(self.paths, config, problems, int(time.time()), read, 1, self._memory)
            try:
                shipped = finish(plan, config, config.output_folder, agreed)
            except StoppedError as error:
                return Built(stopped=str(error.problem))
            if not shipped:
                raise FlashgenError("there is nothing to build")
            again.remember(place, config, by_hand, read, plan, shipped, config.output_folder)
        return Built(shipped.packages, changes.summary(plan))

    def _look(self, workers: int) -> Seen:
        self._config, problems = verdicts.project(self.paths)
        desk = verdicts.opened(self.paths, self._config, problems, self._memory, workers)
        steps = journal.last(journal.load(self._config.root), verdicts.read(self._config))
        return Seen(desk.plan, desk.edits.by_guid, steps[-1].command if steps else "")

    def _judge(self, command: str, guids: Sequence[str], say: Say) -> None:
        with verdicts.desk(self.paths, self._memory) as desk:
            notes = {note.guid: note for note in desk.plan.notes}
            if lost := next((guid for guid in guids if guid not in notes), ""):
                raise FlashgenError(f"the card {lost[:8]} is gone from the notes")
            said = [(notes[guid], say(notes[guid], desk.edit(notes[guid]))) for guid in guids]
            named = " ".join(short(notes)[guid] for guid in guids) if len(guids) <= _NAMED else f"{len(guids)} cards"
            verdicts.write(desk, f"{command} {named}", [(note, values) for note, values in said if values])

    def _known(self) -> Config:
        if self._config is None:
            self._config, _ = verdicts.project(self.paths)
        return self._config
