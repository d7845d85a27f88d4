"""What the rules see of a fact: for each sign notes that show it and notes that do not; what it weighs is learned."""

from __future__ import annotations

import json
from importlib import resources

import pytest
import specs

from flashgen import sources, wording
from flashgen.rules import RULES, find_facts

OSMOSIS = "**Osmosis**: the spread of water through a thin wall"
FILTERS = "The kidney filters the blood of the body."
PLAIN = "\n\n".join(
    f"The {what} of an old dog holds a lot of blood and also some fat." for what in ("liver", "lung", "gut", "eye")
)
LONG_TAIL = " and ".join(f"the {what} of the body" for what in ("water", "lymph", "fluid", "fat", "salt", "bile"))


def signs(rule: str, notes: str) -> set[str]:
    """The signs of the first fact that a rule finds alone, in the last line that gives one."""
    document, _ = sources.open_document(notes.encode(), "notes.md", "")
    found = [
        fact for fact in find_facts(document, frozenset(r.name for r in RULES) - {rule}).facts if fact.rule == rule
    ]
    assert found, f"{rule} finds nothing in {notes!r}"
    last = max(fact.evidence.start_line for fact in found)
    return set(next(fact for fact in found if fact.evidence.start_line == last).signs)


SEEN = [
    # of the place
    ("claim", f"It is one of two. {FILTERS}", "in prose", FILTERS),
    ("claim", f"- {FILTERS}", "in item", FILTERS),
    ("claim", f"{FILTERS} Two of them.", "in prose, first sentence", f"Two in a body, side by side.\n{FILTERS}"),
    ("claim", f"Two in a body, side by side.\n{FILTERS}", "in prose, later sentence", f"{FILTERS} Two of them."),
    ("claim", FILTERS, "line ends with a stop", FILTERS[:-1]),
    ("claim", f"- {FILTERS[:-1]};", "line ends with a stop", f"- {FILTERS[:-1]},"),
    ("claim", "- the kidney filters the blood of the body", "line opens with a small letter", f"- {FILTERS}"),
    ("claim", f"- {FILTERS[:-1]}:\n  - salt", "line ends with a colon", f"- {FILTERS}\n  - salt"),
    ("claim", f"- {FILTERS}\n  - salt", "line has lines below", f"- {FILTERS}"),
    ("claim", f"- Kidney\n  - {FILTERS}", "below an item", f"- {FILTERS}"),
    ("claim", f"Of the kidney:\n- {FILTERS}", "below a lead-in", f"# Kidney\n- {FILTERS}"),
    ("claim", f"- Salt\n- Fat\n- Urea\n- {FILTERS}", "in a long list", f"- Salt\n- Fat\n- {FILTERS}"),
    ("claim", FILTERS, "no heading above", f"# Kidney\n\n{FILTERS}"),
    ("claim", f"{FILTERS[:-1]} (all).", "bracket in the line", FILTERS),
    ("claim", f"# Kidney and heart\n\n{FILTERS}", "heading names two or more", f"# Kidney\n\n{FILTERS}"),
    ("claim", f"# Kidney vs heart\n\n{FILTERS}", "heading names two or more", f"# Strand\n\n{FILTERS}"),
    # of the clause
    ("claim", "The kidney does not filter the fat of the body.", "negated", FILTERS),
    ("claim", "The kidney may filter the blood of the body.", "possible", FILTERS),
    ("claim", "The kidney is the filter of the body.", "copula", FILTERS),
    ("claim", "The kidney is the filter of the body.", "verb sure", FILTERS),
    ("claim", FILTERS, "verb nearly sure", "The kidney is the filter of the body."),
    ("claim", "Jeff built bridges of steel.", "verb guessed", FILTERS),
    ("claim", "The blood is filtered by the kidney.", "passive", FILTERS),
    ("claim", "The kidney has two poles and a hilum.", "light verb", FILTERS),
    ("claim", "# Kidney\n- filters the blood of the body", "no subject", FILTERS),
    ("claim", "- filters the blood of the body", "no subject, not below a term", FILTERS),
    (
        "claim",
        "- filters the blood of the body",
        "no subject, not below a term",
        "# Organs\n\n- Kidney\n  - filters the blood of the body",
    ),
    (
        "claim",
        "- The heart pumps blood.\n- Shows gains in weight after a year",
        "no subject",
        "- The heart pumps blood.\n- A dog gains weight after a year",
    ),
    (
        "claim",
        "- The heart pumps blood.\n- The lung takes in air.\n- Shows gains in weight after a year",
        "lines around are reports",
        "- Pumps blood round.\n- Takes in the air.\n- Shows gains in weight after a year",
    ),
    ("claim", "There are two kidneys in the body of a dog.", "opens with there", FILTERS),
    ("claim", "When cold, the kidney filters the blood of the body.", "opens with a subordinator", FILTERS),
    ("claim", f"{FILTERS[:-1]} and {LONG_TAIL}.", "long clause", FILTERS),
    (
        "claim",
        f"The kidney filters {' and '.join('salt water fat lymph urea bile sugar blood air iron lead'.split())}.",
        "long clause",
        f"The kidney filters {' and '.join('salt water fat lymph urea bile sugar blood air iron'.split())}.",
    ),
    ("claim", "The kidney filters blood, but the heart pumps it round.", "more after the clause", FILTERS),
    ("claim", "In the night, the kidney filters the blood of the body.", "something before the subject", FILTERS),
    ("claim", "Renin raises the pressure of the blood.", "subject of one word", FILTERS),
    ("claim", "The left kidney of an old dog filters blood.", "subject of many words", FILTERS),
    ("claim", f"# Kidney\n\n{FILTERS}", "subject is in the context", f"# Heart\n\n{FILTERS}"),
    # of what a claim asks for
    ("claim", FILTERS, "asks for all that follows the verb", "The kidney filters blood in the morning of each day."),
    ("claim", FILTERS, "asks for the end of the sentence", "The kidney filters blood, but the heart pumps it round."),
    ("claim", "The kidney filters blood, but does not filter the fat of it.", "second predicate", FILTERS),
    ("claim", f"- {FILTERS}\n- {FILTERS}", "siblings share it", f"- {FILTERS}"),
    (
        "claim",
        "- The kidney filters the blood.\n- The kidney filters the lymph.",
        "siblings differ in it",
        f"- {FILTERS}\n- {FILTERS}",
    ),
    (
        "claim",
        "- The kidney filters the lymph.\n- The kidney filters the blood.",
        "siblings differ in it",
        "- The kidney holds some urine.\n- The kidney filters the blood.",
    ),
    ("claim", "The heart is prone to heat.", "slot weighs more", FILTERS),
    ("claim", "- kidney of the dog not larger than that of the cat", "a judgement without a verb", FILTERS),
    # of a term and what is said of it
    ("definition", f"- {OSMOSIS}", "no siblings", f"- {OSMOSIS}\n- {OSMOSIS}"),
    ("definition", f"- Lymph: clear fluid\n- {OSMOSIS}", "all siblings are split too", f"- {OSMOSIS}"),
    ("definition", f"- Lymph: fluid\n- Urea: salt\n- Fat\n- {OSMOSIS}", "most siblings are split too", f"- {OSMOSIS}"),
    (
        "definition",
        f"- Lymph: clear fluid\n- Fat\n- {OSMOSIS}",
        "few siblings are split too",
        f"- Lymph: fluid\n- Urea: salt\n- Fat\n- {OSMOSIS}",
    ),
    ("definition", f"- Fat\n- {OSMOSIS}", "no sibling is split", f"- {OSMOSIS}"),
    ("definition", f"- osmosis: a spread\n- {OSMOSIS}", "a sibling has the same term", f"- Lymph: fluid\n- {OSMOSIS}"),
    ("definition", "- **Air dried**: without the water that it held", "term ends in a participle", f"- {OSMOSIS}"),
    ("definition", "- **Gate of the cell**: the wall that lets salt in", "term has a preposition", f"- {OSMOSIS}"),
    ("definition", f"- {OSMOSIS}", "term has a rare word", "- **Water**: the fluid of which the sea is made"),
    ("definition", "- **Water**: the fluid of which the sea is made", "term is of common words", f"- {OSMOSIS}"),
    ("definition", "- **osmosis**: the spread of water", "term in small letters", f"- {OSMOSIS}"),
    ("definition", "- **OSMOSIS**: the spread of water", "term in capitals", f"- {OSMOSIS}"),
    ("definition", "- **Vitamin B12**: the one that nerves need", "term has a number", f"- {OSMOSIS}"),
    ("definition", "- **Salt/water**: the ratio of the two by weight", "term has a sign", f"- {OSMOSIS}"),
    ("definition", f"- {OSMOSIS}", "term of 1 words", "- **Slow osmosis**: the spread of water"),
    ("definition", "- **Slow osmosis**: the spread of water", "term of 2 words", f"- {OSMOSIS}"),
    ("definition", f"# Osmosis\n\n- {OSMOSIS}", "term stands above, too", f"# Water\n\n- {OSMOSIS}"),
    ("definition", "- **Osmosis**: Spread of Water", "meaning in title case", "- **Osmosis**: Spread of some water"),
    ("definition", "- **Osmosis**: The spread of water", "meaning opens with a capital", f"- {OSMOSIS}"),
    ("definition", f"- {OSMOSIS}", "meaning opens with an article", "- **Osmosis**: spread of water"),
    ("definition", "- **Osmosis**: water moving through a thin wall", "no heading above", f"# Water\n- {OSMOSIS}"),
    ("definition", "- **Pump**: driven by the salt outside", "meaning opens with a participle", f"- {OSMOSIS}"),
    ("definition", "- **Pump**: carries salt out of the cell", "meaning opens with a verb", f"- {OSMOSIS}"),
    ("definition", "- **Pump**: carries salt out of the cell", "meaning lacks its subject", f"- {OSMOSIS}"),
    ("definition", "- **Osmosis**: water is drawn by salt", "meaning is a clause", f"- {OSMOSIS}"),
    ("definition", f"- {OSMOSIS}", "meaning has what tells apart", "- **Osmosis**: slow spread"),
    ("definition", "- **Osmosis**: salt filters the water", "meaning is a clause", f"- {OSMOSIS}"),
    (
        "definition",
        f"- Lymph: fluid\n- Urea: salt\n- Fat\n- {OSMOSIS}",
        "most siblings are split too",
        f"- Lymph: clear fluid\n- Fat\n- {OSMOSIS}",
    ),
    *(
        (
            "definition",
            f"- **Osmosis**: spread {word} salt",
            "meaning has what tells apart",
            "- **Osmosis**: slow spread",
        )
        for word in ("of", "for", "used", "by", "with", "that")
    ),
    ("definition", "- **Osmosis**: water → salt", "meaning has a dash or arrow", f"- {OSMOSIS}"),
    ("definition", "- **Osmosis**: spread - slow", "meaning has a dash or arrow", f"- {OSMOSIS}"),
    ("definition", f"- {OSMOSIS}\n  - slow", "meaning goes on below", f"- {OSMOSIS}"),
    ("definition", f"- {OSMOSIS}. It takes some time.", "more is said in the line", f"- {OSMOSIS}"),
    ("definition", f"- {OSMOSIS}", "term marked", "- Osmosis: the spread of water through a thin wall"),
    (
        "definition",
        "An osmole is a measure of the salt in a fluid.",
        "defined by: is a",
        "Osmosis means the spread of salt.",
    ),
    (
        "definition",
        "Osmosis means the spread of salt.",
        "defined by: means",
        "An osmole is a measure of the salt in a fluid.",
    ),
    # of a reason and a condition
    (
        "reason",
        "The wall is thick because it bears pressure.",
        "reason with because",
        "The wall is thick due to high pressure.",
    ),
    (
        "reason",
        "Because of high pressure, the wall is thick.",
        "reason first",
        "The wall is thick due to high pressure.",
    ),
    (
        "reason",
        "The wall is thick because pressure is high, and it lasts.",
        "reason goes on",
        "The wall is thick due to high pressure.",
    ),
    (
        "reason",
        "The wall is thick, and it lasts, because pressure is high.",
        "two statements before the reason",
        "The wall is thick due to high pressure.",
    ),
    (
        "consequence",
        "If the valve narrows, the wall thickens.",
        "condition with if",
        "When the valve narrows, the wall thickens.",
    ),
    (
        "consequence",
        "If the valve narrows, the wall thickens.",
        "condition first",
        "The wall thickens if the valve narrows.",
    ),
    # of the notes
    ("claim", f"# Blood\n\n{FILTERS}", "asks for a word of a heading", f"# Heart\n\n{FILTERS}"),
    ("claim", f"**Blood** is red.\n\n{FILTERS}", "asks for a term of the notes", f"Blood is red.\n\n{FILTERS}"),
    ("claim", f"- blood: a fluid\n\n{FILTERS}", "asks for a term of the notes", f"- blood, a fluid\n\n{FILTERS}"),
    ("claim", FILTERS, "asks for words that stand only here", f"Red blood.\n\n{FILTERS}"),
    ("claim", f"Red blood.\n\n{FILTERS}", "asks for a word that stands only here", f"Blood of the body.\n\n{FILTERS}"),
    (
        "claim",
        f"Blood of the body.\n\nBody and blood.\n\n{FILTERS}",
        "asks for words that stand often",
        f"Blood of the body.\n\n{FILTERS}",
    ),
    ("claim", "The kidney filters the **blood** of the body.", "asks for something marked", FILTERS),
    ("claim", f"- {FILTERS}", "notes in items", FILTERS),
    ("claim", FILTERS, "notes in paragraphs", f"- {FILTERS}"),
    ("claim", FILTERS, "notes in short lines", "The kidney filters the blood of the body of an old dog."),
    ("claim", f"{FILTERS[:-1]} of an old dog.", "notes in long lines", FILTERS),
    ("claim", "Your kidney filters the blood.", "notes speak to somebody", FILTERS),
    ("claim", FILTERS, "notes hardly speak to anybody", "Your kidney filters the blood."),
    ("claim", "It filters the blood of the body.", "notes lean on what came before", FILTERS),
    ("claim", FILTERS, "notes end lines with stops", FILTERS[:-1]),
    ("definition", f"- {OSMOSIS}", "notes define much", f"- {OSMOSIS}\n- Fat\n- Salt\n- Urea\n"),
    ("claim", FILTERS, "notes define little", f"{FILTERS}\n\n- {OSMOSIS}"),
    (
        "claim",
        f"{FILTERS}\n\n{PLAIN}\n\nYour heart is red.",
        "notes speak to somebody",
        f"Your heart.\n\n{PLAIN}\n\n{PLAIN}",
    ),
    ("claim", f"{PLAIN}\n\n{PLAIN}", "notes hardly speak to anybody", f"Your heart.\n\n{PLAIN}"),
    ("claim", f"It is red.\n\n{FILTERS}", "notes lean on what came before", f"It is red.\n\n{PLAIN}\n\n{PLAIN}"),
    ("claim", f"- salt\n- fat\n- urea\n- lymph\n- {FILTERS}", "notes in items", f"- salt\n- fat\n\n{FILTERS}"),
    ("claim", f"- salt\n- fat\n- urea\n\n{FILTERS}", "notes in short lines", f"{PLAIN}\n\n{PLAIN}"),
    ("claim", f"- salt\n\n{PLAIN}", "notes in paragraphs", f"- salt\n- fat\n\n{FILTERS}"),
    # of definitions
    ("definition", "# Chartism\n\nA movement of workers for the vote.", "named above", OSMOSIS),
    ("definition", f"{OSMOSIS}; needs no energy", "meaning has a semicolon", OSMOSIS),
    ("definition", "**Main osmosis**: the spread of water through a wall", "term asks for an extreme", OSMOSIS),
    ("definition", "**Osmund Zymurg**: the brewer of the abbey", "term is a name of several words", OSMOSIS),
    ("definition", "**Law of the free fall**: the speed of all bodies that fall", "term of 5 words", OSMOSIS),
    ("definition", "Arteries are the vessels that lead from the heart.", "defined by: are the", OSMOSIS),
    ("definition", "Arteries are a kind of vessel that leads from the heart.", "defined by: are a", OSMOSIS),
    # of lists, questions and abbreviations
    (
        "listing",
        "Valves of the heart:\n- mitral\n  - left\n- aortic\n  - out",
        "every item has lines below",
        "Valves of the heart:\n- mitral\n  - left\n- aortic",
    ),
    ("listing", "The valve of the heart:\n- mitral\n- aortic", "label names one", "Valves:\n- mitral\n- aortic"),
    (
        "listing",
        "Valves of the heart:\n- mitral\n- aortic",
        "label names several",
        "The valve of the heart:\n- mitral\n- aortic",
    ),
    (
        "listing",
        "The valves of the heart are:\n- mitral\n- aortic",
        "label is a sentence",
        "Valves of the heart:\n- mitral\n- aortic",
    ),
    (
        "enumeration",
        "There are two valves: mitral and aortic.",
        "items counted",
        "The valves include mitral, aortic and tricuspid.",
    ),
    ("question", "**What pumps blood?** The heart.", "marked question", "- What pumps blood? The heart."),
    ("question", "- What pumps blood? The heart.", "plain question", "**What pumps blood?** The heart."),
    ("question", "- What pumps blood?\n  - The heart.", "question above", "**What pumps blood?** The heart."),
    ("question", "# What pumps blood?\n\nThe heart.", "question as heading", "- What pumps blood?\n  - The heart."),
    ("question", "# Heart\n\nWhat pumps blood?\n\nThe heart.", "question before", "# What pumps blood?\n\nThe heart."),
    (
        "question",
        "# Heart\n\n*What pumps blood?*\n\nThe heart.",
        "marked question above",
        "# Heart\n\nWhat pumps blood?\n\nThe heart.",
    ),
]


