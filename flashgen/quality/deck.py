"""What only several drafts together show: meanings with two terms, too many cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from flashgen.language.words import content_words, stem, stems
from flashgen.model import Draft, Form

MOST_PER_100_WORDS = 25
FEWEST_WORDS = 100
"""Below, a density says nothing: a glossary of five lines is all cards."""
FEWEST_TOO_DENSE = MOST_PER_100_WORDS * FEWEST_WORDS // 100 + 1
"""Notes below which no text is too dense."""


def shared_meanings(drafts: Sequence[Draft]) -> frozenset[int]:
    """Terms whose meaning is another term's too, by index: they cannot be asked from meaning to term."""
    terms = {at: (draft.front.plain, _answer(draft)) for at, draft in enumerate(drafts) if draft.form is Form.TERM}
    return shared(terms)


def shared(terms: Mapping[int, tuple[str, str]]) -> frozenset[int]:
    """Those of some terms, each with its meaning, that mean what another one means, too."""
    meant: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for name, (_, meaning) in terms.items():
        meant[tuple(stem(word) for word in content_words(meaning))].append(name)
    several = (names for names in meant.values() if len({stems(terms[name][0]) for name in names}) > 1)
    return frozenset(name for names in several for name in names)


def density(notes: int, word_count: int) -> str:
    """What is wrong with that many notes from a text of that many words, or nothing."""
    if word_count < FEWEST_WORDS or notes * 100 <= MOST_PER_100_WORDS * word_count:
        return ""
    return f"{notes} notes from {word_count} words: more than {MOST_PER_100_WORDS} in 100 words split too finely"


def _answer(draft: Draft) -> str:
    return "; ".join(item.plain for item in draft.items) if draft.items else draft.back.plain
