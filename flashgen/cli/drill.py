"""``flashgen drill``: ask the cards in the terminal."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flashgen.cli.shell import one_line_errors, paint, report, say, write_file
from flashgen.model import Kind

if TYPE_CHECKING:
    from flashgen.cli.drilling import Project
    from flashgen.drill.choose import Choice
    from flashgen.drill.dialogue import Dialogue
    from flashgen.drill.steps import Desk
    from flashgen.drill.store import Store

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
_PIPE_COLUMNS = 200
_KINDS = (*(kind.value for kind in Kind), "numeric")


@click.command(epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--all", "every", is_flag=True, help="All cards, not only the glossary's terms.")
@click.option("--deck", "decks", multiple=True, metavar="NAME", help="Cards of this deck and those below it.")
@click.option("--tag", "tags", multiple=True, metavar="NAME", help="Cards with this tag or one below it.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), metavar="KIND",
              help=f"Cards of this kind: {', '.join(_KINDS)}.")  # fmt: skip
@click.option("--new", type=click.IntRange(0), metavar="N", help="At most N new cards; else what is left for today.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most N cards.")
@click.option("--minutes", type=click.FloatRange(0, min_open=True), metavar="N", help="End after N minutes.")
@click.option("--cram", is_flag=True, help="Ask all cards, due or not, until each went well; changes no schedule.")
@click.option("--typed", is_flag=True, help="Type the answers; they are compared by what they mean.")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json for other programs: a question a line, answers on standard input.",
)
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
    from flashgen.cli.drilling import project, undisturbed
    from flashgen.drill import opening
    from flashgen.drill.choose import Choice

    with undisturbed():
        found = project(paths)
        choice = Choice(every, decks, tags, kinds, found.places(paths))
    file, shown = found.store
    with opening.opened(file, shown, found.now().day) as (opened, problem):
        report([problem] if problem else [])
        if export or taken:
            _exchange(found, opened, export, taken)
            return
        with undisturbed():
            dialogue = _begin(found, opened, choice, new, limit, minutes, cram)
        _run(dialogue, found, opened, typed, plain, form)


def _begin(
    found: Project, opened: Store, choice: Choice, new: int | None, limit: int | None, minutes: float | None, cram: bool
) -> Dialogue:
    """The dialogue with its first question."""
    from flashgen.drill import dialogue as talk
    from flashgen.drill import queue
    from flashgen.drill.choose import choose
    from flashgen.model import FlashgenError

    cards = {card.key: card for card in choose(found.cards, choice)}
    if not cards:
        hint = "; --all asks every card" if choice.terms_only and found.cards else "; flashgen preview shows the cards"
        raise FlashgenError(f"there are no {'terms' if choice.terms_only else 'such cards'} in the last build{hint}")
    at = found.now()
    settings = found.config.drill
    memories = opened.memories()
    if cram:
        left = queue.cram(cards, at, limit)
    else:
        begun, seen = opened.today(at.day)
        fresh = max(0, settings.new_per_day - begun) if new is None else new
        left = queue.build(cards, memories, at, fresh, limit, settings.bury_siblings, seen)
    until = at.ms + round(minutes * 60_000) if minutes else 0
    return talk.begin(talk.Dialogue(cards, memories, settings, left, until=until, cram=cram), at)


def _run(dialogue: Dialogue, found: Project, opened: Store, typed: bool, plain: bool, form: str) -> None:
    """Ask, in the way that fits where we are, and say what came of it."""
    from flashgen.cli.drilling import source_of
    from flashgen.drill.another import another
    from flashgen.drill.dialogue import Phase
    from flashgen.drill.steps import Desk

    desk = Desk(opened, found.now, source_of(found.config), another(found.cards))
    nothing = dialogue.phase is Phase.DONE
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


def _exchange(found: Project, opened: Store, export: str | None, taken: Path | None) -> None:
    if taken:
        from flashgen.drill import anki

        say(anki.take_over(taken, found.cards, opened, found.config.drill, found.now()))
    if export:
        from flashgen.drill import revlog

        text = revlog.dumps(opened.answers())
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
