"""From the paths of a command line to a plan: settings, standard input, progress."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from flashgen import config, pipeline, sources
from flashgen.config import Config
from flashgen.model import Document, FlashgenError, Plan, Problem
from flashgen.rules import RULES
from flashgen.sources.decode import decode

STDIN = "-"
_STDIN_NAME = "stdin"
_LONG_RUN = 5_000
"""Lines of notes that take more than about a second."""


def settings(paths: Sequence[str]) -> tuple[Config, tuple[Problem, ...]]:
    """The settings of the project that the paths are in, or, without a path, of the one around this folder.

    Raises FlashgenError where the settings are broken, or no path is given and there is no project.
    """
    named = [path for path in paths if path != STDIN]
    rules = frozenset(rule.name for rule in RULES)
    found, problems = config.load(Path(named[0] if named else "."), rules, no_paths=not paths)
    if not paths and not found.file and found.root.name != config.FOLDER:
        raise FlashgenError("there is no flashgen.yaml here; name your notes, or write one with: flashgen init")
    return found, problems


def make_plan(paths: Sequence[str], found: Config, problems: Sequence[Problem]) -> Plan:
    """The plan for the paths; ``problems`` are those of the settings and come first in it.

    Raises FlashgenError where there is nothing to read and no problem says why.
    """
    documents: tuple[Document, ...] = ()
    told = list(problems)
    files = [path for path in paths if path != STDIN]
    if files or not paths:
        documents, troubles = sources.read(files, found)
        told.extend(troubles)
    if STDIN in paths:
        decoded = decode(sys.stdin.buffer.read(), _STDIN_NAME)
        piped, troubles = sources.parse(decoded.text, _STDIN_NAME)
        documents = (*documents, piped)
        told.extend([decoded.problem] if decoded.problem else [])
        told.extend(troubles)
    if not documents and not told:
        raise FlashgenError("no notes found; name a file or folder that holds notes")
    return pipeline.plan_documents(documents, told, found, _with_progress)


def _with_progress(documents: Sequence[Document]) -> Iterator[Document]:
    """The documents, with a bar on stderr where a person watches and has to wait."""
    if not sys.stderr.isatty() or sum(document.line_count for document in documents) < _LONG_RUN:
        yield from documents
        return
    with click.progressbar(documents, label="Making cards", file=sys.stderr) as bar:
        yield from bar
