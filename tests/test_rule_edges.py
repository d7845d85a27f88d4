"""The rules at their edges: one word more or less, each word of a list, each mark, each reason for silence."""

from __future__ import annotations

import pytest
from test_doubts import facts, table
from test_signs import FILTERS, OSMOSIS, signs

from flashgen import sources
from flashgen.rules import LONGEST, find_facts
from flashgen.rules.delimiters import is_marked, parts, split
from flashgen.rules.enumeration import coordinated
from flashgen.rules.labels import gives_examples, head_noun, names_several, promises_several
from flashgen.rules.meanings import (
    doubt,
    first_sentence_end,
    is_list,
    is_predicate,
    is_value,
    meaning_end,
    says_something_of,
    tells_apart,
    without_final_stop,
)
from flashgen.rules.place import Place, places, shown
from flashgen.rules.quote import signed
from flashgen.rules.topics import fits, head_of, is_generic, is_part, topic
from flashgen.rules.vocabulary import vocabulary
from flashgen.text import Markup, Span, Text

WORDS = ("salt water fat lymph urea bile sugar blood air " * 6).split()


def documented(notes: str, name: str = "notes.md") -> list[Place]:
    document, _ = sources.open_document(notes.encode(), name, "")
    return list(places(document))


def at(notes: str, text: str, name: str = "notes.md") -> Place:
    """The place of the block with this text."""
    (found,) = [place for place in documented(notes, name) if place.text.plain == text]
    return found


# --------------------------------------------------------------------------- blocks that give nothing

SILENT = [
    ("# Kidney", "a heading: context for what is below it"),
    ("| A | B |\n|---|---|", "a table's header"),
    ("$$x^2$$", "a formula without a name beside it"),
    ("```py\nx\n```", "code"),
    ("![a](b.png)", "an image"),
    ("> [!note]\n> x", "a quotation's frame"),
    (table("| Organ | Weight |", "| kidney | |"), "a row without a sure split or header"),
    ("- <s>The kidney filters</s> blood", "struck out"),
    ("- <s>old dogs</s> kidney", "struck out"),
    ("- <s>old</s> kidney", "too short to ask"),
    ("> [!todo]\n> x", "to do"),
    ("---\nflashgen: false\n---\nOsmosis: a b", "switched off in the front matter"),
    ("<!-- flashgen: skip -->\n- Osmosis is old", "skipped by the person"),
    ("<!-- flashgen: skip -->\n- Osmosis is old\n  - kidney", "skipped by the person"),
    ("kidney\n: the organ that filters the blood", "the meaning of the term above it"),
    ("- label\n  - kidney", "a label: context for what is below it"),
    ("x" * (LONGEST + 1), f"{LONGEST:,} characters and more without a break: no note, and nobody could check a card"),
    ("x" * LONGEST, "too short to ask"),
    ("The kidney does so very much.", "nothing in it is sure enough to ask"),
    ("- kidney of the dog", "no verb or delimiter that is sure"),
    ("- kidney of dogs", "too short to ask"),
    ("- I like kidneys of dogs", "an opinion"),
]


@pytest.mark.parametrize(("notes", "why"), SILENT)
def test_what_gives_nothing_says_why(notes: str, why: str) -> None:
    document, _ = sources.open_document(notes.encode(), "notes.md", "")
    passed = find_facts(document, frozenset({"claim"} if "dogs" in notes or "river" in notes else ())).passed
    assert any(reason.startswith(why) for _, reason in passed), passed


@pytest.mark.parametrize(
    ("notes", "is_example"),
    [
        *(
            (f"{name}:\n- {FILTERS}", True)
            for name in ("Example", "An e.g.", "Ex", "For instance", "Suppose", "Imagine")
        ),
        *((f"- dogs, {name}\n  - {FILTERS}", True) for name in ("e.g.", "e.g", "for example:", "for instance")),
        (f"- dogs, for example cats\n  - {FILTERS}", False),
        (f"# Example\n\n- a\n  - b\n    - {FILTERS}", True),
        (f"# Example\n\n- a\n  - b\n    - c\n      - {FILTERS}", False),
        (f"# Examples\n\n{FILTERS}", True),
        (f"# Exact\n\n{FILTERS}", False),
        *(
            (f"{name}\n\n" + table("| Organ | Weight |", "| kidney | 3 g |"), True)
            for name in ("an example", "Let's say", "we assume", "as an ex", "some examples", "imagine it", "e.g.")
        ),
        ("dogs\n\n" + table("| Organ | Weight |", "| kidney | 3 g |"), False),
        ("# Dogs, for instance\n\n" + table("| Organ | Weight |", "| kidney | 3 g |"), True),
        ("an example\n\ndogs\n\n" + table("| Organ | Weight |", "| kidney | 3 g |"), False),
    ],
)
def test_what_stands_below_an_example_holds_only_there(notes: str, is_example: bool) -> None:
    found = facts(notes, "claim", "table")
    assert found
    assert {fact.doubt == "a worked example" for fact in found} == {is_example}


@pytest.mark.parametrize(
    ("notes", "leans"),
    [
        *((f"# {word.title()} signs\n\n{FILTERS}", True) for word in "other others more further additional".split()),
        *((f"# {word.title()} signs\n\n{FILTERS}", True) for word in ("miscellaneous", "remaining")),
        (f"# Signs\n\n{FILTERS}", False),
        (f"# Heart\n\n## Other signs\n\n{FILTERS}", False),
        (f"# Signs\n\n## Other signs\n\n{FILTERS}", True),
        (f"# Heart\n\n## Overview\n\n### Other signs\n\n{FILTERS}", False),
    ],
)
def test_a_heading_that_says_other_must_say_than_what(notes: str, leans: bool) -> None:
    assert {"other than what" in fact.doubt for fact in facts(notes, "claim")} == {leans}


# --------------------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("Photosynthesis.md", "Photosynthesis"),
        ("a/light_and-dark.md", "light and dark"),
        ("dna.md", "dna"),
        ("ab.md", ""),
        ("one two three red dogs.md", "one two three red dogs"),
        ("one two three old red dogs.md", ""),
        ("chapter-four.md", ""),
        ("dogs2.md", ""),
        ("readme.md", ""),
        ("docs.md", ""),
        ("my-notes.md", ""),
        ("overview.md", ""),
    ],
)
def test_a_file_named_after_a_thing_is_about_it(name: str, about: str) -> None:
    document, _ = sources.open_document(b"The heart.", name, name)
    assert {place.about.plain for place in places(document)} == {about}


@pytest.mark.parametrize(
    ("notes", "context"),
    [
        ("# Heart\n\nx", ["Heart"]),
        ("# Heart\n\n## Valves\n\nx", ["Heart", "Valves"]),
        ("# Body\n\n## Heart\n\n### Valves\n\nx", ["Heart", "Valves"]),
        ("# Heart\n\n## Heart valves\n\nx", ["Heart valves"]),
        ("# Heart\n\n- Valves\n  - x", ["Heart", "Valves"]),
        ("# Heart\n\n- heart\n  - x", ["Heart"]),
        ("# Heart\n\n## Treatment\n\nx", ["Heart", "Treatment"]),
        ("# Heart\n\n## Treatment\n\n### Signs\n\nx", ["Heart", "Treatment", "Signs"]),
        ("# Heart\n\n## Treatment\n\n- Pills\n  - x", ["Heart", "Treatment", "Pills"]),
        ("# Heart\n\n## Overview\n\nx", ["Heart"]),
        ("# Heart\n\n- Valves\n  - Cusps\n    - x", ["Heart", "Cusps"]),
        ("# Heart\n\n- Valves are old and good to have in here\n  - x", ["Heart"]),
        ("- Valves\n  - x", ["Valves"]),
        ("x", []),
    ],
)
def test_a_card_stands_under_what_it_needs(notes: str, context: list[str]) -> None:
    assert [part.plain for part in at(notes, "x").context()] == context


