"""What a quantity belongs to: the thing and the attribute of it, as far as the structure of its line says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flashgen.language.clauses import Clause, read_clause
from flashgen.language.lexicon import PREPOSITIONS
from flashgen.language.phrases import names_aspect, without_article, words_of
from flashgen.language.values import Value
from flashgen.text import Text

_HAS = frozenset({"have", "contain", "comprise", "include", "hold"})
_OF = re.compile(r"(?P<attribute>.+?)\s+of\s+(?P<entity>.+)", re.DOTALL)
_OWNED = re.compile(r"(?P<entity>.+?)['’]s?\s+(?P<attribute>.+)", re.DOTALL)
_MEASURE = re.compile(r"\s+(long|wide|high|tall|deep|thick|old|heavy|apart|away|across|large|big)\b")
_TRAILING = re.compile(r"[\s:,;=(–—-]+$")


@dataclass(frozen=True, slots=True)
class Owner:
    """What a quantity is a quantity of; empty where the line does not say."""

    entity: str
    attribute: str


def owner(line: Text, value: Value, term: str = "", column: str = "", heading: str = "") -> Owner:
    """The thing and the attribute of it that a value in ``line`` tells.

    ``term`` is what the line or its row names, ``column`` the column or attribute it stands in, ``heading`` what is
    above. A row and a column decide; then a term and the noun that is counted; then the clause; then the heading.
    """
    if column:
        return Owner(term or heading, column)
    if term:
        if names_aspect(words_of(term)) or not value.noun:
            return _split(term, heading)
        return Owner(term, value.noun)
    clause = read_clause(line)
    if clause and clause.subject != (0, 0):
        if clause.subject[1] <= value.core[0]:
            return _of_clause(line.plain, value, clause)
        if value.core[0] < clause.subject[1]:  # "In 1911 Amundsen reached the pole"
            subject = line.plain[max(value.core[1], clause.subject[0]) : clause.subject[1]].strip(" ,")
            return Owner(_bare(subject), line.plain[clause.verb[0] : clause.complement[1]].strip(" ."))
    lead = _TRAILING.sub("", line.plain[: value.start])
    return Owner(heading, value.noun or lead)


def _of_clause(plain: str, value: Value, clause: Clause) -> Owner:
    subject = plain[slice(*clause.subject)].strip()
    if clause.base in _HAS:
        return Owner(_bare(subject), value.noun)
    if clause.copula:
        measure = _MEASURE.match(plain, value.end)
        return _split(subject, "", after=value.noun or (measure[1] if measure else ""))
    verb = plain[clause.verb[0] : clause.complement[0]].strip()
    between = plain[clause.complement[0] : value.start].strip()
    last = between.split()[-1].lower() if between else ""
    return Owner(_bare(subject), f"{verb} {between if last in PREPOSITIONS else ''}".strip())


def _split(phrase: str, heading: str, after: str = "") -> Owner:
    """``boiling point of water`` and ``water's boiling point`` as thing and attribute."""
    found = _OF.fullmatch(phrase) or _OWNED.fullmatch(phrase)
    if found:
        return Owner(_bare(found["entity"]), _bare(found["attribute"]))
    return Owner(heading, _bare(phrase)) if heading else Owner(_bare(phrase), after)


def _bare(phrase: str) -> str:
    return phrase[without_article(phrase) :].strip()
