"""``flashgen stats``: what the drills have come to."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import click

from flashgen.cli.shell import deck_option, format_option, one_line_errors, paint, report, say, tag_option, write_file

_EXAMPLES = """\
Examples:

\b
  flashgen stats                        all cards
  flashgen stats biology/ --days 90     cards from one folder, three months back and ahead
  flashgen stats --html stats.html      one page with plots, to open in a browser
"""


@click.command(epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@deck_option
@tag_option
@click.option(
    "--days", type=click.IntRange(14, 3650), default=30, show_default=True, help="How far to look back and ahead."
)
@click.option(
    "--html", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a page with plots."
)
@click.option("--plain", is_flag=True, help="In words and figures, for screen readers.")
@format_option("json for other programs.")
@one_line_errors
def stats(
    paths: tuple[str, ...],
    decks: tuple[str, ...],
    tags: tuple[str, ...],
    days: int,
    html: Path | None,
    plain: bool,
    form: str,
) -> None:
    """Show what the drills have come to: what is due when, how much is remembered, which terms are hardest.

    PATH is a file or folder of notes that the cards come from.
    """
    from flashgen.cli.drilling import project
    from flashgen.drill import charts, opening, page
    from flashgen.drill import stats as figures
    from flashgen.drill.choose import Choice, choose

    found = project(paths)
    choice = Choice(every=True, decks=decks, tags=tags, paths=found.places(paths))
    cards = choose(found.cards, choice)
    at = found.now()
    file, shown = found.store
    with opening.opened(file, shown, at.day, make=False) as (opened, problem):
        report([problem] if problem else [])
        wanted = {card.key for card in cards}
        everything = not (paths or decks or tags)
        answers = [answer for answer in opened.answers() if everything or answer.key in wanted]
        numbers = figures.stats(cards, opened.memories(), answers, found.config.drill, at, days)
    if html:
        write_file(html, page.page(numbers, found.config.name or found.config.root.name))
        say(f"wrote {html.as_posix()}")
    elif form == "json":
        click.echo(json.dumps(figures.as_json(numbers), ensure_ascii=False, indent=2).encode(errors="replace"))
    else:
        on_terminal = sys.stdout.isatty()
        columns = min(shutil.get_terminal_size().columns, 100) if on_terminal else 80
        say(charts.text(numbers, columns, paint, plain or os.environ.get("TERM") == "dumb"), nl=False)
