"""``flashgen ask``: a language model's help, held to the notes."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flashgen.cli.shell import counted, jobs_option, one_line_errors, report, say, status
from flashgen.cli.voice import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashgen.ask.exchange import Prompt
    from flashgen.config import Config


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option(
    "--export",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write one prompt a file into DIR, to paste into any chatbot.",
)
@click.option(
    "--import",
    "replies",
    type=click.Path(exists=True, path_type=Path),
    metavar="PLACE",
    help="Read what came back: a file, or a folder of files. Further files may follow it.",
)
@click.option(
    "--model",
    metavar="NAME",
    help="The model that answers; by default that of flashgen.yaml, for --import and --export 'by hand'.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="Ask no more than N prompts, what is worth most first."
)
@click.option("--estimate", is_flag=True, help="Say how many calls and tokens it would take, and do nothing.")
@click.option("--dry-run", is_flag=True, help="Say what would be asked or taken, and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Send without asking whether notes of this project may be sent.")
@jobs_option
@spoken
@one_line_errors
def ask(
    paths: tuple[str, ...],
    export: Path | None,
    replies: Path | None,
    model: str | None,
    limit: int | None,
    estimate: bool,
    dry_run: bool,
    yes: bool,
    jobs: int,
) -> None:
    """Ask a language model for the facts that no rule found, and take only what stands in the notes.

    PATH is a file or a folder; without one, the notes of the project are asked about. Asked about is what no card
    shows; never a file with `flashgen: private` in its front matter. The answers are kept in answers.jsonl beside
    flashgen.yaml, and the next build makes cards of them; a build itself asks nobody.

    Asked is the model that flashgen.yaml names under `model:`; without one nothing can be sent. The first time you are
    told what goes where, and asked whether it may. What came is kept at once: Ctrl-C stops, the same command goes on.

    Once it has answered, it is asked what is missing, and shown the cards of its answers, to keep, mend or drop each.

    Nothing is sent by --export and --import: you carry the prompts to any chatbot and its answers back.
    """  # fmt: skip
    if export and replies:
        raise click.UsageError("--export and --import are two steps; say one of them.")
    from flashgen.ask.pending import pending as still_to_ask
    from flashgen.ask.values import BY_HAND
    from flashgen.cli import by_endpoint, by_hand
    from flashgen.cli.project import alone, load_answers, make_plan, settings
    from flashgen.model import FlashgenError, Severity

    named = () if replies else paths
    config, problems = settings(named)
    if not config.file:
        raise FlashgenError("these notes are in no project, so no answer is kept; begin one with: flashgen init")
    plan = make_plan(named, config, problems, int(time.time()), workers=jobs)
    # images that are missing and the like are for a build to tell
    report(problem for problem in plan.problems if problem.severity is Severity.ERROR)
    is_by_hand = bool(export or replies or not config.model.endpoint)
    name = model or (BY_HAND if is_by_hand else config.model.name)
    config = replace(config, model=replace(config.model, name=name))
    known = load_answers(config)
    if replies:
        with alone(config):
            places = (replies, *map(Path, paths))
            sys.exit(max(by_hand.take(places, plan, known, config, name, dry_run), status(plan.problems)))
    # who asks by hand and names no model wants to ask nothing twice, whoever answered it
    whose = "" if is_by_hand and not model else name
    again = config.model.second_look
    pending = still_to_ask(plan, known, whose, again)[:limit]
    if not pending:
        say("nothing to ask: what is worth it is on cards, answered already, or private")
    elif estimate:
        _estimate(pending, config)
    elif export:
        by_hand.export(pending, export, config, dry_run)
    elif dry_run:
        by_hand.tell(pending)
        if not is_by_hand:
            by_endpoint.tell(pending, config)
    else:
        failed = by_endpoint.ask(lambda known: still_to_ask(plan, known, name, again), plan, config, limit, yes)
        sys.exit(max(failed, status(plan.problems)))
    sys.exit(status(plan.problems))


def _estimate(pending: Sequence[Prompt], config: Config) -> None:
    from flashgen.ask.estimate import estimate

    found = estimate(pending, config.model.second_look)
    cost = config.model.cost(found.tokens_in, found.tokens_out)
    say(
        f"{counted(found.calls, 'call')} about {counted(found.blocks, 'block')} of {counted(found.files, 'file')}: "
        f"{found.characters:,} characters, "
        f"about {found.tokens_in:,} tokens to the model and {found.tokens_out:,} back{f', {cost}' if cost else ''}"
    )
