"""What the patterns of include and exclude fit."""

import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flashgen.sources.globs import matcher


@pytest.mark.parametrize(
    ("pattern", "fits", "not_"),
    [
        ("*.md", ["a.md", "x/y/a.MD"], ["a.md.txt", "amd", "a.md/b"]),
        ("drafts", ["drafts", "x/drafts"], ["drafts/a.md", "mydrafts"]),
        ("drafts/", ["drafts", "x/drafts"], ["drafts2"]),
        ("./a/*.md", ["a/b.md"], ["x/a/b.md", "a/b/c.md"]),
        ("/a.md", ["a.md"], ["x/a.md"]),
        ("**/a.md", ["a.md", "x/a.md", "x/y/a.md"], ["ba.md"]),
        ("a/**", ["a", "a/b", "a/b/c"], ["ab", "x/a/b"]),
        ("a/**/z.md", ["a/z.md", "a/b/c/z.md"], ["a/bz.md"]),
        ("**/**/**/**/**/**/**/**/**/**/**/x", ["x", "a/x"], ["a/" * 200 + "y"]),
        ("ch?[0-9].md", ["ch-1.md"], ["ch/1.md", "ch-x.md"]),
        ("[!a]b", ["xb"], ["ab"]),
        ("a+(b).m[", ["a+(b).m["], ["aab.m["]),
        ("[z-a]b", ["zb", "ab", "-b"], ["yb"]),
        ("[a-\\]b", ["ab", "-b", "\\b"], ["xb"]),
        ("[!]b", ["[!]b"], ["xb", "!b"]),
        ("[a&&b]c", ["ac", "&c", "bc"], ["c"]),
        ("[^a]b", ["^b", "ab"], ["xb"]),
        ("[]a]b", ["]b", "ab"], ["xb"]),
        ("*ab*b", ["abb", "aabb", "xabxab"], ["ab", "xab"]),
        ("*/b*c", ["a/bc", "a/bcbc"], ["a/x/bc", "abc"]),
        ("a**c*d", ["acd", "a/x/c1d", "ac/cd"], ["ac/d"]),
        ("**/a/*b/**/c", ["a/b/c", "x/a/xb/y/c", "a/x/a/b/c"], ["a/c", "xa/b/c"]),
        ("**/a/**", ["ab/a/c", "ab/a"], ["ab/ac"]),
    ],
)
def test_patterns(pattern: str, fits: list[str], not_: list[str]) -> None:
    fit = matcher(["no-such-name", pattern])
    assert [path for path in fits if not fit(path)] == []
    assert [path for path in not_ if fit(path)] == []


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 30 + "b", "a" * 250),
        ("**/a/" * 30 + "b", "a/" * 300),
        ("a**" * 30 + "b", "a/" * 300),
        ("**/a**b*a/" * 20 + "c", "ab/a/" * 100),
        ("*[!b]" * 30 + "b", "a" * 250),
        ("?*" * 30 + "/x", "a" * 250),
    ],
)
def test_a_pattern_with_many_stars_is_no_trap(pattern: str, path: str) -> None:
    fit = matcher([pattern])
    start = time.process_time()
    assert not fit(path)
    assert time.process_time() - start < 1


def slowly(pattern: str, path: str) -> bool:
    """What ``*``, ``?``, ``/`` and ``**/`` mean, one sign after the other."""
    if not pattern:
        return not path
    if pattern.startswith("**/"):
        rest = pattern[3:]
        return slowly(rest, path) or any(sign == "/" and slowly(rest, path[at + 1 :]) for at, sign in enumerate(path))
    if pattern[0] == "*":
        return slowly(pattern[1:], path) or (path[:1] not in ("", "/") and slowly(pattern, path[1:]))
    fits = path[:1] == pattern[0] or (pattern[0] == "?" and path[:1] not in ("", "/"))
    return bool(path) and fits and slowly(pattern[1:], path[1:])


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(
    st.lists(st.sampled_from(["a", "b", "*", "?", "/", "/**/"]), max_size=9).map("".join),
    st.lists(st.sampled_from(["a", "b", "/"]), max_size=9).map("".join),
)
def test_the_quick_way_says_what_the_slow_one_does(pattern: str, path: str) -> None:
    assume("***" not in pattern and "**" not in pattern.replace("/**/", "") and "//" not in f"{pattern}{path}")
    assume(not pattern.endswith("/**/"))  # that takes the folder too
    anchored = f"a/b{pattern}".rstrip("/")
    for whole in (path, f"a/b{path}"):
        assert matcher([anchored])(whole) == slowly(anchored, whole)


def test_no_pattern_fits_nothing() -> None:
    assert not matcher([])("a.md")
    assert not matcher([])("")