@pytest.mark.parametrize(
    ("above", "below", "shown"),
    [
        ("the salts of the body", "valves of the heart", 2),
        ("the salts of the body", "valves of hearts of dogs", 2),
        ("the salts of the body", "valves of the heart of dogs", 1),
    ],
)
def test_a_topic_above_is_shown_where_both_are_short(above: str, below: str, shown: int) -> None:
    assert len(at(f"# {above}\n\n## {below}\n\nx", "x").context()) == shown


def test_a_title_stands_for_a_heading_that_is_not_there() -> None:
    place = at("---\ntitle: Heart\n---\n\nx", "x")
    assert [part.plain for part in place.context()] == ["Heart"]
    assert place.context(title=False) == ()
    below = at("---\ntitle: Heart\n---\n\n- Valves\n  - x", "x")
    assert [part.plain for part in below.context()] == ["Heart", "Valves"]
    assert [part.plain for part in below.context(title=False)] == ["Valves"]
    assert [part.plain for part in at("---\ntitle: Heart\n---\n\n# Lung\n\nx", "x").context()] == ["Lung"]


def test_what_stands_quoted_is_somebody_elses() -> None:
    assert at("> x", "x").is_quoted()
    assert not at("> [!note]\n> x", "x").is_quoted()
    assert not at("x", "x").is_quoted()
    assert at("The heart. The lung.", "The heart. The lung.").is_prose
    assert not at("The heart.", "The heart.").is_prose
    assert not at("- The heart. The lung.", "The heart. The lung.").is_prose


def test_evidence_knows_its_lines() -> None:
    place = at("# A\n\nThe heart\nof dogs. The lung\nof cats.", "The heart of dogs. The lung of cats.")
    assert (place.evidence().start_line, place.evidence().end_line, place.evidence().span) == (3, 5, (0, 36))
    first, last = place.evidence(0, 18), place.evidence(19)
    assert (first.text.plain, first.start_line, first.end_line) == ("The heart of dogs.", 3, 4)
    assert (last.text.plain, last.start_line, last.end_line, last.span) == ("The lung of cats.", 4, 5, (19, 36))


# --------------------------------------------------------------------------- topics


@pytest.mark.parametrize(
    "name",
    "general overview introduction intro basics basic background summary conclusion conclusions notes note misc "
    "miscellaneous details content contents term terms definition definitions glossary concept concepts terminology "
    "abbreviations acronyms abbreviation acronym types type classification points point highlights examples example "
    "motivation tldr vocabulary facts fact abstract takeaway takeaways remark remarks things".split(),
)
def test_a_general_name_is_generic(name: str) -> None:
    assert is_generic(name.title())
    for word in ("key", "main", "important", "high-level", "useful"):
        assert is_generic(f"{word.title()} {name}")
    assert not is_generic(f"{name.title()} valves")


@pytest.mark.parametrize("word", ["it", "its", "they", "their"])
def test_a_name_that_leans_is_a_part(word: str) -> None:
    assert is_part(Text(f"Problems {word} solve"))
    assert is_part(Text(f"Old problems of the dogs and cats {word} all solve"))
    assert not is_part(Text(f"Old problems of the dogs and the cats {word} all solve"))


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        *(
            (f"{word} 2: Valves", "Valves")
            for word in "Chapter Section Part Lecture Week Module Unit Lesson Day".split()
        ),
        ("2) Valves", "Valves"),
        ("2.1. Valves", "Valves"),
        ("2 Valves", "Valves"),
        ("Chapter 2", "Chapter 2"),
        ("Valves;", "Valves"),
        ("Valves, -", "Valves"),
        ("Valves (left) (right)", "Valves (left)"),
        ("Valves. Smith A. B. et al. 1999", "Valves"),
        ("Valves (Smith, 2020b)", "Valves"),
        ("Valves: Smith and others", "Valves"),
        ("Valves (1820)", "Valves"),
        ("2020", "2020"),
    ],
)
def test_a_topic_is_what_is_left_of_a_heading(heading: str, name: str) -> None:
    assert topic(Text(heading)).plain == name


@pytest.mark.parametrize("mark", [":", " -", " –", " —", " ~", " ="])
def test_a_head_ends_at_a_mark(mark: str) -> None:
    assert (
        head_of(at(f"- Router loss{mark} it penalizes", f"Router loss{mark} it penalizes").block).plain == "Router loss"
    )


@pytest.mark.parametrize("verb", ["include", "includes", "including", "are", "is"])
def test_a_head_has_no_verb_at_its_end(verb: str) -> None:
    assert head_of(at(f"- Router losses {verb}", f"Router losses {verb}").block).plain == "Router losses"


# --------------------------------------------------------------------------- delimiters


@pytest.mark.parametrize("mark", ["-", "--", "---", "–", "—", "~", "=", "==", ":=", "->", "→", "=>"])
def test_a_mark_between_spaces_splits_a_line(mark: str) -> None:
    cut = split(Text(f"Heart {mark}  a pump"))
    assert cut
    assert (cut.term.plain, cut.meaning.plain, cut.meaning_start) == ("Heart", "a pump", len(f"Heart {mark}  "))
    assert cut.mark == ("-" if mark in ("-", "--", "---", "–", "—") else mark)
    assert mark == "—" or split(Text(f"Heart{mark}a pump")) is None


def test_a_long_dash_needs_no_space() -> None:
    cut = split(Text("Heart—a pump"))
    assert cut
    assert (cut.term.plain, cut.meaning.plain) == ("Heart", "a pump")


@pytest.mark.parametrize(
    "line",
    [
        "Seen in 5th - 6th decade",
        "From 35 - 40 mmHg",
        "5 – 6",
        "10s - 20s",
        "5th - early 3rd",
        "2 - mid 3",
        "2 - late 3",
    ],
)
def test_a_dash_between_numbers_is_a_range(line: str) -> None:
    assert split(Text(line)) is None


@pytest.mark.parametrize("line", ["B5 - 6 valves", "5 - red 3rd", "5 -> 6", "5 = 6"])
def test_a_mark_beside_a_number_may_split(line: str) -> None:
    assert split(Text(line))


def test_parts_of_a_range_stay_together() -> None:
    line = "pressure - 35 - 40 mmHg - heart"
    assert [line[start:end] for start, end in parts(Text(line))] == ["pressure", "35 - 40 mmHg", "heart"]
    assert parts(Text("pressure - 35 - 40 mmHg")) == ()
    assert parts(Text("a - b “c - d” e")) == ()
    assert parts(Text("a - b - `c - d`", (Span(8, 15, Markup.CODE),))) == ((0, 1), (4, 5), (8, 15))
    assert parts(Text("a - `b - c`", (Span(4, 11, Markup.CODE),))) == ()


def test_what_stands_in_brackets_or_code_splits_nothing() -> None:
    for line in ("a [b: c] d", "a {b: c} d", 'a "b: c" d', "a “b: c” d", "a (b) [c: d] e"):
        assert split(Text(line)) is None
    assert split(Text("a (b) c: d"))
    assert split(Text("a b: c", (Span(0, 6, Markup.CODE),))) is None


@pytest.mark.parametrize("markup", [Markup.STRONG, Markup.EMPHASIS, Markup.UNDERLINE, Markup.CODE])
def test_a_marked_term_is_a_term(markup: Markup) -> None:
    assert is_marked(Text("heart", (Span(0, 5, markup),)))
    assert is_marked(Text("heart.", (Span(0, 5, markup),)))
    assert not is_marked(Text("heart", (Span(0, 3, markup),)))
    assert not is_marked(Text("heart", (Span(0, 5, Markup.LINK),)))


# --------------------------------------------------------------------------- meanings


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a wall:", "a wall"),
        ("a wall. ", "a wall"),
        ("a wall...", "a wall..."),
        ("Smith et al.", "Smith et al."),
        ("e.g.", "e.g."),
        ("that is i.e.", "that is i.e."),
        ("vitamin B.", "vitamin B."),
        ("vitamin b.", "vitamin b"),
    ],
)
def test_only_a_final_stop_goes(text: str, left: str) -> None:
    assert without_final_stop(Text(text)).plain == left