@pytest.mark.parametrize(("rule", "shows", "sign", "hides"), SEEN)
def test_a_sign_is_seen_where_it_shows(rule: str, shows: str, sign: str, hides: str) -> None:
    assert sign in signs(rule, shows)
    assert sign not in signs(rule, hides)


RARE = (
    "- The heart weighs 300 g in a grown-up person.\n- For example, the heart of a dog weighs less.",
    "# Heart\n\n## Valves\n\n- Mitral:\n  - **Cusp**: a flap that lets blood pass one way",
    "**Vein**: a vessel that carries blood from the organs of the body and the lungs back to the heart, and has valves "
    "that keep blood from flowing back again",
    f"**Vein**: a vessel {LONG_TAIL} and {LONG_TAIL}",
    "**Law of Starling**: the more the heart fills, the more it pumps",
    "The heart is too weak, due to scars of the muscle.",
    "The blood of the body is filtered by the kidney. The urine of the body is stored.",
    "- Osmosis == the spread of water through a thin wall",
    "A moon is any body that circles a planet.",
)
"""Notes that show what the examples of the specs do not."""
NOT_SHOWN = {
    "(start)",
    *("term, backwards", "definition, term, backwards", "glossary, term, backwards"),  # of a side, not of a fact
    *("answer of 21-30 words", "context of 6-8 content words", "context of 9-12 content words"),
    *("blank after the", "speaks to the reader"),
}


def test_each_sign_that_was_learned_is_still_seen() -> None:
    """A sign by another name would weigh nothing, and nobody would notice."""
    text = resources.files(wording).joinpath("weights.json").read_text("utf-8")
    names = [name for name in json.loads(text)["weights"] if "by a model" not in name and "ask" not in name[:9]]
    learned = {name.partition(": ")[2] or name for name in names}
    every = (example for path in specs.spec_files() for example in specs.examples(path))
    notes = [(example.file, "\n".join(example.given)) for example in every if example.kind in specs.FILE_NAMES]
    own = [("notes.md", each) for each in (*RARE, *(row[1] for row in SEEN))]
    given = {sign for name, each in (*notes, *own) for sign in _given(name, each)}
    assert learned - given <= NOT_SHOWN


def _given(name: str, notes: str) -> set[str]:
    document, _ = sources.open_document(notes.encode(), name, "")
    found = (each for fact in find_facts(document, frozenset()).facts for each in wording.candidates(fact))
    return {sign.partition(": ")[2] or sign for each in found for sign in each.signs}
