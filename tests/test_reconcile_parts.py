"""The small parts that say which note is which, each at its edge: how many words, how many notes, which mark."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from flashgen import sources
from flashgen.model import Change, Entry, Fate, FlashgenError, Form, Kind, Media, Note, Origin, Plan, Status
from flashgen.origins import QUESTION
from flashgen.reconcile import StoppedError, guard
from flashgen.reconcile.alignment import _Gap, _gaps, _keeps_a_side, _only, _pairs, _still_says
from flashgen.reconcile.clozes import pinned, renumbered
from flashgen.reconcile.fates import RETIRED_TAG, _with_media, added, found_again, held, origins, rejected, retired
from flashgen.reconcile.keys import by_evidence, by_id, by_side, evidence, is_move
from flashgen.reconcile.keys import places as wheres
from flashgen.reconcile.likeness import is_telling, said, share_words, still_says
from flashgen.reconcile.nearest import nearest
from flashgen.reconcile.places import Renamed, renamed
from flashgen.reconcile.plan import SHOWN_RETIRED, _free
from flashgen.reconcile.ranks import ranked
from flashgen.reconcile.relink import _only as _named
from flashgen.reconcile.rivals import unrivalled
from flashgen.reconcile.sides import Known, as_note, known, plain, sides
from flashgen.reconcile.subjects import Allowed, context, same_subject
from flashgen.reconcile.suggest import suggestions
from flashgen.reconcile.terms import called, renamed_terms

NAMES = (
    "aorta bronchus carpus dermis elbow fibula gland heart iliac jugular kidney larynx muscle nerve orbit pelvis "
    "quadriceps radius sternum tibia"
).split()


def swapped(word: str) -> str:
    """A word misspelt: its second and third letters changed places."""
    return word[0] + word[2] + word[1] + word[3:]


def origin(says: str, path: str = "a.md", *headings: str, rule: str = "claim", slot: str = "", own: str = "") -> Origin:
    return Origin(path, headings, says, rule, slot, own)


def note(
    question: str, answer: str = "", above: str = "", *where: Origin, form: Form = Form.BASIC, held: bool = False
) -> Known:
    return Known(form, question, answer, above, where or (origin(f"{question} {answer}"),), held)


# --------------------------------------------------------------------------- likeness


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("bone", "bnoe", True),
        ("bone", "obne", True),
        ("bone", "bane", True),
        ("bone", "bonk", True),
        ("bone", "bonne", True),
        ("bone", "abone", True),
        ("bone", "zone", False),
        ("bone", "bank", False),
        ("bone", "bnoee", False),
        ("bone", "enob", False),
        ("rib", "rbi", False),  # three letters are too few
        ("ribs", "rbis", True),
        ("b123", "b124", False),
        ("bone", "bon1", False),
        ("bone", "bone and heart", True),
        ("bone", "bone, heart and lung", False),  # more is new than stayed
        ("bone bnoe", "boen heart", False),  # one word is not two misspelt
        ("bone bone", "bone", True),
        ("it is", "it was", False),
        ("it is", "it is", True),
        ("", "", False),
    ],
)
def test_a_word_is_misspelt_by_one_letter_or_two_that_changed_places(old: str, new: str, same: bool) -> None:
    assert still_says(old, new) is same
    assert still_says(new, old) is same


@pytest.mark.parametrize(("count", "same"), [(12, True), (13, False)])
def test_a_text_with_more_than_twelve_words_misspelt_is_another(count: int, same: bool) -> None:
    assert still_says(" ".join(NAMES[:count]), " ".join(map(swapped, NAMES[:count]))) is same
    assert still_says("pelvis " * count, "pevlis " * count) is same


def test_words_say_much_where_they_differ() -> None:
    assert is_telling("the aorta leaves the heart", 3)
    assert not is_telling("the aorta leaves the heart", 4)
    assert not is_telling("hearts, heart, the heart", 2)


def test_words_without_content_are_all_that_some_texts_have() -> None:
    assert said("it is") == ["it", "is"]
    assert said("it is a heart") == ["heart"]
    assert share_words("hearts beat", "the heart")
    assert not share_words("hearts of the dog", "the lungs of the cat")
    assert share_words("it is", "is it")


# --------------------------------------------------------------------------- places


@pytest.mark.parametrize(("moved", "stayed", "followed"), [(2, 2, True), (2, 3, False), (3, 3, True), (3, 4, False)])
def test_a_name_follows_half_of_what_stood_under_it(moved: int, stayed: int, followed: bool) -> None:
    old = [origin(f"fact {n}", "old.md", "Heart") for n in range(moved + stayed)]
    new = [origin(f"fact {n}", "new.md", "Pump") for n in range(moved)]
    found = renamed(old, new, list(zip(old, new, strict=False)))
    assert found.path(old[-1]) == ("new.md" if followed else "old.md")
    assert found.place(old[-1]) == (("new.md", ("Pump",)) if followed else ("old.md", ("Heart",)))


def test_a_heading_below_one_that_was_renamed_stands_below_its_new_name() -> None:
    old = [origin(f"fact {n}", "a.md", "Heart") for n in range(3)]
    new = [origin(f"fact {n}", "a.md", "Pump") for n in range(3)]
    found = renamed(old, new, list(zip(old, new, strict=True)))
    assert found.place(origin("x", "a.md", "Heart", "Valves", "Left")) == ("a.md", ("Pump", "Valves", "Left"))
    assert found.place(origin("x", "a.md", "Lung", "Heart")) == ("a.md", ("Lung", "Heart"))


def test_a_name_that_is_still_there_or_was_there_before_is_nobodys_new_one() -> None:
    old = [origin(f"fact {n}", "old.md") for n in range(3)]
    new = [origin(f"fact {n}", "new.md") for n in range(3)]
    pairs = list(zip(old, new, strict=True))
    assert renamed(old, new, pairs).paths == {"old.md": "new.md"}
    assert renamed(old, [*new, origin("more", "old.md")], pairs).paths == {}
    assert renamed([*old, origin("more", "new.md")], new, pairs).paths == {}
    assert renamed(old, new, []) == Renamed()


def test_the_new_name_is_that_which_most_stand_under() -> None:
    old = [origin(f"fact {n}", "old.md") for n in range(5)]
    new = [origin(f"fact {n}", f"{'new' if n < 3 else 'other'}.md") for n in range(5)]
    assert renamed(old, new, list(zip(old, new, strict=True))).paths == {"old.md": "new.md"}


# --------------------------------------------------------------------------- what is compared


def test_a_word_that_fifty_texts_share_says_which_they_are_and_one_more_does_not() -> None:
    fifty = [["heart", str(n)] for n in range(50)]
    assert len(nearest([["heart"]], fifty, 99)[0]) == 50
    assert nearest([["heart"]], [*fifty, ["heart"]], 99) == [[]]
    assert nearest([["heart", "7"]], fifty, 1) == [[7]]
    assert nearest([["lung"], ["9"]], fifty, 5) == [[], [9]]


def basic(front: str, back: str, form: Form = Form.BASIC) -> Note:
    fields = (front, back, "", "", "") if form is Form.BASIC else (front, back, "", "", "", "")
    entry = Entry(front, form, Kind.EXPLICIT, fields, (), "D", (origin(front),), 1)
    return as_note(entry)


def suggested(old: Sequence[Note], new: Sequence[Note]) -> list[tuple[str, str]]:
    return [(each.old.fields[1], each.new.fields[1]) for each in suggestions(old, new)]


@pytest.mark.parametrize(("tail", "alike"), [(9, 1), (10, 0)])
def test_six_of_ten_letters_are_alike_enough(tail: int, alike: int) -> None:
    # seven letters on either side are the same: 14 of 23 are 0.61, and 14 of 24 are 0.58
    assert len(suggested([basic("heart", "y" + "q" * tail)], [basic("heart", "y")])) == alike


def test_only_the_five_that_share_most_words_are_compared() -> None:
    front = "the heart of the old red dog"
    near = [basic(f"heart old red dog {'z' * (60 + n)}", str(n)) for n in range(5)]
    assert suggested([basic(front, "x")], [basic("heart old red", "y"), *near[:4]]) == [("x", "y")]
    assert suggested([basic(front, "x")], [basic("heart old red", "y"), *near]) == []


def test_only_the_first_letters_of_a_note_are_compared() -> None:
    same = "heart " * 50
    assert suggested([basic(f"{same}abc", "x")], [basic(f"{same}{'lungs ' * 99}", "y")]) == [("x", "y")]
    assert suggested([basic(f"heart {'a ' * 200}", "x")], [basic(f"heart {'b ' * 200}", "y")]) == []


@pytest.mark.parametrize(("last", "count"), [(399, 1), (400, 0)])
def test_suggestions_end_where_nobody_would_read_them(last: int, count: int) -> None:
    old = [basic(f"number{n}", "x") for n in range(401)]
    found = suggestions(old, [basic(f"number{last}", "y")])
    assert [each.old.fields[0] for each in found] == [f"number{last}"] * count


def test_a_suggestion_joins_notes_of_one_form_and_each_once() -> None:
    old, other = basic("the red heart", "x"), basic("the red heart", "x", Form.TERM)
    assert suggestions([old], [other]) == ()
    assert suggestions([], [old]) == ()
    assert suggestions([old], []) == ()
    near, nearer = basic("the red hearts", "x2"), basic("the red heart", "x3")
    assert suggested([old], [near, nearer]) == [("x", "x3")]
    assert suggested([near, nearer], [old]) == [("x3", "x")]
    assert suggested([old, near], [near, old]) == [("x", "x"), ("x2", "x2")]


# --------------------------------------------------------------------------- subjects


def test_a_context_is_told_by_todays_headings() -> None:
    moves = Renamed(places={("a.md", ("Heart",)): ("a.md", ("Pump",))})
    old = origin("weight 5 g", "a.md", "Heart", "Left")
    assert context(note("q", "a", "Heart › Left"), old, moves) == "Pump › Left"
    assert context(note("q", "a", "Left"), old, moves) == "Left"
    assert context(note("q", "a", ""), old, moves) == ""
    assert context(note("q", "a", "Heart"), origin("x", "a.md", "Heart"), Renamed()) == "Heart"
    nested = Renamed(places={("a.md", ("Heart",)): ("a.md", ("Body", "Pump"))})
    assert context(note("q", "a", "Heart › Left"), old, nested) == "Heart › Left"


def subject(
    says: str, above: str, now: str, path: str = "a.md", today: str = "a.md", form: Form = Form.BASIC, others: int = 0
) -> bool:
    """Whether an old note under ``above`` may be one of today's under ``now``, so many others saying the like."""
    was = note("q", "a", above, origin(says, path), form=form)
    one = note("q", "a", now, origin(says, today), form=form)
    more = [note("q", "a", "Elsewhere", origin(says, today), form=form)] * others
    return same_subject([was], [one, *more], Renamed())(was, was.origins[0], one, one.origins[0])


