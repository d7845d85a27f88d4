"""What came back of a prompt: facts put with their blocks, held to the notes, and made into what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from flashgen.ask.exchange import Aim, Asked, Drop, Prompt, Taken
from flashgen.ask.held import fit
from flashgen.ask.join import judged
from flashgen.ask.prompt import MORE_VERSION, PROMPT_VERSION
from flashgen.ask.reply import Said, read
from flashgen.ask.spots import Spot, spots
from flashgen.ask.values import NOTHING, Answer, Answers, Given
from flashgen.model import BlockKind, Document, Problem

BROKEN_OFF = "breaks off; what is whole of it was taken, the rest will be asked again"
_NOT_ASKED = "the line it names was not asked about"
_FORGOTTEN = "what was found in its line before is there no more; export again"
NOT_JSON = "ask the model to return only the JSON, and save its whole answer"

_Known = tuple[str, tuple[str, ...]]
"""A block by its words and what it stands under."""


def take(
    prompt: Prompt, reply: str, model: str, documents: Mapping[str, Document], where: str, known: Answers = NOTHING
) -> Taken:
    """What a reply to a prompt for facts says of its blocks; never raises for what it may hold.

    ``documents`` are the notes by path, ``where`` names the reply in problems, and to what is ``known`` missing facts
    are added. A reply in which there is nothing to use answers nothing, and its blocks are asked about again.
    """
    found = read(reply)
    if not (found.facts or found.empty):
        return Taken(problems=(Problem(where, 0, _no_use(reply, found.broken)),), whole=False)
    document = documents.get(prompt.path)
    places = {(spot.key, spot.under): spot for spot in spots(document)} if document else {}
    by_key = {spot.key: spot for spot in reversed([*places.values()])}
    drops: list[Drop] = []
    given: dict[Asked, list[Given]] = {asked: [] for asked in prompt.asked}
    last = 0
    for said in found.facts:
        asked = _asked(prompt, said, places)
        if asked is None:
            drops.append(Drop(prompt.path, said.line, said.given.short, _NOT_ASKED))
            continue
        last = max(last, asked.start_line)
        given[asked].append(said.given)
    answers, kept = [], 0
    for asked, facts in given.items():
        if not found.whole and asked.start_line >= last:
            continue  # more of it may have been cut off
        new, answer = _answered(prompt.aim, asked, tuple(dict.fromkeys(facts)), model, known)
        if answer is None:
            drops += [Drop(prompt.path, asked.start_line, one.short, _FORGOTTEN) for one in new.facts]
            continue
        answers.append(answer)
        spot = places.get((asked.key, asked.under)) or by_key.get(asked.key)
        refused = [*_refused(document, spot, asked, new, prompt.path)]
        drops += refused
        kept += len(new.facts) - len(refused)
    problems = []
    if not found.whole:
        problems.append(Problem(where, 0, BROKEN_OFF))
    if found.broken and found.whole:
        problems.append(Problem(where, 0, f"holds facts that cannot be read, {found.broken} of them; left out"))
    return Taken(tuple(answers), kept, tuple(drops), tuple(problems), found.whole)


def _answered(
    aim: Aim, asked: Asked, facts: tuple[Given, ...], model: str, known: Answers
) -> tuple[Answer, Answer | None]:
    """What is new about a block, and the answer to keep; None where what it adds to is gone."""
    new = Answer(asked.key, PROMPT_VERSION, model, asked.under, facts)
    if aim is not Aim.MORE:
        return new, new
    before = known.of(asked.key, asked.under)
    if before is None:
        return new, None
    ids = {one.id for one in before.facts}
    new = replace(before, facts=tuple(one for one in facts if one.id not in ids))
    return new, replace(before, facts=(*before.facts, *new.facts), more=MORE_VERSION)


def _no_use(reply: str, broken: int) -> str:
    if not reply.strip():
        return "is empty; save the model's whole answer in it"
    if broken:
        return "holds no fact that can be read; ask the model again, and save its whole answer"
    return f"holds no facts as JSON; {NOT_JSON}"


def _asked(prompt: Prompt, said: Said, known: Mapping[_Known, Spot]) -> Asked | None:
    """The block that a fact is about: of those on its line the one that says most of what it cites."""
    here = [asked for asked in prompt.asked if asked.start_line <= said.line <= asked.end_line]
    for asked in prompt.asked:
        # a paragraph that we read as several has its first line for a name
        spot = known.get((asked.key, asked.under))
        if here and spot and asked.start_line == here[-1].end_line + 1 and _goes_on(spot):
            here.append(asked)
    return max(here, key=lambda asked: _fit(known.get((asked.key, asked.under)), said), default=None)


def _goes_on(spot: Spot) -> bool:
    return spot.block.kind is BlockKind.PARAGRAPH and not spot.block.blank_before and not spot.is_list


def _fit(spot: Spot | None, said: Said) -> tuple[int, int]:
    return (fit(spot, said.given), -len(spot.text)) if spot else (0, 0)


def _refused(document: Document | None, spot: Spot | None, asked: Asked, answer: Answer, path: str) -> Iterator[Drop]:
    """The facts of a block that do not stand up to the notes."""
    if document and spot:
        for one in judged(document, spot, answer):
            if not one.draft:
                yield Drop(path, spot.block.start_line, one.given.short, one.reason)
        return
    for given in answer.facts:
        yield Drop(path, asked.start_line, given.question, "the line was edited since it was asked about")
