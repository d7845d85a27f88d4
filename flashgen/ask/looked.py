"""What came back of a second look: a verdict on each card that was shown, kept with the fact that it is of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flashgen.ask.join import held, judge
from flashgen.ask.objects import MOST_CHARACTERS, answered, line, objects
from flashgen.ask.prompt import LOOK_VERSION
from flashgen.ask.spots import Spot, spots
from flashgen.ask.take import NOT_JSON
from flashgen.ask.tokens import unmarked
from flashgen.ask.values import Answer, Answers, Drop, Given, Look, Opinion, Prompt, Taken
from flashgen.model import Document, Problem

_OPINIONS = {
    **{opinion.value: opinion for opinion in Opinion},
    "edit": Opinion.MEND,
    "fix": Opinion.MEND,
    "reject": Opinion.DROP,
    "delete": Opinion.DROP,
}
_NUMBER = re.compile(r"\D{0,6}(\d{1,4})\b")
_LONGEST_WHY = 40
_GONE = "the line was edited since its cards were shown"
_MOST_TIMES = 2
"""Times that a card is worded anew before it is given up."""
_LIST = re.compile(r"[\"“”']cards[\"“”']\s*:\s*\[")


_Verdicts = Mapping[tuple[str, str], "Verdict"]
"""By the key of a block and the id of a fact."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reply says of one card."""

    opinion: Opinion
    why: str = ""
    question: str = ""
    """Of a card that is to be mended: how; empty where that cannot be used."""
    answer: str = ""
    items: tuple[str, ...] = ()


def read(text: str) -> tuple[dict[int, Verdict], bool]:
    """The verdicts in a reply by the numbers of their cards, and whether it is whole; never raises."""
    text = text[:MOST_CHARACTERS]
    found: dict[int, Verdict] = {}
    last, is_open = 0, False
    for values, end in objects(text):
        number = _NUMBER.match(str(values.get("card", ""))) if values else None
        verdict = _verdict(values) if values and number else None
        if number and verdict:
            found[int(number[1])] = verdict
            last, is_open = end, False
        elif end < 0:
            is_open = True
    lists = [*_LIST.finditer(text)]
    return found, not is_open and (not lists or "]" in text[max(last, lists[-1].end()) :])


def _verdict(values: dict[str, object]) -> Verdict | None:
    """What an object says of a card; None where it says nothing."""
    opinion = _OPINIONS.get(line(values.get("verdict")).lower())
    if opinion is None:
        return None
    why = "" if opinion is Opinion.KEEP else line(values.get("why")).lower()[:_LONGEST_WHY]
    answer, items = answered(values)
    question = unmarked(line(values.get("question"))) if answer or items else ""
    return Verdict(opinion, why, question, "" if items else answer, items)


def take(prompt: Prompt, reply: str, known: Answers, documents: Mapping[str, Document], where: str) -> Taken:
    """What a reply to a second look says of the cards shown; never raises for what it may hold.

    ``known`` holds the answers that the cards were made of, ``documents`` are the notes by path, ``where`` names the
    reply in problems. Cards that it says nothing of are shown again.
    """
    found, whole = read(reply)
    verdicts = {(asked.key, asked.fact): found[at] for at, asked in enumerate(prompt.asked, 1) if at in found}
    if not verdicts:
        return Taken(problems=(Problem(where, 0, _no_use(reply)),), whole=False)
    problems: list[Problem] = []
    if strange := sum(not 1 <= number <= len(prompt.asked) for number in found):
        problems.append(Problem(where, 0, f"speaks of cards that it was not shown, {strange} of them; left out"))
    if not whole:
        problems.append(Problem(where, 0, "breaks off; what is whole of it was taken, the rest will be asked again"))
    document = documents.get(prompt.path)
    places = {(spot.key, spot.under): spot for spot in reversed([*spots(document)])} if document else {}
    answers: list[Answer] = []
    drops: list[Drop] = []
    told = Counter[Opinion]()
    for key, under, line_number in dict.fromkeys((one.key, one.under, one.start_line) for one in prompt.asked):
        answer = _about(key, under, known, verdicts)
        if answer is None:
            continue
        answers.append(_followed(answer, verdicts))
        for given, asked in _spoken_of(answers[-1], verdicts):
            spot = places.get((key, under))
            reason = _against(document, spot, given, answer.model) if document and spot else _GONE
            told[Opinion.DROP if reason else asked] += 1
            if reason:
                drops.append(Drop(prompt.path, line_number, given.short, reason))
    mended = told[Opinion.MEND]
    return Taken(tuple(answers), told[Opinion.KEEP], tuple(drops), tuple(problems), whole, len(verdicts), mended)


def _about(key: str, under: tuple[str, ...], known: Answers, verdicts: _Verdicts) -> Answer | None:
    """The answer about a block that the cards were made of; None where it is there no more."""
    told = (one for one in known.by_key.get(key, ()) if any((key, given.id) in verdicts for given in one.facts))
    return min(told, key=lambda one: one.under != under, default=None)


def _followed(answer: Answer, verdicts: _Verdicts) -> Answer:
    """An answer with the verdicts on its facts, and what they word anew behind each.

    A card that was worded anew twice is not mended again.
    """
    known = {given.id: given for given in answer.facts}
    facts: dict[str, Given] = {}
    for given in answer.facts:
        verdict = verdicts.get((answer.key, given.id))
        if verdict is None:
            is_left = given.mends in facts and (answer.key, given.mends) not in verdicts
            if is_left or not given.mends:
                facts[given.id] = given
            continue
        facts[given.id] = replace(given, look=Look(verdict.opinion, LOOK_VERSION, verdict.why))
        if verdict.opinion is Opinion.MEND and verdict.question and _times(given, known) < _MOST_TIMES:
            anew = given.reworded(verdict.question, verdict.answer, verdict.items)
            facts[anew.id] = known.get(anew.id, anew)
    return replace(answer, facts=tuple(facts.values()))


def _times(given: Given, known: Mapping[str, Given]) -> int:
    """How many times a fact's card was worded anew, as far as that counts."""
    times, before = 0, known.get(given.mends)
    while before and times < _MOST_TIMES:
        times, before = times + 1, known.get(before.mends)
    return times


def _spoken_of(answer: Answer, verdicts: _Verdicts) -> Iterator[tuple[Given, Opinion]]:
    """The facts that there is a verdict on; of one that was worded anew what it became."""
    anew = {given.mends for given in answer.facts}
    for given in answer.facts:
        if (answer.key, given.mends) in verdicts:
            yield given, Opinion.MEND
        elif given.id not in anew and (verdict := verdicts.get((answer.key, given.id))):
            yield given, verdict.opinion


def _against(document: Document, spot: Spot, given: Given, model: str) -> str:
    """Why a card does not stay, or is not to be looked at in turn; empty where it is."""
    if given.look is None:
        found = held(document, spot, given, model, seconded=True)
        return found if isinstance(found, str) else ""
    return judge(document, spot, given, model).reason


def _no_use(reply: str) -> str:
    if not reply.strip():
        return "is empty; save the model's whole answer in it"
    return f"holds no verdicts as JSON; {NOT_JSON}"
