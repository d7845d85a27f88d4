"""Who is who after an edit, by what the edit knows of itself; and whether the plan says the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from edits import Edit, Swap
from notes_as_pieces import Facts, Notes

from flashgen.model import Change, Fate, Form, Note, Plan, Status
from flashgen.reconcile.likeness import is_telling, still_says
from flashgen.reconcile.sides import CLOZE, blanks, known, plain

_MOST = 64
_PLURAL = re.compile(r"(\w{3,})s\b")
_MARKS = ".,;:"
"""A table pasted as text has lost what stood between the lines of a cell."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a note said when it was shipped last, and the facts that it rested on."""

    form: Form
    rule: str
    slot: str
    facts: Facts
    question: str
    answer: str
    context: str
    hidden: Mapping[int, str]
    """Of a cloze: what each number hides that it has or ever had."""
    numbers: frozenset[int]
    owners: Facts
    """What a short note stands under, and so is about; of others nothing."""
    active: bool = True

    @property
    def asks(self) -> tuple[Form, str, str]:
        return self.form, self.rule, self.slot


def shown(note: Note, lines: Mapping[str, Sequence[Facts]], owners: Mapping[int, Facts], before: Shown | None) -> Shown:
    """What a note of today says, with the facts on its lines."""
    spans = [(source.path, source.start_line, source.end_line) for source in note.sources]
    spans += [(origin.path, origin.line, origin.line) for origin in note.origins if origin.line]
    facts = frozenset(
        fact for path, start, end in spans if path in lines for on in lines[path][start : end + 1] for fact in on
    )
    sides = known(note)
    hidden: dict[int, str] = {}
    question, answer = sides.question, sides.answer
    if note.form is Form.CLOZE:
        for number, words in blanks(note.fields[0]):
            hidden[number] = f"{hidden[number]}; {words}" if number in hidden else words
        # which words are hidden may change; the sentence is the fact
        question, answer = plain(CLOZE.sub(lambda m: m[2].partition("::")[0], note.fields[0])), ""
    numbers = frozenset(hidden)
    ever = dict(before.hidden) if before else {}
    origin = note.origins[0]
    said = question, answer, sides.context
    short = note.form is Form.BASIC and not is_telling(origin.evidence, 4)
    under = frozenset(owner for fact in facts for owner in owners.get(fact, ())) if short else frozenset[int]()
    return Shown(note.form, origin.rule, origin.slot, facts, *said, ever | hidden, numbers, under)


@dataclass(slots=True)
class Tally:
    """What became of the notes whose facts are still there.

    Not counted are short ones, as ``Weight: 20 grams``, that were moved away from what they say something about.
    """

    kept: int = 0
    lost: int = 0
    """Made anew, under another guid."""
    other: int = 0
    """Made anew in another form, as a question that became a cloze."""
    gone: int = 0
    """Retired, as no card is made of the fact any more."""

    def add(self, other: Tally) -> None:
        self.kept, self.lost = self.kept + other.kept, self.lost + other.lost
        self.other, self.gone = self.other + other.other, self.gone + other.gone


@dataclass(slots=True)
class Verdict:
    """What one build did with the notes of before."""

    all: Tally = field(default_factory=Tally)
    touched: Tally = field(default_factory=Tally)
    met: set[str] = field(default_factory=set)
    """The notes that the edits touched."""
    grafts: list[str] = field(default_factory=list)
    """Histories on the wrong note or card."""
    same: list[str] = field(default_factory=list)
    """Histories on the note of another block that says the same, in the plural perhaps; nobody would call them two."""
    losses: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    """Pairs of the same block of which no side stayed; to be looked at."""


