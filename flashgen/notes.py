"""Draft -> Note: fields, deck, tags and guid of one document's drafts, and whether each note is emitted."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import count
from math import floor
from pathlib import Path
from urllib.parse import quote

from flashgen import quality, render
from flashgen.config import Config
from flashgen.media import Images
from flashgen.model import Block, Document, Draft, Form, Kind, Media, Note, Problem, Source, Status
from flashgen.naming import deck_name, sections, tags
from flashgen.notetypes import NOTETYPES
from flashgen.origins import origins
from flashgen.text import EMPTY, Markup, Span, Text
from flashgen.wording.cards import cards

SHOWN_SOURCES = 3
"""How many places a card names as its source when the same fact stands in several."""

_GUID_LENGTH = 20

Verdict = tuple[Draft, str]
"""A draft less what is at fault in it alone, and why it must be held; empty where nothing speaks against it."""
Assembled = tuple[tuple[Note, ...], tuple[Problem, ...]]
"""The notes of a document, and a problem for each image that is lost."""


def assemble(
    document: Document, drafts: Sequence[Draft], verdicts: Sequence[Verdict], config: Config, images: Images
) -> Assembled:
    """The notes of one document, held where they fail the gate; and a problem for each image that is lost.

    ``verdicts`` has one for each draft.
    """
    above = sections(document)
    address = _address(document, config)
    deck, glossary = deck_name(document, config), deck_name(document, config, glossary=True)
    shown, problems = _media(document, images)

    @cache  # many notes stand under the same headings
    def placed(headings: tuple[Text, ...], kind: Kind, found_by: str) -> tuple[str, tuple[str, ...], str]:
        heading = (headings[-1] if headings else EMPTY).readable()
        field = render.sources([Source(document.path, 0, 0, heading, address)])
        return heading, tags(document, headings, kind, config, found_by), field

    notes = []
    for verdict, origin in zip(verdicts, origins(document, drafts, above), strict=True):
        draft, reason = gate(verdict, config.bar)
        heading, tagged, place = placed(above.at(draft.start_line), draft.kind, draft.found_by)
        source = Source(document.path, draft.start_line, draft.end_line, heading, address)
        used = {target: shown[target] for target in _image_targets(draft) if target in shown}
        names = {target: media.name for target, media in used.items()}
        note = Note(
            form=draft.form,
            guid=guid(draft, names),
            fields=_fields(draft, names, place),
            deck=glossary if draft.form is Form.TERM or draft.kind is Kind.ACRONYM else deck,
            tags=tagged,
            kind=draft.kind,
            rule=draft.rule,
            cards=cards(draft),
            text=marked(draft).readable() if draft.form is Form.CLOZE else None,
            context=" · ".join(part.readable() for part in draft.context),
            sources=(source,),
            confidence=draft.confidence,
            status=Status.HELD if reason else Status.EMIT,
            reason=reason,
            media=tuple(used.values()),
            front=draft.front.readable(),
            origins=(origin,),
        )
        notes.append(note)
    return tuple(notes), problems


def judge(draft: Draft) -> Verdict:
    """What speaks against a draft by itself, whatever the project's settings.

    What is at fault alone is left out: the way back from a meaning too vague, one blank of several.
    """
    draft, faults = quality.mended(draft)
    return draft, draft.doubt or "; ".join([f"{fault.id}: {fault.message}" for fault in faults])


def gate(verdict: Verdict, bar: float) -> Verdict:
    """The verdict, with a confidence below ``bar`` as a reason too."""
    draft, reason = verdict
    if not reason and draft.confidence < bar:
        return draft, f"confidence {floor(draft.confidence * 100) / 100:.2f} below {bar:.2f}"
    return verdict


def guid(draft: Draft, images: Mapping[str, str]) -> str:
    """A note's identity in Anki: a digest of its form, kind, words and context, however they are marked or spaced.

    ``images`` gives an image's name by what the notes call it; the name tells what the image holds.
    """
    front = marked(draft) if draft.form is Form.CLOZE else draft.front
    said = [_identity(text, images) for text in (front, draft.back, *draft.items)]
    # separators keep ("ab", "c") and ("a", "bc") apart
    parts = (
        draft.form.value,
        draft.kind.value,
        *said,
        "\x1e",
        *(_identity(c, images) for c in draft.context),
    )
    return hashlib.sha256("\x1f".join(parts).encode(errors="surrogatepass")).hexdigest()[:_GUID_LENGTH]


def without_shared_reverses(worded: Sequence[Sequence[Draft]]) -> tuple[tuple[Draft, ...], ...]:
    """The drafts of all documents; of two terms with one meaning neither is asked for by that meaning."""
    shared = quality.shared_meanings([draft for drafts in worded for draft in drafts])
    if not shared:
        return tuple(map(tuple, worded))
    number = count()

    def one_way(draft: Draft) -> Draft:
        return replace(draft, reverse=False) if next(number) in shared else draft

    return tuple(tuple(map(one_way, drafts)) for drafts in worded)


def with_sources(note: Note, sources: Sequence[Source]) -> Note:
    """The note, saying that it comes from these places; its card names the first few."""
    places = {(source.path, source.heading): source for source in reversed(sources)}
    field = render.sources([*reversed(places.values())][:SHOWN_SOURCES])
    names = [field.name for field in NOTETYPES[note.form].fields]
    fields = tuple(field if name == "Source" else old for name, old in zip(names, note.fields, strict=True))
    return replace(note, fields=fields, sources=tuple(sources))


def notes_folder(document: Document, config: Config) -> Path:
    """The folder that the document's images must be in: the project's, else what the document's path starts from."""
    file = Path(document.file)
    if not document.file or (config.file and file.is_relative_to(config.root)):
        return config.root
    return file.parents[min(document.path.count("/"), len(file.parents) - 1)]


