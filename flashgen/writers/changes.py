"""What a build does with each note, as a diff that a person can read, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from flashgen.model import Change, Fate, Form, Note, Plan, Suggestion
from flashgen.reconcile.sides import reread
from flashgen.writers.text import Paint, card, fates, plain, short

SIGNS = {
    Fate.ADDED: "+",
    Fate.RETURNED: "+",
    Fate.CHANGED: "~",
    Fate.KEPT: "=",
    Fate.HELD: "=",
    Fate.RETIRED: "-",
}
"""The sign that each fate stands behind."""
_COLOURS = {"+": "emitted", "-": "removed", "~": "held", "=": "skipped", "?": "held"}


def text(plan: Plan, paint: Paint = plain) -> str:
    """Each note that is not just kept: a sign, where it stands, and its lines; then what may be the same.

    A kept one is shown too where the notes changed under a person's wording.
    """
    shown = [change for change in plan.changes if change.fate is not Fate.KEPT or change.says]
    return "".join(f"{_change(change, paint)}\n" for change in shown) + suggested(plan.suggestions, paint)


def suggested(suggestions: Sequence[Suggestion], paint: Paint = plain) -> str:
    """Each pair of a retired and a new note that may be the same, and the command that says so."""
    blocks = []
    names = short([note.guid for pair in suggestions for note in (pair.old, pair.new)])
    for pair in suggestions:
        command = f"flashgen relink {names[pair.old.guid]} {names[pair.new.guid]}"
        blocks.append(
            "\n".join(
                [_head("?", f"the same? then: {command}", paint), *_diff(_lines(pair.old), _lines(pair.new), paint)]
            )
        )
    return "".join(f"{block}\n" for block in blocks)


def summary(plan: Plan) -> str:
    """One line that counts the notes by what becomes of them; see ``text.fates``."""
    return fates(Counter(SIGNS[change.fate] for change in plan.changes), len(plan.suggestions))


def is_quiet(plan: Plan) -> bool:
    """Whether a next build in which nothing changes has no note to show."""
    return not any(change.fate is Fate.HELD or change.says for change in plan.changes)


def dumps(plan: Plan) -> str:
    """The changes and suggestions as JSON, kept notes among them."""
    rows = [
        {
            "fate": change.fate.value,
            "guid": change.note.guid,
            "form": change.note.form.value,
            "deck": change.note.deck,
            "tags": list(change.note.tags),
            "path": change.note.sources[0].path,
            "before": _sides(change.before) if change.before else None,
            "after": _sides(change.note),
            "remark": change.remark or None,
            "source": {"before": list(change.said), "now": list(change.says)} if change.says else None,
        }
        for change in plan.changes
    ]
    pairs = [{"old": pair.old.guid, "new": pair.new.guid} for pair in plan.suggestions]
    return json.dumps({"changes": rows, "suggestions": pairs}, ensure_ascii=False, indent=2) + "\n"


def _sides(note: Note) -> dict[str, object]:
    seen = reread(note)
    return {"question": seen.cards[0].question, "answer": seen.cards[0].answer, "text": seen.text}


def _change(change: Change, paint: Paint) -> str:
    source = change.note.sources[0]
    place = f"{source.path} › {source.heading}" if source.heading else source.path
    sign = SIGNS[change.fate]
    lines = [_head(sign, place, paint)]
    if change.fate is Fate.CHANGED and change.before:
        lines += _diff(*_compared(change.before, change.note), paint)
    else:
        lines += [f"    {line}" for line in _lines(change.note, paint)]
    remark = f"held now: {change.remark}; stays as it was" if change.fate is Fate.HELD else change.remark
    remark = "back again" if change.fate is Fate.RETURNED else remark
    lines += [f"    ({remark})"] if remark else []
    if change.says:
        lines += ["    (your wording; the notes changed since you wrote it)", *_diff(change.said, change.says, paint)]
    return "\n".join(lines)


def _head(sign: str, said: str, paint: Paint) -> str:
    return f"{paint(_COLOURS[sign], sign)} {paint('file', said)}"


def _compared(old: Note, new: Note) -> tuple[list[str], list[str]]:
    """The lines of both notes, with what differs besides question and answer."""
    before, after = _lines(old), _lines(new)
    for name, left, right in _besides(old, new):
        if left != right:
            before, after = [*before, f"{name}: {left}"], [*after, f"{name}: {right}"]
    if before == after:
        remark = "(its formatting, source link or reverse changed)"
        before, after = [*before, remark], [*after, remark]
    return before, after


def _diff(before: Sequence[str], after: Sequence[str], paint: Paint) -> Iterator[str]:
    """Lines, ``-`` before those of the old note only, ``+`` before those of the new one only."""
    for kind, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (f"    {line}" for line in before[start:end])
        else:
            yield from (paint("removed", f"  - {line}") for line in before[start:end])
            yield from (paint("emitted", f"  + {line}") for line in after[first:last])


def _lines(note: Note, paint: Paint = plain) -> list[str]:
    """The lines of a note's card; a cloze with its numbers, as history hangs on them."""
    seen = reread(note)
    if seen.form is not Form.CLOZE:
        return card(seen, paint).splitlines()
    context = paint("context", f"[{seen.context}] ") if seen.context else ""
    return [f"{paint('label', 'C:')} {context}{seen.text}"]


def _besides(old: Note, new: Note) -> Iterator[tuple[str, str, str]]:
    yield "deck", old.deck, new.deck
    yield "tags", " ".join(old.tags), " ".join(new.tags)
    yield "from", _places(old), _places(new)


def _places(note: Note) -> str:
    return ", ".join(dict.fromkeys(f"{s.path} › {s.heading}" if s.heading else s.path for s in note.sources))