@pytest.mark.parametrize(
    "word",
    "that which who whose used for of to where when by designed between with from consisting in on without as made "
    "defined measured moving moved".split(),
)
def test_a_word_tells_a_thing_apart(word: str) -> None:
    assert tells_apart(f"snow {word} ice")
    assert not tells_apart(f"snow x{word.removesuffix('ing').removesuffix('ed')}x ice")


@pytest.mark.parametrize(
    ("meaning", "said"),
    [
        ("Video data. Stereo images.", "Video data. Stereo images."),
        ("A long film of old dogs. Stereo images.", "A long film of old dogs."),
        ("One two three four five. Six.", "One two three four five. Six."),
        ("One two three four five six. Seven.", "One two three four five six."),
        (f"Films. {' '.join(WORDS[:15]).capitalize()}.", f"Films. {' '.join(WORDS[:15]).capitalize()}."),
        (f"Films. {' '.join(WORDS[:16]).capitalize()}.", "Films."),
        ("a small mammal, eats ants all day", "a small mammal"),
        ("a small mammal, and eats ants all day", "a small mammal"),
        ("a small mammal, ants of the wood and more", "a small mammal, ants of the wood and more"),
        ("Films. I like them.", "Films."),
    ],
)
def test_a_meaning_ends_before_more_is_said(meaning: str, said: str) -> None:
    assert meaning[: meaning_end(Text(meaning))] == said


def test_a_first_sentence_ends() -> None:
    assert first_sentence_end(Text("A dog. A cat.")) == 6
    assert first_sentence_end(Text("")) == 0


MEANING_DOUBTS = [
    ("Osmosis: is it?", False, "a question stands where the meaning should"),
    ("Osmosis: a list of:", False, "the meaning is a list of its own"),
    ("Osmosis: about 65%", False, "a value without the thing it belongs to"),
    ("Osmosis: about 65%", True, ""),
    ("Osmosis: treatment", True, "one word that defines nothing"),
    ("Osmosis ~ treatment", True, ""),
    ("Osmosis: spread", True, ""),
    ("Osmosis: a spread of salt etc.", True, "the meaning is left open"),
    ("Osmosis: a spread of salt, e.g.", True, "the meaning is left open"),
    ("Osmosis: a spread of salt...", True, "the meaning is left open"),
    ("Osmosis: a spread of salt…", True, "the meaning is left open"),
    ("Osmosis: a spread of salt", True, ""),
    ("Osmosis: salt, fat, urea, bile, air, gut", True, "a list, not a meaning"),
    ("Osmosis: salt, fat, urea, bile, air", True, ""),
    ("Osmosis: as well as the drift", True, "it goes on from the term, and is no meaning of it"),
    ("Osmosis: as in the drift", True, "it goes on from the term, and is no meaning of it"),
    ("Osmosis: as a drift", True, "it goes on from the term, and is no meaning of it"),
    ("Osmosis: as with the drift", True, "it goes on from the term, and is no meaning of it"),
    ("Osmosis: as for the drift", True, "it goes on from the term, and is no meaning of it"),
    ("Osmosis: as old drift", True, ""),
    ("Red kidney: kidney is an organ that filters blood", True, "a statement about the term, not its meaning"),
    ("Red kidney: the organ is one that filters blood", True, ""),
    ("Osmosis: I think it is a drift", True, "an opinion"),
    ("Osmosis: take some salt and stir it", True, ""),
    ("Osmosis: (a kind of drift)", True, ""),
]


@pytest.mark.parametrize(("line", "has_context", "why"), MEANING_DOUBTS)
def test_what_may_be_no_meaning(line: str, has_context: bool, why: str) -> None:
    cut = split(Text(line))
    assert cut
    assert doubt(cut, cut.meaning, cut.meaning.plain.lower().rstrip(".").split(), has_context) == why


def test_a_marked_term_may_mean_one_word() -> None:
    cut = split(Text("Osmosis: treatment", (Span(0, 7, Markup.STRONG),)))
    assert cut
    assert doubt(cut, cut.meaning, ["treatment"], True) == ""


@pytest.mark.parametrize(
    ("meaning", "listed"),
    [
        ("root, third, fifth", True),
        ("root, third", False),
        ("the root, third, fifth", False),
        ("a root, third, fifth", False),
        ("root (low), third, fifth", False),
        ("root, , fifth", False),
        ("one two three four, b, c", True),
        ("one two three four five, b, c", False),
        ("a1, one two three four five six, c", True),
        ("a1, one two three four five six seven, c", False),
        ("root, carries, fifth", False),
        ("root, carrying, fifth", False),
        ("root, made, fifth", False),
    ],
)
def test_a_list_of_short_parts_is_no_meaning(meaning: str, listed: bool) -> None:
    assert is_list(meaning) is listed


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Osmosis: old drift", True),
        ("Osmosis: old salt drift", False),
        ("Osmosis: the slow drift of salt", False),
        ("Smith et al: the slow drift of salt", True),
        ("Osmosis 1999: the slow drift of salt", True),
        ("Osmosis: process that is slow", False),
        ("Osmosis: test for salt drift", False),
        ("Osmosis: test to drift salt", False),
        ("Osmosis: carries salt and fat", True),
        *((f"Osmosis: {word} the salt drifts", True) for word in "if when where because since how why after".split()),
        *((f"Osmosis: {word} the salt of it", True) for word in "to in on at by with for before during as of".split()),
        ("Osmosis: like the salt of it", False),
        ("Osmosis: snow that is old", False),
        ("Osmosis: snow is old and red", True),
        ("5 May 1999: the slow drift of salt", True),
        ("Osmosis: in May 1999 or later", True),
        ("Osmosis: salt, fat, urea", True),
    ],
)
def test_what_is_said_of_a_term_is_no_meaning_of_it(line: str, says: bool) -> None:
    cut = split(Text(line))
    assert cut
    assert says_something_of(cut, cut.meaning) is says


@pytest.mark.parametrize("word", "too not very more less mostly highly never always often can is has does".split())
def test_a_predicate_opens_with_a_degree(word: str) -> None:
    assert is_predicate([word, "red"])


@pytest.mark.parametrize(
    "word", "nervous careful useless able visible clear active toxic absent distant raised".split()
)
def test_a_predicate_may_be_an_adjective(word: str) -> None:
    assert is_predicate([word, "in", "dogs"])
    assert not is_predicate(["wall", "in", "dogs"])


def test_a_comparison_is_a_predicate() -> None:
    assert all(is_predicate(["larger", word, "dogs"]) for word in ("than", "in", "by"))
    assert not is_predicate(["larger", "dogs"])
    assert is_predicate(["raised", "the", "wall"])


@pytest.mark.parametrize(
    ("meaning", "value"),
    [
        ("5 one two three four five", True),
        ("5 one two three four five six", False),
        ("up to about 65%", True),
        ("between and 65%", True),
        ("some of all of 65%", False),
    ],
)
def test_a_value_opens_with_its_number(meaning: str, value: bool) -> None:
    assert is_value(Text(meaning), meaning.split()) is value


# --------------------------------------------------------------------------- labels


@pytest.mark.parametrize(
    "word", "two three four five six seven 2 3 4 5 6 7 pair triad trio tetrad pentad quartet".split()
)
def test_a_count_says_that_several_follow(word: str) -> None:
    assert names_several(f"Fruit, {word} of it")
    assert not names_several("Fruit, much of it")


@pytest.mark.parametrize(
    "word",
    "kinds uses features characteristics properties functions symptoms signs causes effects advantages "
    "disadvantages benefits limitations drawbacks pros cons requirements complications indications contraindications "
    "goals steps".split(),
)
def test_a_label_of_one_word_may_say_what_its_items_are(word: str) -> None:
    assert promises_several(word.title())
    found = facts(f"# Tea\n\n{word.title()}:\n- mitral\n- aortic", "listing")
    assert [fact.doubt for fact in found] == [""]
    assert "label names kinds, parts or the like" in found[0].signs


