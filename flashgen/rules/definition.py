"""``Term: meaning``, ``Term - meaning``, ``Term is a ...``: what a thing is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashgen.language.clauses import read_clause
from flashgen.language.lexicon import (
    BE_FINITE,
    COORDINATORS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NEGATIONS,
    NOUN_LIKE,
    base_of,
    is_verb_form,
    verb_readings,
)
from flashgen.language.phrases import LABELS, SUMMARY_LABELS, is_term, without_article, words_of
from flashgen.language.quantities import quantities
from flashgen.language.sentences import sentences
from flashgen.language.stance import stance
from flashgen.language.words import content_words, is_plural
from flashgen.model import BlockKind, Evidence, Fact, Kind
from flashgen.rules.delimiters import Split, bare, is_marked, split
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule
from flashgen.text import EMPTY, Text

MAX_WORDS = 40
_MARK_CONFIDENCE = {":": 0.76, "-": 0.72, "~": 0.8, "=": 0.66, "==": 0.66, ":=": 0.76}
_MEANS = re.compile(r"\s+(?:means?|refers? to|denotes?|(?:is|are) defined as|(?:is|are) known as)\s+")
_PLURAL_NOUN_PHRASE = re.compile(
    r"^(?:[\w-]+\s+){0,3}?[\w-]+s\s+(?:that|which|who|used|of|for|in|with|designed|made)\b"
)
_NEXT_PREDICATE = re.compile(r",\s+(?:and\s+)?([a-z]+s)\s")
_CITED = re.compile(r"\bet al\b|\b(?:19|20)\d\d\b")
_DEGREES = frozenset("too not very more less mostly highly never always often".split())
_ADJECTIVE_ENDINGS = ("ous", "ful", "less", "able", "ible", "ear", "ive", "ic", "ent", "ant", "ed")
_CALLED = re.compile(r"(?:the\s+)?(?:term|word|phrase|name|expression)\s+(?=[“\"'‘])", re.IGNORECASE)
_VALUE_LEAD = 12
"""What may stand before a bare value, in characters: ``about``, ``up to``."""
_LEADING_CONDITION = re.compile(r"^(?:if|when|where|because|since|as|how|why|to)\b", re.I)


def _find(place: Place) -> Iterator[Fact]:
    if place.block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH):
        return
    lines = _term_lines(place)
    for start, end in lines:
        cut = split(place.text[start:end])
        if cut and cut.meaning and (fact := _delimited(place, cut, start)):
            yield fact
        elif len(lines) == 1:
            yield from _sentences(place)


def _term_lines(place: Place) -> list[tuple[int, int]]:
    """The stretches of a block that may each hold a term: its lines where each opens with a marked one, else one.

    ``**A**: x`` and ``**B**: y`` on adjacent lines are one paragraph to Markdown and two definitions to a reader.
    """
    starts = (0, *place.block.breaks)
    lines = list(zip(starts, (*starts[1:], len(place.text)), strict=True))
    cuts = [split(place.text[start:end]) for start, end in lines]
    return lines if all(cut and cut.marked and cut.meaning for cut in cuts) else [(0, len(place.text))]


def _delimited(place: Place, cut: Split, start: int) -> Fact | None:
    """The fact in ``term <mark> meaning``."""
    if _is_summary(cut.term.plain.lower()):
        return _summary(place, cut)
    if cut.mark == "-" and not cut.marked and _names(cut.meaning):
        return _named_thing(place, cut, start)
    if cut.mark not in _MARK_CONFIDENCE or not is_term(cut.term.plain, strict=not cut.marked):
        return None
    end = _meaning_end(cut.meaning)
    meaning = cut.meaning[:end].strip()
    words = words_of(meaning.plain)
    if not content_words(meaning.plain) and not meaning.spans:
        return None
    confidence = 0.88 if cut.marked else _MARK_CONFIDENCE[cut.mark]
    if place.block.kind is BlockKind.PARAGRAPH and not cut.marked:
        confidence -= 0.06
    evidence = place.evidence(start, start + cut.meaning_start + end)
    predicate = _is_value(meaning, words) or _is_predicate(words) or _CITED.search(cut.term.plain)
    if predicate:
        confidence -= 0.08
    return Fact(
        Kind.PROPERTY if predicate else Kind.DEFINITION, "definition", evidence, subject=cut.term,
        object=without_final_stop(meaning), context=place.context(), confidence=confidence,
        doubt=_doubt(cut, meaning, words, bool(place.context())),
    )  # fmt: skip


def _meaning_end(meaning: Text) -> int:
    """Where the meaning ends: with its first sentence, or before a further predicate (``a small X, outperforms Y``)."""
    first = sentences(meaning)
    end = first[0][1] if first else 0
    for match in _NEXT_PREDICATE.finditer(meaning.plain, 0, end):
        base = base_of(match.group(1), "s")
        if base and base not in NOUN_LIKE and not meaning.opaque(match.start()):
            return match.start()
    return end


def _doubt(cut: Split, meaning: Text, words: list[str], has_context: bool) -> str:
    """Why what stands after the delimiter may be no meaning of the term."""
    plain = meaning.plain
    if plain.endswith("?"):
        return "a question stands where the meaning should"
    if plain.endswith(":"):
        return "the meaning is a list of its own"
    if len(words) > MAX_WORDS:
        return f"the meaning is longer than {MAX_WORDS} words"
    if _is_value(meaning, words) and not has_context:
        return "a value without the thing it belongs to"
    if not cut.marked and len(words) == 1 and cut.mark != "~" and words[0] in LABELS:
        return "one word that defines nothing"
    if re.search(r"\b(?:etc|e\.g)\.?$|\.\.\.$|…$", plain):
        return "the meaning is left open"
    if (
        plain.count(",") >= 2
        and not any(is_verb_form(w, "s", "participle", "ing", "base") for w in words)
        and "(" not in plain
    ):
        return "a list, not a meaning"
    if _LEADING_CONDITION.match(plain):
        return "a condition or purpose, not a meaning"
    clause = read_clause(meaning)
    subject = words_of(meaning.plain[clause.subject[0] : clause.subject[1]]) if clause else []
    if (
        clause
        and clause.strength >= 3
        and subject
        and subject[0] not in DETERMINERS
        and subject[0] in words_of(cut.term.plain)
    ):
        return "a statement about the term, not its meaning"
    reason = stance(meaning)
    return "" if reason in ("", "an instruction", "an aside") else reason


def _is_summary(label: str) -> bool:
    return any(label == name or label.endswith(" " + name) for name in SUMMARY_LABELS)


def _names(meaning: Text) -> bool:
    """Whether what follows the dash is a name, marked as one from end to end: ``... - **Spiral valve**``."""
    return (
        is_marked(meaning) and "(" not in meaning.plain and is_term(meaning.plain) and len(words_of(meaning.plain)) <= 5
    )


def _named_thing(place: Place, cut: Split, start: int) -> Fact | None:
    """``A groove between the lips - **Philtrum**``: the thing is described first and named after the dash."""
    said = place.text[start : start + cut.meaning_start].strip(" -–—")
    if len(content_words(said.plain)) < 2:
        return None
    return Fact(
        Kind.PROPERTY, "definition", place.evidence(start, start + cut.meaning_start + len(cut.meaning)),
        subject=said, object=bare(cut.meaning), context=place.context(), confidence=0.7, doubt=stance(said),
    )  # fmt: skip


def _is_verb(word: str) -> bool:
    return is_verb_form(word, "s", "participle", "ing") and not any(
        base in NOUN_LIKE for base, _ in verb_readings(word)
    )


def _is_value(meaning: Text, words: list[str]) -> bool:
    """Whether what follows the delimiter is a bare value: ``about 65%``."""
    found = quantities(meaning)
    return len(words) <= 6 and (meaning.plain[:1].isdigit() or (bool(found) and found[0].start <= _VALUE_LEAD))


def _is_predicate(words: list[str]) -> bool:
    """Whether the words say something of the term, rather than what it is: ``improved a little``, ``too small``."""
    first, second = ([*words, "", ""])[:2]
    if first in MODALS | HAVE | DO | BE_FINITE | _DEGREES:
        return True
    if second in COORDINATORS | {"to", "for", "with", "in", "on"}:
        return first.endswith(_ADJECTIVE_ENDINGS)
    return is_verb_form(first, "past") and second in DETERMINERS


def _summary(place: Place, cut: Split) -> Fact | None:
    """``tl;dr: ...`` says what the section's topic is."""
    heading = place.heading()
    if not is_term(heading.plain):
        return None
    said = place.evidence()
    evidence = Evidence(heading + "\n" + said.text, said.start_line, said.end_line, said.span)
    return Fact(
        Kind.DEFINITION, "definition", evidence, subject=heading, object=without_final_stop(cut.meaning),
        confidence=0.7, context=place.context()[:-1],
        doubt=_doubt(cut, cut.meaning, words_of(cut.meaning.plain), has_context=True),
    )  # fmt: skip


