"""Today's notes x ledger x now -> plan: which note is which, what changed, and what to remember. Pure.

``plan`` puts it together, ``fates`` says what becomes of each note, ``guard`` when a build must stop and ask.
Which note is which: ``match`` takes the rules in their order, ``keys`` holds them, ``alignment`` those for notes
replaced in place. ``places`` follows files and headings that were renamed, ``terms`` words; ``likeness`` says whether
an edit left a fact what it was, ``rivals`` whether its sides point to two.
``clozes`` keeps numbers with their words, ``ranks`` the order of notes, ``suggest`` finds near misses.
"""

from flashgen.reconcile.guard import StoppedError, guard
from flashgen.reconcile.plan import reconcile
from flashgen.reconcile.relink import relinked

__all__ = ["StoppedError", "guard", "reconcile", "relinked"]
