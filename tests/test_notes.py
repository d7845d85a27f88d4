"""From drafts to notes: decks, tags, guids, sources, the gate; then what is merged and what is held."""

from dataclasses import replace
from pathlib import Path

import pytest

from flashgen.accounts import accounts
from flashgen.config import Config
from flashgen.media import Images
from flashgen.merge import merge
from flashgen.model import Block, BlockKind, Document, Draft, Form, Kind, Meta, Note, Status
from flashgen.naming import component, deck_name, sections, slug, tags
from flashgen.notes import assemble, gate, guid, judge, notes_folder, without_shared_reverses
from flashgen.text import IMAGE_CHAR, Markup, Span, Text

ROOT = Path("/notes")
CONFIG = Config(ROOT)
NO_META = Meta()


def heading(text: str, line: int, *children: Block) -> Block:
    return Block(BlockKind.HEADING, Text(text), line, line, children=children, level=1)


def document(path: str = "kidney.md", *blocks: Block, meta: Meta = NO_META, lines: tuple[str, ...] = ()) -> Document:
    return Document(path, f"/notes/{path}", meta, blocks, len(lines) or 99, "markdown", lines)


def term(name: str = "cortex", meaning: str = "the outer layer of the kidney, below its capsule", **changes) -> Draft:
    made = Draft(
        Form.TERM, "definition", Kind.DEFINITION, Text(name), Text(meaning), reverse=True, start_line=3, end_line=3,
        evidence=Text(f"{name}: {meaning}"), confidence=0.9,
    )  # fmt: skip
    return replace(made, **changes)


def basic(question: str, answer: str, **changes) -> Draft:
    made = Draft(
        Form.BASIC, "explicit", Kind.EXPLICIT, Text(question), Text(answer), start_line=3, end_line=3,
        evidence=Text(f"Q: {question} A: {answer}"), confidence=0.9,
    )  # fmt: skip
    return replace(made, **changes)


def cloze(sentence: str, *hidden: str, **changes) -> Draft:
    blanks = tuple((sentence.index(word), sentence.index(word) + len(word)) for word in hidden)
    made = Draft(
        Form.CLOZE, "quantity", Kind.QUANTITY, Text(sentence), blanks=blanks, start_line=3, end_line=3,
        evidence=Text(sentence), confidence=0.9,
    )  # fmt: skip
    return replace(made, **changes)


def made(drafts: list[Draft], doc: Document | None = None, config: Config = CONFIG) -> tuple[Note, ...]:
    return assemble(doc or document(), drafts, tuple(map(judge, drafts)), config, Images(config.root))[0]


# --------------------------------------------------------------------------- decks and tags


@pytest.mark.parametrize(
    ("path", "meta", "config", "form", "deck"),
    [
        ("kidney.md", Meta(), CONFIG, Form.BASIC, "kidney"),
        ("body/renal/kidney.md", Meta(), CONFIG, Form.BASIC, "body::renal::kidney"),
        (
            "body/kidney.md",
            Meta(title="The kidney"),
            replace(CONFIG, name="Notes"),
            Form.CLOZE,
            "Notes::body::The kidney",
        ),
        ("body/kidney.md", Meta(), CONFIG, Form.TERM, "body::Glossary"),
        ("kidney.md", Meta(), replace(CONFIG, name="Notes"), Form.TERM, "Notes::Glossary"),
        ("kidney.md", Meta(deck="Exam::Renal"), replace(CONFIG, name="Notes"), Form.BASIC, "Exam::Renal"),
        ("kidney.md", Meta(deck="Exam::Renal"), CONFIG, Form.TERM, "Exam::Glossary"),
        ("kidney.md", Meta(title="std::vector"), CONFIG, Form.BASIC, "std:vector"),
        ("kidney.md", Meta(deck=":: ::"), CONFIG, Form.BASIC, "Notes"),
    ],
)
def test_deck(path: str, meta: Meta, config: Config, form: Form, deck: str) -> None:
    assert deck_name(document(path, meta=meta), config, glossary=form is Form.TERM) == deck


