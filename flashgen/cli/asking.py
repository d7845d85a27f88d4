"""A drill from its first question to its last word, and answers that come and go as files."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flashgen.cli.shell import paint, report, say, write_file
from flashgen.cli.voice import voice

if TYPE_CHECKING:
    from flashgen.cli.drilling import Project
    from flashgen.drill.dialogue import Dialogue
    from flashgen.drill.steps import Desk
    from flashgen.drill.store import Store

_PIPE_COLUMNS = 200


def run(dialogue: Dialogue, found: Project, opened: Store, typed: bool, plain: bool, form: str) -> None:
    """Ask, in the way that fits where we are, and say what came of it."""
    from flashgen.cli.drilling import source_of
    from flashgen.drill.another import another
    from flashgen.drill.dialogue import Phase
    from flashgen.drill.steps import Desk

    desk = Desk(opened, found.now, source_of(found.config), another(found.cards))
    nothing = dialogue.phase is Phase.DONE
    voice().done.append("what you answered is kept")
    if form == "json":
        from flashgen.drill import jsonlines, summary

        dialogue, last = jsonlines.run(dialogue, desk, _say_json, _read_line)
        _say_json(summary.as_json(summary.summary(dialogue, found.now())) | {"last": last})
        return
    if nothing:
        say("Nothing to ask now; --new N begins more cards, --cram asks all of them.")
    else:
        dialogue = _ask(dialogue, desk, typed, plain)
    from flashgen.drill import summary  # not needed for the first question

    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPE_COLUMNS
    say(summary.text(summary.summary(dialogue, found.now()), columns), nl=False)


def _ask(dialogue: Dialogue, desk: Desk, typed: bool, plain: bool) -> Dialogue:
    if not plain and sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        from flashgen.drill import terminal

        return terminal.run(dialogue, desk, _uncoloured if os.environ.get("NO_COLOR") else paint, typed)
    from flashgen.drill import plain as lines

    return lines.run(dialogue, desk, say, _prompt, typed)


def exchange(found: Project, export: str | None, taken: Path | None) -> None:
    """Take answers over, write them out, or both in this order."""
    from flashgen.drill import opening

    file, shown = found.store
    with opening.opened(file, shown, found.now().day, make=taken is not None) as (opened, problem):
        report([problem] if problem else [])
        if taken:
            from flashgen.drill import anki

            say(anki.take_over(taken, found.cards, opened, found.config.drill, found.now()), err=export == "-")
        answers = opened.answers() if export else ()
    if export:
        from flashgen.drill import revlog

        text = revlog.dumps(answers)
        if export == "-":
            click.echo(text.encode(), nl=False)
        else:
            write_file(Path(export), text)
            say(f"wrote {export}: {text.count(chr(10)) - 1} answers")


def _uncoloured(part: str, text: str) -> str:
    return text


def _say_json(said: dict[str, object]) -> None:
    click.echo(json.dumps(said, ensure_ascii=False).encode(errors="replace"))


def _read_line() -> str | None:
    """A line of standard input; None at its end."""
    return sys.stdin.readline() or None


def _prompt(prompt: str) -> str | None:
    """A line that the person types; None at the end of the input, or after Ctrl-C."""
    try:
        if sys.stdin.isatty():
            say(prompt, nl=False)
        line = _read_line()
    except KeyboardInterrupt:
        return None
    return None if line is None else line.rstrip("\r\n")
