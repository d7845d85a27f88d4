"""Whatever a file holds: no exception but ours, no line lost, nothing unsafe on a card, the same each time.

A few examples run with the other tests; ``pytest -m slow tests/test_fuzz.py`` runs thousands.
"""

from __future__ import annotations

import invariants
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invariants import refusal

from flashgen import ledger
from flashgen.edits.load import parse as parse_edits
from flashgen.yamlfile import load

FEW = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)
MANY = settings(max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)

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


@FEW
@given(TEXTS, NAMES)
def test_documents(text: str, name: str) -> None:
    invariants.document(text.encode(errors="surrogatepass"), name)


@FEW
@given(st.binary(max_size=200), NAMES)
def test_bytes(data: bytes, name: str) -> None:
    invariants.document(data, name)


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
