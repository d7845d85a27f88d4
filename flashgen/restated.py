"""The same fact in other words of the same kind, or another notation: ``280B params`` and ``280 billion parameters``.

A missed pair is a card too many; a wrong one is a fact lost. So everything must agree but inflection, small words and
how a quantity is written, and the case that the context tells.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

from flashgen.language.entities import Spelling, is_named, tells_cases_apart
from flashgen.language.readings import value
from flashgen.language.words import subject_words
from flashgen.model import Card, Form, Kind, Note, Status

_FEWEST = 4
"""Words of a sentence that no chance makes the same under two headings."""
_LONGEST_VALUE = 40
"""In characters."""
_SYMBOL = re.compile(r"(?<![^\W\d_])[A-Z](?![^\W\d_])|[+*/=<>≤≥≈~±^_#]|(?<!\w)[-−](?=[\s\d])")
"""Letters and signs whose case and place decide: ``K`` and ``k``, ``x + y`` and ``x - y``."""
_MARKED = re.compile(r"\\[(\[]|<(?:code|pre|img)\b")
"""Formulas, code and images, which are the same only letter by letter."""


def restated(notes: Sequence[Note], known: Callable[[], Spelling]) -> list[list[Note]]:
    """The notes in groups that state one fact, each in the order of its first; most groups hold one note.

    Only what is emitted is compared, and no card that the person wrote as a card. ``known`` tells, when it is needed,
    how the documents write their words.
    """
    asked: dict[Hashable, list[Note]] = defaultdict(list)
    for note in notes:
        if key := _asked(note):
            asked[key].append(note)
    # few notes ask what another one asks: only their answers are compared
    several = {id(note): key for key, same in asked.items() if len(same) > 1 for note in same}
    alike: dict[Hashable, list[list[Note]]] = defaultdict(list)
    groups: list[list[Note]] = []
    for note in notes:
        key = several.get(id(note))
        answers = _answers(note) if key else None
        here = alike[key, answers] if answers else []
        group = next((group for group in here if _same_case(group[0], note, known)), None)
        if group:
            group.append(note)
        else:
            groups.append([note])
            here.append(groups[-1])
    return groups


def _asked(note: Note) -> Hashable | None:
    """What two notes share that may ask the same; None where a note is like no other."""
    if note.status is not Status.EMIT or note.kind in (Kind.EXPLICIT, Kind.QUOTE) or note.media:
        return None
    fronts = tuple(_words(_front(note, card.question)) for card in _cards(note))
    return (note.form, fronts) if all(words for words, _ in fronts) else None


def _answers(note: Note) -> Hashable | None:
    """What two notes share that answer the same; None where a note answers like no other."""
    if any(_MARKED.search(field) for field in note.fields):
        return None
    answers = tuple(_answer(card.answer) for card in _cards(note))
    return answers if all(answers) else None


def _cards(note: Note) -> tuple[Card, ...]:
    return note.cards[:1] if note.form is Form.TERM else note.cards


def _front(note: Note, question: str) -> str:
    """A card's question without its context."""
    return note.front if note.form is Form.TERM else question.removeprefix(f"[{note.context}] ")


def _words(said: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    symbols = [sign for sign in _SYMBOL.findall(said) if sign not in ("A", "I")]
    return subject_words(said), tuple(symbols)


def _answer(said: str) -> Hashable | None:
    """An answer for comparing: a quantity by what it says, other words by their stems."""
    read = value(said) if len(said) <= _LONGEST_VALUE else None
    if read:
        kind = read.unit.dimension if read.unit and read.unit.dimension != "share" else ""
        return kind, read.ends, read.exact, read.bound, read.change, subject_words(read.noun)
    words = _words(said)
    return words if words[0] else None


def _same_case(one: Note, other: Note, known: Callable[[], Spelling]) -> bool:
    """Whether two notes that ask the same ask it of the same thing, whatever they stand under."""
    front = set(subject_words(one.front))
    apart = (set(subject_words(one.context)) ^ set(subject_words(other.context))) - front
    if not apart or one.form is Form.TERM:
        return True
    if tells_cases_apart(apart):
        return False
    if one.form is Form.CLOZE or one.kind is Kind.QUANTITY:
        number = one.form is not Form.CLOZE  # which a blank's sentence still holds
        return len(front) + number > _FEWEST
    return all(is_named(_subject(note.front), known(), sure=True) for note in (one, other))


def _subject(question: str) -> str:
    """What ``Gopher: how many params?`` asks of; empty of a sentence, and of ``IOC: ?``, which may ask of anything."""
    subject, _, attribute = question.partition(":")
    return subject if attribute.strip(" ?") else ""
