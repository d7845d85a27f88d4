"""Which note of today is which of the ledger: what a story in tests/spec/edits cannot say, and Anki's own word."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from flashgen import ledger, pipeline, sources
from flashgen.config import Config
from flashgen.model import Change, Fate, FlashgenError, Form, Ledger, Note, Plan, Status
from flashgen.reconcile import guard, reconcile, relinked
from flashgen.reconcile.ascending import ascending
from flashgen.reconcile.clozes import pinned
from flashgen.reconcile.likeness import still_says
from flashgen.reconcile.plan import SHOWN_RETIRED
from flashgen.reconcile.ranks import ranked
from flashgen.reconcile.sides import plain, reread
from flashgen.writers import apkg

NOW = 1_800_000_000
CONFIG = Config(Path("/notes"), name="Body", bar=0.1)
PERU = "Q: What is the capital of Peru?\nA: Lima\n\n"
CHILE = "Q: What is the capital of Chile?\nA: Santiago\n\n"
RIGA = "Q: What is the capital of Latvia?\nA: Riga\n\n"


def notes(**files: str) -> tuple[Note, ...]:
    """Today's notes of files, named without their suffix."""
    documents = [sources.parse(text, f"{name}.md")[0] for name, text in files.items()]
    return pipeline.plan_documents(documents, (), CONFIG).notes


def build(before: Plan | None, now: int = NOW, scope: Callable[[str], bool] = lambda path: True, **files: str) -> Plan:
    return reconcile(notes(**files), (before.ledger if before else None) or Ledger(), now, scope)


def fates(plan: Plan) -> list[str]:
    return [change.fate.value for change in plan.changes]


def guids(plan: Plan) -> dict[str, str]:
    return {note.front: note.guid for note in plan.shipped}


def one(plan: Plan, fate: Fate) -> Change:
    (change,) = [change for change in plan.changes if change.fate is fate]
    return change


# --------------------------------------------------------------------------- mods


def test_a_new_note_takes_the_guid_made_of_its_content_and_the_time() -> None:
    plan = build(None, a=PERU)
    assert [note.guid for note in plan.shipped] == [note.guid for note in notes(a=PERU)]
    assert plan.mods == {plan.shipped[0].guid: NOW}


def test_nothing_changes_where_nothing_changed() -> None:
    first = build(None, a=PERU + CHILE)
    second = build(first, NOW + 100, a=PERU + CHILE)
    assert fates(second) == ["kept", "kept"]
    assert (second.shipped, second.mods, second.ledger) == (first.shipped, first.mods, first.ledger)


def test_only_what_changed_gets_a_newer_time() -> None:
    first = build(None, a=PERU + CHILE)
    second = build(first, NOW + 100, a=PERU.replace("Lima", "Lima, on the coast") + CHILE)
    assert sorted(second.mods.values()) == [NOW, NOW + 100]


def test_a_time_always_moves_forward() -> None:
    """Anki compares whole seconds, and a clock may have been set back."""
    first = build(None, a=PERU)
    second = build(first, NOW - 5000, a=PERU.replace("Lima", "Lyma"))
    third = build(second, NOW - 5000, a=PERU)
    assert [*first.mods.values(), *second.mods.values(), *third.mods.values()] == [NOW, NOW + 1, NOW + 2]


def test_an_edit_touches_one_line_of_the_ledger() -> None:
    def lines(plan: Plan) -> list[str]:
        assert plan.ledger
        return ledger.dumps(plan.ledger).splitlines()

    first = build(None, a=PERU + CHILE + RIGA)
    edited = build(first, NOW + 1, a="A remark.\n\n" + PERU + CHILE.replace("Santiago", "Santiago!") + RIGA)
    assert len(set(lines(first)) - set(lines(edited))) == 1
    longer = build(first, NOW + 1, a=PERU + "Q: Where is Quito?\nA: In Ecuador\n\n" + CHILE + RIGA)
    assert set(lines(first)) < set(lines(longer))
    assert len(lines(longer)) == len(lines(first)) + 1


def test_a_changed_deck_or_tag_is_a_change_that_says_where_the_cards_stay() -> None:
    first = build(None, a=PERU)
    second = build(first, NOW + 1, a="---\ndeck: Other\n---\n" + PERU)
    assert one(second, Fate.CHANGED).remark == "its cards stay in deck Body::a in Anki"
    third = build(second, NOW + 2, a="---\ndeck: Other\ntags: [exam]\n---\n" + PERU)
    assert one(third, Fate.CHANGED).remark == ""
    assert guids(first) == guids(third)