def test_short_notes_are_about_the_same_where_they_stand_under_the_same() -> None:
    assert subject("weight 5 g", "Heart", "Heart", others=1)
    assert subject("weight 5 g", "Heart › Left", "Hearts › Left", others=1)
    assert not subject("weight 5 g", "Heart", "Lung", others=1)
    assert not subject("weight 5 g", "Heart › Left", "Left › Heart › Left › Lung", others=1)
    assert subject("weight 5 g", "Heart", "Lung")  # nothing else says it
    assert not subject("weight 5 g", "Heart", "Lung", today="b.md")
    assert subject("weight 5 g", "Heart", "Lung", today="b.md", form=Form.TERM)
    assert subject("weight 5 g", "Body › Heart", "Dog › Heart", others=1)
    assert not subject("weight 5 g", "", "Heart", others=1)
    assert subject("weight of old red hearts", "Heart", "Lung", today="b.md", others=1)
    assert not subject("weight of old hearts", "Heart", "Lung", today="b.md", others=1)


def test_what_is_said_under_the_same_is_counted_there() -> None:
    says = "weight 5 g"
    was = note("q", "a", "Body › Heart", origin(says))
    today = [note("q", "a", above, origin(says)) for above in ("Dog › Heart", "Cat › Heart")]
    allowed = same_subject([was], today, Renamed())
    assert not allowed(was, was.origins[0], today[0], today[0].origins[0])
    bare = [note("q", "a", "", origin(says)), note("q", "a", "x", origin(says))]
    assert not same_subject([note("q", "a", "y", origin(says))], bare, Renamed())(
        note("q", "a", "", origin(says)), origin(says), note("q", "a", "z", origin(says)), origin(says)
    )