def judge(
    before: Mapping[str, Shown], plan: Plan, notes: Notes, edits: Sequence[Edit]
) -> tuple[Verdict, dict[str, Shown]]:
    """What the plan did with the notes of before, and what all notes say now."""
    lines = {path: notes.facts_by_line(path) for path in notes.files}
    owners = {fact: above for path in notes.files for fact, above in notes.owners(path).items()}
    swaps = [swap for edit in edits for swap in edit.swaps]
    touched = frozenset(fact for edit in edits for fact in edit.touched)
    verdict, now = Verdict(), dict(before)
    fate = {change.note.guid: change.fate for change in plan.changes}
    today: dict[str, Shown] = {}
    for change in plan.changes:
        guid = change.note.guid
        if change.fate is Fate.RETIRED:
            now[guid] = replace(before[guid], active=False)
        elif change.fate is Fate.HELD:
            held = _held(change, plan, lines, owners)
            now[guid] = replace(before[guid], facts=held.facts)
            faults = [f"{guid}: held, {fault}" for fault in _is_elsewhere(before[guid], held, notes)]
            (verdict.same if _says_the_same(before[guid], held) else verdict.grafts).extend(faults)
        else:
            now[guid] = today[guid] = shown(change.note, lines, owners, before.get(guid))
    by_fact: dict[int, list[str]] = defaultdict(list)
    for guid, one in today.items():
        for fact in one.facts:
            by_fact[fact].append(guid)
    for guid, new in today.items():
        if guid in before:
            old = before[guid]
            faults = [f"{guid}: {fault}" for fault in _graft(guid, before, today, by_fact, swaps, notes)]
            (verdict.same if _says_the_same(old, new) else verdict.grafts).extend(faults)
            stays = still_says(old.question, new.question) or (old.answer and still_says(old.answer, new.answer))
            if old.facts & new.facts and not _alike(old, new, swaps, any) and not stays:
                verdict.doubtful.append(_pair(old, new))
    fresh = {guid for guid in today if fate[guid] is Fate.ADDED}
    alive = notes.alive()
    for guid, old in before.items():
        if not (old.facts & alive):
            continue
        if not old.active:
            if guid not in today:
                _not_revived(guid, old, today, by_fact, fresh, swaps, verdict)
            continue
        tally = Tally(1)
        if fate.get(guid) is Fate.RETIRED:
            twin = twin_of(old, {g: today[g] for fact in old.facts for g in by_fact[fact] if g in fresh})
            tally = became(old, today[twin] if twin else None)
            fresh.discard(twin)
            if tally.lost:
                verdict.losses.append(_pair(old, today[twin]))
        verdict.all.add(tally)
        if old.facts & touched:
            verdict.met.add(guid)
            verdict.touched.add(tally)
    return verdict, now


def _held(change: Change, plan: Plan, lines: Mapping[str, Sequence[Facts]], owners: Mapping[int, Facts]) -> Shown:
    """The note of today for which one is held as it was."""
    note = next(note for note in plan.notes if note.guid == change.note.guid)
    return shown(note, lines, owners, None)


def twin_of(old: Shown, fresh: Mapping[str, Shown]) -> str:
    """The new note that says anew what an old one said, the likeliest; empty where none rests on the same block."""
    same = [guid for guid, one in fresh.items() if one.facts & old.facts]
    return min(same, key=lambda guid: (fresh[guid].form is not old.form, fresh[guid].asks != old.asks), default="")


def became(old: Shown, new: Shown | None) -> Tally:
    """How a note counts that is retired though its block is there, and that is made anew as another or not."""
    if new is None:
        return Tally(gone=1)
    if new.form is not old.form:
        return Tally(other=1)
    # a short note that was moved away from what it says something about is another fact
    return Tally() if old.owners and not (old.owners & new.owners) else Tally(lost=1)


def _not_revived(
    guid: str,
    old: Shown,
    today: Mapping[str, Shown],
    by_fact: Mapping[int, Iterable[str]],
    fresh: set[str],
    swaps: Sequence[Swap],
    verdict: Verdict,
) -> None:
    """A note that was retired before, and is there again as a new one."""
    beside = {g for fact in old.facts for g in by_fact.get(fact, ()) if g in fresh}
    for other in sorted(beside):
        if (
            today[other].form is old.form
            and today[other].context == old.context
            and _alike(old, today[other], swaps, all)
        ):
            fresh.discard(other)
            verdict.losses.append(f"{guid} not revived: {_pair(old, today[other])}")
            for tally in (verdict.all, verdict.touched):
                tally.lost += 1
            return


