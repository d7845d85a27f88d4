"""What can be seen of a worded card that speaks for or against it; ``rank`` weighs it with the fact's own signs.

A sign is a name that holds or does not; a length becomes one of a few bands. ``family`` parts cards that are judged in
different ways, so that the length of a definition and that of a blank are not one sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from flashgen.language.commonness import COMMONEST, RARE, commonness, rare_words
from flashgen.language.frames import frame
from flashgen.language.letters import has_digit
from flashgen.language.lexicon import HEDGES, MODALS, NEGATIONS, PREPOSITIONS, PRONOUNS, is_verb_form
from flashgen.language.phrases import words_of
from flashgen.language.readings import value
from flashgen.language.words import content_stems, content_words, is_plural
from flashgen.language.worth import is_common
from flashgen.model import Card, Draft, Fact, Form, Kind
from flashgen.text import Markup
from flashgen.wording.cards import BLANK, context_prefix

_BANDS = (0, 1, 2, 3, 5, 8, 12, 20, 30)
_VAGUE = frozenset(
    """
    some any many several different various certain most other others more less much thing things something way ways lot
    few special specific particular certain better best good bad important useful different difficult easy hard possible
    significant common simple complex new appropriate proper correct right own
    """.split()
)
_LOOSE = frozenset("also however then thus so therefore still already just simply basically actually".split())
GRAMMAR = frozenset("claim reason consequence function record".split())
"""Rules that rest on the grammar of a sentence; the others rest on how the notes are laid out."""
READ_BY_MODEL = "read by a model"
_AS_A_WHOLE = ("table", "comparison")
"""Rules whose cards come by the dozen from one place: what is seen of the cards tells one table from another, of which
far too few were graded to learn that from."""
_JOINS = frozenset({"and", "or"})
_OPENS_CLAUSE = frozenset("that which who where when if because".split())
_STANDS_IN = PRONOUNS - {"that", "this"}
_LEANS_ON = PRONOUNS - {"there", "that", "one"}
_YOU = frozenset({"you", "your"})
_POINTS = frozenset("this these those such".split())
_CONDITIONS = frozenset("if when unless while although".split())
_EXAMPLES = frozenset("e.g eg i.e ie example etc".split())
_POINTERS = frozenset("the this that these those it its they their both each every such another other all".split())
_SMALL, _LARGE = 12, 1000
"""Up to here a number is one of a few that anybody would guess; from here on nobody would."""
_YEAR = re.compile(r"1\d{3}|20\d\d")
_NAME = re.compile(r"(?<=\s)[A-Z][a-z]+|[A-Z]{2,}|\b[a-z]+[A-Z]")
_END = re.compile(r"[.;:]$")
_SIGN = re.compile(r"[=<>→+@/]")
_SIGN_IN_QUESTION = re.compile(r"[=<>→+@]| / ")


def family(draft: Draft) -> str:
    """With which cards a card is compared: those of its rule; of what grammar finds, the blanks or the questions."""
    if draft.rule not in GRAMMAR:
        return draft.rule
    return "blank" if draft.form is Form.CLOZE else "question"


def of_wording(fact: Fact, draft: Draft, wording: str, card: Card) -> tuple[str, ...]:
    """The signs of one card of a draft, and of the fact that it words.

    All but the first few carry their family's name: that a one-word blank is seldom kept says nothing of one word in
    a table.
    """
    kind = family(draft)
    found = "read by grammar" if draft.rule in GRAMMAR else "read by structure"
    found = READ_BY_MODEL if draft.found_by else found
    own = [f"made: {sign}" for sign in (found, draft.rule, wording, f"{draft.rule}, {wording}")]
    if fact.kind is Kind.CLAIM and draft.form is Form.CLOZE:
        own.append(f"made: blank, {_frame(fact)}")
    if draft.rule in _AS_A_WHOLE:
        return tuple(own)
    opaque = bool(draft.back.spans) or bool(draft.front.marked(Markup.CODE, Markup.MATH))
    question = card.question.removeprefix(context_prefix(draft.context))
    seen = [
        *_lengths(draft, card, question),
        *_answer(card.answer, opaque),
        *_question(draft, card, question),
        *fact.signs,
    ]
    return tuple(dict.fromkeys([*own, *(f"{kind}: {sign}" for sign in seen)]))


def _frame(fact: Fact) -> str:
    plain, (start, end) = fact.evidence.text.plain, fact.slots[0]
    return frame(plain[:start], plain[start:end], plain[end:])


def band(count: int) -> str:
    """A length as one of a few names: ``4-5``, ``over 30``."""
    for low, high in pairwise(_BANDS):
        if count <= low:
            return str(low)
        if count <= high:
            return f"{low + 1}-{high}" if high - low > 1 else str(high)
    return f"over {_BANDS[-1]}"


def _lengths(draft: Draft, card: Card, question: str) -> Iterator[str]:
    asked = " ".join(part.readable() for part in draft.context)
    yield f"answer of {band(len(words_of(card.answer)))} words"
    yield f"question of {band(len(content_words(question.replace(BLANK, ''))))} content words"
    yield f"context of {len(draft.context)}"
    if draft.context:
        yield f"context of {band(len(content_words(asked)))} content words"
    if draft.items:
        yield f"list of {len(draft.items)}"
        yield f"longest item of {band(max(len(words_of(item.plain)) for item in draft.items))} words"


@lru_cache(maxsize=1 << 10)  # one answer is asked for in several ways
def _answer(answer: str, opaque: bool) -> tuple[str, ...]:
    """What an answer shows; ``opaque`` says that code or mathematics is part of it."""
    words = words_of(answer)
    content = content_words(answer)
    if not words:
        return ("answer without words",)
    said = set(words)
    tests = {
        "answer has a number": has_digit(answer),
        "answer has a name": bool(_NAME.search(f" {answer[1:]}")) or answer[:2].isupper(),
        "answer is all names": bool(answer) and all(w[:1].isupper() for w in answer.split()),
        "answer opens with a": words[0] in ("a", "an"),
        "answer opens with the": words[0] == "the",
        "answer opens with a preposition": words[0] in PREPOSITIONS or words[0] == "to",
        "answer opens with a verb": is_verb_form(words[0], "base", "s"),
        "answer opens with -ing": words[0].endswith("ing"),
        "answer joins with and or or": not said.isdisjoint(_JOINS),
        "answer has a comma": "," in answer,
        "answer has brackets": "(" in answer,
        "answer has a dash": " - " in answer or " – " in answer,
        "answer has a sign": bool(_SIGN.search(answer)),
        "answer is vague": not said.isdisjoint(_VAGUE),
        "answer is one common noun": is_common(answer),
        "answer is common words": bool(content) and len(content) <= 2 and all(is_common(w) for w in content),
        "answer has a pronoun": not said.isdisjoint(_STANDS_IN),
        "answer has a clause": not said.isdisjoint(_OPENS_CLAUSE),
        "answer hedges": not said.isdisjoint(HEDGES),
        "answer negates": not said.isdisjoint(NEGATIONS),
        "answer is plural": is_plural(words[-1]),
        "answer says little": len(content) <= 1,
        "answer is a participle": len(words) == 1 and is_verb_form(words[0], "participle"),
        "answer ends with a preposition": words[-1] in PREPOSITIONS,
        "answer in code or math": opaque,
    }
    found = [name for name, holds in tests.items() if holds]
    found.extend(_number(answer))
    if content:
        ranks = [commonness(word) for word in content]
        found.append(f"rare words in the answer: {_few(ranks.count(RARE))}")
        found.append(f"rarest word of the answer: {max(ranks)}")
        found.append(f"commonest word of the answer: {min(ranks)}")
        found.append(f"head of the answer: {commonness(_head(words))}")
        if max(ranks) == COMMONEST:
            found.append(f"answer of {_few(len(content))} of the commonest words")
    return tuple(found)


def _head(words: list[str]) -> str:
    """The noun that the rest of a phrase belongs to: the last before a preposition."""
    end = next((at for at, word in enumerate(words) if at and (word in PREPOSITIONS or word == "to")), len(words))
    return words[end - 1]


def _number(answer: str) -> Iterator[str]:
    """What an answer that is a number is: ``2`` can be guessed, ``1.4T`` and ``8 weeks`` cannot."""
    read = value(answer)
    if not read:
        return
    yield "answer is " + ("a year" if _YEAR.fullmatch(answer) else "a measure" if read.unit else "a bare number")
    tests = {
        "answer is a percentage": read.unit is not None and read.unit.name in ("%", "percent"),
        "answer is a small whole number": not read.unit and read.low.denominator == 1 and read.low <= _SMALL,
        "answer is a range": read.is_range,
        "answer is about right": not read.exact,
        "answer is a large number": read.low >= _LARGE,
        "answer is exact to two digits": len(answer.strip("0 ,.%")) > 1 and answer[:2].isdigit(),
    }
    yield from (name for name, holds in tests.items() if holds)


def _few(count: int) -> str:
    return str(count) if count < 4 else "4 or more"


def _question(draft: Draft, card: Card, question: str) -> Iterator[str]:
    shown = draft.front.readable() if draft.form is not Form.CLOZE else question
    filled = shown.replace(BLANK, " ")
    words = words_of(filled)
    said = set(words)
    known = frozenset().union(*(content_stems(part.plain) for part in draft.context))
    asked = content_stems(card.answer)
    stems = content_stems(filled)
    yield f"rare words in the question: {_few(len(rare_words(filled)))}"
    yield f"words in sight: {band(len(words))}"
    before = words_of(card.question.split(BLANK)[0])[-1:] if BLANK in card.question else []
    tests = {
        "question has a name": bool(_NAME.search(shown)),
        "question has a number": has_digit(shown),
        "question has a pronoun": not said.isdisjoint(_LEANS_ON),
        "question has you": not said.isdisjoint(_YOU),
        "question has this or these": not said.isdisjoint(_POINTS),
        "question hedges": not said.isdisjoint(HEDGES),
        "question says may or can": not said.isdisjoint(MODALS),
        "question negates": not said.isdisjoint(NEGATIONS),
        "question is vague": not said.isdisjoint(_VAGUE),
        "question leans": not said.isdisjoint(_LOOSE),
        "question has a condition": not said.isdisjoint(_CONDITIONS),
        "question has an example": not said.isdisjoint(_EXAMPLES),
        "question has brackets": "(" in shown,
        "question has a sign": bool(_SIGN_IN_QUESTION.search(shown)),
        "question has a colon": ":" in shown.rstrip("?: "),
        "question has a comma": "," in shown,
        "blank at the front": shown.startswith(BLANK),
        "blank after the": before == ["the"],
        "blank after a": before in (["a"], ["an"]),
        "blank after a preposition": bool(before) and (before[0] in PREPOSITIONS or before[0] == "to"),
        "answer in the context": not asked.isdisjoint(known),
        "answer partly in the question": not asked.isdisjoint(stems),
        "question adds to its context": not stems <= known,
        "question opens with a pointer": bool(words) and words[0] in _POINTERS,
        "question opens with a preposition": bool(words) and words[0] in PREPOSITIONS,
        "question opens with a capital": draft.front.plain[:1].isupper(),
        "answer opens with a capital": card.answer[:1].isupper(),
        "answer ends with a stop": bool(_END.search(card.answer)),
    }
    yield from (name for name, holds in tests.items() if holds)