# --------------------------------------------------------------------------- terms


def renaming(old: str, new: str, *sentences: str) -> dict[str, str]:
    """The words found renamed where ``X`` in these sentences was the one and is the other."""
    before = [note(each, "", "", origin(each.replace("X", old))) for each in sentences]
    today = [note(each, "", "", origin(each.replace("X", new))) for each in sentences]
    return dict(renamed_terms(before, today, before, today))


PUMPS, LIES = "the X pumps dark blood", "the X lies beside lungs, behind ribs"


def test_a_word_is_renamed_where_two_sentences_say_so() -> None:
    assert renaming("heart", "cor", PUMPS, LIES) == {"heart": "cor"}
    assert renaming("heart", "cor", PUMPS) == {}
    assert renaming("heart", "cor2", PUMPS, LIES) == {"heart": "cor2"}
    assert renaming("heart", "22", PUMPS, LIES) == {}
    assert renaming("h22", "cor", PUMPS, LIES) == {}


def test_a_sentence_that_says_little_besides_proves_no_word() -> None:
    assert renaming("heart", "cor", PUMPS, "the X holds lots of salt") == {"heart": "cor"}
    assert renaming("heart", "cor", PUMPS, "the X holds salt") == {}
    assert renaming("heart", "cor", PUMPS, "the X stands above the salt") == {}


def test_a_word_that_became_two_was_not_renamed() -> None:
    four = (PUMPS, LIES, "an X fills with warm salt water", "no X rests at night in dogs")
    before = [note(each, "", "", origin(each.replace("X", "heart"))) for each in four]
    today = [note(each, "", "", origin(each.replace("X", "cor" if at < 2 else "pump"))) for at, each in enumerate(four)]
    assert renamed_terms(before, today, before, today) == {}
    assert renamed_terms(today, before, today, before) == {}


def test_what_is_new_with_the_new_word_is_another_thing() -> None:
    before = [note(each, "", "", origin(each.replace("X", "heart"))) for each in (PUMPS, LIES)]
    today = [note(each, "", "", origin(each.replace("X", "cor"))) for each in (PUMPS, LIES)]
    more = note("q", "", "", origin("the cor is red"))
    assert renamed_terms(before, [*today, more], before, [*today, more]) == {}
    held = replace(more, is_held=True)
    assert renamed_terms(before, [*today, held], before, [*today, held]) == {"heart": "cor"}
    still = note("q", "", "", origin("the heart is red"))
    assert renamed_terms([*before, still], [*today, still], before, today) == {}


def test_an_old_note_is_read_by_todays_words() -> None:
    old = note("the heart?", "heart, hearts", "Heart › heart", origin("the heart beats"))
    new = called(old, {"heart": "cor"})
    assert (new.question, new.answer, new.context) == ("the cor?", "cor, hearts", "Heart › cor")
    assert new.origins[0].evidence == "the cor beats"


# --------------------------------------------------------------------------- keys


def together(keys: Callable[..., Sequence[object]], old: Known, new: Known) -> int:
    """At which key of several the two are first the same; -1 where at none."""
    for at, key in enumerate(keys()):
        left, right = key(old, old.origins[0], True), key(new, new.origins[0], False)  # type: ignore[operator]
        if left is not None and left == right:
            return at
    return -1


@pytest.mark.parametrize("stop", [" ", ".", ";", ",", ":", ". ;"])
def test_a_stop_at_its_end_is_no_word_of_the_evidence(stop: str) -> None:
    assert evidence(origin(f"the heart{stop}")) == "the heart"


def test_an_id_is_looked_for_in_its_file_first() -> None:
    def by(old: Origin, new: Origin, form: Form = Form.BASIC) -> int:
        return together(lambda: list(by_id()), note("q", "a", "", old), note("q", "a", "", new, form=form))

    one = origin("x", own="7")
    assert by(one, origin("y", own="7")) == 0
    assert by(one, origin("y", "b.md", own="7")) == 1
    assert by(one, origin("y", "b.md", own="7", rule="reason")) == 2
    assert by(one, origin("y", "b.md", own="7", slot="2")) == 2
    assert by(one, origin("y", own="8")) == -1
    assert by(one, origin("y", own="7"), Form.TERM) == -1
    assert by(origin("x"), origin("x")) == -1


