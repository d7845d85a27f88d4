"""From the paths of a command line to a plan: settings, standard input, progress, the project's ledger."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from flashgen import config, jobs, ledger, pipeline, sources
from flashgen.ask import answers
from flashgen.ask.values import Answers
from flashgen.cache import Cache
from flashgen.cli.lock import locked
from flashgen.cli.places import relative, shown
from flashgen.cli.shell import say
from flashgen.cli.voice import progress, stage, tracked
from flashgen.config import Config
from flashgen.edits.load import load
from flashgen.edits.values import FILE, Edits
from flashgen.learn import FILE as WEIGHTS
from flashgen.learn import file as weights
from flashgen.media import Images
from flashgen.memory import Memory, Recall
from flashgen.model import Document, FlashgenError, Ledger, Plan, Problem, Severity, Status
from flashgen.rules import RULES
from flashgen.sources.decode import decode
from flashgen.stamp import Read
from flashgen.store import default_folder
from flashgen.wording.moved import NO_MOVES, Moves

STDIN = "-"
_STDIN_NAME = "stdin"


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


def make_plan(
    paths: Sequence[str],
    found: Config,
    problems: Sequence[Problem],
    now: int,
    read: Read | None = None,
    workers: int = 0,
    memory: Memory | None = None,
) -> Plan:
    """The plan for the paths, with the project's ledger and edits if the notes are a project's.

    ``problems`` are those of the settings and come first in it; ``now`` is in seconds; in ``read`` is written down
    which notes were read; ``workers`` is how many processes read what is new, 0 for as many as is best; ``memory``
    keeps what came of each file, for who looks again.

    Raises FlashgenError where there is nothing to read and no problem says why, where the ledger or the edits cannot be
    read, and where some of the notes are the project's and some are not.
    """
    edits = load_edits(found)
    plan = plan_as_made(paths, found, problems, edits, read, workers, memory)
    if not plan.ledger:
        return plan
    with stage("Comparing with the ledger"):
        return remember(plan, paths, found, now, edits)


def plan_as_made(
    paths: Sequence[str],
    found: Config,
    problems: Sequence[Problem],
    edits: Edits,
    read: Read | None = None,
    workers: int = 0,
    memory: Memory | None = None,
) -> Plan:
    """The plan as flashgen makes it of the notes, with the project's ledger still as it is; raises like make_plan.

    ``memory`` keeps what came of each file, for who looks again.
    """
    moves, odd = load_weights(found)
    with jobs.place(default_folder(), workers) as folder:
        if folder and paths != (STDIN,):
            with progress("Reading new notes") as show:
                jobs.fill(folder, [path for path in paths if path != STDIN], found, workers, show, moves)
        cache = Cache(folder, found.rules_off, moves)
        recall = memory.over(cache) if memory else cache
        return _made(paths, found, [*problems, *odd], edits, read or Read(), recall, memory or Memory())


def _made(
    paths: Sequence[str],
    found: Config,
    problems: Sequence[Problem],
    edits: Edits,
    read: Read,
    cache: Cache | Recall,
    memory: Memory,
) -> Plan:
    documents: tuple[Document, ...] = ()
    told = list(problems)
    files = [path for path in paths if path != STDIN]
    plan = partial(
        pipeline.plan_documents,
        track=partial(tracked, name="Making cards"),
        extractor=cache.extract,
        images=partial(Images, note=read.images.append),
        assembler=cache.assemble,
    )
    if files or not paths:
        documents, troubles = sources.read(
            files, found, read.noted(cache.open_document), partial(tracked, name="Reading notes")
        )
        told.extend(troubles)
    if STDIN in paths:
        decoded = decode(sys.stdin.buffer.read(), _STDIN_NAME)
        piped, troubles = sources.parse(decoded.text, _STDIN_NAME)
        documents = (*documents, piped)
        told.extend([decoded.problem] if decoded.problem else [])
        told.extend(troubles)
    if not (documents or told or edits.cards):
        raise FlashgenError("no notes found; name a file or folder that holds notes")
    own = [document for document in documents if _is_own(document, found)]
    if not found.file or (documents and not own):
        return plan(documents, told, found)
    if len(own) < len(documents):
        stranger = next(document.path for document in documents if not _is_own(document, found))
        raise FlashgenError(f"is not in the project of {found.file}, and others are; name them apart", stranger)
    by_hand = edits if _is_below(FILE, _asked(paths, found)) else Edits()
    known = load_ledger(found, memory)
    answers = _beside(load_answers(found), known)
    of = (documents, told, found, by_hand.cards, answers, cache.finding)
    made = memory.plan(of, read.images, lambda: plan(documents, told, found, edits=by_hand, answers=answers))
    return replace(made, ledger=known)


def remember(plan: Plan, paths: Sequence[str], found: Config, now: int, edits: Edits) -> Plan:
    """The plan with what its ledger knows of its notes, and with these edits on them."""
    return pipeline.remember(plan, plan.ledger or Ledger(), now, _scope(paths, found, plan), edits)


def load_edits(found: Config) -> Edits:
    """What the project's edits.yaml says; nothing outside a project. Raises FlashgenError."""
    return load(edits_file(found), shown_edits(found)) if found.file else Edits()


