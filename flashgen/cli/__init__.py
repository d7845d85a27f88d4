"""The command line: commands are named here and nothing else is done.

Importing this module imports click and nothing more; a command's module is imported when the command is run.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module

# Hardly anything here is circular, so looking for it is time lost; done before click is imported, which counts too.
gc.set_threshold(100_000, 50, 100)

import click  # noqa: E402

from flashgen import __version__  # noqa: E402

COMMANDS = {
    "accept": "Let held or rejected cards into the deck.",
    "ask": "Ask a language model for the facts that no rule found, and take only what stands in the notes.",
    "build": "Make Anki packages from notes, one for each top-level deck.",
    "check": "Look for faults of the notes that would end up on cards.",
    "drill": "Ask cards in the terminal: the glossary's terms, in both directions, unless you choose others.",
    "edit": "Reword a card in your editor: that of $VISUAL or $EDITOR.",
    "init": "Write a commented flashgen.yaml into DIR, by default this folder.",
    "learn": "Learn from your verdicts which cards you keep, if that turns out to help.",
    "preview": "Show the cards of notes without building a deck.",
    "reject": "Keep cards out of the deck, also when their notes are edited.",
    "relink": "Let the note NEW go on with the history of the note OLD, which is gone from the notes.",
    "review": "Show the notes and their cards in the browser, and set right what is wrong with a key a card.",
    "rules": "Name each rule, what it finds, and an example.",
    "stats": "Show what the drills have come to: what is due when, how much is remembered, which terms are hardest.",
    "status": "Show what a build would do, note by note, and write nothing.",
    "undo": "Take back the last accept, reject or edit, and, said again, the one before it.",
    "watch": "Build now, and again whenever a note is saved, until Ctrl-C.",
}
"""Each command, in the module of its name, and the first sentence of its help, so that --help imports none of them."""

_COMPLETION = """\
To complete commands and paths with the Tab key, add this line to ~/.bashrc, or the same with zsh or fish for bash to
the file of those shells:

\b
  eval "$(_FLASHGEN_COMPLETE=bash_source flashgen)"
"""


class _Commands(click.Group):
    """Commands that are imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        room = formatter.width - 6 - max(map(len, COMMANDS))
        with formatter.section("Commands"):
            formatter.write_dl([(name, _short(name, room)) for name in self.list_commands(ctx)])


def _short(name: str, room: int) -> str:
    """The command's first sentence as click shortens it to the room that a line has."""
    return click.Command(name, help=COMMANDS[name]).get_short_help_str(room)


@click.group(cls=_Commands, epilog=_COMPLETION, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="flashgen", message="%(prog)s %(version)s")
def main() -> None:
    """Turn plain reading notes into Anki decks.

    The notes need no card markup, and nothing leaves this machine unless you name a language model to ask.
    """
    for stream in (sys.stdout, sys.stderr):
        # what a terminal cannot show is shown as '?'
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")
