"""Who does what to whom: names, values and sides of a comparison that were changed over."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from flashgen.ask.tokens import Token, key_of, keys, tokens, where
from flashgen.language.lexicon import ADVERBS, BE, DETERMINERS, DO, HAVE, MODALS, PREPOSITIONS, is_verb_form

_AUXILIARIES = frozenset(map(key_of, DO | HAVE | MODALS))
_BE = frozenset(map(key_of, BE))
_DO = frozenset(map(key_of, DO))
_ASKS = frozenset("what which who whom whose how when where why".split())
_COMPARE = frozenset("<>≤≥≠")
_THAN = frozenset({"than", ">", "<"})
_OPPOSITES = (
    ("from", "to"), ("before", "after"), ("above", "below"), ("over", "under"), ("into", "from"), ("to", "by"),
)  # fmt: skip
_ONE_WAY = frozenset("before after above below from into".split())
"""What parts two sides that are not the same."""
_TURNED = "the comparison is turned round"


def turned(evidence: str, question: str, answer: str) -> str:
    """What was changed over on the way to the card; empty where nothing can be seen of it."""
    said, asked, given = tokens(evidence), tokens(question), keys(answer)
    if _is_of_another(evidence, asked, given):
        return _TURNED
    return _comparison(said, asked, given) or _direction(said, asked) or _actor(said, asked, given)


def _is_of_another(evidence: str, asked: Sequence[Token], given: Sequence[str]) -> bool:
    """Whether a sign of comparison stands beside another answer: ``open if a < b; shut if a > b``."""
    signs = {token.key for token in asked if token.key in _COMPARE}
    held = [part for said in evidence.split(";") if where(given, part := keys(said)) >= 0]
    return bool(signs and held) and not signs <= {key for part in held for key in part}


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
    asks = next((at for at, token in enumerate(asked) if token.key in _THAN), 0)
    sides = [
        at
        for at, token in enumerate(said)
        if token.key in _THAN and (at == 0 or not asks or _goes(said, at, asked, asks))
    ]
    if not asks or len(sides) != 1 or _is_number(said, sides[0]):
        return ""
    side = sides[0]
    if {token.key for token in asked[1 : asks - 1] if not _is_small(token)} & {token.key for token in said[: side - 1]}:
        return ""  # what is compared stands before it there and here
    behind = [token.key for token in asked[asks + 1 :] if token.key not in _ASKS and not _is_small(token)]
    answered = _places(given, said)
    if not behind:  # "... is A larger than?"
        return _TURNED if answered and all(at < side for at in answered) else ""
    is_before = any(token.key == behind[0] for token in said[:side])
    is_behind = any(token.key == behind[0] for token in said[side:])
    if is_before and not is_behind:
        return _TURNED
    subject = all(at > side for at in answered) and asked[0].key in ("what", "which", "who")
    return _TURNED if answered and subject and is_behind else ""


def _goes(said: Sequence[Token], at: int, asked: Sequence[Token], asks: int) -> bool:
    """Whether two comparisons are of the same: larger, more common."""
    return said[at].is_sign or asked[asks - 1].key == said[at - 1].key


def _is_number(said: Sequence[Token], at: int) -> bool:
    return any(token.is_number or token.key in ("half", "twice", "third") for token in said[at + 1 : at + 3])


def _is_small(token: Token) -> bool:
    return token.key in DETERMINERS or token.key in PREPOSITIONS or token.key in _BE


def _direction(said: Sequence[Token], asked: Sequence[Token]) -> str:
    """``from A to B`` asked as from B."""
    for one, other in _OPPOSITES:
        for here, there in ((one, other), (other, one)):
            for at, token in enumerate(asked[:-1]):
                if token.key != here:
                    continue
                noun = _next(asked, at)
                follows = {_next(said, i) for i, t in enumerate(said) if t.key == here}
                against = {_next(said, i) for i, t in enumerate(said) if t.key == there}
                if noun and follows and noun in against and noun not in follows:
                    return f"“{here}” and “{there}” are changed over"
    for at, token in enumerate(asked[:-1]):
        if token.key not in _ONE_WAY or asked[at + 1].key in PREPOSITIONS | _ASKS:
            continue
        places = [i for i, other in enumerate(said) if other.key == token.key]
        noun = next((t.key for t in asked[at + 1 :] if not _is_small(t)), "")
        before = any(t.key == noun for t in said[: places[0]]) if places else False
        if before and noun not in _ASKS and not any(t.key == noun for t in said[places[0] :]):
            return f"the two sides of “{token.text}” are changed over"
    return ""


def _next(said: Sequence[Token], at: int) -> str:
    """The words that a preposition belongs to, two at most: ``mail server`` is no ``mail client``."""
    behind = [token for token in said[at + 1 :] if token.text.lower() not in DETERMINERS]
    own = list(takewhile(lambda token: not _is_small(token), behind))[:2]
    return " ".join(token.key for token in own)


def _actor(said: Sequence[Token], asked: Sequence[Token], given: Sequence[str]) -> str:
    """``A inhibits B`` asked as if B did it."""
    at = _main_verb(asked)
    places = [i for i, other in enumerate(said) if other.key == asked[at].key and _is_verb(said, i)] if at else []
    answered = _places(given, said)
    if len(places) != 1 or len(answered) != 1:
        return ""
    verb = places[0]
    is_finite = any(token.key in _DO for token in asked[:at])
    if not is_finite and _is_reduced(said, verb):
        return ""
    asks_actor = _asks_actor(asked, at)
    if asks_actor is None and not _is_passive(said, verb) and _asks_behind(said, verb, asked, at):
        asks_actor = False
    answer_is_actor = (answered[0] < verb) is not _is_passive(said, verb)
    return f"who “{said[verb].text}” whom is turned round" if asks_actor is (not answer_is_actor) else ""


def _main_verb(asked: Sequence[Token]) -> int:
    """Where the verb of a question stands: in its base form behind ``does``, as a participle behind ``is``; else 0."""
    helper = next((i for i, token in enumerate(asked) if i and token.key in _AUXILIARIES | _BE), 0)
    if not helper:
        return next((i for i in range(1, min(5, len(asked))) if _is_verb(asked, i) and asked[i].key not in _ASKS), 0)
    form = "participle" if asked[helper].key in _BE or asked[helper].text.lower() in HAVE else "base"
    for at in range(helper + 1, len(asked)):
        if asked[at].key in _AUXILIARIES | _BE:
            return 0  # it has another verb: to have, to be used to
        if is_verb_form(asked[at].text.lower(), form) and _is_verb(asked, at):
            return at
    return 0


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


def _is_reduced(said: Sequence[Token], at: int) -> bool:
    """Whether a verb may be a participle without its ``is``: ``guidelines used for grading``, ``water preferred``."""
    bare = not any(token.key in _BE | _AUXILIARIES for token in said[max(0, at - 2) : at])
    behind = said[at + 1].key if at + 1 < len(said) else ""
    return bare and is_verb_form(said[at].text.lower(), "participle") and behind in {"", *PREPOSITIONS} - {"by"}


def _asks_behind(said: Sequence[Token], verb: int, asked: Sequence[Token], at: int) -> bool:
    """Whether a question asks for what stands behind a verb and its preposition: ``led to``, ``what did A lead to``."""
    last = asked[-1].key
    behind = said[verb + 1].key if verb + 1 < len(said) else ""
    return asked[0].key in ("what", "which", "whom", "who") and at < len(asked) - 1 and last in PREPOSITIONS & {behind}


def _asks_actor(asked: Sequence[Token], at: int) -> bool | None:
    """Whether a question asks who does what its verb says; None where it asks for neither side."""
    by_what = asked[0].key == "by" and asked[1].key in ("what", "which", "whom") and _is_passive(asked, at)
    if asked[0].key not in ("what", "which", "who", "whom") and not by_what:
        return None
    auxiliary = next((i for i, token in enumerate(asked[:at]) if i and token.key in _AUXILIARIES | _BE), -1)
    inside = asked[auxiliary + 1 : at] if auxiliary > 0 else ()
    between = [token for token in inside if not _is_small(token) and token.text.lower() not in ADVERBS]
    if by_what:
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
