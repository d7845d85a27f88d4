"""``flashgen edit``: a card in the person's own words."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from flashgen.cli.shell import one_line_errors, say
from flashgen.model import FlashgenError, Note

if TYPE_CHECKING:
    from flashgen.cli.verdicts import Desk

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
    from flashgen.edits.fields import sides, unnumbered

    # no other command waits for the editor: what comes out of it is checked against the project as it is then
    with verdicts.desk() as desk:
        note = verdicts.find(desk.plan, desk.config, card)
        shown = _shown(desk, note)
    text = click.edit(sheet.sheet(shown), extension=".md")
    if text is None:
        say(f"unchanged: {note.front}")
        return
    try:
        said = sheet.read(text, tuple(shown))
        with verdicts.desk() as desk:
            note = verdicts.find(desk.plan, desk.config, note.guid)
            made = verdicts.own(note)
            own = sides(made.form, made.fields)
            if not own.keys() == shown.keys():
                raise FlashgenError("its notes were changed meanwhile; edit it again")
            reworded = {key: None if unnumbered(said[key]) == unnumbered(own[key]) else said[key] for key in own}
            is_own = not any(reworded.values())
            values: verdicts.Values = {**reworded, "source": None if is_own else own}
            changed = verdicts.write(desk, f"edit {card}", [(note, values)])
    except FlashgenError as error:
        (own_folder(desk.config.root) / _DRAFT).write_text(text, encoding="utf-8")
        place = (PurePosixPath(desk.config.file).parent / OWN_FOLDER / _DRAFT).as_posix()
        raise FlashgenError(f"{error.problem.message}; nothing was changed, what you wrote is in {place}") from None
    say(f"{'reworded' if changed and not is_own else 'as flashgen words it' if changed else 'unchanged'}: {note.front}")


def _shown(desk: Desk, note: Note) -> dict[str, str]:
    """The sides to edit: in the person's words where they have some, else in flashgen's."""
    from flashgen.edits.fields import sides

    edit = desk.edit(note)
    return sides(note.form, note.fields) | {key: side.source for key, side in edit.sides.items()}
