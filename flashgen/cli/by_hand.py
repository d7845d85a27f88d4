"""Prompts carried to a chatbot and its answers carried back, as files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flashgen.ask import answers as store
from flashgen.ask import exported
from flashgen.ask.exchange import Aim, Prompt, Taken
from flashgen.ask.matched import matched, without_prompt
from flashgen.ask.pending import pending as still_to_ask
from flashgen.ask.prompts import prompts
from flashgen.ask.replied import replied
from flashgen.ask.values import Answers
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
        say(f"{paint('file', prompt.name)}: {prompt.place}, {_about(prompt)}")


def _about(prompt: Prompt) -> str:
    if prompt.aim is Aim.VERDICTS:
        return f"a second look at {counted(len(prompt.asked), 'card')}"
    what = counted(len(prompt.asked), "block")
    return f"what is missing of {what}" if prompt.aim is Aim.MORE else what


def take(places: Sequence[Path], plan: Plan, known: Answers, config: Config, model: str, dry_run: bool) -> int:
    """Take what is in files of answers, and say of each what was taken and what not; the exit status."""
    documents = {document.path: document for document in plan.documents}
    candidates = {
        prompt.id: prompt
        for prompt in (
            *still_to_ask(plan, known, model, second_look=True),
            *prompts(plan, Answers(), model),
            *exported.recall(config.root),
        )
    }
    told: list[Problem] = []
    total = Tally()
    for file in _files(places):
        found = _read(file, tuple(candidates.values()), known, model, documents)
        if found is None:
            continue
        report(found.problems)
        told += found.problems
        if not found.problems or found.answers:
            tell_taken(file.as_posix(), found)
        total.add(found)
        if found.answers and not dry_run:
            known = known.added(found.answers)
            store.save(known, config.root / store.FILE, shown_answers(config))
    say(total.told(dry_run))
    if config.model.second_look and (total.taken or total.mended) and not dry_run:
        say("export once more: for what is missing, and to have the new cards looked at, so that bad ones go")
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


def _read(
    file: Path, candidates: Sequence[Prompt], known: Answers, model: str, documents: Mapping[str, Document]
) -> Taken | None:
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
    return replied(prompt, reply, model, known, documents, where)


def _refused(where: str, message: str) -> Taken:
    return Taken(problems=(Problem(where, 0, message, Severity.ERROR),), whole=False)


def tell_taken(where: str, found: Taken) -> None:
    """Say what was taken of one reply, and what was not and why."""
    if found.seen:
        anew = f", {found.mended} worded anew, to be looked at in turn" if found.mended else ""
        gone = f", {len(found.dropped)} held:" if found.dropped else ""
        what = f"of {counted(found.seen, 'card')} {found.kept} kept{anew}{gone}"
    else:
        dropped = f", dropped {len(found.dropped)}:" if found.dropped else ""
        what = f"took {counted(found.kept, 'fact')} about {counted(len(found.answers), 'block')}{dropped}"
    say(f"{paint('file', where)}: {what}")
    for drop in found.dropped:
        say(f"  {drop.path}:{drop.line}: {paint('held', drop.reason)}: {drop.what}")


@dataclass(slots=True)
class Tally:
    """What came of several replies."""

    taken: int = 0
    """Facts."""
    dropped: int = 0
    seen: int = 0
    """Cards that were looked at a second time."""
    stay: int = 0
    mended: int = 0

    def add(self, found: Taken) -> None:
        """Count what came of one reply."""
        if found.seen:
            self.seen += found.seen
            self.stay += found.kept
            self.mended += found.mended
        else:
            self.taken += found.kept
            self.dropped += len(found.dropped)

    def told(self, dry_run: bool = False) -> str:
        """What is said of all at the end."""
        anew = f" and worded {self.mended} anew" if self.mended else ""
        seen = f"looked at {counted(self.seen, 'card')} a second time, kept {self.stay}{anew}"
        took = f"{'would take' if dry_run else 'took'} {counted(self.taken, 'fact')}, dropped {self.dropped}"
        parts = [took] if self.taken or self.dropped or not self.seen else []
        return "; ".join([*parts, *([seen] if self.seen else []), "flashgen build makes cards of them"])
