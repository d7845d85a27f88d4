"""Cards as one HTML file to send to somebody: it holds all that it needs, and loads nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from flashgen.model import Note, Status
from flashgen.notetypes import BASIC
from flashgen.notetypes.faces import Face, faces
from flashgen.render.mathml import with_mathml
from flashgen.writers.text import short

MOST_OF_ONE = 5_000_000
"""Bytes of an image above which it is left out."""
MOST = 15_000_000
"""Bytes of all images. As an HTML file holds them they take a third more, and mail carries some 25 MB."""

_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"[^>]*>')
_MARK = re.compile(r"\{\{(\w+)\}\}")
_TYPES: Mapping[str, str] = {".jpg": "jpeg", ".svg": "svg+xml"}
"""Where a type is not called like its suffix."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was made of the notes."""

    text: str
    cards: int
    left_out: tuple[str, ...]
    """Images that are too large, or gone from the disk."""


def dumps(notes: Sequence[Note], title: str, guids: bool = False) -> Page:
    """The cards of notes as a page, deck by deck; ``title`` names it, and with ``guids`` each card shows its own.

    Sides are filled as Anki fills them. The page itself bars all scripts and styles but its own.
    """
    pictures = _Pictures()
    names = short(note.guid for note in notes) if guids else {}
    order = {deck: at for at, deck in enumerate(dict.fromkeys(note.deck for note in notes))}
    decks: list[str] = []
    index: list[str] = []
    count = 0
    for deck, group in groupby(sorted(notes, key=lambda note: order[note.deck]), key=lambda note: note.deck):
        of_deck = list(group)
        several = len({note.sources[0].path for note in of_deck}) > 1
        sections: list[str] = []
        entries: list[str] = []
        place, called = f"d{len(decks) + 1}", escape(deck.removeprefix(f"{title}::").replace("::", " › "))
        for heading, below_it in groupby(of_deck, key=lambda note, several=several: _heading(note, several)):  # type: ignore[misc]
            cards = [card for note in below_it for card in _cards(note, pictures, names.get(note.guid, ""))]
            count += len(cards)
            below, said = f"{place}-{len(sections) + 1}", escape(heading)
            sections.append(f'<section id="{below}">\n<h3>{said}</h3>\n{"".join(cards)}</section>\n')
            entries.append(f'<li><a href="#{below}">{said}</a> <span>{len(cards)}</span></li>\n')
        decks.append(f'<section id="{place}">\n<h2>{called}</h2>\n{"".join(sections)}</section>\n')
        index.append(f'<li><a href="#{place}">{called}</a>\n<ul>\n{"".join(entries)}</ul></li>\n')
    held = sum(note.status is Status.HELD for note in notes)
    tally = f"{_many(count, 'card')} in {_many(len(decks), 'deck')}"
    css, script = f"{BASIC.css}\n{_file('webpage.css')}", _file("webpage.js")
    values = {
        "title": escape(title),
        "policy": (
            f"default-src 'none'; img-src data:; style-src '{_hash(css)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        "css": css,
        "script": script,
        "tally": f"{tally}; {_many(held, 'note')} held" if held else tally,
        "index": "".join(index),
        "decks": "".join(decks),
    }
    text = _MARK.sub(lambda mark: values[mark[1]], _file("webpage.html"))
    return Page(text, count, tuple(dict.fromkeys(pictures.left_out)))


def _heading(note: Note, several: bool) -> str:
    """Under which heading of the notes a card is shown; of several files with the file's name."""
    source = note.sources[0]
    if not source.heading:
        return source.path
    return f"{source.path} › {source.heading}" if several else source.heading


def _cards(note: Note, pictures: _Pictures, name: str) -> Iterator[str]:
    shown = {media.name: Path(media.file) for media in note.media}
    said = [f"held: {note.reason}"] if note.status is Status.HELD else []
    said += [f"guid: {name}"] if name else []
    remark = f'<p class="remark">{escape("; ".join(said))}</p>\n' if said else ""
    is_held = " held" if note.status is Status.HELD else ""
    for face in faces(note):
        front, back = (pictures.put(with_mathml(side), shown) for side in _sides(face))
        # where the answer goes on below the question, it is not said twice
        alone = "" if face.back.startswith(face.front) else " alone"
        yield (
            f'<article class="card entry{is_held}{alone}">\n<div class="asked">{front}</div>\n'
            f'<details><summary><span class="show">Answer</span><span class="hide">Hide the answer</span></summary>\n'
            f"{back}\n</details>\n{remark}</article>\n"
        )


def _sides(face: Face) -> tuple[str, str]:
    """The question, and what is shown with it, or in its place."""
    return face.front, face.back.removeprefix(face.front).strip()


@dataclass(slots=True)
class _Pictures:
    """Images put into the page, as many as there is room for."""

    left_out: list[str] = field(default_factory=list)
    _room: int = field(default_factory=lambda: MOST)
    _known: dict[str, tuple[int, str]] = field(default_factory=dict)
    """The size and the address of those that were read."""

    def put(self, side: str, shown: Mapping[str, Path]) -> str:
        """A side with its images in it; a few words in the place of one that is left out."""

        def picture(match: re.Match[str]) -> str:
            name = unescape(match[1])
            data = self._data(shown[name]) if name in shown else ""
            if data:
                return match[0].replace(f'src="{match[1]}"', f'src="{data}"')
            file = shown[name].name if name in shown else name
            self.left_out.append(file)
            return f'<span class="left-out">[the image {escape(file)} is left out here]</span>'

        return _IMAGE.sub(picture, side)

    def _data(self, file: Path) -> str:
        """The image as an address that holds it; empty where it cannot be read, or takes too much room."""
        key = str(file)
        if key not in self._known:
            try:
                read = file.read_bytes() if file.stat().st_size <= MOST_OF_ONE else b""
            except OSError:
                read = b""
            kind = _TYPES.get(file.suffix.lower(), file.suffix.lower()[1:])
            self._known[key] = len(read), f"data:image/{kind};base64,{base64.b64encode(read).decode()}"
        size, data = self._known[key]
        if not 0 < size <= self._room:
            return ""
        self._room -= size
        return data


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What a content security policy knows a script or a style by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
