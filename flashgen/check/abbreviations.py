"""Abbreviations that cards use and no note expands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from flashgen.check.finding import Check, Finding, Notebook, blanked, line_of, words_only
from flashgen.language.acronyms import expansion_start, initials, stands_for
from flashgen.language.entities import spelling
from flashgen.language.units import unit
from flashgen.model import BlockKind, Document, Kind
from flashgen.rules.topics import topic

_FEWEST = 3
"""Lines with cards on them that use it; what is met once or twice is looked up when it is met."""
_WORD = re.compile(r"(?<![\w./&'’@#$<-])[A-Z]{2,6}(?:s(?!\w))?(?![\w/&'’>-]|\.\w)")
_ROMAN = re.compile(r"[IVXLC]+")
_SHOUTED = re.compile(r"(?<![A-Z])[A-Z]{2,}+(?:[\s,:;.!-]++[A-Z]{2,}+){2,}")
_AFTER = re.compile(r"[\s*]*(?:[(=:–—-]|stands for|is short for|means)\s*([^().;=]{4,80})")
_LABEL_END = re.compile(r":|\s[-–—]\s")
_NEAR = 80
_KNOWN = frozenset(
    """
    A AC AD ADHD AI AIDS ALL AM AND ANY API AS ASCII AT ATM AWS BASIC BBC BC BCE BSD BST BY CD CE CEO CIA CLI CO
    COBOL CPU CSS CSV CT CV DB DC DIY DNA DOI DVD ECG EEG EN ER ES EST ETC EU EUR FAQ FBI FIG FM FOR FORTRAN FYI GB
    GBP GDP GIF GMT GPS GPU GUI HDD HIV HR HTML HTTP HTTPS HW I IBM ICU ID IDE IE IEEE IF IN IO IP IQ IS ISBN ISO IT
    JPEG JPG JSON KB LAN LED LGBT LISP MB MIT MRI MS NA NASA NATO NB NBA NFS NGO NO NOT NOTE NYC OF OK ON OOP OR OS
    PC PDF PH PHP PIN PM PNG PR PS QA RAM README REF RNA ROM SDK SEE SIM SMS SQL SSD SSL SUV SVG TB TBD TCP TED THE
    TLS TO TODO TV UDP UI UK UN URI URL US USA USB USD UTC UTF UV UX VAT VIP VM VPN VR VS WC WHO WWF WWI WWII XML
    YAML YES ZIP
    """.split()
)
"""What everybody knows, and words that are written so for weight."""


def _find(notes: Notebook) -> Iterator[Finding]:
    told = _told(notes)
    titles = frozenset(name for document in notes.documents for title in _titles(document) for name in initials(title))
    small = spelling(text.plain for document in notes.documents for text in document.texts()).small
    used: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for document in notes.documents:
        for block, text in notes.on_cards(document):
            if block.kind is BlockKind.HEADING:
                continue
            plain = blanked(_SHOUTED, words_only(text))
            for match in _WORD.finditer(plain):
                place = (document.path, line_of(block, text, match.start()))
                name = match.group().removesuffix("s")
                if place not in used[name]:
                    used[name].append(place)
    for name, places in used.items():
        if len(places) < _FEWEST or name in told | _KNOWN or name.lower() in small:
            continue
        if _ROMAN.fullmatch(name) or unit(name) or name in titles:
            continue
        path, line = places[0]
        yield Finding(
            path, line, "abbreviation", f"“{name}” stands on {len(places)} lines with cards and is expanded nowhere",
            f"write once what it stands for, such as “... ({name})”", (name,),
        )  # fmt: skip


def _told(notes: Notebook) -> frozenset[str]:
    """The abbreviations that the notes expand or define, wherever, and those that are the name of a section."""
    found: set[str] = set()
    for document in notes.documents:
        for fact in notes.facts.get(document.path, ()):
            if fact.kind in (Kind.ACRONYM, Kind.DEFINITION):
                found.update(match.group().removesuffix("s") for match in _WORD.finditer(fact.subject.plain))
                found.update(_bracketed(fact.subject.plain))
        for text in document.texts():
            found.update(_expanded(text.plain))
        for block in document.walk():
            if block.kind is BlockKind.HEADING:
                found.update(match.group() for match in _WORD.finditer(block.text.plain))
    return frozenset(found)


def _titles(document: Document) -> Iterator[str]:
    yield document.title
    yield document.path.rpartition("/")[2].rpartition(".")[0]
    yield from (topic(block.text).plain for block in document.walk() if block.kind is BlockKind.HEADING)


def _bracketed(plain: str) -> list[str]:
    return [name.removesuffix("s") for name in re.findall(r"\((?:or |also |aka )?([A-Z]{2,6}s?)\)", plain)]


def _expanded(plain: str) -> Iterator[str]:
    """The abbreviations that stand beside words with their initials, or in brackets."""
    yield from _bracketed(plain)
    label = _LABEL_END.split(plain, maxsplit=1)[0]
    for match in _WORD.finditer(plain):
        name = match.group().removesuffix("s")
        after = _AFTER.match(plain, match.end())
        if (after and _initials(name, after[1])) or stands_for(name, label):
            yield name
            continue
        near = plain[max(0, match.start() - _NEAR) : match.start()].rstrip()
        before = near.rstrip(" (=:–—-")
        start = expansion_start(name, before) if before != near else -1
        if start >= 0 and name not in before[start:]:
            yield name


def _initials(name: str, words: str) -> bool:
    return any(
        expansion_start(name, " ".join(words.split()[:count])) == 0 for count in range(2, min(len(name) + 4, 10))
    )


CHECK = Check("abbreviation", f"abbreviations on {_FEWEST} lines and more that no note expands", _find)
