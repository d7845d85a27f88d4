"""A reason, a consequence or a function, asked as a whole: the answer is a phrase of the notes, not a blank."""

from __future__ import annotations

from collections.abc import Iterator

from flashgen.language.asking import inside, invert
from flashgen.language.clauses import read_clause
from flashgen.model import Ask, Draft, Fact, Form, Kind
from flashgen.text import Markup, Text
from flashgen.wording.draft import draft

Worded = tuple[str, Draft]
"""How it is worded, by name, and the draft."""


def word(fact: Fact) -> Iterator[Worded]:
    """Each way to ask the fact."""
    ways = {Kind.REASON: _reason, Kind.CONSEQUENCE: _consequence, Kind.FUNCTION: _function}[fact.kind]
    for name, front in ways(fact):
        yield name, draft(fact, Form.BASIC, front, fact.object)


def _bare(text: Text) -> Text:
    return text.without(Markup.CLOZE, Markup.HIGHLIGHT).strip(" .;:,")


def _reason(fact: Fact) -> Iterator[tuple[str, Text]]:
    """``Why are arteries thick?``; ``Arteries are thick: why?``."""
    said = _bare(fact.subject)
    clause = read_clause(said)
    question = invert(said, clause, len(said)) if clause else None
    if question:
        yield "why, as a question", question("For what purpose" if _aims(fact) else "Why")
    yield "why, after the statement", said + (": what for?" if _aims(fact) else ": why?")


def _aims(fact: Fact) -> bool:
    return fact.object.plain.lower().startswith(("in order to", "so as to"))


def _consequence(fact: Fact) -> Iterator[tuple[str, Text]]:
    """``What happens if the valve narrows?``; of an instruction ``What should be done if ...?``."""
    condition = _bare(fact.subject)
    if fact.relation == Ask.TO_DO:
        yield "what to do", "What should be done " + condition + "?"
        return
    yield "what happens", "What happens " + condition + "?"
    yield "what then", condition[0:1].plain.upper() + condition[1:] + ": what then?"


def _function(fact: Fact) -> Iterator[tuple[str, Text]]:
    """``What is a centrifuge used for?``, ``How does it separate liquids?``."""
    sentence = fact.evidence.text.without(Markup.CLOZE, Markup.HIGHLIGHT)
    clause = read_clause(sentence)
    if not clause:
        return
    verb = sentence.plain[slice(*clause.verb)]
    subject = inside(fact.subject.without(Markup.CLOZE, Markup.HIGHLIGHT))
    if fact.relation == Ask.USE:
        yield "used for what", Text(f"What {verb.split()[0].lower()} ") + subject + " used for?"
    elif fact.relation == Ask.MEANS:
        question = invert(sentence, clause, fact.slots[0][0])
        if question:
            yield "how", _closed(question("How"))


def _closed(question: Text) -> Text:
    return question[: len(question) - 1].strip(" ,;") + "?"
