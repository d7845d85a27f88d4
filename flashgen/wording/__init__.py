"""From facts to drafts: each fact is put into words in every way that fits, and the best way is taken.

Nothing is decided here about decks or ids, nor about what is good enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import groupby, islice

from flashgen.model import Draft, Fact, Form, Kind
from flashgen.quality import mended
from flashgen.wording import cloze, explicit, lists, properties, questions, quotes, rank, terms, whole
from flashgen.wording.cards import cards
from flashgen.wording.signs import of_wording

__all__ = ["Candidate", "candidates", "cards", "side_signs", "word"]

_CLEARLY, _FAR = 0.06, 0.15
"""How much likelier to be kept another wording must be to take the place of the usual one; and of a term, which is
asked both ways and drilled with the others, to be a plain question instead."""
NEUTRAL = "neutral"
IN_COLUMNS = ("table", "glossary")
BACK = "term, backwards"
MIN_REVERSE = 0.75
"""The chance from which on a meaning is asked for its term, too."""
MIN_SECOND = 0.5
"""The chance from which on a sentence is asked for more than one thing; below it a second card is not worth a look."""
MAX_ASKED = 2
"""More questions on what one sentence says, its numbers aside, and they give each other away."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to word a fact."""

    fact: Fact
    wording: str
    """How it is worded, by name."""
    drafts: tuple[Draft, ...]
    signs: tuple[str, ...]
    """What speaks for or against its first draft; empty for what the person wrote as a card."""
    chance: float
    """How likely it is to be kept, 0 to 1."""


def word(facts: Sequence[Fact]) -> tuple[Draft, ...]:
    """The drafts for the facts of one document, in the notes' order."""
    drafts: list[Draft] = []
    sentences: list[Fact] = []
    columns: dict[tuple[str, ...], list[Draft]] = defaultdict(list)
    for fact in facts:
        if fact.slots:
            sentences.append(fact)
        elif fact.rule in IN_COLUMNS:
            columns[column_of(fact)].extend(_drafts(_best(candidates(fact))))
        else:
            drafts.extend(_drafts(_best(candidates(fact))))
    for column in columns.values():
        chance = round(sum(draft.confidence for draft in column) / len(column), 3)
        drafts.extend(replace(draft, confidence=chance) for draft in column)
    for _, group in groupby(sorted(sentences, key=_sentence), key=_sentence):
        drafts.extend(_of_sentence(list(group)))
    return tuple(sorted(drafts, key=lambda d: (d.start_line, d.end_line)))


def column_of(fact: Fact) -> tuple[str, ...]:
    """What the cells of one column share: what one is worth, the others are, so that no table is left with holes."""
    return fact.rule, fact.kind.value, fact.relation, *(part.plain for part in fact.context)


def candidates(fact: Fact) -> tuple[Candidate, ...]:
    """Every way to word a fact."""
    if fact.rule == "explicit":
        return tuple(Candidate(fact, name, drafts, (), rank.WRITTEN) for name, drafts in _ways(fact))
    seen = [(name, drafts, of_wording(fact, drafts[0], name, cards(drafts[0])[0])) for name, drafts in _ways(fact)]
    return tuple(Candidate(fact, name, drafts, signs, rank.chance(signs)) for name, drafts, signs in seen)


def _ways(fact: Fact) -> Iterator[tuple[str, tuple[Draft, ...]]]:
    match fact.kind:
        case Kind.DEFINITION:
            yield "term", terms.word(fact)
            yield NEUTRAL, properties.word(fact)
        case Kind.ACRONYM:
            yield "term", terms.word(fact)
        case Kind.PROPERTY:
            yield "property", properties.word(fact)
        case Kind.LISTING | Kind.PROCEDURE:
            yield "one of a list" if fact.object else "list", lists.word(fact)
        case Kind.QUOTE:
            yield "quote", quotes.word(fact)
        case Kind.REASON | Kind.CONSEQUENCE | Kind.FUNCTION:
            yield from ((name, (draft,)) for name, draft in whole.word(fact))
        case Kind.EXPLICIT if not fact.slots:
            yield "as written", explicit.word(fact)
        case Kind.QUANTITY | Kind.CLAIM | Kind.EXPLICIT:
            yield "blank", cloze.word(fact)
            if fact.kind is not Kind.EXPLICIT:
                yield from ((name, (draft,)) for name, draft in questions.word(fact))


