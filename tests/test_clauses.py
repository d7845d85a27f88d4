"""The main clause of a sentence: what is its subject, its verb and its complement, in prose and in terse notes."""

import re

import pytest

from flashgen.language.clauses import Clause, read_clause
from flashgen.text import Markup, Span, Text

_MARKS = re.compile(r"[{}\[\]<>]")

VERBS = """\
{Aldosterone} [increases] <sodium reabsorption in the collecting duct>.
{The left ventricle} [pumps] <blood into the aorta>.
{Gutenberg} [printed] <a Bible in Mainz>.
{The senate} [declared] <war on Carthage>.
{Enzymes} [lower] <the activation energy of a reaction>.
{Mitochondria} [produce] <most of the energy of a cell>.
{Bach} [wrote] <fugues for the organ>.
{Sourdough} [needs] <a warm place>.
{The court} [rejected] <the appeal>.
{Chlorophyll} [absorbs] <red and blue light>.
{Aspirin} [reduces] <fever and pain>.
{A cog} [has] <one mast and a square sail>.
{Latin nouns} [have] <six cases>.
{The clarinet} [does not have] <a double reed>.
{Noble gases} [do not react] <with most elements>.
{Copper} [conducts] <heat better than iron>.
{Butter} typically [contains] <16% water>.
{The fall of Constantinople} [ended] <the Byzantine Empire>.
"""

FORMS_OF_BE_AND_MODALS = """\
{Osmosis} [is] <the movement of water through a membrane>.
{The stapes} [is] <the smallest bone of the body>.
{Cheese} [is] <rich in calcium>.
{Some muscles} [are] <prone to cramps>.
{The verb} [is] <at the end of the clause>.
{The Rosetta Stone} [was found] <in 1799>.
{Penicillin} [was discovered] <by Fleming in 1928>.
{Parties} [are bound] <by the contract>.
{The seal} [has been broken] <by the customs>.
{A subnet} [can be split] <into smaller ones>.
{Vitamin B12} [is needed] <for blood>.
{A minor} [can void] <most contracts>.
{Yeast} [may die] <above 50 °C>.
{The dough} [should rest] <for an hour>.
{A judge} [must not hear] <the case of a relative>.
{Arteries} [can harden] <with age>.
"""

NO_SUBJECT = """\
[Requires] <a key of 128 bits>
[increases] <the heart rate>
[reduces] <swelling>
[Inhibits] <the synthesis of the cell wall>
[Observed] <a rise in temperature>
"""

NOUNS_THAT_MAY_BE_VERBS = """\
{Market prices} [signal] <scarcity to buyers>.
{The court's ruling} [changes] <the law>.
{A capo} [raises] <the pitch of the strings>.
{The sample} [covers] <ten cities>.
{Heat} [breaks] <the bonds of the molecule>.
{Demand} [exceeds] <supply>.
{The use of force} [needs] <a mandate of the council>.
{Water stress} [limits] <the growth of wheat>.
{The left hand} [plays] <the chords>.
{Copy number} [varies] <between cells>.
{Heart rate} [increases] <during exercise>.
{Larger orchestras} [need] <a conductor>
"""

RELATIVE_CLAUSES = """\
{The court that hears the appeal} [can overturn] <the verdict>.
{A country whose exports exceed its imports} [has] <a trade surplus>.
{The valve, which has two leaflets,} [opens] <into the left ventricle>.
"""

LEADS = """\
In Roman law, {a slave} [could be freed] <by his master>.
After the war, {the empire} [lost] <its colonies>.
If the pH falls, {the lungs} [release] <more carbon dioxide>.
Initially, {the guests} [were] <afraid of the dog>.
Usually {the soloist} [plays] <the cadenza alone>.
By 1500, {printing} [had spread] <to two hundred towns>.
On May 8, 1902, {the volcano} [destroyed] <the town below it>.
Given two sides, {the theorem} [yields] <the third side>.
Fun fact: {the heart of a shrew} [beats] <a thousand times a minute>.
"""