def test_the_same_words_are_laid_side_by_side_by_what_they_ask() -> None:
    def by(old: Known, new: Known) -> int:
        return together(lambda: list(by_evidence(lambda *_: ())), old, new)

    here = origin("x", slot="weight")
    assert by(note("q", "a", "", here), note("q", "a", "", here)) == 0
    assert by(note("q", "a", "", here), note("q", "b", "", here)) == 1
    assert by(note("q", "a", "", here), note("p", "b", "", here)) == 2
    assert by(note("q", "a", "", here), note("p", "a", "", origin("x", slot="age"))) == 3
    assert by(note("q", "a", "", here), note("p", "b", "", origin("x", slot="age"))) == -1
    assert by(note("q", "a", "", here), note("p", "b", "", origin("x", slot="weight", rule="table"))) == -1
    question = origin("x", slot=f"{QUESTION} 1")
    assert by(note("q", "a", "", question), note("p", "b", "", question)) == -1
    assert by(*(note(side, side, "", question, form=Form.TERM) for side in "qp")) == 2
    blank = note("q", "a", "", here, form=Form.CLOZE)
    assert by(blank, note("p", "b", "", origin("x", slot="age"), form=Form.CLOZE)) == 4
    assert by(note("q", "a", "", here), note("q", "a", "", origin("y", slot="weight"))) == -1


def test_one_side_is_looked_for_from_the_narrow_to_the_wide() -> None:
    def by(old: Known, new: Known) -> int:
        return together(lambda: list(by_side(Renamed())), old, new)

    three, two = "How old was that heart of dogs?", "What was that heart of dogs?"
    four = "red old hearts pumped"
    here, below, away = origin("x"), origin("y", "a.md", "Body"), origin("y", "b.md")
    assert by(note("q", "a", "C", here), note("q", "a", "C", below)) == 0
    assert by(note("q", "a", "C", here), note("q", "a", "C", away)) == 1
    assert by(note("q", "a", "C", here), note("q", "b", "C", here)) == 2
    assert by(note("q", "a", "C", here), note("q", "b", "C", below)) == -1
    assert by(note(three, "a", "", here), note(three, "b", "", below)) == 3
    assert by(note(two, "a", "", here), note(two, "b", "", below)) == -1
    assert by(note(two, "a", "Lungs", here), note(two, "b", "Lungs", below)) == 3
    assert by(note(three, "a", "C", here), note(three, "b", "D", here)) == 4
    assert by(note(two, "a", "C", here), note(two, "b", "D", here)) == -1
    assert by(note(three, "a", "C", here), note(three, "b", "C", away)) == -1
    assert by(note("q", four, "C", here), note("p", four, "D", below)) == 5
    assert by(note("q", four[4:], "C", here), note("p", four[4:], "D", below)) == -1
    assert by(note("q", four, "C", here), note("p", four, "D", origin("x", slot="2"))) == -1
    assert by(note("q", four, "C", here), note("p", four, "D", away)) == -1


def test_evidence_is_looked_for_where_it_stood_first() -> None:
    keys = list(wheres(Renamed()))

    def by(old: Known, new: Known) -> int:
        for at, key in enumerate(keys):
            left, right = key(old, old.origins[0], True), key(new, new.origins[0], False)
            if left is not None and left == right:
                return at
        return -1

    here, below, away = origin("x", "a.md", "H"), origin("x", "a.md", "I"), origin("x", "b.md", "H")
    assert by(note("q", "a", "C", here), note("q", "a", "C", here)) == 0
    assert by(note("q", "a", "C", here), note("q", "a", "D", here)) == 1
    assert by(note("q", "a", "C", here), note("q", "a", "C", below)) == 2
    assert by(note("q", "a", "C", here), note("q", "a", "C", away)) == 3
    assert by(note("q", "a", "", here), note("q", "a", "", away)) == -1
    assert by(note("q", "a", "C", here), note("q", "a", "D", away)) == -1


@pytest.mark.parametrize(
    ("says", "left", "right", "form", "moved"),
    [
        ("old red hearts pumped", ("a.md", "H"), ("b.md", "I"), Form.BASIC, True),
        ("red hearts pumped", ("a.md", "H"), ("b.md", "I"), Form.BASIC, False),
        ("red hearts pumped", ("a.md", "H"), ("b.md", "I"), Form.TERM, True),
        ("red hearts pumped", ("a.md", "H"), ("a.md", "G", "H"), Form.BASIC, True),
        ("red hearts pumped", ("a.md", "G", "H"), ("a.md", "H"), Form.BASIC, True),
        ("red hearts pumped", ("a.md", "H"), ("b.md", "G", "H"), Form.BASIC, False),
    ],
)
def test_few_words_elsewhere_were_not_moved_there(
    says: str, left: tuple[str, ...], right: tuple[str, ...], form: Form, moved: bool
) -> None:
    was, one = origin(says, *left), origin(says, *right)
    allowed = is_move([was], [one], Renamed())
    assert allowed(note("q", "a", "", was, form=form), was, note("q", "a", "", one, form=form), one) is moved


def test_few_words_were_moved_between_sections_of_which_one_is_there_before_and_after() -> None:
    was, one, more = origin("red heart", "a.md", "H"), origin("red heart", "b.md", "I"), origin("x", "b.md", "I")
    pair = note("q", "a", "", was), was, note("q", "a", "", one), one
    assert not is_move([was], [one], Renamed())(*pair)
    assert is_move([was, more], [one], Renamed())(*pair)
    assert is_move([was], [one, origin("y", "a.md", "H")], Renamed())(*pair)


# --------------------------------------------------------------------------- rivals


