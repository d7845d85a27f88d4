"""``flashgen edit``: a card in the person's own words."""

from __future__ import annotations

from pathlib import PurePosixPath

import click

from flashgen.cli.shell import one_line_errors, say
from flashgen.model import FlashgenError

_DRAFT = "edit.md"


@click.command()
@click.argument("card", metavar="CARD")
@one_line_errors
def edit(card: str) -> None:
    """Reword a card in your editor: that of $VISUAL or $EDITOR.

    CARD is a guid, the beginning of one, or FILE:LINE; flashgen preview --guid shows the guids. Your wording stays,
    also when the notes change; make a side what flashgen makes it, and it follows the notes again. A held card that
    you reword goes into the deck.
    """
    from flashgen.cli import verdicts
    from flashgen.disk import OWN_FOLDER, own_folder
    from flashgen.edits import sheet
    from flashgen.edits.verdicts import reworded, shown

    # no other command waits for the editor: what comes out of it is checked against the project as it is then
    with verdicts.desk() as desk:
        note = verdicts.find(desk.plan, desk.config, card)
        before = shown(note, desk.edit(note))
    text = click.edit(sheet.sheet(before), extension=".md")
    if text is None:
        say(f"unchanged: {note.front}")
        return
    try:
        said = sheet.read(text, tuple(before))
        with verdicts.desk() as desk:
            note = verdicts.find(desk.plan, desk.config, note.guid)
            values = reworded(note, said)
            is_own = values["source"] is None
            changed = verdicts.write(desk, f"edit {card}", [(note, values)])
    except FlashgenError as error:
        (own_folder(desk.config.root) / _DRAFT).write_text(text, encoding="utf-8")
        place = (PurePosixPath(desk.config.file).parent / OWN_FOLDER / _DRAFT).as_posix()
        raise FlashgenError(f"{error.problem.message}; nothing was changed, what you wrote is in {place}") from None
    say(f"{'reworded' if changed and not is_own else 'as flashgen words it' if changed else 'unchanged'}: {note.front}")
