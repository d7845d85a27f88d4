"""The whole program on one page: files -> documents -> facts -> drafts -> notes, and with the ledger -> plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from flashgen import quality, sources
from flashgen.accounts import accounts
from flashgen.ask.values import Answers
from flashgen.config import Config
from flashgen.edits import written
from flashgen.edits.values import FILE, Edits
from flashgen.extract import Extract, extract, verdicts
from flashgen.language.words import words
from flashgen.media import Images
from flashgen.merge import merge
from flashgen.model import Document, Draft, Form, Ledger, Note, Plan, Problem, Severity, Status, fault
from flashgen.notes import Assembled, Verdict, assemble, notes_folder, without_shared_reverses
from flashgen.reconcile import reconcile
from flashgen.rules import FAULT

NO_EDITS = Edits()
NO_ANSWERS = Answers()

Track = Callable[[Sequence[Document]], Iterable[Document]]
"""Hands on the documents one by one, as a progress bar does."""
Extractor = Callable[[Document], Extract]
"""``extract``, or one that remembers."""
Assembler = Callable[[Document, Sequence[Draft], Sequence[Verdict], Config, Images], Assembled]
"""``assemble``, or one that remembers."""


def plan(paths: Sequence[Path], config: Config, track: Track = iter) -> Plan:
    """What a build of these files and folders will do. Reads files, writes none.

    Raises FlashgenError where nothing at all can be read.
    """
    documents, problems = sources.read(paths, config)
    return plan_documents(documents, problems, config, track)


def plan_documents(
    documents: Sequence[Document],
    problems: Sequence[Problem],
    config: Config,
    track: Track = iter,
    extractor: Extractor | None = None,
    edits: Edits = NO_EDITS,
    images: Callable[[Path], Images] = Images,
    assembler: Assembler = assemble,
    answers: Answers = NO_ANSWERS,
) -> Plan:
    """What a build of documents that are read already will do; ``problems`` are those of reading.

    ``images`` gives those of a folder. Of ``edits`` only the cards written by hand are used; the others need the
    ledger, see ``remember``. ``answers`` are what a language model said of these notes.
    """
    extractor = extractor or partial(extract, rules_off=config.rules_off)
    extracts: list[Extract] = []
    for document in track(documents):
        try:
            found = extractor(document)
            problems = [*problems, *_faults(document, found)]
            extracts.append(_answered(document, found, answers, config))
        except Exception as error:  # a fault of ours in one file must not cost the person the others
            what = f"flashgen could not read this file ({fault(error)}); left out, please report it"
            problems = [*problems, Problem(document.path, 0, what, Severity.ERROR)]
            extracts.append(Extract())
    images_of = cache(images)
    notes: list[Note] = []
    worded = without_shared_reverses([found.drafts for found in extracts])
    for document, found, drafts in zip(documents, extracts, worded, strict=True):
        folder = images_of(notes_folder(document, config))
        made, lost = assembler(document, drafts, verdicts(found, drafts), config, folder)
        notes.extend(made)
        problems = [*problems, *lost]
    by_hand, lost = written.notes(edits, config, images_of(config.root)) if edits.cards else ((), ())
    problems = [*problems, *lost]
    passed = {document.path: found.passed for document, found in zip(documents, extracts, strict=True)}
    merged = merge([*notes, *by_hand], documents)
    problems = [*problems, *_too_dense(documents, merged)]
    emitted = tuple(note for note in merged if note.status is Status.EMIT)
    return Plan(tuple(documents), merged, accounts(documents, merged, passed), tuple(problems), emitted, passed=passed)


def _answered(document: Document, found: Extract, answers: Answers, config: Config) -> Extract:
    """What a document says, with what a model said of it; most never asked one, and need not wait for what it takes."""
    if not answers.all:
        return found
    from flashgen.ask.join import join

    return join(document, found, answers, config.bar)


def _faults(document: Document, found: Extract) -> Iterator[Problem]:
    """The lines that a fault of ours cost."""
    for block, reason in found.passed:
        if reason.startswith(FAULT):
            yield Problem(document.path, block.start_line, f"{reason}; left out, please report it", Severity.ERROR)


def _too_dense(documents: Sequence[Document], notes: Sequence[Note]) -> Iterator[Problem]:
    """A warning for each file that is split too finely; its terms are not counted, a glossary is all terms."""
    count = Counter(n.sources[0].path for n in notes if n.status is Status.EMIT and n.form is not Form.TERM)
    for document in documents:
        if count[document.path] < quality.FEWEST_TOO_DENSE:
            continue
        size = sum(len(words(block.text.plain)) for block in document.walk())
        size += sum(len(words(cell.plain)) for block in document.walk() for cell in block.cells)
        if message := quality.density(count[document.path], size):
            yield Problem(document.path, 0, f"{message}; `flashgen preview` shows them")


def remember(plan: Plan, ledger: Ledger, now: int, in_scope: Callable[[str], bool], edits: Edits = NO_EDITS) -> Plan:
    """The plan with what the ledger knows of its notes, and with the person's edits on them.

    See ``reconcile`` for ``now`` and ``in_scope``. Raises FlashgenError for an edit that does not fit its card.
    """
    known = reconcile(plan.notes, ledger, now, in_scope, edits.by_guid)
    problems = [*plan.problems, *(_lost_edits(known, edits) if in_scope(FILE) else ())]
    told = accounts(plan.documents, known.notes, plan.passed) if edits.by_guid else plan.accounts
    return replace(known, documents=plan.documents, accounts=told, problems=tuple(problems), passed=plan.passed)


def _lost_edits(plan: Plan, edits: Edits) -> Iterator[Problem]:
    """A warning for each edit of a card that neither the notes nor the ledger know."""
    remembered = plan.ledger.entries if plan.ledger else ()
    guids = {note.guid for note in plan.notes} | {entry.guid for entry in remembered}
    for guid, edit in edits.by_guid.items():
        if guid not in guids:
            what = f"no card has the guid {guid}; `flashgen preview --held --guid` shows them, or take the entry away"
            yield Problem(edit.path, edit.line, what)