def test_component_holds_nothing_that_anki_strips() -> None:
    assert component('\ufffc a\x00 "b"\n :::c:') == "a ”b” :c"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ST-MoE", "st-moe"),
        ("Scaling & compute (2022)", "scaling-compute-2022"),
        ("Ångström's unit", "ångström-s-unit"),
        ("one two three four five six seven", "one-two-three-four-five-six"),
        ("C++ and C#", "c-and-c#"),
        ("…", ""),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_tags_come_from_project_file_headings_and_kind() -> None:
    doc = document(meta=Meta(tags=("exam", "two words", "#a::::b")))
    config = replace(CONFIG, tags=("sample",))
    assert tags(doc, [Text("The nephron"), Text("Its parts")], Kind.CLAIM, config) == (
        "sample",
        "exam",
        "two-words",
        "a::b",
        "the-nephron::its-parts",
        "flashgen::claim",
    )


def test_sections_know_the_headings_above_a_line() -> None:
    doc = document("a.md", heading("A", 2, heading("B", 4)), heading("C", 8))
    above = sections(doc)
    assert [[text.plain for text in above.at(line)] for line in (1, 2, 3, 5, 9)] == [
        [], ["A"], ["A"], ["A", "B"], ["C"],
    ]  # fmt: skip


# --------------------------------------------------------------------------- fields


def test_a_term_asks_both_ways_and_stands_in_the_glossary() -> None:
    (note,) = made([term(context=(Text("Kidney"),))], document("kidney.md", heading("Layers", 1)))
    assert note.fields == (
        "cortex",
        "the outer layer of the kidney, below its capsule",
        "Kidney",
        "",
        "kidney.md › Layers",
        "yes",
    )
    assert (note.deck, note.tags) == ("Layers::Glossary", ("layers", "flashgen::definition"))
    assert [card.answer for card in note.cards] == ["the outer layer of the kidney, below its capsule", "cortex"]
    assert note.cards[0].question.startswith("[Kidney] ")
    assert (note.front, note.context, note.text) == ("cortex", "Kidney", None)


def test_a_cloze_holds_ankis_notation() -> None:
    (note,) = made([cloze("Each kidney filters 180 litres of plasma in 24 hours", "180 litres", "24 hours")])
    assert note.text == "Each kidney filters {{c1::180 litres}} of plasma in {{c2::24 hours}}"
    assert note.fields == (note.text, "", "", "kidney.md")
    assert [card.answer for card in note.cards] == ["180 litres", "24 hours"]
    assert note.cards[1].question == "Each kidney filters 180 litres of plasma in [...]"


def test_a_list_is_numbered_where_its_order_counts() -> None:
    steps = (Text("filter"), Text("reabsorb"))
    (note,) = made([basic("What does a nephron do first and then?", "", items=steps, back=Text(), ordered=True)])
    assert note.fields[1] == "<ol><li>filter</li><li>reabsorb</li></ol>"


def test_markup_in_notes_cannot_run() -> None:
    (note,) = made([basic("Who <script>alert(1)</script> asks?", "<img src=x onerror=alert(1)>")])
    assert "<" not in note.fields[0] + note.fields[1]


@pytest.mark.parametrize(
    ("meta", "config", "link"),
    [
        (Meta(url="https://example.org/a?b=1&c"), CONFIG, 'href="https://example.org/a?b=1&amp;c"'),
        (Meta(), replace(CONFIG, url="https://example.org"), 'href="https://example.org/my%20notes/kidney.md"'),
        (Meta(), replace(CONFIG, vault="My notes"), 'href="obsidian://open?vault=My%20notes&amp;file=my%20notes%2Fkidney"'),
    ],
)  # fmt: skip
def test_source_is_linked_where_it_has_an_address(meta: Meta, config: Config, link: str) -> None:
    (note,) = made([term()], document("my notes/kidney.md", meta=meta), config)
    assert link in note.fields[4]


