"""A tree of blocks as lines that a test can compare: depth, kind, lines, text."""

from flashgen.model import Block


def outline(blocks: tuple[Block, ...]) -> list[str]:
    """One line a block, two spaces a level; loops, because the blocks may nest deep."""
    lines = []
    todo = [(0, block) for block in reversed(blocks)]
    while todo:
        depth, block = todo.pop()
        span = f"{block.start_line}-{block.end_line}" if block.end_line > block.start_line else str(block.start_line)
        kind = f"{block.kind}({block.reason})" if block.reason else str(block.kind)
        cells = " | ".join(cell.plain for cell in block.cells)
        lines.append(f"{'  ' * depth}{kind} {span} {block.text.plain or cells}".rstrip())
        todo.extend((depth + 1, child) for child in reversed(block.children))
    return lines
