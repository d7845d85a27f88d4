"""Cards, accounts and counts as text for a terminal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from flashgen.accounts import NO_NOTES, SKIPPED
from flashgen.model import Account, BlockKind, Document, Form, Note, Plan, Status

Paint = Callable[[str, str], str]
"""Colours a text by the part it plays: ``label``, ``context``, ``hidden``, ``held``, ``file`` or an outcome."""

Tally = tuple[str, int, int, int]
"""A file's path, its cards, those held, and lines skipped."""

_COUNTED = (("+", "added"), ("~", "changed"), ("=", "kept"), ("-", "retired"))
_CLOZE = re.compile(r"\{\{c\d+::(.*?)\}\}(?!\})", re.DOTALL)
_BEGINNING = 48
_SHORTEST = 8
"""Characters of a guid that are shown, unless more are needed."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]+")
"""What could steer the terminal; a new line stays."""
_NEW_LINE = re.compile(r"(?<=\n)(?!\n)")


def plain(part: str, text: str) -> str:
    """Paint without colour."""
    return text


def cards(notes: Iterable[Note], paint: Paint = plain, headed: bool = False, guids: bool = False) -> str:
    """Each note as it asks and answers, a blank line between two; ``headed`` names the files they come from.

    A held note stands behind ``?`` and ends with the reason. With ``guids`` each ends with the beginning of its guid.
    """
    notes = list(notes)
    names = short(note.guid for note in notes)
    blocks: list[str] = []
    for path, group in groupby(notes, key=lambda note: note.sources[0].path):
        if headed:
            blocks.append(paint("file", f"# {path}"))
        for note in group:
            block = _held(note, paint) if note.status is Status.HELD else card(note, paint)
            blocks.append(f"{block}\n{paint('context', f'guid: {names[note.guid]}')}" if guids else block)
    return "".join(f"{block}\n" for block in _spaced(blocks))


def lines(documents: Iterable[Document], accounts: Iterable[Account], paint: Paint = plain) -> str:
    """Every line of the notes with its number, what became of it, how it begins, by which rule and why."""
    by_path: dict[str, list[Account]] = {}
    for account in accounts:
        by_path.setdefault(account.path, []).append(account)
    blocks = []
    for document in documents:
        rows = [paint("file", f"# {document.path}")]
        for account in by_path.get(document.path, ()):
            rows.extend(_rows(account, document.lines, paint))
        blocks.append("\n".join(rows))
    return "".join(f"{block}\n" for block in _spaced(blocks))


def tally(plan: Plan) -> tuple[Tally, ...]:
    """For each file how many cards are emitted and held, and how many lines are skipped, headings not counted."""
    made = Counter((note.sources[0].path, note.status) for note in plan.notes for _ in note.cards)
    passed = [account for account in plan.accounts if account.outcome == SKIPPED and account.reason not in NO_NOTES]
    with_passed = {account.path for account in passed}
    headings = {
        (document.path, line)
        for document in plan.documents
        if document.path in with_passed
        for block in document.walk()
        if block.kind is BlockKind.HEADING
        for line in range(block.start_line, block.end_line + 1)
    }
    skipped = Counter(
        account.path
        for account in passed
        for line in range(account.start_line, account.end_line + 1)
        if (account.path, line) not in headings
    )
    paths = [document.path for document in plan.documents]
    return tuple((path, made[path, Status.EMIT], made[path, Status.HELD], skipped[path]) for path in paths)


def tallied(rows: Sequence[Tally], paint: Paint = plain) -> str:
    """The tally, a line a file."""
    width = max((len(path) for path, *_ in rows), default=0)
    return "".join(f"{paint('file', f'{path:<{width}}')}  {_counts(*counts)}\n" for path, *counts in rows)


def fates(signs: Mapping[str, int], suggestions: int) -> str:
    """One line: ``+ 2 added  ~ 1 changed  = 40 kept  - 0 retired  ? 0 suggested``."""
    parts = [f"{sign} {signs.get(sign, 0)} {name}" for sign, name in _COUNTED]
    return "  ".join([*parts, f"? {suggestions} suggested"])


def short(guids: Iterable[str]) -> dict[str, str]:
    """Beginnings of guids that tell them apart."""
    every = sorted(set(guids))
    length = _SHORTEST
    while len({guid[:length] for guid in every}) < len(every):
        length += 1
    return {guid: guid[:length] for guid in every}


def _counts(emitted: int, held: int, skipped: int) -> str:
    return (
        f"{emitted:>5} {'card ' if emitted == 1 else 'cards'}"
        f"{held:>6} held"
        f"{skipped:>6} {'line' if skipped == 1 else 'lines'} skipped"
    )


def _spaced(blocks: Sequence[str]) -> Iterator[str]:
    for index, block in enumerate(blocks):
        yield f"\n{block}" if index else block


def card(note: Note, paint: Paint) -> str:
    """A note as it asks and answers, one side a line."""
    context = paint("context", f"[{_clean(note.context)}] ") if note.context else ""
    if note.form is Form.CLOZE:
        shown = _CLOZE.sub(lambda match: paint("hidden", f"[[{match[1]}]]"), _clean(note.text or ""))
        return _part("C:", context + shown, paint)
    front, answer = context + _clean(note.front), _clean(note.cards[0].answer)
    if note.form is Form.TERM:
        return _part("T:", front, paint) + "\n" + _part("⇄" if len(note.cards) > 1 else "=", answer, paint)
    return _part("Q:", front, paint) + "\n" + _part("A:", answer, paint)


def _held(note: Note, paint: Paint) -> str:
    said = card(note, paint) + "\n" + paint("held", f"held: {_clean(note.reason)}")
    return paint("held", "?") + " " + _NEW_LINE.sub("  ", said)


def _part(label: str, text: str, paint: Paint) -> str:
    return f"{paint('label', label)} {_NEW_LINE.sub(' ' * (len(label) + 1), text)}"


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _rows(account: Account, source: Sequence[str], paint: Paint) -> Iterator[str]:
    why = ": ".join(filter(None, (account.rule, account.reason)))
    outcome = paint(account.outcome, f"{account.outcome:<7}")
    for number in range(account.start_line, account.end_line + 1):
        begins = _clean(source[number - 1][: 4 * _BEGINNING]).strip()
        if len(begins) > _BEGINNING:
            begins = begins[: _BEGINNING - 1] + "…"
        yield f"{number:>5}  {outcome}  {begins:<{_BEGINNING}}  {why}"