# --------------------------------------------------------------------------- retired, returned, held


def test_a_retired_note_is_shipped_with_its_tag_and_comes_back_without() -> None:
    first = build(None, a=PERU + CHILE)
    second = build(first, NOW + 10, a=PERU)
    guid = guids(first)["What is the capital of Chile?"]
    assert one(second, Fate.RETIRED).note.guid == guid
    assert "flashgen::retired" in second.shipped[-1].tags
    assert second.mods[guid] == NOW + 10
    again = build(second, NOW + 20, a=PERU)
    assert (fates(again), again.shipped, again.mods) == (["kept"], second.shipped, second.mods)
    back = build(again, NOW + 30, a=PERU + CHILE)
    assert one(back, Fate.RETURNED).note.guid == guid
    assert "flashgen::retired" not in one(back, Fate.RETURNED).note.tags
    assert back.mods[guid] == NOW + 30


def test_a_retired_note_is_shipped_until_something_else_changes_much_later() -> None:
    first = build(None, a=PERU + CHILE)
    second = build(first, NOW + 10, a=PERU)
    assert len(build(second, NOW + 10 * SHOWN_RETIRED, a=PERU).shipped) == 2
    later = build(second, NOW + 11 + SHOWN_RETIRED, a=PERU + RIGA)
    assert {note.front for note in later.shipped} == {"What is the capital of Peru?", "What is the capital of Latvia?"}
    assert later.ledger
    assert len(later.ledger.entries) == 3


def test_a_card_held_today_is_shipped_as_it_was() -> None:
    first = build(None, a=PERU, b=RIGA)
    second = build(first, NOW + 10, a=PERU + PERU.replace("Lima", "Cusco"), b=RIGA)
    assert sorted(fates(second)) == ["held", "kept"]
    assert (guids(second), second.mods) == (guids(first), first.mods)
    assert {note.status for note in second.notes} == {Status.HELD, Status.EMIT}
    assert fates(build(second, NOW + 20, a=PERU, b=RIGA)) == ["kept", "kept"]


OSMOSIS = "- **Osmosis**: the movement of water through a semipermeable membrane\n"


def asked_back(plan: Plan) -> dict[str, bool]:
    return {note.fields[0]: len(note.cards) > 1 for note in plan.shipped if note.form is Form.TERM}


def one_way(found: tuple[Note, ...]) -> tuple[Note, ...]:
    """Notes as a flashgen makes them to which the way back is worth no card."""
    return tuple(reread(replace(note, fields=(*note.fields[:-1], ""))) for note in found)


def test_a_term_that_was_asked_both_ways_still_is_where_another_flashgen_would_not() -> None:
    first = build(None, a=OSMOSIS)
    assert asked_back(first) == {"Osmosis": True}
    second = reconcile(one_way(notes(a=OSMOSIS)), first.ledger, NOW + 100)
    assert (asked_back(second), fates(second)) == ({"Osmosis": True}, ["kept"])
    assert second.ledger == first.ledger


def test_a_term_is_asked_one_way_where_it_never_was_both_or_means_something_else() -> None:
    never = reconcile(one_way(notes(a=OSMOSIS)), Ledger(), NOW)
    assert asked_back(reconcile(one_way(notes(a=OSMOSIS)), never.ledger, NOW + 100)) == {"Osmosis": False}
    edited = one_way(notes(a=OSMOSIS.replace("water", "a solvent")))
    assert asked_back(reconcile(edited, build(None, a=OSMOSIS).ledger, NOW + 100)) == {"Osmosis": False}


def test_of_two_terms_that_came_to_mean_the_same_neither_is_asked_for_by_that() -> None:
    again = OSMOSIS + OSMOSIS.replace("Osmosis", "Endosmosis")
    second = reconcile(notes(a=again), build(None, a=OSMOSIS).ledger, NOW + 100)
    assert asked_back(second) == {"Osmosis": False, "Endosmosis": False}


def test_a_card_that_was_always_held_is_not_remembered() -> None:
    plan = build(None, a=PERU + PERU.replace("Lima", "Cusco"))
    assert (plan.shipped, plan.ledger) == ((), Ledger())


