"""What the page asks of the project on disk.

Each call may take a while, reads what it needs anew, and keeps other programs waiting while it writes. What cannot be
done is raised as FlashgenError, and then nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from flashgen.edits.values import Edit
from flashgen.model import Plan, Problem


@dataclass(frozen=True, slots=True)
class Seen:
    """The project as it is now."""

    plan: Plan
    edits: Mapping[str, Edit] = field(default_factory=dict)
    """What the person said of single cards, by guid."""
    undo: str = ""
    """The command that ``undo`` would take back; empty where there is none."""
    trouble: Problem | None = None
    """Why the project cannot be read at present; the plan is then that of the last time it could."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    packages: tuple[Path, ...] = ()
    said: str = ""
    """The line that ``flashgen build`` ends with."""
    stopped: str = ""
    """Why it stopped to ask, and built nothing; empty where it did not."""


class Project(Protocol):
    """A project that is open."""

    @property
    def name(self) -> str:
        """What the person calls it."""

    def look(self) -> Seen:
        """The project as it is now; what has not changed is not read again."""

    def accept(self, guids: Sequence[str]) -> None:
        """Let cards into the deck."""

    def reject(self, guids: Sequence[str]) -> None:
        """Keep cards out of the deck."""

    def release(self, guids: Sequence[str]) -> None:
        """Leave it to flashgen again what becomes of cards; a person's wording stays."""

    def reword(self, guid: str, sides: Mapping[str, str]) -> None:
        """Give a card the person's words, in Markdown by the names of its sides."""

    def add(self, sides: Mapping[str, str]) -> str:
        """Add a card of the person's own; its guid comes back."""

    def relink(self, old: str, new: str) -> None:
        """Let the note ``new`` go on with the history of ``old``."""

    def undo(self) -> str:
        """Take back the last change; the command that it was comes back."""

    def build(self, *, agreed: bool) -> Built:
        """Build the packages; ``agreed`` is the ``--yes`` of the command."""
