"""What is lifted out of a pasted text before it is read: remarks to flashgen, and monstrous lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flashgen.model import Block, BlockKind, Problem
from flashgen.sources import tags
from flashgen.sources.pasted_lines import fold
from flashgen.text import EMPTY

LONGEST_LINE = 1_000_000
"""In characters; what is longer is no line that a person wrote."""

_COMMENT = re.compile(r"<!--[^>]{0,200}-->")


@dataclass(frozen=True, slots=True)
class Remark:
    """What was lifted out of one line."""

    line: int
    skip: bool = False
    label: str = ""
    noise: str = ""
    """Why the whole line is noise; empty where the remark stands at the end of other text."""


def split_remarks(
    lines: Sequence[str], first_line: int, path: str
) -> tuple[list[str], tuple[Remark, ...], tuple[Problem, ...]]:
    """The lines without the remarks, the remarks in order, and a problem for each line too long to read."""
    kept: list[str] = []
    remarks: list[Remark] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, first_line):
        if len(line) > LONGEST_LINE:
            problems.append(Problem(path, number, f"line of {len(line):,} characters is left out; break it into lines"))
            remarks.append(Remark(number, noise="line too long"))
            kept.append("")
        elif "<!--" in line and (found := _COMMENT.findall(line)):
            rest = _COMMENT.sub("", line).rstrip()
            said = [directive for comment in found if (directive := tags.directive(comment))]
            label = next((directive.label for directive in reversed(said) if directive.label), "")
            if said or not rest.strip():
                noise = "" if rest.strip() else "comment"
                remarks.append(Remark(number, any(directive.skip for directive in said), label, noise))
            kept.append(rest)
        else:
            kept.append(line)
    return kept, tuple(remarks), tuple(problems)


def put_back(blocks: tuple[Block, ...], remarks: Sequence[Remark]) -> tuple[Block, ...]:
    """The tree with the remarks obeyed: one alone on its line speaks of the next block, else of its own."""
    return fold(_with_remarks(list(_flat(blocks)), remarks)) if remarks else blocks


def _flat(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    todo = [(0, block) for block in reversed(blocks)]
    while todo:
        depth, block = todo.pop()
        yield depth, replace(block, children=())
        todo.extend((depth + 1, child) for child in reversed(block.children))


def _with_remarks(flat: list[tuple[int, Block]], remarks: Sequence[Remark]) -> Iterator[tuple[int, Block]]:
    at = 0
    for depth, block in flat:
        spoken: list[Remark] = []
        while at < len(remarks) and remarks[at].line <= block.end_line:
            remark = remarks[at]
            if remark.noise:
                yield depth, Block(BlockKind.NOISE, EMPTY, remark.line, remark.line, reason=remark.noise)
            spoken.append(remark)
            at += 1
        label = next((remark.label for remark in reversed(spoken) if remark.label), block.label)
        yield depth, replace(block, label=label, skip=block.skip or any(remark.skip for remark in spoken))
    for remark in remarks[at:]:
        yield 0, Block(BlockKind.NOISE, EMPTY, remark.line, remark.line, reason=remark.noise or "comment")
