"""What must never change in a notetype, and what may change only with its time."""

import hashlib
import re

import pytest

from flashgen.model import FlashgenError, Form, Kind, Note, Source, Status
from flashgen.notetypes import BASIC, CLOZE, MOD, NOTETYPES, TERM, Notetype
from flashgen.notetypes.fit import card_numbers, check

LOOK = (1_795_392_000, "887f4b0e2a60687c")
"""MOD, and a digest of the look that it was set for."""


def note(form: Form, *fields: str, guid: str = "g", deck: str = "Deck", tags: tuple[str, ...] = ()) -> Note:
    return Note(
        form=form,
        guid=guid,
        fields=fields,
        deck=deck,
        tags=tags,
        kind=Kind.CLAIM,
        rule="",
        cards=(),
        text=None,
        context="",
        sources=(Source("notes.md", 7, 7),),
        confidence=1,
        status=Status.EMIT,
    )


def test_names_and_ids_are_frozen() -> None:
    """Anki knows them by these; with any other, people lose the history of their cards."""
    frozen = {
        notetype.name: (
            notetype.id,
            [(field.name, field.id) for field in notetype.fields],
            [(template.name, template.id) for template in notetype.templates],
        )
        for notetype in NOTETYPES.values()
    }
    assert frozen == {
        "flashgen Basic": (
            1795000417001,
            [
                ("Question", 1795000417101),
                ("Answer", 1795000417102),
                ("Context", 1795000417103),
                ("Extra", 1795000417104),
                ("Source", 1795000417105),
            ],
            [("Question", 1795000417111)],
        ),
        "flashgen Term": (
            1795000417002,
            [
                ("Term", 1795000417201),
                ("Meaning", 1795000417202),
                ("Context", 1795000417203),
                ("Extra", 1795000417204),
                ("Source", 1795000417205),
                ("Reverse", 1795000417206),
            ],
            [("Term to meaning", 1795000417211), ("Meaning to term", 1795000417212)],
        ),
        "flashgen Cloze": (
            1795000417003,
            [
                ("Text", 1795000417301),
                ("Context", 1795000417302),
                ("Extra", 1795000417303),
                ("Source", 1795000417304),
            ],
            [("Cloze", 1795000417311)],
        ),
    }


def test_a_new_look_has_a_new_time() -> None:
    """If this fails, move MOD forward, to now, and write both values here."""
    look = [[n.css, [(t.front, t.back) for t in n.templates]] for n in NOTETYPES.values()]
    assert (MOD, hashlib.sha256(repr(look).encode()).hexdigest()[:16]) == LOOK
    assert {n.mod for n in NOTETYPES.values()} == {MOD}


@pytest.mark.parametrize("notetype", NOTETYPES.values(), ids=lambda n: n.name)
def test_cards_load_nothing_and_run_nothing(notetype: Notetype) -> None:
    everything = notetype.css + "".join(t.front + t.back for t in notetype.templates)
    assert not re.search(r"https?:|url\(|@import|<script|\son\w+=", everything)


@pytest.mark.parametrize("notetype", NOTETYPES.values(), ids=lambda n: n.name)
def test_every_field_is_shown_or_decides(notetype: Notetype) -> None:
    html = "".join(t.front + t.back for t in notetype.templates)
    used = set(re.findall(r"\{\{[#/]?(?:cloze:)?(\w+)\}\}", html)) - {"FrontSide"}
    assert used == {field.name for field in notetype.fields}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("night", [False, True], ids=["light", "night"])
@pytest.mark.parametrize(
    ("front", "back"),
    [(name, "paper") for name in ("ink", "quiet", "accent")]
    + [(name, "shade") for name in ("ink", "comment", "keyword", "string", "number", "name")]
    + [("ink", "marked")],
)
def test_words_stand_out_from_the_page(front: str, back: str, night: bool) -> None:
    """The contrast that WCAG asks of text, 4.5 to 1."""
    values = {name: re.findall(rf"--{name}: (#\w+);", BASIC.css)[night] for name in (front, back)}
    dark, bright = sorted(luminance(value) for value in values.values())
    assert (bright + 0.05) / (dark + 0.05) >= 4.5


def test_cards_of_a_note() -> None:
    assert card_numbers(note(Form.BASIC, "q", "a", "", "", "")) == [0]
    assert card_numbers(note(Form.BASIC, "", "a", "c", "", "")) == []
    assert card_numbers(note(Form.TERM, "t", "m", "", "", "", "")) == [0]
    assert card_numbers(note(Form.TERM, "t", "m", "", "", "", "yes")) == [0, 1]
    assert card_numbers(note(Form.CLOZE, "{{c3::a}} {{c1::b}} {{c3::c}}", "", "", "")) == [0, 2]
    assert card_numbers(note(Form.CLOZE, "nothing hidden", "", "", "")) == []


GOOD = note(Form.BASIC, "q", "a", "", "", "")


@pytest.mark.parametrize(
    ("notes", "message"),
    [
        ([GOOD, GOOD], "two notes have the guid 'g'"),
        ([note(Form.BASIC, "q", "a")], "note 'g' has 2 fields, flashgen Basic has 5"),
        ([note(Form.BASIC, "q", "a", "", "", "", guid="")], "a note has no guid"),
        ([note(Form.BASIC, "q", "a", "", "", "", deck="::x")], "note 'g' has no deck"),
        ([note(Form.BASIC, "q", "a\x1f", "", "", "")], "note 'g' holds the character that Anki"),
        ([note(Form.BASIC, "", "a", "", "", "")], "note 'g' makes no card: Question has nothing to ask"),
        ([note(Form.CLOZE, "plain", "", "", "")], "note 'g' makes no card: Text has nothing to ask"),
        ([note(Form.BASIC, "q", "a", "", "", "", tags=("two words",))], "note 'g' has an empty tag or one with a"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(notes: list[Note], message: str) -> None:
    with pytest.raises(FlashgenError) as caught:
        check(notes)
    assert str(caught.value.problem).startswith(f"notes.md:7: {message}")


def test_what_fits_passes() -> None:
    check([GOOD, note(Form.TERM, "t", "m", "", "", "", "", guid="h", deck="A::B", tags=("a::b",))])


def test_each_form_has_its_notetype() -> None:
    assert NOTETYPES == {Form.BASIC: BASIC, Form.TERM: TERM, Form.CLOZE: CLOZE}
