"""Who does what to whom: names, values and sides of a comparison that were changed over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashgen.ask.held.limits import segments
from flashgen.ask.held.words import content, numbers
from flashgen.ask.tokens import Token, keys, tokens, where
from flashgen.language.lexicon import BE, DETERMINERS, DO, HAVE, MODALS, PREPOSITIONS, PRONOUNS, is_verb_form
from flashgen.language.words import stem

_AUXILIARIES = frozenset(map(stem, DO | HAVE | MODALS))
_BE = frozenset(map(stem, BE))
_ASKS = frozenset("what which who whom whose how when where why".split())
_THAN = frozenset({"than", ">", "<"})
_OPPOSITES = (
    ("from", "to"), ("before", "after"), ("above", "below"), ("over", "under"), ("into", "from"), ("to", "by"),
)  # fmt: skip
_ONE_WAY = frozenset("before after above below from into".split())
"""What parts two sides that are not the same."""
_JOINS = frozenset("and or but while whereas so then also".split())
_REASON = re.compile(
    r"\b(?:because|due|since|as|for|so|thus|hence|therefore|to|by|reason|cause[sd]?|owing|thanks|leads?|result|means?|which|that)\b"
    r"|→|->|=>|\bb/c|[-–—:;(]",
    re.I,
)


def turned(evidence: str, question: str, answer: str) -> str:
    """What was changed over on the way to the card; empty where nothing can be seen of it."""
    said, asked, given = tokens(evidence), tokens(question), keys(answer)
    if any(token.key.startswith("respectiv") for token in said):
        paired = _respective(said, asked, given)
    else:
        paired = _pairing(evidence, asked, given) or _counted(evidence, asked, answer)
    return (
        _comparison(said, asked, given)
        or _direction(said, asked)
        or _actor(said, asked, given)
        or paired
        or _unreasoned(evidence, asked)
    )


def _unreasoned(evidence: str, asked: Sequence[Token]) -> str:
    is_why = bool(asked) and asked[0].key == "why"
    return "the notes give no reason" if is_why and not _REASON.search(evidence) else ""


def _places(part: Sequence[str], said: Sequence[Token]) -> list[int]:
    """Where a sequence of keys stands among tokens."""
    known = [token.key for token in said]
    found, at = [], where(part, known)
    while at >= 0:
        found.append(at)
        at = where(part, known, at + 1)
    return found


def _comparison(said: Sequence[Token], asked: Sequence[Token], given: Sequence[str]) -> str:
    """``A is larger than B`` asked as if B were."""
    sides = [at for at, token in enumerate(said) if token.key in _THAN]
    if not sides or not given:
        return ""
    first = sides[0]
    if said[first].is_sign and not any(token.key == "than" for token in asked):
        return ""
    answered = _places(given, said)
    asks_after = [at for at, token in enumerate(asked) if token.key in _THAN]
    if not asks_after:
        return ""
    other = [token.key for token in asked[asks_after[0] + 1 :] if token.key not in _ASKS and not _is_small(token)]
    if not other:  # "... is A larger than?"
        return "" if not answered or any(at > first for at in answered) else "the comparison is turned round"
    if answered and all(at > first for at in answered) and not any(token.is_number for token in asked[asks_after[0] :]):
        after = {token.key for token in said[first + 1 :]}
        if not set(other) <= after or _places(other[:1], said[:first]):
            return "the comparison is turned round"
    before = _places(other[:1], said[:first])
    behind = _places(other[:1], said[first:])
    return "the comparison is turned round" if before and not behind else ""


def _is_small(token: Token) -> bool:
    return token.key in DETERMINERS or token.key in PREPOSITIONS or token.key in _BE


def _direction(said: Sequence[Token], asked: Sequence[Token]) -> str:
    """``from A to B`` asked as from B."""
    for one, other in _OPPOSITES:
        for here, there in ((one, other), (other, one)):
            for at, token in enumerate(asked[:-1]):
                if token.key != here:
                    continue
                noun = next((t.key for t in asked[at + 1 :] if not _is_small(t)), "")
                follows = {_next(said, i) for i, t in enumerate(said) if t.key == here}
                against = {_next(said, i) for i, t in enumerate(said) if t.key == there}
                if noun and follows and noun in against and noun not in follows:
                    return f"“{here}” and “{there}” are changed over"
    for at, token in enumerate(asked[:-1]):
        if token.key not in _ONE_WAY or asked[at + 1].key in PREPOSITIONS:
            continue
        places = [i for i, other in enumerate(said) if other.key == token.key]
        noun = next((t.key for t in asked[at + 1 :] if not _is_small(t)), "")
        before = any(t.key == noun for t in said[: places[0]]) if places else False
        if before and noun not in _ASKS and not any(t.key == noun for t in said[places[0] :]):
            return f"the two sides of “{token.text}” are changed over"
    return ""


def _next(said: Sequence[Token], at: int) -> str:
    return next((t.key for t in said[at + 1 :] if not _is_small(t)), "")


def _actor(said: Sequence[Token], asked: Sequence[Token], given: Sequence[str]) -> str:
    """``A inhibits B`` asked as if B did it."""
    for at, token in enumerate(asked):
        if token.is_sign or token.is_number or not _is_verb(asked, at):
            continue
        places = [i for i, other in enumerate(said) if other.key == token.key and _is_verb(said, i)]
        answered = _places(given, said)
        if len(places) != 1 or len(answered) != 1 or not given:
            continue
        verb = places[0]
        answer_is_actor = (answered[0] < verb) is not _is_passive(said, verb)
        asks_actor = _asks_actor(asked, at)
        if asks_actor is not None and asks_actor is not answer_is_actor:
            # the rest of the question has to stand on the answer's side, too, to be sure
            return f"who “{said[verb].text}” whom is turned round"
    return ""


def _is_verb(said: Sequence[Token], at: int) -> bool:
    token = said[at]
    if not is_verb_form(token.text.lower(), "s", "base", "past", "participle") or token.key in _AUXILIARIES | _BE:
        return False
    if at and said[at - 1].key in (DETERMINERS | PREPOSITIONS) - _ASKS:
        return False
    return token.text.lower() == token.text


def _is_passive(said: Sequence[Token], at: int) -> bool:
    """Whether the subject of a verb suffers it: ``is inhibited by``."""
    by = at + 1 < len(said) and said[at + 1].key == "by"
    be = any(token.key in _BE for token in said[max(0, at - 2) : at])
    return is_verb_form(said[at].text.lower(), "participle") and (by or be)


def _asks_actor(asked: Sequence[Token], at: int) -> bool | None:
    """Whether a question asks who does what its verb says; None where it asks for neither side."""
    if asked[0].key not in ("what", "which", "who", "whom") and not (asked[0].key == "by" and len(asked) > 1):
        return None
    auxiliary = next((i for i, token in enumerate(asked[:at]) if i and token.key in _AUXILIARIES | _BE), -1)
    between = [token for token in asked[auxiliary + 1 : at] if not _is_small(token)] if auxiliary > 0 else []
    if asked[0].key == "by":
        return True
    if _is_passive(asked, at) or (auxiliary > 0 and asked[auxiliary].key in _BE and asked[at].text.endswith("ed")):
        by = any(token.key == "by" for token in asked[at + 1 : at + 3])
        if between:
            return True if by else None  # "what is A inhibited by"
        return False  # "what is inhibited by A"
    if auxiliary > 0 and asked[auxiliary].key in _BE:
        return None
    if between:
        last = asked[-1].key
        return None if last in PREPOSITIONS else False  # "what does A inhibit"
    return True if at <= 4 else None  # "which drug inhibits A"


def _pairing(evidence: str, asked: Sequence[Token], given: Sequence[str]) -> str:
    """``A has 3 and B has 5`` asked as if A had 5."""
    parts = segments(evidence)
    if len(parts) < 2 or not given:
        return ""
    held = [part for part in parts if where(given, keys(evidence[slice(*part)])) >= 0]
    if len(held) != 1:
        return ""
    mine = held[0]
    here = {token.key for token in tokens(evidence[slice(*mine)])}
    every = {token.key for token in tokens(evidence)}
    named = [token for token in asked[1:] if token.key in every and (token.is_name or token.is_number)]
    named = named or [token for token in content(" ".join(t.text for t in asked)) if token.key in every]
    if not named or any(token.key in here for token in named):
        return ""
    wanted = {token.key for token in asked} | set(given)
    own = _own_subject(evidence[slice(*mine)], wanted)
    there = [part for part in parts if part != mine and {t.key for t in named} & set(keys(evidence[slice(*part)]))]
    rivals = any(token.key not in wanted for part in there for token in content(evidence[slice(*part)]))
    return _beside(own, named[0]) if own and rivals else ""


def _beside(own: str, named: Token) -> str:
    return f"“{own}” stands beside the answer in the notes, and the card asks of “{named.text}”"


def _counted(evidence: str, asked: Sequence[Token], answer: str) -> str:
    """``three A, five B`` asked as if there were three B: what is said later has its number with it."""
    answered = numbers(tokens(answer))
    parts = segments(evidence)
    held = [at for at, part in enumerate(parts) if where(keys(answer), keys(evidence[slice(*part)])) >= 0]
    if not answered or len(held) != 1:
        return ""
    earlier = {token.key for part in parts[: held[0] + 1] for token in tokens(evidence[slice(*part)])}
    for part in parts[held[0] + 1 :]:
        here = tokens(evidence[slice(*part)])
        rival = next((t for t in here if numbers([t]) - answered - numbers(asked)), None)
        own = next(
            (t for t in content(evidence[slice(*part)]) if t.key not in earlier and t.key in {a.key for a in asked}),
            None,
        )
        if rival and own and not own.is_number:
            return _beside(rival.text, own).replace("the answer", f"“{own.text}”")
    return ""


def _own_subject(part: str, wanted: set[str]) -> str:
    """What a part of a sentence speaks of by itself, where the card does not name it; empty where it goes on."""
    found = [token for token in tokens(part) if token.key not in _JOINS]
    while found and found[0].key in DETERMINERS:
        found = found[1:]
    if not found:
        return ""
    first = found[0]
    if first.key in PRONOUNS | _BE | _AUXILIARIES | PREPOSITIONS or first.is_sign or first.is_number:
        names = [token for token in found if token.is_name and token.key not in wanted]
        return names[0].text if names and first.key not in PRONOUNS | _BE | _AUXILIARIES | PREPOSITIONS else ""
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
