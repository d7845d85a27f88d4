"""``flashgen undo``: the last verdict is taken back."""

from __future__ import annotations

from collections.abc import Sequence

import click

from flashgen.cli.shell import one_line_errors, say
from flashgen.model import FlashgenError


@click.command()
@one_line_errors
def undo() -> None:
    """Take back the last accept, reject or edit, and, said again, the one before it.

    What you changed in edits.yaml yourself is never taken back: after that, change it there by hand.
    """
    say(f"took back: flashgen {take_back()}")


def take_back(paths: Sequence[str] = ()) -> str:
    """Take back the last change of edits.yaml by a command, and name it. Raises FlashgenError."""
    from flashgen.cli import verdicts
    from flashgen.cli.project import alone, shown_edits
    from flashgen.edits import journal

    config, _ = verdicts.project(paths)
    with alone(config):
        steps = journal.load(config.root)
        text = verdicts.read(config)
        left = journal.last(steps, text)
        if not steps:
            raise FlashgenError("there is nothing to undo")
        if not left:
            raise FlashgenError(
                f"was changed by hand since `flashgen {steps[-1].command}`; take it back there", shown_edits(config)
            )
        verdicts.save(config, journal.before(left[-1], text or ""))
        journal.save(config.root, left[:-1])
    return left[-1].command
