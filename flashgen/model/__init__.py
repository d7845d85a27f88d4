"""The values that flow through flashgen, all frozen, a module a stage.

    files -> Document -> Fact -> Note -> (Ledger, now) -> Plan -> build/*.apkg

Nothing here imports anything of ours but ``text``; every other module may import it.
"""

from flashgen.model.documents import Block, BlockKind, Document, Meta
from flashgen.model.facts import Ask, Evidence, Fact, Kind
from flashgen.model.notes import LAST_CLOZE, UNRANKED, Account, Card, Draft, Form, Media, Note, Origin, Source, Status
from flashgen.model.plans import NO_MODS, Change, Entry, Fate, Ledger, Plan, Suggestion
from flashgen.model.problems import FlashgenError, Problem, Severity, fault

__all__ = [
    "LAST_CLOZE",
    "NO_MODS",
    "UNRANKED",
    "Account",
    "Ask",
    "Block",
    "BlockKind",
    "Card",
    "Change",
    "Document",
    "Draft",
    "Entry",
    "Evidence",
    "Fact",
    "Fate",
    "FlashgenError",
    "Form",
    "Kind",
    "Ledger",
    "Media",
    "Meta",
    "Note",
    "Origin",
    "Plan",
    "Problem",
    "Severity",
    "Source",
    "Status",
    "Suggestion",
    "fault",
]
