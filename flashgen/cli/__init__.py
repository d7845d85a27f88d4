"""The command line: commands are added here and nothing else is done.

Importing this module imports click and little more; each command imports what it needs when it runs.
"""

from __future__ import annotations

import sys

import click

from flashgen import __version__
from flashgen.cli.accept import accept
from flashgen.cli.build import build
from flashgen.cli.check import check
from flashgen.cli.drill import drill
from flashgen.cli.edit import edit
from flashgen.cli.init import init
from flashgen.cli.preview import preview
from flashgen.cli.reject import reject
from flashgen.cli.relink import relink
from flashgen.cli.rules import rules
from flashgen.cli.stats import stats
from flashgen.cli.status import status
from flashgen.cli.undo import undo
from flashgen.cli.watch import watch

_COMPLETION = """\
To complete commands and paths with the Tab key, add this line to ~/.bashrc, or the same with zsh or fish for bash to
the file of those shells:

\b
  eval "$(_FLASHGEN_COMPLETE=bash_source flashgen)"
"""


@click.group(epilog=_COMPLETION, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="flashgen", message="%(prog)s %(version)s")
def main() -> None:
    """Turn plain reading notes into Anki decks.

    The notes need no card markup, and nothing leaves this machine.
    """
    for stream in (sys.stdout, sys.stderr):
        # what a terminal cannot show is shown as '?'
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")


for command in (
    build,
    watch,
    status,
    preview,
    check,
    accept,
    reject,
    edit,
    undo,
    relink,
    drill,
    stats,
    rules,
    init,
):
    main.add_command(command)
