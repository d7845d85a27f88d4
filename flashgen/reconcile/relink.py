"""A person's word that a note of today is one of the ledger's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flashgen.model import Fate, FlashgenError, Ledger, Note, Plan, Status
from flashgen.reconcile.fates import found_again


def relinked(plan: Plan, ledger: Ledger, old: str, new: str, now: int) -> tuple[Ledger, Note]:
    """The ledger in which note ``new`` of the plan goes on as note ``old``, and that note.

    Both are guids or beginnings of one; ``now`` is in seconds. Raises FlashgenError where one is not known or not
    one alone, where ``old`` is still in the notes or ``new`` is not, and where they differ in form, which Anki
    cannot change.
    """
    entries = {entry.guid: entry for entry in ledger.entries}
    today = {change.note.guid: change for change in plan.changes if change.fate is not Fate.RETIRED}
    guid = _only(old, [entry.guid for entry in ledger.entries if entry.mod], "in the ledger")
    target = _only(new, today, "in the notes")
    entry, note = entries[guid], today[target].note
    if guid in today:
        raise FlashgenError(f"{old} is still in the notes, so its history is in use")
    if entry.form is not note.form:
        what = f"{old} is a {entry.form.value} note and {new} a {note.form.value} note"
        raise FlashgenError(f"{what}; Anki cannot make one of the other")
    entries[guid] = found_again(note, entry, now, lambda path: True).entry
    twin = entries.pop(target, None)
    if twin and twin.mod:
        entries[target] = replace(twin, origins=entry.origins, status=Status.RETIRED, mod=max(now, twin.mod + 1))
    return Ledger(tuple(entries.values())), note


def _only(beginning: str, guids: Iterable[str], where: str) -> str:
    found = [guid for guid in guids if guid == beginning] or [g for g in guids if g.startswith(beginning)]
    if len(found) == 1:
        return found[0]
    what = f"is the beginning of {len(found)} guids {where}; write more of it" if found else f"is no guid {where}"
    raise FlashgenError(f"{beginning} {what}")