def test_source_is_no_link_to_a_script() -> None:
    (note,) = made([term()], document(meta=Meta(url="javascript:alert(1)")))
    assert note.fields[4] == "kidney.md"


def test_images_travel_and_a_lost_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    picture = Text(IMAGE_CHAR, (Span(0, 1, Markup.IMAGE, "a.png", "a nephron"),))
    missing = Text(IMAGE_CHAR, (Span(0, 1, Markup.IMAGE, "b.png", "nothing"),))
    blocks = (Block(BlockKind.PARAGRAPH, picture, 3, 3), Block(BlockKind.PARAGRAPH, missing, 7, 7))
    doc = Document("kidney.md", str(tmp_path / "kidney.md"), Meta(), blocks, 9, "markdown")
    drafts = [basic("What is in the picture?", "", back=picture), basic("And here?", "", back=missing, start_line=7)]
    config = Config(tmp_path)
    (shown, bare), problems = assemble(
        doc, drafts, tuple(map(judge, drafts)), config, Images(notes_folder(doc, config))
    )
    (media,) = shown.media
    assert f'src="{media.name}"' in shown.fields[1]
    assert bare.media == ()
    assert [(problem.path, problem.line) for problem in problems] == [("kidney.md", 7)]


def test_an_image_that_is_on_no_card_is_told_of_too(tmp_path: Path) -> None:
    image = Text(IMAGE_CHAR, (Span(0, 1, Markup.IMAGE, "../../secret.png", ""),))
    cell = Block(BlockKind.ROW, Text(), 5, 5, cells=(Text("a"), image))
    doc = Document("kidney.md", str(tmp_path / "kidney.md"), Meta(), (cell,), 9, "markdown")
    config = Config(tmp_path)
    _, problems = assemble(doc, (), (), config, Images(notes_folder(doc, config)))
    assert [(problem.path, problem.line) for problem in problems] == [("kidney.md", 5)]


def test_images_are_looked_for_in_the_project_or_below_the_folder_that_was_named() -> None:
    project = replace(CONFIG, file="flashgen.yaml")
    inside, outside = document("a/b.md"), replace(document("a/b.md"), file="/elsewhere/a/b.md")
    assert notes_folder(inside, project) == ROOT
    assert notes_folder(outside, project) == Path("/elsewhere")
    assert notes_folder(replace(inside, file=""), CONFIG) == ROOT


# --------------------------------------------------------------------------- guids


def test_guid_is_short_and_of_the_content_alone() -> None:
    draft = term(context=(Text("Kidney"),))
    name = guid(draft, {})
    assert len(name) <= 20
    same = replace(draft, start_line=80, confidence=0.1, reverse=False, extra=Text("more"), rule="glossary")
    assert guid(same, {}) == name
    spaced = replace(draft, front=Text(" cortex\u00a0", (Span(1, 7, Markup.STRONG),)))
    assert guid(spaced, {}) == name


@pytest.mark.parametrize(
    "other",
    [
        term("Cortex"),
        term(kind=Kind.ACRONYM),
        term(meaning="the outer layer of the kidney, below the capsule"),
        term(context=(Text("Kidney"),)),
        replace(term(), form=Form.BASIC),
        term("corte", "xthe outer layer of the kidney, below its capsule"),
    ],
)
def test_guid_differs_where_the_content_does(other: Draft) -> None:
    assert guid(other, {}) != guid(term(), {})


def test_guid_tells_which_words_are_hidden_and_which_image_is_shown() -> None:
    sentence = "One kidney has 5 lobes and 5 veins"
    first, second = (replace(cloze(sentence, "5"), blanks=((at, at + 1),)) for at in (15, 27))
    assert guid(first, {}) != guid(second, {})
    picture = basic("What is this?", "", back=Text(IMAGE_CHAR, (Span(0, 1, Markup.IMAGE, "a.png", "a"),)))
    assert guid(picture, {"a.png": "flashgen-1.png"}) != guid(picture, {"a.png": "flashgen-2.png"})


# --------------------------------------------------------------------------- the gate


def test_gate_lets_a_sound_draft_through() -> None:
    assert gate(judge(term()), 0.6) == (term(), "")


