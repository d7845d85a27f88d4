r"""Block rules that read notes as their writers meant them, in place of some of CommonMark's.

- ``paragraph``: a list, quote, fence or heading ends a paragraph however far it is indented; a line that stands
  further left than the item above it, and starts anew, is no part of that item; a line of dashes below a long
  sentence is a rule, not the sign of a heading
- ``indented_code``: indented lines are code only where they look like code
- ``formula``: ``$$``, ``\[`` and ``\begin{...}`` blocks, ``page_header``: YAML between two ``---`` further down,
  ``remark``: Obsidian's ``%%`` over several lines, ``definition``: a link's target, which leaves a token here
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, reference, table

from flashgen.sources import formulas
from flashgen.sources.looks import looks_like_code

_NUMBER = re.compile(r"(\d{1,3})[.)][ \t]+\S")
_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:\s|$)")
_ENVIRONMENT = re.compile(r"\\begin\{([a-z]+\*?)\}")
_KEY = re.compile(r"[\w-]+:(?:\s|$)")
_TITLE = re.compile(r"title:\s*(?P<quote>[\"']?)(?P<title>.*?)(?P=quote)(?:(?<!\s)\s+)?")
_MOST_LINES = 200
"""Of a formula or a page's header; an opening sign without its closing sign costs no more than this."""