ENDS = """\
{Garlic} [burns] <quickly>, but tastes sweet at low heat.
{The recorder} [has] <eight holes>; the flute has keys.
{Lava} [is] <molten rock>, and magma is its name below the ground.
{Basalt} [is] <dark and dense>: it holds iron.
{Neap tides} [expose] <the lower shore>, and boats collide in the harbour.
{Bread} [goes] <stale> because its starch crystallises again.
{Julius Caesar} (a general) [crossed] <the Rubicon>.
{Ohm's law} [links] <voltage, current and resistance>.
"""


def _lines(*tables: str) -> list[str]:
    return [line for table in tables for line in table.splitlines()]


def _marked(text: str, clause: Clause | None) -> str:
    """The text with ``{subject} [verb] <complement>`` marked in it."""
    if clause is None:
        return text
    cuts = [(*clause.subject, "{}"), (*clause.verb, "[]"), (*clause.complement, "<>")]
    for start, end, marks in reversed(cuts):
        if start < end:
            text = f"{text[:start]}{marks[0]}{text[start:end]}{marks[1]}{text[end:]}"
    return text


@pytest.mark.parametrize(
    "marked",
    _lines(VERBS, FORMS_OF_BE_AND_MODALS, NO_SUBJECT, NOUNS_THAT_MAY_BE_VERBS, RELATIVE_CLAUSES, LEADS, ENDS),
)
def test_subject_verb_and_complement(marked: str) -> None:
    plain = _MARKS.sub("", marked)
    assert _marked(plain, read_clause(Text(plain))) == marked


@pytest.mark.parametrize(
    "line",
    [
        "",
        "rapid onset of chest pain",
        "signs of a stroke",
        "heart attack with chest pain",
        "drop in blood pressure",
        "treated with penicillin",
        "types of contracts",
        "used in cakes and bread",
        "a sonata for piano and violin",
        "load balancing across many servers",
        "set of rules for the road",
        "cut of the meat from the shoulder",
        "use cases of graph databases",
        "written constitution of the republic",
        "broken chord in the left hand",
        "cost of goods sold",
        "guard against frost",
        "the king's speech",
        "the French Revolution",
        "set of different processes for the dough",
        "preventing requests from the guests",
    ],
)
def test_a_line_without_a_finite_verb_has_no_clause(line: str) -> None:
    assert read_clause(Text(line)) is None


@pytest.mark.parametrize(
    ("sentence", "base"),
    [
        ("Penicillin was discovered by Fleming.", "discover"),
        ("Bach wrote fugues for the organ.", "write"),
        ("Chlorophyll absorbs red light.", "absorb"),
        ("The seal has been broken by the customs.", "break"),
        ("A cog has one mast.", "have"),
        ("Osmosis is the movement of water.", "be"),
    ],
)
def test_base_form_of_the_verb(sentence: str, base: str) -> None:
    clause = read_clause(Text(sentence))
    assert clause
    assert clause.base == base


@pytest.mark.parametrize(
    ("sentence", "copula", "passive", "negated"),
    [
        ("Basalt is a dark rock.", True, False, False),
        ("Basalt is not a light rock.", True, False, True),
        ("Basalt contains iron.", False, False, False),
        ("Basalt does not contain gold.", False, False, True),
        ("Basalt was formed by lava.", False, True, False),
        ("Basalt cannot float on water.", False, False, True),
    ],
)
def test_what_kind_of_clause_it_is(sentence: str, copula: bool, passive: bool, negated: bool) -> None:
    clause = read_clause(Text(sentence))
    assert clause
    assert (clause.copula, clause.passive, clause.negated) == (copula, passive, negated)


def test_an_auxiliary_is_surer_than_a_word_that_may_be_a_noun() -> None:
    sure = read_clause(Text("The hash is a number of fixed length."))
    guess = read_clause(Text("A capo raises the pitch of the strings."))
    assert sure
    assert guess
    assert sure.strength > guess.strength


def test_code_is_never_the_verb() -> None:
    plain = "The command runs has an exit status."
    at = plain.index("runs")
    clause = read_clause(Text(plain, (Span(at, at + 4, Markup.CODE),)))
    assert clause
    assert plain[slice(*clause.verb)] == "has"
    assert plain[slice(*clause.subject)] == "The command runs"
