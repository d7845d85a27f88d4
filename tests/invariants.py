"""What holds of every reader, whatever it is given; random tests, fuzzing and kept cases all ask for the same.

Each function takes what a file holds and raises AssertionError, or what a reader let through, where it does not.
"""

from __future__ import annotations

import html
import re
import time
import unicodedata
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path

from flashgen import pipeline, sources
from flashgen.config import Config
from flashgen.model import Block, Document, FlashgenError, Form, Note
from flashgen.notetypes.fit import check
from flashgen.text import Text

SLOWEST = 5
"""Seconds for a file of a few kilobytes, on a machine that does much else."""
_UNSAFE = re.compile(
    r"<\s*(?:script|iframe|object|embed|style)\b|<[^>]*\son\w+\s*=|(?:href|src)=[\"']?\s*javascript:", re.I
)
_BLANK = re.compile(r"\{\{c\d+::(?:(?!\{\{c\d+::|\}\}).)+\}\}", re.S)
_MATH = re.compile(r"\\[()\[\]]")
_ENDLESS = frozenset(("br", "hr", "img", "wbr"))


class Nesting(HTMLParser):
    """Whether every tag that is opened is closed in its turn, and no stray sign stands for one."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.sound = True

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in _ENDLESS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.sound &= bool(self.open) and self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        self.sound = False

    handle_decl = handle_pi = unknown_decl = handle_comment


def is_whole_html(field: str) -> bool:
    """Whether a card's field is HTML that is whole, with nothing in it but elements and escaped text."""
    parser = Nesting()
    parser.feed(field)
    parser.close()
    return parser.sound and not parser.open


def has_whole_math(field: str) -> bool:
    """Whether mathematics ends before more of it begins; a mark that belongs to no other is no mathematics."""
    shown = re.sub(r"<(code|pre)\b.*?</\1>", "", field, flags=re.S)
    opened = ""
    for mark in _MATH.findall(shown):
        if not opened and mark[1] in "([":
            opened = mark[1]
        elif opened and mark[1] == opened:
            return False
        elif opened + mark[1] in ("()", "[]"):
            opened = ""
    return True


def refusal(attempt: Callable[[], object]) -> str:
    """What is said where something is refused; empty where it is not."""
    try:
        attempt()
    except FlashgenError as error:
        return str(error.problem)
    return ""


def is_sound(text: Text) -> bool:
    """Spans lie in the text, in order, and nest or are apart."""
    spans = text.spans
    inside = all(0 <= span.start < span.end <= len(text.plain) for span in spans)
    nested = all(
        a.end <= b.start or b.end <= a.start or (a.start <= b.start and b.end <= a.end) or (b.start <= a.start <= b.end)
        for a in spans
        for b in spans
    )
    return inside and nested


def check_block(block: Block, document: Document) -> None:
    first = document.meta.end_line + 1
    assert first <= block.start_line <= block.end_line <= document.line_count, block
    assert all(map(is_sound, (block.text, *block.cells))), block
    said = "\n".join(document.lines[block.start_line - 1 : block.end_line])
    assert all(stands_in(text.plain, said) for text in block.texts), block


def stands_in(text: str, source: str) -> bool:
    """Whether the letters and figures of a text stand in its source, in order; between them marks may have stood."""
    rest = iter(_letters(source))
    return all(letter in rest for letter in _letters(text))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFD", html.unescape(text)).casefold()))


def check_notes(notes: Sequence[Note], written: str) -> None:
    """Fields hold nothing that is unsafe or cut off; ``written`` is what they were made of."""
    own_math = _MATH.search(written) is not None  # whoever writes MathJax's own marks may write them wrong
    for note in notes:
        assert not any(_UNSAFE.search(field) for field in note.fields), note.fields
        assert all(map(is_whole_html, note.fields)), note.fields
        assert own_math or all(map(has_whole_math, note.fields)), note.fields
        if note.form is Form.CLOZE:
            assert _BLANK.search(note.fields[0]), note.fields[0]


def document(data: bytes, name: str) -> None:
    start = time.process_time()
    if said := refusal(lambda: sources.open_document(data, name, "")):
        assert said.startswith(name)
        return
    document, problems = sources.open_document(data, name, "")
    assert sources.open_document(data, name, "") == (document, problems)
    for block in document.walk():
        check_block(block, document)
    plan = pipeline.plan_documents([document], problems, Config(Path("/nowhere")))
    assert not [problem for problem in plan.problems if "please report it" in problem.message], plan.problems
    told = [line for account in plan.accounts for line in range(account.start_line, account.end_line + 1)]
    assert told == list(range(1, document.line_count + 1))
    check(plan.shipped)
    check_notes(plan.notes, "\n".join(document.lines))
    for note in plan.notes:
        for source in note.sources:
            assert 1 <= source.start_line <= source.end_line <= document.line_count
    assert time.process_time() - start < SLOWEST
