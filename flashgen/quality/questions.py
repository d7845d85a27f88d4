"""What is asked: named, open, complete in itself, and not answered by its own words."""

from __future__ import annotations

import re

from flashgen.language.numerals import WORDS
from flashgen.language.words import STOP_WORDS, content_words, parts_of, stem, words
from flashgen.model import Form
from flashgen.quality.view import View, is_english, short

LONGEST_QUESTION = 60
LONGEST_CONTEXT = 15

QUESTION_WORDS: frozenset[str] = frozenset(
    stem(word)
    for word in """
    mean stand term word name phrase abbreviation acronym call define definition describe description
    kind type sort value number amount quantity count year date time percentage percent fraction share ratio range
    unit size order step item part example long often far large big fast old high low much compare comparison
    difference differ happen say state according consist include contain characteristic property feature reason
    purpose cause effect result way thing give full form short expansion meaning reach need use work follow come
    next first last complete fill blank formula true hold apply belong said
    """.split()
)
"""Stems of the words that question forms add to those of the notes."""

_YES_NO = re.compile(
    r"(?:is|are|do|does|did|can|could|will|would|should|has|have|had|was(?! (?:ist|sind|war|waren|bedeutet|macht"
    r"|heißt|versteht|passiert|kann|wird)\b)|were|may|might|must|isn't|aren't|don't|doesn't)\s.*\?$",
    re.S,
)
_YES_OR_NO = re.compile(r"(?:yes|no)(?:$|[,;.:])")
_WHO = re.compile(r"who\b")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_TRUE_OR_FALSE = re.compile(r"\btrue or false\b|\bright or wrong\b|\byes or no\b")
_ASKS_WH = re.compile(r"\b(?:what|which|how|who|whom|whose|when|where|why)\b")
_LIST_ALL = re.compile(
    r"^(?:list|enumerate)\b(?! of)|\blist (?:all|the|every)\b"
    r"|\bname all\b|\ball the\b.*\?$"
)
_GENERIC = (
    "model|method|paper|authors?|system|algorithm|approach|study|article|chapter|book|company|team|experiment"
    "|technique|dataset|process|project|results?|researchers"
)
_THE_GENERIC = re.compile(
    rf"\bthe ({_GENERIC})\b(?! (?:of|for|in|that|which|who|between|used|called|known|with|to|by|behind))"
)
_NUMERIC = re.compile(r"\bhow many\b|\b(?:what|which) (?:percentage|percent|fraction|year)\b")
_NUMBER = re.compile(
    rf"\d|O\(|\b(?:{WORDS}|hundreds?|thousands?|[mbtr]+illions?|dozens?|half|third|quarters?|twice|double|triple"
    r"|once|several|few|many|most|more|less|fewer|as much|all|none|no|nothing|both|single"
    r"|infinite\w*|unlimited|constant|linear\w*|equal\w*|same)\b",
    re.I,
)
_SAYS_NO = re.compile(r"\W*(?:there (?:is|are) )?(?:no|none|nobody|nothing|never)\b", re.I)
_COMPARES = re.compile(r"\s(?:[<>≤≥]|<=|>=)\s")


def subject_named(seen: View) -> str:
    """A question that names nothing of its subject, or only ``the model``."""
    if seen.draft.form is not Form.BASIC and seen.draft.form is not Form.CLOZE:
        return ""
    named = [w for w in seen.ask.words if w not in STOP_WORDS and stem(w) not in QUESTION_WORDS]
    named += _CAPITALS.findall(seen.ask.bare)  # WHO is a name
    if seen.draft.form is Form.BASIC and not named and not seen.context and not seen.ask.opaque:
        return "the question does not name its subject"
    generic = _THE_GENERIC.search(seen.ask.low) if not seen.context else None
    if generic:
        opens = generic.start() == 0 and seen.draft.form is Form.CLOZE
        if opens or (seen.draft.form is Form.BASIC and len(named) < 3):
            return f"“the {generic[1]}” does not say which one"
    return ""


def answer_not_in_question(seen: View) -> str:
    """An answer that the question, or what is in sight of a cloze, already gives."""
    if seen.draft.form is Form.TERM or seen.draft.items:
        asks = [seen.ask.text.plain] * len(seen.answers)
    elif seen.draft.form is Form.CLOZE:
        plain = seen.ask.text.plain
        asks = [f"{plain[:start]} ... {plain[end:]}" for start, end in seen.draft.blanks]
    else:
        asks = [seen.ask.text.plain]
    for ask, answer in zip(asks, seen.answers, strict=True):
        if _SAYS_NO.match(answer.text.plain) or (_COMPARES.search(answer.text.plain) and answer.text.plain not in ask):
            continue  # the "no" is the answer, and the sign between two quantities that the question names
        wanted = [stem(word.rstrip("%")) for word in content_words(answer.text.plain)]
        given = {*words(ask), *seen.context}
        given |= {part for word in given for part in parts_of(word)}  # the 90-9-1 rule says 90
        if wanted and {stem(word.rstrip("%")) for word in given}.issuperset(wanted):
            return f"“{short(answer.text.plain)}” can be read off the {seen.ask.name}"
    return ""


def no_yes_no(seen: View) -> str:
    """A question with only two possible answers."""
    answer = seen.answers[0].bare.strip().rstrip(".!").lower() if seen.answers else ""
    if _YES_OR_NO.match(answer):
        return "the answer is only yes or no"
    if seen.draft.form is not Form.BASIC:
        return ""
    question = seen.ask.low.strip()
    after_colon = question.rpartition(": ")[2]
    if _TRUE_OR_FALSE.search(question) or _YES_NO.match(question) or _YES_NO.match(after_colon):
        return "the question can be answered with yes or no"
    if answer in {"true", "false"} and not _ASKS_WH.search(question):
        return "the answer is only true or false"
    return ""


def no_list_all(seen: View) -> str:
    """``List all ...``: nobody can say when the answer is complete."""
    if seen.draft.form is Form.BASIC and _LIST_ALL.search(seen.ask.low):
        return "the question asks for a list of everything"
    return ""


def answer_kind(seen: View) -> str:
    """``How many`` without a number, ``who`` with one."""
    if seen.draft.form is not Form.BASIC or seen.draft.items or not seen.answers:
        return ""
    answer = seen.answers[0]
    if _NUMERIC.search(seen.ask.low) and not answer.opaque and not _NUMBER.search(answer.bare):
        return "the question asks for a number and the answer has none"
    if _WHO.match(seen.ask.low) and re.fullmatch(r"[\d\W]+", answer.bare):
        return "the question asks for a person and the answer is a number"
    return ""


def open_question(seen: View) -> str:
    """A question where a statement should be: nobody has answered it."""
    if seen.draft.form is Form.BASIC and "question" in seen.ask.low:
        return ""
    for side in seen.sides:
        if side.name != "question" and side.bare.rstrip().endswith("?") and is_english(side.words):
            return f"the {side.name} is itself a question"
    return ""


def question_length(seen: View) -> str:
    """A question too long to read at each repetition."""
    if len(seen.ask.words) > LONGEST_QUESTION:
        return f"the {seen.ask.name} has {len(seen.ask.words)} words"
    return ""


def context_length(seen: View) -> str:
    """A prefix of more than three levels, or longer than a line."""
    if len(seen.draft.context) > 3:
        return "the context has more than three levels"
    return "the context is longer than a line" if len(seen.context) > LONGEST_CONTEXT else ""
