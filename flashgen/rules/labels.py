"""What the label of a list says of the items below it, and why it may not do to ask for them."""

from __future__ import annotations

import re

from flashgen.language.clauses import read_clause
from flashgen.language.finite import CERTAIN
from flashgen.language.lexicon import DETERMINERS, PREPOSITIONS, SUBORDINATORS, is_verb_form
from flashgen.language.phrases import LABELS, breaks_off, is_case, is_finite, is_term, names_aspect, words_of
from flashgen.language.stance import stance
from flashgen.language.words import is_plural, plural, stem
from flashgen.rules.place import Place
from flashgen.rules.signs import names
from flashgen.rules.topics import MAX_CONTEXT_WORDS
from flashgen.text import Text

_COUNT = re.compile(r"\b(?:two|three|four|five|six|seven|[2-7]|pair|triad|trio|tetrad|pentad|quartet)\b", re.I)
_PREPOSITION = re.compile(
    r"\s+(?:of|for|in|to|with|by|from|on|that|which|when|between|used|against|at|during|is|are|can|include|includes)\b"
)
_KIND_LABELS = frozenset(
    """
    types kinds uses features characteristics properties functions symptoms signs causes effects advantages
    disadvantages benefits limitations drawbacks pros cons requirements complications indications
    contraindications goals steps
    """.split()
)
"""Labels that do say what their items are, once the topic is known."""
_SORTS = _KIND_LABELS | frozenset(
    """
    parts layers branches components members elements forms classes categories groups stages phases divisions levels
    regions systems methods styles models laws principles rules factors criteria measures
    """.split()
)
"""Words for what a whole falls into, or has several of: its set is worth knowing, and can be asked."""
_FOR_INSTANCE = re.compile(
    r"\b(?:examples?|e\.g|such as|for instance|including|like|some|resources|links|reading|sources|notes?|ex)\b",
    re.I,
)


def signs(label: Text, steps: bool) -> tuple[str, ...]:
    """What the label shows of the list below it; ``steps`` if its items are those of a procedure."""
    if is_finite(label.plain):
        return ("label is a sentence",)
    if steps:
        return ("label names steps",)
    words, several = words_of(label.plain), names_several(label.plain)
    return names(
        {
            "label names several": several,
            "label names one": not several,
            "label names kinds, parts or the like": not _SORTS.isdisjoint(words),
            "label is one word": len(words) == 1,
            "label says of what": len(_PREPOSITION.split(label.plain)) > 1,
        }
    )


def head_noun(label: Text) -> str:
    """What a lead-in that is a sentence says its items are: ``... has been the main way to ...`` gives ``ways``."""
    clause = read_clause(label) if is_finite(label.plain) else None
    if not clause or not clause.copula:
        return ""
    words = _PREPOSITION.split(label.plain[clause.complement[0] : clause.complement[1]])[0].split()
    head = words[-1].lower() if words else ""
    if not head.isalpha() or words[0].lower() not in DETERMINERS:
        return ""
    return head if is_plural(head) else plural(head)


def names_several(label: str) -> bool:
    """Whether a label says that several things follow: its head noun is plural, or it counts them."""
    head = _PREPOSITION.split(label)[0].split()
    return bool(head) and (is_plural(head[-1].lower().strip("()")) or bool(_COUNT.search(label)))


def promises_several(label: str) -> bool:
    """Whether a label by itself says what several things are: ``Primary colours``, ``Symptoms``; not ``Notes``."""
    words = words_of(label)
    return bool(words) and names_several(label) and (words[-1] in _KIND_LABELS or is_term(label, strict=True))


def gives_examples(label: str) -> bool:
    """Whether what stands below a label is not all there is."""
    return _FOR_INSTANCE.search(label) is not None


def doubt(place: Place, label: Text, items: tuple[Text, ...], ordered: bool) -> str:
    """Why the items cannot be asked by the label; empty where they can."""
    if gives_examples(label.plain):
        return "examples, not a whole set"
    if re.search(r"^(?:etc|and (?:many )?more|\.\.\.|…)", items[-1].plain.lower()) or items[-1].plain.endswith(
        ("etc", "etc.", "...", "…")
    ):
        return "the list is left open"
    words = words_of(label.plain)
    if not words or (words[-1] in LABELS and len(words) == 1 and words[0] not in _KIND_LABELS):
        return "the label does not say what the items are"
    if len(words) > 1 and is_verb_form(words[0], "past", "participle", "s") and not is_plural(words[0]):
        return "the label is no noun phrase"
    if len(words) > MAX_CONTEXT_WORDS + 5:
        return "the label is too long to ask"
    if breaks_off(label.plain):
        return "the label breaks off"
    if len(words) == 1 and not place.context():
        return "the label says too little alone"
    if any(
        n.plain.lower() in LABELS or is_case(n.plain) or (not ordered and names_aspect(words_of(n.plain)))
        for n in items
    ):
        return "the items are labels, not names"
    if words[0] in SUBORDINATORS | PREPOSITIONS:
        return "the label is no noun phrase"
    if any(_is_statement(n) for n in items) and not is_finite(label.plain):
        return "the items are statements, not names"
    stems = {stem(w) for w in words}
    if any({stem(w) for w in words_of(n.plain)} <= stems for n in items):
        return "an item stands in the label"
    reason = stance(label)
    if reason:
        return reason
    return "the label does not say what the items are" if not names_several(label.plain) and not ordered else ""


def _is_statement(name: Text) -> bool:
    clause = read_clause(name)
    return bool(clause and clause.strength >= CERTAIN)
