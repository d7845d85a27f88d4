"""From blocks in the notes' order to a tree: sections under headings, lists under what leads into them.

Nothing here recurses: notes may nest as deep as they like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import is_
from typing import TypeVar

from flashgen.model import Block, BlockKind
from flashgen.text import Markup

Context = TypeVar("Context")

LOWEST = 6
"""The level of a bold line that serves as a heading; real headings of that level own it."""

_HEADING_WORDS = 8
_ASIDE = frozenset({BlockKind.NOISE, BlockKind.IMAGE})
"""What may stand between a lead-in, or an item, and the list that goes on below it."""


@dataclass(slots=True)
class _Owner:
    """A block that may still take children."""

    block: Block
    rank: float
    """Of a heading: its level. Of all that is not a heading: infinity plus."""
    children: list[Block] = field(default_factory=list)


def nest(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Siblings in the notes' order to a tree.

    A heading owns what follows up to the next heading of its level or above. An item owns the items of a
    higher ``level`` that follow it. A paragraph that ends in ``:`` or ``?`` owns the list right below it, a
    term the paragraphs right below it. Children that a block has already are kept, before the new ones.
    """
    root: list[Block] = []
    owners: list[_Owner] = []
    aside: list[Block] = []

    def close(until: int) -> None:
        while len(owners) > until:
            owner = owners.pop()
            children = tuple(owner.children)
            done = replace(owner.block, children=owner.block.children + children) if children else owner.block
            (owners[-1].children if owners else root).append(done)

    def put_aside(until: int) -> None:
        """Put what stood aside into the list that goes on around it, else behind that list."""
        if not until or owners[until - 1].block.kind is BlockKind.HEADING:
            close(until)
        (owners[-1].children if owners else root).extend(aside)
        aside.clear()

    for block, rank in _with_bold_headings(tuple(blocks)):
        if block.kind in _ASIDE and owners and owners[-1].block.kind is not BlockKind.HEADING:
            aside.append(block)
            continue
        depth = _depth(owners, block, rank)
        if aside:
            put_aside(max(depth, _sections(owners)))
        close(depth)
        owners.append(_Owner(block, rank))
    put_aside(_sections(owners))
    close(0)
    return tuple(root)


_NOT_A_HEADING = float("inf")


def _sections(owners: Sequence[_Owner]) -> int:
    """How many of the open owners are headings; they come first."""
    count = len(owners)
    while count and owners[count - 1].block.kind is not BlockKind.HEADING:
        count -= 1
    return count


def _depth(owners: list[_Owner], block: Block, rank: float) -> int:
    """How many of the open owners stay open for the block."""
    depth = len(owners)
    while depth and not _owns(owners[depth - 1], block, rank):
        depth -= 1
    return depth


def _owns(owner: _Owner, block: Block, rank: float) -> bool:
    match owner.block.kind:
        case BlockKind.HEADING:
            return rank > owner.rank
        case BlockKind.ITEM:
            return block.kind is BlockKind.ITEM and block.level > owner.block.level
        case BlockKind.PARAGRAPH:
            return block.kind is BlockKind.ITEM and leads_in(owner.block) and _goes_on(owner.children, block)
        case BlockKind.TERM:
            return block.kind is BlockKind.PARAGRAPH and not block.blank_before and not owner.block.children
        case _:
            return False


def _goes_on(items: Sequence[Block], block: Block) -> bool:
    """Whether the item is of the same list as those before: both numbered or both not, or no blank line between."""
    before = next((item for item in reversed(items) if item.kind is BlockKind.ITEM), None)
    return before is None or not block.blank_before or (before.number is None) == (block.number is None)


def leads_in(block: Block) -> bool:
    """Whether the block's text announces the list below it."""
    return block.text.plain.rstrip().endswith((":", "?", "：", "？"))


def _with_bold_headings(blocks: tuple[Block, ...]) -> list[tuple[Block, float]]:
    """Each block with its rank; a paragraph of a few bold words with something below it is a heading."""
    ranked: list[tuple[Block, float]] = []
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            ranked.append((block, block.level))
        elif is_bold_line(block) and index + 1 < len(blocks) and blocks[index + 1].kind is not BlockKind.HEADING:
            ranked.append((replace(block, kind=BlockKind.HEADING, level=LOWEST), LOWEST + 0.5))
        else:
            ranked.append((block, _NOT_A_HEADING))
    return ranked


def is_bold_line(block: Block) -> bool:
    """Whether a paragraph is nothing but a few bold words without a final period."""
    plain = block.text.plain.strip()
    if block.kind is not BlockKind.PARAGRAPH or block.children or len(plain) > 100:
        return False
    bold = block.text.marked(Markup.STRONG)
    whole = len(bold) == 1 and bold[0].start == 0 and not block.text.plain[bold[0].end :].strip(" :")
    return whole and len(plain.split()) <= _HEADING_WORDS and not plain.endswith(".")


def under_columns(blocks: Sequence[Block], columns: Sequence[int]) -> list[Block]:
    """Siblings, with items moved under the item, or the paragraph right above, that they are indented below.

    Markdown wants an item's children as far in as its text starts, which in a numbered list is three columns or
    more; people indent by two. ``columns`` says where each block starts in its line.
    """
    moved: list[Block] = []
    owners: list[tuple[int, Block, list[Block]]] = []

    def close(column: int) -> None:
        while owners and column < owners[-1][0] + 2:
            _, block, children = owners.pop()
            if children and block.kind is BlockKind.ITEM:
                children = [_deeper(child) for child in children]
            done = replace(block, children=block.children + tuple(children)) if children else block
            (owners[-1][2] if owners else moved).append(done)

    for block, column in zip(blocks, columns, strict=True):
        is_item = block.kind is BlockKind.ITEM
        above = owners[-1][1] if owners else None
        apart = above is not None and above.kind is BlockKind.PARAGRAPH and block.blank_before
        close(column if is_item and not apart else -2)
        if is_item or block.kind is BlockKind.PARAGRAPH:
            owners.append((column, block, []))
        else:
            moved.append(block)
    close(-2)
    return moved


def _deeper(block: Block) -> Block:
    """The block with the items in it one level deeper."""

    def each(siblings: tuple[Block, ...], _: None) -> list[tuple[Block, None]]:
        return [(replace(b, level=b.level + 1) if b.kind is BlockKind.ITEM else b, None) for b in siblings]

    return remake((block,), None, each)[0]


def remake(
    blocks: tuple[Block, ...],
    context: Context,
    each: Callable[[tuple[Block, ...], Context], list[tuple[Block, Context]]],
) -> tuple[Block, ...]:
    """The tree made anew, from the top.

    ``each`` gets siblings and what was handed down to them; it gives, for every sibling, the block that takes
    its place and what is handed down to its children. The children it returns are looked at next.
    """
    places: list[tuple[Block, int]] = []
    todo: list[tuple[tuple[Block, ...], Context, int]] = [(blocks, context, -1)]
    while todo:
        siblings, handed_down, parent = todo.pop()
        for block, below in each(siblings, handed_down):
            places.append((block, parent))
            if block.children:
                todo.append((block.children, below, len(places) - 1))
    children: dict[int, list[Block]] = {index: [] for index, (block, _) in enumerate(places) if block.children}
    top: list[Block] = []
    for index in range(len(places) - 1, -1, -1):  # a parent stands before its children
        block, parent = places[index]
        if block.children:
            remade = tuple(reversed(children[index]))
            if not all(map(is_, remade, block.children)):
                block = replace(block, children=remade)
        (children[parent] if parent >= 0 else top).append(block)
    return tuple(reversed(top))