@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        # question and answer of the pair, then of another note that is left over
        ([("q", "a")], [("q", "b")], True),
        ([("q", "a"), ("p", "b")], [("q", "b")], False),
        ([("q", "a")], [("q", "b"), ("p", "a")], False),
        ([("q", "a"), ("p", "b")], [("q", "b"), ("p", "a")], True),
        ([("q", "a")], [("p", "a")], True),
        ([("q", "a"), ("p", "b")], [("p", "a")], False),
        ([("q", "a")], [("p", "a"), ("q", "b")], False),
        ([("q", "a"), ("p", "b")], [("p", "a"), ("q", "b")], True),
        ([("q", "a"), ("p", "b")], [("q", "a")], True),
        ([("q", "a"), ("p", "b")], [("r", "c")], True),
    ],
)
def test_sides_that_point_to_two_notes_prove_neither(
    old: list[tuple[str, str]], new: list[tuple[str, str]], allowed: bool
) -> None:
    for form in (Form.BASIC, Form.CLOZE):
        before = [note(*each, "C", origin("x"), form=form) for each in old]
        today = [note(*each, "C", origin("y"), form=form) for each in new]
        may = unrivalled(before, today, Renamed())
        pair = before[0], before[0].origins[0], today[0], today[0].origins[0]
        assert may(*pair) is (allowed or form is Form.CLOZE)


# --------------------------------------------------------------------------- alignment


@pytest.mark.parametrize(
    ("was", "now", "alone", "among"),
    [
        (("q", "a"), ("q", "b"), True, False),
        (("the old heart?", "two red valves"), ("the new heart?", "two red valves"), True, True),
        (("the old heart?", "valve"), ("the new heart?", "valve"), True, False),
        (("the old heart?", "two red valves"), ("the lung?", "two red valves"), False, False),
        (("the old heart?", "valve"), ("the new heart?", "flap"), False, False),
    ],
)
def test_one_side_stays_and_the_other_has_something_in_common(
    was: tuple[str, str], now: tuple[str, str], alone: bool, among: bool
) -> None:
    assert _keeps_a_side(note(*was), note(*now), among=False) is alone
    assert _keeps_a_side(note(*was), note(*now), among=True) is among


@pytest.mark.parametrize(
    ("was", "now", "stays"),
    [
        (("the heart of []", "red dogs\nx"), ("a heart in []", "red dogs\ny"), True),
        (("the heart of []", "dogs\nx"), ("a heart in []", "dogs\ny"), True),  # no word of the sentence was exchanged
        (("the heart of [] beats", "dogs\nx"), ("a heart in [] rests", "dogs\ny"), False),
        (("the heart of [] beats", "red dogs\nx"), ("a heart in [] rests", "red dogs\ny"), True),
        (("the heart of [] beats", "red dogs\nx"), ("a lung in [] rests", "red dogs\ny"), False),
        (("the heart of []", "x"), ("the heart of [] [] z", "y"), False),
    ],
)
def test_a_cloze_stays_by_a_blank_that_it_keeps(was: tuple[str, str], now: tuple[str, str], stays: bool) -> None:
    old, new = note(*was, form=Form.CLOZE), note(*now, form=Form.CLOZE)
    assert _keeps_a_side(old, new, among=False) is stays
    assert not _keeps_a_side(old, new, among=True)
    assert not _keeps_a_side(note(*was), note(*now), among=False)


def test_a_cloze_still_says_what_its_sentence_does() -> None:
    left, right = origin("the red heart beats"), origin("the red heart beats fast")
    blank = note("the [] beats", "red heart", "", left, form=Form.CLOZE)
    other = note("[] heart beats fast", "red", "", right, form=Form.CLOZE)
    assert _still_says(blank, left, other, right)
    assert not _still_says(replace(blank, form=Form.BASIC), left, replace(other, form=Form.BASIC), right)
    assert _still_says(note("a heart?", "red"), left, note("a heart?", "red"), origin("lung"))
    assert not _still_says(note("a heart?", "red"), left, note("a heart?", "blue"), left)
    assert not _still_says(note("a heart?", "red"), left, note("a lung?", "red"), left)


def test_of_candidates_that_could_be_two_none_is_taken() -> None:
    def only(*pairs: tuple[str, int], rule: str = "claim") -> list[tuple[str, int]]:
        rows = [((guid, note(guid), origin(guid)), (index, note("x"), origin("y", rule=rule))) for guid, index in pairs]
        return [(guid, index) for guid, _, index, _ in _only(rows, lambda *_: True)]

    assert only(("a", 1), ("b", 2)) == [("a", 1), ("b", 2)]
    assert only(("a", 1), ("a", 2), ("b", 3)) == [("b", 3)]
    assert only(("a", 1), ("b", 1), ("c", 3)) == [("c", 3)]
    assert only(("a", 1), rule="reason") == []


@pytest.mark.parametrize(("count", "found"), [(20, 400), (21, 21)])
def test_in_a_large_gap_only_those_that_share_something_are_compared(count: int, found: int) -> None:
    gap = _Gap()
    gap.old = [(f"g{n}", note(f"q{n}", f"a{n}"), origin(f"word{n}")) for n in range(count)]
    gap.new = [(n, note(f"q{n}", f"b{n}"), origin(f"other{n}")) for n in range(count)]
    pairs = list(gap.candidates())
    assert len(pairs) == found
    assert {(f"g{n}", n) for n in range(count)} <= {(old[0], new[0]) for old, new in pairs}


def test_in_a_large_gap_eight_are_compared_with_each() -> None:
    gap = _Gap()
    gap.old = [(f"g{n}", note(f"q{n}", f"a{n}"), origin(f"heart word{n}")) for n in range(40)]
    gap.new = [(n, note(f"p{n}", f"b{n}"), origin(f"heart other{n}")) for n in range(40)]
    assert len(list(gap.candidates())) == 40 * 8
    gap.new = [(n, note("p", "a7"), origin(f"other{n}")) for n in range(40)]
    assert [old[0] for old, _ in gap.candidates()] == ["g7"] * 8


YES: Allowed = lambda *_: True  # noqa: E731
NO: Allowed = lambda *_: False  # noqa: E731


