"""``flashgen review``: the cards in the browser."""

from __future__ import annotations

import click

from flashgen.cli.shell import jobs_option, one_line_errors, report, say


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Serve at this port; by default at 7433 or any that is free."
)
@click.option(
    "--host", default="", metavar="ADDRESS", help="Serve other machines in your network, too, at this address."
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@jobs_option
@one_line_errors
def review(paths: tuple[str, ...], port: int | None, host: str, no_browser: bool, jobs: int) -> None:
    """Show the notes and their cards in the browser, and set right what is wrong with a key a card.

    PATH is a file or a folder of a project; without one, all of its notes are shown. What you decide is written into
    edits.yaml at once, as by accept, reject and edit; your notes are never touched. It ends with Ctrl-C.
    """
    from flashgen.cli.reviewing import Opened
    from flashgen.cli.voice import stage

    project = Opened(paths)
    seen = project.open(jobs)
    report(seen.plan.problems)
    with stage("Starting the page"):
        from flashgen.cli.drilling import Built
        from flashgen.review import server
        from flashgen.review.drills import Drills
        from flashgen.review.live import Live
        from flashgen.review.watching import watching

    def ready(url: str, opening: str) -> None:
        say(f"{project.name}: {url}\nCtrl-C ends", err=True)
        if host:
            say("whoever has this address can change your cards, and everybody on the way can read them", err=True)
            if host in ("0.0.0.0", "::"):  # noqa: S104  what was asked for
                say("on another device, write this computer's own address in the place of the first part", err=True)
        if not no_browser:
            _open(opening)

    parts = {"drill": Drills(Built(paths))}
    server.serve(Live(project, seen), ready, watching(project.places, project.matters), host, port, parts)


def _open(url: str) -> None:
    """Show the page in the person's browser, as soon as it comes up."""
    import threading
    import webbrowser

    # some browsers stay in the foreground until they are closed
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
