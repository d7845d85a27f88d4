"""What came back of a second look: a verdict on each card that was shown, kept with the fact that it is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from flashgen.ask.exchange import Drop, Prompt, Taken
from flashgen.ask.join import held, judge
from flashgen.ask.prompt import LOOK_VERSION
from flashgen.ask.spots import Spot, spots
from flashgen.ask.take import BROKEN_OFF, NOT_JSON
from flashgen.ask.values import Answer, Answers, Given, Look, Opinion
from flashgen.ask.verdicts import Verdict, read
from flashgen.model import Document, Problem

_GONE = "the line was edited since its cards were shown"

_Verdicts = Mapping[tuple[str, str], Verdict]
"""By the key of a block and the id of a fact."""


def take(prompt: Prompt, reply: str, known: Answers, documents: Mapping[str, Document], where: str) -> Taken:
    """What a reply to a second look says of the cards shown; never raises for what it may hold.

    ``known`` holds the answers that the cards were made of, ``documents`` are the notes by path, ``where`` names the
    reply in problems. Cards that it says nothing of are shown again.
    """
    found = read(reply)
    shown = enumerate(prompt.asked, 1)
    verdicts = {(one.key, one.fact): found.of_cards[at] for at, one in shown if at in found.of_cards}
    if not verdicts:
        return Taken(problems=(Problem(where, 0, _no_use(reply)),), whole=False)
    problems: list[Problem] = []
    if strange := sum(not 1 <= number <= len(prompt.asked) for number in found.of_cards):
        problems.append(Problem(where, 0, f"speaks of cards that it was not shown, {strange} of them; left out"))
    if not found.whole:
        problems.append(Problem(where, 0, BROKEN_OFF))
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
    return Taken(tuple(answers), told[Opinion.KEEP], tuple(drops), tuple(problems), found.whole, len(verdicts), mended)


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
        if verdict.opinion is Opinion.MEND and verdict.question and not answer.is_final(given):
            anew = given.reworded(verdict.question, verdict.answer, verdict.items)
            facts[anew.id] = known.get(anew.id, anew)
    return replace(answer, facts=tuple(facts.values()))


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
