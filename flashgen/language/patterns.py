"""What can be asked for by its pattern alone, whatever the clause around it is."""

from __future__ import annotations

import re

from flashgen.language.lexicon import is_verb_form
from flashgen.language.slots import MAX_WORDS, Slot, tail, worth_hiding
from flashgen.language.tokens import tokenize
from flashgen.text import Text

_PHRASE = r"(?:in|on|for|to|by|with|from|of)"
_WORDS = r"(?:[\w-]+ ){0,3}?[\w-]+"
_NAMED = re.compile(r"\b(?:titled|entitled|called|named|dubbed|termed|known as)\s+([“\"][^”\"]{2,90}[”\"])")
_REDUCED = re.compile(
    r", (?P<verb>[a-z]+) (?:on|with|by|from|in|for|as|at|into) (?P<phrase>[\w-]+(?: (?!to\b|and\b|or\b)[\w-]+){0,6})"
    r"(?: to [a-z]+ (?P<aim>[\w-]+(?: (?!and\b|or\b)[\w-]+){0,5})[.;]?$)?"
)
_INSTANCE = re.compile(r", (?:i\.?e\.?|e\.?g\.?),? ([^,;()]{3,60}), ")
_BUT_NOT = re.compile(
    rf"^(?P<head>{_WORDS}) {_PHRASE} (?P<is>{_WORDS}),? but not (?:{_PHRASE} )?(?P<isnt>{_WORDS})[.;]?$"
)
_MEANS = re.compile(r"\s(?:with|by|via|using)\s+")
_JUDGED = re.compile(
    r"^(?P<of>(?:[\w-]+ ){1,4}?)(?P<is>(?:too|not|very|more|less|mostly|highly) [^,;:()]{3,60}?)[.;]?$"
)


def named(sentence: Text) -> tuple[Slot, ...]:
    """Names in quotation marks that the sentence gives something: ``a paper titled “...”``."""
    return tuple(
        Slot(*match.span(1), 0.02) for match in _NAMED.finditer(sentence.plain) if not sentence.opaque(*match.span(1))
    )


def reduced(sentence: Text) -> tuple[Slot, ...]:
    """The phrase of a participle after a comma, and its aim: ``..., trained on [two backends] to have [good use]``."""
    found: list[Slot] = []
    for match in _REDUCED.finditer(sentence.plain):
        if is_verb_form(match["verb"], "participle") and not sentence.opaque(*match.span()):
            found.extend(Slot(*match.span(group), 0.0) for group in ("phrase", "aim") if match[group])
    return tuple(slot for slot in found if worth_hiding(sentence, slot))


def instances(sentence: Text) -> tuple[Slot, ...]:
    """What the sentence names in passing between commas: ``an objective, i.e. [filling the blank], differs``."""
    return tuple(
        Slot(*match.span(1), 0.0) for match in _INSTANCE.finditer(sentence.plain) if not sentence.opaque(*match.span(1))
    )


def contrasted(sentence: Text) -> tuple[Slot, ...]:
    """Both sides of ``Gains in [accuracy] but not [speed]``, and what they are sides of."""
    match = _BUT_NOT.search(sentence.plain)
    if not match or sentence.opaque(*match.span()):
        return ()
    return tuple(Slot(*match.span(group), 0.0) for group in ("is", "isnt"))


def judged(sentence: Text) -> tuple[Slot, ...]:
    """What a line without a verb says of its subject: ``test set [too small]``."""
    match = _JUDGED.match(sentence.plain)
    return (Slot(*match.span("is"), 0.0),) if match and not sentence.opaque(*match.span()) else ()


def last_phrase(sentence: Text) -> Slot | None:
    """By what something is done, else the last prepositional phrase; None where hiding it says nothing."""
    means = _MEANS.search(sentence.plain)
    end = len(sentence.plain.rstrip(" .;!"))
    if means and len(sentence.plain[means.end() : end].split()) <= MAX_WORDS:
        slot: Slot | None = Slot(means.end(), end, 0.0)
    else:
        slot = tail([t for t in tokenize(sentence) if t.text not in ".;!"])
    return slot if slot and worth_hiding(sentence, slot) else None
