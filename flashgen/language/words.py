"""Words of a text: tokens, stop words, stems, and the number of a noun.

English only where a function says so; other languages pass through unharmed. All is heuristic and cheap.
"""

from __future__ import annotations

import re
from functools import lru_cache

from flashgen.language.letters import has_digit


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP_WORDS: frozenset[str] = _set(
    """
    a an the this that these those such same it its itself they them their theirs themselves he him his
    himself she her hers herself we us our ours ourselves you your yours yourself i me my mine myself one ones
    who whom whose which what when where why how whether
    am is are was were be been being do does did done doing have has had having
    can cannot could may might must shall should will would ought
    isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't
    can't couldn't won't wouldn't shouldn't it's that's there's let's
    and or but nor so yet if then else than because as while although though since unless until
    of in on at by for with about against between among into through during before after above below to from
    up down out off over under within without across along around behind beside besides beyond despite except
    near onto per toward towards upon via
    not no only just also too very again further once here there now both each all any some more most other
    another own few many much either neither every e.g i.e etc
    """
)
"""English function words, as ``words`` spells them."""

_LETTER = r"[^\W_\u3040-\u30ff\u3400-\u9fff]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0e7f]"
_PIECE = f"(?:{_LETTER})+"
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]{1,2}"  # scripts without spaces: two characters stand for a word
    r"|(?<![^\W_])[A-Za-z](?:\+\+|#)(?!\w)"  # C++, F#
    rf"|\d+(?:[.,]\d+)+(?:{_LETTER})*(?:[-‐‑]{_PIECE})*%?"
    rf"|{_PIECE}(?:(?:[-‐‑_'’]|\.(?=[a-z\d])|(?<=\b[A-Z])\.(?=[A-Z])){_PIECE})*%?"
)
_JOINT = re.compile(r"[-_.'/]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SAME_SIGN = str.maketrans({"’": "'", "‐": "-", "‑": "-"})


def words(text: str) -> list[str]:
    """The lower-case words of a text, numbers among them: ``1,500 of 1.4T`` gives 1500, of, 1.4t."""
    return list(_words(text))


@lru_cache(maxsize=1 << 14)
def _words(text: str) -> tuple[str, ...]:
    found = _WORD.findall(text if text.isascii() else text.translate(_SAME_SIGN))
    if not found:
        return ()
    low = "\n".join(found).lower()  # no word has a line's end in it
    return tuple((_THOUSANDS.sub("", low) if "," in low else low).split("\n"))


def parts_of(word: str) -> list[str]:
    """The parts of a compound, ``fine`` and ``tuned`` of ``fine-tuned``; none of a word that is one."""
    if word.isalnum():
        return []  # most are
    return [part for part in _JOINT.split(word) if part] if _JOINT.search(word) else []


def content_words(text: str) -> list[str]:
    """The words that are no stop words."""
    return list(_content_words(text))


@lru_cache(maxsize=1 << 14)
def _content_words(text: str) -> tuple[str, ...]:
    return tuple([word for word in _words(text) if word not in STOP_WORDS])


@lru_cache(maxsize=1 << 14)
def content_stems(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(map(stem, _content_words(text)))


# --------------------------------------------------------------------------- stems

_STEMS = {
    "agreed": "agre", "ages": "age", "aged": "age", "aging": "age", "uses": "use", "used": "use",
    "using": "use", "tied": "tie", "died": "die", "embed": "embed", "hundred": "hundred", "series": "series",
    "species": "species", "lives": "liv", "leaves": "leav",
}  # fmt: skip
_VOWEL = re.compile(r"[aeiouy]|[^\x00-\x7f]")


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """A key that the inflections of a word share (English); not always a word itself.

    Plural and possessive, -s, -ed and -ing of verbs fall together: overfit, overfits, overfitting. Words with
    a digit, and words of three letters or fewer, keep their letters.
    """
    word = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    if word in _STEMS:
        return _STEMS[word]
    word = _SINGULARS.get(word, word)
    if len(word) <= 3 or has_digit(word):
        return word
    cut = word
    if word.endswith(("ies", "ied")) and len(word) > 4:
        cut = word[:-3] + "y"
    elif word.endswith(("sis", "xis")):
        cut = word[:-2]
    elif word.endswith("s") and not _ends_singular(word):
        cut = word[:-1]
    elif word.endswith("ing") and len(word) > 5 and _VOWEL.search(word[:-3]):
        cut = _undouble(word[:-3])
    elif word.endswith("ed") and not word.endswith("eed") and len(word) > 4 and _VOWEL.search(word[:-2]):
        cut = _undouble(word[:-2])
    if cut.endswith("ll") and len(cut) > 3:
        cut = cut[:-1]  # model, modelled, modelling; fill, filling
    return cut[:-1] if cut.endswith("e") and len(cut) > 3 else cut


_SIDES = _set("not no never before after without below under above over between each every all first last than per")
_SHORT_FORMS = {"param": "parameter", "params": "parameter", "temp": "temperatur", "avg": "averag"}


def subject_words(text: str) -> tuple[str, ...]:
    """What a text is about, for comparing: the stems of its content words, and the small words that turn its sense."""
    return tuple(
        _SHORT_FORMS.get(word) or stem(word) for word in words(text) if word not in STOP_WORDS or word in _SIDES
    )


def same_words(a: str, b: str) -> bool:
    """Whether two texts hold the same words in the same order, stop words and inflection aside."""
    return stems(a) == stems(b)


def stems(text: str) -> tuple[str, ...]:
    """What two texts share that hold the same words: the stems of its words, stop words only where it has no other."""
    return tuple(stem(word) for word in content_words(text) or words(text))


def _undouble(word: str) -> str:
    """``overfitt`` to ``overfit``; ``pass`` and ``add`` stay."""
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgkmnprt" else word


# --------------------------------------------------------------------------- number of a noun

_PLURALS = {
    "analysis": "analyses", "hypothesis": "hypotheses", "thesis": "theses", "synthesis": "syntheses",
    "parenthesis": "parentheses", "diagnosis": "diagnoses", "prognosis": "prognoses", "crisis": "crises",
    "basis": "bases", "axis": "axes", "index": "indices", "matrix": "matrices", "vertex": "vertices",
    "appendix": "appendices", "criterion": "criteria", "phenomenon": "phenomena", "datum": "data",
    "medium": "media", "bacterium": "bacteria", "mitochondrion": "mitochondria", "nucleus": "nuclei",
    "stimulus": "stimuli", "radius": "radii", "fungus": "fungi", "alumnus": "alumni", "larva": "larvae",
    "alga": "algae", "vertebra": "vertebrae", "child": "children", "person": "people", "man": "men",
    "woman": "women", "mouse": "mice", "foot": "feet", "tooth": "teeth", "goose": "geese", "ox": "oxen",
    "leaf": "leaves", "life": "lives", "knife": "knives", "wife": "wives", "half": "halves", "wolf": "wolves",
    "shelf": "shelves", "quiz": "quizzes", "movie": "movies", "cookie": "cookies", "calorie": "calories",
    "cache": "caches", "niche": "niches", "ache": "aches", "shoe": "shoes", "toe": "toes", "epoch": "epochs",
    "stomach": "stomachs", "use": "uses", "fuse": "fuses", "excuse": "excuses", "abuse": "abuses",
    "hero": "heroes", "echo": "echoes", "potato": "potatoes", "tomato": "tomatoes", "veto": "vetoes",
}  # fmt: skip
_SINGULARS = {many: one for one, many in _PLURALS.items()}
_SAME_IN_PLURAL = _set("series species means sheep fish deer aircraft software hardware information")
_ENDS_IN_S = _SAME_IN_PLURAL | _set(
    """
    news chaos bias gas atlas canvas alias pancreas lens mars texas kudos cosmos always perhaps
    physics mathematics economics politics statistics genetics robotics electronics linguistics ethics
    mechanics dynamics thermodynamics aerodynamics semantics optics athletics acoustics genomics analytics
    kinetics pragmatics logistics phonetics informatics ergonomics obstetrics pediatrics kinematics hydraulics
    """
)
_AFTER_HEAD = re.compile(r"(?<=\S)(?= (?:of|in|for|with|to|on|at|from|by|between|under|over|per|as)\b| \()")


def singular(word: str) -> str:
    """One of them (English): ``studies`` gives ``study``, ``laws of motion`` gives ``law of motion``."""
    lead, noun, tail = _head(word)
    low = noun.lower()
    if not is_plural(noun):
        return word
    if low in _SINGULARS:
        one = _SINGULARS[low]
        noun = noun[0] + one[1:] if noun[0].lower() == one[0] else one
    elif low.endswith("ies") and len(low) > 4:
        noun = noun[:-3] + "y"
    elif low.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")) or _takes_es(low):
        noun = noun[:-2]
    elif low.endswith("s"):
        noun = noun[:-1]
    return lead + noun + tail


def plural(word: str) -> str:
    """Several of them (English): ``study`` gives ``studies``, ``LLM`` gives ``LLMs``; a plural stays."""
    lead, noun, tail = _head(word)
    low = noun.lower()
    if not low or is_plural(noun) or low in _SAME_IN_PLURAL:
        return word
    if low in _PLURALS:
        many = _PLURALS[low]
        noun = noun[0] + many[1:] if noun[0].lower() == many[0] else many
    elif noun.isupper() and len(noun) > 1:
        noun += "es" if low.endswith("s") else "s"
    elif low.endswith("y") and low[-2:-1] not in "aeiou":
        noun = noun[:-1] + "ies"
    elif low.endswith("sis"):
        noun = noun[:-2] + "es"
    else:
        noun += "es" if low.endswith(("s", "x", "z", "ch", "sh")) else "s"
    return lead + noun + tail


@lru_cache(maxsize=1 << 14)
def is_plural(word: str) -> bool:
    """Whether a noun, or the head of a noun phrase, names several (English): ``data``, ``laws of motion``.

    A verb in -s looks like a plural; ask only for what is known to be a noun.
    """
    if " and " in word:
        return True
    noun = _head(word)[1]
    low = noun.lower()
    if low in _SINGULARS:
        return True
    return low.endswith("s") and len(low) > 2 and not noun.isupper() and not _ends_singular(low)


def _ends_singular(low: str) -> bool:
    return low.endswith(("ss", "us", "is", "'s")) or low in _ENDS_IN_S


def _takes_es(low: str) -> bool:
    """``viruses`` and ``biases``, but not ``causes`` and ``responses``."""
    return low[:-2] in _ENDS_IN_S or (low.endswith("uses") and not low.endswith(("auses", "ouses")))


def _head(phrase: str) -> tuple[str, str, str]:
    """What stands before the head noun, the head noun, and what follows it."""
    cut = _AFTER_HEAD.search(phrase)
    end = cut.start() if cut else len(phrase.rstrip())
    start = max(phrase.rfind(" ", 0, end), phrase.rfind("-", 0, end)) + 1
    return phrase[:start], phrase[start:end], phrase[end:]
