"""``A - x vs B - y``: the same properties of two things, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashgen.language.phrases import is_term, words_of
from flashgen.language.quantities import quantities
from flashgen.model import BlockKind, Fact, Kind
from flashgen.rules.delimiters import split
from flashgen.rules.meanings import without_final_stop
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule
from flashgen.text import Text

_VERSUS = re.compile(r"(?<![\s,;])[\s,;]+(?:vs\.?|versus|against|whereas|compared (?:to|with))\s+", re.I)
_JOINT = re.compile(r"[\s,;&+]*(?:and|with)?\s*")
"""What may stand between a value with its noun and the next value."""
_NOUN = re.compile(
    r"\s*((?!of\b|all\b|the\b|each\b)(?:[A-Za-z][\w-]*)(?:\s+(?!and\b|with\b|on\b|for\b|in\b|at\b)[A-Za-z][\w-]*){0,2})"
)


def _find(place: Place) -> Iterator[Fact]:
    if place.block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH):
        return
    text = place.text
    between = [match.span() for match in _VERSUS.finditer(text.plain) if not text.opaque(match.start())]
    starts, ends = (0, *(end for _, end in between)), (*(start for start, _ in between), len(text))
    sides = [split(text[start:end]) for start, end in zip(starts, ends, strict=True)]
    cuts = [cut for cut in sides if cut and cut.meaning and is_term(cut.term.plain)]
    if len(cuts) < 2 or len(cuts) < len(sides) or len({cut.mark for cut in cuts}) > 1:
        return
    for cut in cuts:
        entity, values = cut.term, without_final_stop(cut.meaning)
        named = _named_values(values)
        context = tuple(c for c in place.context() if not set(words_of(entity.plain)) >= set(words_of(c.plain)))
        if named:
            for relation, value in named:
                yield Fact(
                    Kind.PROPERTY, "comparison", place.evidence(), subject=entity, relation=relation, object=value,
                    context=context,
                )  # fmt: skip
        else:
            yield Fact(
                Kind.PROPERTY, "comparison", place.evidence(), subject=entity, object=values, context=context,
            )  # fmt: skip


def _named_values(values: Text) -> list[tuple[str, Text]]:
    """Each quantity with the noun after it: ``280B params`` gives ``params``, ``280B``; empty unless all have one."""
    found: list[tuple[str, Text]] = []
    numbers = quantities(values)
    stops = [*(number.start for number in numbers[1:]), len(values)]
    at = 0
    for number, stop in zip(numbers, stops, strict=False):
        noun = _NOUN.match(values.plain[:stop], number.end)
        if not noun or not _JOINT.fullmatch(values.plain[at : number.start]):
            return []  # "4 or 5 strings" are neither 4 nor 5
        at = noun.end()
        found.append((noun.group(1).strip(), values[number.start : number.end]))
    return found


RULE = Rule(
    name="comparison",
    finds="two things side by side: `A - x vs B - y`, one card for each value",
    example="- violin - 4 strings vs guitar - 6 strings",
    find=_find,
)
