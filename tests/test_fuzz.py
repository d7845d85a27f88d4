"""Whatever a file holds: no exception but ours, no line lost, nothing unsafe on a card, the same each time.

A few examples run with the other tests; ``pytest -m slow tests/test_fuzz.py`` runs thousands.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashgen import ledger, pipeline, sources
from flashgen.config import Config
from flashgen.edits.load import parse as parse_edits
from flashgen.model import Block, Document, FlashgenError, Form
from flashgen.notetypes.fit import check
from flashgen.text import Text
from flashgen.yamlfile import load

FEW = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
MANY = settings(max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
SLOWEST = 5
"""Seconds for a file of a few kilobytes, on a machine that does much else."""

MARKDOWN = "# |## |- |* |1. |> |    |\t|\n|\n\n|---\n|```|~~~|$$|$|**|*|_|`|==|~~|[|](|)|![|[[|]]|^id|[^1]: ".split("|")
CARDS = "{{c1::~{{c2::~::~}}~Q: ~A: ~term\n: ~(ABC)~ :: ~ = ~ – ~→~: ~…~“~”~’~|~| - |".split("~")
HTML = "<script>~</script>~<b onclick=x>~<!--~-->~<details>~<img src=x onerror=y>~<div>~</div>~&lt;~&#x202e;".split("~")
MATH = "\\(~\\)~\\[~\\]~\\frac{~\\~javascript:~http://a.b/c~.. note::\n".split("~")
WORDS = "The heart~pumps~about 5 litres~of blood~is a~which~not~10%~1.5 kg~GDP~e.g. ~TODO ".split("~")
HEADS = "title: x\n~tags: [a]\n~flashgen: off\n~...\n".split("~")
LETTERS = [*"\u202e\u200b\u0301éß中של🎉\ufeff\x00\x1b\u2028", "\r\n"]
PIECES = [*MARKDOWN, *CARDS, *HTML, *MATH, *WORDS, *HEADS, *LETTERS]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60).map("".join)
NAMES = st.sampled_from(["a.md", "a.txt", "a.rst"])
_UNSAFE = re.compile(
    r"<\s*(?:script|iframe|object|embed|style)\b|<[^>]*\son\w+\s*=|(?:href|src)=[\"']?\s*javascript:", re.I
)
_BLANK = re.compile(r"\{\{c\d+::(?:(?!\{\{c\d+::|\}\}).)+\}\}", re.S)


def refusal(attempt: Callable[[], object]) -> str:
    """What is said where something is refused; empty where it is not."""
    try:
        attempt()
    except FlashgenError as error:
        return str(error.problem)
    return ""


def is_sound(text: Text) -> bool:
    """Spans lie in the text, in order, and nest or are apart."""
    spans = text.spans
    inside = all(0 <= span.start < span.end <= len(text.plain) for span in spans)
    nested = all(
        a.end <= b.start or b.end <= a.start or (a.start <= b.start and b.end <= a.end) or (b.start <= a.start <= b.end)
        for a in spans
        for b in spans
    )
    return inside and nested


def check_block(block: Block, document: Document) -> None:
    first = document.meta.end_line + 1
    assert first <= block.start_line <= block.end_line <= document.line_count, block
    assert all(map(is_sound, (block.text, *block.cells))), block


def run(data: bytes, name: str) -> None:
    start = time.process_time()
    if said := refusal(lambda: sources.open_document(data, name, "")):
        assert said.startswith(name)
        return
    document, problems = sources.open_document(data, name, "")
    assert sources.open_document(data, name, "") == (document, problems)
    for block in document.walk():
        check_block(block, document)
    plan = pipeline.plan_documents([document], problems, Config(Path("/nowhere")))
    assert not [problem for problem in plan.problems if "please report it" in problem.message], plan.problems
    told = [line for account in plan.accounts for line in range(account.start_line, account.end_line + 1)]
    assert told == list(range(1, document.line_count + 1))
    check(plan.shipped)
    for note in plan.notes:
        assert not any(_UNSAFE.search(field) for field in note.fields), note.fields
        if note.form is Form.CLOZE:
            assert _BLANK.search(note.fields[0]), note.fields[0]
        for source in note.sources:
            assert 1 <= source.start_line <= source.end_line <= document.line_count
    assert time.process_time() - start < SLOWEST


@FEW
@given(TEXTS, NAMES)
def test_documents(text: str, name: str) -> None:
    run(text.encode(errors="surrogatepass"), name)


@FEW
@given(st.binary(max_size=200), NAMES)
def test_bytes(data: bytes, name: str) -> None:
    run(data, name)


KEYS = [*"deck~tags~notes~: ~- ~\n~  ~[~]~{~}~&a ~*a~!!set ~'~#~|\n".split("~"), '"']
YAML = st.lists(st.one_of(st.sampled_from(KEYS), st.text(max_size=4)), max_size=30).map("".join)
LINES = """\
cards:
  - question: x
    answer: y
    text: '{{c1::z}}'
abc:
  reject: true
  accept: yes
  answer: |
    - b
  text: {{c1::x}}
  source:
    question: q

""".splitlines(keepends=True)
EDITS = st.lists(st.sampled_from(LINES), max_size=12).map("".join)
ENTRY = (
    '{"guid":"b","form":"basic","kind":"claim","fields":["q","a","","",""],"tags":[],"deck":"D","origins":[{"path":"p",'
    '"headings":[],"evidence":"e","rule":"r","slot":"s","rank":""}],"mod":%s,"status":"emit"}'
)
ROWS = ['{"flashgen":"ledger","version":1}', '{"guid":"a"}', "{}", "[]", "null", "<<<<<<< a", "[" * 5_000]
ROWS += [ENTRY % mod for mod in ("1", "0", "-1", "1e999", "NaN", '"x"', "null")]
LEDGERS = st.lists(st.one_of(st.sampled_from(ROWS), st.text(max_size=8)), max_size=5).map(
    lambda rows: "\n".join([ROWS[0], *rows])
)


@FEW
@given(YAML)
def test_settings(text: str) -> None:
    said = refusal(lambda: load(text, "flashgen.yaml"))
    assert not said or (said.startswith("flashgen.yaml") and "\n" not in said)


@FEW
@given(EDITS)
def test_edits(text: str) -> None:
    said = refusal(lambda: parse_edits(text, "edits.yaml"))
    assert not said or said.startswith("edits.yaml")


@FEW
@given(LEDGERS)
def test_ledgers(text: str) -> None:
    if said := refusal(lambda: ledger.parse(text)):
        assert said.startswith("ledger.jsonl")
    else:
        found = ledger.parse(text)
        assert ledger.parse(ledger.dumps(found)) == found


@pytest.mark.slow
@pytest.mark.parametrize("of", [test_documents, test_bytes, test_settings, test_edits, test_ledgers])
def test_thousands(of: object) -> None:
    MANY(given(*of.hypothesis._given_kwargs.values())(of.hypothesis.inner_test))()  # type: ignore[attr-defined]
