"""Mathematics that Anki would show in red, or as it was typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from flashgen.check.finding import Check, Finding, Notebook, short, words_only
from flashgen.model import BlockKind
from flashgen.text import Markup

_ESCAPED = re.compile(r"\\[{}\\]")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}")
_SIZED = re.compile(r"\\(left|right)(?![a-zA-Z])")
_OPEN_DOLLAR = re.compile(r"(?<![\\\w$])\$(?=[^$\n]*(?:\\[a-zA-Z]+|[_^]\{))[^\s\d$][^$\n]*$")
_TEX_LEFT = re.compile(r"\\(?:frac|sum|int|sqrt|cdot|times|alpha|beta|mathbb|mathcal|left|begin)\b")


def _find(notes: Notebook) -> Iterator[Finding]:
    for document in notes.documents:
        for block in document.walk():
            if block.kind in (BlockKind.CODE, BlockKind.NOISE):
                continue
            for text in block.texts:
                formulas = [text.plain[span.start : span.end] for span in text.marked(Markup.MATH)]
                if block.kind is BlockKind.MATH and not formulas:
                    formulas = [text.plain]
                wrong = next(((tex, fault) for tex in formulas if (fault := _fault(tex[2:-2]))), None)
                if not wrong and _OPEN_DOLLAR.search(words_only(text)):
                    wrong = (words_only(text)[words_only(text).rfind("$") :], "the “$” that opens it has no partner")
                hidden = [text.plain[s.start : s.end] for s in text.marked(Markup.CLOZE)]
                if not wrong and (cut := next((said for said in hidden if _is_cut(said)), "")):
                    wrong = (cut, "“}}” inside the formula ends the blank; write “} }”")
                if wrong:
                    yield Finding(
                        document.path, block.start_line, "math", f"{wrong[1]}: {short(wrong[0])}",
                        "correct the formula", (" ".join(wrong[0].split()), wrong[1]),
                    )  # fmt: skip


def _fault(tex: str) -> str:
    """What is wrong with a formula, or nothing."""
    bare = _ESCAPED.sub("  ", tex)
    depth = 0
    for char in bare:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return "a “}” closes nothing"
    if depth:
        return "a “{” is not closed"
    opened: list[str] = []
    for which, name in _ENVIRONMENT.findall(tex):
        if which == "begin":
            opened.append(name)
        elif not opened or opened.pop() != name:
            return f"“\\end{{{name}}}” has no “\\begin{{{name}}}” before it"
    if opened:
        return f"“\\begin{{{opened[-1]}}}” has no “\\end{{{opened[-1]}}}”"
    sized = Counter(_SIZED.findall(bare))
    return "“\\left” and “\\right” do not match" if sized["left"] != sized["right"] else ""


def _is_cut(hidden: str) -> bool:
    """Whether the words a blank hides break off within a formula."""
    dollars = hidden.replace("\\$", "").count("$")
    return dollars % 2 == 1 or (_TEX_LEFT.search(hidden) is not None and hidden.count("{") != hidden.count("}"))


CHECK = Check("math", "formulas with a brace, dollar or environment that is not closed", _find)
