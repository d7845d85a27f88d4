"""What goes to a model, and what comes of its replies, as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from flashgen.ask.values import Answer
from flashgen.model import Problem


class Aim(Enum):
    """What a prompt wants."""

    FACTS = "facts"
    MORE = "more"
    """Facts that are missing among those that were found."""
    VERDICTS = "verdicts"
    """What is thought of cards, at a second look."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A block that a prompt asks about."""

    key: str
    under: tuple[str, ...]
    start_line: int
    end_line: int
    """Of the block's own text, in the notes as they were when the prompt was made."""
    fact: str = ""
    """The id of the fact whose card is shown, at a second look; empty where the block is asked for facts."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One self-contained text to give to a model."""

    id: str
    name: str
    """Of its file, where it goes by hand."""
    path: str
    """The notes' file."""
    text: str
    asked: tuple[Asked, ...]
    aim: Aim = Aim.FACTS

    @property
    def size(self) -> int:
        """In characters."""
        return len(self.text)

    @property
    def place(self) -> str:
        """The lines that it is about, as messages name them."""
        first, last = self.asked[0].start_line, self.asked[-1].end_line
        return f"{self.path}:{first}-{last}" if last > first else f"{self.path}:{first}"


def blocks(prompts: Iterable[Prompt]) -> int:
    """How many blocks some prompts are about, each once."""
    return len({(prompt.path, asked.key, asked.under) for prompt in prompts for asked in prompt.asked})


@dataclass(frozen=True, slots=True)
class Drop:
    """A fact that did not stand up to the notes."""

    path: str
    line: int
    what: str
    """The fact in short."""
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one reply."""

    answers: tuple[Answer, ...] = ()
    """One for every block that was answered, also with nothing."""
    kept: int = 0
    """Facts that stood up to the notes."""
    dropped: tuple[Drop, ...] = ()
    problems: tuple[Problem, ...] = ()
    whole: bool = True
    """False where the reply broke off: the blocks after its last whole fact are still to be asked."""
    seen: int = 0
    """Cards that were looked at a second time; of these ``kept`` stay as they are."""
    mended: int = 0
    """Of these, worded anew, and to be looked at in turn."""