def test_a_held_card_that_could_be_taken_for_one_in_the_deck_is_known_apart() -> None:
    """It contradicts the card, and is told from a correction of it, as it was there beside it."""
    cusco = PERU.replace("Lima", "Cusco")
    first = build(None, a=PERU, b=RIGA)
    both = build(first, NOW + 1, a=PERU + cusco, b=RIGA)
    assert both.ledger
    assert {entry.status: entry.mod for entry in both.ledger.entries} == {Status.EMIT: NOW, Status.HELD: 0}
    later = build(both, NOW + 2, a=cusco, b=RIGA)
    assert one(later, Fate.RETIRED).note.guid == guids(first)["What is the capital of Peru?"]
    assert one(later, Fate.ADDED).note.cards[0].answer == "Cusco"
    # corrected at once, it is the card of before
    assert fates(build(first, NOW + 2, a=cusco, b=RIGA)) == ["changed", "kept"]


def test_a_held_card_is_forgotten_with_its_line_unless_its_file_was_not_read() -> None:
    first = build(None, a=PERU)
    both = build(first, NOW + 1, a=PERU + PERU.replace("Lima", "Cusco"), b=RIGA)
    unread = build(both, NOW + 2, scope=lambda path: path == "b.md", b=RIGA)
    assert unread.ledger
    assert both.ledger
    assert unread.ledger.entries == both.ledger.entries
    alone = build(unread, NOW + 3, a=PERU, b=RIGA)
    assert alone.ledger
    assert [entry.status for entry in alone.ledger.entries] == [Status.EMIT, Status.EMIT]


def test_what_is_word_for_word_in_the_deck_is_that_card() -> None:
    """Though the line that the ledger has it from is still there, in an example, and held."""
    line = "- **Lofoten ferry**: a ferry for cars across the Vestfjord\n"
    first = build(None, a=line)
    second = build(first, NOW + 1, a="# Sea\n\nExample:\n\n" + line)
    assert fates(second) == ["held"]
    third = build(second, NOW + 2, a="# Sea\n\nExample:\n\n" + line, b=line)
    assert [note.guid for note in third.shipped] == [note.guid for note in first.shipped]


# --------------------------------------------------------------------------- guids


def test_a_guid_that_an_edited_note_came_by_is_not_given_away() -> None:
    first = build(None, a=PERU)
    edited = build(first, NOW + 1, a=PERU.replace("Lima", "the city of Lima"))
    both = build(edited, NOW + 2, a=PERU.replace("Lima", "the city of Lima"), b="# Peru\n\n" + RIGA)
    # a card with the words of the first version, elsewhere and beside the edited one
    old = replace(notes(a=PERU)[0], origins=(replace(notes(b=PERU)[0].origins[0], rule="other"),), front="x")
    old = replace(old, fields=("What is that?", *old.fields[1:]))
    plan = reconcile([*both.notes, old], both.ledger or Ledger(), NOW + 3)
    assert len({note.guid for note in plan.shipped}) == len(plan.shipped) == 3
    assert plan.changes[-1].fate is Fate.ADDED


def test_a_lost_ledger_loses_no_card_that_was_never_edited() -> None:
    first = build(None, a=PERU + CHILE)
    assert guids(build(None, NOW + 9, a=PERU + CHILE)) == guids(first)


# --------------------------------------------------------------------------- part of a project


def test_files_that_were_not_asked_for_retire_nothing() -> None:
    first = build(None, a=PERU, b=CHILE)
    part = build(first, NOW + 1, lambda path: path == "a.md", a=PERU.replace("Lima", "Lima!"))
    assert fates(part) == ["changed"]
    assert [note.front for note in part.shipped] == ["What is the capital of Peru?"]
    assert part.ledger
    assert len(part.ledger.entries) == 2
    assert fates(build(part, NOW + 2, a=PERU.replace("Lima", "Lima!"), b=CHILE)) == ["kept", "kept"]


def test_what_stands_in_an_unread_file_too_is_shipped_as_it_was() -> None:
    first = build(None, a=PERU, b=PERU)
    part = build(first, NOW + 1, lambda path: path == "a.md", a=PERU)
    assert (fates(part), part.shipped[0].fields, part.ledger) == (["kept"], first.shipped[0].fields, first.ledger)
    gone = build(first, NOW + 1, lambda path: path == "a.md", a=RIGA)
    assert fates(gone) == ["added"]


