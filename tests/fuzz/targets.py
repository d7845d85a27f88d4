"""What is fuzzed: each reader, with what must hold whatever it is given."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS), str(Path(__file__).resolve().parent)]

import databases  # noqa: E402  after the path is set
import invariants  # noqa: E402
import invariants_of_answers as of_answers  # noqa: E402
import invariants_of_files as of_files  # noqa: E402

from flashgen import ledger, pipeline  # noqa: E402
from flashgen.template import TEMPLATE  # noqa: E402

CASES = Path(__file__).resolve().parent / "cases"
"""What once fell over, a folder a target, each as small as it could be made; an ordinary test runs them all."""


@dataclass(frozen=True, slots=True)
class Target:
    """A reader under test."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    words: tuple[str, ...] = ()
    """What its files are made of."""


def _forced(form: str, data: bytes) -> None:
    """A document that is read in one way, whatever it looks like."""
    invariants.document(f"---\nflashgen: {form}\n---\n".encode() + data, "a.md")


def _front(data: bytes) -> None:
    invariants.document(b"---\n" + data + b"\n---\nThe heart pumps about 5 litres of blood a minute.\n", "a.md")


def _notes(*kinds: str) -> Iterator[bytes]:
    """The notes in the examples of the specs."""
    fence = re.compile(rf"^(`{{3,}})(?:{'|'.join(kinds)})\n(.*?)^\.$", re.M | re.S)
    for spec in sorted((TESTS / "spec").rglob("*.md")):
        for found in fence.finditer(spec.read_text(encoding="utf-8")):
            yield found[2].encode()


def _yaml_fences() -> Iterator[bytes]:
    for spec in sorted((TESTS / "spec").rglob("*.md")):
        for found in re.finditer(r"^cards:.*?(?=^\S|\Z)", spec.read_text(encoding="utf-8"), re.M | re.S):
            yield found[0].encode()


def _ledgers() -> Iterator[bytes]:
    plan = pipeline.remember(of_files.sample(), of_files.Ledger(), of_files.NOW, lambda path: True)
    assert plan.ledger
    text = ledger.dumps(plan.ledger)
    yield text.encode()
    for line in text.splitlines()[1:]:
        row = json.loads(line)
        for change in (
            {"mod": 0, "status": "held"},
            {"clozes": {"1": "x"}},
            {"own": row["fields"]},
            {"status": "retired"},
        ):
            yield f"{text.splitlines()[0]}\n{json.dumps(row | change)}\n".encode()


def _database_seeds() -> Iterator[bytes]:
    yield from (bytes((way, *range(30))) for way in range(4))
    yield from (bytes((kind, way, *range(9))) for kind in (1, 2, 66, 96, 130) for way in range(4))


MARKS = (
    *(
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "\t",
        "| a |\n|---|\n",
        "```",
        "~~~",
        "$$",
        "$",
        "**",
        "*",
        "_",
        "`",
        "==",
    ),
    *(
        "~~",
        "[",
        "](",
        ")",
        "![",
        "[[",
        "]]",
        "^id",
        "[^1]: ",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "{{c1::",
        "}}",
        "Q: ",
        "A: ",
    ),
    *(
        ":: ",
        "term\n: ",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<details>",
        "<div>",
        "<b onclick=x>",
        "&lt;",
        "\\frac{",
    ),
    *(
        "javascript:",
        ".. note::\n",
        "e.g. ",
        "(ABC)",
        "\u202e",
        "\u200b",
        "\u0301",
        "中",
        "\r\n",
        "===\n",
        "---\n",
        " is a ",
    ),
    *(
        "10%",
        "1.5 kg",
        "http://a.b/c",
        "<https://a.b>",
        "<!-- flashgen: skip -->",
        "<!-- id: a -->",
        "+++",
        "|||",
        "%%",
        "::: ",
    ),
)
KEYS = (
    ": ",
    "- ",
    "\n  ",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "!!str ",
    "'",
    '"',
    "#",
    "|\n ",
    ">-\n ",
    "? ",
    "---\n",
    "...\n",
)
FRONT = ("title: ", "tags: ", "deck: ", "flashgen: ", "off", "text", "format: ", "url: ", "source: ")
SETTINGS = tuple(f"{key}: " for key in (*of_files.config.KEYS, "new_per_day", "retention", "learning_steps"))
EDITS = tuple(f"{key}: " for key in ("cards", "right", "question", "answer", "term", "meaning", "text", "id", "accept"))
EDITS += ("reject: true", "source:", "tags: ", "deck: ", "{{c1::", "}}", "guid:\n  ")
ROWS = (*(f'"{key}":' for key in sorted(ledger._KEYS)), '"emit"', '"held"', '"retired"', "<<<<<<< ", "1e999", "null")
REPLIES = tuple(
    f'"{key}": '
    for key in (
        *("prompt", "facts", "cards", "line", "span", "kind", "subject", "relation", "object", "question", "items"),
        *("card", "verdict", "why", "look", "mends", "block", "under", "model"),
    )
)
REPLIES += ('"keep"', '"mend"', '"drop"', '"listing"', '"definition"', "```", "}, {", "[]", "“", "null", "1e999")

TARGETS = {
    "markdown": Target(partial(_forced, "markdown"), partial(_notes, "notes"), MARKS),
    "pasted": Target(partial(_forced, "text"), partial(_notes, "text"), MARKS),
    "rst": Target(lambda data: invariants.document(data, "a.rst"), partial(_notes, "notes", "text"), MARKS),
    "bytes": Target(lambda data: invariants.document(data, "a.md"), partial(_notes, "notes", "text"), MARKS),
    "frontmatter": Target(_front, lambda: iter([b"title: x\ntags: [a, b]\nflashgen:\n  deck: D\n"]), (*KEYS, *FRONT)),
    "settings": Target(
        of_files.settings, lambda: iter([TEMPLATE.replace("#", "").encode(), TEMPLATE.encode()]), (*KEYS, *SETTINGS)
    ),
    "ledger": Target(of_files.remembered, _ledgers, ROWS),
    "edits": Target(of_files.edited, _yaml_fences, (*KEYS, *EDITS, *MARKS[:40])),
    "replies": Target(of_answers.replies, of_answers.seeds_of_replies, REPLIES),
    "answers": Target(of_answers.answered, of_answers.seeds_of_answers, REPLIES),
    "drill": Target(lambda data: of_files.drilled(databases.store(data)), _database_seeds),
    "package": Target(lambda data: of_files.imported(databases.package(data)), _database_seeds),
}