@pytest.mark.parametrize(
    "word",
    "parts layers branches components members elements forms classes categories groups stages phases divisions levels "
    "regions systems methods styles models laws principles rules factors criteria measures".split(),
)
def test_a_label_may_name_what_a_whole_falls_into(word: str) -> None:
    assert "label names kinds, parts or the like" in signs("listing", f"# Tea\n\nOld {word}:\n- mitral\n- aortic")
    assert "label names kinds, parts or the like" not in signs("listing", "# Tea\n\nOld dogs:\n- mitral\n- aortic")


@pytest.mark.parametrize(
    "word",
    "example examples e.g such-as for-instance including like some resources links reading sources note notes".split(),
)
def test_a_label_that_gives_examples_promises_no_whole_set(word: str) -> None:
    assert gives_examples(f"Valves, {word.replace('-', ' ')} of dogs")
    assert not gives_examples("Valves of dogs")


@pytest.mark.parametrize(
    ("label", "noun"),
    [
        ("The pump has been the main way of", "ways"),
        ("The pumps are the old ways that", "ways"),
        ("Pumps are ways to", ""),
        ("Pumps are the 5", ""),
        *((f"Pumps are the way {word}", "ways") for word in "of for in to with by from on that which when".split()),
        *((f"Pumps are the way {word}", "ways") for word in "between used against at during".split()),
    ],
)
def test_a_lead_in_names_its_items(label: str, noun: str) -> None:
    assert head_noun(Text(label)) == noun


LABEL_DOUBTS = [
    ("# Tea\n\nValves, e.g.:\n- a1\n- b1", "examples, not a whole set"),
    ("# Tea\n\nOld valves:\n- a1\n- b1 etc.", "the list is left open"),
    ("# Tea\n\nOld valves:\n- a1\n- b1...", "the list is left open"),
    ("# Tea\n\nOld valves:\n- a1\n- b1…", "the list is left open"),
    ("# Tea\n\nOld valves:\n- a1\n- and more", "the list is left open"),
    ("# Tea\n\nOld valves:\n- a1\n- and many more", "the list is left open"),
    ("# Tea\n\nOld valves:\n- a1\n- ...", "the list is left open"),
    ("# Tea\n\nTreatment:\n- mitral\n- aortic", "the label does not say what the items are"),
    (f"# Tea\n\nValves {'of old red dogs and cats ' * 2}and cats:\n- mitral\n- aortic", ""),
    (f"# Tea\n\nValves {'of old red dogs and cats ' * 2}of old cats:\n- mitral\n- aortic", "the label is too long"),
    ("# Tea\n\nOld valves of:\n- mitral\n- aortic", "the label breaks off"),
    ("Valves:\n- mitral\n- aortic", "the label says too little alone"),
    ("# Tea\n\nOld valves:\n- mitral\n- note", "the items are labels, not names"),
    ("# Tea\n\nWhen old:\n- mitral\n- aortic", "the label is no noun phrase"),
    ("# Tea\n\nOf old valves:\n- mitral\n- aortic", "the label is no noun phrase"),
    ("# Tea\n\nOld valves:\n- mitral\n- old valve", "an item stands in the label"),
    ("# Tea\n\nOld tea:\n- mitral\n- aortic", "the label does not say what the items are"),
    ("# Tea\n\n1. Old tea\n   1. mitral\n   2. aortic", ""),
    ("# Tea\n\nOld valves:\n- mitral\n- aortic", ""),
]


@pytest.mark.parametrize(("notes", "why"), LABEL_DOUBTS)
def test_a_list_is_doubted_by_its_label(notes: str, why: str) -> None:
    found = facts(notes, "listing")
    assert found
    assert [fact.doubt for fact in found if not (fact.doubt.startswith(why) if why else not fact.doubt)] == []


# --------------------------------------------------------------------------- enumerations


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("a1 and b1", ["a1", "b1"]),
        ("a1, b1 & c1", ["a1", "b1", "c1"]),
        ("a1, b1, or c1", ["a1", "b1", "c1"]),
        ("a1 (x, y) and b1", ["a1 (x, y)", "b1"]),
        ("a1, b1", []),
        ("a1; b1 and c1", []),
        ("a1 and b1, c1", []),
        ("a1 and b1: c1", []),
        ("a1 – b1 and c1", []),
        ("red old big and b1", ["red old big", "b1"]),
        ("red old big dry and b1", []),
        ("a1, b1 and red old big dry wet hot sad", ["a1", "b1", "red old big dry wet hot sad"]),
        ("a1, b1 and red old big dry wet hot sad mad", []),
        ("a1 and the", []),
        ("a1 and it", []),
        ("a1 and the dog is red", []),
        ("and b1", []),
    ],
)
def test_coordinated_parts(text: str, items: list[str]) -> None:
    assert [item.plain for item in coordinated(Text(text))] == items


@pytest.mark.parametrize(
    "verb",
    "include,includes,consist of,consists of,comprise,comprises,contain,contains,is made of,are made up of,"
    "is composed of,are divided into,is split into,are classified as,are classified into,has,have".split(","),
)
def test_a_verb_names_what_a_thing_holds(verb: str) -> None:
    whole = "The heart" if verb.split()[0] in ("is", "has") or verb.split()[0].endswith("s") else "Hearts"
    (fact,) = facts(f"{whole} {verb} mitral, aortic and left valves.", "enumeration")
    assert [item.plain for item in fact.items] == ["mitral", "aortic", "left valves"]
    assert fact.subject.plain == f"{whole} {verb}"
    assert fact.signs[:1] == ("items after a verb",)


@pytest.mark.parametrize(
    ("notes", "count"),
    [
        ("There are two valves: left and right.", 1),
        ("There are only 2 valves: left and right.", 1),
        ("The two valves are left and right.", 1),
        ("The two valves are the left and the right.", 1),
        ("Three valves – left, right and old.", 1),
        ("four valves: left, right, new and old.", 1),
        ("Five valves: left, right, new, red and old.", 1),
        ("5 valves: left, right, new, red and old.", 1),
        ("Three valves: left and right.", 0),
        ("Six valves: left, right, new, red, blue and old.", 0),
        ("The heart has left, right, new, red and old valves.", 1),
        ("The heart has left, right, new, red, blue and old valves.", 0),
        *(
            (f"The heart has left and right valves, {more}.", 0)
            for more in "etc,such as dogs,e.g dogs,for example dogs,for instance dogs,among others".split(",")
        ),
        ("The heart has left valves, right valves and more.", 0),
        ("The heart has left valves, right valves and so on.", 0),
        ("The heart has left valves and right ones...", 0),
    ],
)
def test_a_set_is_whole_and_of_the_size_it_says(notes: str, count: int) -> None:
    assert len(facts(notes, "enumeration")) == count


# --------------------------------------------------------------------------- how notes are written

LONG, SHORT = "The liver of an old dog holds a lot of blood", "The liver of an old dog holds blood"
MANNERS = [
    # so many lines of the one sort and so many of the other, at the share and beyond it
    ("notes in items", f"- {LONG}", LONG, (4, 1), (5, 1)),
    ("notes in paragraphs", LONG, f"- {LONG}", (3, 1), (4, 1)),
    ("notes in short lines", SHORT, LONG, (1, 1), (2, 1)),
    ("notes in long lines", LONG, SHORT, (3, 1), (4, 1)),
    ("notes in long lines", LONG, f"{SHORT} now", (3, 0), (3, 1)),
    ("notes speak to somebody", f"{LONG} of you", LONG, (3, 17), (4, 17)),
    ("notes hardly speak to anybody", LONG, f"{LONG} of you", (19, 1), (20, 1)),
    ("notes lean on what came before", f"It is {LONG}", LONG, (3, 17), (4, 17)),
    ("notes end lines with stops", f"{LONG}.", LONG, (1, 1), (2, 1)),
    ("notes define much", f"Liver: {LONG}", LONG, (1, 3), (2, 3)),
    ("notes define little", LONG, f"Liver: {LONG}", (19, 1), (20, 1)),
]


