"""Regular expressions: none takes more than linear time, but for those that are given short texts only, and say why."""

from __future__ import annotations

import re
from functools import cache

import patterns
import pytest

from flashgen.quality.form import LONGEST_SIDE
from flashgen.rules import LONGEST

EXTRA = {
    "pattern": ("a|b",),  # stance: held by the module, and found there
    "whole or '(?!)'": ("[^/]*",),  # globs: see test_globs
    "\"[\\\\s']\" + ('|\\\\.' if comma else '|,')": ("[\\s']|,",),
    "\"[\\\\s’']\" + ('|\\\\.' if comma else '|,')": ("[\\s’']|,",),
    "f'\\\\b{re.escape(initials)}\\\\b'": ("\\bABC\\b",),
    "f'\\\\b{length}\\\\b'": ("\\b5\\b",),
    "f'</{name}\\\\s*>'": ("</script\\s*>",),
    **dict.fromkeys(
        (
            "f'\\\\b(?:{words})\\\\b'",
            "said",
            "f'\\\\b(?:{kept or words})(?!\\\\w)|{signs}'",
            "f'\\\\b(?:{kept})'",
        ),
        ("a|b",),
    ),  # hedges: as stance
}
"""Patterns that are made of words known only when they are used, with what they may be."""

BLOCK = f"reads what a block says, {LONGEST:,} characters at most: see rules.LONGEST"
SIDE = f"reads a card's side, {LONGEST_SIDE:,} characters at most"
OURS = "reads our own HTML, in which every tag is closed"
BOUNDED = {
    "ask/held/hedges.py": "reads a block that was asked about, 12,000 characters at most",
    "ask/held/limits.py": "reads a block that was asked about, 12,000 characters at most",
    "ask/objects.py": "reads an answer of 20,000 characters at most",
    "ask/response.py": "is asked at the first character only",
    "notetypes/faces.py": OURS,
    "render/mathml.py": SIDE,
    "writers/webpage.py": OURS,
    "check/stated.py": "reads the name of a file",
    "check/typos.py": "reads 80 characters before a word",
    "drill/compare.py": SIDE,
    "drill/formulas.py": SIDE,
    "drill/numbers.py": SIDE,
    "drill/readable.py": SIDE,
    "edits/fields.py": OURS,
    "media.py": "is asked at the first byte of an image only",
    "reconcile/sides.py": OURS,
    "sources/formulas.py": "reads a formula, 5,000 characters at most",
    "sources/looks.py": "reads the first 500 characters of a line",
    "sources/noise.py": "reads lines of less than 300 characters",
}
FOLDERS = {"language": BLOCK, "quality": BLOCK, "rules": BLOCK, "wording": BLOCK}
"""Modules, and folders, that may take the square of a short text."""


@cache
def found() -> tuple[frozenset[patterns.Use], list[str]]:
    return patterns.uses(EXTRA)


def uses(place: str) -> list[patterns.Use]:
    once = {(use.pattern, use.how): use for use in found()[0] if use.place == place}
    return sorted(once.values(), key=lambda use: (str(use.pattern), use.how))


PLACES = sorted({use.place for use in found()[0]})


def is_bounded(place: str) -> bool:
    return place in BOUNDED or place.partition("/")[0] in FOLDERS


def test_every_pattern_is_known() -> None:
    every, unknown = found()
    assert unknown == [], "give examples of these in EXTRA"
    assert len(every) > 400
    assert {"search", "match", "fullmatch"} == {use.how for use in every}


@pytest.mark.parametrize(
    ("pattern", "how", "slow", "trap"),
    [
        (r"(a|a)*b", "match", True, True),
        (r"(\w+\s?)*$", "fullmatch", True, True),
        (r"\w+:", "search", True, False),
        (r"\s+x", "match", False, False),
        (r"(?<!\s)\s+x", "search", False, False),
        (r"(?:\w|-)+:", "search", True, False),
        (r"\w*\d*\w*x", "match", True, True),
        (r"\w+:", "match", False, False),
        (r"[^*]+\*", "match", False, False),
    ],
)
def test_what_is_slow_is_seen(pattern: str, how: str, slow: bool, trap: bool) -> None:
    use = patterns.Use("", pattern, 0, how)
    attacks = list(patterns.attacks(use))
    assert any(patterns.is_a_trap(use, attack) for attack in attacks) is trap
    assert any(patterns.is_slow(use, attack) for attack in attacks) is slow


def check(place: str, all_ends: bool) -> None:
    """Whether no pattern of a module is slower than it may be."""
    is_wrong = patterns.is_a_trap if is_bounded(place) else patterns.is_slow
    found = [
        (use.pattern, each) for use in uses(place) for each in patterns.attacks(use, all_ends) if is_wrong(use, each)
    ]
    assert found == []


@pytest.mark.parametrize("place", PLACES)
def test_time_is_linear_or_the_text_is_short(place: str) -> None:
    check(place, all_ends=False)


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        ("(?:ab?c)*+", True),
        ("((?!c).)++", True),
        ("a(?:b|cd)?+", True),
        ("(?=(ab){2,}+)", True),
        ("(?:(a)|b|(?P<x>c(?:de)*+))", True),
        ("(x)?(?(1)a|(?:bc)*+)", True),
        ("(?:)*+", True),
        (b"(?:ab)*+", True),
        (r"a*+[^b]++\d{2,}+.?+", False),
        ("(?:a)*+(?:[bc])++", False),
        ("(?>(?:ab?c)*)(?>(?:x|yz){2,3})", False),
        (r"(?:ab)*\++", False),
        (r"[)*+]\)*", False),
    ],
)
def test_a_group_that_gives_nothing_back_is_seen(pattern: str | bytes, wrong: bool) -> None:
    assert patterns.hoards(pattern) is wrong


def test_no_repeated_group_gives_nothing_back() -> None:
    """Python before 3.11.5 takes more than such a group may (gh-106052, gh-100061); 3.13.0 still loses what it holds
    (gh-101955). An atomic group around a plain repeat says the same, and is right in all of them.
    """
    found_here = {use.place: use.pattern for use in found()[0] if patterns.hoards(use.pattern, use.flags)}
    assert found_here == {}


@pytest.mark.parametrize(
    ("pattern", "text", "taken"),
    [
        ("(?>(?:ab?c)*)", "a", ("",)),
        ("(?>(?:ab?c)*)", "aca", ("ac",)),
        ("(?>(?:ab?c){1,3})", "aca", ("ac",)),
        ("(?>(?:ab?c)?)", "a", ("",)),
        ("(?>(?:(?!c).)+)", "abc", ("ab",)),
        ("(?>((x)|y|z)*)", "xyz", ("xyz", "z", "x")),
        ("(?>((x)|y|z){3})", "xyz", ("xyz", "z", "x")),
        ("(?>(?:a|ab)+)c", "abc", None),
        ("[^b]*+b", "aab", ("aab",)),
        ("[ab]*+b", "aab", None),
    ],
)
def test_atomic_groups_and_characters_are_right(pattern: str, text: str, taken: tuple[str, ...] | None) -> None:
    match = re.match(pattern, text)
    assert (match and (match[0], *match.groups())) == taken


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_time_is_linear_or_the_text_is_short_whatever_comes_last(place: str) -> None:
    check(place, all_ends=True)


@pytest.mark.slow
@pytest.mark.parametrize("place", BOUNDED)
def test_what_is_said_to_be_slow_is(place: str) -> None:
    assert any(patterns.is_slow(use, attack) for use in uses(place) for attack in patterns.attacks(use, True))
