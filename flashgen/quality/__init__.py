"""What makes a card good, as far as a program can check it. A fault holds the card; its message says why.

``CHECKS`` is the whole list. A check looks at one draft; ``deck`` holds what needs all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from flashgen.model import UNRANKED, Draft
from flashgen.quality import answers, clozes, form, pointing, questions, terms, truth
from flashgen.quality.deck import FEWEST_TOO_DENSE, density, shared_meanings
from flashgen.quality.terms import reverse_ok
from flashgen.quality.view import View, view

__all__ = [
    "CHECKS",
    "FEWEST_TOO_DENSE",
    "Check",
    "Fault",
    "density",
    "faults",
    "mended",
    "reverse_ok",
    "shared_meanings",
]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that can be wrong with a card."""

    id: str
    says: str
    """What a card must be, in a line."""
    find: Callable[[View], str]
    """What is wrong with the draft seen, in a line a user can read, or nothing."""
    own: bool = False
    """Asked also of a card that the person wrote as a card; the other checks are for flashgen's wording only."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a draft, and the check that found it."""

    id: str
    message: str


_TOO_LONG = Check("too-long", "no side has more than 4000 characters", form.too_long, own=True)

CHECKS: tuple[Check, ...] = (
    _TOO_LONG,
    Check("empty", "no side is empty", form.empty, own=True),
    Check("answer-length", "an answer has at most 40 words", answers.answer_length, own=True),
    Check("one-fact", "an answer holds one fact", answers.one_fact),
    Check("one-number", "the answer to a quantity is one value", answers.one_number),
    Check("subject-named", "the question names its subject", questions.subject_named),
    Check("pronoun-subject", "no pronoun stands for what is not on the card", pointing.pronoun_subject),
    Check("answer-kind", "a question for a number is answered by one", questions.answer_kind),
    Check("answer-not-in-question", "the question does not hold its answer", questions.answer_not_in_question),
    Check("no-yes-no", "the answer is more than yes or no", questions.no_yes_no),
    Check("no-list-all", "no question asks to list everything", questions.no_list_all),
    Check("list-length", "a list has two to seven items", answers.list_length),
    Check("duplicate-items", "no item of a list stands there twice", answers.duplicate_items),
    Check("reverse-specific", "a meaning asked for its term is specific", terms.reverse_specific),
    Check("term-in-definition", "a definition does not use its own term", terms.term_in_definition),
    Check("term-length", "a term is a short name, not a sentence", terms.term_length),
    Check("label-term", "a term is no label, time, ratio, date or address", terms.label_term),
    Check("cloze-content-word", "a blank hides whole words with content", clozes.cloze_content_word, own=True),
    Check("cloze-context", "at least five words are left around a blank", clozes.cloze_context),
    Check("cloze-count", "a sentence has at most three blanks", clozes.cloze_count),
    Check("blank-length", "a blank hides at most fifteen words", clozes.blank_length, own=True),
    Check("hedge-kept", "a not, about or up to of the notes is kept", truth.hedge_kept),
    Check("open-question", "no question stands where a statement should", questions.open_question),
    Check("narration", "no card talks of the text it comes from", pointing.narration),
    Check("bare-link", "no card shows a bare web address", form.bare_link),
    Check("context-length", "the context is short, at most three levels", questions.context_length),
    Check("question-length", "a question has at most sixty words", questions.question_length),
    Check("ages", "what will age carries a date", pointing.ages),
    Check("invented", "every word is in the notes", truth.invented),
    Check("balanced", "brackets, quotes and formulas are closed", form.balanced),
    Check("dangling", "no side starts or ends in the middle", form.dangling),
    Check("broken-verb", "no words are doubled, no verbs collide", form.broken_verb),
    Check("too-short", "an answer says something", answers.too_short),
    Check("markup", "no markup is left in the text", form.markup),
)


_OTHERS = CHECKS[1:]
_OWN = tuple(check for check in _OTHERS if check.own)
_MOST_TRIED = 50
"""Blanks of a cloze up to which each is tried alone: of more, too many would be left anyway."""


def faults(draft: Draft) -> tuple[Fault, ...]:
    """All that is wrong with a draft, in the order of ``CHECKS``; nothing where it may go into the deck.

    Of a draft that is much too long, only that.
    """
    if message := form.too_long_draft(draft):
        return (Fault(_TOO_LONG.id, message),)
    if draft.rule == "explicit":
        return _found(draft)  # worded in one way, and looked at once
    if draft.confidence != UNRANKED or draft.doubt:
        draft = replace(draft, confidence=UNRANKED, doubt="")
    return _faults(draft)


@lru_cache(maxsize=4096)  # a draft is asked after when it is chosen, when it is mended, and when it is judged
def _faults(draft: Draft) -> tuple[Fault, ...]:
    return _found(draft)


def _found(draft: Draft) -> tuple[Fault, ...]:
    seen = view(draft)
    checks = _OWN if draft.rule == "explicit" else _OTHERS
    return tuple([Fault(check.id, message) for check in checks if (message := check.find(seen))])


def mended(draft: Draft) -> tuple[Draft, tuple[Fault, ...]]:
    """The draft less what is at fault in it alone, a term's reverse, some blanks of a cloze; and what is still wrong.

    The draft as it is where it has no fault, or where leaving out does not help.
    """
    found = faults(draft)
    if not found or draft.numbers or form.too_long_draft(draft):
        return draft, found  # who numbers clozes wants them all
    if draft.reverse and not faults(forth := replace(draft, reverse=False)):
        return forth, ()
    if not 1 < len(draft.blanks) <= _MOST_TRIED:
        return draft, found
    sound = tuple(blank for blank in draft.blanks if not faults(replace(draft, blanks=(blank,))))
    if not 0 < len(sound) < len(draft.blanks):
        return draft, found
    better = replace(draft, blanks=sound)
    return better, faults(better)
