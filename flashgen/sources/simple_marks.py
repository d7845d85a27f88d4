"""Running text in which nothing is marked but words in bold or italics, which is most: read without a parser."""

from __future__ import annotations

import re

from flashgen.sources.text_writer import TextWriter
from flashgen.text import Markup

_MARKED_WORDS = re.compile(r"(?<![^ \n])(?P<sign>\*\*?)(?P<words>[^\W_](?:[^*\n]*[^\W_])?)(?P=sign)(?![^ \n.,;:!?)])")
"""Signs that can only open and words and signs that can only close, so that nothing else on the line has a say."""
_MORE = re.compile(r"[\\`*_\[<&$\t]|~~|==|\{\{|%%|  | \n|\n |://|www\.")
"""What needs the parser."""


def write(source: str, writer: TextWriter) -> bool:
    """Write what a source says, just as the parser would have it; False, and nothing, where that needs the parser."""
    if _MORE.search(_MARKED_WORDS.sub(r"\g<words>", source)):
        return False
    at = 0
    for found in _MARKED_WORDS.finditer(source):
        _write_lines(source[at : found.start()], writer)
        markup = Markup.STRONG if len(found["sign"]) == 2 else Markup.EMPHASIS
        writer.open(markup, markup)
        writer.write(found["words"])
        writer.close(markup)
        at = found.end()
    _write_lines(source[at:], writer)
    return True


def _write_lines(source: str, writer: TextWriter) -> None:
    first, *others = source.split("\n")
    writer.write(first)
    for line in others:
        writer.line(" ")
        writer.write(line)
