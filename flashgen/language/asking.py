"""Statements turned into questions: ``Why is it so?``, ``What does it do?``, from one finite clause."""

from __future__ import annotations

from dataclasses import dataclass

from flashgen.language.clauses import Clause
from flashgen.language.commonness import RARE, commonness
from flashgen.language.finite import AUXILIARIES
from flashgen.language.lexicon import (
    COORDINATORS,
    DETERMINERS,
    DO,
    HAVE,
    PREPOSITIONS,
    SUBORDINATORS,
    base_of,
    is_verb_form,
)
from flashgen.language.words import is_plural
from flashgen.text import Text

_NO_SUBJECT = COORDINATORS | SUBORDINATORS | PREPOSITIONS | {"prior", "also", "there", "here", "as"}
"""Words at the front that show that what was read as the subject is more, or something else."""
_SUPPORT = {"s": "does", "past": "did", "base": "do"}


@dataclass(frozen=True, slots=True)
class Inverted:
    """A clause in the order of a question, in its three parts; ``does | the pump | push water``."""

    auxiliary: str
    subject: Text
    rest: Text
    """What is left of the predicate, without the auxiliary."""

    def __call__(self, ask: str) -> Text:
        """The question that opens with ``ask``."""
        whole = Text(f"{ask} {self.auxiliary} ") + self.subject
        return (whole + " " + self.rest if self.rest else whole) + "?"


def invert(sentence: Text, clause: Clause, end: int) -> Inverted | None:
    """The clause, up to offset ``end`` of the sentence, in the order of a question.

    None where something stands before the subject, where there is none, or where the verb is not surely known.
    """
    start, stop = clause.subject
    subject = sentence.plain[start:stop]
    if not subject or sentence.plain[:start].strip() or "," in subject or subject.split()[0].lower() in _NO_SUBJECT:
        return None
    verb = sentence.plain[clause.verb[0] : clause.verb[1]]
    first = verb.split()[0]
    between = sentence.plain[stop : clause.verb[0]].strip()
    auxiliary, rest = first, sentence[clause.verb[0] + len(first) : end].strip()
    helps = first.lower() in AUXILIARIES
    if helps and first.lower() in HAVE | DO and first == verb:
        helps = False  # the verb itself, not a help to another
    if not helps:
        form = _form(first.lower())
        if not form:
            return None
        auxiliary = _SUPPORT[form]
        base = first if form == "base" else base_of(first.lower(), form)
        base = "have" if first.lower() in HAVE else "do" if first.lower() in DO else base
        rest = Text(f"{base} ") + sentence[clause.verb[0] + len(first) : end].strip()
    rest = Text(f"{between} ") + rest if between else rest
    return Inverted(auxiliary.lower(), inside(sentence[start:stop]), rest.strip())


def inside(phrase: Text) -> Text:
    """A phrase as it stands within a sentence: its first letter small, unless it is a name or an abbreviation.

    A single capitalised word may be a name, so it keeps its capital; so does one that English at large hardly knows.
    """
    words = phrase.plain.split()
    first = words[0] if words else ""
    known = first.lower() in DETERMINERS | PREPOSITIONS or (
        len(words) > 1 and words[1].islower() and words[1] not in PREPOSITIONS | {"and", "or"}
    )
    known = known or is_plural(first.lower()) or (len(words) > 1 and commonness(first.lower()) < RARE)
    if not known or (not first[1:].islower() and len(first) > 1):
        return phrase
    return first[0].lower() + phrase[1:]


def _form(word: str) -> str:
    """Which finite form a verb has; empty where that is not clear."""
    if word in HAVE or word in DO:
        return "s" if word in ("has", "does") else "past" if word in ("had", "did") else "base"
    if is_verb_form(word, "s"):
        return "s"
    if is_verb_form(word, "base"):
        return "base"
    return "past" if is_verb_form(word, "past") else ""
