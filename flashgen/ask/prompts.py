"""From a plan to prompts: the blocks worth asking about, a few neighbours at a time, what is worth most first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flashgen.ask.around import lines_around
from flashgen.ask.exchange import Aim, Asked, Prompt
from flashgen.ask.prompt import PROMPT_VERSION, prompt
from flashgen.ask.values import Answers
from flashgen.ask.worth import Worth, worth
from flashgen.model import Block, BlockKind, Document, Plan

_MOST_BLOCKS = 60
_MOST_CHARACTERS = 5000
_ENOUGH = 2500
"""Characters after which a prompt ends with the section."""
_LONGEST_BLOCK = 12_000
"""In characters; no model keeps to the lines of a longer one."""


@dataclass(frozen=True, slots=True)
class _Group:
    document: Document
    worths: tuple[Worth, ...]

    @property
    def score(self) -> float:
        return sum(worth.score for worth in self.worths)


def prompts(plan: Plan, answers: Answers, model: str) -> tuple[Prompt, ...]:
    """The prompts for what is not answered yet; none for files that are private.

    Answers of other models do not count, unless ``model`` is empty: then those of any do. The same block, under the
    same headings, is asked about once.
    """
    asked: set[tuple[str, tuple[str, ...]]] = set()
    groups: list[_Group] = []
    for document, found in worth(plan):
        pending = []
        for one in found:
            known = (one.spot.key, one.spot.under)
            if known not in asked and not _is_answered(one, answers, model):
                asked.add(known)
                pending.append(one)
        groups.extend(_Group(document, tuple(group)) for group in _neighbours(pending))
    ranked = sorted(groups, key=lambda group: -group.score)
    return tuple(_prompt(group, number) for number, group in enumerate(ranked, 1))


def _is_answered(one: Worth, answers: Answers, model: str) -> bool:
    """Whether this prompt was answered; an answer that was given under another heading still holds."""
    known = answers.by_key.get(one.spot.key, ())
    return any(answer.prompt == PROMPT_VERSION and model in ("", answer.model) for answer in known)


def _neighbours(found: Sequence[Worth]) -> Iterator[list[Worth]]:
    """The blocks in groups that fit a prompt, parted between sections where that does not make them small."""
    group: list[Worth] = []
    size = 0
    for one in found:
        length = len(one.spot.text)
        if length > _LONGEST_BLOCK:
            continue
        is_full = len(group) == _MOST_BLOCKS or size + length > _MOST_CHARACTERS
        is_next = bool(group) and size > _ENOUGH and _heading(one) is not _heading(group[-1])
        if group and (is_full or is_next):
            yield group
            group, size = [], 0
        group.append(one)
        size += length
    if group:
        yield group


def _heading(one: Worth) -> Block | None:
    return next((block for block in one.spot.place.above() if block.kind is BlockKind.HEADING), None)


def _prompt(group: _Group, number: int) -> Prompt:
    own = [one.spot for one in group.worths]
    blocks = [Asked(spot.key, spot.under, spot.block.start_line, spot.block.end_line) for spot in own]
    marked = {line for asked in blocks for line in range(asked.start_line, asked.end_line + 1)}
    return prompt(Aim.FACTS, number, group.document, blocks, marked, lines_around(group.document, own))


def unread(prompt: Prompt) -> Prompt:
    """A prompt without its text: enough to match a reply with it later."""
    return replace(prompt, text="")
