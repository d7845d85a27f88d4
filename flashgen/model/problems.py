"""What went wrong, as a value: collected, and reported together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much of the input a problem cost."""

    WARNING = "warning"
    """Something was left out or repaired; the exit status stays 0."""
    ERROR = "error"
    """A file, or what the person asked for, could not be used; the exit status tells."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that went wrong: where, what, and what to do."""

    path: str
    line: int
    """1-based; 0 where the problem is the whole file."""
    message: str
    """What is wrong and what to do, one line, no final period."""
    severity: Severity = Severity.WARNING

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.message}" if where else self.message


class FlashgenError(Exception):
    """Raised where nothing sensible can go on; printed as its problem's one line, never as a traceback.

    What a library says, which may be in ``message``, comes in one line, too.
    """

    def __init__(self, message: str, path: str = "", line: int = 0) -> None:
        message = " ".join(message.splitlines())
        super().__init__(message)
        self.problem = Problem(path, line, message, Severity.ERROR)


def fault(error: Exception) -> str:
    """A fault of ours in one line: what kind of error, and what it says."""
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
