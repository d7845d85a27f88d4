"""All answers as CSV: first the columns that FSRS's optimizer reads, then those of Anki's own revlog table.

    card_id, review_time, review_rating, review_state, review_duration

Answers of a cram are left out, as they say nothing about how long a card is remembered.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable

from flashgen.drill.store import Logged
from flashgen.drill.values import Key, State

COLUMNS = (
    *("card_id", "review_time", "review_rating", "review_state", "review_duration"),
    *("id", "cid", "usn", "ease", "ivl", "lastIvl", "factor", "time", "type"),
    *("guid", "ord"),
)
_TYPES = {State.NEW: 0, State.LEARNING: 0, State.REVIEW: 1, State.RELEARNING: 2}
_CRAM = 3


def dumps(answers: Iterable[Logged]) -> str:
    """The answers as the text of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *(row(each) for each in answers if not each.cram)])
    return text.getvalue()


def row(answer: Logged) -> tuple[object, ...]:
    """One answer in the columns."""
    card = card_id(answer.key)
    fsrs = (card, answer.id, answer.rating, answer.state, answer.duration)
    return (*fsrs, *anki_row(answer, card), answer.guid, answer.ord)


def anki_row(answer: Logged, card: int) -> tuple[int, ...]:
    """One answer as a row of Anki's revlog, for the card of that id."""
    kind = _CRAM if answer.cram else _TYPES[State(answer.state)]
    # Anki keeps difficulty here where FSRS is on; 0 tells that a cram changed nothing
    factor = 0 if answer.cram or not answer.difficulty else round(((answer.difficulty - 1) / 9 + 0.1) * 1000)
    return (
        *(answer.id, card, -1, answer.rating, answer.interval, answer.last_interval),
        *(factor, answer.duration, kind),
    )


def card_id(key: Key) -> int:
    """A number for a card, always the same."""
    return int.from_bytes(hashlib.blake2b(f"{key.guid} {key.ord}".encode(), digest_size=6).digest())
