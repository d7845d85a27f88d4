"""The main clause of a sentence: its subject, verb group and complement.

Notes are terse, so this reads no full syntax tree. It looks for one finite verb that nothing around it contradicts;
where two words compete, or none convinces, there is no clause, and whoever asked makes no question.
"""

from __future__ import annotations

from dataclasses import dataclass

from flashgen.language.lexicon import (
    ADVERBS,
    BE,
    BE_FINITE,
    COORDINATORS,
    COPULAS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NEGATIONS,
    NOUN_LIKE,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    base_of,
    is_verb_form,
)
from flashgen.language.tokens import Token, depths, tokenize
from flashgen.language.words import is_plural
from flashgen.text import Text

_DASHES = frozenset("- – — ~ = == -> → => >".split())
_CERTAIN = 2.0
_AFTER_VERB = DETERMINERS | PREPOSITIONS | PRONOUNS | {"to"}


@dataclass(frozen=True, slots=True)
class Clause:
    """The main clause of a sentence; all fields are offsets into the text it was read from."""

    subject: tuple[int, int]
    """Empty where the line leaves it out (``Requires user action``)."""
    verb: tuple[int, int]
    """From the first auxiliary to the last verb of the group."""
    complement: tuple[int, int]
    """What follows, up to the end of the clause."""
    base: str
    """Base form of the last verb of the group."""
    copula: bool
    passive: bool
    strength: float
    """How sure the main verb is: 3 for an auxiliary, below 2 for a guess."""


def lead_end(tokens: tuple[Token, ...]) -> int:
    """Index of the first token after an opening adjunct (``In most cases, ...``); 0 where there is none."""
    first = tokens[0].lower if tokens else ""
    if first not in PREPOSITIONS | SUBORDINATORS and not (first in ADVERBS or first.endswith("ly")):
        return 0
    nesting = depths(tokens)
    for index, token in enumerate(tokens[:25]):
        if token.text == "," and not nesting[index] and index + 2 < len(tokens):
            return index + 1
    return 1 if first not in PREPOSITIONS | SUBORDINATORS else 0


def read_clause(text: Text) -> Clause | None:
    """The main clause of one sentence, or None where no finite verb is sure enough to name."""
    tokens = tokenize(text)
    begin = _after_label(tokens)
    begin += lead_end(tokens[begin:])
    flat = [i for i, depth in enumerate(depths(tokens)) if not depth and i >= begin]
    candidates = list(_finite_verbs(tokens, flat))
    if not candidates:
        return None
    certain = [c for c in candidates if c[1] >= _CERTAIN]
    at, strength = certain[0] if certain else max(candidates, key=lambda c: c[1])
    return _build(tokens, flat, at, strength)


def _after_label(tokens: tuple[Token, ...]) -> int:
    """Index after a label and its colon at the front, where no finite verb stands before it: ``Fun fact: ...``."""
    for index in range(min(8, len(tokens) - 3)):
        if tokens[index].text == ":":
            return index + 1
        if tokens[index].lower in BE_FINITE | MODALS | HAVE | DO:
            break
    return 0


def _finite_verbs(tokens: tuple[Token, ...], flat: list[int]) -> list[tuple[int, float]]:
    """Positions in ``flat`` of words that can be the main verb, with how sure that is."""
    found: list[tuple[int, float]] = []
    pending = 0  # relative clauses that still wait for their own verb
    for at, index in enumerate(flat):
        token = tokens[index]
        word = token.lower
        if token.text in (";", ":") or (token.text in _DASHES and found):
            break
        if word in RELATIVES and at and not (word == "that" and _starts_noun(tokens, flat, at)):
            pending += 1
            continue
        if token.text == "," and pending and not found:
            pending = 0  # a relative clause in commas has ended
            continue
        strength = _strength(tokens, flat, at)
        if not strength:
            continue
        if pending:
            if strength >= _CERTAIN:
                pending -= 1
            continue
        found.append((at, strength))
        if strength >= _CERTAIN:
            break
    return found


def _starts_noun(tokens: tuple[Token, ...], flat: list[int], at: int) -> bool:
    """Whether ``that`` opens a noun phrase (``at that point``) and no clause."""
    return tokens[flat[at - 1]].lower in PREPOSITIONS


def _word(tokens: tuple[Token, ...], flat: list[int], at: int) -> str:
    return tokens[flat[at]].lower if 0 <= at < len(flat) else ""


