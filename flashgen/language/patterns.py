"""What can be asked for by its pattern alone, whatever the clause around it is."""

from __future__ import annotations

import re

from flashgen.language.lexicon import is_verb_form
from flashgen.language.slots import tail
from flashgen.language.tokens import tokenize
from flashgen.language.worth import MAX_WORDS, Slot, worth_hiding
from flashgen.text import Text

_PHRASE = r"(?:in|on|for|to|by|with|from|of)"
_WORDS = r"(?:[\w-]+ ){0,3}?[\w-]+"
_NAMED = re.compile(r"\b(?:titled|entitled|called|named|dubbed|termed|known as)\s+([“\"][^”\"]{2,90}[”\"])")
_REDUCED = re.compile(
    r", (?P<verb>[a-z]+) (?:on|with|by|from|in|for|as|at|into) (?P<phrase>[\w-]+(?: (?!to\b|and\b|or\b)[\w-]+){0,6})"
)
_AIM = re.compile(r" to [a-z]+ ([\w-]+(?: (?!and\b|or\b)[\w-]+){1,5})[.;]?$")
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
    """The phrase of a participle after a comma: ``..., trained on [two backends] to be fast``."""
    found: list[Slot] = []
    for match in _REDUCED.finditer(sentence.plain):
        if is_verb_form(match["verb"], "participle") and not sentence.opaque(*match.span()):
            found.append(Slot(*match.span("phrase"), 0.0))
    return tuple(slot for slot in found if worth_hiding(sentence, slot))


def instances(sentence: Text) -> tuple[Slot, ...]:
    """What the sentence names in passing between commas: ``an objective, i.e. [filling the blank], differs``."""
    return tuple(
        Slot(*match.span(1), 0.0) for match in _INSTANCE.finditer(sentence.plain) if not sentence.opaque(*match.span(1))
    )


def contrast_sides(sentence: Text) -> tuple[Slot, ...]:
    """Both sides of ``Gains in [accuracy] but not [speed]``."""
    match = _BUT_NOT.search(sentence.plain)
    if not match or sentence.opaque(*match.span()):
        return ()
    return tuple(Slot(*match.span(group), 0.0) for group in ("is", "isnt"))


def contrast_head(sentence: Text) -> tuple[Slot, ...]:
    """What a contrast is about: ``[Small gain] in accuracy but not speed``."""
    match = _BUT_NOT.search(sentence.plain)
    return (Slot(*match.span("head"), 0.0),) if match and not sentence.opaque(*match.span()) else ()


def judged(sentence: Text) -> tuple[Slot, ...]:
    """What a line without a verb says of its subject: ``test set [too small]``."""
    match = _JUDGED.match(sentence.plain)
    return (Slot(*match.span("is"), 0.0),) if match and not sentence.opaque(*match.span()) else ()


def aims(sentence: Text) -> tuple[Slot, ...]:
    """What the sentence's end names as the aim: ``... to have [good use of memory]``."""
    match = _AIM.search(sentence.plain)
    slot = Slot(*match.span(1), 0.0) if match and is_verb_form(match[0].split()[1], "base") else None
    return (slot,) if slot and not sentence.opaque(slot.start, slot.end) and worth_hiding(sentence, slot) else ()


def last_phrase(sentence: Text) -> Slot | None:
    """By what something is done, else the last prepositional phrase; None where hiding it says nothing."""
    means = _MEANS.search(sentence.plain)
    end = len(sentence.plain.rstrip(" .;!"))
    if means and len(sentence.plain[means.end() : end].split()) <= MAX_WORDS:
        slot: Slot | None = Slot(means.end(), end, 0.0)
    else:
        slot = tail([t for t in tokenize(sentence) if t.text not in ".;!"])
    return slot if slot and worth_hiding(sentence, slot) else None