# --------------------------------------------------------------------------- guard


def sums(count: int) -> str:
    return "".join(f"- 1 plus {n} :: {n + 1}\n" for n in range(count))


@pytest.mark.parametrize(("before", "after", "stops"), [(10, 8, False), (10, 7, True), (8, 0, False), (100, 79, True)])
def test_a_build_that_would_retire_over_a_fifth_of_a_deck_stops(before: int, after: int, stops: bool) -> None:
    plan = build(build(None, a=sums(before), b=PERU), NOW + 1, a=sums(after) or "Nothing.\n", b=PERU)
    plan = replace(plan, documents=(sources.parse(PERU, "b.md")[0],))
    if stops:
        with pytest.raises(FlashgenError, match=f"would retire {before - after} of the .* notes in deck Body"):
            guard(plan)
    else:
        guard(plan)


def test_a_subdeck_counts_by_itself_and_within_those_above_it() -> None:
    first = build(None, a=sums(10), b="".join(f"Q: How many is {n} and none?\nA: it is {n}\n\n" for n in range(90)))
    plan = build(
        first, NOW + 1, a="Nothing.\n", b="".join(f"Q: How many is {n} and none?\nA: it is {n}\n\n" for n in range(90))
    )
    plan = replace(plan, documents=(sources.parse(PERU, "b.md")[0],))
    with pytest.raises(FlashgenError, match="would retire 10 of the 10 notes in deck Body::a"):
        guard(plan)


def test_an_empty_scan_stops() -> None:
    with pytest.raises(FlashgenError, match="no notes were read, and all 1 notes"):
        guard(build(build(None, a=PERU), NOW + 1))


# --------------------------------------------------------------------------- relink


def two_builds() -> Plan:
    first = build(None, a=PERU + CHILE)
    return build(first, NOW + 1, a=PERU + "Q: Name the seat of Chile's government?\nA: It is Santiago de Chile\n")


def test_relink_joins_a_new_note_with_an_old_one() -> None:
    plan = two_builds()
    old, new = one(plan, Fate.RETIRED).note, one(plan, Fate.ADDED).note
    assert plan.ledger
    before = build(None, a=PERU + CHILE).ledger
    assert before
    made, note = relinked(plan, before, old.guid[:8], new.guid[:8], NOW + 2)
    assert note.front == new.front
    after = reconcile(plan.notes, made, NOW + 3)
    assert fates(after) == ["kept", "kept"]
    assert guids(after)[new.front] == old.guid
    assert after.mods[old.guid] == NOW + 2


def test_relink_retires_the_twin_that_was_shipped() -> None:
    plan = two_builds()
    old, new = one(plan, Fate.RETIRED).note, one(plan, Fate.ADDED).note
    assert plan.ledger
    again = reconcile(plan.notes, plan.ledger, NOW + 2)
    made, _ = relinked(again, plan.ledger, old.guid, new.guid, NOW + 3)
    after = reconcile(plan.notes, made, NOW + 4)
    assert (fates(after), guids(after)[new.front]) == (["kept", "kept"], old.guid) or new.guid in guids(after).values()
    shipped = {note.guid: note for note in after.shipped}
    assert "flashgen::retired" not in shipped[old.guid].tags
    assert "flashgen::retired" in shipped[new.guid].tags
    assert after.mods[new.guid] == NOW + 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("nothing", "", "nothing is no guid in the ledger"),
        ("", "", " is the beginning of 2 guids in the ledger; write more of it"),
    ],
)
def test_relink_says_what_is_wrong(old: str, new: str, said: str) -> None:
    plan = two_builds()
    with pytest.raises(FlashgenError, match=said):
        relinked(plan, build(None, a=PERU + CHILE).ledger or Ledger(), old, new, NOW)


def test_relink_refuses_what_is_in_use_or_of_another_form() -> None:
    first = build(None, a=PERU + CHILE)
    plan = build(first, NOW + 1, a=PERU + "The seat of Chile's government is {{c1::Santiago}} on the river.\n")
    old, new = one(plan, Fate.RETIRED).note, one(plan, Fate.ADDED).note
    assert first.ledger
    with pytest.raises(FlashgenError, match=r"is a basic note and .* a cloze note"):
        relinked(plan, first.ledger, old.guid, new.guid, NOW)
    with pytest.raises(FlashgenError, match="is still in the notes"):
        relinked(plan, first.ledger, one(plan, Fate.KEPT).note.guid, new.guid, NOW)


