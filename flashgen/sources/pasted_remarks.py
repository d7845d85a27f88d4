"""What is lifted out of a pasted text before it is read: remarks to flashgen, and monstrous lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flashgen.model import Block, BlockKind, Problem
from flashgen.sources import tags
from flashgen.sources.habits import LONGEST_LINE
from flashgen.sources.pasted_lines import fold
from flashgen.text import EMPTY

_COMMENT = re.compile(r"<!--[^>]{0,200}-->")


@dataclass(frozen=True, slots=True)
class Remark:
    """What was lifted out of one line."""

    line: int
    skip: bool = False
    label: str = ""
    noise: str = ""
    """Why the whole line is noise; empty where the remark stands at the end of other text."""
    above: bool = False
    """An id right below a block, with no blank line between, names that block and not the next."""


def split_remarks(
    lines: Sequence[str], first_line: int, path: str
) -> tuple[list[str], tuple[Remark, ...], tuple[Problem, ...]]:
    """The lines without the remarks, the remarks in order, and a problem for each line too long to read."""
    kept: list[str] = []
    remarks: list[Remark] = []
    problems: list[Problem] = []
    fenced = False
    for number, line in enumerate(lines, first_line):
        if len(line) > LONGEST_LINE:
            problems.append(
                Problem(path, number, f"line of {len(line):,} characters left out; break it into shorter lines")
            )
            remarks.append(Remark(number, noise="line too long"))
            kept.append("")
            continue
        if "```" in line and line.lstrip().startswith("```"):
            fenced = not fenced
        if "<!--" in line and not fenced and (found := _COMMENT.findall(line)):
            rest = _COMMENT.sub("", line).rstrip()
            said = [directive for comment in found if (directive := tags.directive(comment))]
            label = next((directive.label for directive in reversed(said) if directive.label), "")
            if said or not rest.strip():
                noise = "" if rest.strip() else "comment"
                skip = any(directive.skip for directive in said)
                above = bool(noise and label and not skip and kept and kept[-1].strip())
                remarks.append(Remark(number, skip, label, noise, above))
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
    skip, label = False, ""
    for depth, block in flat:
        while at < len(remarks) and remarks[at].line <= block.end_line:
            skip, label = skip or remarks[at].skip, remarks[at].label or label
            if remarks[at].noise:
                yield depth, _noise(remarks[at])
            at += 1
        named = at < len(remarks) and remarks[at].above and remarks[at].line == block.end_line + 1
        if named:
            label = remarks[at].label
        yield depth, replace(block, label=label or block.label, skip=block.skip or skip)
        if named:
            yield depth + 1, _noise(remarks[at])
            at += 1
        skip, label = False, ""
    for remark in remarks[at:]:
        yield 0, _noise(remark)


def _noise(remark: Remark) -> Block:
    return Block(BlockKind.NOISE, EMPTY, remark.line, remark.line, reason=remark.noise or "comment")