def paired(
    old: Sequence[Known], new: Sequence[Known], clear: Allowed = YES, bounded: bool = True
) -> list[tuple[str, int]]:
    """The pairs of a gap that holds these, each named by its place in the row."""
    gap = _Gap(bounded=bounded)
    gap.old = [(f"{n}", each, each.origins[0]) for n, each in enumerate(old)]
    gap.new = [(n, each, each.origins[0]) for n, each in enumerate(new)]
    return [(guid, index) for guid, _, index, _ in _pairs(gap, Renamed(), YES, clear)]


def test_what_is_alone_in_its_place_is_known_by_one_side() -> None:
    here = origin("heart")
    was, now = note("the old heart?", "flap", "", here), note("the red heart?", "flap", "", here)
    assert paired([was], [now]) == [("0", 0)]
    assert paired([was], [now], clear=NO) == [("0", 0)]  # the answer says enough
    assert paired([was], [now], bounded=False) == []
    assert paired([was], [replace(now, origins=(origin("heart", "a.md", "H"),))]) == []
    asked = note("the old heart?", "valve", "", here)
    assert paired([was], [asked]) == [("0", 0)]
    assert paired([was], [asked], clear=NO) == []
    other = note("the lung?", "gill", "", here)
    assert paired([was, other], [now]) == []
    assert paired([was], [now, other]) == []
    assert paired([was], [now, replace(other, is_held=True)]) == [("0", 0)]
    assert paired([was], [replace(now, is_held=True)]) == [("0", 0)]


@pytest.mark.parametrize(("words", "found"), [("two old red valves", [("0", 0)]), ("two old valves", [])])
def test_what_changed_among_others_must_say_much(words: str, found: list[tuple[str, int]]) -> None:
    was, now = (note(f"the {said}?", "flap", "", origin(said)) for said in (words, f"{words} beat"))
    others = note("the lung?", "gill", "", origin("lung")), note("the gut?", "wall", "", origin("gut"))
    assert paired([was, others[0]], [now, others[1]]) == found
    assert paired([was], [now]) == [("0", 0)]


def gapped(before: str, after: str, links: dict[int, str]) -> list[tuple[str, str, bool]]:
    """The gaps between rows of notes, as letters; those that are linked stay."""
    old = [(letter, origin(letter)) for letter in before]
    new = [(at, origin(letter)) for at, letter in enumerate(after)]
    known_now = [note(letter) for letter in after]
    left_old = set(before) - set(links.values())
    left_new = {at for at, _ in new} - links.keys()
    found = _gaps(old, new, {letter: note(letter) for letter in before}, left_old, known_now, left_new, links)
    return [
        ("".join(guid for guid, *_ in gap.old), "".join(known_now[at].question for at, *_ in gap.new), gap.bounded)
        for gap in found
    ]


def test_what_is_missing_is_laid_side_by_side_between_what_stayed() -> None:
    assert gapped("abc", "axc", {0: "a", 2: "c"}) == [("b", "x", True)]
    assert gapped("abc", "xbz", {1: "b"}) == [("a", "x", True), ("c", "z", True)]
    assert gapped("abcd", "axyd", {0: "a", 3: "d"}) == [("bc", "xy", True)]
    assert gapped("ab", "xy", {}) == [("ab", "xy", False)]
    assert gapped("ab", "ay", {0: "a"}) == [("b", "y", True)]
    assert gapped("abc", "ac", {0: "a", 1: "c"}) == []
    assert gapped("ac", "abc", {0: "a", 2: "c"}) == []
    assert gapped("abcd", "cxad", {0: "c", 2: "a", 3: "d"}) in ([("b", "x", True)], [])


# --------------------------------------------------------------------------- plan


def test_a_guid_that_is_taken_gives_way_to_another() -> None:
    assert _free("a", {}) == "a"
    second = _free("a", {"a"})
    assert (len(second), second[:8]) == (20, hashlib.sha256(b"a 2").hexdigest()[:8])
    assert _free("a", {"a", second})[:8] == hashlib.sha256(b"a 3").hexdigest()[:8]


def test_a_retired_note_is_shipped_for_thirty_days() -> None:
    assert SHOWN_RETIRED == 2_592_000


def test_a_guid_may_be_named_by_its_beginning() -> None:
    assert _named("ab", ["abc", "b"], "here") == "abc"
    assert _named("ab", ["ab", "abc"], "here") == "ab"
    with pytest.raises(FlashgenError, match=r"^ab is the beginning of 2 guids here; write more of it$"):
        _named("ab", ["abc", "abd"], "here")
    with pytest.raises(FlashgenError, match=r"^ab is no guid here$"):
        _named("ab", ["b"], "here")


@pytest.mark.parametrize(("lost", "kept", "stops"), [(2, 7, False), (3, 7, True), (2, 8, False), (3, 12, False)])
def test_a_deck_of_ten_may_lose_a_fifth(lost: int, kept: int, stops: bool) -> None:
    was = as_note(entry(Form.BASIC, "q", "a"))
    gone = Change(Fate.RETIRED, replace(was, status=Status.RETIRED), was)
    back = Change(Fate.RETURNED, was, was)
    new = Change(Fate.ADDED, was)
    stay = Change(Fate.KEPT, was, was)
    document = sources.parse("x", "a.md")[0]
    changes = (*[gone] * lost, *[stay] * kept, *[back] * 50, *[new] * 50)
    plan = Plan(documents=(document,), changes=changes)
    if stops:
        with pytest.raises(StoppedError, match=r"^would retire 3 of the 10 notes in deck D, over a fifth"):
            guard(plan)
    else:
        guard(plan)
    with pytest.raises(StoppedError, match=rf"^no notes were read, and all {lost} notes made so far would be"):
        guard(replace(plan, documents=()))
    guard(Plan(changes=(stay,)))


# --------------------------------------------------------------------------- clozes


