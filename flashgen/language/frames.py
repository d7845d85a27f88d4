"""What a blank is to the words right before it: a name, an effect, a predicate.

Of some frames most readers keep the blank, of others hardly any, whatever fills them: *is called* leads to one name,
*is* to a hundred adjectives.
"""

from __future__ import annotations

from flashgen.language.commonness import RARE, commonness
from flashgen.language.finite import is_adverb
from flashgen.language.lexicon import BE, PREPOSITIONS, base_of, is_verb_form
from flashgen.language.phrases import words_of

_NAMED = frozenset("called named termed dubbed titled means mean meant denotes denote".split())
_NAMED_AS = frozenset("known referred called defined described".split())
_EFFECTS = frozenset(
    """
    cause require need produce provide prevent inhibit reduce increase decrease improve stimulate secrete raise lower
    lack trigger induce activate block release generate yield hurt
    """.split()
)
_LEADS = {"lead": "to", "result": "in", "contribute": "to", "consist": "of", "depend": "on", "rely": "on"}
_LIGHT = frozenset("be use have get make become go allow gain take give do let involve include contain".split())


def frame(before: str, hidden: str, after: str) -> str:
    """The name of the frame of a blank that hides ``hidden`` between the other words of its sentence."""
    said = words_of(before)
    while said and (said[-1] in ("a", "an", "the") or is_adverb(said[-1])):
        said.pop()
    if not said:
        return _subject(words_of(hidden), words_of(after))
    last, second = said[-1], said[-2] if len(said) > 1 else ""
    if last in _NAMED or (last == "as" and second in _NAMED_AS) or (last, second) == ("for", "stands"):
        return "a name"
    if last in BE:
        return "a predicate"
    if last in PREPOSITIONS or last == "to":
        return _after_preposition(said, last, second)
    base = _base(last)
    if len(said) == 1 and base:
        return "all of an order"
    return (
        "an effect" if base in _EFFECTS else "of a light verb" if base in _LIGHT else "an object" if base else "a part"
    )


def _after_preposition(said: list[str], last: str, second: str) -> str:
    if _LEADS.get(_base(second)) == last:
        return "an effect"
    if is_verb_form(second, "participle") and any(word in BE for word in said[-5:-2]):
        return "the complement of a passive"
    return "the complement of a verb" if _base(second) else "a part"


def _subject(hidden: list[str], after: list[str]) -> str:
    verbs = [word for word in after[:4] if not is_adverb(word) and word not in BE]
    if verbs and (verbs[0] in _NAMED or (verbs[0] in _NAMED_AS and "as" in after[:5])):
        return "a name"
    bare = hidden[1:] if hidden and hidden[0] in ("a", "an", "the") else hidden
    if len(bare) != 1:
        return "a subject"
    return "a subject of one rare word" if commonness(bare[0]) == RARE else "a subject of one common word"


def _base(word: str) -> str:
    """The base form of a word that may be a finite verb; empty where it can be none."""
    if is_verb_form(word, "base"):
        return word
    return base_of(word, "s") or base_of(word, "past")
