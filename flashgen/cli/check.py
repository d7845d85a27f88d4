"""``flashgen check``: the notes' own faults."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from flashgen.cli.shell import format_option, one_line_errors, paint, report, say
from flashgen.cli.shell import status as exit_status

if TYPE_CHECKING:
    from flashgen.check import Finding
    from flashgen.config import Config

FOUND = 3
"""Exit status where something was found; 1 is an error, and 2 wrong usage, as with ``flashgen status``."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@format_option("json for other programs.")
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="FINDING",
    help="Take a finding as right and never tell it again; its key, or FILE:LINE.",
)
@one_line_errors
def check(paths: tuple[str, ...], form: str, accepted: tuple[str, ...]) -> None:
    """Look for faults of the notes that would end up on cards.

    Contradictions, terms with two definitions, common misspellings, abbreviations that are expanded nowhere, broken
    formulas, brackets and code blocks that are not closed, sections of one name, missing images. Nothing is corrected;
    only you know what is right. The exit status is 0 where nothing is found, 3 where something is, and 1 where
    something is wrong.
    """
    from flashgen.check import findings, spelling
    from flashgen.cli.project import load_edits, make_plan, settings
    from flashgen.notes import lost_images
    from flashgen.writers import findings as writer

    config, problems = settings(paths)
    plan = make_plan(paths, config, problems, int(time.time()))
    lost = [problem for document in plan.documents for problem in lost_images(document, config)]
    report(problem for problem in plan.problems if problem not in lost)
    corrections = spelling.corrections()
    found = findings(plan.documents, plan.accounts, lost, corrections, config.rules_off)
    right = load_edits(config).right
    if accepted:
        _accept(config, found, right, accepted)
        return
    left = [finding for finding in found if finding.key not in right]
    if form == "json":
        click.echo(writer.dumps(left).encode(errors="replace"), nl=False)
    else:
        say(writer.text(left, paint), nl=False)
        say(writer.summary(left, len(found) - len(left)))
    if corrections is None:
        say(spelling.MISSING, err=True)
    if error := exit_status(plan.problems):
        sys.exit(error)
    sys.exit(FOUND if left else 0)


def _accept(config: Config, found: Sequence[Finding], right: frozenset[str], names: Sequence[str]) -> None:
    """Write into edits.yaml that these findings are right. Raises FlashgenError, and then nothing is written."""
    from flashgen.cli import verdicts
    from flashgen.cli.project import alone, shown_edits
    from flashgen.edits import entries
    from flashgen.edits.load import RIGHT

    verdicts.project_of(config)
    chosen = [_named(found, config, name) for name in names]
    values = {finding.key: finding.message for finding in chosen if finding.key not in right}

    def put(text: str) -> str:
        return entries.changed(text, shown_edits(config), RIGHT, values, "what flashgen check is not to tell again")

    with alone(config):
        verdicts.save_step(config, f"check --accept {' '.join(names)}", put)
    for finding in chosen:
        say(f"taken as right: {finding.message}")


def _named(found: Sequence[Finding], config: Config, name: str) -> Finding:
    from pathlib import Path

    from flashgen.cli.places import relative
    from flashgen.model import FlashgenError

    path, _, line = name.rpartition(":")
    place = (relative(Path(path), config.root), line) if path else ("", "")
    fit = {f.key: f for f in found if f.key == name or (f.path, str(f.line)) == place}
    if not fit:
        raise FlashgenError(f"nothing is found at {name}; `flashgen check` shows what is, each with its key")
    if len(fit) > 1:
        several = ", ".join(f"{key} ({finding.message})" for key, finding in fit.items())
        raise FlashgenError(f"{name} may be {len(fit)} findings; name one of them: {several}")
    return next(iter(fit.values()))
