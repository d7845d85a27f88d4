"""``flashgen preview``: the cards, without building them."""

from __future__ import annotations

import sys
import time

import click

from flashgen.cli.shell import format_option, jobs_option, one_line_errors, paint, report, say, status


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(allow_dash=True))
@format_option("json for other programs, held cards among them; csv for Anki's own text import.", "csv")
@click.option("--held", is_flag=True, help="Show held cards too, each with its reason.")
@click.option("--guid", is_flag=True, help="Show the guid of each card, by which other commands know it.")
@click.option("--why", is_flag=True, help="Show what became of each line of the notes, and why.")
@jobs_option
@one_line_errors
def preview(paths: tuple[str, ...], form: str, held: bool, guid: bool, why: bool, jobs: int) -> None:
    """Show the cards of notes without building a deck.

    PATH is a file, a folder, or - for standard input; without one, the notes of the project are shown.
    """
    if why and form != "text":
        raise click.UsageError("--why goes with --format text only.")
    from flashgen.cli.project import make_plan, settings
    from flashgen.model import Status

    plan = make_plan(paths, *settings(paths), now=int(time.time()), workers=jobs)
    report(plan.problems)
    if not plan.documents:
        sys.exit(1)  # the problems say why
    notes = [note for note in plan.notes if note.status is not Status.REJECTED]
    shown = [note for note in notes if held or note.status is Status.EMIT]
    if form == "json":
        from flashgen.writers import jsonfile

        click.echo(jsonfile.dumps(notes).encode(errors="replace"), nl=False)
    elif form == "csv":
        from flashgen.writers import csvfile

        click.echo(csvfile.dumps(shown).encode(errors="replace"), nl=False)
    else:
        from flashgen.writers import text

        if why:
            say(text.lines(plan.documents, plan.accounts, paint), nl=False)
        else:
            say(text.cards(shown, paint, headed=len(plan.documents) > 1, guids=guid), nl=False)
        if not (shown or why):
            waiting = f"; {len(notes)} held, see them with --held" if notes else ""
            say(f"no cards{waiting}; --why tells what became of each line", err=True)
    sys.exit(status(plan.problems))
