"""Deck names and tags: what is made of folders, files and headings."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from flashgen.config import Config
from flashgen.model import Block, BlockKind, Document, Kind
from flashgen.rules.topics import topic
from flashgen.text import Text

GLOSSARY = "Glossary"
"""Subdeck of the top-level deck that holds both directions of every term."""

_MAX_SLUG_WORDS = 6
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffc]+")  # an image in a heading among them
_NOT_SLUG = re.compile(r"[^\w.+#-]+|_+")
_EDGES = "-.+"


@dataclass(frozen=True, slots=True)
class Sections:
    """Which headings stand above each line of a document."""

    starts: tuple[int, ...]
    paths: tuple[tuple[Text, ...], ...]
    """For each start the headings from the outermost in."""

    def at(self, line: int) -> tuple[Text, ...]:
        """The headings above a line, the nearest last."""
        index = bisect_right(self.starts, line)
        return self.paths[index - 1] if index else ()


def sections(document: Document) -> Sections:
    """The headings of a document, by the line where each begins."""
    found: list[tuple[int, tuple[Text, ...]]] = []
    todo: list[tuple[Block, tuple[Text, ...]]] = [(block, ()) for block in document.blocks]
    while todo:
        block, above = todo.pop()
        if block.kind is BlockKind.HEADING:
            path = (*above, block.text)
            found.append((block.start_line, path))
            todo.extend((child, path) for child in block.children)
    found.sort(key=lambda pair: pair[0])
    return Sections(tuple(line for line, _ in found), tuple(path for _, path in found))


def deck_name(document: Document, config: Config, glossary: bool = False) -> str:
    """The full deck name of a note: the front matter's, else one made from folders and title.

    Terms and abbreviations, told by ``glossary``, go to the glossary of the top-level deck, to be drilled alone.
    """
    if document.meta.deck:
        parts = deck_path(document.meta.deck).split("::")
    else:
        *folders, _ = document.path.split("/")
        titled = [component(folder) for folder in folders if folder not in ("", ".", "..")]
        parts = [component(config.name), *titled, component(document.title)]
    parts = [part for part in parts if part] or ["Notes"]
    return "::".join([parts[0], GLOSSARY] if glossary else parts)


def deck_path(name: str) -> str:
    """A full deck name as a person wrote it, without what Anki cannot keep in one."""
    return "::".join(filter(None, map(component, name.split("::"))))


def component(name: str) -> str:
    """One level of a deck name: no ``::``, which would split it, nor what Anki strips from names."""
    plain = _CONTROL.sub(" ", name).replace('"', "”")
    while "::" in plain:
        plain = plain.replace("::", ":")
    return unicodedata.normalize("NFC", " ".join(plain.split())).strip(" :")


def tags(
    document: Document, headings: Iterable[Text], kind: Kind, config: Config, found_by: str = ""
) -> tuple[str, ...]:
    """The tags of a note: the project's, the file's, its headings' as one nested tag, the kind of fact, its finder.

    ``found_by`` is the name of a language model.
    """
    path = "::".join(filter(None, (slug(topic(heading).plain) for heading in headings)))
    wanted = [*map(_tag, config.tags), *map(_tag, document.meta.tags), path, f"flashgen::{kind.value}"]
    wanted += [f"flashgen::found-by::{slug(found_by) or 'model'}"] if found_by else []
    return tuple(dict.fromkeys(tag for tag in wanted if tag))


def slug(name: str) -> str:
    """A heading as a tag: ``ST-MoE (2022)`` is ``st-moe-2022``; at most six words."""
    words = [word.strip(_EDGES) for word in _NOT_SLUG.split(unicodedata.normalize("NFC", name).lower())]
    return "-".join([word for word in words if word][:_MAX_SLUG_WORDS])


def _tag(name: str) -> str:
    """A tag as the person wrote it, without what Anki cannot keep in one: spaces, quotes, empty levels."""
    plain = _CONTROL.sub(" ", unicodedata.normalize("NFC", name)).replace('"', "").lstrip("#")
    return "::".join(part for part in "-".join(plain.split()).split("::") if part)