def _sentences(place: Place) -> Iterator[Fact]:
    """The facts in sentences such as ``A subnet is a range of addresses``."""
    for start, end in sentences(place.text):
        fact = _means(place, start, end) or _is_a(place, start, end)
        if fact:
            yield fact


def _means(place: Place, start: int, end: int) -> Fact | None:
    sentence = place.text[start:end]
    match = _MEANS.search(sentence.plain)
    if not match or sentence.opaque(match.start()):
        return None
    term = sentence[: match.start()]
    term = bare(term[without_article(term.plain) :])
    meaning = without_final_stop(sentence[match.end() :])
    if not is_term(term.plain, strict=True) or len(content_words(meaning.plain)) < 2:
        return None
    return _fact(place, place.evidence(start, end), term, meaning, 0.78, is_marked(sentence[: match.start()]))


def _is_a(place: Place, start: int, end: int) -> Fact | None:
    sentence = place.text[start:end]
    if " is " not in sentence.plain and " are " not in sentence.plain:
        return None
    clause = read_clause(sentence)
    if not clause or clause.base != "be" or clause.passive or clause.subject == (0, 0):
        return None
    verb = sentence.plain[clause.verb[0] : clause.verb[1]].lower()
    if verb not in ("is", "are") or sentence.plain[: clause.subject[0]].strip():
        return None
    subject = sentence[clause.subject[0] : clause.subject[1]]
    called = _CALLED.match(subject.plain)
    term = bare(subject[called.end() if called else without_article(subject.plain) :])
    meaning = without_final_stop(sentence[clause.complement[0] :])
    words = words_of(meaning.plain)
    if not is_term(term.plain, strict=True) or len(content_words(meaning.plain)) < 3 or words[0] in NEGATIONS:
        return None
    if words[0] not in ("a", "an", "the", "any", "one") and not (
        verb == "are" and _PLURAL_NOUN_PHRASE.match(meaning.plain)
    ):
        return None
    if words[0] in ("one", "the") and not re.match(r"one (?:of the|kind|type|form|way)|the \w", meaning.plain):
        return None
    if subject.plain.lower().startswith("the ") and not is_marked(subject) and is_plural(term.plain.split()[-1]):
        return None
    confidence = 0.74 if words[0] in ("a", "an") or verb == "are" else 0.66
    return _fact(place, place.evidence(start, end), term, meaning, confidence, is_marked(subject))