def manner(one: str, other: str, counts: tuple[int, int]) -> dict[str, bool]:
    lines = [one] * counts[0] + [other] * counts[1]
    document, _ = sources.open_document(("# T\n\n" + "\n\n".join(lines)).encode(), "notes.md", "")
    return vocabulary(document).manner


@pytest.mark.parametrize(("sign", "one", "other", "at_most", "beyond"), MANNERS)
def test_how_notes_are_written_is_a_share_of_their_lines(
    sign: str, one: str, other: str, at_most: tuple[int, int], beyond: tuple[int, int]
) -> None:
    assert manner(one, other, beyond)[sign]
    assert manner(one, other, at_most)[sign] is (at_most[1] == 0)


def words_asked(notes: str, said: str) -> set[str]:
    document, _ = sources.open_document(notes.encode(), "notes.md", "")
    found = vocabulary(document).signs(Text(said))
    return {name.removeprefix("asks for ") for name, holds in found.items() if holds and name.startswith("asks")}


def test_what_is_asked_for_is_weighed_by_the_words_of_the_notes() -> None:
    assert words_asked("# Heart\n\nThe lung.", "a heart") == {
        "a word of a heading",
        "words that stand only here",
        "a word that stands only here",
    }
    assert words_asked("# T\n\nlung\n\nlung", "a lung") == set()
    assert words_asked("# T\n\nlung\n\nlung\n\nlung", "a lung") == {"words that stand often"}
    assert words_asked("# T\n\nlung\n\nlung\n\nlung", "a red lung") == {"a word that stands only here"}
    assert words_asked("# T\n\nlung", "the") == set()
    for marked in ("**lung**", "*lung*", "`lung`", "<u>lung</u>", "<mark>lung</mark>"):
        assert "a term of the notes" in words_asked(f"# T\n\nan old {marked}", "a lung")
    assert "a term of the notes" in words_asked("# T\n\nlung: red", "a lung")
    assert "a term of the notes" in words_asked("# T\n\nlung\n: red", "a lung")
    assert "a term of the notes" not in words_asked("# T\n\nred lung", "a lung")
    assert "a term of the notes" in words_asked("# T\n\n**one old red blue lung gut**", "a lung")
    assert "a term of the notes" not in words_asked("# T\n\n**seven old red blue lung gut wall**", "a lung")


# --------------------------------------------------------------------------- signs

CLAUSES = [
    *((f"The kidney {word} filter the blood of the body.", "possible") for word in "may can could might".split()),
    *((f"The kidney {word} filter the blood of the body.", "possible") for word in "will must should would".split()),
    ("The left kidney of a dog filters blood.", "subject of many words"),
    ("The vector filters the blood of the body.", "subject is the and one word"),
    ("The water filters the blood of the body.", "subject is one common word"),
    ("Warfarin filters the blood of the body.", "subject is one rare word"),
    ("Some warfarin filters the blood of the body.", "subject opens with a determiner"),
    ("Old kidneys filter the blood of the body.", "subject in the plural"),
    ("The warfarin pill filters the blood of the body.", "subject has a rare word"),
    ("This law is called the rule of the town.", "verb gives a name or a meaning"),
    *(
        (f"The old kidney {verb} pain of the body.", "verb of cause or need")
        for verb in ("causes", "requires", "needs", "prevents", "produces", "triggers")
    ),
    *(
        (f"The old kidney {verb} the pain of the body.", "verb gives a name or a meaning")
        for verb in ("denotes", "defines", "represents")
    ),
]


@pytest.mark.parametrize(("notes", "sign"), CLAUSES)
def test_a_clause_shows_its_sign(notes: str, sign: str) -> None:
    assert sign in signs("claim", notes)


@pytest.mark.parametrize(
    ("notes", "signs_not_shown"),
    [
        ("The kidney of a dog filters blood.", ["subject of many words"]),
        ("The old kidney filters blood.", ["subject is the and one word", "subject in the plural", "possible"]),
        ("Old water filters blood of dogs.", ["subject is one common word", "subject has a rare word"]),
        ("The warfarin filters blood of dogs.", ["subject opens with a determiner", "subject is one common word"]),
        ("The water filters blood of dogs.", ["subject is one rare word", "verb of cause or need"]),
        ("The kidney filters blood of dogs.", ["verb gives a name or a meaning", "opens with there", "no subject"]),
    ],
)
def test_a_clause_does_not_show_what_is_not_there(notes: str, signs_not_shown: list[str]) -> None:
    assert signs("claim", notes).isdisjoint(signs_not_shown)


@pytest.mark.parametrize("end", [".", "!", ";"])
def test_a_line_may_end_with_a_stop(end: str) -> None:
    assert "line ends with a stop" in signs("claim", f"- {FILTERS[:-1]}{end}")


TERMS = [
    *((f"- **{word} osmosis**: the spread of water", "term asks for an extreme") for word in ("first", "best")),
    *(
        (f"- **{word} osmosis**: the spread of water", "term asks for an extreme")
        for word in (
            "least max min maximum minimum main commonest mc ioc toc doc choice standard gold only earliest largest "
            "smallest biggest highest lowest longest shortest fastest primary average normal total"
        ).split()
    ),
    *((f"- **Salt{sign}water**: the ratio of the two", "term has a sign") for sign in "=+<>/&"),
    *(
        (f"- **Osmosis**: water{mark}salt", "meaning has a dash or arrow")
        for mark in (" - ", " – ", " -> ", " → ", " => ")
    ),
    *((f"- **Osmosis**: {opening} spread of water", "meaning opens with an article") for opening in ("a", "an", "the")),
    ("- **Osmund Zymurg Xylo**: the brewer of the abbey", "term is a name of several words"),
    ("- **Water**: the brewer of the abbey", "term is one of the commonest words"),
    ("- **Osmosis (slow)**: the spread of water", "term has a bracket"),
    ("- **Moving water**: the spread of it", "term opens with a gerund"),
    ("- **Move water**: the spread of it", "term opens with a verb"),
    ("- **Osmosis**: not the spread of water", "meaning opens with a negation"),
    ("- **Osmosis**: salt, fat, urea", "meaning is a list"),
    ("- **Osmosis**: 5 May 1999", "meaning is a date"),
    ("- **Osmosis**: when salt is spread", "meaning opens with a condition"),
    ("- **Osmosis**: of the salt of the sea", "meaning opens with a preposition"),
    ("- **Osmosis**: to spread the salt", "meaning opens with a preposition"),
    ("- **Osmosis**: Slow Salt Water spread", "meaning in title case"),
    ("- **Law of the free fall**: the spread of water", "term of 5 words"),
    ("- **Law of the free red fall**: the spread of water", "term of 5 words"),
    ("- **Two red old law**: the spread of water", "term of 4 words"),
    ("- **Red old law**: the spread of water", "term of 3 words"),
]


@pytest.mark.parametrize(("notes", "sign"), TERMS)
def test_a_term_shows_its_sign(notes: str, sign: str) -> None:
    assert sign in signs("definition", notes)


@pytest.mark.parametrize(
    ("notes", "sign"),
    [
        ("- **Osmund Zymurg Xylo Quern**: the brewer of the abbey", "term is a name of several words"),
        ("- **Osmund ZYMURG**: the brewer of the abbey", "term is a name of several words"),
        ("- **Osmund zymurg**: the brewer of the abbey", "term is a name of several words"),
        ("- **Osmund Water**: the brewer of the abbey", "term is a name of several words"),
        ("- **Osmund**: the brewer of the abbey", "term is a name of several words"),
        ("- **Moving**: the spread of it", "term opens with a verb"),
        ("- **Given**: the spread of it", "term ends in a participle"),
        ("- **Osmosis**: Slow Salt water spread", "meaning in title case"),
        ("- **Osmosis**: Slow of The And spread", "meaning in title case"),
        ("- **Osmosis**: Slow", "meaning in title case"),
        ("- **Osmosis**: water-salt", "meaning has a dash or arrow"),
        (f"- {OSMOSIS}", "term asks for an extreme"),
        (f"- {OSMOSIS}", "term has a sign"),
        (f"- {OSMOSIS}", "term has a bracket"),
        (f"- {OSMOSIS}", "meaning opens with a preposition"),
        (f"- {OSMOSIS}", "meaning opens with a condition"),
        (f"- {OSMOSIS}", "meaning is a list"),
        (f"- {OSMOSIS}", "meaning is a date"),
    ],
)
def test_a_term_does_not_show_what_is_not_there(notes: str, sign: str) -> None:
    assert sign not in signs("definition", notes)


