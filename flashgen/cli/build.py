"""``flashgen build``: notes to packages."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flashgen.cli.shell import one_line_errors, output_option, paint, report, say, status
from flashgen.model import Plan, Status

if TYPE_CHECKING:
    from flashgen.config import Config
    from flashgen.writers.scheduling import Schedule

_NAMED = 5
"""Packages of which each is named."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(allow_dash=True))
@output_option
@click.option("--dry-run", is_flag=True, help="Say what would be made, and write nothing.")
@click.option("--yes", is_flag=True, help="Go on where a build would stop: much of a deck is gone from the notes.")
@click.option("--with-scheduling", is_flag=True, help="Put what was drilled into the packages, for a first import.")
@one_line_errors
def build(paths: tuple[str, ...], output: Path | None, dry_run: bool, yes: bool, with_scheduling: bool) -> None:
    """Make Anki packages from notes, one for each top-level deck.

    PATH is a file, a folder, or - for standard input; without one, the notes of the project are built: those of
    the flashgen.yaml here or above, or of cards_src/flashgen.yaml.

    What was built is remembered in ledger.jsonl beside flashgen.yaml, so that a card keeps its history in Anki when
    its notes are edited. The last line counts the notes that are + added, ~ changed, = kept and - retired since.
    """
    from flashgen import reconcile
    from flashgen.cli.drilling import schedule
    from flashgen.cli.project import alone, make_plan, settings
    from flashgen.writers import changes, text

    config, problems = settings(paths)
    with nullcontext() if dry_run else alone(config):
        plan = make_plan(paths, config, problems, int(time.time()))
        report(plan.problems)
        if not yes:
            reconcile.guard(plan)
        if not (plan.documents or plan.changes):
            sys.exit(1)  # the problems say why
        say(text.tally(plan, paint), nl=False)
        drilled = schedule(config) if with_scheduling else None
        written = ship(plan, config, output or config.output_folder, dry_run, drilled)
    say(summary(plan, written, dry_run))
    if plan.ledger:
        say(changes.suggested(plan.suggestions, paint), nl=False)
        say(changes.summary(plan))
    sys.exit(status(plan.problems))


def ship(
    plan: Plan, config: Config, folder: Path, dry_run: bool = False, schedule: Schedule | None = None
) -> tuple[Path, ...]:
    """Save the ledger and write the packages; their files, or what they would be. Raises FlashgenError."""
    from flashgen.cli.project import save_ledger
    from flashgen.writers import apkg

    notes = plan.shipped
    apkg.check(notes)
    if dry_run:
        names = apkg.file_names(dict.fromkeys(note.deck.split("::")[0] for note in notes))
        return tuple(folder / name for name in names.values())
    if plan.ledger:
        # first, so that a build that ends half way is taken up by the next
        save_ledger(plan.ledger, config)
    return tuple(apkg.write(notes, folder, plan.mods, schedule)) if notes else ()


def summary(plan: Plan, written: Sequence[Path], dry_run: bool = False) -> str:
    """How many cards there are in all, and in which packages."""
    counts = Counter(note.status for note in plan.notes for _ in note.cards)
    total = f"{counts[Status.EMIT]} {'card' if counts[Status.EMIT] == 1 else 'cards'}, {counts[Status.HELD]} held"
    if not written:
        return f"{total}: no package; flashgen preview --why tells what became of each line"
    named = ", ".join(map(_shown, written))
    if len(written) > _NAMED:
        named = f"{len(written)} packages, {_shown(written[0])} to {_shown(written[-1])}"
    return f"{total}: {'would write' if dry_run else 'wrote'} {named}"


def _shown(path: Path) -> str:
    """The path from the current folder where it is below that."""
    absolute = path.absolute()
    return (absolute.relative_to(Path.cwd()) if absolute.is_relative_to(Path.cwd()) else path).as_posix()