# --------------------------------------------------------------------------- small parts


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("the cortex holds glomeruli", "the cortex of the kidney holds all glomeruli", True),
        ("the glomeruli are in the cortex", "in the cortex are the glomeruli", True),
        ("recieve", "receive", True),
        ("the captial", "the capital", True),
        ("it holds 180 litres", "it holds 160 litres", False),
        ("the left ventricle", "the right ventricle", False),
        ("afferent", "efferent", False),
        ("mitosis", "meiosis", False),
        ("hypotension", "hypertension", False),
        ("", "something", False),
    ],
)
def test_words_may_be_added_and_spelt_better_but_not_exchanged(old: str, new: str, same: bool) -> None:
    assert still_says(old, new) is same
    assert still_says(new, old) is same


def test_ranks_keep_an_order_without_touching_others() -> None:
    chance = random.Random(7)
    ranks = ranked([""] * 4)
    for _ in range(500):
        at = chance.choice([0, len(ranks), 2, chance.randrange(len(ranks) + 1)])
        before = list(ranks)
        ranks = ranked([*ranks[:at], "", *ranks[at:]])
        assert ranks == sorted(set(ranks))
        assert [*ranks[:at], *ranks[at + 1 :]] == before
    assert max(map(len, ranks)) < 20


def test_a_note_that_moved_takes_a_new_rank_and_no_other_does() -> None:
    first, second, third = ranked(["", "", ""])
    assert ranked([first, third, second]) in ([first, f"{second}", second], ranked([first, "", second]))
    assert ascending(["b", None, "a", "c", "d"]) in ([0, 3, 4], [2, 3, 4])


@pytest.mark.parametrize(
    ("ever", "old", "new", "numbers"),
    [
        (((1, "a"), (2, "b")), "x {{c1::a}} y {{c2::b}}", "x {{c1::n}} y {{c2::a}} z {{c3::b}}", {1: 3, 2: 1, 3: 2}),
        (((1, "a"), (2, "b")), "x {{c1::a}} y {{c2::b}}", "x {{c1::a2}} y {{c2::b}}", {1: 1, 2: 2}),
        (((1, "a"), (2, "b")), "x {{c2::b}}", "x y {{c1::a}} z {{c2::b}}", {1: 1, 2: 2}),
        (((1, "a"), (2, "a")), "x {{c1::a}} y {{c2::a}} z", "x {{c1::a}} y {{c2::a}} z w", {1: 1, 2: 2}),
        (((1, "a"), (2, "a")), "p {{c1::a}} q {{c2::a}} r", "o {{c1::a}} n", {1: 3}),
        (((1, "a"),), "x {{c1::<b>a</b>::hint}} y", "w x {{c1::a}} y", {1: 1}),
    ],
)
def test_cloze_numbers(ever: tuple[tuple[int, str], ...], old: str, new: str, numbers: dict[int, int]) -> None:
    given, after = pinned(ever, old, new)
    assert given == numbers
    assert {number for number, _ in ever} <= {number for number, _ in after}


def test_a_field_is_read_back_as_words() -> None:
    field = '<ol><li>a <b>b</b></li><li>c &amp; d</li></ol><br>e <img src="x.png" alt="y">'
    assert plain(field) == "1. a b; 2. c & d; ; e [image: x.png]"


def test_a_letter_changed_in_each_of_many_lines_is_found_in_each() -> None:
    names = ["aorta", "bone", "cell", "disc", "ear", "fibula", "gland", "heart", "ilium", "jaw", "knee", "lung"]
    lines = [
        f"- The {a} of any {b} was drawn with {{{{c1::the {b} of this {a}}}}} in blue ink\n"
        for a in names
        for b in names
        if a < b
    ]
    first = build(None, a="".join(lines))
    second = build(first, NOW + 1, a="".join(line.replace("drawn", "drwan") for line in lines))
    assert {change.fate for change in second.changes} == {Fate.CHANGED}
    assert len(second.changes) == len(lines) > 60