def _strength(tokens: tuple[Token, ...], flat: list[int], at: int) -> float:
    """How sure the token is a finite verb, from its form and its neighbours; 0 where it is none."""
    token = tokens[flat[at]]
    word = token.lower
    if token.opaque or not token.is_word or token.is_number:
        return 0.0
    if at and _word(tokens, flat, at - 1) in COORDINATORS:
        return 0.0  # it goes on with the predicate of a clause that has its verb already
    if word in BE_FINITE or word in MODALS:
        return 3.0
    back = at - 1
    while back >= 0 and (_word(tokens, flat, back) in ADVERBS | NEGATIONS or _word(tokens, flat, back).endswith("ly")):
        back -= 1
    before, after = _word(tokens, flat, back), _word(tokens, flat, at + 1)
    if word in HAVE | DO:
        return 0.0 if before == "to" else 3.0
    if token.text[0].isupper() and at > 0:
        return 0.0
    if (
        before in DETERMINERS - {"that", "this", "all", "both"}
        or before in PREPOSITIONS
        or before in {"to", "and", "or"}
    ):
        return 0.0
    if back < 0:
        return _opening_strength(tokens, flat, at)
    if is_verb_form(word, "s") and not is_verb_form(word, "base"):
        if before and is_plural(before) and before not in PRONOUNS and not tokens[flat[back]].opaque:
            return 0.0
        if base_of(word, "s") in NOUN_LIKE:
            return 2.0 if _takes_object(tokens, flat, at) and not _auxiliary_ahead(tokens, flat, at) else 0.0
        return 2.5
    if is_verb_form(word, "base") and (is_plural(before) or before in ("i", "you", "we", "they")):
        if word in NOUN_LIKE:
            if is_verb_form(after, "s") and not is_plural(_word(tokens, flat, at + 2)):
                return 0.0  # "instructions prompt helps": the verb comes after it
            return 2.0 if _takes_object(tokens, flat, at) and not _auxiliary_ahead(tokens, flat, at) else 0.0
        return 2.2
    if (
        is_verb_form(word, "past")
        and not _auxiliary_ahead(tokens, flat, at)
        and after not in {"by", "in", "on", "with", "from", "as", "using", "to", "at"}
    ):
        return 1.2 if after and (after in DETERMINERS or _takes_object(tokens, flat, at)) else 0.0
    return 0.0


def _opening_strength(tokens: tuple[Token, ...], flat: list[int], at: int) -> float:
    """How sure a word that opens a line is its verb, the subject left out: ``Requires ...``, ``Observed ...``."""
    word, after = _word(tokens, flat, at), _word(tokens, flat, at + 1)
    if not _takes_object(tokens, flat, at):
        return 0.0
    if is_verb_form(word, "s"):
        return 0.0 if _plural_noun(word, after) else 2.2
    if is_verb_form(word, "past", "base") and word not in NOUN_LIKE and not _auxiliary_ahead(tokens, flat, at):
        return 1.4
    return 0.0


def _plural_noun(word: str, after: str) -> bool:
    """Whether an -s word that opens a line is rather a plural noun (``Models with ...``, ``Results``)."""
    return base_of(word, "s") in NOUN_LIKE and after not in DETERMINERS


def _takes_object(tokens: tuple[Token, ...], flat: list[int], at: int) -> bool:
    """Whether what follows can be the object of a verb: it is not the end, an auxiliary or a verb."""
    if at + 1 >= len(flat):
        return False
    nxt = tokens[flat[at + 1]]
    word = nxt.lower
    if not nxt.is_word:
        return nxt.text in "“‘\"'"
    if word in BE_FINITE | MODALS | HAVE | DO | COORDINATORS or word in ("of",):
        return False
    return not is_verb_form(word, "base", "s") or word in NOUN_LIKE or base_of(word, "s") in NOUN_LIKE


def _auxiliary_ahead(tokens: tuple[Token, ...], flat: list[int], at: int) -> bool:
    """Whether an auxiliary stands later in the clause, which would then be the main verb."""
    for index in flat[at + 1 : at + 18]:
        token = tokens[index]
        if token.text in (";", ":") or token.lower in RELATIVES | SUBORDINATORS | PRONOUNS | {"but"}:
            return False
        if token.lower in BE_FINITE | MODALS | HAVE | DO:
            return True
    return False


