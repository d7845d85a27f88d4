"""What only several drafts together show: questions with two answers, meanings with two terms, too many cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from flashgen.language.words import content_words, same_words, stem, words
from flashgen.model import Draft, Form
from flashgen.quality.view import short

MOST_PER_100_WORDS = 25
FEWEST_WORDS = 100
"""Below, a density says nothing: a glossary of five lines is all cards."""


def conflicts(drafts: Sequence[Draft]) -> dict[int, str]:
    """Drafts that ask what another asks and answer differently, by index, each with what is wrong.

    Where one answer only says more than the other, the shorter one alone is named. Drafts that also answer the
    same are duplicates, not conflicts.
    """
    asked: defaultdict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        for question, answer in _questions(draft):
            asked[question].append((index, answer))
    found: dict[int, str] = {}
    for entries in asked.values():
        for index, answer in entries:
            for other, its_answer in entries:
                if index == other or same_words(answer, its_answer) or index in found:
                    continue
                own, their = _stems(answer), _stems(its_answer)
                if own < their:
                    found[index] = f"another card asks the same and says more: “{short(its_answer)}”"
                elif not their < own:
                    found[index] = f"another card asks the same and answers otherwise: “{short(its_answer)}”"
    return found


def shared_meanings(drafts: Sequence[Draft]) -> frozenset[int]:
    """Terms whose meaning is another term's too, by index: they cannot be asked from meaning to term."""
    terms: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        if draft.form is Form.TERM:
            terms[tuple(stem(word) for word in content_words(_answer(draft)))].append(index)
    names = {index: drafts[index].front.plain for many in terms.values() if len(many) > 1 for index in many}
    return frozenset(
        index
        for many in terms.values()
        for index in many
        if len(many) > 1 and any(not same_words(names[index], names[other]) for other in many)
    )


def density(notes: int, word_count: int) -> str:
    """What is wrong with that many notes from a text of that many words, or nothing."""
    if word_count < FEWEST_WORDS or notes * 100 <= MOST_PER_100_WORDS * word_count:
        return ""
    return f"{notes} notes from {word_count} words: more than {MOST_PER_100_WORDS} in 100 words split too finely"


def _questions(draft: Draft) -> list[tuple[tuple[str, ...], str]]:
    """Each question of a draft as words, context first, with its answer; the reverse of a term left out."""
    context = tuple(word for text in draft.context for word in words(text.plain))
    if draft.form is not Form.CLOZE:
        return [((draft.form, *context, *words(draft.front.plain)), _answer(draft))]
    plain = draft.front.plain
    return [
        ((draft.form, *context, *words(plain[:start]), "[...]", *words(plain[end:])), plain[start:end])
        for start, end in draft.blanks
    ]


def _answer(draft: Draft) -> str:
    return "; ".join(item.plain for item in draft.items) if draft.items else draft.back.plain


def _stems(answer: str) -> set[str]:
    return {stem(word) for word in content_words(answer) or words(answer)}
