"""What came back of a second look: a verdict on each card that was shown, kept with its fact, and further facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from flashgen.ask.exchange import Drop, Prompt, Taken
from flashgen.ask.join import held, judge
from flashgen.ask.prompt import LOOK_VERSION
from flashgen.ask.reply import Said
from flashgen.ask.spots import Spot, spots
from flashgen.ask.take import BROKEN_OFF, NOT_ASKED, NOT_JSON, asked_of
from flashgen.ask.values import Answer, Answers, Given, Look, Opinion
from flashgen.ask.verdicts import Verdict, read
from flashgen.model import Document, Problem

_GONE = "the line was edited since its cards were shown"

_Block = tuple[str, tuple[str, ...]]
"""By its words and what it stands under."""
_Verdicts = Mapping[tuple[str, str], Verdict]
"""By the key of a block and the id of a fact."""


def take(prompt: Prompt, reply: str, known: Answers, documents: Mapping[str, Document], where: str) -> Taken:
    """What a reply to a second look says of the cards shown, and adds; never raises for what it may hold.

    ``known`` holds the answers that the cards were made of, ``documents`` are the notes by path, ``where`` names the
    reply in problems. Cards that it says nothing of are shown again.
    """
    found = read(reply)
    shown = [asked for asked in prompt.asked if asked.fact]
    verdicts = {(one.key, one.fact): found.of_cards[at] for at, one in enumerate(shown, 1) if at in found.of_cards}
    if not (verdicts or found.missing):
        return Taken(problems=(Problem(where, 0, _no_use(reply)),), whole=False, is_look=True)
    problems: list[Problem] = []
    if strange := sum(not 1 <= number <= len(shown) for number in found.of_cards):
        problems.append(Problem(where, 0, f"speaks of cards that it was not shown, {strange} of them; left out"))
    if not found.whole:
        problems.append(Problem(where, 0, BROKEN_OFF))
    document = documents.get(prompt.path)
    places = {(spot.key, spot.under): spot for spot in reversed([*spots(document)])} if document else {}
    missing, drops = _placed(found.missing, prompt, places)
    through = {(one.key, one.under) for one in prompt.asked if found.whole and not one.fact}
    answers: list[Answer] = []
    told = Counter[tuple[Opinion | None, bool]]()
    for block, line in {(one.key, one.under): one.start_line for one in prompt.asked}.items():
        before = _about(*block, known, verdicts)
        if before is None:
            continue
        answer = _followed(before, verdicts)
        added = [given for given in missing.get(block, ()) if given.id not in {one.id for one in answer.facts}]
        look = LOOK_VERSION if block in through else answer.look
        answers.append(replace(answer, facts=(*answer.facts, *added), look=look))
        spot = places.get(block)
        for given, opinion in (*_spoken_of(answer, verdicts), *((given, None) for given in added)):
            reason = _against(document, spot, given, answer.model) if document and spot else _GONE
            told[opinion, bool(reason)] += 1
            if reason:
                drops.append(Drop(prompt.path, line, given.short, reason))
    kept, mended, more = (told[opinion, False] for opinion in (Opinion.KEEP, Opinion.MEND, None))
    drops.sort(key=lambda drop: drop.line)
    seen = len(verdicts)
    return Taken(tuple(answers), kept, tuple(drops), tuple(problems), found.whole, seen, mended, more, is_look=True)


def _placed(
    missing: Iterable[Said], prompt: Prompt, places: Mapping[_Block, Spot]
) -> tuple[dict[_Block, list[Given]], list[Drop]]:
    """Further facts by the blocks that they are about, and those that are about none that was gone through."""
    through = [asked for asked in prompt.asked if not asked.fact]
    found: dict[_Block, list[Given]] = {}
    drops: list[Drop] = []
    for said in dict.fromkeys(missing):
        asked = asked_of(said, through, places)
        if asked:
            found.setdefault((asked.key, asked.under), []).append(said.given)
        else:
            drops.append(Drop(prompt.path, said.line, said.given.short, NOT_ASKED))
    return found, drops


def _about(key: str, under: tuple[str, ...], known: Answers, verdicts: _Verdicts) -> Answer | None:
    """The answer about a block that the cards were made of; None where it is there no more."""
    told = (one for one in known.by_key.get(key, ()) if any((key, given.id) in verdicts for given in one.facts))
    return min(told, key=lambda one: one.under != under, default=known.of(key, under))


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
