"""Marks to tags: HTML that is escaped, but not yet sanitised."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from flashgen.text import IMAGE_CHAR, Markup, Span, Text

_TAGS = {
    Markup.STRONG: "strong",
    Markup.EMPHASIS: "em",
    Markup.UNDERLINE: "u",
    Markup.STRIKE: "s",
    Markup.HIGHLIGHT: "mark",
    Markup.SUB: "sub",
    Markup.SUP: "sup",
}
_WHOLE = (Markup.CODE, Markup.MATH, Markup.IMAGE)

# Anki keeps its fields apart by \x1f; the noncharacters and lone surrogates cannot be stored
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

# What Anki would play, speak, ask to type or hand to LaTeX
_COMMAND = r"\[(?=sound:|anki:|\[type:|/?latex\]|/?\$)"
_SIGNS = re.compile(rf"(?P<sign>{_COMMAND}|(?<=\\)[(\[])", re.IGNORECASE)
_CLOZE_SIGNS = re.compile(rf"(?P<sign>{_COMMAND}|(?<=\\)[(\[]|[{{}}]|:(?=:|\Z))", re.IGNORECASE)
_IN_MATH = re.compile(rf"(?P<sign>{_COMMAND})", re.IGNORECASE)
_IN_CLOZE_MATH = re.compile(rf"(?P<sign>{_COMMAND}|\{{(?=\{{)|\}}(?=\}})|:(?=:))", re.IGNORECASE)

_NEEDS_CARE = re.compile(rf"[&<>\[\\{{}}:\n]|{_UNSTORABLE.pattern}")
"""What no words are without that change when they are escaped."""

_ADDRESS = re.compile(r"(?:https?|mailto|obsidian):", re.IGNORECASE)
_ON_THE_WEB = re.compile(r"https?://", re.IGNORECASE)
_LONGEST_COLOURED = 20_000


def escaped(words: str, in_cloze: bool = False) -> str:
    """Words that read the same in Anki: nothing in them is a tag, mathematics, a sound or a cloze."""
    if not _NEEDS_CARE.search(words):
        return words
    return _parted(escape(_UNSTORABLE.sub("", words), quote=False), in_cloze).replace("\n", "<br>")


def link(label: str, address: str) -> str:
    """The label, HTML already, linked if the address is one that may be opened from a card."""
    if not _ADDRESS.match(address):
        return label
    safe = re.sub(r"[{}\[\]]|:(?=:)", lambda sign: quote(sign[0], safe=""), _UNSTORABLE.sub("", address))
    return f'<a href="{escape(safe)}">{label}</a>'


def code_block(source: str, language: str = "", in_cloze: bool = False) -> str:
    """Code on lines of its own, its words in spans with Pygments' classes."""
    source = _UNSTORABLE.sub("", source).strip("\n")
    return f"<pre><code>{_parted(_coloured(source, language), in_cloze)}</code></pre>"


def tagged(text: Text, images: Mapping[str, str], in_cloze: bool = False) -> str:
    """The text's words escaped and its marks as tags."""
    plain = text.plain
    out: list[str] = []
    open_spans: list[tuple[int, str]] = []
    done = 0

    def close_until(offset: int) -> None:
        nonlocal done
        while open_spans and open_spans[-1][0] <= offset:
            end, tag = open_spans.pop()
            out.append(escaped(plain[done:end], in_cloze) + tag)
            done = max(done, end)

    for span in sorted(text.spans, key=lambda s: (s.start, -s.end, s.markup in _WHOLE)):
        close_until(span.start)
        if span.start < done or span.markup is Markup.CLOZE:
            continue
        out.append(escaped(plain[done : span.start], in_cloze))
        done = span.start
        if span.markup in _WHOLE:
            out.append(_leaf(span, plain[span.start : span.end], images, in_cloze))
            done = span.end
            continue
        opening, closing = _pair(span)
        out.append(opening)
        open_spans.append((min(span.end, open_spans[-1][0]) if open_spans else span.end, closing))
    close_until(len(plain))
    out.append(escaped(plain[done:], in_cloze))
    return "".join(out)


def _pair(span: Span) -> tuple[str, str]:
    if span.markup is Markup.LINK:
        opening, _, closing = link("\n", span.target).partition("\n")
        return opening, closing
    tag = _TAGS[span.markup]
    return f"<{tag}>", f"</{tag}>"


def _leaf(span: Span, words: str, images: Mapping[str, str], in_cloze: bool) -> str:
    if span.markup is Markup.IMAGE:
        return _image(span, images, in_cloze)
    if span.markup is Markup.MATH:
        # no tag may stand within mathematics; a space means nothing there, and parts the signs as well
        signs = _IN_CLOZE_MATH if in_cloze else _IN_MATH
        return signs.sub(r"\g<sign> ", escape(_UNSTORABLE.sub("", words), quote=False))
    if "\n" in words or span.target:
        return code_block(words, span.target, in_cloze)
    return f"<code>{escaped(words, in_cloze)}</code>"


def _image(span: Span, images: Mapping[str, str], in_cloze: bool) -> str:
    name = images.get(span.target)
    if name:
        shown = (_CLOZE_SIGNS if in_cloze else _SIGNS).sub(" ", _UNSTORABLE.sub("", span.title))
        return f'<img src="{escape(name)}" alt="{escape(shown)}">'
    label = escaped(span.title.replace(IMAGE_CHAR, "") or span.target, in_cloze)
    return link(label, span.target) if _ON_THE_WEB.match(span.target) else label


def _coloured(source: str, language: str) -> str:
    if language and len(source) <= _LONGEST_COLOURED:
        from pygments import highlight
        from pygments.formatters.html import HtmlFormatter
        from pygments.lexers import get_lexer_by_name
        from pygments.util import ClassNotFound

        try:
            lexer = get_lexer_by_name(language, stripnl=False)
        except ClassNotFound:
            pass
        else:
            return highlight(source, lexer, HtmlFormatter(nowrap=True)).rstrip("\n")
    return escape(source, quote=False)


def _parted(html: str, in_cloze: bool) -> str:
    return (_CLOZE_SIGNS if in_cloze else _SIGNS).sub(r"<span>\g<sign></span>", html)
