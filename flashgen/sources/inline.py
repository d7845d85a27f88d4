"""From the source of running text to ``Text``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from flashgen.sources import formulas, inline_rules, simple_marks, tags
from flashgen.sources.text_writer import Inline, TextWriter
from flashgen.text import IMAGE_CHAR, Markup, Text

MAX_NESTING = 20
"""Of marks within marks; deeper ones stay as written."""

_MARKED = re.compile(r"[\\`*_\[<&$\n\t]|~~|==|\{\{|%%|  |://|www\.")
"""What some rule reacts to; most running text has none of it."""
_SPACES = re.compile(r"[ \t]{2,}|\t")
_STRAY = re.compile(r"(?<![\w*])\*\*(?=\w)|(?<=[\w.,;:!?)])\*\*(?![\w*])|(?<=\s)\*{2,}$")
"""Signs of strong text that nobody closed."""
_TAG = re.compile(r"#[^\W\d][\w/-]*")
_BLOCK_ID = re.compile(r"\s\^(?=[\w-]*[A-Za-z])([A-Za-z0-9-]{1,100})\s*$")
_PLAIN = re.compile(
    r"`(?P<code>[^`\n]{1,300})`"
    r"|\{\{c(?P<number>\d{1,4})::(?P<hidden>[^{}\n]{1,300}?)(?:::(?P<hint>[^{}\n]{1,100}))?\}\}"
    r"|==(?P<mark>[^=\s](?:[^=\n]{0,200}[^=\s])?)=="
    r"|\$|\\[(\[]"
)

_MARKS = {
    "strong": Markup.STRONG,
    "em": Markup.EMPHASIS,
    "s": Markup.STRIKE,
    "mark": Markup.HIGHLIGHT,
    "link": Markup.LINK,
    "cloze": Markup.CLOZE,
}


def inline(source: str) -> tuple[Text, tuple[int, ...]]:
    """Markdown running text, which may hold line breaks, as text and the offsets at which further lines start.

    A soft line break is a space in the text, a hard one a line feed.
    """
    read_source = read(source)
    return read_source.text, read_source.breaks


def plain_inline(source: str) -> Text:
    """Pasted text: only mathematics, bare addresses, ``code`` and clozes that a person typed are marked."""
    writer = TextWriter()
    missing: set[str] = set()
    at = 0
    while found := _PLAIN.search(source, at):
        writer.write(source[at : found.start()])
        typed = found["code"] or found["hidden"] or found["mark"]
        formula = None if typed else formulas.find(source, found.start(), len(source), missing)
        if found["code"]:
            writer.whole(found["code"], Markup.CODE)
        elif found["hidden"]:
            writer.whole(found["hidden"], Markup.CLOZE, found["number"], found["hint"] or "")
        elif found["mark"]:
            writer.whole(found["mark"], Markup.HIGHLIGHT)
        elif formula:
            writer.whole(str(formula), Markup.MATH)
        else:
            writer.write(found[0])
        at = formula.end if formula else found.end()
    writer.write(source[at:])
    return writer.finish().text


def read(source: str, references: Mapping[str, Any] | None = None) -> Inline:
    """Markdown running text with all that it says; ``references`` are the document's link targets."""
    label = ""
    if "^" in source and (found := _BLOCK_ID.search(source[-200:])):
        label = found[1]
        source = source[: len(source) - (len(source[-200:]) - found.start())]
    if "#" in source:
        source = _without_tags(source)
    if not _MARKED.search(source):
        return Inline(Text(source.strip()), label=label)
    writer = TextWriter(label)
    if not simple_marks.write(source, writer):
        tokens = _parser().inline.parse(source, _parser(), {"references": references or {}}, [])
        _write(tokens, writer)
    return writer.finish()


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("strikethrough")
    inline_rules.install(parser)
    return parser


def _without_tags(source: str) -> str:
    """The source without the ``#tags`` at the end of its lines; what is nothing but tags stays."""
    lines = []
    for line in source.split("\n"):
        words = line.split(" ") if _TAG.fullmatch(line.rstrip().rpartition(" ")[2]) else []
        while words and (not words[-1] or _TAG.fullmatch(words[-1])):
            words.pop()
        lines.append(" ".join(words) if any(words) else line)
    return "\n".join(lines)


def _write(tokens: Sequence[Token], writer: TextWriter) -> None:
    muted = ""
    closing = Counter(t.content[2:-1].strip().lower() for t in tokens if t.content.startswith("</"))
    for token in tokens:
        lines = token.meta.get("lines", 0) if token.meta else 0
        if token.type == "html_inline":
            muted = _write_html(token.content, writer, muted, closing)
        elif token.type in ("softbreak", "hardbreak"):
            writer.line("\n" if token.type == "hardbreak" else " ")
        elif muted:
            pass
        elif token.type == "text":
            words = _STRAY.sub("", token.content) if "**" in token.content else token.content
            writer.write(_SPACES.sub(" ", words))
        elif token.type == "text_special":
            writer.write(token.content)
        elif token.type == "code_inline":
            writer.whole(token.content, Markup.CODE, breaks=token.meta["breaks"])
        elif token.type == "math":
            writer.whole(token.content, Markup.MATH, breaks=token.meta["breaks"])
        elif token.type == "image":
            writer.whole(IMAGE_CHAR, Markup.IMAGE, str(token.attrs.get("src", "")), token.content)
        elif token.nesting > 0:
            name = token.type.removesuffix("_open")
            target = str(token.attrs.get("href", token.attrs.get("number", "")))
            writer.open(token.type, _MARKS[name], target, str(token.attrs.get("hint", "")))
        elif token.nesting < 0:
            writer.close(token.type.removesuffix("close") + "open")
        for _ in range(lines):
            writer.line("")


def _write_html(source: str, writer: TextWriter, muted: str, closing: Counter[str]) -> str:
    """Write one tag or comment; gives the name of the tag whose content is being left out, or nothing."""
    found = tags.tag(source)
    if not found:
        said = tags.directive(source)
        if said:
            writer.label = said.label or writer.label
            writer.skip = writer.skip or said.skip
    elif muted:
        if found.closing and found.name == muted:
            muted = ""
            closing[found.name] -= 1
    elif found.name in tags.REMOVED:
        writer.remove(f"<{found.name}>")
        if found.closing:
            closing[found.name] -= 1
        elif closing[found.name]:
            muted = found.name
    else:
        if found.is_unsafe:
            writer.remove(f"script in <{found.name}>")
        _write_tag(found, writer)
    for _ in range(source.count("\n")):
        writer.line("")
    return muted


def _write_tag(tag: tags.Tag, writer: TextWriter) -> None:
    if tag.name == "br":
        writer.write("\n")
    elif tag.name == "img" and not tag.closing:
        if address := tag.attributes.get("src", ""):
            writer.whole(IMAGE_CHAR, Markup.IMAGE, address, tag.attributes.get("alt", ""))
    elif tag.name in ("li", "p", "div", "ul", "ol", "tr"):
        writer.part()
    elif tag.name in tags.MARKS:
        address = tag.attributes.get("href", "")
        if tag.closing:
            writer.close(f"<{tag.name}>")
        elif tag.name != "a" or (address and tags.is_safe(address)):
            writer.open(f"<{tag.name}>", tags.MARKS[tag.name], address)
