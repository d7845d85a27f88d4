"""``flashgen reject``: cards that are never to be in the deck."""

from __future__ import annotations

import click

from flashgen.cli.shell import one_line_errors, say


@click.command()
@click.argument("cards", nargs=-1, required=True, metavar="CARD...")
@one_line_errors
def reject(cards: tuple[str, ...]) -> None:
    """Keep cards out of the deck, also when their notes are edited.

    CARD is a guid, the beginning of one, or FILE:LINE; flashgen preview --guid shows the guids. A card that is in
    Anki already is retired by the next build.
    """
    from flashgen.cli import verdicts
    from flashgen.edits.verdicts import Values, rejected
    from flashgen.model import Note, Status

    with verdicts.desk() as desk:
        changes: list[tuple[Note, Values]] = []
        for name in cards:
            note = verdicts.find(desk.plan, desk.config, name, lambda note: note.status is not Status.REJECTED)
            if values := rejected(note):
                changes.append((note, values))
            else:
                say(f"rejected already: {note.front}")
        verdicts.write(desk, f"reject {' '.join(cards)}", changes)
        for note, _ in changes:
            say(f"rejected: {note.front}")
