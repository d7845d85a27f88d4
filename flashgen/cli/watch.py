"""``flashgen watch``: a build on each save."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from flashgen.cli.build import finish, summary
from flashgen.cli.shell import one_line_errors, output_option, paint, report, say
from flashgen.cli.voice import voice
from flashgen.model import FlashgenError, Problem

_QUIET = 200
"""Milliseconds without a change after which files are read: editors write in pieces."""
_LONGEST = 2000
"""Milliseconds after which they are read all the same."""
_IDLE = 250
"""Milliseconds after which is looked whether something is to be tried again."""
_RETRIES = 8
_LOCKED = "cannot be read"
"""How a problem begins that may be over in a moment: another program holds the file, or is replacing it."""
_NEVER = frozenset({"build", "node_modules", "ledger.jsonl", "drill.sqlite3", "drill.sqlite3-journal"})
"""Names of which no change matters, besides hidden ones."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
@output_option
@one_line_errors
def watch(paths: tuple[str, ...], output: Path | None) -> None:
    """Build now, and again whenever a note is saved, until Ctrl-C.

    PATH is a file or a folder; without one, the notes of the project are watched. Each build says in one line what
    it did. What is wrong is told and waits for you to put it right; the packages stay as they were where nothing
    can be built.
    """
    import watchfiles

    places = _places(paths)
    ours = {output.resolve()} if output else set()
    roots = {place if place.is_dir() else place.parent for place in places}
    told: Sequence[Problem] = ()
    is_first, retries = True, _RETRIES
    say("watching; Ctrl-C ends", err=True)
    try:
        for saved in watchfiles.watch(
            *roots,
            watch_filter=_matters(places, ours),
            debounce=_LONGEST,
            step=_QUIET,
            rust_timeout=_IDLE,
            yield_on_timeout=True,
            recursive=any(place.is_dir() for place in places),
            ignore_permission_denied=True,
        ):
            # the first build waits for the watching to begin, so that no change falls between
            if saved or is_first:
                is_first, retries = False, _RETRIES
                said, told = _build(paths, output, ours)
                report(told)
                say(said, nl=False)
            elif retries and any(problem.message.startswith(_LOCKED) for problem in told):
                # no change may tell when it can be read again; what is broken waits for its next save
                retries -= 1
                said, problems = _build(paths, output, ours)
                if problems != told:
                    report(problems)
                    say(said, nl=False)
                told = problems
    except KeyboardInterrupt:
        pass  # that is how it ends


def _build(paths: Sequence[str], output: Path | None, ours: set[Path]) -> tuple[str, tuple[Problem, ...]]:
    """One build: what to say of it, empty where nothing could be built, and all that is wrong.

    Adds the folder of the packages to ``ours``.
    """
    from flashgen.cli.project import alone, make_plan, settings
    from flashgen.writers import changes

    now = time.time()
    voice().started = time.monotonic()  # what is waited for is this build
    problems: tuple[Problem, ...] = ()
    try:
        config, odd = settings(paths)
        folder = output or config.output_folder
        ours.add(folder.resolve())
        with alone(config):
            plan = make_plan(paths, config, odd, int(now), workers=1)
            problems = plan.problems
            written = finish(plan, config, folder)
            if not written:
                return "", problems
    except FlashgenError as error:
        return "", (*problems, error.problem)
    line = changes.summary(plan) if plan.ledger else summary(plan, written)
    clock = time.strftime("%H:%M:%S", time.localtime(now))
    return f"{changes.suggested(plan.suggestions, paint)}{clock}  {line}\n", problems


def _places(paths: Sequence[str]) -> frozenset[Path]:
    """The files and folders whose changes matter: those named, or the project's folder, and its settings.

    Raises FlashgenError where there is neither.
    """
    from flashgen import config
    from flashgen.cli.project import settings

    named = {Path(path).resolve() for path in paths}
    try:
        found, _ = settings(paths)
    except FlashgenError as error:
        broken = Path(error.problem.path).resolve()
        if broken.name != config.FILE:
            raise
        return frozenset(named | {broken} if named else {broken.parent})
    if not named:
        return frozenset({found.root.resolve()})
    return frozenset(named | {found.root.resolve() / config.FILE} if found.file else named)


def _matters(places: frozenset[Path], ours: set[Path]) -> Callable[[object, str], bool]:
    """Whether a change calls for a build; not, where it is in one of the folders ``ours``."""

    def matters(_: object, name: str) -> bool:
        path = Path(name)
        if path in places:
            return True
        if path.name.endswith("~") or any(path.is_relative_to(folder) for folder in ours):
            return False
        inside = (path.relative_to(place).parts for place in places if path.is_relative_to(place))
        return any(not any(part.startswith(".") or part in _NEVER for part in parts) for parts in inside)

    return matters
