"""What ``flashgen drill`` and ``flashgen stats`` share: the project's cards, its store, the clock."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flashgen import config
from flashgen.cli.places import LEDGER, relative, shown
from flashgen.cli.shell import report, say
from flashgen.cli.voice import hidden
from flashgen.config import Config
from flashgen.drill import deck, opening, store
from flashgen.drill.days import moment
from flashgen.drill.settings import Settings
from flashgen.drill.values import Card, Moment
from flashgen.model import FlashgenError

if TYPE_CHECKING:
    from flashgen.writers.scheduling import Schedule


@dataclass(frozen=True, slots=True)
class Project:
    """A project that was built."""

    config: Config
    cards: tuple[Card, ...]
    within: tuple[str, ...] = ()
    """Files and folders that are meant, as the ledger names them; empty for all."""

    @property
    def settings(self) -> Settings:
        """How its cards are asked."""
        return self.config.drill

    @property
    def store(self) -> tuple[Path, str]:
        """The store's file, and what messages call it."""
        return self.config.root / store.FILE, shown(self.config, store.FILE)

    def now(self) -> Moment:
        """The clock."""
        return moment(datetime.now().astimezone(), self.config.drill.rollover_hour)

    def places(self, paths: Sequence[str]) -> tuple[str, ...]:
        """Files and folders as the ledger names them. Raises FlashgenError for one that no card comes from."""
        known = {path for card in self.cards for path in card.paths}
        found = tuple(relative(Path(path), self.config.root) for path in paths)
        for path, place in zip(paths, found, strict=True):
            if place and not any(each == place or each.startswith(f"{place}/") for each in known):
                raise FlashgenError("no card of the last build comes from here; flashgen build makes cards", path)
        return found


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep Python from looking for garbage among thousands of new values; that takes as long as making them."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def project(paths: Sequence[str]) -> Project:
    """The project that the paths are in, or of this folder; it is built where it never was. Raises FlashgenError."""
    found, problems = config.load(Path(paths[0] if paths else "."), no_paths=not paths)
    if not found.file:
        raise FlashgenError(
            "answers are kept beside a flashgen.yaml, and there is none here; write one with: flashgen init"
        )
    report(problems)
    cards = deck.load(found.root / LEDGER, shown(found, LEDGER))
    if cards is None:
        _build(found)
        cards = deck.load(found.root / LEDGER, shown(found, LEDGER))
    return Project(found, cards or ())


@dataclass(slots=True)
class Built:
    """The project that the paths are in, as the last build left it, for who asks for it again and again."""

    paths: tuple[str, ...]
    _known: tuple[object, Project] | None = None

    def __call__(self) -> Project:
        """What is there now; read anew where the settings or the ledger are others. Raises FlashgenError."""
        found, _ = config.load(Path(self.paths[0] if self.paths else "."), no_paths=not self.paths)
        file = found.root / LEDGER
        # a ledger is put in the place of the one before, never written into
        stat = file.stat() if file.exists() else None
        state = found, stat and (stat.st_ino, stat.st_size, stat.st_mtime_ns)
        if not self._known or self._known[0] != state:
            cards = deck.load(file, shown(found, LEDGER))
            if cards is None:
                raise FlashgenError("nothing was built yet, and a drill asks the cards of the last build; build first")
            whole = Project(found, cards)
            self._known = state, replace(whole, within=tuple(filter(None, whole.places(self.paths))))
        return self._known[1]


def _build(found: Config) -> None:
    """Build the whole project, as ``flashgen build`` does."""
    from flashgen.cli.build import ship, summary
    from flashgen.cli.project import alone, make_plan

    say("nothing was built yet; building", err=True)
    with alone(found):
        plan = make_plan([str(found.root)], found, (), int(time.time()))
        report(plan.problems)
        say(summary(plan, ship(plan, found, found.output_folder)), err=True)


def schedule(found: Config) -> Schedule:
    """What was drilled in a project, for its packages. Raises FlashgenError where nothing was."""
    from flashgen.writers.scheduling import Schedule

    file, called = found.root / store.FILE, shown(found, store.FILE)
    if not found.file or not file.exists():
        raise FlashgenError("there is none, as nothing was drilled; build without --with-scheduling", called)
    with opening.opened(file, called, moment(datetime.now().astimezone(), found.drill.rollover_hour).day) as (
        opened,
        problem,
    ):
        report([problem] if problem else [])
        return Schedule(opened.memories(), opened.answers(), found.drill)


def source_of(found: Config) -> Callable[[Card], str]:
    """Tells where in the notes a card comes from, with the lines that say it."""
    told: dict[str, str] = {}

    def source(card: Card) -> str:
        if card.key.guid not in told:
            told[card.key.guid] = _source(found, card)
        return told[card.key.guid]

    return source


def _source(found: Config, card: Card) -> str:
    from flashgen.cli.project import make_plan
    from flashgen.drill.origin import origin
    from flashgen.drill.readable import face

    try:
        with hidden():
            plan = make_plan([str(found.root / card.paths[0])], found, (), int(time.time()))
    except FlashgenError:
        return f"{face(card).source} (the file is gone, or cannot be read)"
    return origin(plan, card)