@pytest.mark.parametrize(
    ("old", "new", "numbers"),
    [
        # all but the blanks is the same
        ("the {{c1::heart}} of {{c2::dogs}}", "the {{c1::lung}} of {{c2::cats}}", {1: 1, 2: 2}),
        ("x {{c1::heart}} x {{c2::lung}} x", "x {{c1::dog}} x {{c2::cat}} x", {1: 1, 2: 2}),
        # the words stand there twice, and those beside them tell which is which
        ("a {{c1::x}} b {{c2::x}} c", "a {{c1::x}} b {{c2::x}} d", {1: 1, 2: 3}),
        ("a {{c1::x}} b {{c2::x}} c", "z b {{c1::x}} c", {1: 2}),
        ("a {{c1::x}} b {{c2::x}} c", "y {{c1::x}} z", {1: 3}),
        ("a {{c1::x}} b", "a {{c1::x}} b {{c2::x}} c", {1: 1, 2: 2}),
        ("p {{c1::x}} q", "a {{c1::x}} p {{c2::x}} q", {1: 2, 2: 1}),
        # corrected: the same beside it, or the same spelt anew
        ("a {{c1::hearts}} b c", "a {{c1::lung}} b", {1: 1}),
        ("a {{c1::hearts}} b c", "d {{c1::heart}} e", {1: 1}),
        ("a {{c1::hearts}} b c", "d {{c1::lung}} e", {1: 2}),
        ("a {{c1::hearts}} b c", "a {{c1::lung}} b {{c2::heart}} e", {1: 2, 2: 3}),
        ("a {{c1::hearts}} b {{c2::heart}} c d", "e {{c1::heartz}} f", {1: 3}),
    ],
)
def test_a_blank_keeps_its_number(old: str, new: str, numbers: dict[int, int]) -> None:
    ever = tuple((int(piece[0]), piece[3:].partition("}")[0]) for piece in old.split("{{c")[1:])
    assert pinned(ever, old, new)[0] == numbers


def test_a_number_that_was_given_up_comes_back_with_its_words() -> None:
    ever = ((1, "heart"), (2, "lung"), (3, "dog"))
    assert pinned(ever, "a {{c1::heart}}", "b {{c1::heart}} c {{c2::lung}}")[0] == {1: 1, 2: 2}
    twice = (*ever, (4, "lung"))
    assert pinned(twice, "a {{c1::heart}}", "b {{c1::heart}} c {{c2::lung}}")[0] == {1: 1, 2: 5}
    given, after = pinned((), "a b", "a {{c1::heart}} b")
    assert (given, after) == ({1: 1}, ((1, "heart"),))


def test_numbers_are_put_into_a_text() -> None:
    text = "a {{c1::heart::hint}} b {{c2::lung}} {{c3::dog}}"
    assert renumbered(text, {1: 2, 2: 1}) == "a {{c2::heart::hint}} b {{c1::lung}} {{c3::dog}}"


# --------------------------------------------------------------------------- sides


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("a  b;  ", "a b"),
        ("a &lt; b", "a < b"),
        ("a<br>b<br/>c<br />d", "a; b; c; d"),
        ("<p>a</p><p>b</p>", "a; b"),
        ("<div>a</div><pre>b</pre>c", "a; b; c"),
        ("<ul><li>a</li><li>b</li></ul>", "a; b"),
        ("<ol><li>a</li></ol><ol><li>b</li><li>c</li></ol>", "1. a; 1. b; 2. c"),
        ('<img alt="x" src="a.png"> <img src="b.png">', "[image: a.png] [image: b.png]"),
        ("<tr><td>a</td></tr>b", "a; b"),
    ],
)
def test_a_field_is_read_as_words(field: str, words: str) -> None:
    assert plain(field) == words


def entry(form: Form, *fields: str, status: Status = Status.EMIT) -> Entry:
    width = {Form.BASIC: 5, Form.CLOZE: 4, Form.TERM: 6}[form]
    whole = (*fields, *[""] * (width - len(fields)))
    where = origin("x", "a.md", "H", "I"), origin("x", "b.md")
    return Entry("g", form, Kind.EXPLICIT, whole, ("t",), "D", where, 7, status)


def test_the_count_of_a_list_is_no_part_of_its_question() -> None:
    items = "<ul><li>a</li><li>b</li></ul>"
    assert known(entry(Form.BASIC, "Which 2 valves in 24 hearts?", items)).question == "Which  valves in 24 hearts?"
    assert known(entry(Form.BASIC, "Which 3 valves?", items)).question == "Which 3 valves?"
    assert known(entry(Form.BASIC, "Which 2 valves?", "a, b")).question == "Which 2 valves?"
    assert known(entry(Form.BASIC, "Which 0 valves?", "a, b")).question == "Which 0 valves?"


def test_what_a_note_is_known_by() -> None:
    cloze = known(entry(Form.CLOZE, "the {{c1::red::colour}} heart of {{c2::a dog}}", "more"))
    assert (cloze.question, cloze.answer) == ("the [...] heart of [...]", "red\na dog")
    assert sides(cloze) == ("the [...] heart of [...]", "red", "a dog")
    assert [known(entry(Form.BASIC, "q", "a", status=status)).is_held for status in Status] == [
        status is Status.HELD for status in Status
    ]
    own = replace(entry(Form.BASIC, "mine", "too"), own=("q", "a", "", "", ""))
    assert (known(own).question, known(own).answer) == ("q", "a")


