"""How a command speaks while it works: quietly, at length, in JSON, with a bar where a person has to wait."""

from __future__ import annotations

import functools
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import click

R = TypeVar("R")
T = TypeVar("T")

PATIENCE = 1.0
"""Seconds of silence before a person on a terminal is shown what goes on."""
_META = "flashgen.voice"


@dataclass(slots=True)
class Voice:
    """What the person wants to hear, and what there is to tell."""

    quiet: bool = False
    verbose: bool = False
    log_json: bool = False
    started: float = field(default_factory=time.monotonic)
    stages: list[tuple[str, float]] = field(default_factory=list)
    """What was done so far and the seconds it took."""
    done: list[str] = field(default_factory=list)
    """What was changed on disk, for who stops it half way."""
    is_hidden: bool = False
    """The screen is a dialogue's: nothing is shown on it of the work."""

    def is_watched(self) -> bool:
        """Whether a person sits before a terminal, has waited long enough, and wants to see something."""
        is_late = time.monotonic() - self.started >= PATIENCE
        return is_late and not (self.quiet or self.log_json or self.is_hidden) and sys.stderr.isatty()

    def event(self, name: str, **facts: object) -> None:
        """A line of JSON on stderr, where they are wanted."""
        if self.log_json:
            click.echo(json.dumps({"event": name, **facts}, ensure_ascii=False), err=True)


def voice() -> Voice:
    """The voice of the command that runs."""
    context = click.get_current_context(silent=True)
    if context is None:
        return Voice()
    found: Voice = context.meta.setdefault(_META, Voice())
    return found


def spoken(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command --quiet, --verbose and --log-json."""

    @click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
    @click.option("-v", "--verbose", is_flag=True, help="Say where the time went.")
    @click.option("--log-json", is_flag=True, help="Say what happens as JSON, a line each, on stderr.")
    @functools.wraps(command)
    def run(quiet: bool, verbose: bool, log_json: bool, **arguments: object) -> R:
        own = voice()
        own.quiet, own.verbose, own.log_json = quiet, verbose, log_json
        try:
            return command(**arguments)
        finally:
            _tell_time(own)

    return run


@contextmanager
def stage(name: str) -> Iterator[None]:
    """A part of the work; what it is called is shown where a person waits, and with -v how long it took."""
    own, start = voice(), time.monotonic()
    shown = f"{name} ..." if own.is_watched() else ""
    if shown:
        click.echo(f"\r{shown}", nl=False, err=True)
    try:
        yield
    finally:
        if shown:
            click.echo(f"\r{' ' * len(shown)}\r", nl=False, err=True)
        own.stages.append((name, time.monotonic() - start))


def tracked(items: Sequence[T], name: str) -> Iterator[T]:
    """The items one by one, with a bar that tells how many are left."""
    with stage(name), _bar(name) as show:
        for number, item in enumerate(items):
            show(number, len(items))
            yield item


@contextmanager
def progress(name: str) -> Iterator[Callable[[int, int], None]]:
    """Something to tell how much of how much is done."""
    with stage(name), _bar(name) as show:
        yield show


@contextmanager
def hidden() -> Iterator[None]:
    """Nothing is shown of the work meanwhile, however long it takes."""
    own = voice()
    own.is_hidden = True
    try:
        yield
    finally:
        own.is_hidden = False


@contextmanager
def _bar(name: str) -> Iterator[Callable[[int, int], None]]:
    own, last = voice(), time.monotonic()
    bar: click._termui_impl.ProgressBar[int] | None = None

    def show(done: int, of: int) -> None:
        nonlocal bar, last
        if bar is None and own.is_watched():
            bar = click.progressbar(length=of, label=name, file=sys.stderr)
            bar.render_progress()
        if bar:
            bar.update(done - bar.pos)
        elif own.log_json and time.monotonic() - last >= PATIENCE:
            last = time.monotonic()
            own.event("progress", doing=name, done=done, of=of)

    try:
        yield show
    finally:
        if bar:
            bar.render_finish()


def _tell_time(own: Voice) -> None:
    total = time.monotonic() - own.started
    own.event("finished", seconds=round(total, 3), stages={name: round(taken, 3) for name, taken in own.stages})
    if own.verbose and not own.log_json:
        rest = total - sum(taken for _, taken in own.stages)
        for name, taken in [*own.stages, ("Everything else", rest), ("In all", total)]:
            click.echo(f"{taken:8.2f} s  {name.lower()}", err=True)
