"""What can be seen of a fact in its place that speaks for or against it as a card; ``wording.rank`` weighs it.

A sign is a name that holds or does not. Its weight is learned from graded cards, so nothing here says how much it
counts.
"""

from __future__ import annotations

from itertools import islice

from flashgen.language.clauses import Clause, read_clause
from flashgen.language.commonness import COMMONEST, RARE, commonness
from flashgen.language.dates import is_date
from flashgen.language.finite import CERTAIN
from flashgen.language.letters import has_digit
from flashgen.language.lexicon import DETERMINERS, NEGATIONS, PREPOSITIONS, RELATIVES, SUBORDINATORS, is_verb_form
from flashgen.language.phrases import names_aspect, words_of
from flashgen.language.words import content_words, is_plural
from flashgen.model import BlockKind, Evidence
from flashgen.rules.delimiters import split
from flashgen.rules.meanings import is_list
from flashgen.rules.place import NEAREST, Place
from flashgen.text import Text

_FRAME = 20
"""What may stand before a paragraph's first sentence, in characters: ``We find that``."""
_POSSIBLE = frozenset("may can could might will must should would".split())
_LIGHT = frozenset("be have do get make go come take give help need want let use allow".split())
_FEW_SIBLINGS = 3
_NAMES = frozenset("call name term mean denote define stand know refer represent".split())
"""Verbs that say what something is called or what it means."""
_CAUSES = frozenset("cause require need lead result prevent produce trigger".split())
_EXTREMES = frozenset(
    """
    first best most least max min maximum minimum main commonest mc ioc toc doc choice standard gold only earliest
    largest smallest biggest highest lowest longest shortest fastest primary average normal total
    """.split()
)
"""Words of a term that ask for one of many, by which it is known: ``first investigation``."""


def names(signs: dict[str, bool]) -> tuple[str, ...]:
    """The signs that hold."""
    return tuple(name for name, holds in signs.items() if holds)


def of_place(place: Place, evidence: Evidence) -> tuple[str, ...]:
    """What the block around a fact shows, whatever rule found it."""
    text = place.text
    prose = place.is_prose
    stop = text.plain.rstrip().endswith((".", "!", ";"))
    opens = text.plain.find(evidence.text.plain[:_FRAME]) < _FRAME
    topic = next((b.text.plain for b in islice(place.above(), NEAREST) if b.kind is BlockKind.HEADING), "")
    return names(
        {
            f"in {'prose' if prose else place.block.kind.value}": True,
            "in prose, first sentence": prose and opens,
            "in prose, later sentence": prose and not opens,
            "line ends with a stop": stop,
            "line opens with a small letter": text.plain[:1].islower(),
            "line ends with a colon": text.plain.rstrip().endswith(":"),
            "line has lines below": bool(place.block.children),
            "below an item": bool(place.parent and place.parent.block.kind is BlockKind.ITEM),
            "below a lead-in": bool(place.parent and place.parent.block.kind is BlockKind.PARAGRAPH),
            "in a long list": len(place.near()) >= _FEW_SIBLINGS,
            "no heading above": not topic,
            "bracket in the line": "(" in evidence.text.plain,
            "heading names two or more": " and " in topic or " vs" in topic,
        }
    )


def of_clause(place: Place, sentence: Text, clause: Clause) -> tuple[str, ...]:
    """What a clause shows, whatever is asked of it."""
    plain = sentence.plain
    verb = words_of(plain[slice(*clause.verb)])
    subject = words_of(plain[slice(*clause.subject)])
    clause_words = words_of(plain[clause.subject[0] : clause.complement[1]])
    no_subject = clause.subject == (0, 0)
    return names(
        {
            "verb guessed": clause.strength < CERTAIN,
            "verb nearly sure": CERTAIN <= clause.strength < 2.2,
            "verb sure": clause.strength >= 2.5,
            "negated": clause.negated,
            "possible": bool(verb) and verb[0] in _POSSIBLE,
            "copula": clause.copula,
            "passive": clause.passive,
            "light verb": clause.base in _LIGHT,
            "no subject": no_subject,
            "no subject, not below a term": no_subject and not _below_term(place),
            "lines around are reports": no_subject and _among_reports(place),
            "opens with there": plain.lower().startswith("there "),
            "opens with a subordinator": bool(words_of(plain)) and words_of(plain)[0] in SUBORDINATORS,
            "long clause": len(clause_words) > 22,
            "more after the clause": bool(plain[clause.complement[1] :].strip(' .;:,!)”"')),
            "something before the subject": not no_subject and bool(plain[: clause.subject[0]].strip()),
            "subject is in the context": bool(subject) and _in_context(place, subject),
            "subject of one word": len(subject) == 1,
            **of_subject(subject),
            "verb gives a name or a meaning": clause.base in _NAMES,
            "verb of cause or need": clause.base in _CAUSES,
            "subject of many words": len(subject) > 5,
        }
    )


