"""``name - property - example``: a line that dashes cut into three or more parts, a table's row in disguise.

The last part says of what kind the others are an example, so it is shown and not asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from flashgen.language.phrases import is_finite, opens_as_verb, words_of
from flashgen.language.stance import stance
from flashgen.language.words import content_words
from flashgen.model import BlockKind, Fact, Kind
from flashgen.rules.delimiters import parts
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule

_MAX_PART_WORDS = 14
_MAX_NAME_WORDS = 5


def _find(place: Place) -> Iterator[Fact]:
    if place.block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH):
        return
    spans = parts(place.text)
    pieces = [place.text.plain[start:end] for start, end in spans]
    if not 3 <= len(pieces) <= 4 or any(not content_words(p) or len(words_of(p)) > _MAX_PART_WORDS for p in pieces):
        return
    if opens_as_verb(pieces[-1]) or any(". " in piece for piece in pieces):
        return
    if len(words_of(pieces[0])) > _MAX_NAME_WORDS or any(is_finite(p) or ";" in p for p in (pieces[0], pieces[-1])):
        return  # a sentence with dashes in it
    doubt = stance(place.text)
    for slots, part in ((spans[:2], "first parts"), (spans[2:], "last part")):
        yield Fact(
            Kind.CLAIM, "record", place.evidence(), slots=slots, context=place.context(), signs=(part,),
            doubt=doubt,
        )  # fmt: skip


RULE = Rule(
    name="record",
    finds="a line of three or four parts joined by dashes: its name and what it is",
    example="- clarinet - a single reed - most of the woodwinds in a wind band",
    find=_find,
)