def test_gate_holds_a_doubt_before_all_else() -> None:
    assert gate(judge(term(doubt="an opinion", confidence=0.1)), 0.6)[1] == "an opinion"


def test_gate_holds_a_fault_and_names_the_check() -> None:
    assert gate(judge(basic("What is it?", " ")), 0.6)[1].startswith("empty: ")


def test_gate_holds_what_is_below_the_bar() -> None:
    assert gate(judge(term(confidence=0.45)), 0.6)[1] == "confidence 0.45 below 0.60"
    assert gate(judge(term(confidence=0.6)), 0.6)[1] == ""


def test_gate_drops_a_vague_reverse_and_keeps_the_term() -> None:
    vague = term("cortex", "an outer layer", evidence=Text("cortex: an outer layer"))
    assert gate(judge(vague), 0.6) == (replace(vague, reverse=False), "")


def test_terms_that_share_a_meaning_are_not_asked_by_it() -> None:
    meaning = "the outer layer of the kidney, below its capsule"
    worded = [
        [term("cortex", meaning), term("medulla", "the inner part of the kidney, in pyramids")],
        [term("rind", meaning)],
    ]
    one_way = without_shared_reverses(worded)
    assert [[draft.reverse for draft in drafts] for drafts in one_way] == [[False, True], [False]]


# --------------------------------------------------------------------------- merging


def test_the_same_fact_twice_is_one_note_with_both_sources() -> None:
    config = replace(CONFIG, tags=())
    first = made([basic("How long is a kidney?", "12 cm")], document("a.md", heading("Size", 1)), config)
    second = made([basic("How long is a  Kidney", "12 cm.")], document("b.md", heading("Shape", 1)), config)
    (note,) = merge([*first, *second])
    assert note.guid == first[0].guid
    assert [source.path for source in note.sources] == ["a.md", "b.md"]
    assert note.fields[4] == "a.md › Size<br>b.md › Shape"
    assert {"size", "shape"} <= set(note.tags)


def test_a_term_is_one_fact_whatever_it_stands_under() -> None:
    first = made([term(context=(Text("Kidney"),))], document("a.md"))
    second = made([term(context=(Text("Anatomy"),))], document("b.md"))
    assert len(merge([*first, *second])) == 1


def test_other_questions_rest_on_their_context() -> None:
    gopher, chinchilla = (
        made([basic("How many layers?", "80", context=(Text(name),))]) for name in ("Gopher", "Chinchilla")
    )
    merged = merge([*gopher, *chinchilla])
    assert [note.status for note in merged] == [Status.EMIT, Status.EMIT]


def test_at_most_three_sources_are_shown() -> None:
    notes = [note for name in "abcde" for note in made([basic("How long is it?", "12 cm")], document(f"{name}.md"))]
    (note,) = merge(notes)
    assert len(note.sources) == 5
    assert note.fields[4] == "a.md<br>b.md<br>c.md"


def test_an_emitted_note_is_preferred_to_the_same_one_held() -> None:
    notes = made([basic("How long is it?", "12 cm", confidence=0.1), basic("How long is it?", "12 cm")])
    (note,) = merge(notes)
    assert note.status is Status.EMIT


def test_two_answers_to_one_question_are_both_held() -> None:
    notes = [
        *made([basic("How long is a kidney?", "12 cm")], document("a.md")),
        *made([basic("How long is a kidney?", "10 cm", start_line=8)], document("b.md")),
    ]
    merged = merge(notes)
    assert {note.status for note in merged} == {Status.HELD}
    assert {note.reason for note in merged} == {"two answers to this question: a.md:3 and b.md:8"}


def test_a_term_defined_twice_differently_is_held() -> None:
    merged = merge(made([term(), term(meaning="the bark of a tree, seen from outside", start_line=9)]))
    assert [note.reason for note in merged] == ["two answers to this question: kidney.md:3 and kidney.md:9"] * 2


