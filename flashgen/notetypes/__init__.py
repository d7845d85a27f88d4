"""The three notetypes: what Anki calls their fields and templates, and how their cards look.

Every id and name here is frozen. Anki recognises a notetype, a field and a template by its id, and takes a
change of fields or templates for another notetype; people's review history hangs on all of them. What may
change is the look, in the HTML and CSS files beside this one; ``MOD`` must then move forward, or Anki keeps
the look it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from flashgen.model import Form

MOD = 1_795_392_000
"""When the look last changed, in seconds. Anki replaces its templates and CSS only by newer ones, so that a
person's own styling survives every build until flashgen's look changes again."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a notetype."""

    name: str
    id: int


@dataclass(frozen=True, slots=True)
class Template:
    """One way of asking: HTML with Anki's ``{{Field}}`` marks."""

    name: str
    id: int
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class Notetype:
    """One of Anki's notetypes. The first field is the one that Anki's browser sorts by."""

    form: Form
    name: str
    id: int
    mod: int
    fields: tuple[Field, ...]
    templates: tuple[Template, ...]
    css: str


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _template(name: str, number: int, stem: str) -> Template:
    return Template(name, number, _file(f"{stem}.front.html"), _file(f"{stem}.back.html"))


_CSS = _file("card.css") + "\n" + _file("code.css")

BASIC = Notetype(
    form=Form.BASIC,
    name="flashgen Basic",
    id=1_795_000_417_001,
    mod=MOD,
    fields=(
        Field("Question", 1_795_000_417_101),
        Field("Answer", 1_795_000_417_102),
        Field("Context", 1_795_000_417_103),
        Field("Extra", 1_795_000_417_104),
        Field("Source", 1_795_000_417_105),
    ),
    templates=(_template("Question", 1_795_000_417_111, "basic"),),
    css=_CSS,
)

TERM = Notetype(
    form=Form.TERM,
    name="flashgen Term",
    id=1_795_000_417_002,
    mod=MOD,
    fields=(
        Field("Term", 1_795_000_417_201),
        Field("Meaning", 1_795_000_417_202),
        Field("Context", 1_795_000_417_203),
        Field("Extra", 1_795_000_417_204),
        Field("Source", 1_795_000_417_205),
        Field("Reverse", 1_795_000_417_206),
    ),
    templates=(
        _template("Term to meaning", 1_795_000_417_211, "term"),
        _template("Meaning to term", 1_795_000_417_212, "meaning"),
    ),
    css=_CSS,
)

CLOZE = Notetype(
    form=Form.CLOZE,
    name="flashgen Cloze",
    id=1_795_000_417_003,
    mod=MOD,
    fields=(
        Field("Text", 1_795_000_417_301),
        Field("Context", 1_795_000_417_302),
        Field("Extra", 1_795_000_417_303),
        Field("Source", 1_795_000_417_304),
    ),
    templates=(_template("Cloze", 1_795_000_417_311, "cloze"),),
    css=_CSS,
)

NOTETYPES = {notetype.form: notetype for notetype in (BASIC, TERM, CLOZE)}
"""Each form's notetype."""