def test_another_slip_mended_in_each_of_many_lines_is_found_in_each() -> None:
    words = (
        "aorta bone carpus dermis elbow fibula gland heart ilium jugular kidney larynx muscle nerve orbit pelvis "
        "quadriceps radius sternum tibia ulna vertebra wrist xiphoid"
    ).split()
    lines = [f"- The red {word} was drawn beside {{{{c1::a grey {word[::-1]}}}}} in {word}ish ink\n" for word in words]
    slips = [
        line.replace(f"red {word}", f"red {word[0]}{word[2]}{word[1]}{word[3:]}")
        for word, line in zip(words, lines, strict=True)
    ]
    first = build(None, a="".join(slips))
    second = build(first, NOW + 1, a="".join(lines))
    assert {change.fate for change in second.changes} == {Fate.CHANGED}
    assert len(second.changes) == len(lines)
    assert guids(second).keys() != guids(first).keys()
    hidden = {note.guid: note.fields[0].partition("c1::")[2] for note in first.shipped}
    assert {note.guid: note.fields[0].partition("c1::")[2] for note in second.shipped} == hidden


def test_ten_thousand_notes_are_laid_side_by_side_quickly() -> None:
    base = notes(a=PERU)[0]
    many = []
    for n in range(10_000):
        origin = replace(base.origins[0], evidence=f"fact number {n} of all", line=n + 1)
        many.append(replace(base, guid=f"g{n}", fields=(f"What is {n}?", f"it is {n}", "", "", ""), origins=(origin,)))
    first = reconcile(many, Ledger(), NOW)
    edited = [
        replace(n, fields=(n.fields[0], n.fields[1] + "!", *n.fields[2:])) if n.guid == "g77" else n for n in many
    ]
    second = reconcile(edited, first.ledger or Ledger(), NOW + 1)
    assert [change.note.guid for change in second.changes if change.fate is not Fate.KEPT] == ["g77"]
    assert sum(mod != NOW for mod in second.mods.values()) == 1


def test_what_was_edited_is_found_where_a_heading_was_put_above_it() -> None:
    nile = "Q: Which old river flows through Cairo?\nA: the Nile\n\n"
    first = build(None, a="# Cities\n\n" + PERU + nile + CHILE)
    edited = nile.replace("river flows", "river slowly flows north")
    second = build(first, NOW + 1, a="# Cities\n\n" + PERU + "## Old\n\n" + edited + CHILE)
    assert {"added", "retired"}.isdisjoint(fates(second))


# --------------------------------------------------------------------------- short notes


def weights(heading: str, *owners: str) -> str:
    """Things that all weigh the same."""
    return f"# Things\n\n## {heading}\n\n" + "".join(f"- {owner}\n  - Weight: 724 grams\n" for owner in owners)


def by_owner(plan: Plan) -> dict[str, str]:
    return {change.note.context.split(" · ")[-1]: change.note.guid for change in plan.changes if live(change)}


def live(change: Change) -> bool:
    return change.fate is not Fate.RETIRED


def test_what_one_thing_weighs_is_not_what_another_elsewhere_does() -> None:
    empty = weights("Light") + CHILE
    first = build(None, a=weights("Heavy", "Anvil") + PERU, b=empty)
    second = build(first, NOW + 1, a=weights("Heavy") + PERU, b=weights("Light", "Feather") + CHILE)
    assert sorted(fates(second)) == ["added", "kept", "kept", "retired"]


def test_a_retired_weight_is_not_revived_for_another_thing() -> None:
    first = build(None, a=weights("Heavy", "Anvil", "Safe") + PERU)
    second = build(first, NOW + 1, a=weights("Heavy", "Safe") + PERU)
    third = build(second, NOW + 2, a=PERU, b=weights("Light", "Feather"))
    assert by_owner(third)["Feather"] not in by_owner(first).values()


def test_things_keep_their_weights_under_a_renamed_heading() -> None:
    first = build(None, a=weights("Heavy", "Anvil", "Safe", "Van") + "\n" + PERU + CHILE)
    second = build(first, NOW + 1, a=weights("Very heavy", "Van", "Anvil", "Safe") + "\n" + PERU + CHILE)
    assert set(fates(second)) == {"changed"}
    assert by_owner(second).items() >= {k: v for k, v in by_owner(first).items() if k != "Heavy"}.items()