def _fields(draft: Draft, names: Mapping[str, str], place: str) -> tuple[str, ...]:
    """The HTML fields in the notetype's order; ``place`` is where the note comes from."""
    context = render.context(draft.context)
    extra = render.html(draft.extra, names)
    if draft.form is Form.CLOZE:
        return render.cloze(draft.front, draft.blanks, draft.numbers or None, names), context, extra, place
    front = render.html(draft.front, names)
    answer = render.items(draft.items, draft.ordered, names) if draft.items else render.html(draft.back, names)
    if draft.form is Form.TERM:
        return front, answer, context, extra, place, "yes" if draft.reverse else ""
    return front, answer, context, extra, place


def marked(draft: Draft) -> Text:
    """A cloze in Anki's notation: ``The {{c1::cortex}} is outside``."""
    pieces, at = EMPTY, 0
    numbers = draft.numbers or range(1, len(draft.blanks) + 1)
    for number, (start, end) in zip(numbers, draft.blanks, strict=True):
        pieces = pieces + draft.front[at:start] + f"{{{{c{number}::" + draft.front[start:end] + "}}"
        at = end
    return pieces + draft.front[at:]


def _identity(text: Text, images: Mapping[str, str]) -> str:
    """The words of a text and the names of its images, in single spaces."""
    plain = text.plain
    for span in sorted(text.marked(Markup.IMAGE), reverse=True):
        plain = f"{plain[: span.start]}[image: {images.get(span.target, span.target)}]{plain[span.end :]}"
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def _image_targets(draft: Draft) -> Iterator[str]:
    for text in (draft.front, draft.back, draft.extra, *draft.items):
        for span in text.marked(Markup.IMAGE):
            yield span.target


def _images(block: Block) -> Iterator[Span]:
    for text in (block.text, *block.cells):
        yield from text.marked(Markup.IMAGE)


def lost_images(document: Document, config: Config) -> tuple[Problem, ...]:
    """A problem for each image of a document that cannot be shown; see ``assemble``."""
    return _media(document, Images(notes_folder(document, config)))[1]


def _media(document: Document, images: Images) -> tuple[dict[str, Media], tuple[Problem, ...]]:
    """The files behind a document's images, by what the notes call them; a problem for each that cannot be shown."""
    lines = {span.target: block.start_line for block in reversed([*document.walk()]) for span in _images(block)}
    found = {target: images.resolve(target, document, line) for target, line in lines.items()}
    shown = {target: media for target, media in found.items() if isinstance(media, Media)}
    return shown, tuple(sorted(problem for problem in found.values() if isinstance(problem, Problem)))


def _address(document: Document, config: Config) -> str:
    """Where a click on the source leads: the notes' own address, the published ones', or the file in the vault."""
    if document.meta.url.startswith(("http://", "https://")):
        return document.meta.url
    if config.url and document.file:
        return f"{config.url}/{quote(document.path)}"
    if config.vault and document.file:
        file = document.path.removesuffix(".md")
        return f"obsidian://open?vault={quote(config.vault, safe='')}&file={quote(file, safe='')}"
    return ""
