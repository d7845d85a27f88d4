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
        """File and headings that those of an old origin are today, the nearest heading that is known first."""
        for above in reversed(_above(place(origin)) if self.places else ()):
            if found := self.places.get(above):
                return found[0], (*found[1], *origin.headings[len(above[1]) :])
        return self.path(origin), origin.headings


def place(origin: Origin) -> Place:
    """The file and the headings of an origin."""
    return origin.path, origin.headings


def renamed(old: Iterable[Origin], new: Iterable[Origin], same: Iterable[tuple[Origin, Origin]]) -> Renamed:
    """What was renamed, told by ``same``: old and new origins, of those given, that say the same.

    A name that is gone is what half or more of its notes stand under today, if that name was not there before.
    One note alone must say much to prove that.
    """
    # what stands where it stood tells of no other name
    olds, pairs = list(old), [pair for pair in same if place(pair[0]) != place(pair[1])]
    before, today = set(map(place, olds)), set(map(place, new)) if pairs else set()
    paths = _followed(lambda where: [where[0]], olds, before, today, pairs)
    return Renamed(paths, _followed(_above, olds, before, today, pairs))


def _above(where: Place) -> list[Place]:
    """The headings above a block, the outermost first, each with all that are above it."""
    path, headings = where
    return [(path, headings[:depth]) for depth in range(1, len(headings) + 1)]


def _followed(
    names: Callable[[Place], list[T]],
    old: list[Origin],
    places_before: set[Place],
    places_today: set[Place],
    same: list[tuple[Origin, Origin]],
) -> dict[T, T]:
    if not same:
        return {}
    before = {name for where in places_before for name in names(where)}
    today = {name for where in places_today for name in names(where)}
    votes: defaultdict[T, defaultdict[T, set[str]]] = defaultdict(lambda: defaultdict(set))
    for left, right in same:
        for one, other in zip(names(place(left)), names(place(right)), strict=False):
            if one not in today and other not in before:
                votes[one][other].add(left.evidence)
    said: defaultdict[T, set[str]] = defaultdict(set)
    for origin in old:
        for name in names(place(origin)):
            if name in votes:
                said[name].add(origin.evidence)
    followed = {}
    for name, candidates in votes.items():
        found, proof = max(candidates.items(), key=lambda pair: len(pair[1]))
        if 2 * len(proof) >= len(said[name]) and (len(proof) > 1 or is_telling(min(proof), _TELLING)):
            followed[name] = found
    return followed
