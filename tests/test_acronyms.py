"""Which words can be abbreviations, and which words they stand for."""

import pytest

from flashgen.language.acronyms import expansion_start, is_abbreviation, stands_for


@pytest.mark.parametrize(
    "word",
    """
    NATO WHO DNA mRNA GPUs PDFs TCP/IP R&D AT&T ST-MoE pH Hz USA U.S. IoT LaTeX B2B COVID-19 CO2 PhD NaCl WYSIWYG IV
    """.split(),
)
def test_can_be_an_abbreviation(word: str) -> None:
    assert is_abbreviation(word)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "A",
        "the",
        "see",
        "Cat",
        "Rome",
        "e.g.",
        "1789",
        "3D",
        "YouTube",
        "JavaScript",
        "iPhone",
        "McDonald",
        "TWO WORDS",
    ],
)
def test_is_no_abbreviation(word: str) -> None:
    assert not is_abbreviation(word)


@pytest.mark.parametrize(
    ("short", "words"),
    [
        ("NATO", "North Atlantic Treaty Organization"),
        ("WHO", "World Health Organization"),
        ("GPUs", "graphics processing units"),
        ("R&D", "research and development"),
        ("HTML", "HyperText Markup Language"),
        ("ATM", "automated teller machine"),
        ("GDP", "gross domestic product"),
        ("USA", "United States of America"),
        ("IoT", "Internet of Things"),
        ("VAT", "value added tax"),
        ("MRI", "magnetic resonance imaging"),
        ("SQL", "structured query language"),
        ("UNESCO", "United Nations Educational, Scientific and Cultural Organization"),
        ("mRNA", "messenger ribonucleic acid"),
        ("HIV", "human immunodeficiency virus"),
        ("COPD", "chronic obstructive pulmonary disease"),
        ("DOB", "date of birth"),
        ("POW", "prisoner of war"),
        ("LED", "light-emitting diode"),
        ("SCUBA", "self-contained underwater breathing apparatus"),
        ("FBI", "Federal Bureau of Investigation"),
        ("ACTH", "adrenocorticotropic hormone"),
        ("RSVP", "répondez s'il vous plaît"),
        ("BC", "before Christ"),
    ],
)
def test_stands_for_its_words(short: str, words: str) -> None:
    assert stands_for(short, words)


@pytest.mark.parametrize(
    ("short", "words"),
    [
        ("CEO", "the finance officer"),
        ("DNA", "the cell nucleus"),
        ("WHO", "a health body in Geneva"),
        ("CPU", "the part that counts"),
        ("ABBA", "a band from Sweden"),
        ("SOS", "a call for help"),
        ("OK", "all correct"),
        ("NaCl", "sodium chloride"),
        ("ECG", "heart tracing"),
        ("EEG", "electroencephalogram"),
        ("Cat", "cold air tube"),
        ("CG", "Check weight? Check balance"),
        ("IPA", "It passes. Acute angles"),
    ],
)
def test_does_not_stand_for_other_words(short: str, words: str) -> None:
    assert not stands_for(short, words)


@pytest.mark.parametrize(
    ("short", "before", "words"),
    [
        ("CPU", "All of it runs on the central processing unit", "central processing unit"),
        ("EU", "In 1992 twelve states founded the European Union", "European Union"),
        ("BMI", "A high body mass index", "body mass index"),
        ("POW", "He was a prisoner of war", "prisoner of war"),
    ],
)
def test_where_the_words_before_a_bracket_begin(short: str, before: str, words: str) -> None:
    at = expansion_start(short, before)
    assert before[at:] == words


def test_words_that_do_not_fit_begin_nowhere() -> None:
    assert expansion_start("EU", "twelve states of the continent") == -1
