"""``flashgen build``: notes to packages."""

from __future__ import annotations

import gc
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flashgen.cli.shell import jobs_option, one_line_errors, output_option, paint, report, say, status
from flashgen.cli.voice import spoken, stage, voice

if TYPE_CHECKING:
    from flashgen.config import Config
    from flashgen.model import Plan
    from flashgen.stamp import Outcome, Place
    from flashgen.writers.scheduling import Schedule

_NAMED = 5
"""Packages of which each is named."""
_BEFORE_COLLECTING = 5_000_000
"""Objects; ten thousand notes have a million."""
_UP_TO_DATE = "nothing new in"
"""Said of packages that a build found as it would write them."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(allow_dash=True))
@output_option
@click.option("--dry-run", is_flag=True, help="Say what would be made, and write nothing.")
@click.option("--yes", is_flag=True, help="Go on where a build would stop: much of a deck is gone from the notes.")
@click.option("--delta", is_flag=True, help="Write packages with only the notes that changed, too: NAME.delta.apkg.")
@click.option("--with-scheduling", is_flag=True, help="Put what was drilled into the packages, for a first import.")
@jobs_option
@spoken
@one_line_errors
def build(
    paths: tuple[str, ...],
    output: Path | None,
    dry_run: bool,
    yes: bool,
    delta: bool,
    with_scheduling: bool,
    jobs: int,
) -> None:
    """Make Anki packages from notes, one for each top-level deck.

    PATH is a file, a folder, or - for standard input; without one, the notes of the project are built: those of
    the flashgen.yaml here or above, or of cards_src/flashgen.yaml.

    What was built is remembered in ledger.jsonl beside flashgen.yaml, so that a card keeps its history in Anki when
    its notes are edited. The last line counts the notes that are + added, ~ changed, = kept and - retired since.
    """
    from flashgen.cli import again
    from flashgen.cli.lock import locked

    place = again.place(paths)
    # all that a build makes is in use until its end, and next to nothing of it circular
    gc.set_threshold(_BEFORE_COLLECTING)
    with locked(place.root) if place and not dry_run else nullcontext():
        # packages with a schedule are not those of a plain build
        is_plain = not (dry_run or with_scheduling)
        with stage("Looking for changes"):
            known = again.outcome(place, with_packages=True, output=output) if is_plain else None
        if known:
            _say_again(known)
            sys.exit(status(known.problems))
        _build(paths, output, dry_run, yes, delta, with_scheduling, jobs, place)


def _say_again(known: Outcome) -> None:
    """What a build says that has nothing to do."""
    from flashgen.writers import text

    report(known.problems)
    say(text.tallied(known.files, paint), nl=False)
    say(_summary(known.cards, known.held, [Path(name) for name in known.packages], _UP_TO_DATE))
    say(text.fates({"=": known.kept}, 0))


def _build(
    paths: tuple[str, ...],
    output: Path | None,
    dry_run: bool,
    yes: bool,
    delta: bool,
    with_scheduling: bool,
    jobs: int,
    place: Place | None,
) -> None:
    """Build; the project at ``place`` is kept from others already."""
    from flashgen import reconcile, stamp
    from flashgen.cli import again
    from flashgen.cli.project import alone, make_plan, settings
    from flashgen.writers import changes, text

    by_hand, read = again.by_hand(place), stamp.Read()
    config, problems = settings(paths)
    is_alone = dry_run or (place is not None and place.root == config.root)
    with nullcontext() if is_alone else alone(config):
        plan = make_plan(paths, config, problems, int(time.time()), read, jobs)
        report(plan.problems)
        if not yes:
            reconcile.guard(plan)
        if not (plan.documents or plan.changes):
            sys.exit(1)  # the problems say why
        say(text.tallied(text.tally(plan), paint), nl=False)
        folder = output or config.output_folder
        drilled = _drilled(config) if with_scheduling else None
        shipped = ship(plan, config, folder, dry_run, delta, drilled)
        if not (dry_run or drilled):
            again.remember(place, config, by_hand, read, plan, shipped, folder)
    say(summary(plan, shipped, dry_run))
    if plan.ledger:
        say(changes.suggested(plan.suggestions, paint), nl=False)
        say(changes.summary(plan))
    sys.exit(status(plan.problems))


def _drilled(config: Config) -> Schedule:
    from flashgen.cli.drilling import schedule

    return schedule(config)


@dataclass(frozen=True, slots=True)
class Shipped:
    """What a build wrote, or would write."""

    packages: tuple[Path, ...]
    digests: tuple[str, ...] = ()
    """Of the packages."""
    ledger: str = ""
    """Digest of the ledger."""
    is_new: bool = True
    """A package was not on disk as it is now."""


def ship(
    plan: Plan,
    config: Config,
    folder: Path,
    dry_run: bool = False,
    delta: bool = False,
    schedule: Schedule | None = None,
) -> Shipped:
    """Save the ledger and write the packages, with ``delta`` also those of what changed. Raises FlashgenError."""
    from flashgen.cli.project import save_ledger
    from flashgen.writers import apkg

    notes = plan.shipped
    apkg.check(notes)
    if dry_run:
        names = apkg.file_names(dict.fromkeys(note.deck.split("::")[0] for note in notes))
        return Shipped(tuple(folder / name for name in names.values()))
    saved = ""
    if plan.ledger:
        # first, so that a build that ends half way is taken up by the next
        with stage("Saving the ledger"):
            saved = save_ledger(plan.ledger, config)
        voice().done.append("the ledger is saved")
    changed = _changed(plan) if delta else ()
    with stage("Writing packages"):
        packages = apkg.renew(notes, folder, plan.mods, changed, schedule) if notes else ()
    voice().done.append("the packages are written")
    return Shipped(
        tuple(package.path for package in packages),
        tuple(package.digest for package in packages),
        saved,
        any(package.is_new for package in packages),
    )


def finish(plan: Plan, config: Config, folder: Path, agreed: bool = False) -> Shipped | None:
    """Ship a plan without a word, None where there is nothing to ship; ``agreed`` is the command's ``--yes``.

    Raises FlashgenError, of which StoppedError asks for ``agreed``.
    """
    from flashgen.reconcile import guard

    if not agreed:
        guard(plan)
    return ship(plan, config, folder) if plan.documents or plan.changes else None


def _changed(plan: Plan) -> frozenset[str]:
    """The guids of the notes that this build makes anew in Anki."""
    from flashgen.model import Fate

    return frozenset(change.note.guid for change in plan.changes if change.fate not in (Fate.KEPT, Fate.HELD))


def summary(plan: Plan, shipped: Shipped, dry_run: bool = False) -> str:
    """How many cards there are in all, and in which packages."""
    counts = Counter(note.status.value for note in plan.notes for _ in note.cards)
    verb = "would write" if dry_run else "wrote" if shipped.is_new else _UP_TO_DATE
    return _summary(counts["emit"], counts["held"], shipped.packages, verb)


def _summary(cards: int, held: int, packages: Sequence[Path], verb: str) -> str:
    total = f"{cards} {'card' if cards == 1 else 'cards'}, {held} held"
    if not packages:
        return f"{total}: no package; flashgen preview --why tells what became of each line"
    named = ", ".join(map(_shown, packages))
    if len(packages) > _NAMED:
        named = f"{len(packages)} packages, {_shown(packages[0])} to {_shown(packages[-1])}"
    return f"{total}: {verb} {named}"


def _shown(path: Path) -> str:
    """The path from the current folder where it is below that."""
    absolute = path.absolute()
    return (absolute.relative_to(Path.cwd()) if absolute.is_relative_to(Path.cwd()) else path).as_posix()
