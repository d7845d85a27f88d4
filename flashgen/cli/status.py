"""``flashgen status``: what a build would do."""

from __future__ import annotations

import sys
import time

import click

from flashgen.cli.shell import format_option, jobs_option, one_line_errors, paint, report, say
from flashgen.cli.shell import status as exit_status
from flashgen.cli.voice import spoken, stage

PENDING = 3
"""Exit status where a build would change something; 1 is an error, and 2 wrong usage."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@format_option("json for other programs, kept notes among them.")
@jobs_option
@spoken
@one_line_errors
def status(paths: tuple[str, ...], form: str, jobs: int) -> None:
    """Show what a build would do, note by note, and write nothing.

    Each note stands behind its sign: + added or back again, ~ changed, - retired, = held now and shipped as it was,
    ? may be one that is retired. The exit status is 0 where a build would change nothing, 3 where it would, and 1
    where something is wrong.
    """
    from flashgen.cli import again

    with stage("Looking for changes"):
        known = again.outcome(again.place(paths), with_packages=False) if form == "text" else None
    if known and known.is_quiet:
        from flashgen.writers import text

        report(known.problems)
        say(text.fates({"=": known.kept}, 0))
        sys.exit(exit_status(known.problems))
    _status(paths, form, jobs)


def _status(paths: tuple[str, ...], form: str, jobs: int) -> None:
    from flashgen.cli.project import make_plan, settings
    from flashgen.model import Fate, FlashgenError
    from flashgen.reconcile import guard
    from flashgen.writers import changes

    config, problems = settings(paths)
    plan = make_plan(paths, config, problems, int(time.time()), workers=jobs)
    report(plan.problems)
    if plan.ledger is None:
        raise FlashgenError("these notes are in no project, so no build is remembered; begin one with: flashgen init")
    if form == "json":
        click.echo(changes.dumps(plan).encode(errors="replace"), nl=False)
    else:
        say(changes.text(plan, paint), nl=False)
        say(changes.summary(plan))
        guard(plan)
    if error := exit_status(plan.problems):
        sys.exit(error)
    sys.exit(PENDING if any(change.fate not in (Fate.KEPT, Fate.HELD) for change in plan.changes) else 0)
