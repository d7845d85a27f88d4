"""Which files to read: from the paths that a person names, or the project's, to files in a stable order."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from flashgen.config import FILE, Config
from flashgen.model import Problem, Severity
from flashgen.sources.globs import matcher

_NEVER = frozenset({"build", "node_modules", FILE, "edits.yaml", "ledger.jsonl", "answers.jsonl"})
"""Names that hold no notes, besides all hidden ones."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DIGITS = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read."""

    path: str
    """How cards, decks and problems name it; the same wherever flashgen is started."""
    file: Path
    """Where it is on disk, behind all symlinks."""


def find(paths: Sequence[str | os.PathLike[str]], config: Config) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    """The files at ``paths``, or at the project's ``notes`` where there are none, each once, and what is wrong.

    Paths come in the order given, files of a folder in the order of their paths, with numbers in order of size. A
    file that is named is taken whatever it is called; in folders ``include`` and ``exclude`` decide, hidden files
    are left out, and symlinks are followed unless they lead out of the notes' folder or in a circle.
    """
    found: dict[Path, Found] = {}
    problems: dict[Problem, None] = {}
    for result in _named(paths, config) if paths else _listed(config):
        if isinstance(result, Problem):
            problems[result] = None
        else:
            found.setdefault(result.file, result)
    return _told_apart(found.values()), tuple(problems)


def _named(paths: Iterable[str | os.PathLike[str]], config: Config) -> Iterator[Found | Problem]:
    """What a person asked for by name; it may lie anywhere."""
    root = config.root.resolve()
    for path in paths:
        given = os.fspath(path)
        mode = _mode(given, _shown(given), "check the spelling")
        if isinstance(mode, Problem):
            yield mode
            continue
        folder = stat.S_ISDIR(mode)
        place = Path(given).resolve() if folder else Path(given).parent.resolve() / Path(given).name
        own = place if folder else place.parent
        yield from _at(place, mode, root if config.file and place.is_relative_to(root) else own, config)


def _listed(config: Config) -> Iterator[Found | Problem]:
    """What ``notes`` in flashgen.yaml lists; it may not lie outside the project, not even behind a symlink."""
    root = config.root.resolve()
    for entry in config.notes:
        place = root / entry
        mode = _mode(str(place), entry, f"check 'notes' in {FILE}")
        if isinstance(mode, Problem):
            yield mode
        elif not place.resolve().is_relative_to(root):
            yield Problem(entry, 0, f"leads out of the folder of {FILE}; left out")
        else:
            yield from _at(place, mode, root, config)


def _mode(place: str, shown: str, advice: str) -> int | Problem:
    """The kind of a file, as ``stat`` gives it."""
    try:
        if place:  # an empty path would mean the current folder
            return Path(place).stat().st_mode
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ENOTDIR):
            return Problem(shown, 0, f"cannot be read ({error.strerror}); {advice}", Severity.ERROR)
    return Problem(shown, 0, f"no such file or folder; {advice}", Severity.ERROR)


def _at(place: Path, mode: int, bounds: Path, config: Config) -> Iterator[Found | Problem]:
    """The file, or the files below the folder, at a place within ``bounds``, which paths are relative to."""
    shown = _shown(place.relative_to(bounds).as_posix())
    if stat.S_ISREG(mode):
        yield Found(shown, place.resolve())
    elif stat.S_ISDIR(mode):
        results = list(_walk(place.resolve(), bounds, config))
        files: dict[Path, Found] = {}
        for result in results:
            if isinstance(result, Problem):
                yield result
            else:
                files.setdefault(result.file, result)
        yield from sorted(files.values(), key=_order)
        if not results:
            what = f"holds no notes; flashgen reads {', '.join(config.include)}"
            yield Problem(_shown(place.name) if shown == "." else shown, 0, what)
    else:
        yield Problem(shown, 0, "is a pipe or a device, not a file; copy what it gives to a file", Severity.ERROR)


def _walk(top: Path, bounds: Path, config: Config) -> Iterator[Found | Problem]:
    """The files below a folder in no special order, but those behind symlinks last."""
    wanted, unwanted = matcher(config.include), matcher(config.exclude)
    relative = _shown(top.relative_to(bounds).as_posix())
    folders = deque([(str(top), "" if relative == "." else f"{relative}/")])
    links: deque[tuple[str, str]] = deque()
    seen = {str(config.output_folder)} - {str(top)}
    while folders or links:
        if not folders:
            link, shown = links.popleft()
            target = _follow(link, shown, str(bounds), wanted)
            if isinstance(target, str):
                folders.append((target, f"{shown}/"))
            elif target:
                yield target
            continue
        folder, above = folders.popleft()
        if folder in seen:
            continue
        seen.add(folder)
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            what = f"cannot be read ({error.strerror}); check its permissions"
            yield Problem(above.rstrip("/") or _shown(top.name), 0, what, Severity.ERROR)
            continue
        for entry in entries:
            shown = above + _shown(entry.name)
            if entry.name.startswith(".") or entry.name in _NEVER or unwanted(shown):
                continue
            if entry.is_symlink():
                links.append((entry.path, shown))
            elif entry.is_dir():
                folders.append((entry.path, f"{shown}/"))
            elif wanted(shown):
                if entry.is_file():
                    yield Found(shown, Path(entry.path))
                else:
                    yield Problem(shown, 0, "is a pipe or a device, not a file; left out")


def _follow(link: str, shown: str, home: str, wanted: Callable[[str], bool]) -> Found | Problem | str | None:
    """The file that a symlink leads to, or the folder; None where it is no business of ours."""
    try:
        mode = Path(link).stat().st_mode
    except OSError as error:
        if error.errno == errno.ELOOP:
            return Problem(shown, 0, "is a symlink that leads in a circle; left out")
        return Problem(shown, 0, "is a symlink that leads nowhere; left out") if wanted(shown) else None
    target = Path(link).resolve()
    if not (stat.S_ISDIR(mode) or wanted(shown)):
        return None
    if not target.is_relative_to(home):
        return Problem(shown, 0, "is a symlink that leads out of the notes' folder; left out")
    if stat.S_ISREG(mode):
        return Found(shown, target)
    if not stat.S_ISDIR(mode):
        return Problem(shown, 0, "is a pipe or a device, not a file; left out")
    if Path(link).is_relative_to(target):
        return Problem(shown, 0, "is a symlink that leads in a circle; left out")
    return str(target)


def _told_apart(found: Iterable[Found]) -> tuple[Found, ...]:
    """The files, where two have one path with as many of the folders above as part them."""
    every = list(found)
    count = Counter(entry.path for entry in every)
    common = {path: os.path.commonpath([f.file for f in every if f.path == path]) for path in count if count[path] > 1}
    return tuple(
        replace(f, path=_shown(f.file.relative_to(common[f.path]).as_posix())) if f.path in common else f for f in every
    )


def _shown(path: str) -> str:
    """A path as it may stand in a deck or a message: UTF-8, composed letters, one line."""
    name = os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")
    return unicodedata.normalize("NFC", _CONTROL.sub("\ufffd", name))


def _order(found: Found) -> tuple[list[list[str | int]], str]:
    """By folder and name, a number by its value: chapter 2 stands before chapter 10."""
    parts = str(PurePosixPath(found.path).with_suffix("")).casefold().split("/")
    pieces = [[int(x) if i % 2 else x for i, x in enumerate(_DIGITS.split(part))] for part in parts]
    return pieces, found.path
