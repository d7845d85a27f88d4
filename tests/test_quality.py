"""The checks that hold a card: good cards on many subjects pass all, each bad one trips the check it should."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from flashgen.model import Draft, Form, Kind
from flashgen.quality import CHECKS, density, faults, mended, reverse_ok, shared_meanings
from flashgen.text import Markup, Span, Text


def basic(front: str, back: str, notes: str = "", context: Sequence[str] = (), kind: Kind = Kind.CLAIM) -> Draft:
    """A question; the notes say its own words where nothing else is given."""
    return Draft(
        Form.BASIC,
        "claim",
        kind,
        Text(front),
        Text(back),
        context=tuple(Text(c) for c in context),
        evidence=Text(notes or f"{front} {back}"),
    )


def number(front: str, back: str, notes: str = "", context: Sequence[str] = ()) -> Draft:
    return basic(front, back, notes, context, Kind.QUANTITY)


def listing(front: str, *items: str, context: Sequence[str] = ()) -> Draft:
    draft = basic(front, "", " ".join([front, *items]), context, Kind.LISTING)
    return replace(draft, items=tuple(Text(item) for item in items))


def term(
    name: str,
    meaning: str,
    notes: str = "",
    context: Sequence[str] = (),
    kind: Kind = Kind.DEFINITION,
    reverse: bool = False,
) -> Draft:
    draft = basic(name, meaning, notes or f"{name}: {meaning}", context, kind)
    return replace(draft, form=Form.TERM, reverse=reverse)


def cloze(sentence: str, notes: str = "", context: Sequence[str] = (), kind: Kind = Kind.CLAIM) -> Draft:
    """A sentence with its blanks in ``<<`` and ``>>``."""
    plain, blanks, shift = re.sub(r"<<|>>", "", sentence), [], 0
    for match in re.finditer(r"<<(.*?)>>", sentence):
        start = match.start() - shift
        blanks.append((start, start + len(match[1])))
        shift += 4
    return replace(basic(plain, "", notes or plain, context, kind), form=Form.CLOZE, blanks=tuple(blanks))


def marked(draft: Draft, word: str, markup: Markup) -> Draft:
    """The draft with one stretch of its front and back marked."""

    def mark(text: Text) -> Text:
        at = text.plain.find(word)
        return text if at < 0 else Text(text.plain, (Span(at, at + len(word), markup),))

    return replace(draft, front=mark(draft.front), back=mark(draft.back))


GOOD = [
    basic("What does the converter make of a text?", 'a number: the "5" of a form becomes 5'),
    basic("Where does the installer put its files?", "in the folder of the person (not in C:)"),
    # language models, computing
    number("Violin: how many strings?", "4", "Violin - 4 strings, guitar - 6 strings"),
    number("How many tokens was Chinchilla trained on?", "1.4T tokens", "Chinchilla was trained on 1.4T tokens."),
    cloze("The router sends each token to its <<top-2>> experts, with a capacity factor of <<1.25>>."),
    cloze("ST-MoE has <<269B>> parameters and the cost of a <<32B>> dense model."),
    term("overfitting", "a model fits noise in its training data and does worse on data it has not met", reverse=True),
    term("RLHF", "reinforcement learning from human feedback", kind=Kind.ACRONYM, reverse=True),
    term("ST-MoE", "stable and transferable mixture of experts", kind=Kind.ACRONYM),
    term("load balancing loss", "an extra penalty that spreads the tokens evenly over the experts", reverse=True),
    term("LRU cache", "drops the entry that was least recently used when room runs out", reverse=True),
    term("program counter", "register that holds the address of the currently executing instruction"),
    basic("Which experts exhibit specialization?", "encoder experts", "encoder experts exhibit specialization"),
    basic("Port 443: protocol?", "HTTPS", "443 | HTTPS | port | protocol"),
    basic("Which operator tests identity in Python?", "is", "Python: the operator is tests identity"),
    marked(basic("Which keyword skips a loop's round?", "continue"), "continue", Markup.CODE),
    marked(
        term("growing array", "a std::vector<int>[0] grows at its end and keeps elements side by side"),
        "std::vector<int>[0]",
        Markup.CODE,
    ),
    basic("What is the C++ type of 64 bits at least?", "long long"),
    cloze("Binary search halves the range at each step and so needs <<O(log n)>> comparisons."),
    term("HTTP 404", "the server has no page at the address that was asked for"),
    # mathematics and physics
    basic("What is the derivative of sin x?", "\\(\\cos x\\)", "the derivative of sin x is \\(\\cos x\\)"),
    cloze("The area of a circle with radius r is <<\\(\\pi r^2\\)>>."),
    cloze("A number x lies in the half-open interval [0, 1) when it is <<not negative>> and below one."),
    basic("Ohm's law: formula?", "E = I × R", "Ohm's law: E = I × R", kind=Kind.PROPERTY),
    number("What is the speed of light in a vacuum?", "3 × 10^8 m/s", "In a vacuum the speed of light is 3 × 10^8 m/s"),
    term("isotopes", "atoms with the same number of protons but another number of neutrons", reverse=True),
    basic("Symbol of the speed of light?", "c", "the speed of light has the symbol c"),
    # medicine and biology
    cloze("The <<gallbladder>> stores bile and releases it into the duodenum after a meal."),
    number("How long does a red blood cell live?", "about 120 days", "A red blood cell lives for about 120 days"),
    number(
        "At what age does an infant walk alone?", "12 to 15 months", "walks alone at 12 to 15 months of age, infant"
    ),
    number(
        "Kidney: how large a share of the cardiac output?", "20-25%", "kidney: 20-25% of cardiac output, a large share"
    ),
    basic("Which vitamin is missing in scurvy?", "C", "scurvy: vitamin C is missing"),
    basic("How many hearts does an octopus have?", "three", "An octopus has three hearts"),
    term("Nephron", "that part of the kidney which filters blood and makes urine", reverse=True),
    cloze("When it is heated above 60 °C, an enzyme <<loses its shape>> and stops working."),
    basic(
        "Where does DNA replication take place in a plant cell?",
        "in the nucleus",
        "DNA replication takes place in the nucleus of a plant cell",
    ),
    # history, law, economics
    cloze("The Treaty of Westphalia of <<1648>> ended the Thirty Years' War."),
    number("In which year did Alaska change hands?", "1867", "Alaska changed hands in 1867 for $7.2 million"),
    number("When was the Declaration signed?", "2 August 1776", "The Declaration was signed on 2 August 1776"),
    basic("Who wrote The Wealth of Nations?", "Adam Smith", "The Wealth of Nations, by Adam Smith, who wrote"),
    basic(
        "Who said: “We are what we repeatedly do”?",
        "Will Durant",
        "“We are what we repeatedly do” Will Durant said",
        kind=Kind.QUOTE,
    ),
    term("price ceiling", "a legal maximum, for example $5 a loaf, above which nobody may sell", reverse=True),
    term("Chapter 11", "lets a company go on trading while it settles its debts under a court's eye"),
    cloze("Prices fell in the year of the harvest and rose the following year to <<twice>> their level."),
    cloze("If supply falls and demand does not, the price <<rises>> until the market clears."),
    # languages, geography, arts, everyday
    term("aber", "but", "aber | but"),
    term("Zeitgeist", "der Geist einer Epoche, das Denken und Fühlen seiner Menschen"),
    basic("Was ist die Hauptstadt von Österreich?", "Wien", "Wien ist die Hauptstadt von Österreich. Was"),
    cloze("Die Hauptstadt von Österreich ist seit vielen Jahrhunderten <<Wien>>."),
    cloze("水在标准大气压下的沸点是<<一百摄氏度>>"),
    cloze("La fotosíntesis convierte la luz en <<energía química>> dentro de los cloroplastos."),
    term("ni", "this, that, these, those", "ni | this, that, these, those"),
    term("weka", "absent, away; remove, get rid of", "weka | absent, away; remove, get rid of"),
    term("A record (address)", "gives a host its number on the net"),
    term("scaling out", "adding nodes rather than bigger ones (the latter being known as scaling up)"),
    cloze("When traffic spikes, a load balancer handles this gracefully by adding <<servers>>."),
    cloze("A name server turns <<a host name>>, say www.example.org, into an IP address."),
    cloze("the zero vector lies in <<every subspace>> of a space;"),
    basic("T1A: depth?", "lamina propria", "T1A | lamina propria", kind=Kind.PROPERTY),
    basic("Which species is the largest of all cats?", "tiger", "the tiger is the largest of all cats, species"),
    cloze("Instead of bubbles, <<sound waves>> carry the signal to those who dive deep."),
    cloze("A user who wants to <<log in>> needs a password and a second factor."),
    term("You aren't gonna need it (YAGNI)", "build only what today's task asks for"),
    term("fermata", "a sign that a note (or rest) is held longer than it is written", reverse=True),
    cloze("Bread rises because <<yeast>> turns sugar into carbon dioxide; this process is called fermentation."),
    cloze("The model was trained for <<90>> days on text from the web.", context=("Chinchilla",)),
    basic(
        "What did the authors measure?",
        "reading speed",
        "The authors measured reading speed",
        context=("Typography study",),
    ),
    basic("What does it mean for a function to be continuous?", "small steps in, small steps out"),
    listing("Which 3 states of matter are named?", "solid", "liquid", "gas"),
    listing("Chest compressions: what are the 2 steps, in order?", "kneel beside the person", "press hard and fast"),
    basic("What are clouds made of?", "droplets of water", "clouds are made of droplets of water"),
    term(
        "pointer",
        "a variable whose value is the address that it refers to",
        "pointer: a variable whose value is the address that it refers to",
    ),
    basic("IT department: who leads it?", "the CIO", "the CIO leads it: IT department, who"),
    cloze("A 5'10\" tall person needs skis of about <<165 cm>> in length."),
    number("How long is a sidereal day?", "23 hours 56 minutes", "a sidereal day: 23 hours 56 minutes long"),
    cloze("Smiles such as :) were first proposed by <<Scott Fahlman>> in 1982."),
    term("<br>", "the HTML element that breaks a line inside a paragraph", reverse=True),
    basic("EBITDA: full form?", "earnings before interest, taxes, depreciation and amortization", kind=Kind.ACRONYM),
]

LONG = "a very long account of one thing after another that goes on far beyond what any reader could recall " * 3

GOOD += [
    basic("How is it most common to analyze an algorithm?", "by its worst case"),
    basic("How is it possible in SSH to confirm the identity of a client?", "by asymmetric keys"),
    basic("What does it imply that a function is bounded on both sides?", "a limit at infinity"),
    basic("Which port is associated with the echo request?", "no port"),
    basic("What holds of f(n) and g(n) where f(n) is bounded by g(n)?", "f(n) <= g(n)"),
]
BAD = [
    ("too-long", basic("What does the law say?", LONG * 20)),
    ("empty", basic("What is the capital of Peru?", " ")),
    ("empty", replace(cloze("The capital of Peru is of course Lima."), blanks=())),
    ("answer-length", basic("What is bureaucracy?", LONG)),
    ("answer-length", term("bureaucracy", LONG)),
    ("answer-length", listing("Which 2 faults are named?", "short", LONG)),
    ("one-fact", basic("What is AES?", "A block cipher. Its keys have three sizes. The NIST chose it.")),
    ("one-number", number("Violin: what size?", "4 strings 59 cm")),
    ("one-number", number("Which capacity factors are advised?", "1.25 and 2")),
    ("subject-named", basic("How many?", "12")),
    ("subject-named", basic("What does the model minimise?", "squared error")),
    ("subject-named", cloze("The authors measured the <<reading speed>> of forty children.")),
    ("pronoun-subject", basic("What does it do in the kidney?", "filters blood")),
    ("pronoun-subject", basic("Why are they used in trucks?", "diesel burns less fuel")),
    ("pronoun-subject", cloze("It was trained on <<780B>> tokens of text from the web.")),
    ("pronoun-subject", cloze("These are quick and quite <<elastic>> in the cold.")),
    ("pronoun-subject", cloze("However, they lack a <<cell wall>> and cannot hold their shape.")),
    ("pronoun-subject", cloze("Most engines of this period were driven by <<steam>> alone.")),
    ("pronoun-subject", cloze("Of the gases, the latter has the higher <<boiling point>> at sea level.")),
    ("pronoun-subject", term("quota", "it limits how much may be brought into a country")),
    ("pronoun-subject", term("resolver", "the same but for names instead of addresses")),
    ("pronoun-subject", cloze("The rudder governs this on <<a yacht>> and on other boats.")),
    ("pronoun-subject", cloze("A good way out of this bind is to <<add a server>> in time.")),
    ("pronoun-subject", cloze("Once those seals fit, the ship is <<let through>> the lock.")),
    ("pronoun-subject", cloze("Otherwise the request goes to the <<second server>> of the pair.")),
    ("pronoun-subject", term("Scaling it out", "adding nodes to a cluster")),
    ("pronoun-subject", basic("Why do the names not resolve?", "nobody fixed this issue in time")),
    ("dangling", cloze("Each word of the class gets a <<zero in>> that dimension and a one in others.")),
    ("broken-verb", basic("Which programs has mistakes?", "rushed programs of a beginner")),
    ("answer-kind", basic("How many legs does a spider have?", "hairy legs at its body")),
    ("answer-kind", basic("Who discovered the comet?", "1682")),
    ("answer-not-in-question", basic("What is a sparse expert model?", "an expert model that is sparse")),
    ("answer-not-in-question", cloze("The 80-20 rule says that <<80%>> of the effects come from a few causes.")),
    ("answer-not-in-question", basic("Which organ does it sit in?", "kidney", context=("Kidney",))),
    ("answer-not-in-question", cloze("A <<neuron>> passes its signal on to the next neuron in line.")),
    ("answer-not-in-question", term("Large language model", "a large language model")),
    ("no-yes-no", basic("Is a tomato a fruit?", "a berry, in botany")),
    ("no-yes-no", basic("AES: symmetric?", "yes")),
    ("no-yes-no", basic("True or false: whales are fish?", "false")),
    ("no-list-all", basic("List all bones of the hand.", "carpals, metacarpals and phalanges")),
    ("no-list-all", basic("What are all the parts of a flower?", "sepal and petal")),
    ("list-length", listing("Which 1 gas is meant?", "argon")),
    ("list-length", listing("Which 8 letters come first?", *"abcdefgh")),
    ("duplicate-items", listing("Which 3 metals rust?", "iron", "steel", "Iron")),
    ("reverse-specific", term("jejunum", "a gut part", reverse=True)),
    ("term-in-definition", term("Routing", "a network part that routes packets to where they belong")),
    ("term-in-definition", term("Key value store", "databases like key-value stores, or a key value store in memory")),
    ("term-length", term("There are several ways to protect data at rest", "encrypt disks and lock the room")),
    ("term-length", term("Sparse models are fast", "only a few experts run for each token")),
    ("label-term", term("Note", "the exam asks for all three laws")),
    ("label-term", term("12:30", "lunch with the study group")),
    ("label-term", term("3:1", "mix of sand with cement")),
    ("label-term", term("https://example.org", "the page with all slides")),
    ("label-term", term("Figure 3", "the heart seen from the front")),
    ("cloze-content-word", cloze("The heart lies <<in the>> middle of the chest, behind the breastbone.")),
    ("cloze-content-word", cloze("Gopher was trained with <<280>>B parameters on English text.")),
    (
        "cloze-content-word",
        replace(cloze("Hydrogen is the <<lightest>> of all known elements."), blanks=((16, 24), (20, 30))),
    ),
    ("cloze-context", cloze("Iron rusts <<slowly>>.")),
    ("cloze-context", cloze("It is what it is with the <<gallbladder>>.")),
    ("cloze-count", cloze("<<Red>>, <<green>>, <<blue>> and <<white>> stand for the four seasons of the year.")),
    (
        "blank-length",
        cloze(
            "The law says <<that nobody may sell bread above the price which the king has set for the realm>> today."
        ),
    ),
    ("hedge-kept", number("File: what size at most?", "4.77 TB", "File: up to 4.77 TB in size at most")),
    (
        "hedge-kept",
        number("How many machines trained it?", "1500", "5-gram model trained on about 1500 machines. How many?"),
    ),
    ("hedge-kept", number("How many years of use?", "30", "made for 30 or more years of use. How many?")),
    ("hedge-kept", basic("Which experts specialise?", "decoder experts", "decoder experts do not specialise. Which")),
    ("hedge-kept", basic("Gopher: training?", "trained to the end", "Gopher was never trained to the end, training")),
    ("open-question", basic("Emergent abilities: which doubt?", "are they a mirage?")),
    ("open-question", cloze("How can a <<large model>> be trained on so little text?")),
    ("narration", cloze("As shown above, the curve has its peak at <<noon>> in summer.")),
    ("narration", basic("What do we learn in this chapter?", "the three laws of motion")),
    ("narration", cloze("Let's look at the <<liver>>, the largest gland of the body.")),
    ("narration", term("Bernoulli effect", "the lift that figure 3 shows for a wing")),
    ("narration", cloze("The exam covers the following topics: <<optics>> and also waves and heat.")),
    ("narration", term("quorum", "TODO look up the exact share of votes")),
    ("bare-link", basic("Where is the handbook?", "https://example.org/handbook")),
    ("context-length", basic("What melts first?", "the solder", context=("A", "B", "C", "D"))),
    ("question-length", basic(f"Which {LONG * 2}?", "yes it is")),
    ("ages", cloze("PaLM is currently the <<largest>> dense language model that is known.")),
    ("ages", basic("Which optimizer is state of the art for transformers?", "Adam")),
    ("ages", number("What does a GB of storage cost?", "$0.02 per month")),
    ("invented", basic("What does the kidney filter?", "blood plasma", "The kidney filters blood")),
    ("invented", basic("Which hormone does the kidney filter?", "blood", "The kidney filters blood")),
    ("invented", number("Gopher: how many params?", "281B", "Gopher - 280B params")),
    (
        "invented",
        cloze("The kidney never filters <<blood>> of a healthy adult.", "The kidney filters blood of a healthy adult."),
    ),
    ("invented", replace(basic("What does the kidney filter?", "blood"), evidence=Text())),
    ("balanced", basic("What is a codec?", "a coder (and decoder in one box")),
    ("balanced", cloze("The lens <<(or objective>>) gathers light and bends it to a point.")),
    ("balanced", term("irony", "saying “one thing while meaning another")),
    ("balanced", basic("What is the norm of x?", "\\(\\sqrt{x \\cdot x}")),
    ("dangling", basic("What does the liver make?", "bile and")),
    ("dangling", basic("What is the cortex?", "the outer part of")),
    ("dangling", term("cortex", "the outer layer -")),
    ("dangling", term("cortex", ", the outer layer")),
    ("dangling", term("cortex", "which is the outer layer of an organ")),
    ("dangling", cloze("and then the heart pumps <<blood>> through the body once more")),
    ("broken-verb", basic("What is are enzymes?", "proteins that speed up reactions")),
    ("broken-verb", basic("How do whales be warm?", "by a layer of fat")),
    ("broken-verb", cloze("The the heart pumps <<blood>> through the body once more.")),
    ("too-short", basic("Which article stands here?", "the")),
    ("too-short", basic("What holds the wing?", "b")),
    ("too-short", basic("What holds the wing?", "→")),
    ("markup", basic("What is a **codec?", "coder and decoder")),
    ("markup", basic("What is a codec?", "a [coder](https://example.org) and decoder")),
    ("markup", basic("What is a codec?", "a coder<br>and decoder")),
    ("markup", basic("What is a codec?", "coder | decoder | both")),
    ("markup", term("codec", "coder and decoder\\")),
    ("markup", term("codec", "# Coder and decoder in one")),
    ("markup", term("codec", "coder&nbsp;and decoder in one")),
    ("markup", basic("What is a codec?", "a `coder and decoder")),
]


def name(draft: Draft) -> str:
    return draft.front.plain[:40]


@pytest.mark.parametrize("draft", GOOD, ids=name)
def test_good_card_passes(draft: Draft) -> None:
    assert faults(draft) == ()


@pytest.mark.parametrize(("check", "draft"), BAD, ids=lambda v: v if isinstance(v, str) else name(v))
def test_bad_card_is_held(check: str, draft: Draft) -> None:
    assert check in {fault.id for fault in faults(draft)}


def test_every_check_has_a_bad_card_and_no_two_share_an_id() -> None:
    ids = [check.id for check in CHECKS]
    assert len(set(ids)) == len(ids)
    assert {check for check, _ in BAD} == set(ids)


@pytest.mark.parametrize(("check", "draft"), BAD, ids=lambda v: v if isinstance(v, str) else name(v))
def test_messages_are_one_short_line(check: str, draft: Draft) -> None:
    for fault in faults(draft):
        assert "\n" not in fault.message
        assert len(fault.message) <= 120
        assert not fault.message.endswith(".")


def test_a_card_written_as_a_card_is_left_to_its_author() -> None:
    def explicit(draft: Draft) -> list[str]:
        return [fault.id for fault in faults(replace(draft, rule="explicit"))]

    assert explicit(basic("Is a tomato a fruit?", "yes")) == []
    assert explicit(basic("It?", "this")) == []
    assert explicit(cloze("<<Iron>> rusts")) == []
    assert explicit(basic("Why?", "")) == ["empty"]
    assert explicit(basic("Why?", LONG)) == ["answer-length"]


@pytest.mark.parametrize("draft", [Draft(form, "", Kind.CLAIM, Text(), blanks=((3, 9),)) for form in Form])
def test_an_empty_draft_is_a_fault_and_no_crash(draft: Draft) -> None:
    assert "empty" in {fault.id for fault in faults(draft)}


def test_mending_leaves_out_what_alone_is_at_fault() -> None:
    vague = term("jejunum", "a gut part", reverse=True)
    assert mended(vague) == (replace(vague, reverse=False), ())
    partly = cloze("A <<neuron>> passes its signal on to the next neuron across a <<synapse>>.")
    assert mended(partly) == (replace(partly, blanks=partly.blanks[1:]), ())
    for draft in (GOOD[0], cloze("It <<was>> trained on <<780B>> tokens of text."), basic("Why?", "")):
        assert mended(draft)[0] is draft


@pytest.mark.parametrize(
    ("draft", "ok"),
    [
        (term("osmosis", "water moves through a membrane toward more salt"), True),
        (term("osmosis", "moves through water"), False),
        (term("router", "each router passes packets on by their address"), False),
        (term("DNA", "deoxyribonucleic acid", kind=Kind.ACRONYM), True),
        (term("OS", "system", kind=Kind.ACRONYM), False),
    ],
)
def test_reverse_needs_a_specific_meaning(draft: Draft, ok: bool) -> None:
    assert reverse_ok(draft) is ok


def test_a_meaning_of_two_terms_cannot_be_asked_for_its_term() -> None:
    drafts = (
        term("big endian", "the order of bytes in a word"),
        term("endianness", "order of bytes in a word"),
        term("Endianness", "the order of the bytes in a word"),
        term("word", "the bytes that a processor handles at once"),
        term("Word", "bytes that a processor handles at once"),
    )
    assert shared_meanings(drafts) == {0, 1, 2}


def test_density_warns_of_too_many_cards() -> None:
    assert density(30, 100) == "30 notes from 100 words: more than 25 in 100 words split too finely"
    assert density(25, 100) == ""
    assert density(30, 99) == ""
    assert density(0, 0) == ""


def test_checking_stays_quick_on_a_huge_draft() -> None:
    for piece in ("word ", "(", "\\(", "“", "„a", "[[a", "it is "):
        huge = piece * 100_000
        assert [fault.id for fault in faults(basic(f"{huge}?", huge))] == ["too-long"]
        assert [fault.id for fault in faults(replace(cloze("x"), evidence=Text(huge)))] == ["too-long"]
