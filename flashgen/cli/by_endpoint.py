"""Prompts sent to the model that flashgen.yaml names, and its replies taken as they come."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import click

from flashgen.ask import answers as store
from flashgen.ask import consent, key
from flashgen.ask.endpoint import Endpoint, require
from flashgen.ask.exchange import Aim, Prompt, Taken, blocks
from flashgen.ask.replied import replied
from flashgen.ask.response import MORE_ROOM, Failure, Reply, Scope
from flashgen.ask.run import Loop, Outcome
from flashgen.ask.settings import Settings
from flashgen.ask.values import Answers
from flashgen.cli.by_hand import Tally, shown_answers, tell_taken
from flashgen.cli.places import shown
from flashgen.cli.project import alone, load_answers
from flashgen.cli.shell import report, say
from flashgen.cli.voice import progress, voice
from flashgen.config import Config
from flashgen.model import FlashgenError, Plan, Problem, Severity
from flashgen.store import state_folder

_PATIENCE = 4.0
"""Seconds of waiting that nobody has to be told of."""

Pending = Callable[[Answers], Sequence[Prompt]]
"""What is still to be asked, where so much is answered."""


@dataclass(slots=True)
class _Came:
    """What came in so far."""

    taken: list[tuple[str, Taken]] = field(default_factory=list)
    """By the lines that were asked about."""
    tokens_in: int = 0
    tokens_out: int = 0


def ask(pending: Pending, plan: Plan, config: Config, limit: int | None, yes: bool) -> int:
    """Ask the model about what is pending, at most ``limit`` prompts of it; the exit status.

    ``yes`` says that notes may be sent, where the person was never asked. Raises FlashgenError where nothing can be
    sent, or not all of it; what came until then is kept.
    """
    model = _named(config)
    require()
    found = pending(load_answers(config))[:limit]
    secret = _key(model)
    _consent(_parcel(found, config, secret), yes)
    tally = _Came()
    asked: list[Prompt] = []
    failed: list[tuple[Prompt, str]] = []
    outcome: Outcome[Prompt] = Outcome()
    try:
        while found and not outcome.stopped:
            asked += found
            before = len(tally.taken)
            outcome = asyncio.run(_run(found, model, secret, plan, config, tally))
            failed += outcome.failed
            is_cut = any(not taken.whole for _, taken in tally.taken[before:])
            rest = _rest(pending(load_answers(config)), asked, is_cut)
            found = rest[: None if limit is None else limit - len(asked)]
    finally:
        _tell(tally, model)
    report(Problem(prompt.place, 0, why, Severity.ERROR) for prompt, why in failed)
    if outcome.stopped:
        more = "; what was answered is kept, and the same command goes on from there" if tally.taken else ""
        raise FlashgenError(f"{outcome.stopped}{more}")
    return int(bool(failed))


def _rest(pending: Sequence[Prompt], asked: Sequence[Prompt], is_cut: bool) -> list[Prompt]:
    """What is to be asked next: the cards that came, and what a reply that broke off left out; but nothing twice."""
    ids = {prompt.id for prompt in asked}
    seen = {(prompt.aim, one.key, one.fact) for prompt in asked for one in prompt.asked}
    left = (prompt for prompt in pending if prompt.id not in ids)
    return [
        prompt
        for prompt in left
        if is_cut
        or (prompt.aim is not Aim.FACTS and any((prompt.aim, one.key, one.fact) not in seen for one in prompt.asked))
    ]


def tell(pending: Sequence[Prompt], config: Config) -> None:
    """Say what would be sent where. Raises FlashgenError where there is no model."""
    say(consent.told(_parcel(pending, config, _key(_named(config)))))


def _named(config: Config) -> Settings:
    """The settings of a project's model. Raises FlashgenError where it has none."""
    if not config.model.endpoint:
        raise FlashgenError(
            "names no model to ask; name one under model: (docs/models.md), or ask one by hand with: "
            "flashgen ask --export prompts",
            shown(config, config.file),
        )
    return config.model


def _key(model: Settings) -> key.Key | None:
    return key.find(model.endpoint, os.environ) if model.endpoint else None


