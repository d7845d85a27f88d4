"""``If X, Y`` and ``Y when X``: what follows from a condition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashgen.language.clauses import Clause, read_clause
from flashgen.language.finite import CERTAIN
from flashgen.language.phrases import words_of
from flashgen.language.sentences import statements
from flashgen.language.stance import is_instruction, stance
from flashgen.language.words import content_words
from flashgen.model import Ask, BlockKind, Fact, Kind
from flashgen.rules.meanings import without_final_stop
from flashgen.rules.place import Place
from flashgen.rules.rule import Rule
from flashgen.rules.signs import names, of_clause
from flashgen.text import Text

_FIRST = re.compile(r"(?P<mark>If|When|Whenever|Once|Unless|As soon as)\s+")
_LAST = re.compile(r"^(?P<then>.+?),?\s+(?P<mark>if|when|whenever|once|unless|as soon as)\s+(?P<if>.+)$")
_MOST = 25
_ALSO = re.compile(r"\b(?:even|only|but|and|or|so|that|than|including|such as|as|know|see|tell|decide|sure|is|are)$")
"""Before ``if`` and ``when``: then the condition is no plain one."""
_HALF = re.compile(r"(?:^|\s)(?:is|are|was|were|and|or|but|since|because|that|as|of|to|with|over|for|in|on|by)$|\($")
_OPENS_HALF = re.compile(r"(?:and|or|but|so|which)\b")
_TWO = re.compile(r", (?:but|and|so|or)\b|;")
_IN_A_LIST = re.compile(r"\d|and\b|or\b")
"""What follows a comma within a list: ``images of 0, 1 or 3 digits``."""
_STANDS_IN = frozenset("it they he she this that these those".split())
_LIFTED = frozenset({"speaks to the reader", "an instruction"})
"""``What happens if you ...?`` is an ordinary question."""


def _find(place: Place) -> Iterator[Fact]:
    if place.block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH) or place.is_quoted():
        return
    for start, end in statements(place.text):
        if fact := _consequence(place, start, end):
            yield fact


def _consequence(place: Place, start: int, end: int) -> Fact | None:
    evidence = place.evidence(start, end)
    sentence = without_final_stop(evidence.text)
    found = _first(sentence) or _last(sentence)
    if not found:
        return None
    mark, condition, at, follows = found
    if _HALF.search(follows.plain) or _OPENS_HALF.match(follows.plain):
        return None
    clause = read_clause(follows)
    instructs = is_instruction(follows)
    if not instructs and (not clause or clause.strength < CERTAIN or clause.subject == (0, 0)):
        return None
    reason = stance(sentence)
    signs = names(
        {
            f"condition with {mark}": True,
            "condition first": at > 0,
            "an instruction follows": instructs,
            "speaks to the reader": reason in _LIFTED or " you" in sentence.plain.lower(),
            "more than one sentence's worth": ";" in sentence.plain or " because " in follows.plain,
        }
    )
    seen = of_clause(place, follows, clause) if clause else ()
    doubt = "" if reason in _LIFTED else reason
    if _leans(condition):
        doubt = doubt or "the condition does not say what it speaks of"
    if max(len(words_of(condition.plain)), len(words_of(follows.plain))) > _MOST:
        doubt = doubt or f"the condition or what follows is longer than {_MOST} words"
    return Fact(
        Kind.CONSEQUENCE, "consequence", evidence, subject=condition, object=follows,
        relation=Ask.TO_DO if instructs else "", slots=((at, at + len(follows)),),
        context=place.context(), signs=(*signs, *seen), doubt=doubt,
    )  # fmt: skip


def _first(sentence: Text) -> tuple[str, Text, int, Text] | None:
    """The mark, the condition with its mark, and what follows with its offset, where the condition comes first.

    A comma within it (``if a, b or c fails, ...``) is passed over until what stands before it is a clause.
    """
    match = _FIRST.match(sentence.plain)
    comma = sentence.plain.find(", ", match.end()) if match else -1
    while match and comma > 0:
        if _is_clause(sentence[match.end() : comma]) and not _IN_A_LIST.match(sentence.plain, comma + 2):
            at = comma + 2 + len("then ") * sentence.plain.startswith("then ", comma + 2)
            mark = match["mark"].lower()
            return mark, Text(mark + " ") + sentence[match.end() : comma], at, sentence[at:]
        comma = sentence.plain.find(", ", comma + 2)
    return None


def _last(sentence: Text) -> tuple[str, Text, int, Text] | None:
    """The same where the condition comes last and says no more than a condition."""
    match = _LAST.match(sentence.plain)
    if not match or "," in match["if"] or _ALSO.search(match["then"]) or _TWO.search(match["then"]):
        return None  # of two statements the condition may be of the second alone
    if not _is_clause(sentence[match.start("if") :]):
        return None
    return match["mark"], sentence[match.start("mark") :], 0, sentence[: match.end("then")]


def _leans(condition: Text) -> bool:
    """Whether the subject of a condition stands for what was named before: ``if it fails``, ``if that zone fails``."""
    clause = read_clause(condition[condition.plain.find(" ") + 1 :])
    said = words_of(condition.plain[condition.plain.find(" ") + 1 :][slice(*clause.subject)]) if clause else []
    return bool(said) and said[0] in _STANDS_IN


def _is_clause(part: Text) -> bool:
    clause: Clause | None = read_clause(part)
    return bool(clause and clause.strength >= CERTAIN and clause.subject != (0, 0) and content_words(part.plain))


RULE = Rule(
    name="consequence",
    finds="what follows from a condition: `If X, Y`, `Y when X`",
    example="- If the pulmonary valve narrows, the right ventricle thickens.",
    find=_find,
    owns=False,
)
