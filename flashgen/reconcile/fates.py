"""What becomes of one note: added, returned, changed, kept, held as it was, or retired; and its entry from now on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from flashgen.model import Change, Entry, Fate, Form, Media, Note, Origin, Status
from flashgen.reconcile.clozes import Numbers, numbers, pinned, renumbered
from flashgen.reconcile.sides import as_note

RETIRED_TAG = "flashgen::retired"

Scope = Callable[[str], bool]
"""Whether a file was read, or was looked for and is gone, by its path."""


@dataclass(frozen=True, slots=True)
class Fated:
    """A note of today, what a build does with it, and its entry after that."""

    note: Note
    """As the notes say it today, under its guid."""
    change: Change | None
    """None where it is only remembered."""
    entry: Entry


def fate(note: Note, entry: Entry | None, now: int, in_scope: Scope, remembers: bool) -> Fated | None:
    """What becomes of a note of today, with the entry it has; None where nothing is to be remembered of it.

    A note that was never shipped is only remembered where ``remembers`` says so: a person's edit hangs on it, or it
    could be taken for one that was.
    """
    shipped = entry if entry and entry.mod else None
    if note.status is Status.EMIT:
        return found_again(note, shipped, now, in_scope) if shipped else added(note, now)
    if note.status is Status.REJECTED:
        return rejected(note, entry, now, in_scope)
    if shipped and shipped.status is Status.EMIT:
        return held(note, shipped, in_scope)
    if remembers and not shipped:
        return Fated(note, None, _unshipped(note, entry, Status.HELD, in_scope))
    return None


def _unshipped(note: Note, entry: Entry | None, status: Status, in_scope: Scope) -> Entry:
    made = replace(added(note, 0).entry, status=status)
    return replace(made, origins=origins(note, entry, in_scope)) if entry else made


def rejected(note: Note, entry: Entry | None, now: int, in_scope: Scope) -> Fated:
    """A note that a person refused: what is in the deck is retired, what never was stays away."""
    if entry is None or not entry.mod:
        return Fated(note, None, _unshipped(note, entry, Status.REJECTED, in_scope))
    own = note.own or note.fields
    made = replace(
        entry,
        status=Status.REJECTED,
        origins=origins(note, entry, in_scope),
        own=own if own != entry.fields else (),
    )
    if entry.status is not Status.EMIT:
        return Fated(note, None, made)
    made = replace(made, mod=max(now, entry.mod + 1))
    return Fated(note, Change(Fate.RETIRED, shipped_retired(made), as_note(entry), note.reason), made)


def added(note: Note, now: int) -> Fated:
    """A note that the ledger does not know; its guid must be free."""
    clozes = numbers(note.fields[0]) if note.form is Form.CLOZE else ()
    entry = Entry(
        note.guid, note.form, note.kind, note.fields, note.tags, note.deck, note.origins, now, Status.EMIT, clozes,
        own=note.own,
    )  # fmt: skip
    return Fated(note, Change(Fate.ADDED, note), entry)


def found_again(note: Note, entry: Entry, now: int, in_scope: Scope) -> Fated:
    """A note that is emitted today and was shipped before."""
    note, clozes = _pinned(note, entry)
    made = replace(
        entry, kind=note.kind, fields=note.fields, tags=note.tags, deck=note.deck, status=Status.EMIT, clozes=clozes,
        origins=origins(note, entry, in_scope), own=note.own,
    )  # fmt: skip
    is_same = (made.fields, made.tags, made.deck) == (entry.fields, entry.tags, entry.deck)
    if is_same and entry.status is Status.EMIT:
        return Fated(note, Change(Fate.KEPT, note, note), made)
    was, newer = as_note(entry), replace(made, mod=max(now, entry.mod + 1))
    if entry.status is not Status.EMIT:
        return Fated(note, Change(Fate.RETURNED, note, was), newer)
    if not all(in_scope(origin.path) for origin in entry.origins):
        # files that say the same were not read, and what is shipped names them too
        return Fated(note, Change(Fate.KEPT, _with_media(was, note.media), was), entry)
    remark = f"its cards stay in deck {entry.deck} in Anki" if made.deck != entry.deck else ""
    return Fated(note, Change(Fate.CHANGED, note, was, remark), newer)


def held(note: Note, entry: Entry, in_scope: Scope) -> Fated:
    """A note that was shipped before and would be held today: what is in the deck stays there as it was."""
    was = as_note(entry)
    change = Change(Fate.HELD, _with_media(was, note.media), was, note.reason)
    return Fated(replace(note, guid=entry.guid), change, replace(entry, origins=origins(note, entry, in_scope)))


def retired(entry: Entry, now: int) -> tuple[Change, Entry]:
    """A note whose source is gone."""
    made = replace(entry, status=Status.RETIRED, mod=max(now, entry.mod + 1))
    return Change(Fate.RETIRED, shipped_retired(made), as_note(entry)), made


def shipped_retired(entry: Entry) -> Note:
    """A retired note as it is shipped: what it was, and a tag to find it by."""
    return as_note(entry, (*entry.tags, RETIRED_TAG))


def origins(note: Note, entry: Entry, in_scope: Scope) -> tuple[Origin, ...]:
    """The note's origins with the ranks that they had, and the entry's in files that were not read."""
    ranks = {(origin.path, origin.evidence): origin.rank for origin in reversed(entry.origins)}
    first = entry.origins[0].rank
    today = [replace(o, rank=ranks.get((o.path, o.evidence), "" if n else first)) for n, o in enumerate(note.origins)]
    paths = {origin.path for origin in today}
    unread = [origin for origin in entry.origins if not in_scope(origin.path) and origin.path not in paths]
    return (*today, *unread)


def _pinned(note: Note, entry: Entry) -> tuple[Note, Numbers]:
    """The note under its old guid, a cloze with its old numbers."""
    note = replace(note, guid=entry.guid)
    if note.form is not Form.CLOZE:
        return note, ()
    if note.fields[0] == entry.fields[0]:
        return note, entry.clozes
    if note.own:
        # a person wrote the numbers themselves
        return note, tuple(sorted((dict(entry.clozes) | dict(numbers(note.fields[0]))).items()))
    given, clozes = pinned(entry.clozes, entry.fields[0], note.fields[0])
    fields = (renumbered(note.fields[0], given), *note.fields[1:])
    return replace(note, fields=fields, text=renumbered(note.text or "", given)), clozes


def _with_media(note: Note, media: tuple[Media, ...]) -> Note:
    """A note of the ledger with those files of today that it shows."""
    return replace(note, media=tuple(m for m in media if any(f'"{m.name}"' in field for field in note.fields)))
