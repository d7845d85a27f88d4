"""A set named within a sentence: ``The heart consists of atria, ventricles and valves``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashgen.language.clauses import read_clause
from flashgen.language.finite import CERTAIN
from flashgen.language.lexicon import PRONOUNS
from flashgen.language.phrases import is_finite, words_of
from flashgen.language.sentences import sentences
from flashgen.language.stance import stance
from flashgen.language.tokens import depths, tokenize
from flashgen.language.words import content_words
from flashgen.model import BlockKind, Evidence, Fact, Kind
from flashgen.rules.meanings import without_final_stop
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule
from flashgen.rules.signs import names
from flashgen.text import Text

_COUNT = r"(?:two|three|four|five|[2-5])"
_ARE = re.compile(
    rf"^(?:there\s+are\s+(?:usually\s+|only\s+)?)?(?:the\s+)?(?P<head>(?P<count>{_COUNT})\s++(?P<of>[^:–—]+?))"
    r"(?<!\s)(?:\s*[:–—]\s+|\s+-\s+|\s+are\s+(?:the\s+)?)(?P<items>.+)$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?<=\s)(?:includes?|consists?\s+of|comprises?|contains?|(?:is|are)\s+(?:made\s+(?:up\s+)?of|composed\s+of|divided\s+into"
    r"|split\s+into|classified\s+(?:as|into))|has|have)\s+(?P<items>.+)$"
)
_LEFT_OPEN = re.compile(
    r"\b(?:etc|such as|e\.g|for example|for instance|and (?:more|others?|so on)|among others)\b|\.\.\.|…"
)
_MAX_ITEM_WORDS, _SHORT_ITEM = 7, 3
_LEAST, _MOST = 2, 5
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}


def _find(place: Place) -> Iterator[Fact]:
    if place.block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH) or place.is_quoted():
        return
    for start, end in sentences(place.text):
        evidence = place.evidence(start, end)
        sentence = without_final_stop(evidence.text)
        if match := _ARE.match(sentence.plain):
            yield from _set(place, evidence, sentence, sentence[slice(*match.span("of"))], match, match["count"])
        elif match := _VERB.search(sentence.plain):
            clause = read_clause(sentence)
            if clause and clause.strength >= CERTAIN and clause.verb[0] <= match.start() < clause.verb[1]:
                subject = words_of(sentence.plain[slice(*clause.subject)])
                if subject and not clause.negated and not any(word in PRONOUNS for word in subject):
                    yield from _set(place, evidence, sentence, sentence[: match.start("items")], match, "")


def _set(
    place: Place, evidence: Evidence, sentence: Text, label: Text, match: re.Match[str], count: str
) -> Iterator[Fact]:
    items = coordinated(sentence[match.start("items") :])
    if not _LEAST <= len(items) <= _MOST or _LEFT_OPEN.search(sentence.plain):
        return
    if count and _NUMBERS.get(count.lower(), int(count) if count.isdigit() else 0) != len(items):
        return
    signs = names({"items counted": bool(count), "items after a verb": not count, "two items": len(items) == _LEAST})
    yield Fact(
        Kind.LISTING, "enumeration", evidence, subject=label.strip(), items=items,
        slots=((match.start("items"), len(sentence)),), context=place.context(), signs=signs,
        doubt=stance(evidence.text),
    )  # fmt: skip


def coordinated(text: Text, commas: bool = False) -> tuple[Text, ...]:
    """The parts of ``a, b and c``, with ``commas`` of ``a, b, c`` too; empty where one is no short phrase."""
    tokens = tokenize(text)
    nesting = depths(tokens)
    cuts: list[tuple[int, int]] = []
    joined = False
    for at, (token, depth) in enumerate(zip(tokens, nesting, strict=True)):
        if depth or token.opaque:
            continue
        if token.lower in ("and", "or", "&"):
            joined = True
            start = tokens[at - 1].start if at and tokens[at - 1].text == "," else token.start
            cuts = [cut for cut in cuts if cut[0] != start]
            cuts.append((start, token.end))
        elif token.text == "," and not joined:
            cuts.append((token.start, token.end))
        elif token.text in (",", ";", ":", "–", "—") and (joined or token.text != ","):
            return ()
    if not (joined or commas):
        return ()
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    items = tuple(text[start:end].strip() for start, end in zip(starts, ends, strict=True))
    longest = _MAX_ITEM_WORDS if len(items) > _LEAST else _SHORT_ITEM
    return items if all(_is_name(item, longest) for item in items) else ()


def _is_name(item: Text, longest: int) -> bool:
    words = words_of(item.plain)
    if not 1 <= len(words) <= longest or not content_words(item.plain):
        return False
    return not is_finite(item.plain) and not any(word in PRONOUNS for word in words)


RULE = Rule(
    name="enumeration",
    finds="a set named within a sentence: `X consists of a, b and c`, `there are two kinds of X: a and b`",
    example="- The inner ear consists of the cochlea, the vestibule and the semicircular canals.",
    find=_find,
    owns=False,
)