def test_siblings_are_split_in_shares() -> None:
    def shares(*lines: str) -> set[str]:
        return {
            sign
            for sign in signs("definition", "\n".join((*lines, f"- {OSMOSIS}")))
            if "split" in sign or "no sib" in sign
        }

    cut, whole = "- Lymph: clear fluid of dogs", "- Fat"
    assert shares() == {"no siblings"}
    assert shares(cut) == {"all siblings are split too"}
    assert shares(whole) == {"no sibling is split"}
    assert shares(cut, whole) == {"few siblings are split too"}
    assert shares(cut, cut, whole) == {"most siblings are split too"}


# --------------------------------------------------------------------------- tables


@pytest.mark.parametrize("tick", "x ✓ ✔ ✗ ✘ ✅ ❌ yes no y n • ✖ ☑ o Yes".split())
def test_a_tick_is_no_answer(tick: str) -> None:
    (fact,) = facts(table("| Organ | Living |", f"| kidney | {tick} |"), "table")
    assert fact.doubt == "a yes or no in a table"


@pytest.mark.parametrize(
    "header", "note notes comment comments remark remarks source sources link links reference".split()
)
def test_remarks_are_not_asked(header: str) -> None:
    assert facts(table(f"| Organ | {header} |", "| kidney | 150 g |"), "table") == []


@pytest.mark.parametrize(
    "header",
    "pro pros con cons task done owner due plan status todo pages read week deadline priority progress".split(),
)
def test_plans_are_doubted(header: str) -> None:
    (fact,) = facts(table(f"| Organ | {header} |", "| kidney | 150 g |"), "table")
    assert fact.doubt == "plans or opinions, not facts"


@pytest.mark.parametrize(
    "header", "attribute aspect property feature metric parameter characteristic criterion item quantity field".split()
)
def test_a_table_of_attributes_is_turned(header: str) -> None:
    (fact,) = facts(table(f"| {header} | Kidney |", "| weight | 150 g |"), "table")
    assert (fact.subject.plain, fact.relation) == ("Kidney", "weight")


@pytest.mark.parametrize(
    ("name", "is_sample"),
    [
        *((f"{word} 2", True) for word in "image sample example row item user algorithm model case".split()),
        *((word, True) for word in ("Total", "% total", "%total", "Samples", "A")),
        *((word, False) for word in ("sampler", "sample of blood", "Kidney", "5")),
    ],
)
def test_a_samples_row_is_no_thing(name: str, is_sample: bool) -> None:
    (fact,) = facts(table("| Organ | Weight |", f"| {name} | 150 g |"), "table")
    assert (fact.doubt == "a sample's row, not a thing") is is_sample


@pytest.mark.parametrize("cell", ["see page 4", "cf. page 4", "cf page 4", "as above", "Ditto", "See below"])
def test_a_cell_may_point_elsewhere(cell: str) -> None:
    (fact,) = facts(table("| Organ | Weight |", f"| kidney | {cell} |"), "table")
    assert fact.doubt == "a cell that points elsewhere"


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        *(
            (f"{prefix}{'-' if prefix == 'non' else ''}septal", "septal", True)
            for prefix in "non un in im ir a dis anti pre post hypo hyper intra extra endo exo".split()
        ),
        ("septal", "unseptal", True),
        ("Large polyp", "Small polyp", True),
        ("Large polyp", "Small wall", False),
        ("Polyp", "Small polyp", False),
        ("Organ", "Weight", False),
        ("SERVICE", "PORT", False),
        ("ARDS", "COPD", True),
        ("ARDS", "Copd", False),
        ("abc", "unabc", False),
        ("Systole", "Diastole", True),
        ("Stole", "Whole", False),
    ],
)
def test_columns_of_one_kind(left: str, right: str, same: bool) -> None:
    (fact,) = facts(table(f"| {left} | {right} |", "| kidney | heart |"), "table")
    assert (fact.doubt == "no column names the rows") is same


@pytest.mark.parametrize(
    ("row", "header", "subject"),
    [
        *((name, "Layer", f"Layer {name}") for name in ("first", "second", "third", "1.5", "C12", "21st", "X", "11th")),
        *((name, "Layer", name) for name in ("fourth", "C123", "layer 4")),
        ("4", "Old red layer", "Old red layer 4"),
    ],
)
def test_a_row_with_a_number_for_a_name(row: str, header: str, subject: str) -> None:
    (fact,) = facts(table(f"| {header} | Thickness |", f"| {row} | 5 mm |"), "table")
    assert fact.subject.plain == subject


@pytest.mark.parametrize("word", ["question", "Q", "Front"])
def test_a_table_of_questions_has_them_in_front(word: str) -> None:
    (fact,) = facts(table(f"| {word} | Answer |", "| Which vessel? | the aorta |"), "table", "explicit")
    assert (fact.rule, fact.object.plain, fact.evidence.text.plain) == (
        "explicit",
        "the aorta",
        "Which vessel? | the aorta",
    )


# --------------------------------------------------------------------------- other words and marks


@pytest.mark.parametrize(
    "header",
    "term terms abbreviation abbreviations abbreviaton abbrevation acronym acronyms concept concepts word words name "
    "symbol notation phrase expression keyword command function vocabulary jargon word/phrase concept/term".split(),
)
def test_a_column_of_terms_makes_a_glossary(header: str) -> None:
    (fact,) = facts(table(f"| {header} | Of dogs |", "| osmosis | the spread of water |"), "glossary")
    assert (fact.subject.plain, fact.object.plain) == ("osmosis", "the spread of water")


@pytest.mark.parametrize(
    "header",
    "meaning meanings definition definitions description explanation expansion translation stands what english german "
    "french spanish latin full gloss sense purpose".split(),
)
def test_a_column_of_meanings_makes_a_glossary(header: str) -> None:
    (fact,) = facts(table(f"| Dog | {header} |", "| osmosis | spread |"), "glossary")
    assert (fact.subject.plain, fact.object.plain) == ("osmosis", "spread")


@pytest.mark.parametrize(
    ("notes", "shown"),
    [
        ("If you heat the water, the wall thickens.", "speaks to the reader"),
        ("If the water is hot, you see that the wall thickens.", "speaks to the reader"),
        ("If the wall thickens, take some salt.", "an instruction follows"),
        ("If the wall thickens, the pump fails; it stops.", "more than one sentence's worth"),
        ("If the wall thickens, the pump fails because it leaks.", "more than one sentence's worth"),
        ("If the wall thickens, the pump fails.", ""),
    ],
)
def test_a_consequence_shows_its_sign(notes: str, shown: str) -> None:
    (fact,) = facts(notes, "consequence")
    seen = {"speaks to the reader", "an instruction follows", "more than one sentence's worth"} & set(fact.signs)
    assert (seen, fact.doubt) == ({shown} if shown else set(), "")


@pytest.mark.parametrize(
    ("notes", "sure"),
    [
        (FILTERS, "nearly sure"),
        ("Kidneys contain the blood of the body.", ""),
        ("The heart contains the blood of the body.", "sure"),
        ("Jeff built bridges of steel.", "guessed"),
    ],
)
def test_how_sure_a_verb_is(notes: str, sure: str) -> None:
    assert {sign for sign in signs("claim", notes) if sign.startswith("verb ") and "name" not in sign} == (
        {f"verb {sure}"} if sure else set()
    )


