"""The settings of a project: flashgen.yaml and its defaults."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashgen.ask import settings as asking
from flashgen.drill import settings as drilling
from flashgen.model import Problem

if TYPE_CHECKING:
    from flashgen.yamlfile import Loaded, Place

FILE = "flashgen.yaml"
OTHER_FILE = "flashgen.yml"
"""A likely slip, worth a word."""
FOLDER = "cards_src"
"""Where a project's notes may stand apart from its decks; looked into when nobody names a path."""
KEYS = (
    "deck",
    "tags",
    "notes",
    "include",
    "exclude",
    "bar",
    "rules_off",
    "vault",
    "url",
    "output",
    drilling.SECTION,
    asking.SECTION,
)
INCLUDE = ("*.md", "*.markdown", "*.mdown", "*.txt", "*.text", "*.rst")


@dataclass(frozen=True, slots=True)
class Config:
    """What a project sets."""

    root: Path
    """Absolute: the folder of flashgen.yaml, or the current one where there is none."""
    file: str = ""
    """flashgen.yaml as problems name it; empty where there is none."""
    name: str = ""
    """Key ``deck``: the top-level deck; empty means that folders and files name the decks."""
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = (".",)
    """Files and folders, relative to ``root``, never outside it."""
    include: tuple[str, ...] = INCLUDE
    exclude: tuple[str, ...] = ()
    bar: float = 0.7
    """Confidence below which a note is held."""
    rules_off: frozenset[str] = frozenset()
    vault: str = ""
    url: str = ""
    """Where the notes are published; empty, or http or https, without a final slash."""
    output: str = "build"
    drill: drilling.Settings = drilling.DEFAULT
    model: asking.Settings = asking.DEFAULT

    @property
    def output_folder(self) -> Path:
        """Absolute: where packages go; beside a folder called cards_src, as that one holds sources only."""
        home = self.root.parent if self.root.name == FOLDER else self.root
        return (home / self.output).resolve()


def load(
    start: Path, rule_names: frozenset[str] | None = None, *, no_paths: bool = False
) -> tuple[Config, tuple[Problem, ...]]:
    """The settings that hold for ``start``, a file or folder, and what is odd about them.

    flashgen.yaml is looked for in that folder and those above it, up to one that holds ``.git``; with
    ``no_paths`` (the person named no path) also in the ``cards_src`` below. ``rule_names`` are what
    ``rules_off`` may name; None takes any name. Raises FlashgenError, with file and line, for broken YAML and
    for an unknown key, rule or value.
    """
    from flashgen.yamlfile import read

    root, problems = locate(start, no_paths=no_paths)
    if root:
        return _config(read(root / FILE, _shown(root / FILE)), root, rule_names), problems
    first = _first(start)
    return Config(first / FOLDER if no_paths and _has(first, FOLDER) else Path.cwd()), problems


def locate(start: Path, *, no_paths: bool = False) -> tuple[Path | None, tuple[Problem, ...]]:
    """The folder whose flashgen.yaml ``load`` would read, None where there is none, and what is odd about it."""
    problems: list[Problem] = []
    for folder in _folders(_first(start), no_paths):
        if _has(folder, FILE):
            return folder, tuple(problems)
        if _has(folder, OTHER_FILE):
            problems.append(Problem(_shown(folder / OTHER_FILE), 0, f"is not read; rename it {FILE}"))
    return None, tuple(problems)


def _first(start: Path) -> Path:
    return (start if _has(start, ".") else start.parent).resolve()


def _folders(first: Path, no_paths: bool) -> Iterator[Path]:
    """Where flashgen.yaml may be, the nearest first."""
    for folder in (first, *first.parents):
        yield folder
        if no_paths and folder == first:
            yield folder / FOLDER
        if _has(folder, ".git"):
            return


def _has(folder: Path, name: str) -> bool:
    """Whether there is such a file or folder; not, where one may not look."""
    try:
        return (folder / name).exists()
    except OSError:
        return False


def _shown(file: Path) -> str:
    """A file as problems name it: relative to the current folder where it is below that."""
    return (file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file).as_posix()


def _config(data: Loaded, root: Path, rule_names: frozenset[str] | None) -> Config:
    model = asking.settings(data)  # first, as it knows what to say of a key that is a secret
    for key in data.values:
        if key not in KEYS:
            raise data.error(f"unknown key {key!r}; the keys are {', '.join(KEYS)}", key)
    default = Config(root)
    return Config(
        root=root,
        file=data.path,
        name=_text(data, "deck"),
        tags=_tags(data),
        notes=_notes(data) or default.notes,
        include=tuple(value for value, _ in _texts(data, "include")) or default.include,
        exclude=tuple(value for value, _ in _texts(data, "exclude")),
        bar=_bar(data, default.bar),
        rules_off=_rules_off(data, rule_names),
        vault=_text(data, "vault"),
        url=_url(data),
        output=_text(data, "output") or default.output,
        drill=drilling.settings(data),
        model=model,
    )


def _text(data: Loaded, key: str) -> str:
    """One line of text; empty where the key is missing or has no value."""
    value = data.values.get(key)
    if isinstance(value, list | dict):
        raise data.error(f"{key!r} takes one text, not a list or a mapping", key)
    return " ".join((value or "").split())


def _texts(data: Loaded, key: str) -> tuple[tuple[str, Place], ...]:
    """The entries of a list, each with its place; one text is a list of one."""
    value = data.values.get(key)
    entries = value if isinstance(value, list) else [] if value is None else [value]
    found = []
    for index, entry in enumerate(entries):
        place: Place = (key, index) if isinstance(value, list) else (key,)
        if not isinstance(entry, str) or not entry.strip():
            raise data.error(f"{key!r} takes a list of texts, such as {key}: [one, two]", *place)
        found.append((entry.strip(), place))
    return tuple(found)


def _tags(data: Loaded) -> tuple[str, ...]:
    found = []
    for value, place in _texts(data, "tags"):
        tag = value.lstrip("#")
        if not tag or len(tag.split()) > 1:
            hint = "-".join(tag.split()) or "biology"
            raise data.error(f"{value!r} is not a tag; Anki's tags hold no spaces: {hint}", *place)
        found.append(tag)
    return tuple(found)


def _notes(data: Loaded) -> tuple[str, ...]:
    found = []
    for value, place in _texts(data, "notes"):
        path = Path(os.path.normpath(value))
        if path.is_absolute() or ".." in path.parts:
            message = f"{value!r} leads out of the folder of {FILE}; move {FILE} up, or the notes down"
            raise data.error(message, *place)
        found.append(path.as_posix())
    return tuple(found)


def _bar(data: Loaded, default: float) -> float:
    text = _text(data, "bar")
    try:
        bar = float(text or default)
    except ValueError:
        bar = -1.0
    if not 0 <= bar <= 1:
        raise data.error(f"'bar' takes a number from 0 to 1, such as {default}; not {text!r}", "bar")
    return bar


def _rules_off(data: Loaded, rule_names: frozenset[str] | None) -> frozenset[str]:
    named = _texts(data, "rules_off")
    for value, place in named:
        if rule_names is not None and value not in rule_names:
            raise data.error(f"unknown rule {value!r}; the rules are {', '.join(sorted(rule_names))}", *place)
    return frozenset(value for value, _ in named)


def _url(data: Loaded) -> str:
    url = _text(data, "url")
    if url and not url.lower().startswith(("http://", "https://")):
        raise data.error(f"'url' takes a web address that starts with https://; not {url!r}", "url")
    return url.rstrip("/")