def _best(found: Sequence[Candidate]) -> Candidate:
    """The candidate that is taken: one without a doubt or fault before others, then the likelier to be kept.

    An earlier way to word a fact gives way only to one that is clearly better, so that a slip mended in the notes does
    not turn a blank into a question.
    """
    best = found[0]
    for candidate in found[1:]:
        better = candidate.chance > best.chance + (_FAR if candidate.wording == NEUTRAL else _CLEARLY)
        if better:
            best = candidate if _is_sound(candidate) or not _is_sound(best) else best
        elif not _is_sound(best) and _is_sound(candidate):
            best = candidate
    return best


def _drafts(best: Candidate) -> tuple[Draft, ...]:
    """The drafts of the candidate that was taken, with its chance."""
    return tuple(replace(_less_reverse(best, draft), confidence=best.chance) for draft in best.drafts)


def _is_sound(candidate: Candidate) -> bool:
    """Whether nothing speaks against a candidate: no doubt in the fact, and no check of the card's quality."""
    return not candidate.fact.doubt and not any(mended(draft)[1] for draft in candidate.drafts)


def _less_reverse(candidate: Candidate, draft: Draft) -> Draft:
    """The draft without the way back, from the meaning to the term, where that is no card to keep."""
    if not draft.reverse or candidate.fact.rule == "explicit":
        return draft
    back = side_signs(candidate, draft, 1)
    return draft if rank.chance(back) >= MIN_REVERSE else replace(draft, reverse=False)


def side_signs(candidate: Candidate, draft: Draft, side: int) -> tuple[str, ...]:
    """The signs of the n-th card of one of a candidate's drafts, from 0; of a term, 1 is the way back."""
    way = BACK if side and draft.form is Form.TERM else candidate.wording
    return of_wording(candidate.fact, draft, way, cards(draft)[side])


def _sentence(fact: Fact) -> tuple[int, int, tuple[int, int]]:
    return fact.evidence.start_line, fact.evidence.end_line, fact.evidence.span


def _of_sentence(facts: list[Fact]) -> list[Draft]:
    """The drafts of the facts of one sentence: its numbers, and the best of what else it says, no words asked twice."""
    made: list[tuple[Fact, float, tuple[Draft, ...]]] = []
    taken: list[tuple[int, int]] = []

    def is_free(fact: Fact) -> bool:
        return not any(start < slot[1] and slot[0] < end for start, end in taken for slot in fact.slots)

    for asks in (False, True):
        most = MAX_ASKED if asks else len(facts)

        def is_wanted(fact: Fact, chance: float, least: float = MIN_SECOND if asks else 0) -> bool:
            return is_free(fact) and (chance >= least or not made)

        worded = [candidates(fact) for fact in facts if _asks_words(fact) is asks and is_free(fact)]
        for best in islice(_in_turn(worded, is_wanted), most):
            taken.extend(best.fact.slots)
            made.append((best.fact, best.chance, _drafts(best)))
    return cloze.merged(made)


def _in_turn(worded: Sequence[Sequence[Candidate]], is_wanted: Callable[[Fact, float], bool]) -> Iterator[Candidate]:
    """The best candidate of each fact that is wanted: first those without doubt and fault, then the likelier.

    Most facts are not wanted once others had their turn. So a fact waits where it would stand were its likeliest
    wording without fault; only when it comes up are its wordings held to the checks, and it may have to wait again.
    """
    turns: list[tuple[tuple[bool, float], int, float, Candidate | None]] = []
    for at, found in enumerate(worded):
        if found:
            chance = max(candidate.chance for candidate in found)
            heappush(turns, (_turn(found[0].fact, chance, sound=True), at, chance, None))
    while turns:
        _, at, chance, best = heappop(turns)
        if not is_wanted(worded[at][0].fact, chance):
            continue
        if best:
            yield best
        else:
            best = _best(worded[at])
            heappush(turns, (_turn(best.fact, best.chance, _is_sound(best)), at, best.chance, best))


def _turn(fact: Fact, chance: float, sound: bool) -> tuple[bool, float]:
    """When it is the turn of a fact: the less, the sooner."""
    return bool(fact.doubt) or not sound, -(chance // _CLEARLY)


def _asks_words(fact: Fact) -> bool:
    """Whether a fact competes with others of its sentence for what to ask; a number is always asked for itself."""
    return fact.kind not in (Kind.QUANTITY, Kind.EXPLICIT)
