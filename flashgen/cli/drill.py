"""``flashgen drill``: ask the cards in the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from flashgen.cli.shell import deck_option, format_option, one_line_errors, report, tag_option
from flashgen.model import Kind

_EXAMPLES = """\
Examples:

\b
  flashgen drill                        the glossary, what is due and some new terms
  flashgen drill --all --minutes 10     every kind of card, for ten minutes
  flashgen drill biology/ --new 5       terms of one folder, at most five new ones
  flashgen drill --kind numeric --typed numbers, with typed answers
  flashgen drill --tag exam --cram      everything with a tag, due or not; changes no schedule
  flashgen drill --export answers.csv   all answers, for the FSRS optimizer
  flashgen drill --import deck.apkg     take over what was learned in Anki
"""
_FILE = click.Path(dir_okay=False, allow_dash=True)
_KINDS = (*(kind.value for kind in Kind), "numeric")


@click.command(epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--all", "every", is_flag=True, help="All cards, not only the glossary's terms.")
@deck_option
@tag_option
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), metavar="KIND",
              help=f"Cards of this kind: {', '.join(_KINDS)}.")  # fmt: skip
@click.option("--new", type=click.IntRange(0), metavar="N", help="At most N new cards; else what is left for today.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most N cards.")
@click.option("--minutes", type=click.FloatRange(0, min_open=True), metavar="N", help="End after N minutes.")
@click.option("--cram", is_flag=True, help="Ask all cards, due or not, until each went well; changes no schedule.")
@click.option("--typed", is_flag=True, help="Type the answers; they are compared by what they mean.")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers.")
@format_option("json for other programs: a question a line, answers on standard input.")
@click.option("--export", "export", type=_FILE, metavar="FILE", help="Write all answers as CSV, and ask nothing.")
@click.option("--import", "taken", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Take over what was learned in Anki, from an .apkg or .colpkg with scheduling.")  # fmt: skip
@one_line_errors
def drill(
    paths: tuple[str, ...],
    every: bool,
    decks: tuple[str, ...],
    tags: tuple[str, ...],
    kinds: tuple[str, ...],
    new: int | None,
    limit: int | None,
    minutes: float | None,
    cram: bool,
    typed: bool,
    plain: bool,
    form: str,
    export: str | None,
    taken: Path | None,
) -> None:
    """Ask cards in the terminal: the glossary's terms, in both directions, unless you choose others.

    PATH is a file or folder of notes that the cards come from. Cards come back when you are about to forget them;
    what you answered is kept in drill.sqlite3, beside flashgen.yaml. The cards are those of the last build.
    """
    from flashgen.cli.asking import exchange, run
    from flashgen.cli.drilling import project, undisturbed
    from flashgen.drill import opening
    from flashgen.drill.begin import Limits, begin, chosen
    from flashgen.drill.choose import Choice

    if export or taken:
        exchange(project(paths), export, taken)
        return
    with undisturbed():
        found = project(paths)
        choice = Choice(every, decks, tags, kinds, found.places(paths))
        cards = chosen(found.cards, choice)
    file, shown = found.store
    with opening.opened(file, shown, found.now().day) as (opened, problem):
        report([problem] if problem else [])
        with undisturbed():
            dialogue = begin(cards, found.config.drill, opened, found.now(), Limits(new, limit, minutes, cram))
        run(dialogue, found, opened, typed, plain, form)