def test_one_answer_in_other_words_forms_is_the_same() -> None:
    (note,) = merge(made([term(), term(meaning="The outer layers of the kidneys, below its capsule.")]))
    assert note.status is Status.EMIT


def test_formulas_that_differ_in_a_sign_are_two_answers() -> None:
    drafts = [term("net charge", f"the charge of all the protons {sign} that of the electrons") for sign in "+-"]
    assert [note.status for note in merge(made(drafts))] == [Status.HELD, Status.HELD]


def test_a_held_note_contradicts_nobody() -> None:
    merged = merge(made([basic("How long is it?", "12 cm"), basic("How long is it?", "9 cm", confidence=0.1)]))
    assert [note.status for note in merged] == [Status.EMIT, Status.HELD]


def test_signs_that_differ_in_case_are_two_things() -> None:
    merged = merge(
        made([basic("What does the sign K stand for?", "kelvin"), basic("What does the sign k stand for?", "kilo")])
    )
    assert [note.status for note in merged] == [Status.EMIT, Status.EMIT]


def test_no_two_notes_share_a_guid() -> None:
    alt = (Text(IMAGE_CHAR, (Span(0, 1, Markup.IMAGE, "gone.png", name),)) for name in ("one", "two"))
    merged = merge(made([basic("What is this?", "", back=text) for text in alt]))
    assert len(merged) == len({note.guid for note in merged}) == 1


# --------------------------------------------------------------------------- accounts


def test_every_line_is_accounted_for_once() -> None:
    lines = ("---", "title: K", "---", "# Layers", "", "cortex: the outer layer", "A remark.", "<hr>", "TODO")
    remark = Block(BlockKind.PARAGRAPH, Text("A remark."), 7, 7)
    noise = Block(BlockKind.NOISE, Text("TODO"), 9, 9, reason="a to-do")
    owner = heading("Layers", 4, Block(BlockKind.PARAGRAPH, Text("cortex: the outer layer"), 6, 6), remark, noise)
    doc = document("k.md", owner, meta=Meta(end_line=3), lines=lines)
    notes = made([term(start_line=6, end_line=6)], doc)
    told = accounts([doc], notes, {"k.md": [(owner, "a heading"), (remark, "no fact"), (noise, "a to-do")]})
    assert [(a.start_line, a.end_line, a.outcome, a.rule, a.reason) for a in told] == [
        (1, 3, "skipped", "", "front matter"),
        (4, 4, "skipped", "", "a heading"),
        (5, 5, "skipped", "", "blank"),
        (6, 6, "emitted", "definition", ""),
        (7, 7, "skipped", "", "no fact"),
        (8, 8, "skipped", "", "markup"),
        (9, 9, "skipped", "", "a to-do"),
    ]


def test_a_line_beside_the_one_a_card_rests_on_is_not_emitted() -> None:
    paragraph = Block(BlockKind.PARAGRAPH, Text("One.\nTwo."), 3, 4, breaks=(5,))
    doc = document("k.md", paragraph, lines=("", "", "One.", "Two."))
    *_, last = accounts([doc], made([term()], doc), {})
    assert (last.start_line, last.outcome, last.reason) == (4, "skipped", "no card rests on this line")


def test_held_lines_tell_by_which_rules_and_why() -> None:
    doc = document("k.md", lines=("x", "y", "z"))
    notes = made([term(doubt="an opinion"), basic("Why?", "Because", confidence=0.1)], doc)
    (*_, last) = accounts([doc], notes, {})
    assert (last.outcome, last.rule) == ("held", "definition, explicit")
    assert last.reason == "an opinion; confidence 0.10 below 0.70"


def test_emitted_wins_over_held_and_merged_notes_count_for_each_source() -> None:
    first, second = (document(path, lines=("x", "y", "z")) for path in ("a.md", "b.md"))
    notes = merge([*made([term(), term("rind", "no", confidence=0.1)], first), *made([term()], second)])
    told = {(a.path, a.start_line): a.outcome for a in accounts([first, second], notes, {})}
    assert told["a.md", 3] == told["b.md", 3] == "emitted"
