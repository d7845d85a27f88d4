"""How far a claim can be trusted to be a card that a person keeps, from what can be seen of it.

Each sign adds to or takes from the same start; the figures were set by reading cards made of notes on many subjects.
"""

from __future__ import annotations

from flashgen.language.clauses import Clause, read_clause
from flashgen.language.lexicon import NOUN_LIKE, PREPOSITIONS, SUBORDINATORS, is_verb_form
from flashgen.language.phrases import words_of
from flashgen.language.sentences import sentences
from flashgen.language.words import content_words
from flashgen.language.worth import Slot, is_common
from flashgen.model import BlockKind
from flashgen.rules.place import Place
from flashgen.text import Text

_FRAME = 20
"""What may stand before a paragraph's first sentence, in characters: ``We find that``."""
_START = 0.67
_ENOUGH, _PLENTY = 4, 7
"""Content words around a blank that pin its answer down."""
_POINTERS = frozenset(
    "it its they them their this these those he she him his her one ones such same other another".split()
)
_POSSIBLE = frozenset("may can could will must".split())
_BACK = frozenset("this these each both respectively former latter".split())
_VAGUE = frozenset("some any many several different various certain".split())


def confidence(place: Place, sentence: Text, clause: Clause, slot: Slot, contrasted: bool, attributed: bool) -> float:
    """The chance, 0 to 1, that a blank at ``slot`` makes a good card.

    ``contrasted``: siblings set it off; ``attributed``: its speaker is known, so that it need not lean on others.
    """
    words = words_of(sentence.plain)
    clause_words = words_of(sentence.plain[clause.subject[0] : clause.complement[1]])
    hidden = sentence.plain[slot.start : slot.end]
    visible = content_words(sentence.plain[: slot.start] + " " + sentence.plain[slot.end :])
    verb = words_of(sentence.plain[clause.verb[0] : clause.verb[1]])
    before = (words_of(sentence.plain[: slot.start]) or [""])[-1]
    guess = clause.strength < 2 and not (clause.subject == (0, 0) and _among_reports(place))
    signs = (
        (place.block.kind is BlockKind.PARAGRAPH, -0.02),
        (_in_prose(place) and not attributed, -0.1),
        (_in_prose(place) and not attributed and not _opens_paragraph(place, sentence), -0.03),
        (guess, -0.15),
        (2 <= clause.strength < 2.2, -0.06),
        (clause.strength >= 2.5, 0.02),
        (clause.negated, -0.12),
        (verb[0] in _POSSIBLE, -0.07),
        (verb[0] == "should", -0.03),
        (clause.subject == (0, 0) and not _below_term(place), -0.06 if place.context() else -0.12),
        (sentence.plain.lower().startswith("there "), -0.03),
        (any(w in _POINTERS for w in clause_words) or any(w in _BACK for w in words), -0.03),
        (any(w in _VAGUE for w in words), -0.02),
        (words[0] in SUBORDINATORS, -0.04),
        (len(clause_words) > 22, -0.04),
        (len(visible) < _ENOUGH and not contrasted, -0.04),
        (place.text.plain.rstrip().endswith(":"), -0.03),
        (len(content_words(hidden)) > 8, -0.03),
        (is_common(hidden) and not contrasted, -0.08),
        (any(w in _VAGUE for w in words_of(hidden)), -0.06),
        (sentence.plain[slot.end :].startswith((" (", ", e.g", ", i.e")), -0.08),
        (len(visible) >= _PLENTY, 0.03),
        (before in PREPOSITIONS, -0.02),
        (3 <= len(content_words(hidden)) <= 4, 0.02),
        (any(w in ("and", "or") for w in words_of(hidden)), 0.02),
        (is_verb_form(words_of(hidden)[0], "base") and words_of(hidden)[0] not in NOUN_LIKE, -0.05),
        (contrasted, 0.06),
    )
    total = _START + slot.weight + sum(weight for holds, weight in signs if holds)
    return round(max(0.05, min(0.95, total)), 3)


def _among_reports(place: Place) -> bool:
    """Whether most items around are statements with a subject, so that ``Show gains in ...`` is no instruction."""
    around = [read_clause(block.text) for block in place.near()]
    return len(around) > 1 and sum(bool(c and c.subject != (0, 0)) for c in around) * 2 >= len(around)


def _in_prose(place: Place) -> bool:
    """Whether the block is a paragraph of several sentences, which lean on each other more than a list's items do."""
    return place.block.kind is BlockKind.PARAGRAPH and len(sentences(place.text)) > 1


def _opens_paragraph(place: Place, sentence: Text) -> bool:
    return place.text.plain.find(sentence.plain[:20]) < _FRAME


def _below_term(place: Place) -> bool:
    """Whether the block stands directly below an item that names its subject."""
    return bool(
        place.parent and place.parent.block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH) and len(place.context()) > 1
    )
