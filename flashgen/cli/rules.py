"""``flashgen rules``: what flashgen looks for in notes."""

from __future__ import annotations

import click

from flashgen.cli.shell import one_line_errors, paint, say


@click.command()
@one_line_errors
def rules() -> None:
    """Name each rule, what it finds, and an example.

    Rules are listed in order of precedence. The key rules_off of flashgen.yaml turns them off by name.
    """
    from flashgen.rules import RULES

    for index, rule in enumerate(RULES):
        say(("\n" if index else "") + paint("label", rule.name) + f": {rule.finds}")
        for line in rule.example.splitlines():
            say(f"    {line}".rstrip())