def install(md: MarkdownIt) -> None:
    """Put the rules into a parser."""
    ends_text: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.disable(["code", "lheading"])
    ruler = md.block.ruler
    ruler.at("paragraph", _paragraph)
    ruler.at("reference", _definition)
    ruler.before("fence", "indented_code", _indented_code)
    ruler.before("fence", "formula", _formula, ends_text)
    ruler.before("hr", "page_header", _page_header)
    ruler.before("fence", "remark", _remark, {"alt": ["paragraph"]})


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _paragraph(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
    terminators = state.md.block.ruler.getRules("paragraph")
    of_letters = [rule for rule in terminators if rule is table]
    outer, state.parentType = state.parentType, "paragraph"
    last, level = start + 1, 0
    while last < state.lineMax and not state.isEmpty(last):
        if state.sCount[last] >= 0:  # else a quote already took the line in
            level = _underline(state, start, last)
            if level or _starts_anew(state, start, last) or _continues_numbers(state, last):
                break
            # of all blocks that may follow without a blank line only a table begins with a letter
            is_word = state.src[state.bMarks[last] + state.tShift[last]].isalpha()
            if any(ends(state, last, state.lineMax, True) for ends in (of_letters if is_word else terminators)):
                break
        last += 1
    state.parentType = outer
    name, tag = ("heading", f"h{level}") if level else ("paragraph", "p")
    state.line = last + 1 if level else last
    state.push(f"{name}_open", tag, 1).map = [start, state.line]
    token = state.push("inline", "", 0)
    token.content = state.getLines(start, last, state.blkIndent, False).strip()
    token.map = [start, last]
    token.children = []
    state.push(f"{name}_close", tag, -1)
    return True


def _underline(state: StateBlock, start: int, line: int) -> int:
    """The level of the heading that a line of ``=`` or ``-`` makes of the lines above it, else 0."""
    if not 0 <= state.sCount[line] - state.blkIndent <= 3:
        return 0
    first = state.bMarks[line] + state.tShift[line]
    if state.src[first] not in "=-":
        return 0
    signs = _line(state, line).rstrip()
    if len(signs) < 2 or signs.strip(signs[0]):
        return 0
    above = state.src[state.bMarks[start] : state.eMarks[line - 1]].strip()
    is_title = len(above) <= 100 and line == start + 1 and not above.endswith((".", ",", ";"))
    return (1 if signs[0] == "=" else 2) if is_title else 0


def _starts_anew(state: StateBlock, start: int, line: int) -> bool:
    """Whether a line to the left of the item's text above it is an item or a paragraph of its own."""
    if state.sCount[line] >= state.blkIndent:
        return False
    if _MARKER.match(_line(state, line)[:20]):
        return True
    above = state.src[state.bMarks[start] : state.eMarks[start]]
    marker_column = len(above.expandtabs(4)) - len(above.expandtabs(4).lstrip())
    first = state.src[state.bMarks[line] + state.tShift[line]]
    return state.sCount[line] < marker_column and not first.islower()


def _continues_numbers(state: StateBlock, line: int) -> bool:
    """Whether a numbered list that does not start at 1 stands right below the text."""
    found = _NUMBER.match(_line(state, line)[:20])
    if not found or found[1] == "1":
        return False
    above = state.eMarks[line - 1]
    if state.src[max(0, above - 80) : above].rstrip().endswith(":"):
        return True
    following = _NUMBER.match(_line(state, line + 1)[:20]) if line + 1 < state.lineMax else None
    return following is not None and int(following[1]) == int(found[1]) + 1


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not reference(state, start, end, silent):
        return False
    if not silent:
        state.push("definition", "", 0).map = [start, state.line]
    return True


def _indented_code(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or state.sCount[start] - state.blkIndent < 4:
        return False
    sample = start
    while sample < min(end, start + 40) and not state.isEmpty(sample):
        sample += 1
    if not looks_like_code(state.getLines(start, sample, 4 + state.blkIndent, False).split("\n")):
        return False
    last = line = start
    while line < end and (state.isEmpty(line) or state.sCount[line] - state.blkIndent >= 4):
        last = last if state.isEmpty(line) else line
        line += 1
    state.line = last + 1
    token = state.push("code_block", "code", 0)
    token.content = state.getLines(start, last + 1, 4 + state.blkIndent, False) + "\n"
    token.map = [start, state.line]
    return True


def _formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(("$$", "\\[", "\\begin{"), first):
        return False
    opening = _line(state, start)
    environment = _ENVIRONMENT.match(opening)
    if environment:
        closer = f"\\end{{{environment[1]}}}"
    elif opening.startswith("\\b"):
        return False
    else:
        closer = "$$" if opening[0] == "$" else "\\]"
    line, at = start, 2
    while line < min(end, start + _MOST_LINES):
        if line > start and (state.sCount[line] < state.blkIndent and not state.isEmpty(line)):
            return False
        close = _line(state, line).find(closer, at)
        if close >= 0:
            break
        line, at = line + 1, 0
    else:
        return False
    if _line(state, line)[close + len(closer) :].strip(" \t.,;"):
        return False
    tex = "\n".join(_line(state, n) for n in range(start, line + 1)).rstrip(" \t.,;\n")
    if not environment and not formulas.find(tex, 0, len(tex), set()):
        return False
    if not silent:
        state.line = line + 1
        token = state.push("formula", "math", 0)
        token.content = tex if environment else tex[2:-2]
        token.map = [start, state.line]
    return True


def _page_header(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or state.level or _line(state, start).rstrip() != "---":
        return False
    for line in range(start + 1, min(end, start + _MOST_LINES)):
        text = _line(state, line).rstrip()
        if text == "---" and line > start + 1:
            break
        if not _KEY.match(text) and not (text[:1] in "-#" and line > start + 1) and not state.sCount[line]:
            return False
    else:
        return False
    state.line = line + 1
    token = state.push("page_header", "", 0)
    token.map = [start, state.line]
    for number in range(start + 1, line):
        if found := _TITLE.fullmatch(_line(state, number)):
            token.content = found["title"]
            token.meta["line"] = number - start
    return True


def _remark(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("%%", first) or state.src.find("%%", first + 2, state.eMarks[start]) >= 0:
        return False
    close = state.env.get("last %%") or state.src.rfind("%%")
    state.env["last %%"] = close
    line = start + 1
    while line < end and close > state.bMarks[line] and "%%" not in _line(state, line):
        line += 1
    if line >= end or "%%" not in _line(state, line):
        return False
    if not silent:
        state.line = line + 1
        state.push("remark", "", 0).map = [start, state.line]
    return True
