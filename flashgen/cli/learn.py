"""``flashgen learn``: the person's verdicts teach how likely a card is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from flashgen.cli.shell import one_line_errors, report, say
from flashgen.cli.voice import spoken, stage

if TYPE_CHECKING:
    from flashgen.cli.verdicts import Desk
    from flashgen.learn.fit import Check, Measure
    from flashgen.learn.verdicts import Told


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be learned, and write nothing.")
@click.option("--forget", is_flag=True, help="Take back what was learned.")
@spoken
@one_line_errors
def learn(dry_run: bool, forget: bool) -> None:
    """Learn from your verdicts which cards you keep, if that turns out to help.

    The weights by which flashgen tells how likely a card is kept are moved towards what you accepted, rejected and
    reworded in this project. Each file is then left out in turn, and its cards are judged by what the others teach:
    only if that is better than before the weights are used. They are kept in weights.json beside flashgen.yaml.
    """
    if dry_run and forget:
        raise click.UsageError("--forget goes without --dry-run.")
    from flashgen.cli import verdicts
    from flashgen.cli.project import load_weights

    if forget:
        _forget()
        return
    with verdicts.desk() as desk:
        report(load_weights(desk.config)[1])
        _learn(desk, dry_run)


def _forget() -> None:
    from flashgen.cli import verdicts
    from flashgen.cli.places import shown
    from flashgen.cli.project import alone, weights_file
    from flashgen.learn import FILE, file
    from flashgen.model import FlashgenError

    config, _ = verdicts.project()
    with alone(config):
        if not weights_file(config).exists():
            raise FlashgenError("there is nothing to forget")
        file.save(None, weights_file(config), shown(config, FILE))
    say(f"{shown(config, FILE)} is deleted: flashgen decides by the weights that it comes with")


def _learn(desk: Desk, dry_run: bool) -> None:
    from flashgen.cli.places import shown
    from flashgen.cli.project import weights_file
    from flashgen.learn import FILE, file, fit
    from flashgen.learn.verdicts import told

    config, name = desk.config, shown(desk.config, FILE)
    found = told(
        desk.made.notes, desk.plan.notes, desk.edits.by_guid, desk.made.documents, config.bar, config.rules_off
    )
    say(_counted(found))
    if found.count < fit.FEWEST:
        say(f"too few to learn from: {fit.FEWEST} are needed, {fit.FEWEST - found.count} more")
        return
    with stage("Learning"):
        checked, moves = fit.check(found.cards, config.bar), fit.fit(found.cards)
    say(_told(checked, config.bar))
    if not (moves and checked.helps(config.bar)):
        had = weights_file(config).exists()
        said = f"; {name} would be deleted" if dry_run else f"; {name} is deleted"
        if not dry_run:
            file.save(None, weights_file(config), name)
        say(f"this does not help, and is not used{said if had else ''}")
        return
    counts = {verdict.value: number for verdict, number in found.verdicts.items()}
    if not dry_run:
        file.save(file.dumps(moves, counts), weights_file(config), name)
    used = "would be written" if dry_run else "is written"
    say(f"this helps: {name} {used}, with {len(moves)} weights; `flashgen status` shows what the next build does")


def _counted(found: Told) -> str:
    """How many verdicts there are, and of what."""
    kinds = ", ".join(f"{number} {verdict.value}" for verdict, number in found.verdicts.items())
    files = len({card.path for card in found.cards if card.is_told})
    lines = [f"{_many(found.count, 'verdict')} on cards of {_many(files, 'file')}: {kinds}"]
    if found.passed:
        lines.append(f"{_many(found.passed, 'card')} of the same files passed over: they count as flashgen sees them")
    if found.gone:
        lines.append(f"left out: {_many(found.gone, 'verdict')} on cards that are gone from the notes")
    if found.other:
        what = "cards that flashgen did not word itself, or that something else than their chance speaks against"
        lines.append(f"left out: {_many(found.other, 'verdict')} on {what}")
    return "\n".join(lines)


def _told(checked: Check, bar: float) -> str:
    """What the check found, as a small table."""
    what = "files" if checked.by_file else "stretches of the notes"
    before, after = checked.before, checked.after
    rows = [
        ("", "before", "after"),
        ("log loss", f"{before.loss:.3f}", f"{after.loss:.3f}"),
        (f"kept at the bar of {bar:.2f}", _share(before), _share(after)),
    ]
    return "\n".join(
        [
            f"checked on {checked.parts} parts by {what}, each judged by what the others teach:",
            *(f"  {name:24}{old:>12}{new:>12}" for name, old, new in rows),
            f"  {checked.gain:.3f} won a verdict, all cards counted; standard error {checked.error:.3f}",
        ]
    )


def _share(measure: Measure) -> str:
    return f"{measure.kept:.0f} of {measure.above:.0f}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
