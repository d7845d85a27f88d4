"""What the unmarked lines of a pasted text were: headings, paragraphs, captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashgen.model import Block, BlockKind
from flashgen.sources.pasted_lines import Line, ends_sentence, inline, joined
from flashgen.sources.pasted_lists import run_together
from flashgen.sources.pasted_titles import is_caption, is_title
from flashgen.text import EMPTY

_LEVEL = 2
"""Of every heading but a title: how they nested on the page cannot be known."""
_WRAPPED = 50
_WIDEST = 140
"""A line within these bounds may have been broken for want of room."""


@dataclass(frozen=True, slots=True)
class Place:
    """What stands around a run of unmarked lines."""

    first: bool
    """Nothing stands before it in the text."""
    after_list: bool
    before_list: bool
    before_table: bool
    before_nothing: bool
    lower_case: bool
    """The text begins its headings without capitals."""


def writes_lower_case(runs: Sequence[Sequence[Line]]) -> bool:
    """Whether lower case is how this person begins a heading, so that it marks no caption."""
    alone = [run[0].text for run in runs if len(run) == 1]
    lower = sum(text[0].islower() and is_title(text, lower_case=True) for text in alone)
    return lower > sum(is_title(text) for text in alone)


def read_prose(run: Sequence[Line], place: Place) -> Iterator[Block]:
    """The blocks of a run of lines that have no blank line and no marker among them."""
    groups = _unwrapped(run)
    for index, group in enumerate(groups):
        last = index + 1 == len(groups)
        line = group[0]
        if len(group) == 1:
            before = line.blank_before or (index == 0 and (place.first or (place.after_list and place.before_list)))
            alone = before and (last or _opens_prose(line, groups[index + 1]))
            if alone and _is_heading(line.text, place, last):
                yield _block(BlockKind.HEADING, group, level=_LEVEL)
                continue
            if alone and last and not place.first and not place.before_list and _is_caption(line.text, place):
                yield Block(
                    BlockKind.NOISE,
                    inline(line.text),
                    line.number,
                    line.number,
                    reason="image caption",
                    blank_before=line.blank_before,
                )
                continue
        yield _paragraph(group)


def _is_heading(text: str, place: Place, last: bool) -> bool:
    if last and (place.before_nothing or (place.before_list and text.endswith("?"))):
        return False
    return is_title(text, place.lower_case or place.first)


def _is_caption(text: str, place: Place) -> bool:
    return not place.lower_case and not place.before_table and is_caption(text)


def _opens_prose(line: Line, following: Sequence[Line]) -> bool:
    """Whether a short line without a blank line below it still heads the long sentence that follows."""
    return len(line.text.split(None, 7)) <= 6 and len(following[0].text) >= 60 and following[0].text[0].isupper()


def _unwrapped(run: Sequence[Line]) -> list[list[Line]]:
    """The run's lines, those together that are one hard-wrapped paragraph."""
    widths = [len(line.text) for line in run]
    widest = max(widths)
    wrapped = _WRAPPED <= widest <= _WIDEST and len(run) > 2 and min(widths[:-1]) >= 0.7 * widest
    groups: list[list[Line]] = []
    for line in run:
        if groups and (wrapped or _continues(groups[-1][-1].text, line.text)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _continues(above: str, below: str) -> bool:
    if not _WRAPPED <= len(above) <= _WIDEST or below[0] in "-*–•":
        return False
    return not ends_sentence(above) and (below[0].islower() or above[-1] in ",(-" or len(above) >= 70)


def _paragraph(group: Sequence[Line]) -> Block:
    if len(group) == 1:
        line = group[0]
        head, *parts = run_together(line.text)
        if parts and head:
            children = tuple(Block(BlockKind.ITEM, inline(part), line.number, line.number, level=1) for part in parts)
            return _block(BlockKind.PARAGRAPH, [line], source=head, children=children)
    return _block(BlockKind.PARAGRAPH, group)


def _block(
    kind: BlockKind, group: Sequence[Line], level: int = 0, source: str = "", children: tuple[Block, ...] = ()
) -> Block:
    text, breaks = joined([source] if source else [line.text for line in group])
    return Block(
        kind,
        text or EMPTY,
        group[0].number,
        group[-1].number,
        children=children,
        level=level,
        breaks=breaks,
        blank_before=group[0].blank_before,
    )
