"""What a build was made of and what came of it, so that the next one, if nothing changed, has nothing to do.

A build is a function of the settings, the notes with their images, the edits, the ledger, and flashgen itself. If all
of them are, byte for byte, what they were, and the packages are what the build left, then another build would keep
every note and write the same files. A stamp says so; wherever it could be wrong there is none, and the build is done.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from flashgen import store
from flashgen.ask import FILE as ANSWERS
from flashgen.config import FILE, Config
from flashgen.disk import digest, of_file
from flashgen.edits.values import FILE as EDITS
from flashgen.learn import FILE as WEIGHTS
from flashgen.media import Images, Lookup
from flashgen.model import Document, Meta, Problem, Severity
from flashgen.sources import Opened, Opener
from flashgen.sources.find import Found, find


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an unchanged build says."""

    files: tuple[tuple[str, int, int, int], ...]
    """Of each file its path, its cards, those held, and lines skipped."""
    cards: int
    held: int
    kept: int
    """Notes that are in the packages and not retired."""
    packages: tuple[str, ...]
    problems: tuple[Problem, ...]
    is_quiet: bool
    """``flashgen status`` has no note to show."""


@dataclass(slots=True)
class Read:
    """What a run read while it ran, written down by those who read it."""

    files: dict[tuple[str, str], str] = field(default_factory=dict)
    """The digest of each file of notes by its path and its place on disk."""
    images: list[Lookup] = field(default_factory=list)

    def noted(self, opener: Opener) -> Opener:
        """The opener of documents, who writes down what it opens."""

        def opened(data: bytes, path: str, file: str) -> Opened:
            self.files[path, file] = digest(data)
            return opener(data, path, file)

        return opened


@dataclass(frozen=True, slots=True)
class Place:
    """Which build is meant."""

    root: Path
    """The folder of flashgen.yaml."""
    paths: tuple[str, ...]
    """As the person named them, from the folder they are in."""
    odd: tuple[Problem, ...] = ()
    """What is odd about where the settings are."""

    def by_hand(self) -> dict[str, str]:
        """Digests of what people and models wrote beside the notes, and of what was learned of it. Raises OSError."""
        return {name: of_file(self.root / name) for name in (FILE, EDITS, ANSWERS, WEIGHTS)}

    def key(self) -> str:
        """What the stamp is saved under."""
        return digest(repr((str(self.root), str(Path.cwd()), self.paths, self.odd)).encode(errors="surrogatepass"))


@dataclass(frozen=True, slots=True)
class Left:
    """Digests of what a build left."""

    ledger: str
    folder: str
    """Of the packages, absolute."""
    packages: Mapping[str, str]
    """By name."""


def save(
    cache: Path, place: Place, config: Config, by_hand: Mapping[str, str], read: Read, left: Left, outcome: Outcome
) -> None:
    """Remember a build; nothing where something is not what it was when the build began, or cannot be told.

    ``cache`` is the folder to remember it in, ``by_hand`` is that of the place before the build.
    """
    version = store.version()
    if not version or any(problem.severity is Severity.ERROR for problem in outcome.problems):
        return
    with suppress(Exception):  # a full disk, say: the next build is no faster, that is all
        found, troubles = find(place.paths, config)
        is_same = {(entry.path, str(entry.file)) for entry in found} == read.files.keys()
        if is_same and set(troubles) <= set(outcome.problems) and place.by_hand() == by_hand:
            row = {
                "version": version.hex(),
                "config": _row(config),
                "by_hand": by_hand,
                "files": _digest(found, troubles, read.files),
                "images": [_lookup_row(lookup) for lookup in dict.fromkeys(read.images)],
                "left": asdict(left),
                "outcome": asdict(outcome),
            }
            store.save(cache, place.key(), json.dumps(row).encode())


def load(cache: Path, place: Place, ledger: str, with_packages: bool, output: Path | None = None) -> Outcome | None:
    """What the build at a place would say if it has nothing to do; None where it has, or that cannot be told.

    ``ledger`` is the name of the ledger's file. ``output`` is where the person wants the packages, None where
    flashgen.yaml says it; for ``flashgen status`` they do not matter.
    """
    version = store.version()
    with suppress(Exception):  # whatever is odd, the build finds out
        row = json.loads(store.load(cache, place.key()) or "{}")
        if version and row and row["version"] == version.hex() and row["by_hand"] == place.by_hand():
            config, left = _config(row["config"], place.root), Left(**row["left"])
            is_left = of_file(place.root / ledger) == left.ledger
            if with_packages:
                folder = output or config.output_folder
                is_left = is_left and str(folder.absolute()) == left.folder
                is_left = is_left and all(of_file(folder / name) == was for name, was in left.packages.items())
            if is_left and _is_read(row, place, config) and all(map(_is_found, row["images"])):
                return _outcome(row["outcome"])
    return None


def _is_read(row: Mapping[str, Any], place: Place, config: Config) -> bool:
    """Whether the same files would be read, and hold the same."""
    found, troubles = find(place.paths, config)
    files = {(entry.path, str(entry.file)): of_file(entry.file) for entry in found}
    return _digest(found, troubles, files) == str(row["files"])


def _digest(found: Sequence[Found], troubles: Sequence[Problem], files: Mapping[tuple[str, str], str]) -> str:
    rows = [(entry.path, str(entry.file), files[entry.path, str(entry.file)]) for entry in found]
    return digest(repr((rows, troubles)).encode(errors="surrogatepass"))


def _row(config: Config) -> dict[str, Any]:
    """The settings; of drills and models none, as they change no package, and none of what is read."""
    row = asdict(config) | {"root": "", "rules_off": sorted(config.rules_off)}
    return {key: value for key, value in row.items() if key not in ("drill", "model")}


def _config(row: Mapping[str, Any], root: Path) -> Config:
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    return Config(**{**row, **lists, "root": root, "rules_off": frozenset(row["rules_off"])})


def _lookup_row(lookup: Lookup) -> dict[str, Any]:
    return {**asdict(lookup), "root": str(lookup.root)}


def _is_found(row: Mapping[str, Any]) -> bool:
    """Whether an image is still what it was, or still not there."""
    document = Document(row["path"], row["file"], Meta(), (), 0, "")
    found = _images(Path(row["root"])).resolve(row["target"], document, row["line"])
    return bool((found if found is None else asdict(found)) == row["found"])


_images = functools.cache(Images)


def _outcome(row: Mapping[str, Any]) -> Outcome:
    problems = tuple(Problem(**{**each, "severity": Severity(each["severity"])}) for each in row["problems"])
    files = tuple((path, cards, held, skipped) for path, cards, held, skipped in row["files"])
    return Outcome(**{**row, "files": files, "packages": tuple(row["packages"]), "problems": problems})
