"""A value by its entity and attribute: a neutral front, which no grammar can break."""

from __future__ import annotations

import re

from flashgen.language.dates import is_date
from flashgen.language.lexicon import MODALS, is_verb_form
from flashgen.language.phrases import words_of
from flashgen.language.quantities import quantities
from flashgen.language.words import is_plural
from flashgen.model import Draft, Fact, Form
from flashgen.text import Markup, Text
from flashgen.wording.draft import draft

_SAYS_NOTHING = frozenset(
    """
    description descriptions desc descr def meaning meanings definition definitions details detail value values notes
    note explanation information info comment comments content what
    """.split()
)
"""Column names that add nothing to the question."""
_NAMES_ONE = frozenset("port ports year years page pages version versions chapter chapters verse verses id ids".split())
"""What a bare number names and does not count: ``Ports: 22``."""
_OPENINGS = (
    (
        "what for",
        re.compile(r"(?:in order )?to (?!be\b)(?P<verb>[a-z]+)[^,]*$|for (?!an?\b|example\b|instance\b)[a-z][^,]*$"),
    ),
    ("used for what", re.compile(r"(?:\w+ly )?(?:often )?used (?:to|for) [a-z]")),
    ("how", re.compile(r"(?:by|through|via) [a-z]+ing\b[^,]*$")),
    ("why", re.compile(r"(?:because|due to) [^,]+$")),
    ("when", re.compile(rf"(?:when|if|after|before|until|during)(?: (?!{'|'.join(MODALS)})[^\s,]+){{1,9}}$")),
)
"""What the words after a term answer, by how they open; with a comma they may be a whole sentence."""
_PURPOSES = frozenset(
    "aim aims goal goals purpose purposes objective objectives function functions role task use uses idea".split()
)
"""Words of terms that say themselves that a purpose follows."""


def word(fact: Fact) -> tuple[Draft, ...]:
    """``Gopher: how many params?``, ``Layer 4: protocols?``, ``Tourniquet: what for?``, ``3 months: ?``."""
    relation = fact.relation.strip(" :?.")
    if not relation or relation.lower() in _SAYS_NOTHING:
        front = fact.subject + f": {asked_for(fact.subject, fact.object)}?"
    elif _counts(fact.object, relation):
        front = fact.subject + f": how many {_lower(relation)}?"
    else:
        front = fact.subject + f": {_lower(relation)}?"
    return (draft(fact, Form.BASIC, front, fact.object),)


def asked_for(subject: Text, value: Text) -> str:
    """What a value is of its subject, as far as its first words say for sure: ``what for``, ``when``; else nothing."""
    if _is_formula(value):
        return "formula"
    said = value.plain.lower()
    if is_date(said):
        return "" if is_date(subject.plain) else "when"
    for asks, opening in _OPENINGS:
        if match := opening.match(said):
            verb = match.groupdict().get("verb")
            unsure = (verb and not is_verb_form(verb, "base")) or (
                asks == "what for" and not _PURPOSES.isdisjoint(words_of(subject.plain))
            )
            return "" if unsure else asks
    return ""


def _is_formula(value: Text) -> bool:
    """Whether a value is mathematics from end to end."""
    return any(not s.start and s.end >= len(value.plain.rstrip(" .")) for s in value.marked(Markup.MATH))


def _counts(value: Text, relation: str) -> bool:
    """Whether the value is a bare number of what the relation names in the plural."""
    last = relation.split()[-1].lower()
    if not is_plural(last) or last in _NAMES_ONE:
        return False
    found = quantities(value + " " + last)
    return len(found) == 1 and found[0].kind == "count" and found[0].start == 0 and found[0].end >= len(value)


def _lower(name: str) -> str:
    """A column's name inside a sentence: its first letter small unless it is an abbreviation or a name in capitals."""
    return name[:1].lower() + name[1:] if name[1:2].islower() and not any(c.isupper() for c in name[1:]) else name
