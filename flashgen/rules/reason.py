"""``X because Y``, ``X due to Y``, ``X in order to Y``: why something is so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashgen.language.clauses import read_clause
from flashgen.language.finite import CERTAIN
from flashgen.language.lexicon import COORDINATORS, PRONOUNS
from flashgen.language.phrases import words_of
from flashgen.language.sentences import statements
from flashgen.language.stance import stance
from flashgen.language.words import content_words
from flashgen.model import BlockKind, Fact, Kind
from flashgen.rules.meanings import without_final_stop
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule
from flashgen.rules.signs import names, of_clause

_WHY = re.compile(
    r",?\s+(?P<why>(?P<mark>because(?:\s+of)?|due\s+to|owing\s+to|in\s+order\s+to|so\s+as\s+to|so\s+that|as\s+a\s+result\s+of)\s+.+)$"
)
_FRONTED = re.compile(r"^(?P<why>(?P<mark>[Bb]ecause(?:\s+of)?|[Dd]ue\s+to|[Oo]wing\s+to)\s+[^,]+),\s+(?P<what>.+)$")
_MAX_WORDS = 30
_FEWEST = 2
_OF_NOUN = re.compile(r"(?:due|owing)\s+to(?:\s+[\w-]+){1,3}\s+(?:is|are|was|were)\b", re.IGNORECASE)
_HALVES = re.compile(r",\s+(?:and|but|so|which|while|whereas)\b|;")


def _find(place: Place) -> Iterator[Fact]:
    if place.block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH) or place.is_quoted():
        return
    for start, end in statements(place.text):
        if fact := _reason(place, start, end):
            yield fact


def _reason(place: Place, start: int, end: int) -> Fact | None:
    evidence = place.evidence(start, end)
    sentence = without_final_stop(evidence.text)
    plain = sentence.plain
    if match := _WHY.search(plain):
        what = (0, match.start())
    elif match := _FRONTED.search(plain):
        what = match.span("what")
    else:
        return None
    if sentence.opaque(*match.span("mark")) or _inside_brackets(plain, match.start("mark")):
        return None
    said, why = sentence[slice(*what)], sentence[slice(*match.span("why"))]
    if _is_of_a_part(said.plain, why.plain):
        return None
    clause = read_clause(said)
    if not clause or clause.strength < CERTAIN:
        return None
    subject = words_of(said.plain[slice(*clause.subject)])
    if not subject or subject[0] in PRONOUNS or len(content_words(why.plain)) < _FEWEST:
        return None
    count = len(words_of(why.plain))
    doubt = stance(said) or (f"the reason is longer than {_MAX_WORDS} words" if count > _MAX_WORDS else "")
    doubt = doubt or ("of two statements either may have the reason" if _HALVES.search(said.plain) else "")
    mark = " ".join(match["mark"].lower().split())
    signs = names(
        {
            f"reason with {mark}": True,
            "reason first": what[0] > 0,
            "reason goes on": bool(_HALVES.search(why.plain)),
            "two statements before the reason": _joins(said.plain),
        }
    )
    return Fact(
        Kind.REASON, "reason", evidence, subject=said, object=why, slots=(match.span("why"),),
        context=place.context(), signs=(*signs, *of_clause(place, said, clause)), doubt=doubt,
    )  # fmt: skip


def _is_of_a_part(said: str, why: str) -> bool:
    """Whether the reason is not that of the whole statement: of a relative clause, of a noun, or none at all.

    ``maps, which fade due to light``; ``the speed due to gravity is 9.8``; ``not because ... but because ...``.
    """
    relative = re.search(r",\s+(?:which|who|where|so|and|but)$|,\s+which\b[^,]*$", said)
    return bool(relative or said.endswith((" and", " but", " not")) or "but because" in why or _OF_NOUN.match(why))


def _joins(said: str) -> bool:
    """Whether what the reason is given for may be two things, of which only one has it."""
    return bool(_HALVES.search(said)) or any(word in COORDINATORS for word in words_of(said)[3:])


def _inside_brackets(plain: str, at: int) -> bool:
    return plain.count("(", 0, at) > plain.count(")", 0, at)


RULE = Rule(
    name="reason",
    finds="why something is so: `X because Y`, `X due to Y`, `X in order to Y`",
    example="- Arteries have thick walls because they carry blood under high pressure.",
    find=_find,
    owns=False,
)
