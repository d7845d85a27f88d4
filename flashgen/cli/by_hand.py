"""Prompts carried to a chatbot and its answers carried back, as files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from flashgen.ask import answers as store
from flashgen.ask import exported
from flashgen.ask.matched import matched, without_prompt
from flashgen.ask.prompts import prompts
from flashgen.ask.take import take as taken_of
from flashgen.ask.values import Answers, Prompt, Taken
from flashgen.cli.places import shown
from flashgen.cli.shell import counted, paint, report, say, status, write_file
from flashgen.config import Config
from flashgen.model import Document, FlashgenError, Plan, Problem, Severity
from flashgen.sources.decode import decode

_MOST_BYTES = 10_000_000
_NOTES = frozenset({".md", ".txt", ".json", ".jsonl", ".ndjson", ".text", ".markdown", ""})
"""What answers are saved as, in a folder of them."""


def shown_answers(config: Config) -> str:
    """The file of answers as messages name it."""
    return shown(config, store.FILE)


def export(pending: Sequence[Prompt], folder: Path, config: Config, dry_run: bool) -> None:
    """Write each prompt into a file, and remember what it asks about. Raises FlashgenError."""
    if not dry_run:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FlashgenError(f"cannot be made: {error.strerror or error}", str(folder)) from error
        for prompt in pending:
            exported.remember(prompt, config.root)
            write_file(folder / prompt.name, prompt.text)
    tell(pending)
    verb = "would write" if dry_run else "wrote"
    say(
        f"{verb} {counted(len(pending), 'prompt')} into {folder.as_posix()}; paste each into a chat of its own, save "
        "its answer in a file, then: flashgen ask --import FOLDER"
    )


def tell(pending: Sequence[Prompt]) -> None:
    """Name each prompt and what it asks about."""
    for prompt in pending:
        first, last = prompt.asked[0].start_line, prompt.asked[-1].end_line
        say(f"{paint('file', prompt.name)}: {prompt.path}:{first}-{last}, {counted(len(prompt.asked), 'block')}")


def take(places: Sequence[Path], plan: Plan, known: Answers, config: Config, model: str, dry_run: bool) -> int:
    """Take what is in files of answers, and say of each what was taken and what not; the exit status."""
    documents = {document.path: document for document in plan.documents}
    candidates = {
        prompt.id: prompt
        for prompt in (*prompts(plan, known, model), *prompts(plan, Answers(), model), *exported.recall(config.root))
    }
    told: list[Problem] = []
    total = [0, 0]
    for file in _files(places):
        found = _read(file, tuple(candidates.values()), model, documents)
        if found is None:
            continue
        report(found.problems)
        told += found.problems
        if not found.problems or found.answers:
            tell_taken(file.as_posix(), found)
        total[0] += found.kept
        total[1] += len(found.dropped)
        if found.answers and not dry_run:
            known = known.added(found.answers)
            store.save(known, config.root / store.FILE, shown_answers(config))
    verb = "would take" if dry_run else "took"
    say(f"{verb} {counted(total[0], 'fact')}, dropped {total[1]}; flashgen build makes cards of them")
    return status(told)


def _files(places: Sequence[Path]) -> Iterator[Path]:
    """The files that are named, and those in the folders that are. Raises FlashgenError."""
    for place in places:
        if not place.is_dir():
            yield place
            continue
        inside = sorted(
            file
            for file in place.iterdir()
            if file.is_file() and not file.name.startswith(".") and file.suffix.lower() in _NOTES
        )
        if not inside:
            raise FlashgenError("holds no files of answers", str(place))
        yield from inside


def _read(file: Path, candidates: Sequence[Prompt], model: str, documents: Mapping[str, Document]) -> Taken | None:
    """What one file's answer says; None of a prompt that lies among the answers."""
    where = file.as_posix()
    try:
        if file.stat().st_size > _MOST_BYTES:
            return _refused(where, "is larger than any answer; left out")
        text = decode(file.read_bytes(), where).text
    except OSError as error:
        return _refused(where, f"cannot be read ({error.strerror}); check its permissions")
    except FlashgenError as error:
        return Taken(problems=(error.problem,), whole=False)
    reply = without_prompt(text)
    if text.strip() and not reply.strip():
        return None
    prompt = matched(file.name, reply, candidates)
    if prompt is None:
        return _refused(where, "answers no prompt of this project; name the file after its prompt, or export again")
    return taken_of(prompt, reply, model, documents, where)


def _refused(where: str, message: str) -> Taken:
    return Taken(problems=(Problem(where, 0, message, Severity.ERROR),), whole=False)


def tell_taken(where: str, found: Taken) -> None:
    """Say what was taken of one reply, and what was not and why."""
    dropped = f", dropped {len(found.dropped)}:" if found.dropped else ""
    answered = counted(len(found.answers), "block")
    say(f"{paint('file', where)}: took {counted(found.kept, 'fact')} about {answered}{dropped}")
    for drop in found.dropped:
        say(f"  {drop.path}:{drop.line}: {paint('held', drop.reason)}: {drop.what}")
