"""``flashgen preview``: the cards, without building them."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flashgen.cli.shell import format_option, jobs_option, one_line_errors, paint, report, say, status, write_file

if TYPE_CHECKING:
    from flashgen.config import Config
    from flashgen.model import Note, Problem


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(allow_dash=True))
@format_option("json for other programs, held cards among them; csv for Anki's own text import.", "csv")
@click.option("--held", is_flag=True, help="Show held cards too, each with its reason.")
@click.option("--guid", is_flag=True, help="Show the guid of each card, by which other commands know it.")
@click.option("--why", is_flag=True, help="Show what became of each line of the notes, and why.")
@click.option("--html", is_flag=True, help="As one HTML file that needs nothing else, to send to somebody.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Where --html writes."
)
@jobs_option
@one_line_errors
def preview(
    paths: tuple[str, ...],
    form: str,
    held: bool,
    guid: bool,
    why: bool,
    html: bool,
    output: Path | None,
    jobs: int,
) -> None:
    """Show the cards of notes without building a deck.

    PATH is a file, a folder, or - for standard input; without one, the notes of the project are shown.
    """
    if why and form != "text":
        raise click.UsageError("--why goes with --format text only.")
    if html and (why or form != "text"):
        raise click.UsageError("--html goes without --why and --format.")
    if output and not html:
        raise click.UsageError("-o goes with --html only.")
    if html and not output and sys.stdout.isatty():
        raise click.UsageError("Say where to write the page: -o cards.html.")
    from flashgen.cli.project import make_plan, settings
    from flashgen.model import Status

    config, problems = settings(paths)
    plan = make_plan(paths, config, problems, now=int(time.time()), workers=jobs)
    report(plan.problems)
    if not plan.documents:
        sys.exit(1)  # the problems say why
    notes = [note for note in plan.notes if note.status is not Status.REJECTED]
    shown = [note for note in notes if held or note.status is Status.EMIT]
    if html:
        report(_write_page(shown, _title(paths, config), guid, output))
    elif form == "json":
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


def _write_page(notes: Sequence[Note], title: str, guids: bool, output: Path | None) -> list[Problem]:
    """Write the page; a problem where images are left out of it."""
    from flashgen.model import Problem
    from flashgen.writers import webpage

    page = webpage.dumps(notes, title, guids)
    if output:
        write_file(output, page.text)
        say(f"wrote {output.as_posix()}: {page.cards} {'card' if page.cards == 1 else 'cards'}")
    else:
        click.echo(page.text.encode(errors="replace"), nl=False)
    if not page.left_out:
        return []
    one, every = webpage.MOST_OF_ONE // 1_000_000, webpage.MOST // 1_000_000
    limits = f"an image has at most {one} MB there, all together {every} MB; make them smaller"
    return [Problem(", ".join(page.left_out), 0, f"left out of the page: {limits}")]


def _title(paths: Sequence[str], config: Config) -> str:
    """What the page is called: as the deck, the one file that is shown, or the folder."""
    if config.name or not paths:
        return config.name or config.root.name
    return Path(paths[0]).resolve().stem if len(paths) == 1 and paths[0] != "-" else "Cards"
