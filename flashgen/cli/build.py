"""``flashgen build``: notes to packages."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from flashgen.cli.shell import one_line_errors, paint, report, say, status
from flashgen.model import Plan, Status

_NAMED = 5
"""Packages of which each is named."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(allow_dash=True))
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the packages; by default what flashgen.yaml says, else build.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be made, and write nothing.")
@one_line_errors
def build(paths: tuple[str, ...], output: Path | None, dry_run: bool) -> None:
    """Make Anki packages from notes, one for each top-level deck.

    PATH is a file, a folder, or - for standard input; without one, the notes of the project are built: those of
    the flashgen.yaml here or above, or of cards_src/flashgen.yaml.
    """
    from flashgen.cli.project import make_plan, settings
    from flashgen.writers import apkg, text

    config, problems = settings(paths)
    plan = make_plan(paths, config, problems)
    report(plan.problems)
    if not plan.documents:
        sys.exit(1)  # the problems say why
    say(text.tally(plan, paint), nl=False)
    notes = [note for note in plan.notes if note.status is Status.EMIT]
    folder = output or config.output_folder
    if dry_run:
        apkg.check(notes)
        names = apkg.file_names(dict.fromkeys(note.deck.split("::")[0] for note in notes))
        written = [folder / name for name in names.values()]
    else:
        written = list(apkg.write(notes, folder)) if notes else []
    say(_summary(plan, written, dry_run))
    sys.exit(status(plan.problems))


def _summary(plan: Plan, written: Sequence[Path], dry_run: bool) -> str:
    """The last line: how many cards there are in all, and in which packages."""
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