def _parcel(found: Sequence[Prompt], config: Config, secret: key.Key | None) -> consent.Parcel:
    """What is to be sent where."""
    model = config.model
    assert model.endpoint
    return consent.Parcel(
        str(config.root),
        tuple(dict.fromkeys(prompt.path for prompt in found)),
        blocks(found),
        sum(prompt.size for prompt in found),
        len(found),
        model.endpoint,
        model.name,
        secret.source if secret else "",
        model.second_look and not all(prompt.aim is Aim.VERDICTS for prompt in found),
    )


async def _run(
    found: Sequence[Prompt], model: Settings, secret: key.Key | None, plan: Plan, config: Config, tally: _Came
) -> Outcome[Prompt]:
    documents = {document.path: document for document in plan.documents}
    async with Endpoint(model, secret) as endpoint:

        def take(prompt: Prompt, reply: Reply, known: Answers) -> Taken:
            return replied(prompt, reply.text, model.name, known, documents, prompt.place)

        async def complete(prompt: Prompt) -> Reply:
            reply = await endpoint.complete(prompt.text)
            tally.tokens_in += reply.prompt_tokens
            tally.tokens_out += reply.reply_tokens
            taken = take(prompt, reply, load_answers(config))
            if not taken.answers:
                raise Failure(_useless(reply, taken), Scope.PROMPT)
            return reply

        def keep(prompt: Prompt, reply: Reply) -> None:
            with alone(config):  # not for the whole run, which may take hours: builds go on meanwhile
                known = load_answers(config)
                taken = take(prompt, reply, known)  # once more, as others may have come about the same block
                store.save(known.added(taken.answers), config.root / store.FILE, shown_answers(config))
            tally.taken.append((prompt.place, taken))
            voice().done[:] = [f"{_count(len(tally.taken), 'reply', 'replies')} came, and what they say is kept"]
            voice().event("answered", prompt=prompt.place, facts=taken.kept, dropped=len(taken.dropped))

        with progress(f"Asking {model.name}") as show:
            return await Loop(complete, keep, model.at_once, show, _waiting).run(found)


def _waiting(why: str, seconds: float) -> None:
    """Say that nothing happens for a while, where it is one that somebody would wonder about."""
    voice().event("waiting", why=why, seconds=round(seconds, 1))
    if seconds >= _PATIENCE and not voice().log_json:
        start = "\n" if voice().is_watched() else ""  # below the bar
        say(f"{start}{why}; going on in {seconds:.0f} seconds", err=True)


def _consent(parcel: consent.Parcel, yes: bool) -> None:
    """Say what is sent where, and the first time ask whether it may. Raises FlashgenError where it may not."""
    folder = state_folder()
    file = folder / consent.FILE if folder else None
    if file and consent.is_given(file, parcel):
        say(consent.short(parcel))
        return
    say(consent.told(parcel), err=True)
    if not yes:
        if not sys.stdin.isatty():
            raise FlashgenError("nothing was sent, as nobody is here to say yes; say it with: flashgen ask --yes")
        if not click.confirm("May it be sent, now and from this project from now on?", default=False, err=True):
            raise FlashgenError("nothing was sent")
    if file:
        try:
            consent.give(file, parcel)
        except FlashgenError as error:
            report([replace(error.problem, severity=Severity.WARNING)])


def _useless(reply: Reply, taken: Taken) -> str:
    if reply.is_cut:
        return f"the reply was cut before it was done with one line; {MORE_ROOM}"
    return f"the reply {taken.problems[0].message}" if taken.problems else "the reply answers nothing"


def _tell(tally: _Came, model: Settings) -> None:
    total = Tally()
    for place, taken in tally.taken:
        report(taken.problems)
        tell_taken(place, taken)
        total.add(taken)
    if tally.taken:
        say(total.told())
    if tally.tokens_in or tally.tokens_out:
        cost = model.cost(tally.tokens_in, tally.tokens_out)
        say(f"used {tally.tokens_in:,} tokens, and {tally.tokens_out:,} back{f': {cost}' if cost else ''}")


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
