"""``flashgen relink``: a person says that two notes are one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from flashgen.cli.shell import one_line_errors, say

if TYPE_CHECKING:
    from flashgen.memory import Memory
    from flashgen.model import Note


@click.command()
@click.argument("old")
@click.argument("new")
@one_line_errors
def relink(old: str, new: str) -> None:
    """Let the note NEW go on with the history of the note OLD, which is gone from the notes.

    OLD and NEW are guids, or their beginnings, as flashgen status shows them behind its question marks. The next
    build ships NEW under OLD's guid; if NEW was in a package already, its own note in Anki is retired.
    """
    note = join(old, new)
    say(f"{note.cards[0].question} goes on with the history of {old}; now flashgen build, and import")


def join(old: str, new: str, paths: Sequence[str] = (), memory: Memory | None = None) -> Note:
    """Let one note go on as another, and say which; see the command. Raises FlashgenError."""
    from flashgen import ledger
    from flashgen.cli import verdicts
    from flashgen.cli.project import alone, ledger_file, make_plan, save_ledger, settings, shown_edits, shown_ledger
    from flashgen.edits import entries
    from flashgen.reconcile import relinked

    config, problems = settings(paths)
    with alone(config):
        now = int(time.time())
        plan = make_plan(paths, config, problems, now, memory=memory)
        known = ledger.load(ledger_file(config), shown_ledger(config))
        made, note = relinked(plan, known, old, new, now)
        edits = verdicts.read(config)
        if edits is not None:
            (guid,) = (entry.guid for entry in known.entries if entry.guid.startswith(old))
            verdicts.save(config, entries.renamed(edits, shown_edits(config), note.guid, guid))
        save_ledger(made, config)
    return note
