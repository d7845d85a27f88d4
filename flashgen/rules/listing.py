"""A label with a few short items below it: the set as one card, or the steps of a procedure in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flashgen.language.lexicon import base_of
from flashgen.language.phrases import is_finite, is_pointer, is_term, words_of
from flashgen.language.stance import stance
from flashgen.model import Block, BlockKind, Evidence, Fact, Kind
from flashgen.rules import labels
from flashgen.rules.delimiters import Split, bare, split
from flashgen.rules.enumeration import coordinated
from flashgen.rules.meanings import without_final_stop
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule
from flashgen.rules.signs import names as names_of
from flashgen.rules.topics import GENERIC_HEADINGS, topic
from flashgen.text import EMPTY, Text

_MAX_ITEM_WORDS = 9
_MAX_STEP_WORDS = 14
_LEAST_INLINE, MOST = 3, 5
"""Items that can be asked as one set; two on one line are often one thing said in two words."""
_HOW_TO = re.compile(
    r"^(?:how to|to)\s|\b(?:steps?|procedure|process|algorithm|workflow|recipe|instructions|phases|stages|pipeline)\b",
    re.I,
)

_IN_ORDER = re.compile(
    r"\b(?:steps?|stages|phases|process|procedure|order|sequence|timeline|chronology|cycle|hierarchy|ranking|layers)\b",
    re.I,
)
"""Labels of what has an order, though it is not numbered; of any other long list nobody knows what stands third."""


def _find(place: Place) -> Iterator[Fact]:
    block = place.block
    if block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH, BlockKind.HEADING):
        return
    items = _items(block)
    yield from _inline(place)
    if not 1 <= len(items) <= 12:
        return
    label = _label(block)
    if not label:
        return
    if len(items) == 1:
        yield from _only(place, label, items[0])
        return
    ordered = all(i.number is not None for i in items)
    steps = ordered and bool(_HOW_TO.search(label.plain)) and sum(_is_step(i) for i in items) * 2 > len(items)
    loose = steps or is_finite(label.plain)
    names = tuple(_name(i, steps, loose) for i in items)
    if not all(names) or any(a.plain.lower() == b.plain.lower() for a, b in pairwise(names)):
        return
    kind = Kind.PROCEDURE if steps else Kind.LISTING
    doubt = labels.doubt(place, label, names, ordered)
    if len(names) > MOST and (ordered or _IN_ORDER.search(label.plain)):
        yield from _one_by_one(place, kind, label, items, names, ordered, doubt)
        return
    evidence = Evidence(_joined(label, names), block.start_line, items[-1].end_line, (0, len(block.text)))
    yield Fact(
        kind, "listing", evidence, subject=label, relation=labels.head_noun(label), items=names, numbered=ordered,
        context=place.context(), signs=(*labels.signs(label, steps), *_of_items(items)),
        doubt=doubt or (f"a list of {len(names)}: too long for one card" if len(names) > MOST else ""),
    )  # fmt: skip


def _of_items(items: Sequence[Block]) -> tuple[str, ...]:
    """What the items show, besides their names."""
    return names_of(
        {
            "every item has a meaning": all(_has_meaning(item) for item in items),
            "an item has a meaning": any(_has_meaning(item) for item in items),
            "an item has lines below": any(item.children for item in items),
            "every item has lines below": all(item.children for item in items),
        }
    )


def _has_meaning(item: Block) -> bool:
    cut = split(item.text)
    return bool(cut and cut.meaning)


def _one_by_one(
    place: Place, kind: Kind, label: Text, items: Sequence[Block], names: Sequence[Text], ordered: bool, doubt: str
) -> Iterator[Fact]:
    """A long sequence asked item by item, each between its neighbours; of steps, each after the one before it.

    Each rests on its own line, so that an item put in or taken out leaves the others what they were.
    """
    for item, name in zip(items, names, strict=True):
        yield Fact(
            kind, "listing", Evidence(label + ":\n" + name, item.start_line, item.end_line, (0, len(name))),
            subject=label, object=name, items=tuple(names), numbered=ordered, context=place.context(),
            signs=("one of a long list", *labels.signs(label, kind is Kind.PROCEDURE)), doubt=doubt,
        )  # fmt: skip


def inline_items(place: Place, cut: Split) -> tuple[Text, ...]:
    """The items of ``Causes of fever: flu, measles and mumps``; empty where the label does not say what follows it."""
    if place.block.children or place.block.kind is BlockKind.HEADING or cut.mark != ":":
        return ()
    if not labels.promises_several(cut.term.plain) or stance(cut.meaning):
        return ()
    items = coordinated(without_final_stop(cut.meaning), commas=True)
    if not _LEAST_INLINE <= len(items) <= MOST or labels.doubt(place, cut.term, items, ordered=False):
        return ()
    return items


def _inline(place: Place) -> Iterator[Fact]:
    """A set on the line of its label."""
    cut = split(place.text)
    items = inline_items(place, cut) if cut else ()
    if not cut or not items:
        return
    yield Fact(
        Kind.LISTING, "listing", place.evidence(), subject=cut.term, items=items, context=place.context(),
        signs=("items on the label's line", *labels.signs(cut.term, steps=False)),
    )  # fmt: skip


def _only(place: Place, label: Text, item: Block) -> Iterator[Fact]:
    """``Treatment of X:`` with one named thing below it: the thing is the answer."""
    cut = split(item.text)
    if not (cut and cut.meaning and is_term(cut.term.plain) and place.text.plain.rstrip().endswith(":")):
        return
    if len(words_of(label.plain)) < 2 or is_finite(label.plain):
        return
    evidence = Evidence(label + ":\n" + item.text, place.block.start_line, item.end_line, (0, len(place.text)))
    yield Fact(
        Kind.PROPERTY, "listing", evidence, subject=label, object=cut.term, context=place.context(),
        signs=("only item",),
        doubt=stance(label)
        or ("examples, not a whole set" if labels.gives_examples(label.plain) else "")
        or ("the label promises more than one" if labels.names_several(label.plain) else ""),
    )  # fmt: skip


def _items(block: Block) -> tuple[Block, ...]:
    """The items directly below; none where anything but items and noise stands among them."""
    below = [b for b in block.children if b.kind is not BlockKind.NOISE and b.kind is not BlockKind.IMAGE]
    if block.kind is BlockKind.HEADING:
        below = [b for b in below if b.kind is not BlockKind.HEADING]
    return tuple(below) if below and all(b.kind is BlockKind.ITEM for b in below) else ()


def _label(block: Block) -> Text:
    """What the items are: a heading, a lead-in without its colon, or a term."""
    text = topic(block.text) if block.kind is BlockKind.HEADING else block.text
    cut = split(text)
    if cut and cut.meaning:
        return cut.term if block.kind is BlockKind.ITEM else EMPTY
    label = bare(text.strip(" :"))
    return label if label and not is_pointer(label.plain) and label.plain.lower() not in GENERIC_HEADINGS else EMPTY


def _name(item: Block, step: bool, loose: bool) -> Text:
    """The item's name: its term, or its whole text where that is short and no sentence."""
    cut = split(item.text)
    if cut and cut.term and len(words_of(cut.term.plain)) <= _MAX_ITEM_WORDS and not step:
        return cut.term
    name = without_final_stop(bare(_less_bracket(item.text)))
    words = len(words_of(name.plain))
    if not name or words > (_MAX_STEP_WORDS if step else _MAX_ITEM_WORDS):
        return EMPTY
    return name if loose or not is_finite(name.plain) else EMPTY


def _less_bracket(text: Text) -> Text:
    """An item without the remark in brackets at its end."""
    end = text.plain.rstrip(" .;,").rfind("(")
    if end > 0 and text.plain.rstrip(" .;,").endswith(")") and not text.opaque(end):
        return text[:end].strip(" ,;")
    return text


def _is_step(item: Block) -> bool:
    words = words_of(item.text.plain)
    return bool(words) and bool(base_of(words[0], "base"))


def _joined(label: Text, names: tuple[Text, ...]) -> Text:
    text = label + ":"
    for name in names:
        text = text + "\n" + name
    return text


RULE = Rule(
    name="listing",
    finds="a label with two to five short items below it: the set, or the steps of a procedure",
    example="- Functions of the gall bladder\n  - storage\n  - concentration",
    find=_find,
    owns=False,
)
