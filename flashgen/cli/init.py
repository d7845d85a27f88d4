"""``flashgen init``: a flashgen.yaml to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from flashgen.cli.shell import one_line_errors, say
from flashgen.model import FlashgenError


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@one_line_errors
def init(folder: Path) -> None:
    """Write a commented flashgen.yaml into DIR, by default this folder.

    A flashgen.yaml that is there already is left alone.
    """
    from flashgen.config import FILE
    from flashgen.template import TEMPLATE

    file = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(TEMPLATE)
    except FileExistsError:
        raise FlashgenError("is there already; edit it, or take it away first", file.as_posix()) from None
    except OSError as error:
        raise FlashgenError(f"cannot be written: {error.strerror}", file.as_posix()) from error
    say(f"wrote {file.as_posix()}; every setting is in it, with its default")