def of_subject(subject: list[str]) -> dict[str, bool]:
    """What the words of a subject show: ``the vector`` and ``users`` may be any, ``warfarin`` is one."""
    bare = subject[1:] if subject and subject[0] in ("a", "an", "the") else subject
    one = len(bare) == 1
    return {
        "subject is one common word": one and commonness(bare[0]) < RARE,
        "subject is one rare word": one and commonness(bare[0]) == RARE,
        "subject is the and one word": one and subject[0] == "the",
        "subject opens with a determiner": bool(bare) and bare is subject and bare[0] in DETERMINERS,
        "subject in the plural": bool(bare) and is_plural(bare[-1]),
        "subject has a rare word": any(commonness(word) == RARE for word in bare),
    }


def _in_context(place: Place, subject: list[str]) -> bool:
    known = {word for part in place.context() for word in content_words(part.plain)}
    return set(content_words(" ".join(subject))) <= known


def _among_reports(place: Place) -> bool:
    """Whether most items around are statements with a subject, so that ``Show gains in ...`` is no instruction."""
    around = [read_clause(block.text) for block in place.near()]
    return len(around) > 1 and sum(bool(c and c.subject != (0, 0)) for c in around) * 2 >= len(around)


def _below_term(place: Place) -> bool:
    """Whether the block stands directly below an item that names its subject."""
    return bool(
        place.parent and place.parent.block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH) and len(place.context()) > 1
    )


def of_definition(place: Place, term: Text, meaning: Text, more: bool = False) -> tuple[str, ...]:
    """What a term and what is said of it show; ``more`` says that the line goes on after it."""
    terms, said = words_of(term.plain), words_of(meaning.plain)
    around = [cut for block in place.near() if (cut := split(block.text))]
    share = len(around) / len(place.near()) if place.near() else 0.0
    clause = read_clause(meaning)
    titled = [w for w in meaning.plain.split() if w[:1].isalpha() and len(w) > 3]
    return names(
        {
            "all siblings are split too": share == 1,
            "most siblings are split too": 0.5 < share < 1,
            "few siblings are split too": 0 < share <= 0.5,
            "no sibling is split": bool(place.near()) and not share,
            "no siblings": not place.near(),
            "a sibling has the same term": any(cut.term.plain.lower() == term.plain.lower() for cut in around),
            "term ends in a participle": len(terms) > 1 and is_verb_form(terms[-1], "participle"),
            "term has a preposition": any(w in PREPOSITIONS for w in terms),
            "term is one of the commonest words": len(terms) == 1 and commonness(terms[0]) == COMMONEST,
            "term is of common words": all(commonness(w) < RARE for w in terms),
            "term has a rare word": any(commonness(w) == RARE for w in terms),
            "term in small letters": term.plain.islower(),
            "term in capitals": term.plain.isupper(),
            "term has a number": has_digit(term.plain),
            "term has a sign": any(c in "=+<>/&" for c in term.plain),
            f"term of {min(len(terms), 5)} words": True,
            "term asks for an extreme": any(w in _EXTREMES for w in terms),
            "term names a side of something": names_aspect(terms),
            "term is a name of several words": 1 < len(terms) < 4
            and all(w[:1].isupper() and w[1:2].islower() for w in term.plain.split())
            and all(commonness(w) == RARE for w in terms),
            "term opens with a gerund": bool(terms) and is_verb_form(terms[0], "ing"),
            "term opens with a verb": len(terms) > 1 and is_verb_form(terms[0], "base"),
            "term has a bracket": "(" in term.plain,
            "term stands above, too": any(
                term.plain.lower() in b.text.plain.lower() for b in islice(place.above(), NEAREST)
            ),
            "meaning in title case": len(titled) > 1 and sum(w[0].isupper() for w in titled) * 2 > len(titled),
            "meaning opens with a capital": meaning.plain[:1].isupper(),
            "meaning opens with an article": bool(said) and said[0] in ("a", "an", "the"),
            "meaning opens with a verb": bool(said) and is_verb_form(said[0], "s", "base"),
            "meaning opens with a participle": bool(said) and is_verb_form(said[0], "participle", "ing"),
            "meaning is a clause": bool(clause and clause.strength >= CERTAIN and clause.subject != (0, 0)),
            "meaning lacks its subject": bool(clause and clause.strength >= CERTAIN and clause.subject == (0, 0)),
            "meaning has what tells apart": any(
                w in RELATIVES or w in ("of", "for", "used", "by", "with") for w in said
            ),
            "meaning opens with a negation": bool(said) and said[0] in NEGATIONS,
            "meaning has a semicolon": ";" in meaning.plain,
            "meaning is a list": is_list(meaning.plain),
            "meaning is a date": is_date(meaning.plain),
            "meaning opens with a condition": bool(said) and said[0] in SUBORDINATORS,
            "meaning opens with a preposition": bool(said) and (said[0] in PREPOSITIONS or said[0] == "to"),
            "meaning has a dash or arrow": any(mark in meaning.plain for mark in (" - ", " – ", "->", "→", "=>")),
            "meaning goes on below": bool(place.block.children),
            "more is said in the line": more,
        }
    )
