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
    from flashgen.edits.apply import outdated
    from flashgen.edits.fields import sides
    from flashgen.model import Note, Status

    with verdicts.desk() as desk:
        changes: list[tuple[Note, verdicts.Values]] = []
        for name in cards:
            note = verdicts.find(desk.plan, desk.config, name, lambda note: note.status is not Status.EMIT)
            edit = desk.edit(note)
            own = verdicts.own(note)
            if outdated(own, edit)[1]:
                changes.append((note, {"reject": None, "source": sides(own.form, own.fields)}))
            elif note.status is not Status.EMIT:
                changes.append((note, {"reject": None, "accept": None if edit.sides else True}))
            else:
                say(f"in the deck already: {note.front}")
        verdicts.write(desk, f"accept {' '.join(cards)}", changes)
        for note, _ in changes:
            say(f"accepted: {note.front}")
