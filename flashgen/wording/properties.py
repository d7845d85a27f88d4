"""A value by its entity and attribute: a neutral front, which no grammar can break."""

from __future__ import annotations

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


def word(fact: Fact) -> tuple[Draft, ...]:
    """``Gopher: how many params?``, ``Layer 4: protocols?``, ``3 months: ?``."""
    relation = fact.relation.strip(" :?.")
    if not relation or relation.lower() in _SAYS_NOTHING:
        front = fact.subject + (": formula?" if _is_formula(fact.object) else ": ?")
    elif _counts(fact.object, relation):
        front = fact.subject + f": how many {_lower(relation)}?"
    else:
        front = fact.subject + f": {_lower(relation)}?"
    return (draft(fact, Form.BASIC, front, fact.object),)


def _is_formula(value: Text) -> bool:
    """Whether a value is mathematics from end to end."""
    return any(not s.start and s.end >= len(value.plain.rstrip(" .")) for s in value.marked(Markup.MATH))


def _counts(value: Text, relation: str) -> bool:
    """Whether the value is a bare number of what the relation names in the plural."""
    last = relation.split()[-1].lower()
    if not is_plural(last):
        return False
    found = quantities(value + " " + last)
    return len(found) == 1 and found[0].kind == "count" and found[0].start == 0 and found[0].end >= len(value)


def _lower(name: str) -> str:
    """A column's name inside a sentence: its first letter small unless it is an abbreviation or a name in capitals."""
    return name[:1].lower() + name[1:] if name[1:2].islower() and not any(c.isupper() for c in name[1:]) else name