@pytest.mark.parametrize("word", "it they he she this that these those".split())
def test_a_condition_must_say_what_it_speaks_of(word: str) -> None:
    verb = "fail" if word in ("they", "these", "those") else "fails"
    found = facts(f"When {word} {verb}, the wall thickens.", "consequence")
    assert {fact.doubt for fact in found} <= {
        "the condition does not say what it speaks of",
        "leans on the sentence before",
    }
    assert {fact.doubt for fact in facts("When the valve fails, the wall thickens.", "consequence")} == {""}


@pytest.mark.parametrize(
    ("mark", "first"), [(mark, first) for mark in "if when whenever once unless".split() for first in (True, False)]
)
def test_each_mark_of_a_condition(mark: str, first: bool) -> None:
    line = (
        f"{mark.title()} the valve narrows, the wall thickens."
        if first
        else f"The wall thickens {mark} the valve narrows."
    )
    (fact,) = facts(line, "consequence")
    assert fact.subject.plain == f"{mark} the valve narrows"
    assert {f"condition with {mark}"} <= set(fact.signs)
    assert ("condition first" in fact.signs) is first


@pytest.mark.parametrize(
    "word", "even only but and or so that than including,as,know,see,tell,decide,sure,is,are".replace(",", " ").split()
)
def test_a_word_before_a_condition_makes_it_another(word: str) -> None:
    assert facts(f"The old wall thickens {word} if the valve narrows.", "consequence") == []


@pytest.mark.parametrize(
    "mark", ["because", "because of", "due to", "owing to", "in order to", "so as to", "so that", "as a result of"]
)
def test_each_mark_of_a_reason(mark: str) -> None:
    why = "it bears pressure" if mark in ("because", "so that") else "bear high pressure"
    (fact,) = facts(f"The wall is thick {mark} {why}.", "reason")
    assert (fact.subject.plain, fact.object.plain) == ("The wall is thick", f"{mark} {why}")
    assert f"reason with {mark}" in fact.signs


@pytest.mark.parametrize("mark", ["Because of", "Due to", "Owing to"])
def test_a_reason_may_come_first(mark: str) -> None:
    (fact,) = facts(f"{mark} high pressure, the wall is thick.", "reason")
    assert f"reason with {mark.lower()}" in fact.signs
    assert "reason first" in fact.signs


@pytest.mark.parametrize("word", ["and", "but", "so", "while", "whereas"])
def test_of_two_statements_either_may_have_the_reason(word: str) -> None:
    found = facts(f"The wall is thick, {word} the gut is thin because it bears pressure.", "reason")
    assert {fact.doubt for fact in found} == {"of two statements either may have the reason"}


@pytest.mark.parametrize(
    "month",
    "January February March April May June July August September October November December Jan Feb. Mar Apr. Jun Jul. "
    "Aug Sep. Sept Oct. Nov Dec.".split(),
)
def test_a_line_of_a_chronicle_may_open_with_any_month(month: str) -> None:
    notes = f"- 3 {month} 1670: Newton builds a telescope\n- {month} 4, 1671: Newton builds another telescope"
    assert [fact.object.plain for fact in facts(notes, "timeline")] == [f"3 {month} 1670", f"{month} 4, 1671"]
    assert {fact.relation for fact in facts(notes, "timeline")} == {"when"}


@pytest.mark.parametrize("date", ["44 BC", "44 BCE", "476 AD", "476 CE", "c. 1670", "circa 1670", "~1670", "1670s"])
@pytest.mark.parametrize("mark", [":", ".", " -", " –", " —"])
def test_a_line_of_a_chronicle_opens_with_a_date(date: str, mark: str) -> None:
    notes = f"- {date}{mark} Newton builds a telescope\n- 1671: Newton builds another telescope"
    assert [fact.object.plain for fact in facts(notes, "timeline")] == [date, "1671"]


@pytest.mark.parametrize("end", ["present", "today", "now", "1690", "June 1690"])
def test_a_span_of_a_chronicle(end: str) -> None:
    notes = f"- 1670-{end}: Newton builds a telescope\n- 1671: Newton builds another telescope"
    assert [fact.object.plain for fact in facts(notes, "timeline")] == [f"1670-{end}", "1671"]
    assert facts(notes, "timeline")[0].relation == ("which years" if end == "1690" else "when")


@pytest.mark.parametrize(
    ("line", "words", "speaker"),
    [
        ("“Nothing is as it was before” — Anna Smith", "“Nothing is as it was before”", "Anna Smith"),
        ('"Nothing is as it was before" -- J. Smith', '"Nothing is as it was before"', "J. Smith"),
        ("«Nothing is as it was before» (Anna de la Smith)", "«Nothing is as it was before»", "Anna de la Smith"),
        ("“Nothing is as it was before” – Smith et al.", "“Nothing is as it was before”", "Smith et al."),
        ("“Nothing is as it was” — Ann, Bob and Cid", "“Nothing is as it was”", "Ann, Bob and Cid"),
        ("“Nothing is as it was” - Ann, The Old Book", "“Nothing is as it was”", "Ann, The Old Book"),
        ("Nothing is as it was. Anna von Smith", "Nothing is as it was.", "Anna von Smith"),
        ("Nothing is as it was. Anna", "", ""),
        ("“Nothing is it” — Anna Smith", "", ""),
    ],
)
def test_words_with_a_name_at_their_end_are_signed(line: str, words: str, speaker: str) -> None:
    said, name = signed(at(line, line).block)
    assert (said.plain, name.plain) == (words, speaker)


@pytest.mark.parametrize("word", "what which who whom whose when where why how name define".split())
def test_a_question_opens_with_its_word(word: str) -> None:
    (fact,) = facts(f"- {word.title()} the old valve?\n  - mitral", "question")
    assert (fact.object.plain, fact.doubt) == ("mitral", "")


@pytest.mark.parametrize("word", "is are was were do does did can could should will would has have".split())
def test_a_question_of_yes_or_no_is_doubted(word: str) -> None:
    (fact,) = facts(f"- {word.title()} the valve red?\n  - mitral", "question")
    assert fact.doubt == "a yes-or-no question"


def test_a_name_of_ten_words_fits_and_says_something() -> None:
    assert not fits(Text("Overview"))
    assert not fits(Text("see below"))


