"""The rules, in order of precedence, and the one loop that runs them.

To add a rule: a file here with a ``RULE``, a line in ``RULES``, and ``tests/spec/rules/NAME.md``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from itertools import islice

from flashgen.model import Block, BlockKind, Document, Fact, fault
from flashgen.rules import (
    acronym,
    claim,
    comparison,
    consequence,
    definition,
    enumeration,
    explicit,
    function,
    glossary,
    listing,
    quantity,
    question,
    quote,
    reason,
    record,
    table,
    timeline,
)
from flashgen.rules.place import Place, places
from flashgen.rules.rule import Findings, Rule
from flashgen.rules.signs import names, of_place
from flashgen.rules.vocabulary import Vocabulary, vocabulary
from flashgen.text import Markup

__all__ = ["RULES", "Findings", "Place", "Rule", "find_facts", "put_aside"]

RULES: tuple[Rule, ...] = (
    explicit.RULE,
    question.RULE,
    comparison.RULE,
    glossary.RULE,
    table.RULE,
    listing.RULE,
    acronym.RULE,
    timeline.RULE,
    record.RULE,
    definition.RULE,
    quote.RULE,
    quantity.RULE,
    enumeration.RULE,
    reason.RULE,
    consequence.RULE,
    function.RULE,
    claim.RULE,
)

LONGEST = 10_000
"""Characters of a paragraph or a table's row. Ten times what people write; and as the rules look at a text from many
sides, a longer one would take minutes."""
_EXAMPLE = re.compile(r"(?:an?\s+)?(?:e\.?g\b|ex\b|example|for example|for instance|suppose|imagine)", re.IGNORECASE)
_FOR_EXAMPLE = re.compile(r"\b(?:e\.g\.?|for example|for instance)[\s:.,)]*$", re.IGNORECASE)
_EXAMPLE_NEAR = re.compile(r"\b(?:e\.?g|ex|examples?|for instance|suppose|imagine|let's say|assume)\b", re.IGNORECASE)
_SILENT = {
    BlockKind.HEADING: "a heading: context for what is below it",
    BlockKind.TABLE: "a table's header",
    BlockKind.MATH: "a formula without a name beside it",
    BlockKind.CODE: "code",
    BlockKind.IMAGE: "an image",
    BlockKind.QUOTE: "a quotation's frame",
    BlockKind.ROW: "a row without a sure split or header",
}


FAULT = "flashgen could not read this line"
"""With this begins why a block gave no fact where the fault is ours."""


def find_facts(document: Document, off: frozenset[str] = frozenset()) -> Findings:
    """All facts of a document, rule by rule; ``off`` names rules that shall not run.

    A rule that owns what it reads hides it from the rules after it, but not what reaches beyond it. Blocks of
    noise, blocks that the person skipped and all below those give nothing.
    """
    facts: list[Fact] = []
    passed: list[tuple[Block, str]] = []
    skipped: set[int] = set()
    expanded: set[str] = set()
    known = cache(partial(vocabulary, document))
    active = [rule for rule in RULES if rule.name not in off]
    answered = 0  # the last line of the answer to a question that the person wrote as a card
    for place in places(document):
        block = place.block
        if document.meta.off:
            passed.append((block, "switched off in the front matter"))
            continue
        if block.skip or (place.parent and id(place.parent.block) in skipped):
            skipped.add(id(block))
            passed.append((block, block.reason or "skipped by the person"))
            continue
        if reason := put_aside(block):
            skipped.add(id(block))
            passed.append((block, reason))
            continue
        if place.parent and place.parent.block.kind is BlockKind.TERM and "glossary" not in off:
            passed.append((block, "the meaning of the term above it"))
            continue
        if block.end_line <= answered:
            passed.append((block, "the answer to the question above it"))
            continue
        begins_answered = block.start_line <= answered  # what it goes on with may still be cards
        rules = [rule for rule in active if rule is explicit.RULE] if begins_answered else active
        try:
            found = _weighed(place, _find_in(place, rules, expanded, known))
            silent = "" if found else _why_silent(place)
        except Exception as error:  # a fault of ours in one line must not cost the person the others
            found, silent = [], f"{FAULT} ({fault(error)})"
        facts.extend(found)
        last = max((fact.evidence.end_line for fact in found if fact.rule == explicit.RULE.name), default=0)
        answered = last if last > block.end_line else answered
        if silent:
            passed.append((block, silent))
    return Findings(tuple(facts), tuple(passed))


def _weighed(place: Place, found: list[Fact]) -> list[Fact]:
    """The facts of a block, with what speaks against all of them."""
    if _below_example(place):
        found = [replace(f, doubt=f.doubt or "a worked example") for f in found]
    if place.leans():
        found = [replace(f, doubt=f.doubt or "the heading does not say other than what") for f in found]
    return found


def put_aside(block: Block) -> str:
    """Why a block and all below it hold nothing to learn; empty where they may."""
    if block.kind is BlockKind.NOISE:
        return block.reason
    if sum(map(len, block.texts)) > LONGEST:
        return f"{LONGEST:,} characters and more without a break: no note, and nobody could check a card of it"
    if block.kind is BlockKind.QUOTE and block.label == "todo":
        return "to do"
    return "struck out" if block.text.marked(Markup.STRIKE) else ""


def _find_in(place: Place, active: list[Rule], expanded: set[str], known: Callable[[], Vocabulary]) -> list[Fact]:
    """The facts of one block; ``expanded`` remembers the abbreviations of the document so far.

    ``known`` makes the document's vocabulary, which nobody needs where all is written as cards: those are not weighed.
    """
    found: list[Fact] = []
    owned: list[tuple[int, int]] = []
    for rule in active:
        before = tuple(owned)
        if not place.block.children and any(start <= 0 and end >= len(place.text) for start, end in before):
            break  # nothing is left of it for the rules after this one
        for fact in rule.find(place):
            start, end = fact.evidence.span
            if any(s <= start and end <= e for s, e in before):
                continue
            if rule is acronym.RULE:
                if fact.subject.plain in expanded:
                    continue
                expanded.add(fact.subject.plain)
            if rule.owns:
                owned.append((start, end))
            if rule is not explicit.RULE:
                seen = (*of_place(place, fact.evidence), *names(known().signs(fact.object or fact.subject)))
                fact = replace(fact, signs=(*fact.signs, *seen))
            found.append(fact)
    return found


def _below_example(place: Place) -> bool:
    """Whether the block belongs to an example: what it says holds there only."""
    if any(
        _EXAMPLE.match(block.text.plain) or _FOR_EXAMPLE.search(block.text.plain) for block in islice(place.above(), 3)
    ):
        return True
    if place.block.kind is not BlockKind.TABLE:
        return False
    around = [place.siblings[place.index - 1]] if place.index else []
    around += [place.parent.block] if place.parent else []
    return any(_EXAMPLE_NEAR.search(block.text.plain) for block in around)


def _why_silent(place: Place) -> str:
    """Why a block gave no fact."""
    block = place.block
    if block.kind in _SILENT:
        return _SILENT[block.kind]
    if any(below.kind is not BlockKind.NOISE for below in block.children):
        return "a label: context for what is below it"
    return claim.why_none(place)
