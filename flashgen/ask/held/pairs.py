"""What belongs to what: a name with the value of another, and a why without a reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from flashgen.ask.held.parts import parts
from flashgen.ask.held.words import content, numbers
from flashgen.ask.tokens import Token, key_of, keys, tokens, where
from flashgen.language.acronyms import stands_for
from flashgen.language.lexicon import (
    ADVERBS,
    BE,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_verb_form,
)
from flashgen.language.words import STOP_WORDS

_HELPERS = frozenset(map(key_of, BE | DO | HAVE | MODALS))
_GOES_ON = PRONOUNS | PREPOSITIONS | SUBORDINATORS | _HELPERS | {"due"}
_SHORT = 8
"""Words of a part that names one thing and says one."""
_JOINS = frozenset("and or but while whereas so then also thereby thus hence therefore instead".split())
_LABEL = re.compile(r"(?:[:=]|\s[-–—])\s*$")
_SHORTENED = re.compile("['’]")
_PLACES = frozenset("in at on among under over during within".split())
_REASON = re.compile(
    r"\b(?:because|due|since|as|for|so|thus|hence|therefore|to|by|reason|cause[sd]?|owing|thanks|leads?|result|mean(?:s|ing)?"
    r"|which|that)\b|→|->|=>|\bb/c|[-–—:;(]",
    re.I,
)


def mispaired(evidence: str, question: str, answer: str, around: Collection[str] = ()) -> str:
    """What the card puts together and the notes do not; empty where nothing can be seen of it.

    ``around`` are the keys of what stands above the sentences: it tells no part of them from another.
    """
    said, asked, given = tokens(evidence), tokens(question), keys(answer)
    asked = (asked[0], *(token for token in asked[1:] if token.key not in around and token.key not in STOP_WORDS))
    if asked[0].key == "why" and not _REASON.search(evidence):
        return "the notes give no reason"
    if any(stands_for(token.text, answer) for token in asked if token.text[1:] != token.text[1:].lower()):
        return ""  # the letters say themselves what they stand for
    if any(token.key.startswith("respectiv") for token in said):
        part = next(part for part in evidence.split(";") if "respectiv" in part.lower())
        return _respective(tokens(part), asked, given)
    return _pairing(evidence, asked, given) or _counted(evidence, asked, answer) or _placed(evidence, question, answer)


def _pairing(evidence: str, asked: Sequence[Token], given: Sequence[str]) -> str:
    """``A has 3 and B has 5`` asked as if A had 5."""
    every = parts(evidence)
    if len(every) < 2 or not given:
        return ""
    held = [part for part in every if where(given, keys(evidence[slice(*part)])) >= 0]
    if len(held) != 1:
        return ""
    mine = held[0]
    here = {token.key for token in tokens(evidence[slice(*mine)])}
    said = {token.key for token in tokens(evidence)}
    named = [token for token in asked[1:] if token.key in said and (token.is_name or token.is_number)]
    if not named and len(tokens(evidence[slice(*mine)])) <= _SHORT:
        # short parts side by side: a name in small letters tells them apart as well
        named = [token for token in content(" ".join(t.text for t in asked)) if token.key in said]
    if not named or any(token.key in here for token in named):
        return ""
    wanted = {token.key for token in asked} | set(given)
    own = _own_subject(evidence[slice(*mine)], wanted)
    there = [part for part in every if part != mine and {t.key for t in named} & set(keys(evidence[slice(*part)]))]
    if there and there[0] == every[0] and _LABEL.search(evidence[slice(*every[0])]):
        there = there[1:]  # what opens the line is the name of all that follows
    if there and there[0][0] >= mine[1] and _goes_on(evidence[slice(*there[0])]):
        return ""
    rivals = any(token.key not in wanted for part in there for token in content(evidence[slice(*part)]))
    return _beside(own, named[0]) if own and rivals else ""


def _goes_on(part: str) -> bool:
    """Whether a part has the subject of the one before: it opens with a verb."""
    first = next(iter(tokens(part)), None)
    return first is not None and (first.key in _HELPERS or is_verb_form(first.text.lower(), "s", "past"))


def _beside(own: str, named: Token) -> str:
    return f"“{own}” stands beside the answer in the notes, and the card asks of “{named.text}”"


def _counted(evidence: str, asked: Sequence[Token], answer: str) -> str:
    """``three A, five B`` asked as if there were three B: what is said later has its number with it."""
    answered = numbers(tokens(answer))
    every = parts(evidence)
    held = [at for at, part in enumerate(every) if where(keys(answer), keys(evidence[slice(*part)])) >= 0]
    if not answered or len(held) != 1:
        return ""
    earlier = {token.key for part in every[: held[0] + 1] for token in tokens(evidence[slice(*part)])}
    for part in every[held[0] + 1 :]:
        here = tokens(evidence[slice(*part)])
        rival = next((t for t in here if numbers([t]) - answered - numbers(asked)), None)
        own = next(
            (
                t
                for t in content(evidence[slice(*part)])
                if t.key not in earlier and t.key in {a.key for a in asked} and t.text.lower() not in ADVERBS
            ),
            None,
        )
        if rival and own and not own.is_number:
            return _beside(rival.text, own).replace("the answer", f"“{own.text}”")
    return ""


def _placed(evidence: str, question: str, answer: str) -> str:
    """``3 in most places, though 5 in the sea`` asked as 5 in most places."""
    answered = numbers(tokens(answer))
    every = [tokens(evidence[slice(*part)]) for part in parts(evidence)]
    held = [part for part in every if answered and where(keys(answer), [token.key for token in part]) >= 0]
    if len(held) != 1:
        return ""
    here = {token.key for token in held[0]}
    asked = tokens(question)
    for at, token in enumerate(asked):
        behind = [t for t in asked[at + 1 : at + 4] if t.text.lower() not in DETERMINERS]
        place = [*takewhile(lambda t: t.text.lower() not in PREPOSITIONS, behind)]
        if token.text.lower() not in _PLACES or not place or {t.key for t in place} & here:
            continue
        for part in every:
            said = {t.key for t in part}
            if part is not held[0] and {t.key for t in place} <= said and numbers(part) - answered:
                return _beside(next(t.text for t in part if numbers([t]) - answered), place[0]).replace(
                    "the answer", f"“{place[0].text}”"
                )
    return ""


def _own_subject(part: str, wanted: set[str]) -> str:
    """What a part of a sentence speaks of by itself, where the card does not name it; empty where it goes on."""
    found = [token for token in tokens(part) if token.key not in _JOINS]
    while found and found[0].text.lower() in DETERMINERS | ADVERBS:
        found = found[1:]
    if not found:
        return ""
    first = found[0]
    if first.key in _GOES_ON or _SHORTENED.split(first.text.lower())[0] in PRONOUNS or first.is_sign or first.is_number:
        names = [token for token in found if token.is_name and token.key not in wanted]
        return names[0].text if names and first.key not in _GOES_ON else ""
    if first.key not in wanted:
        is_verb = is_verb_form(first.text.lower(), "s", "base", "past", "participle", "ing") and not first.is_name
        return "" if is_verb else first.text
    return next((token.text for token in found[1:] if token.is_name and token.key not in wanted), "")


def _respective(said: Sequence[Token], asked: Sequence[Token], given: Sequence[str]) -> str:
    """``A and B have 3 and 5, respectively``: the n-th of the one goes with the n-th of the other."""
    numbers = [token.key for token in said if token.is_number]
    names = list(dict.fromkeys(token.key for token in said if token.is_name))
    value = next((key for key in given if key in numbers), "")
    asks = [token.key for token in asked[1:] if token.key in names]
    if not value or len(asks) != 1 or len(names) < len(numbers):
        return "" if not numbers else "the notes say “respectively”, and what belongs to what cannot be told"
    right = names[-len(numbers) :] if len(names) > len(numbers) else names
    if asks[0] in right and right.index(asks[0]) == numbers.index(value):
        return ""
    return "the notes say “respectively”, and the card pairs what does not belong together"