def test_an_entry_is_a_note_as_it_was() -> None:
    was = as_note(entry(Form.BASIC, "q", "a"))
    assert [(s.path, s.start_line, s.end_line, s.heading) for s in was.sources] == [
        ("a.md", 0, 0, "I"),
        ("b.md", 0, 0, ""),
    ]
    assert (was.confidence, was.tags, was.text, was.rule) == (1.0, ("t",), None, "claim")
    assert as_note(entry(Form.BASIC, "q", "a"), ["u", "v"]).tags == ("u", "v")
    assert as_note(entry(Form.BASIC, "q", "a"), []).tags == ()
    assert as_note(entry(Form.CLOZE, "a {{c1::b}} c", "")).text == "a {{c1::b}} c"
    above = as_note(entry(Form.BASIC, "q", "a", "Heart › Left"))
    assert [(card.question, card.answer) for card in (*was.cards, *above.cards)] == [
        ("q", "a"),
        ("[Heart · Left] q", "a"),
    ]
    term = as_note(entry(Form.TERM, "t", "m", "Heart", "", "", "yes"))
    assert [(card.question, card.answer) for card in term.cards] == [("[Heart] t", "m"), ("[Heart] m", "t")]
    blank = as_note(entry(Form.CLOZE, "{{c1::b}} of {{c2::d::e}}"))
    assert [card.answer for card in blank.cards] == ["b", "d"]


# --------------------------------------------------------------------------- fates


def test_an_entry_that_is_found_again_keeps_its_ranks_and_what_was_not_read() -> None:
    old = replace(
        entry(Form.BASIC, "q", "a"),
        origins=(replace(origin("x"), rank="3"), replace(origin("y", "b.md"), rank="5"), origin("z", "c.md")),
    )
    today = replace(as_note(old), origins=(origin("new"), origin("y", "b.md"), origin("more")))
    found = origins(today, old, lambda path: path != "c.md")
    assert [(o.path, o.evidence, o.rank) for o in found] == [
        ("a.md", "new", "3"),
        ("b.md", "y", "5"),
        ("a.md", "more", ""),
        ("c.md", "z", ""),
    ]
    assert len(origins(today, old, lambda path: True)) == 3
    assert len(origins(today, old, lambda path: path == "c.md")) == 3


def test_a_note_of_the_ledger_takes_the_images_that_it_shows() -> None:
    was = as_note(entry(Form.BASIC, '<img src="a.png">', "b.png"))
    media = Media("a.png", "/a"), Media("b.png", "/b"), Media("a.pn", "/c")
    assert _with_media(was, media).media == media[:1]


def test_the_numbers_that_a_person_wrote_are_theirs() -> None:
    old = replace(entry(Form.CLOZE, "a {{c1::b}} {{c2::d}}"), clozes=((1, "b"), (2, "d")))
    own = old.fields
    text = "a {{c3::b}} {{c2::e}}"
    today = replace(as_note(old), fields=(text, *own[1:]), own=own)
    after = found_again(today, old, 9, lambda path: True).entry
    assert (after.fields[0], after.clozes, after.own) == (text, ((1, "b"), (2, "e"), (3, "b")), own)
    same = found_again(as_note(old), old, 9, lambda path: True).entry
    assert same == old


@pytest.mark.parametrize(("now", "mod"), [(9, 9), (7, 8), (8, 8), (1, 8)])
def test_what_changes_gets_a_time_after_its_last(now: int, mod: int) -> None:
    old = entry(Form.BASIC, "q", "a")
    changed = replace(as_note(old), fields=("q", "b", "", "", ""))
    assert found_again(changed, old, now, lambda path: True).entry.mod == mod
    assert retired(old, now)[1].mod == mod
    refused = rejected(as_note(old), old, now, lambda path: True)
    assert (refused.entry.mod, refused.entry.status) == (mod, Status.REJECTED)
    assert refused.change
    assert refused.change.note.tags == ("t", RETIRED_TAG)
    assert held(as_note(old), old, lambda path: True).entry.mod == 7


def test_what_was_refused_before_stays_as_it_was() -> None:
    for status in (Status.RETIRED, Status.REJECTED, Status.HELD):
        again = rejected(as_note(entry(Form.BASIC, "q", "a")), entry(Form.BASIC, "q", "a", status=status), 9, bool)
        assert (again.change, again.entry.mod, again.entry.status) == (None, 7, Status.REJECTED)
    never = rejected(as_note(entry(Form.BASIC, "q", "a")), replace(entry(Form.BASIC, "q", "a"), mod=0), 9, bool)
    assert (never.change, never.entry.mod, never.entry.status) == (None, 0, Status.REJECTED)


def test_a_changed_note_says_where_its_cards_stay() -> None:
    old = entry(Form.BASIC, "q", "a")
    elsewhere = found_again(replace(as_note(old), deck="E"), old, 9, lambda path: True)
    assert elsewhere.change
    assert elsewhere.change.remark == "its cards stay in deck D in Anki"
    new = added(as_note(entry(Form.CLOZE, "{{c2::b}} of {{c1::d::e}}")), 9).entry
    assert (new.mod, new.clozes, new.status) == (9, ((1, "d"), (2, "b")), Status.EMIT)
    assert added(as_note(old), 9).entry.clozes == ()


# --------------------------------------------------------------------------- ranks


@pytest.mark.parametrize(
    ("ranks", "found"),
    [
        (["", "000002"], ["000001", "000002"]),
        (["", "", "000002"], ["0000006", "0000012", "000002"]),
        (["000001", "", "000002"], ["000001", "0000015", "000002"]),
        (["000001", "", "000003"], ["000001", "000002", "000003"]),
        (["0000015", "", ""], ["0000015", "000002", "000003"]),
        (["000005", "000001", "000002", "000003"], ["0000005", "000001", "000002", "000003"]),
        (["000000", "", "000002"], ["0000006", "0000012", "000002"]),  # nothing goes before the least rank
        (["00001", "000010", ""], ["000009", "000010", "000011"]),  # the same place
        ([], []),
    ],
)
def test_a_rank_is_put_between(ranks: list[str], found: list[str]) -> None:
    given = ranked(ranks)
    assert given == sorted(set(given))
    assert given == found
