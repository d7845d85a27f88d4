"""Where a constituent of a clause ends: before an adjunct, an aim or a second predicate."""

from __future__ import annotations

from flashgen.language.clauses import Clause
from flashgen.language.finite import is_adverb
from flashgen.language.lexicon import BE_FINITE, COORDINATORS, DETERMINERS, NOUN_LIKE, RELATIVES, base_of, is_verb_form
from flashgen.language.tokens import Token, depths

_ADJUNCTS = frozenset(
    """
    without during while when via after before because using unless until among even so compared relative over
    """.split()
)
_CONTROLS = frozenset(
    """
    allow enable help cause require need force ask want teach train permit tell lead encourage instruct expect persuade
    order invite use seem appear have begin start try attempt aim intend tend fail learn decide choose
    """.split()
)
"""Verbs whose object does what follows: ``allows users to share files``."""
_CALLS_FOR_AIM = frozenset(
    """
    ability need right power way ways attempt attempts effort efforts tendency chance opportunity decision failure time
    reason permission capacity desire plan first last only likely able how what where when
    """.split()
)
"""Words that are not whole without the infinitive after them."""


def first_predicate(tokens: list[Token], clause: Clause) -> list[Token]:
    """The tokens of a complement up to a second predicate of the same subject: ``the bowel | and causes pain``."""
    nesting = depths(tuple(tokens))
    listed = aims = quoted = False
    for index, token in enumerate(tokens[:-2]):
        comma = index > 0 and tokens[index - 1].text == ","
        quoted = token.text == "“" or (quoted != (token.text == '"') and token.text != "”")
        if index and not nesting[index] and not quoted and token.lower in ("and", "or"):
            after_aim = clause.base in _CONTROLS and aims
            if not after_aim and _is_predicate(tokens[index + 1].lower, tokens[index + 2], comma, listed):
                return tokens[: index - comma]
        aims = aims or token.lower == "to"
        listed = listed or (comma and token.lower not in ("and", "or"))
    return tokens


def constituent_end(tokens: list[Token], at: int, clause: Clause) -> int:
    """End of the complement's first constituent.

    It ends before an adjunct (``during ...``), an aim (``to stop the war``) or an adverb that follows it. Where a
    coordination follows the adjunct nothing is cut, since one cannot tell what it joins.
    """
    nesting = depths(tuple(tokens))
    end = len(tokens)
    quoted = False
    for index in range(at, len(tokens)):
        token = tokens[index]
        quoted = token.text == "“" or (quoted and token.text != "”")
        if quoted or nesting[index] or index == at:
            continue
        if token.lower in RELATIVES | BE_FINITE:
            break
        if token.text == "," and not any(t.lower in ("and", "or") for t in tokens[index:]):
            end = index
            break
        if token.text == "," and _opens_participle(tokens, index + 1):
            end = index
            break
        if not clause.copula and _is_aim(tokens, index, clause):
            end = index
            break
        if token.lower in _ADJUNCTS or (is_adverb(token.lower) and token.lower.endswith("ly")):
            if not any(t.lower in ("and", "or") or t.text == "," for t in tokens[index:]):
                end = index
            break
    while end > at + 1 and (is_adverb(tokens[end - 1].lower) or tokens[end - 1].text in ",.;"):
        end -= 1
    return end


def _is_predicate(word: str, after: Token, comma: bool, listed: bool) -> bool:
    """Whether a coordination goes on with a second verb, not with a second noun: ``and causes pain``.

    ``comma`` says that one stands before it, ``listed`` that it ends a list of three or more.
    """
    if is_verb_form(word, "base") and word not in NOUN_LIKE:
        return True
    if is_verb_form(word, "s") and (base_of(word, "s") not in NOUN_LIKE or after.lower in DETERMINERS):
        return True
    if comma and not listed and is_verb_form(word, "base", "s"):
        return after.lower not in COORDINATORS and after.is_word  # ", or spread powers"
    return is_verb_form(word, "past") and (after.lower in DETERMINERS or (comma and not listed))


def _opens_participle(tokens: list[Token], at: int) -> bool:
    """Whether a verb in -ing with its object opens what follows a comma: ``..., causing a rise``."""
    if at + 1 >= len(tokens) or not is_verb_form(tokens[at].lower, "ing"):
        return False
    return tokens[at + 1].is_word and tokens[at + 1].lower not in COORDINATORS


def _is_aim(tokens: list[Token], index: int, clause: Clause) -> bool:
    """Whether what follows says what for: ``troops to stop the war``; not where a noun or verb calls for it."""
    if tokens[index].lower == "in" and [t.lower for t in tokens[index : index + 3]] == ["in", "order", "to"]:
        return True
    if tokens[index].lower != "to" or index + 1 >= len(tokens) or clause.base in _CONTROLS:
        return False
    following, before = tokens[index + 1].lower, tokens[index - 1].lower
    if not is_verb_form(following, "base") or before in _CALLS_FOR_AIM or before.endswith(("ed", "ing", "able")):
        return False
    return following not in NOUN_LIKE or (index + 2 < len(tokens) and tokens[index + 2].lower in DETERMINERS)
