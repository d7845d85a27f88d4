"""One fact, one note: what stands in the notes twice is merged, what contradicts itself is held."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from flashgen.language.entities import Spelling, spelling
from flashgen.language.words import stem, words
from flashgen.model import Document, Form, Note, Status
from flashgen.notes import with_sources
from flashgen.restated import restated

_SIGN = re.compile(r"[+*/=<>≤≥≈~±^\\]|(?<!\w)[-−](?=[\s\d])")
_STOPS = " .;,:?!"
_QUOTES = (("‘", "'"), ("’", "'"), ("“", '"'), ("”", '"'))


def merge(notes: Iterable[Note], documents: Sequence[Document] = ()) -> tuple[Note, ...]:
    """All notes of all documents, each fact once with all its sources; two answers to one question are held."""

    @cache
    def known() -> Spelling:
        return spelling(block.text.plain for document in documents for block in document.walk())

    every = list(notes)
    distinct = _one_each(_one_each(every, _fact, [_rough_fact(note) for note in every]), lambda note: note.guid)
    return _hold_conflicts([_merged(group) for group in restated(distinct, known)])


def _one_each(notes: Sequence[Note], key: Callable[[Note], object], rough: Sequence[object] = ()) -> list[Note]:
    """The notes with those of the same key merged into the first of them.

    ``rough`` has for each note what is the same where keys are, and sooner had: most share not even that.
    """
    count = Counter(rough)
    groups: dict[object, list[Note]] = defaultdict(list)
    for index, note in enumerate(notes):
        groups[index if rough and count[rough[index]] == 1 else key(note)].append(note)
    return [_merged(group) for group in groups.values()]


def _merged(same: Sequence[Note]) -> Note:
    """One note for several that say the same: the first that is emitted, with the tags and sources of all."""
    if len(same) == 1:
        return same[0]
    chosen = next((note for note in same if note.status is Status.EMIT), same[0])
    tags = tuple(dict.fromkeys(tag for note in same for tag in note.tags))
    sources = tuple(dict.fromkeys(source for note in same for source in note.sources))
    origins = tuple(dict.fromkeys(origin for note in (chosen, *same) for origin in note.origins))
    return with_sources(replace(chosen, tags=tags, origins=origins), sources)


def _hold_conflicts(notes: Sequence[Note]) -> tuple[Note, ...]:
    """The notes; emitted ones that ask the same and answer differently are held with all places as the reason.

    Only the first card of a term counts: two terms may share a meaning.
    """
    asking = [
        (index, card)
        for index, note in enumerate(notes)
        if note.status is Status.EMIT
        for card in (note.cards[:1] if note.form is Form.TERM else note.cards)
    ]
    rough = [_rough(card.question) for _, card in asking]
    count = Counter(rough)
    asked: dict[str, dict[int, tuple[str, ...]]] = defaultdict(dict)
    for (index, card), words_asked in zip(asking, rough, strict=True):
        if count[words_asked] > 1:  # most ask what no other asks
            asked[_plain(card.question)][index] = _said(card.answer)
    reasons: dict[int, str] = {}
    for answers in asked.values():
        if len(set(answers.values())) > 1:
            where = " and ".join(_where(notes[index]) for index in answers)
            reasons.update(dict.fromkeys(answers, f"two answers to this question: {where}"))
    return tuple(
        replace(note, status=Status.HELD, reason=reasons[index]) if index in reasons else note
        for index, note in enumerate(notes)
    )


def _where(note: Note) -> str:
    return f"{note.sources[0].path}:{note.sources[0].start_line}"


def _fact(note: Note) -> object:
    """What two notes share when they say the same.

    A term means the same wherever it stands; any other question may rest on its context.
    """
    if note.form is Form.TERM:
        return note.form, _plain(note.front), _said(note.cards[0].answer)
    texts = tuple((_plain(card.question), _plain(card.answer)) for card in note.cards)
    return note.form, texts, tuple(sorted(media.name for media in note.media))


def _rough_fact(note: Note) -> object:
    """What two notes share that share ``_fact``: what is asked first."""
    if note.form is Form.TERM:
        return note.form, _rough(note.front)
    return note.form, _rough(note.cards[0].question) if note.cards else ""


def _said(answer: str) -> tuple[str, ...]:
    """An answer for comparing: the stems of its words, and the signs that reckon."""
    return (*(stem(word) for word in words(answer)), *_SIGN.findall(answer))


def _plain(text: str) -> str:
    """A text for comparing: without case in words of three letters and more, as ``K`` and ``k`` are two things."""
    words = _unquoted(text).split()
    return " ".join([word if len(word) < 3 else word.casefold() for word in words]).rstrip(_STOPS)


def _rough(text: str) -> str:
    """What two texts share that share ``_plain``."""
    return " ".join(_unquoted(text).casefold().split()).rstrip(_STOPS)


def _unquoted(text: str) -> str:
    """The text with plain quotation marks, in one Unicode form."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        for mark, plain in _QUOTES:  # four times as fast as str.translate
            text = text.replace(mark, plain)
    return text
