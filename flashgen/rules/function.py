"""What a thing is used for, how something is done: asked as a whole, not as a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashgen.language.clauses import Clause, read_clause
from flashgen.language.finite import CERTAIN, is_adverb
from flashgen.language.lexicon import DETERMINERS, PREPOSITIONS, PRONOUNS, is_verb_form
from flashgen.language.phrases import LABELS, words_of
from flashgen.language.sentences import statements
from flashgen.language.stance import stance
from flashgen.language.words import content_words
from flashgen.model import Ask, BlockKind, Fact, Kind
from flashgen.rules.meanings import without_final_stop
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule
from flashgen.rules.signs import names, of_clause
from flashgen.text import Text

_USED = re.compile(r"^(?:for|to|in|as)\s+", re.IGNORECASE)
_BY = re.compile(r",?\s+(?P<by>by\s+(?:[a-z]+ly\s+)?(?P<verb>[a-z-]+ing)\s+.+)$")
_OTHER_CLAUSE = re.compile(r"[,;:]|\b(?:because|if|when|while|since|that|which|who)\b")
"""Between the verb and ``by``: then ``by`` may belong to another verb."""
_MAX_SUBJECT, _MOST = 6, 24


def _find(place: Place) -> Iterator[Fact]:
    if place.block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH) or place.is_quoted():
        return
    for start, end in statements(place.text):
        evidence = place.evidence(start, end)
        sentence = without_final_stop(evidence.text)
        clause = read_clause(sentence)
        if not clause or clause.strength < CERTAIN or not _is_name(sentence, clause):
            continue
        reason = stance(sentence)
        seen = of_clause(place, sentence, clause)
        subject = sentence[slice(*clause.subject)]
        for relation, at, said in _said(sentence, clause):
            count = len(words_of(said.plain))
            signs = names({"more than its clause": at + len(said) > clause.complement[1]})
            yield Fact(
                Kind.FUNCTION, "function", evidence, subject=subject, relation=relation, object=said,
                slots=((at, at + len(said)),), context=place.context(), signs=(*signs, *seen),
                doubt=reason or (f"the answer is longer than {_MOST} words" if count > _MOST else ""),
            )  # fmt: skip


def _said(sentence: Text, clause: Clause) -> Iterator[tuple[Ask, int, Text]]:
    """Each thing to ask: how it is asked, and the answer with its offset in the sentence."""
    verb = sentence.plain[slice(*clause.verb)].lower()
    rest = sentence[clause.complement[0] :]
    if verb.endswith(("is used", "are used")) and (match := _USED.match(rest.plain)):
        if len(content_words(rest.plain)) >= 1 and match.group().strip() in ("for", "to"):
            at = clause.complement[0] + (match.end() if match.group().startswith("for") else 0)
            yield Ask.USE, at, sentence[at:]
        return
    by = _BY.search(sentence.plain, clause.verb[1])
    if not by or _OTHER_CLAUSE.search(sentence.plain, clause.verb[1], by.start()):
        return
    if is_verb_form(by["verb"], "ing") and not sentence.opaque(by.start()):
        yield Ask.MEANS, by.start("by"), sentence[by.start("by") :]


def _is_name(sentence: Text, clause: Clause) -> bool:
    """Whether the subject names a thing that one can ask about: short, no pronoun, at the front."""
    start, end = clause.subject
    words = words_of(sentence.plain[start:end])
    if not words or len(words) > _MAX_SUBJECT or sentence.plain[:start].strip():
        return False
    head = words[1:] if words[0] in ("a", "an", "the") else words
    if not head or head[0] in PRONOUNS | DETERMINERS | PREPOSITIONS or is_adverb(head[0]):
        return False
    return not any(w in PRONOUNS for w in head) and not (len(head) == 1 and head[0] in LABELS)


RULE = Rule(
    name="function",
    finds="what a thing is used for, and how something is done: `X is used to y`, `X does y by z`",
    example="- A centrifuge is used to separate liquids of different density.",
    find=_find,
    owns=False,
)
