"""Where notes stand, and where to: files and headings that were renamed are followed by what stands in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from flashgen.model import Origin
from flashgen.reconcile.likeness import is_telling

Place: TypeAlias = tuple[str, tuple[str, ...]]
"""A file and the headings above a block in it."""

T = TypeVar("T", bound=Hashable)

_TELLING = 4
"""Content words of one note that proves a new name alone."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """Today's name of each file and heading that is not there any more under its old one."""

    paths: dict[str, str] = field(default_factory=dict)
    places: dict[Place, Place] = field(default_factory=dict)

    def path(self, origin: Origin) -> str:
        """The file that an old origin's file is today."""
        return self.paths.get(origin.path, origin.path)

    def place(self, origin: Origin) -> Place:
        """File and headings that those of an old origin are today."""
        return self.places.get(place(origin), (self.path(origin), origin.headings))


def place(origin: Origin) -> Place:
    """The file and the headings of an origin."""
    return origin.path, origin.headings


def renamed(old: Iterable[Origin], new: Iterable[Origin], same: Iterable[tuple[Origin, Origin]]) -> Renamed:
    """What was renamed, told by ``same``: old and new origins that say the same.

    A name that is gone is what half or more of its notes stand under today, if that name was not there before.
    One note alone must say much to prove that.
    """
    olds, news, pairs = list(old), list(new), list(same)
    return Renamed(_followed(_path, olds, news, pairs), _followed(place, olds, news, pairs))


def _path(origin: Origin) -> str:
    return origin.path


def _followed(
    name: Callable[[Origin], T], old: list[Origin], new: list[Origin], same: list[tuple[Origin, Origin]]
) -> dict[T, T]:
    before, today = set(map(name, old)), set(map(name, new))
    votes: defaultdict[T, defaultdict[T, set[str]]] = defaultdict(lambda: defaultdict(set))
    for left, right in same:
        if name(left) not in today and name(right) not in before:
            votes[name(left)][name(right)].add(left.evidence)
    said: defaultdict[T, set[str]] = defaultdict(set)
    for origin in old:
        if name(origin) in votes:
            said[name(origin)].add(origin.evidence)
    followed = {}
    for left_name, candidates in votes.items():
        right_name, proof = max(candidates.items(), key=lambda pair: len(pair[1]))
        if 2 * len(proof) >= len(said[left_name]) and (len(proof) > 1 or is_telling(min(proof), _TELLING)):
            followed[left_name] = right_name
    return followed
