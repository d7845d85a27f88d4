r"""Text to the HTML that Anki's fields hold.

Everything a person wrote is escaped, only known marks become tags, and nh3 has the last word on every field.
Signs that mean something to Anki wherever they stand (``[sound:``, ``\(`` outside mathematics, in a cloze
braces and ``::``) are parted by a bare ``<span>``. An entity would do too, but Anki's editor turns it back
into the sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flashgen.model import Source
from flashgen.render import markup
from flashgen.render.clean import clean
from flashgen.text import Markup, Text, join

NO_IMAGES: Mapping[str, str] = {}


def html(text: Text, images: Mapping[str, str] = NO_IMAGES) -> str:
    """The text as a field's HTML.

    ``images`` gives the name in Anki's media folder of each image's source that has one; another image is
    shown as its alternative text, linked where it is on the web.
    """
    return clean(markup.tagged(text, images)) if text else ""


def items(texts: Iterable[Text], ordered: bool = False, images: Mapping[str, str] = NO_IMAGES) -> str:
    """The texts as a list, numbered where ``ordered``."""
    tag = "ol" if ordered else "ul"
    inner = "".join(f"<li>{markup.tagged(text, images)}</li>" for text in texts)
    return clean(f"<{tag}>{inner}</{tag}>")


def code(source: str, language: str = "") -> str:
    """A block of code, its words marked with Pygments' classes; plain where the language is unknown."""
    return clean(markup.code_block(source, language))


def context(texts: Sequence[Text]) -> str:
    """What the reader must know first, from the general to the near."""
    return html(join(texts, " › "))


def sources(places: Iterable[Source]) -> str:
    """Where in the notes a card comes from, one place a line, linked where the place has an address.

    Line numbers are left out: they move with every edit above them, and each move would change the note.
    """
    lines = []
    for place in places:
        label = markup.escaped(f"{place.path} › {place.heading}" if place.heading else place.path)
        lines.append(markup.link(label, place.url))
    return clean("<br>".join(dict.fromkeys(lines)))


def cloze(
    text: Text,
    blanks: Sequence[tuple[int, int]],
    numbers: Sequence[int] | None = None,
    images: Mapping[str, str] = NO_IMAGES,
) -> str:
    """The text with its blanks in Anki's notation, ``{{c1::hidden}}``.

    ``blanks`` are offsets into ``text.plain``, in order and disjoint; ``numbers`` are theirs, 1, 2, 3 ... if
    not given. A blank that cuts into code, mathematics or an image takes in the whole of it, and one that
    then meets the blank before it is dropped. A cloze mark that covers exactly the blank lends its hint.
    """
    hints = {(span.start, span.end): span.title for span in text.marked(Markup.CLOZE)}
    parts = []
    done = 0
    for number, blank in zip(numbers or range(1, len(blanks) + 1), blanks, strict=True):
        start, end = _whole(text, *blank)
        if start < done:
            continue
        hidden = markup.tagged(text[start:end], images, in_cloze=True)
        hint = hints.get(blank, "")
        parts.append(markup.tagged(text[done:start], images, in_cloze=True))
        parts.append(f"{{{{c{number}::{hidden}{'::' + markup.escaped(hint, in_cloze=True) if hint else ''}}}}}")
        done = end
    parts.append(markup.tagged(text[done:], images, in_cloze=True))
    return clean("".join(parts))


def _whole(text: Text, start: int, end: int) -> tuple[int, int]:
    for span in text.marked(Markup.CODE, Markup.MATH, Markup.IMAGE):
        if span.start < end and start < span.end:
            start, end = min(start, span.start), max(end, span.end)
    return start, end
