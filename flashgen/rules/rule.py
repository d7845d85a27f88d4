"""What a rule is, and what running all of them gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flashgen.model import Block, Fact
from flashgen.rules.place import Place


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to find facts."""

    name: str
    finds: str
    """One line for ``flashgen rules``."""
    example: str
    """A line or two of notes in which it finds something."""
    find: Callable[[Place], Iterator[Fact]]
    owns: bool = True
    """What it reads as its evidence is read by no later rule."""


@dataclass(frozen=True, slots=True)
class Findings:
    """The facts of a document, and the blocks that gave none."""

    facts: tuple[Fact, ...]
    passed: tuple[tuple[Block, str], ...]
    """Blocks without a fact, each with the reason."""
