"""When a build must stop and ask: the notes that were read may not be all there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from flashgen.model import Change, Fate, FlashgenError, Plan, Status

_FEWEST = 10
"""Notes of a deck below which it may lose any share of them."""
_PARTS = 5
"""One part in so many of a deck may be retired without asking."""


class StoppedError(FlashgenError):
    """A build that goes on only if a person says so."""


def guard(plan: Plan) -> None:
    """Raise StoppedError where the plan would retire over a fifth of a deck, or all because nothing was read.

    What a person rejected does not count.
    """
    retired = [change for change in plan.changes if change.note.status is Status.RETIRED]
    if retired and not plan.documents:
        raise StoppedError(
            f"no notes were read, and all {len(retired)} notes made so far would be retired; "
            "check where the notes are, or say --yes"
        )
    lost = _by_deck(retired)
    before = _by_deck(change for change in plan.changes if change.before and change.fate is not Fate.RETURNED)
    for deck, count in lost.items():
        if before[deck] >= _FEWEST and count * _PARTS > before[deck]:
            raise StoppedError(
                f"would retire {count} of the {before[deck]} notes in deck {deck}, over a fifth; "
                "see them with flashgen status, and say --yes if they are to go"
            )


def _by_deck(changes: Iterable[Change]) -> Counter[str]:
    """How many notes were in each deck and those below it, the widest deck first."""
    count: Counter[str] = Counter(deck for change in changes if change.before for deck in _decks(change.before.deck))
    return Counter(dict(sorted(count.items(), key=lambda pair: (pair[0].count("::"), pair[0]))))


def _decks(name: str) -> Iterator[str]:
    parts = name.split("::")
    return ("::".join(parts[:end]) for end in range(1, len(parts) + 1))