def load_weights(found: Config) -> tuple[Moves, tuple[Problem, ...]]:
    """The weights that the project learned, and what is odd about their file; none outside a project."""
    return weights.load(weights_file(found), shown(found, WEIGHTS)) if found.file else (NO_MOVES, ())


def weights_file(found: Config) -> Path:
    """Where the project's own weights are."""
    return found.root / WEIGHTS


def edits_file(found: Config) -> Path:
    """Where the project's edits are."""
    return found.root / FILE


def shown_edits(found: Config) -> str:
    """The edits' file as messages name it."""
    return shown(found, FILE)


def _beside(given: Answers, known: Ledger) -> Answers:
    """The answers, with what is in the deck already."""
    shipped = (entry for entry in known.entries if entry.status is Status.EMIT) if given.all else ()
    return replace(given, in_deck=frozenset((o.evidence, o.rule) for entry in shipped for o in entry.origins))


def load_answers(found: Config) -> Answers:
    """What a language model said of the project's notes. Raises FlashgenError."""
    known = answers.load(found.root / answers.FILE, shown(found, answers.FILE))
    return replace(known, model=found.model.name)


def ledger_file(found: Config) -> Path:
    """Where the project's ledger is."""
    return found.root / ledger.FILE


def shown_ledger(found: Config) -> str:
    """The ledger as messages name it."""
    return shown(found, ledger.FILE)


def load_ledger(found: Config, memory: Memory) -> Ledger:
    """The project's ledger; what has not changed is not read again. Raises FlashgenError."""
    file = ledger_file(found)
    try:
        data = file.read_bytes()
    except OSError:
        return ledger.load(file, shown_ledger(found))
    return memory.once("ledger", data, lambda: ledger.load(file, shown_ledger(found)))


def save_ledger(known: Ledger, found: Config) -> str:
    """Write the project's ledger, and say where an older flashgen's is kept; its digest. Raises FlashgenError."""
    shown = shown_ledger(found)
    saved = ledger.save(known, ledger_file(found), shown)
    if saved.copy:
        say(f"{shown}: upgraded; the one of an older flashgen is kept as {saved.copy.name}", err=True)
    return saved.digest


def alone(found: Config) -> AbstractContextManager[None]:
    """Keep other builds of the project waiting, if the settings are a project's; see ``locked``."""
    return locked(found.root) if found.file else nullcontext()


def _is_own(document: Document, found: Config) -> bool:
    """Whether a document lies in the project."""
    return bool(document.file) and Path(document.file).is_relative_to(found.root)


def _scope(paths: Sequence[str], found: Config, plan: Plan) -> Callable[[str], bool]:
    """Whether a file was read or is gone: not, if it was not asked for or could not be read."""
    asked = _asked(paths, found)
    read = {document.path for document in plan.documents}
    failed = [problem.path for problem in plan.problems if problem.severity is Severity.ERROR]

    def in_scope(path: str) -> bool:
        return path in read or (_is_below(path, asked) and not _is_below(path, failed))

    return in_scope


def _asked(paths: Sequence[str], found: Config) -> list[str]:
    return [relative(Path(path), found.root) for path in paths] or [""]


def _is_below(path: str, places: Iterable[str]) -> bool:
    return any(not place or path == place or path.startswith(f"{place}/") for place in places)
