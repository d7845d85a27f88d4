"""A draft cut into the sides that a person will see, with the words that most checks ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from flashgen.language.letters import lowered
from flashgen.language.words import STOP_WORDS, words
from flashgen.model import Draft, Form
from flashgen.text import Markup, Text

STAND_IN = "x"
"""One word in place of each formula, image or piece of code: their insides are not English."""

_MATH = re.compile(r"\\\((?:(?!\\\().)*?\\\)|\\\[(?:(?!\\\[).)*?\\\]", re.S)


@dataclass(frozen=True, slots=True)
class Side:
    """One field of a draft, or one item or blank of it."""

    name: str
    """What a reader calls it: question, answer, item, term, meaning, sentence, blank."""
    text: Text
    bare: str
    """The text with ``STAND_IN`` for what is not prose."""
    low: str
    """``bare`` in small letters, sign for sign."""
    words: tuple[str, ...]
    """Of ``bare``."""

    @property
    def opaque(self) -> bool:
        """Whether code, mathematics or an image is part of it."""
        return self.bare != self.text.plain


@dataclass(frozen=True, slots=True)
class View:
    """A draft as its reader sees it."""

    draft: Draft
    ask: Side
    """The question, the term, or the sentence with its blanks filled."""
    answers: tuple[Side, ...]
    """The answer, the meaning, each item of a list, or each blank."""
    context: tuple[str, ...]
    """Words of the context prefix."""

    @property
    def sides(self) -> tuple[Side, ...]:
        """Everything that is on the card but its context."""
        return (self.ask, *self.answers)

    @property
    def shown(self) -> str:
        """All words of the card: context, question and answers."""
        context = " · ".join(text.plain for text in self.draft.context)
        whole = (self.ask,) if self.draft.form is Form.CLOZE else self.sides  # a blank is part of its sentence
        return " ".join([context, *(side.text.plain for side in whole)])


_NAMES = {Form.BASIC: ("question", "answer"), Form.TERM: ("term", "meaning"), Form.CLOZE: ("sentence", "blank")}


def view(draft: Draft) -> View:
    """The draft's sides. A cloze blank outside its sentence gives an empty side, which ``empty`` reports."""
    ask, answer = _NAMES[draft.form]
    if draft.form is Form.CLOZE:
        answers = [side(answer, draft.front[start:end]) for start, end in draft.blanks]
    elif draft.items:
        answers = [side("item", item) for item in draft.items]
    else:
        answers = [side(answer, draft.back)]
    context = tuple(word for text in draft.context for word in words(text.plain))
    return View(draft, side(ask, draft.front), tuple(answers), context)


@lru_cache(maxsize=1 << 11)  # the blanks of a sentence share it, and several questions an answer
def side(name: str, text: Text) -> Side:
    """One side, its code, mathematics and images replaced."""
    bare = bare_of(text)
    return Side(name, text, bare, lowered(bare), tuple(words(bare)))


def bare_of(text: Text) -> str:
    """The words of a text, its code, mathematics and images replaced."""
    bare = text.plain
    for span in sorted(text.marked(Markup.CODE, Markup.MATH, Markup.IMAGE), reverse=True):
        bare = f"{bare[: span.start]}{STAND_IN}{bare[span.end :]}"
    return _MATH.sub(STAND_IN, bare) if "\\" in bare else bare


def short(text: str) -> str:
    """The text for a message: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57].rstrip()}..."


def is_english(found: tuple[str, ...]) -> bool:
    """A cheap guess: two function words, or one in a short phrase."""
    hits = sum(word in STOP_WORDS for word in found)
    return hits > 1 or (hits == 1 and len(found) < 6)