def _fact(place: Place, evidence: Evidence, term: Text, meaning: Text, confidence: float, marked: bool) -> Fact:
    doubt = stance(evidence.text)
    if not doubt and len(words_of(meaning.plain)) > MAX_WORDS:
        doubt = f"the meaning is longer than {MAX_WORDS} words"
    return Fact(
        Kind.DEFINITION, "definition", evidence, subject=term, object=meaning,
        context=_without(place.context(), term), confidence=min(0.9, confidence + 0.1 * marked), doubt=doubt,
    )  # fmt: skip


def _without(context: tuple[Text, ...], term: Text) -> tuple[Text, ...]:
    """The context less what only repeats the term."""
    return tuple(c for c in context if c.plain.lower() != term.plain.lower()) or (EMPTY,)[:0]


def without_final_stop(text: Text) -> Text:
    """A text without the punctuation that ends a sentence; an abbreviation's own stop stays."""
    plain = text.plain.rstrip()
    if plain.endswith((".", ";", ",", ":")) and not re.search(r"\b(?:etc|al|e\.g|i\.e|[A-Z])\.$", plain):
        plain = plain[:-1]
    return text[: len(plain)].strip()


RULE = Rule(
    name="definition",
    finds="what a thing is: `term: meaning`, `term - meaning`, `Term is a ...`, `Term means ...`",
    example="- **osmosis**: movement of water through a semipermeable membrane",
    find=_find,
)