def _build(tokens: tuple[Token, ...], flat: list[int], at: int, strength: float) -> Clause | None:
    """The clause around the verb at ``flat[at]``."""
    last, passive = at, False
    first_word = _word(tokens, flat, at)
    auxiliary = first_word in BE_FINITE | MODALS | HAVE | DO
    be_seen = first_word in BE_FINITE
    step = at + 1
    while auxiliary and step < len(flat):
        word = _word(tokens, flat, step)
        if word in ADVERBS | NEGATIONS or word.endswith("ly"):
            step += 1
            continue
        if word in BE or word in HAVE:
            be_seen = be_seen or word in BE
            last = step
        elif be_seen and is_verb_form(word, "participle") and not _is_adjective(tokens, flat, step):
            last, passive = step, True
            break
        elif (
            (be_seen and is_verb_form(word, "ing") and _takes_object(tokens, flat, step))
            or (not be_seen and first_word not in HAVE and is_verb_form(word, "base"))
            or (first_word in HAVE and not be_seen and is_verb_form(word, "participle"))
        ):
            last = step
            break
        else:
            break
        step += 1
    end = _clause_end(tokens, flat, last)
    verb_word = _word(tokens, flat, last)
    base = next(
        (base_of(verb_word, f) for f in ("base", "s", "participle", "past", "ing") if base_of(verb_word, f)),
        "",
    )
    if verb_word in BE:
        base = "be"
    elif verb_word in HAVE:
        base = "have"
    subject_tokens = flat[:at]
    while subject_tokens and (_is_adverb(tokens[subject_tokens[-1]].lower)):
        subject_tokens = subject_tokens[:-1]
    subject = (tokens[subject_tokens[0]].start, tokens[subject_tokens[-1]].end) if subject_tokens else (0, 0)
    if last + 1 < end:
        complement = (tokens[flat[last + 1]].start, tokens[_close(tokens, flat, end)].end)
    else:
        complement = (tokens[flat[last]].end,) * 2
    verb = (tokens[flat[at]].start, tokens[flat[last]].end)
    return Clause(subject, verb, complement, base, base in COPULAS, passive, strength)


def _is_adverb(word: str) -> bool:
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4)


def _is_adjective(tokens: tuple[Token, ...], flat: list[int], at: int) -> bool:
    """Whether a participle after be stands before a noun, as in ``is reduced form``."""
    nxt = _word(tokens, flat, at + 1)
    return (
        bool(nxt)
        and nxt[0].isalpha()
        and nxt not in _AFTER_VERB | COORDINATORS | ADVERBS | NEGATIONS | SUBORDINATORS | RELATIVES
        and (not nxt.endswith(("ly", "ing")))
    )


def _clause_end(tokens: tuple[Token, ...], flat: list[int], verb: int) -> int:
    """Position in ``flat`` after the last token of the clause whose verb stands at ``verb``."""
    for at in range(verb + 1, len(flat)):
        token, word, after = tokens[flat[at]], _word(tokens, flat, at), _word(tokens, flat, at + 1)
        if token.text in (";", ":") or token.text in _DASHES:
            return at
        if token.text == "," and (
            after in {"but", "which", "who", "so", "then", "i.e", "e.g", "i.e.", "e.g.", "ie.", "eg."}
            or after in SUBORDINATORS
        ):
            return at
        if token.text == "," and after in COORDINATORS | PRONOUNS | DETERMINERS and _finite_ahead(tokens, flat, at + 2):
            return at
        if word == "but" or (word in SUBORDINATORS - PREPOSITIONS - {"that"} and at > verb + 1):
            return at
    end = len(flat)
    while end > verb + 1 and tokens[flat[end - 1]].text in ".!,":
        end -= 1
    return end


def _finite_ahead(tokens: tuple[Token, ...], flat: list[int], at: int) -> bool:
    """Whether a finite verb follows before the next comma, so that a new clause has begun."""
    for step in range(at, len(flat)):
        token = tokens[flat[step]]
        if token.text in ",;:.":
            return False
        if token.lower in BE_FINITE | MODALS | HAVE | DO:
            return True
        if is_verb_form(token.lower, "s") and base_of(token.lower, "s") not in NOUN_LIKE:
            return True
    return False


def _close(tokens: tuple[Token, ...], flat: list[int], end: int) -> int:
    """Index of the last token before ``flat[end]``, brackets that follow the last word left out."""
    return flat[end - 1]
