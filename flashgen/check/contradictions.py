"""Two places of the notes that give the same attribute of the same thing different values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from flashgen.check.finding import Check, Finding, Notebook, short
from flashgen.check.stated import Stated, stated
from flashgen.language.values import differ
from flashgen.language.words import STOP_WORDS

_SCOPES = frozenset(
    """
    adult child infant newborn pregnant male female man woman men women min max minimum maximum mean median average base
    larg small medium mini old new early late first second initial final default before after normal abnormal today
    version edition summer winter example exercise case part day month year north south east west left right
    """.split()
)
"""Stems that tell one case from another: under such headings the same words may say different things."""
_FEWEST = 4
"""Words of a sentence that no chance makes the same in two places."""
_LOWER = re.compile(r"(?<![\w-])[a-z][a-z]+")
_NAME = re.compile(r"[A-Z]|\d")


def _find(notes: Notebook) -> Iterator[Finding]:
    small = frozenset(
        word
        for document in notes.documents
        for block in document.walk()
        for text in block.cells or (block.text,)
        for word in _LOWER.findall(text.plain)
    )
    groups: dict[tuple[str, ...], list[Stated]] = defaultdict(list)
    for one in stated(notes):
        groups[tuple(sorted(one.about))].append(one)
    for several in groups.values():
        told: list[Stated] = []
        for one in several:
            against = next((other for other in told if _contradict(other, one, small)), None)
            if against:
                yield _finding(against, one)
            else:
                told.append(one)


def _contradict(one: Stated, other: Stated, small: frozenset[str]) -> bool:
    """Whether two statements in the same words, told of the same thing, cannot both be true."""
    if (one.path, one.line) == (other.path, other.line) or not differ(one.value, other.value):
        return False
    # "predicted: cat, actual: dog" and "predicted: dog, actual: cat" are in the same words
    if one.whole == other.whole and one.about != other.about and one.owner != other.owner:
        return False
    if one.above == other.above:
        return True
    apart = one.above ^ other.above
    if any(word in _SCOPES or any(c.isdigit() for c in word) for word in apart):
        return False
    if one.whole and other.whole and len(one.about) >= _FEWEST:
        return True
    return all(_is_named(side, small) for side in (one, other))


def _is_named(one: Stated, small: frozenset[str]) -> bool:
    """Whether what is measured has a name of its own, so that it is the same thing wherever it stands."""
    entity = one.owner.entity.split()
    own = [word for word in entity if word not in STOP_WORDS]
    return bool(own) and all(_NAME.match(word) and word.lower() not in small for word in own)


def _finding(one: Stated, other: Stated) -> Finding:
    what = " ".join(part for part in (one.owner.entity, one.owner.attribute) if part) or " ".join(one.about)
    return Finding(
        other.path, other.line, "contradiction",
        f"{short(what)}: {short(other.shown)} here, {short(one.shown)} in {one.path}:{one.line}",
        "correct the one that is wrong, or say in both what makes the difference",
        (*sorted(one.about), *sorted((str(one.value), str(other.value)))), (one.path, one.line),
    )  # fmt: skip


CHECK = Check("contradiction", "two values of one attribute of one thing", _find)
