"""Runs the examples in tests/spec; their headings name the tests. See specs.py for how a spec is written."""

import contextlib
from pathlib import Path

import pytest
import specs

FILES = specs.spec_files()
RULES = specs.SPECS / "rules"


def _examples() -> list[specs.Example]:
    found: list[specs.Example] = []
    for path in FILES:
        with contextlib.suppress(specs.SpecError):  # told by test_spec_is_sound
            found += specs.examples(path)
    return found


def test_rules_have_specs() -> None:
    assert [path for path in FILES if path.parent == RULES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(specs.SPECS).as_posix())
def test_spec_is_sound(path: Path) -> None:
    assert specs.faults(path) == []


@pytest.mark.parametrize("example", _examples(), ids=lambda example: example.id)
def test_example(example: specs.Example) -> None:
    assert list(specs.outcome(example)) == list(example.expected or ())


RULE_SPEC = """\
# A rule

## Finds nothing here

```notes
Just words.
.
```

## Finds a card

```notes
Q: Two and two?
A: Four
.
Q: Two and two?
A: Four
```
"""


@pytest.fixture
def rule_spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(specs, "SPECS", tmp_path)
    path = tmp_path / "rules" / "sum.md"
    path.parent.mkdir()
    path.write_text(RULE_SPEC, encoding="utf-8")
    return path


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_good_spec_has_no_fault_and_named_examples(rule_spec: Path) -> None:
    assert specs.faults(rule_spec) == []
    assert [example.id for example in specs.examples(rule_spec)] == [
        "rules/sum: Finds nothing here",
        "rules/sum: Finds a card",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (RULE_SPEC, "# A rule\n", "no example"),
        ("Just words.\n.\n", "Just words.\n.\nQ: Why?\nA: Because\n", "the first example must be one"),
        ("Just words.\n.\n", "Just words.\n", "no line with a dot"),
        ("A: Four\n```", "Answer Four\n```", "not a line of a card: Answer Four"),
        ("A: Four\n```\n", "A: Four\n", "the fence is not closed"),
        ("Just words.\n.\n", "Just words.\n.\n.\n", "a second line with a dot"),
        ("```notes\nJust", "```notes kidney.txt\nJust", "expected file=NAME"),
    ],
)
def test_a_bad_spec_is_told(rule_spec: Path, old: str, new: str, fault: str) -> None:
    _edit(rule_spec, old, new)
    (told,) = specs.faults(rule_spec)
    assert fault in told
    assert "sum.md" in told


def test_update_rewrites_what_is_expected_and_nothing_else(rule_spec: Path) -> None:
    _edit(rule_spec, "A: Four\n```", "A: Five\n```")
    _edit(rule_spec, "Just words.\n.\n", "Just words.\n")
    specs.update(rule_spec)
    assert rule_spec.read_text(encoding="utf-8") == RULE_SPEC


def test_a_wrong_expectation_shows_in_the_outcome(rule_spec: Path) -> None:
    _edit(rule_spec, "A: Four\n```", "A: Five\n```")
    example = specs.examples(rule_spec)[1]
    assert specs.outcome(example) != example.expected