WEIGHS = "The old mill weighs 150 g in the town."
SEEN = [
    ("quantity", "The old mill weighs more (150 g) in the town.", "number in brackets", WEIGHS),
    ("quantity", "The old mill (red) weighs 150 g in the town.", "", "number in brackets"),
    ("quantity", "The old mill was built in 1850 in the town.", "number is a year", WEIGHS),
    ("quantity", "The old mill, for example, weighs 150 g in town.", "number in an example", WEIGHS),
    (
        "quantity",
        f"- For instance, the gut is red.\n- {WEIGHS}",
        "number near an example",
        f"- The gut is red.\n- {WEIGHS}",
    ),
    ("quantity", "# Mill\n- weighs 150 g in the town of old", "number in a clause without subject", WEIGHS),
    ("quantity", "The old mill has 4 phases in the town.", "number counts what is told next", WEIGHS),
    ("quantity", "The old mill has 9 phases in the town.", "number counts what is told next", WEIGHS),
    ("quantity", "The old mill has 10 phases in the town.", "", "number counts what is told next"),
    ("quantity", "The old mill stops for 5 days in the town.", "number measures a time", WEIGHS),
    ("quantity", "The old mill is 5 km from the town.", "number measures a length", WEIGHS),
    ("quantity", "The old mill lost 5 % of the corn of the town.", "number measures a share", WEIGHS),
    ("quantity", "The old mill holds 5 MB of the town.", "number measures data", WEIGHS),
    ("timeline", "- 1670: Newton builds a telescope\n- 1671: old war", "the event is a few words", ""),
    ("timeline", "- 1670: Newton builds a telescope\n- 1671: old red war", "the event is a few words", ""),
    ("timeline", "- 1670: Newton builds it\n- 1671: old red long war", "", "the event is a few words"),
    (
        "timeline",
        "- 1670: old war\n- 1671: Newton builds a telescope",
        "the event has a verb",
        "- 1670: a b\n- 1671: old war",
    ),
    (
        "listing",
        "Old valves:\n- mitral: left\n- aortic: right",
        "every item has a meaning",
        "Old valves:\n- mitral: x\n- aortic",
    ),
    ("listing", "Old valves:\n- mitral: left\n- aortic", "an item has a meaning", "Old valves:\n- mitral\n- aortic"),
    ("listing", "Old valves:\n- mitral\n  - x\n- aortic", "an item has lines below", "Old valves:\n- mitral\n- aortic"),
    ("listing", "- Old valves: mitral, aortic, left", "items on the label's line", "Old valves:\n- mitral\n- aortic"),
    ("listing", "How to make tea:\n1. Boil water\n2. Add tea", "label names steps", "Old valves:\n- mitral\n- aortic"),
    ("listing", "Valves of dogs:\n- mitral\n- aortic", "label says of what", "Old valves:\n- mitral\n- aortic"),
    ("listing", "Valves:\n- mitral\n- aortic", "label is one word", "Old valves:\n- mitral\n- aortic"),
    ("listing", "Treatment of fever:\n- **Aspirin**: a pill", "only item", "Old valves:\n- mitral\n- aortic"),
    (
        "enumeration",
        "The heart has mitral and aortic valves.",
        "two items",
        "The heart has left, right and old valves.",
    ),
    ("enumeration", "The heart has mitral and aortic valves.", "items after a verb", "Two valves: left and right."),
    ("record", "- reed - a stick - black", "first parts", ""),
    ("definition", "- Osmosis: the spread of water", "delimiter :", "- **Osmosis**: the spread of water"),
    ("definition", "- Osmosis - the spread of water", "delimiter -", "- Osmosis: the spread of water"),
    ("definition", "- Osmosis ~ the spread of water", "delimiter ~", "- Osmosis: the spread of water"),
    ("definition", "- Osmosis := the spread of water", "delimiter :=", "- Osmosis: the spread of water"),
    ("definition", "- A red groove - **Philtrum**", "named after a dash", "- Osmosis: the spread of water"),
    ("definition", "# Osmosis\n\ntl;dr: the spread of water", "summary", "- Osmosis: the spread of water"),
    ("acronym", "The gross domestic product (GDP) rose.", "abbreviation in brackets", ""),
    ("acronym", "The GDP (gross domestic product) rose.", "abbreviation spelled out in brackets", ""),
    ("acronym", "GDP - gross domestic product", "abbreviation delimited", ""),
    ("acronym", "GDP stands for gross domestic product", "abbreviation stands for", ""),
    ("function", "A pump moves the water by turning a wheel, and it stops.", "more than its clause", ""),
]


@pytest.mark.parametrize(("rule", "shows", "sign", "hides"), SEEN)
def test_a_fact_shows_its_sign(rule: str, shows: str, sign: str, hides: str) -> None:
    """Without a sign to show, the notes do not show the other."""
    seen = signs(rule, shows)
    if sign:
        assert sign in seen
        assert not hides or sign not in signs(rule, hides)
    else:
        assert hides not in seen


@pytest.mark.parametrize("ask", ["Q", "Question", "Front", "q", "question"])
@pytest.mark.parametrize("answer", ["A", "Answer", "Back"])
@pytest.mark.parametrize("stop", [":", "."])
def test_a_card_may_be_written_with_each_of_these_words(ask: str, answer: str, stop: str) -> None:
    for gap in (" ", "\n", "\n\n"):
        (fact,) = facts(f"# T\n\n{ask}{stop} Which town is old?{gap}{answer}{stop} Rome", "explicit")
        assert (fact.subject.plain, fact.object.plain) == ("Which town is old?", "Rome")


def test_code_and_formulas_are_shown_as_such() -> None:
    code, math = at("```py\nx = 1\n```", "x = 1").block, at("$$x^2$$", r"\[x^2\]").block
    assert shown(code).spans == (Span(0, 5, Markup.CODE, "py"),)
    assert shown(math) == math.text
    assert not shown(at("# A\n\nx", "x").block)


@pytest.mark.parametrize("word", ["stands for", "is short for", "is an acronym for", "is an abbreviation of"])
def test_what_an_abbreviation_stands_for(word: str) -> None:
    (fact,) = facts(f"GDP {word} gross domestic product.", "acronym")
    assert fact.object.plain == "gross domestic product"


@pytest.mark.parametrize(
    "word", "means,mean,refers to,refer to,denotes,is defined as,are known as,are defined as".split(",")
)
def test_a_verb_that_says_what_a_term_means(word: str) -> None:
    (fact,) = facts(f"Osmosis {word} the spread of water.", "definition")
    assert (fact.subject.plain, fact.object.plain) == ("Osmosis", "the spread of water")
    assert "defined by: means" in fact.signs


@pytest.mark.parametrize(
    "word",
    "good great better best bad worse worst common popular powerful simple useful important key big nice natural "
    "reasonable major main significant perfect classic typical recent new hard difficult easy single".split(),
)
def test_a_judgement_is_no_definition(word: str) -> None:
    assert facts(f"A subnet is a {word} range of addresses in a network.", "definition") == []
    assert facts(f"A subnet is a really {word} range of addresses in a network.", "definition") == []


@pytest.mark.parametrize("mark", ["vs", "vs.", "versus", "against", "whereas", "compared to", "compared with", "VS"])
def test_each_mark_of_a_comparison(mark: str) -> None:
    for before in (" ", ", ", "; "):
        found = facts(f"- violin - 4 strings{before}{mark} guitar - 6 strings", "comparison")
        assert [(fact.subject.plain, fact.relation, fact.object.plain) for fact in found] == [
            ("violin", "strings", "4"),
            ("guitar", "strings", "6"),
        ]


SIZES = [
    # a word or a letter more or less: what still gives a fact, and what gives none
    ("claim", "Renin raises the pressure.", "Renin raises pressure."),
    ("claim", "Renin raises the old pressure.", "Renin is the old."),
    ("question", f"- Which key? {' '.join(WORDS[:12])}", f"- Which key? {' '.join(WORDS[:13])}"),
    ("quote", "“One two three four” — Anna Smith", "“One two three” — Anna Smith"),
    ("quote", "“It is an old la” — Anna Smith", "“It is an old l” — Anna Smith"),
    ("quote", "> It is so old — Anna Smith", "> It is so — Anna Smith"),
    ("definition", "# Osmosis\n\nA slow spread of water.", "# Osmosis\n\nA spread of water."),
    ("definition", "Osmosis means slow spread.", "Osmosis means a spread."),
    ("definition", "Osmosis is a slow spread of water.", "Osmosis is a spread of water."),
    ("definition", "- A red groove - **Philtrum**", "- A groove - **Philtrum**"),
    ("timeline", "- 1670: old war\n- 1671: x", "- 1670: war\n- 1671: x"),
    ("reason", "The wall is thick because of high pressure.", "The wall is thick because of pressure."),
    ("listing", "Causes of fever: flu, measles and mumps.", "Causes of fever: flu and mumps."),
    ("listing", "Treatment of fever:\n- **Aspirin**: a pill", "Treatment:\n- **Aspirin**: a pill"),
]


@pytest.mark.parametrize(("rule", "gives", "gives_none"), SIZES)
def test_less_gives_nothing(rule: str, gives: str, gives_none: str) -> None:
    given = [
        len([fact for fact in facts(notes, rule) if "open question" not in fact.doubt]) for notes in (gives, gives_none)
    ]
    assert given[0] > 0
    assert given[1] == 0


@pytest.mark.parametrize(("lead", "value"), [("up to about ", True), ("up to abouts ", False)])
def test_little_stands_before_a_value(lead: str, value: bool) -> None:
    assert is_value(Text(f"{lead}65%"), f"{lead}65%".split()) is value
