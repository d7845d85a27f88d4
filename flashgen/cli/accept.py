"""``flashgen accept``: held cards go into the deck."""

from __future__ import annotations

import click

from flashgen.cli.shell import one_line_errors, say


@click.command()
@click.argument("cards", nargs=-1, required=True, metavar="CARD...")
@one_line_errors
def accept(cards: tuple[str, ...]) -> None:
    """Let held or rejected cards into the deck.

    CARD is a guid, the beginning of one, or FILE:LINE; flashgen preview --held --guid shows the guids. Of a card that
    you reworded, and whose notes changed since, it says that your wording is still right.
    """
    from flashgen.cli import verdicts
    from flashgen.edits.verdicts import Values, accepted
    from flashgen.model import Note, Status

    with verdicts.desk() as desk:
        changes: list[tuple[Note, Values]] = []
        for name in cards:
            note = verdicts.find(desk.plan, desk.config, name, lambda note: note.status is not Status.EMIT)
            if values := accepted(note, desk.edit(note)):
                changes.append((note, values))
            else:
                say(f"in the deck already: {note.front}")
        verdicts.write(desk, f"accept {' '.join(cards)}", changes)
        for note, _ in changes:
            say(f"accepted: {note.front}")