def test_a_short_term_is_the_same_when_its_heading_goes() -> None:
    first = build(None, a="# Toki\n\n## Words\n\nnanpa\n: number\n\nnimi\n: word, name\n\n## Places\n\n" + PERU)
    second = build(first, NOW + 1, a="# Toki\n\nnanpa\n: number\n\nnimi\n: word, name\n\n## Places\n\n" + PERU)
    assert not {"added", "retired"} & set(fates(second))


# --------------------------------------------------------------------------- Anki


@contextmanager
def collection(folder: Path) -> Iterator[Collection]:
    opened = Collection(str(folder / "collection.anki2"))
    try:
        yield opened
    finally:
        opened.close()


def take(col: Collection, plan: Plan, folder: Path) -> None:
    for package in apkg.write(plan.shipped, folder, plan.mods):
        options = ImportAnkiPackageOptions(with_scheduling=False)
        col.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options))


def reviews(col: Collection) -> dict[str, int]:
    """How often each card was reviewed, by its answer or hidden words as Anki shows them."""
    found = {}
    for number in col.find_cards(""):
        card = col.get_card(number)
        note = card.note()
        shown = note.fields[0] if note.note_type()["name"] != "flashgen Cloze" else f"{note.fields[0]} #{card.ord + 1}"
        found[shown] = card.reps
    return found


def study(col: Collection) -> None:
    """Answer every card once."""
    for number in col.find_cards(""):
        card = col.get_card(number)
        card.start_timer()
        col.sched.answerCard(card, 4)


def test_history_survives_in_anki(tmp_path: Path) -> None:
    blanks = "The capital of Peru, {{c1::Lima}}, was founded in {{c2::1536}} by a man from Trujillo.\n\n"
    with collection(tmp_path) as col:
        first = build(None, a=PERU.replace("capital", "captial") + CHILE + blanks)
        take(col, first, tmp_path)
        study(col)
        assert set(reviews(col).values()) == {1}
        (peru,) = col.find_notes("Peru captial")
        (chile,) = col.find_notes("Chile")
        for number, tag in ((peru, "mine"), (chile, "mine")):
            note = col.get_note(number)
            note.add_tag(tag)
            note.fields[3] = "my remark"
            col.update_note(note)

        fresh = blanks.replace("The capital of", "The {{c3::capital}} of").replace("1536", "1535")
        second = build(first, NOW + 2_000_000_000, a=PERU + fresh + RIGA, b="# South America\n\n" + CHILE)
        take(col, second, tmp_path)
        said = reviews(col)
        sentence = "The {{c3::capital}} of Peru, {{c1::Lima}}, was founded in {{c2::1535}} by a man from Trujillo."
        assert said == {
            "What is the capital of Peru?": 1,
            "What is the capital of Chile?": 1,
            "What is the capital of Latvia?": 0,
            f"{sentence} #1": 1,
            f"{sentence} #2": 1,
            f"{sentence} #3": 0,
        }
        assert "mine" not in col.get_note(peru).tags

        take(col, build(second, NOW + 2_000_000_100, a=PERU + fresh + RIGA), tmp_path)
        assert col.find_notes("tag:flashgen::retired") == [chile]
        assert reviews(col)["What is the capital of Chile?"] == 1


def test_an_unchanged_build_gives_the_same_bytes_and_updates_no_note(tmp_path: Path) -> None:
    first = build(None, a=PERU + CHILE)
    (package,) = apkg.write(first.shipped, tmp_path, first.mods)
    data = package.read_bytes()
    second = build(first, NOW + 50, a=PERU + CHILE)
    (package,) = apkg.write(second.shipped, tmp_path, second.mods)
    assert package.read_bytes() == data
    with collection(tmp_path) as col:
        take(col, first, tmp_path)
        request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
        log = col.import_anki_package(request).log
        assert (len(log.duplicate), len(log.updated), len(log.new)) == (2, 0, 0)


def test_forms_are_never_exchanged() -> None:
    first = build(None, a="- Lima :: the capital of Peru, on the Pacific coast\n")
    second = build(first, NOW + 1, a="- Lima ::: the capital of Peru, on the Pacific coast\n")
    assert {note.form for note in first.shipped} == {Form.BASIC}
    assert sorted(fates(second)) == ["added", "retired"]
