"""A fact that a model gave, held to the notes: what of it does not stand there, by program and without mercy.

A wrong card is worse than none, so whatever cannot be seen in the notes is refused. What passes still says only what
the notes say: inflection, articles and the words that make a question are all that may be new.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from flashgen.ask.held.ground import Ground, fit, ground
from flashgen.ask.held.limits import lost
from flashgen.ask.held.lists import NEGATIONS
from flashgen.ask.held.nearby import is_of, is_plain, nearby, without_formulas
from flashgen.ask.held.pairs import mispaired
from flashgen.ask.held.roles import turned
from flashgen.ask.held.short import in_words_of
from flashgen.ask.held.strength import follows, of_others, required
from flashgen.ask.held.subject import POINTS_BACK, has_own_subject, speaks_of
from flashgen.ask.held.words import ASKS, content, count, joined, say, strange, strangers
from flashgen.ask.tokens import Token, key_of, keys, tokens, where
from flashgen.ask.values import Given
from flashgen.language.acronyms import stands_for
from flashgen.language.lexicon import MODALS
from flashgen.language.words import STOP_WORDS

__all__ = ["Ground", "against", "fit", "ground"]

_STAND_FOR = re.compile(r"\b(\S+?)[”\"']? stands? for\?", re.I)
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_FORMULA = re.compile(r"[\\^=$]")
_FRAMES = frozenset(
    map(key_of, "equation formula expression expressed written denoted unlike opposed despite although".split())
)
"""Words that say how something is put, or set beside something else: a second look sees whether it is."""
_LOOSEST = 2
"""How many times as long as an answer the stretch of notes may be that it is taken from."""
_LONGEST_QUESTION = 40
_LONGEST_ANSWER = 40
_FEWEST_ITEMS = 2


def against(given: Given, held: Ground, seconded: bool = False) -> str:
    """Why a fact is refused; empty where everything in it stands in the notes.

    Where a second look found its card right (``seconded``), its question may take plain words from the lines around.
    """
    answers = given.items or (given.object,)
    if not given.question.rstrip().endswith("?"):
        return "the question is none"
    if len(tokens(given.question)) > _LONGEST_QUESTION or any(len(tokens(a)) > _LONGEST_ANSWER for a in answers):
        return "it is too long for a card"
    if given.items and len(given.items) < _FEWEST_ITEMS:
        return "a list of one"
    evidence = held.text.plain
    known = say(token for text in (held.text, *held.above) for token in tokens(text.plain))
    for answer in answers:
        if reason := _answer(answer, held):
            return reason
    number = len(given.items) or joined(given.object)
    counted = count(number) if number > 1 else frozenset()
    question = in_words_of(given.question, held.short, (held.text, *held.before, *held.above), held.above)
    counted |= required(held, question, "; ".join(answers))
    if word := _unknown(question, answers, held, known, counted):
        earlier = known | say(token for text in held.before for token in tokens(text.plain))
        wanted = {token.key for side in (question, *answers) for token in tokens(side)}
        if unknown := _unknown(question, answers, held, earlier, counted):
            next_to = earlier | say(t for text in held.beside for t in tokens(text.plain) if t.key not in NEGATIONS)
            is_own = not _unknown(question, answers, held, next_to, counted) and has_own_subject(
                held, answers[0], wanted
            )
            if not is_own and not (seconded and _is_near(question, answers, held, earlier, counted)):
                return f"“{unknown}” in the question is not in the notes"
        other = "" if seconded and is_of(held, keys(question)) else speaks_of(held, answers[0], wanted)
        if other:
            return f"the words it cites speak of “{other}”, not of “{word}”"
    if not any(token.key in known - STOP_WORDS for token in tokens(question)):
        return "the question does not say what it asks about"
    every = (held.text, *held.before, *held.above, *held.beside)
    for side in (question, *answers):
        if reason := _number(side, [tokens(text.plain) for text in every]):
            return reason
    if other := of_others(question, evidence):
        return f"the card does not say other than what “{other}” are"
    said = "; ".join(answers)
    over = "\n".join(text.plain for text in held.above if not held.spot.text.plain.startswith(text.plain))
    reason = "" if _is_spelt_out(question, said, evidence) else lost(evidence, question, answers, over)
    if reason or given.items:
        return reason
    if other := _left_out(question, said, held):
        return f"the card has nothing of “{other}”, which the notes say of the answer"
    # a label that opens the line is no more common to its parts than they are
    around = {token.key for token in tokens(over)}
    return turned(evidence, question, said) or mispaired(evidence, question, said, around)


def _unknown(
    question: str, answers: Sequence[str], held: Ground, known: frozenset[str], allowed: frozenset[str]
) -> str:
    """The first word of a question that the notes do not have; empty where they have all."""
    for word in strangers(question, known, allowed, asks=True):
        if word.lower() != "after" or not follows(question, answers[0], held):
            return word
    return ""


def _is_near(
    question: str, answers: Sequence[str], held: Ground, known: frozenset[str], allowed: frozenset[str]
) -> bool:
    """Whether what the notes do not have where a question comes from is plain, and stands near by or asks."""
    near = say(token for token in nearby(held, keys(question)) if token.key not in NEGATIONS)
    question = without_formulas(held, question)
    asked = [*pairwise(tokens(question))]
    sorts = {b.key for a, b in asked if a.key in ASKS and is_plain(b) and b.key not in MODALS}
    names = {b.key for a, b in asked if a.key in known and a.is_name and b.is_name and held.names.get(a.key) == b.key}
    return not _unknown(question, answers, held, known | near, allowed | sorts | names | _FRAMES)


def _left_out(question: str, answer: str, held: Ground) -> str:
    """What a sentence says of an answer that is only a part of it, where the question takes none of its words.

    ``Invalid since 2020`` answers ``2020`` to no question but one about what is invalid. A why may take its topic from
    a heading, and a sentence that goes on from the one before from that.
    """
    answered = {token.key for token in tokens(answer)}
    every = {token.key for token in content(held.text.plain)}
    rest = [token for token in tokens(held.text.plain) if token.key not in answered | STOP_WORDS]
    asked = [token.text for token in tokens(question) if token.key not in answered | STOP_WORDS]
    is_small = 2 * len(every & answered) < len(every)
    goes_on = bool(POINTS_BACK.match(held.text.plain)) or question.lower().startswith("why")
    if not (rest and is_small) or goes_on or any(not strange(word, say(rest)) for word in asked):
        return ""
    return rest[0].text


def _is_spelt_out(question: str, answer: str, evidence: str) -> bool:
    """Whether a card asks what an abbreviation stands for: that is so, whatever is said of the thing itself."""
    asked = _STAND_FOR.search(question)
    return bool(asked and stands_for(asked[1], answer)) and where(keys(answer), keys(evidence)) >= 0


def _answer(answer: str, held: Ground) -> str:
    """Why an answer is refused: its words must stand in the sentences, in this order and close by, or above them."""
    wanted = keys(answer)
    if not wanted:
        return "the answer says nothing"
    if where(wanted, keys(held.text.plain)) >= 0 or any(where(wanted, keys(text.plain)) >= 0 for text in held.above):
        return ""
    if word := strange(answer, say(held.tokens)):
        return f"“{word}” in the answer is not in the words it cites"
    if _FORMULA.search(answer):
        return "the formula is not that of the notes"
    if not any(_in_order(answer, tokens(line)) for line in held.text.plain.splitlines()):
        return "the answer puts the notes' words together anew"
    return ""


def _in_order(answer: str, said: Sequence[Token]) -> bool:
    """Whether the answer's words come in the notes' order, with little between them."""
    wanted = list(content(answer)) or list(tokens(answer))
    for first in range(len(said)):
        at, last = first, first
        for token in wanted:
            while at < len(said) and not _is_same(token, said[at]):
                at += 1
            if at == len(said):
                return False
            last, at = at, at + 1
        if last - first < max(len(tokens(answer)), len(wanted) + 1) * _LOOSEST and _is_same(wanted[0], said[first]):
            return True
    return False


def _is_same(token: Token, other: Token) -> bool:
    return not strange(token.text, say([other])) and not (
        token.is_number and other.is_number and token.key != other.key
    )


def _number(side: str, every: Sequence[Sequence[Token]]) -> str:
    """A number that has another unit, or another sign before it, than in the notes."""
    found = tokens(side)
    for at, token in enumerate(found):
        if not token.is_number:
            continue
        places = [(known, i) for known in every for i, other in enumerate(known) if other.key == token.key]
        if not places:
            continue  # the number of the items
        behind = found[at + 1] if at + 1 < len(found) and found[at + 1].start - token.end <= 1 else None
        if behind and _is_year(token, behind, every):
            behind = None
        if behind and not any(
            _is_counted(behind, known[i + 1 : i + 2], i > 0 and known[i - 1].is_name) for known, i in places
        ):
            return f"“{token.text} {behind.text}” is not what the notes count"
        minus = at > 0 and found[at - 1].text in ("-", "−") and found[at - 1].end == token.start
        if not any(
            (i > 0 and known[i - 1].text in ("-", "−") and known[i - 1].end == known[i].start) is minus
            for known, i in places
        ):
            return f"the sign of {token.text} is another"
    return ""


def _is_year(token: Token, behind: Token, every: Sequence[Sequence[Token]]) -> bool:
    """Whether a number may be a year on the card, ``the 1808 song``.

    It counts nothing in the notes then, and no other number counts what is behind it.
    """
    pairs = ((a, b) for known in every for a, b in pairwise(known) if a.is_number and b.start - a.end <= 1)
    counts = (b.key == behind.key or (a.key == token.key and b.key not in STOP_WORDS) for a, b in pairs)
    return _YEAR.fullmatch(token.text) is not None and not any(counts)


def _is_counted(behind: Token, following: Sequence[Token], is_named: bool) -> bool:
    """Whether what follows a number on the card may: it does in the notes, or the number ends a name in them."""
    if following:
        return _goes_with(behind, following[0])
    return is_named and not (behind.is_unit or behind.is_sign)


def _goes_with(behind: Token, other: Token) -> bool:
    """Whether what follows a number on the card is what follows it in the notes, or a word of the question."""
    if behind.key == other.key or not [*content(behind.text)]:
        return True
    return not strange(behind.text, say([other]))
