"""``flashgen undo``: the last verdict is taken back."""

from __future__ import annotations

import click

from flashgen.cli.shell import one_line_errors, say
from flashgen.model import FlashgenError


@click.command()
@one_line_errors
def undo() -> None:
    """Take back the last accept, reject or edit, and, said again, the one before it.

    What you changed in edits.yaml yourself is never taken back: after that, change it there by hand.
    """
    from flashgen.cli import verdicts
    from flashgen.cli.project import alone, shown_edits
    from flashgen.edits import journal

    config, _ = verdicts.project()
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
        verdicts.save(config, left[-1].before)
        journal.save(config.root, left[:-1])
    say(f"took back: flashgen {left[-1].command}")
