"""What all commands share: errors as one line, problems on stderr, colours, and the options that several have."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from flashgen.cli.voice import voice

if TYPE_CHECKING:
    from flashgen.model import Problem

P = ParamSpec("P")
R = TypeVar("R")

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""

_COLOURS: dict[str, dict[str, Any]] = {
    "label": {"bold": True},
    "context": {"dim": True},
    "hidden": {"fg": "cyan"},
    "file": {"bold": True},
    "held": {"fg": "yellow"},
    "emitted": {"fg": "green"},
    "skipped": {"dim": True},
    "removed": {"fg": "red"},
    "question": {"bold": True},
    "answer": {"fg": "cyan"},
    "bar": {"fg": "green"},
    "right": {"fg": "green", "bold": True},
    "nearly": {"fg": "yellow", "bold": True},
    "wrong": {"fg": "red", "bold": True},
    "best": {"bold": True},
    "grade": {},
    "notice": {"fg": "yellow"},
}

jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Processes that read new notes; by default one a processor where that saves time.",
)

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the packages; by default what flashgen.yaml says, else build.",
)


deck_option = click.option(
    "--deck", "decks", multiple=True, metavar="NAME", help="Cards of this deck and those below it."
)
tag_option = click.option("--tag", "tags", multiple=True, metavar="NAME", help="Cards with this tag or one below it.")


def format_option(help: str, *others: str) -> Callable[[Callable[P, R]], Callable[P, R]]:  # noqa: A002 - as click calls it
    """An option for what people read, what other programs do, and perhaps other forms."""
    form = click.Choice(["text", "json", *others])
    return click.option("--format", "form", type=form, default="text", show_default=True, help=help)


def one_line_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Turn a FlashgenError into one line on stderr and exit status 1, and Ctrl-C into what was done until then."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        from flashgen.model import FlashgenError

        try:
            return command(*args, **kwargs)
        except FlashgenError as error:
            report([error.problem])
            sys.exit(1)
        except KeyboardInterrupt:
            done = ", ".join(voice().done)
            say(
                f"stopped: {done}; to go on, give the same command again" if done else "stopped: nothing was changed",
                err=True,
            )
            sys.exit(INTERRUPTED)

    return run


def report(problems: Iterable[Problem]) -> None:
    """Each problem on a line of its own, on stderr."""
    from flashgen.model import Severity

    for problem in problems:
        if voice().log_json:
            voice().event(
                "problem", severity=problem.severity, path=problem.path, line=problem.line, message=problem.message
            )
            continue
        colour = "red" if problem.severity is Severity.ERROR else "yellow"
        say(f"{click.style(problem.severity.value, fg=colour)}: {problem}".replace("\n", " "), err=True)


def status(problems: Iterable[Problem]) -> int:
    """The exit status: 1 where a problem is an error, else 0."""
    from flashgen.model import Severity

    return int(any(problem.severity is Severity.ERROR for problem in problems))


def say(text: str, err: bool = False, nl: bool = True) -> None:
    """Print; in colour on a terminal only, never where NO_COLOR is set, and nothing but what is wrong with --quiet."""
    if voice().quiet and not err:
        return
    click.echo(text, err=err, nl=nl, color=False if os.environ.get("NO_COLOR") else None)


def counted(count: int, noun: str) -> str:
    """``1 fact``, ``2 facts``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def paint(part: str, text: str) -> str:
    """A part of a card in its colour."""
    return click.style(text, **_COLOURS[part])


def write_file(file: Path, text: str) -> None:
    """Write a file that a person named, whole or not at all. Raises FlashgenError."""
    from flashgen.disk import write_whole
    from flashgen.model import FlashgenError

    try:
        write_whole(file, text.encode(errors="replace"))
    except OSError as error:
        raise FlashgenError(f"cannot be written: {error.strerror or error}", str(file)) from error
