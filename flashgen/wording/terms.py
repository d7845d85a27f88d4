"""A term and its meaning."""

from __future__ import annotations

import re
from dataclasses import replace

from flashgen.language.acronyms import stands_for
from flashgen.language.phrases import opens_as_verb
from flashgen.language.quantities import quantities
from flashgen.language.words import content_stems, content_words, stem
from flashgen.model import Draft, Fact, Form, Kind
from flashgen.wording.draft import draft

_NAME = re.compile(r"[^\W\d_]{2}")
_ROOT = 4
"""Shorter word stems stand in many words by chance."""


def word(fact: Fact) -> tuple[Draft, ...]:
    """One term note, asked both ways where its meaning singles the term out; an abbreviation is asked for its words."""
    if fact.kind is Kind.ACRONYM:
        return (draft(fact, Form.BASIC, "What does “" + fact.subject + "” stand for?", fact.object),)
    made = draft(fact, Form.TERM, fact.subject, fact.object)
    return (replace(made, reverse=_asks_back(fact, made)),)


def _asks_back(fact: Fact, made: Draft) -> bool:
    """Whether the meaning may be asked for its term: the term cannot be read off it or off the context.

    A predicate or a formula fits many things, and nobody has to recall which letter stands for something.
    """
    if not _NAME.search(fact.subject.plain):
        return False
    if made.back.opaque(0) or opens_as_verb(fact.object.plain):
        return False
    if _echoes(fact.subject.plain, fact.object.plain) or quantities(fact.object):
        return False
    if any(stands_for(fact.subject.plain, text.plain) for text in (*made.context, fact.object)):
        return False  # "[Content delivery network] Which term ...?" asks for CDN
    shown = {
        stem(part) for text in made.context for word in content_words(text.plain) for part in (word, *word.split("-"))
    }
    asked = {stem(part) for word in content_words(fact.subject.plain) for part in word.split("-")}
    return not asked <= shown


def _echoes(term: str, meaning: str) -> bool:
    """Whether a word of the meaning stands within the term: ``the ability to scale automatically``, Autoscaling."""
    said = content_stems(meaning)
    if any(stem(word) in said for word in content_words(term)):
        return True
    joined = "".join(content_words(term))
    return any(len(root) >= _ROOT and root in joined for word in content_words(meaning) if (root := stem(word)))
