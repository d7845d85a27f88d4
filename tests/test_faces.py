"""Cards as the page shows them, beside what Anki makes of the same notes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from flashgen import config, pipeline
from flashgen.notetypes import faces
from flashgen.render.mathml import with_mathml
from flashgen.writers import apkg

NOTES = r"""# The heart

Q: What is 1 < 2 & 3?
A: **true**, see [here](https://example.org)

**Systole**: the phase in which a chamber contracts and empties

The {{c1::left}} chamber and the {{c2::right::which side?}} one, and the {{c1::walls}}.

- At rest the heart pumps about 5 litres of blood a minute.
- Layers of the wall:
  - endocardium
  - myocardium
"""


def test_each_side_is_what_anki_fills_into_its_templates(tmp_path: Path) -> None:
    (tmp_path / "heart.md").write_text(NOTES, encoding="utf-8")
    plan = pipeline.plan([tmp_path / "heart.md"], config.Config(tmp_path, name="Heart"))
    notes = {note.guid: note for note in plan.notes if note.status == "emit"}
    assert {note.form.value for note in notes.values()} == {"basic", "term", "cloze"}
    (package,) = apkg.write(list(notes.values()), tmp_path)
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
        collection.import_anki_package(request)
        compared = 0
        for number in collection.find_notes(""):
            note = collection.get_note(number)
            own = faces.faces(notes[note.guid])
            cards = note.cards()
            assert len(cards) == len(own)
            for card, face in zip(cards, own, strict=True):
                assert face.front.strip() == plain(card.question())
                assert face.back.strip() == plain(card.answer())
                compared += 1
        assert compared == sum(len(faces.faces(note)) for note in notes.values()) > len(notes)
    finally:
        collection.close()


def plain(side: str) -> str:
    """A side without Anki's own style element, and the attributes by which its screens find a blank again."""
    side = re.sub(r"<style>.*?</style>", "", side, flags=re.DOTALL)
    return re.sub(r' data-[a-z]+="[^"]*"', "", side).strip()


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        (r"so \(x^2\)", "<msup><mi>x</mi><mn>2</mn></msup>"),
        (r"\[\frac{a}{b}\]", 'display="block"'),
        (r"\(a &lt; b\)", "<mo>&lt;</mo>"),
        (r"\(\begin{pmatrix} a &amp; b \end{pmatrix}\)", "<mtable>"),
        (r"\(\text{if } x\)", "<mtext>if&nbsp;</mtext>"),
    ],
)
def test_a_formula_is_drawn(field: str, shown: str) -> None:
    made = with_mathml(field)
    assert shown in made
    assert "\\" not in made


@pytest.mark.parametrize(
    "field",
    [
        r"\(\nosuch{x}\)",
        r"\(\frac{a\)",
        r"\(\frac{a}\)",
        r"\(}{\)",
        r"\(x_{\)",
        r"\(\cancel{x}\)",
        r"\(\text{&lt;script&gt;alert(1)&lt;/script&gt;}\)",
        r"\(\text{&lt;img src=x onerror=alert(1)&gt;}\)",
        r"<code>\(x\)</code>",
        r"<pre><code>\[x\]</code></pre>",
        "no formula",
        r"\(" + "x+" * 5_000 + r"1\)",
        r"\(" + "{" * 3_000 + "}" * 3_000 + r"\)",
    ],
)
def test_what_cannot_be_drawn_whole_stays_as_it_was_written(field: str) -> None:
    assert with_mathml(field) == field


def test_nothing_in_a_formula_can_run() -> None:
    made = with_mathml(r"\(\href{javascript:alert(1)}{x} \style{color:red}{y} \class{a}{z}\)")
    assert "javascript" not in made or "\\href" in made
    assert not re.search(r"<[^>]*(?:href|style|class|on\w+)=", made)
