"""What the unmarked lines of a pasted text were: headings, paragraphs, captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flashgen.model import Block, BlockKind
from flashgen.sources.noise import heading_reason, reason
from flashgen.sources.pasted_lines import Line, ends_sentence, inline, joined
from flashgen.sources.pasted_lists import run_together
from flashgen.sources.pasted_titles import is_caption, is_title
from flashgen.text import EMPTY

_LEVEL = 2
"""Of every heading but a title: how they nested on the page cannot be known."""
_HEADED_NOISE = ("reference", "navigation")
"""What stands under such a heading is noise; the heading itself is none."""
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
    lower = sum(is_title(text, lower_case=True) for text in alone if text[0].islower())
    return bool(lower) and lower > sum(is_title(text) for text in alone if not text[0].islower())


def read_prose(run: Sequence[Line], place: Place) -> Iterator[Block]:
    """The blocks of a run of lines that have no blank line and no marker among them."""
    groups = _unwrapped(run)
    fresh = run[0].blank_before or place.first or (place.after_list and place.before_list)
    for index, group in enumerate(groups):
        below = groups[index + 1] if index + 1 < len(groups) else None
        block = _paragraph(group)
        if fresh and len(group) == 1 and _is_heading(group[0].text, place, below):
            block = _block(BlockKind.HEADING, group, level=_LEVEL)
        elif len(groups) == 1 and len(group) == 1 and _is_caption(group[0].text, place):
            block = replace(block, kind=BlockKind.NOISE, reason="image caption")
        yield block
        if below:
            fresh = block.kind is BlockKind.HEADING or ends_sentence(group[-1].text) or bool(reason(block.text))


def _is_heading(text: str, place: Place, below: Sequence[Line] | None) -> bool:
    """Whether a line that nothing leads up to is a heading; ``below`` is what stands right under it."""
    if below and not (len(text.split(None, 7)) <= 6 and _is_sentence(below)):
        return False
    if not below and (place.before_nothing or (place.before_list and text.endswith("?"))):
        return False
    if place.before_list and heading_reason(text):
        return True
    lower_case = place.lower_case or place.first or (place.before_list and "_" not in text)
    if not is_title(text, lower_case) or len(run_together(text)) > 1:
        return False
    return reason(inline(text)) in ("", *_HEADED_NOISE) and not text.lower().startswith("read more")


def _is_sentence(group: Sequence[Line]) -> bool:
    text = group[0].text
    return text[0].isupper() and (len(text) >= 60 or (ends_sentence(text) and len(text.split(None, 4)) >= 4))


def _is_caption(text: str, place: Place) -> bool:
    """Whether a line with nothing right above or below it once stood under an image."""
    if place.first or place.before_list or place.before_table or place.lower_case:
        return False
    return is_caption(text)


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
    return not ends_sentence(above) and (not below[0].isupper() or above[-1] in ",(-" or len(above) >= 70)


def _paragraph(group: Sequence[Line]) -> Block:
    if not any(char.isalnum() for line in group for char in line.text):
        return replace(_block(BlockKind.NOISE, group), reason="separator")
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