def _graft(
    guid: str,
    before: Mapping[str, Shown],
    today: Mapping[str, Shown],
    by_fact: Mapping[int, Iterable[str]],
    swaps: Sequence[Swap],
    notes: Notes,
) -> Iterable[str]:
    """What is wrong with a note that goes on under its guid."""
    old, new = before[guid], today[guid]
    if old.form is not new.form:
        yield f"changed its form: {_pair(old, new)}"
    if not (old.facts & new.facts):
        yield from _is_elsewhere(old, new, notes)
        return
    if not _alike(old, new, swaps, all):
        beside = {g for fact in old.facts for g in by_fact[fact] if g != guid}
        if better := next((g for g in beside if today[g].form is old.form and _is(old, today[g], swaps)), ""):
            yield f"should have gone to {better}: {_pair(old, new)}"
        owners = [g for g, one in before.items() if g != guid and one.active and one.facts & new.facts]
        owner = next((g for g in owners if before[g].form is new.form and _is(before[g], new, swaps)), "")
        if owner and not _alike(old, new, swaps, any):
            yield f"belongs to {owner}: {_pair(old, new)}"
    for number in sorted(new.numbers & old.hidden.keys()):
        was, now = old.hidden[number], new.hidden[number]
        if now in _variants(was, swaps):
            continue
        others = {new.hidden[other] for other in new.numbers - {number}}
        owners_ = {old.hidden[other] for other in old.numbers - {number}}
        if number not in old.numbers:
            yield f"number {number} was used again: {_pair(old, new)}"
        elif others & set(_variants(was, swaps)) or any(now in _variants(w, swaps) for w in owners_):
            yield f"number {number} is on other words: {_pair(old, new)}"


def _is_elsewhere(old: Shown, new: Shown, notes: Notes) -> Iterable[str]:
    """What is wrong with a note that rests on other blocks, unless it says the same word for word."""
    if notes.with_copies(old.facts) & new.facts:
        return
    if (old.question, old.answer, old.context) != (new.question, new.answer, new.context):
        yield f"is about another block: {_pair(old, new)}"


def _says_the_same(old: Shown, new: Shown) -> bool:
    """Whether two of different blocks say the same word for word, but for an s at the end of words.

    Under another heading too, unless they are so short that it says what they are about.
    """
    if old.facts & new.facts or old.form is not new.form:
        return False
    is_short = bool(old.owners or new.owners)
    sides = [
        _PLURAL.sub(r"\1", " ".join([one.question, one.answer, one.context * is_short, *one.hidden.values()])).split()
        for one in (old, new)
    ]
    return [word.strip(_MARKS) for word in sides[0]] == [word.strip(_MARKS) for word in sides[1]]


def _is(old: Shown, new: Shown, swaps: Sequence[Swap]) -> bool:
    return old.context == new.context and _alike(old, new, swaps, all)


def _alike(old: Shown, new: Shown, swaps: Sequence[Swap], how: object) -> bool:
    """Whether all sides or any are the same but for the words that were exchanged."""
    same = [new.question in _variants(old.question, swaps)]
    if old.form is not Form.CLOZE:
        same.append(new.answer in _variants(old.answer, swaps))
    return all(same) if how is all else any(same)


def _variants(text: str, swaps: Sequence[Swap]) -> list[str]:
    found = [text]
    for old, new in swaps:
        if len(found) < _MOST:
            found += [one.replace(old, new) for one in found if old in one]
    return found


def _pair(old: Shown, new: Shown) -> str:
    return f"\n    - {_said(old)}\n    + {_said(new)}"


def _said(one: Shown) -> str:
    hidden = " ".join(f"c{number}={words!r}" for number, words in sorted(one.hidden.items()) if number in one.numbers)
    return f"{one.form.value} {one.rule}/{one.slot} [{one.context}] {one.question} | {one.answer or hidden}"


def twice(plan: Plan) -> list[str]:
    """Notes that are shipped twice."""
    live = [note for note in plan.shipped if note.status is not Status.RETIRED]
    guids = Counter(note.guid for note in plan.shipped)
    sides = Counter((note.form, note.fields[:3]) for note in live)
    return [str(key) for counted in (guids, sides) for key, number in counted.items() if number > 1]
