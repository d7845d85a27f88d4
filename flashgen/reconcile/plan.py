"""The plan: every note of today and of the ledger, each with its fate, and the ledger after it."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count

from flashgen.edits.apply import applied, outdated
from flashgen.edits.values import Edit
from flashgen.model import Change, Entry, Fate, Ledger, Note, Plan, Status
from flashgen.reconcile.fates import Fated, Scope, fate, retired, shipped_retired
from flashgen.reconcile.match import match
from flashgen.reconcile.ranks import ranked
from flashgen.reconcile.reverses import with_ways_back
from flashgen.reconcile.sides import Known, known, sides
from flashgen.reconcile.suggest import suggestions

SHOWN_RETIRED = 30 * 24 * 3600
"""A retired note is shipped until something in the project changes so many seconds later.

Long enough to reach a person who imports once a month. After that it stays away when they delete it in Anki, and
does not reach those who import for the first time."""
NO_EDITS: Mapping[str, Edit] = {}

_GONE = (Status.RETIRED, Status.REJECTED)
_GUID_LENGTH = 20


def reconcile(
    notes: Sequence[Note],
    ledger: Ledger,
    now: int,
    in_scope: Scope = lambda path: True,
    edits: Mapping[str, Edit] = NO_EDITS,
) -> Plan:
    """The plan for today's notes: what is added, changed, kept, held and retired, and the ledger after it.

    Notes are recognised as flashgen made them; then each takes the person's edit of its guid.

    ``now`` is in seconds. ``in_scope`` tells of a file's path whether it was read, or was looked for and is gone:
    nothing is retired that rests on another file too. The plan's documents, accounts and problems are empty.
    """
    entries = {entry.guid: entry for entry in ledger.entries}
    active = {guid: known(entry) for guid, entry in entries.items() if entry.status is not Status.RETIRED}
    gone = {guid: known(entry) for guid, entry in entries.items() if entry.status is Status.RETIRED}
    said = [known(note) for note in notes]
    links = match(active, gone, said)
    taken = _shipped_sides(notes, said, entries.values(), active)
    notes = with_ways_back(notes, said, {index: entries[guid] for index, guid in links.items()})
    today: list[Note] = []
    fated: list[Fated] = []
    for index, made in enumerate(notes):
        entry = entries.get(links.get(index, ""))
        guid = entry.guid if entry else _free(made.guid, entries)
        own = made if guid == made.guid else replace(made, guid=guid)
        edit = edits.get(guid)
        note = applied(own, edit) if edit else own
        # what shares a side with a card could be taken for that card when it goes, if it were not known
        remembers = edit is not None or (note.status is Status.HELD and not taken.isdisjoint(_sides(said[index])))
        if each := fate(note, entry, now, in_scope, remembers):
            fated.append(_disputed(each, own, edit) if edit else each)
            note = each.note
        today.append(note)
    after = {guid: entry for guid, entry in entries.items() if entry.mod or guid in edits or not _read(entry, in_scope)}
    after |= {each.entry.guid: each.entry for each in fated}
    changes = [each.change for each in fated if each.change]
    left = (entries[guid] for guid in active.keys() - set(links.values()))
    for entry in sorted((entry for entry in left if entry.guid in after and _read(entry, in_scope)), key=_order):
        if entry.status is Status.EMIT:
            change, after[entry.guid] = retired(entry, now)
            changes.append(change)
        else:
            # what was never shipped, or is retired in Anki already, needs no more than to be known when it returns
            after[entry.guid] = replace(entry, status=Status.RETIRED)
    return _plan(today, changes, _with_ranks(after, fated), in_scope)


def _shipped_sides(
    notes: Sequence[Note], said: Sequence[Known], entries: Iterable[Entry], active: Mapping[str, Known]
) -> set[Hashable]:
    """The sides of all cards that are in the deck, or come into it."""
    emitted = [one for note, one in zip(notes, said, strict=True) if note.status is Status.EMIT]
    shipped = [active[entry.guid] for entry in entries if entry.mod and entry.status is Status.EMIT]
    return {side for one in (*emitted, *shipped) for side in _sides(one)}


def _sides(one: Known) -> list[Hashable]:
    return [(path, one.form, side) for path in {origin.path for origin in one.origins} for side in sides(one)]


def _disputed(each: Fated, own: Note, edit: Edit) -> Fated:
    """What becomes of a note, with what the notes said and say, where they changed under the person's wording."""
    said, says = outdated(own, edit)
    if not (says and each.change) or each.note.status is Status.REJECTED:
        return each
    return replace(each, change=replace(each.change, said=said, says=says))


def _free(guid: str, old: Container[str]) -> str:
    """The guid made of a note's content, or, where an older note came by it and then changed, another."""
    if guid not in old:
        return guid
    others = (hashlib.sha256(f"{guid} {number}".encode()).hexdigest()[:_GUID_LENGTH] for number in count(2))
    return next(other for other in others if other not in old)


def _read(entry: Entry, in_scope: Scope) -> bool:
    return all(in_scope(origin.path) for origin in entry.origins)


def _order(entry: Entry) -> tuple[str, str, str]:
    return entry.origins[0].path, entry.origins[0].rank, entry.guid


def _with_ranks(entries: Mapping[str, Entry], fated: Iterable[Fated]) -> dict[str, Entry]:
    """The entries, each origin of today's notes with a rank by its place in its file."""
    rows: dict[str, list[tuple[int, str, int]]] = {}
    for each in fated:
        for at, origin in enumerate(each.entry.origins):
            if origin.line:
                rows.setdefault(origin.path, []).append((origin.line, each.entry.guid, at))
    out = dict(entries)
    for row in rows.values():
        row.sort(key=lambda place: place[0])
        new = ranked([entries[guid].origins[at].rank for _, guid, at in row])
        for (_, guid, at), rank in zip(row, new, strict=True):
            entry = out[guid]
            if entry.origins[at].rank != rank:
                moved = replace(entry.origins[at], rank=rank)
                out[guid] = replace(entry, origins=(*entry.origins[:at], moved, *entry.origins[at + 1 :]))
    return out


def _plan(today: Sequence[Note], changes: Sequence[Change], entries: Mapping[str, Entry], in_scope: Scope) -> Plan:
    newest = max((entry.mod for entry in entries.values()), default=0)
    late = [
        shipped_retired(entry)
        for entry in sorted(entries.values(), key=_order)
        if entry.status in _GONE and entry.mod and entry.mod >= newest - SHOWN_RETIRED and _read(entry, in_scope)
    ]
    lost = [change.note for change in changes if change.note.status is Status.RETIRED]
    new = [change.note for change in changes if change.fate is Fate.ADDED]
    return Plan(
        notes=tuple(today),
        shipped=(*(change.note for change in changes if change.fate is not Fate.RETIRED), *late),
        mods={guid: entry.mod for guid, entry in entries.items() if entry.mod},
        changes=tuple(changes),
        suggestions=suggestions(lost, new),
        ledger=Ledger(tuple(sorted(entries.values(), key=lambda entry: entry.guid))),
    )
