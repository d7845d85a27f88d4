"""What the patterns of include and exclude fit."""

import pytest

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
    ],
)
def test_patterns(pattern: str, fits: list[str], not_: list[str]) -> None:
    fit = matcher(["no-such-name", pattern])
    assert [path for path in fits if not fit(path)] == []
    assert [path for path in not_ if fit(path)] == []


def test_no_pattern_fits_nothing() -> None:
    assert not matcher([])("a.md")
    assert not matcher([])("")
