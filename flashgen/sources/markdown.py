"""Markdown notes to blocks; with the modules of rules beside it the only door to markdown-it.

Only markdown-it's block parser is used here. Running text is read by ``inline``, block by block, so that each block
knows its own lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from flashgen.model import Block, BlockKind, Problem
from flashgen.sources import block_rules, habits, html_blocks, noise, tags, verbatim
from flashgen.sources.block_builder import Builder
from flashgen.sources.frame import TRANSPARENT
from flashgen.sources.inline import inline

MAX_NESTING = 250
"""Of blocks; ``habits`` flattens the lines before the parser gets there."""

_PIPE = re.compile(r"(?<!\\)\|")


def parse_blocks(lines: list[str], first_line: int, path: str) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of a Markdown text, nested, with noise marked, and what was wrong with it.

    ``lines`` is the text after the front matter, ``first_line`` the number of its first line in the original file,
    ``path`` what problems call that file. Raises nothing: whatever cannot be read is a paragraph.
    """
    right = habits.put_right(lines)
    env: dict[str, Any] = {}
    tokens: list[Token] = []
    _parser().block.parse("\n".join(right.lines), _parser(), env, tokens)
    builder = Builder(right.lines, first_line, path, env.get("references", {}))
    for index, message in right.problems:
        builder.problem(first_line + index, message)
    _Reader(builder, right.lines, first_line).read(tokens)
    blocks = noise.mark(builder.finish())
    return blocks, tuple(sorted(builder.problems))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    parser.use(deflist_plugin).use(footnote_plugin)
    block_rules.install(parser)
    return parser


class _Reader:
    """Tells the builder what the tokens say."""

    def __init__(self, builder: Builder, lines: Sequence[str], first_line: int) -> None:
        self.builder = builder
        self.lines = lines
        self.first_line = first_line
        self.level = 0
        self.row: list[str] = []
        self.row_line = 0
        self.below_table: list[tuple[str, int]] = []
        self.in_row = False
        self.in_head = False

    def read(self, tokens: Sequence[Token]) -> None:
        """Read them all, in order; what is open at the end is closed by the builder."""
        for token in tokens:
            start, end = token.map or (0, 0)
            line, end_line = self.first_line + start, self.first_line + max(start, end - 1)
            if token.type == "inline":
                self.inline(token.content, line, end_line)
            elif token.nesting > 0:
                self.opening(token, line)
            elif token.nesting < 0:
                self.closing(token.type)
            else:
                self.leaf(token, line, end_line)

    def inline(self, source: str, line: int, end_line: int) -> None:
        if self.in_row:
            self.row.append(source)
        elif habits.LONG_LINE in source:
            self.builder.noise(line, end_line, "line too long")
        elif self.level:
            self.builder.heading(source, self.begins(source, line, end_line), self.level)
        else:
            self.builder.words(source, self.begins(source, line, end_line))

    def begins(self, source: str, line: int, end_line: int) -> int:
        """The line that words begin on: the parser drops lines before it that hold nothing but hard spaces."""
        first = source.partition("\n")[0]
        for place in range(line, end_line + 1 - source.count("\n")):
            if first in self.lines[place - self.first_line]:
                return place
        return line

    def opening(self, token: Token, line: int) -> None:
        match token.type:
            case "heading_open":
                self.level = int(token.tag[1])
            case "list_item_open":
                self.builder.open(BlockKind.ITEM, line, number=int(token.info) if token.info else None)
            case "blockquote_open":
                self.builder.open(BlockKind.QUOTE, line)
            case "dl_open":
                self.builder.open(TRANSPARENT, line)
            case "dt_open":
                self.builder.end_term()
                self.builder.open(BlockKind.TERM, line)
            case "table_open":
                self.builder.open(BlockKind.TABLE, line)
            case "thead_open":
                self.in_head = True
            case "tr_open":
                self.row, self.in_row, self.row_line = [], True, line
            case "footnote_reference_open":
                self.builder.open(TRANSPARENT, line, reason="footnote")
            case _:
                pass

    def closing(self, name: str) -> None:
        match name:
            case "heading_close":
                self.level = 0
            case "thead_close":
                self.in_head = False
            case "tr_close":
                self.in_row = False
                self.end_row()
            case "table_close":
                self.end_table()
            case "dl_close":
                self.builder.end_term()
                self.builder.close()
            case "list_item_close" | "blockquote_close" | "footnote_reference_close":
                self.builder.close()
            case _:
                pass

    def end_row(self) -> None:
        source = self.lines[self.row_line - self.first_line]
        if "|" not in source:  # text right below a table, which the parser takes for a row of one cell
            self.below_table.append((self.row[0], self.row_line))
            return
        written = len(_PIPE.findall(source.strip("> \t|"))) + 1
        if written > len(self.row):
            self.builder.problem(
                self.row_line, f"row of {written} cells in a table of {len(self.row)} columns; the last are left out"
            )
        self.builder.cells(self.row, self.row_line, self.row_line, self.in_head)

    def end_table(self) -> None:
        self.builder.close()
        for source, line in self.below_table:
            self.builder.words(source, line)
        self.below_table = []

    def leaf(self, token: Token, line: int, end_line: int) -> None:
        match token.type:
            case "fence" | "code_block" | "formula" if habits.LONG_LINE in token.content:
                self.builder.noise(line, end_line, "line too long")
            case "fence" | "code_block" if not token.content.strip():
                pass
            case "fence":
                language = token.info.strip().partition(" ")[0]
                self.builder.add(verbatim.fenced(token.content, language, line + 1))
            case "code_block":
                self.builder.add(verbatim.code(token.content, "", line))
            case "formula":
                self.builder.add(verbatim.formula(token.content, line))
            case "html_block":
                self.html(token.content, line)
            case "page_header" if token.content:
                self.builder.heading(token.content, line + int(token.meta["line"]), 1)
            case "page_header":
                self.builder.noise(line, end_line, "page header")
            case "remark":
                self.builder.noise(line, end_line, "comment")
            case "definition":
                self.builder.noise(line, end_line, "link target")
            case _:  # a horizontal rule
                pass

    def html(self, source: str, first: int) -> None:
        for part in html_blocks.parts(source):
            line, end_line = first + part.line, first + part.end
            match part.name:
                case "open":
                    kind = BlockKind.TABLE if part.source == "table" else BlockKind.PARAGRAPH
                    self.builder.open(kind, line, html=part.source)
                case "close":
                    self.builder.close(part.source)
                case "row":
                    self.builder.cells(part.cells, line, end_line, part.is_header)
                case "pre":
                    self.builder.add(verbatim.preformatted(part.source, line))
                case "comment" if said := tags.directive(part.source):
                    self.builder.directive(said, line)
                    self.builder.noise(line, end_line, "comment")
                case "comment":
                    self.builder.noise(line, end_line, "comment")
                case "removed":
                    self.builder.problem(line, f"<{part.source}> removed; a card must not run programs")
                    self.builder.noise(line, end_line, "script")
                case "unsafe":
                    self.builder.problem(line, f"script in <{part.source}> removed; a card must not run programs")
                case "figcaption":
                    self.builder.noise(line, end_line, "image caption", inline(part.source)[0])
                case "li":
                    self.builder.item(part.source, line)
                case "text" | "summary":
                    self.builder.words(part.source, line)
                case heading:
                    self.builder.heading(part.source, line, int(heading[1]))
