"""Whether a typed answer is right, nearly right or wrong; see docs/typed-answers.md for what is asked of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import product

from flashgen.drill.alike import LITTLE, as_typed, opposed, slip, spellings, tokens
from flashgen.drill.numbers import Numbers, agree, numbers
from flashgen.drill.values import Verdict, best, worst

_DENIALS = frozenset("not no never without non none neither nor cannot can't isn't aren't doesn't don't hardly".split())
_JOINING = frozenset(("and", "or"))
_NO_ANSWER = frozenset(("", "?", "??", "i don't know", "dont know", "don't know", "idk", "no idea", "pass", "-"))
_PARENTHESIS = re.compile(r"(?<!\s)\s*\(([^()]+)\)")
_SEPARATOR = re.compile(r"\s*(?:[;\n,]|\band\b|•|(?:^|\n)\s*(?:[-*]|\d+\.)\s)\s*")
_ENOUGH = 0.65
"""Share of the letters of an answer that must be there for it to be nearly right."""
_MOST = 0.75
"""The same where other words stand in the place of some."""
_FREE_WORDS = 4
"""Words of an answer from which on one may be said otherwise."""
_LONGEST = 2000
_SIGNED = re.compile(r"(?<!\w)[-−–+]\d|\bminus\b", re.IGNORECASE)


def compare(expected: str, typed: str, is_another: Callable[[str], bool] | None = None) -> Verdict:
    """What a typed answer is worth.

    ``is_another`` tells whether a text is the answer to another card of the deck: what looks like a slip is wrong then.
    """
    expected, typed = expected[:_LONGEST], typed[:_LONGEST]
    if typed.strip().casefold().rstrip(".!") in _NO_ANSWER:
        return Verdict.WRONG
    found = best(_one(wanted, typed) for wanted in _wanted(expected))
    if found is Verdict.NEARLY and is_another and is_another(typed):
        return Verdict.WRONG
    return found


def normal(text: str) -> str:
    """A text without what does not count; two that only differ in writing have the same."""
    return " ".join(word for word in tokens(spellings(text)[0]) if word not in LITTLE)


def differences(expected: str, typed: str) -> tuple[tuple[bool, str], ...]:
    """The expected answer in pieces, each with whether it was typed, to show where the two differ."""
    pieces: list[tuple[bool, str]] = []
    matcher = SequenceMatcher(None, expected.casefold(), typed.casefold(), autojunk=False)
    done = 0
    for block in matcher.get_matching_blocks():
        if block.a > done:
            pieces.append((False, expected[done : block.a]))
        if block.size:
            pieces.append((True, expected[block.a : block.a + block.size]))
        done = block.a + block.size
    return tuple(pieces)


def _wanted(expected: str) -> list[str]:
    """What may stand for the expected answer: the whole, and what stands within brackets or without them."""
    found = [expected]
    if brackets := _PARENTHESIS.findall(expected):
        found.append(_PARENTHESIS.sub("", expected))
        if len(brackets) == 1 and re.fullmatch(r"[A-Z][A-Z0-9-]{1,9}", brackets[0].strip()):
            found.append(brackets[0])
    return [each for each in found if each.strip()]


def _one(expected: str, typed: str) -> Verdict:
    if _signs(expected) and _signs(expected) == _signs(typed):
        return Verdict.RIGHT
    readings = product(numbers(_without_one(expected)), numbers(_without_one(typed)))
    return best(_read(expected, typed, wanted, given) for wanted, given in readings)


def _read(expected: str, typed: str, wanted: Numbers, given: Numbers) -> Verdict:
    """The verdict, where the two texts are read so."""
    if len(wanted.values) != len(given.values) or not wanted.values:
        return _unlike(expected, typed, wanted, given)
    left, more = normal(wanted.rest), normal(given.rest)
    unsaid = wanted.plain and not Counter(more.split()) - Counter(left.split())
    verdict = agree(wanted.values, given.values, bare=unsaid)
    if wanted.sure and not given.sure:
        verdict = worst((verdict, Verdict.NEARLY))
    if verdict is Verdict.WRONG:
        return verdict
    if left and more:
        return worst((verdict, _words(wanted.rest, given.rest)))
    return Verdict.NEARLY if left or more else verdict


def _unlike(expected: str, typed: str, wanted: Numbers, given: Numbers) -> Verdict:
    """The verdict on two texts of which one has numbers that the other has not."""
    said = _words(expected, typed)
    if not wanted.values:
        return said
    if not given.values and len(normal(wanted.rest).split()) >= _FREE_WORDS:
        # a number within a longer answer is a word that was left out
        return worst((Verdict.NEARLY, said))
    # COVID-19 has no number, and covid 19 one; their words are the same, as are those of 3:1 and 3 to 1
    signed = _SIGNED.search(expected) or _SIGNED.search(typed)
    return said if said is Verdict.RIGHT and not signed else Verdict.WRONG


def _signs(text: str) -> str:
    """A text of signs alone, such as ``==``; else nothing."""
    return "" if any(sign.isalnum() for sign in text) else "".join(text.split())


def _without_one(text: str) -> str:
    """Without the word *one* where it counts nothing, as in a sentence."""
    return re.sub(r"\bone\b", "a", text, flags=re.IGNORECASE) if len(text.split()) > _FREE_WORDS else text


def _words(expected: str, typed: str) -> Verdict:
    if _hedged(typed) and not _hedged(expected):
        return Verdict.WRONG
    weighty = _capitals(expected) | _capitals(typed)
    if weighty & _JOINING:
        weighty |= _JOINING
    little = LITTLE - weighty
    pairs = ((one, other) for one in spellings(expected) for other in spellings(typed))
    return best(_spelt(one, other, little) for one, other in pairs)


def _capitals(text: str) -> frozenset[str]:
    """Words in capitals, which are names and no little words: WHO, the OR of a gate."""
    return frozenset(word.casefold() for word in re.findall(r"\b[A-Z]{2,}\b", text))


def _hedged(text: str) -> bool:
    return bool(re.search(r"\bor\b|\s/\s", text, re.IGNORECASE))


def _spelt(expected: str, typed: str, little: frozenset[str]) -> Verdict:
    wanted, given = tokens(expected), tokens(typed)
    if not wanted or not given:
        return Verdict.WRONG
    if _joined(wanted) == _joined(given):
        return Verdict.RIGHT
    if sum(word in _DENIALS for word in wanted) % 2 != sum(word in _DENIALS for word in given) % 2:
        return Verdict.WRONG
    wanted, given = _content(wanted, little), _content(given, little)
    if _joined(wanted) == _joined(given):
        return Verdict.RIGHT
    missing, extra = _left_over(wanted, given)
    if any(opposed(one, other) for one in missing for other in extra):
        return Verdict.WRONG
    if any(map(_has_digit, missing)) and any(map(_has_digit, extra)):
        return Verdict.WRONG
    if not missing and not extra:
        parts = _parts(expected)
        return Verdict.RIGHT if _same_parts(parts, given, typed) else Verdict.NEARLY
    meant, written = as_typed(expected), as_typed(typed)
    slips = [(one, other) for one in missing for other in extra if slip(meant[one], written[other])]
    for one, other in slips:
        if one in missing and other in extra:
            missing.remove(one)
            extra.remove(other)
    if slips and (missing or extra) and len(wanted) < _FREE_WORDS:
        return Verdict.WRONG
    return _coverage(wanted, missing, extra)


def _joined(words: Sequence[str]) -> str:
    """Words without what divides them, but for digits: 1,5 is not 15."""
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(words))


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _same_parts(parts: Counter[tuple[str, ...]], given: Sequence[str], typed: str) -> bool:
    """Whether the items of a list are there in another order; items of one word need nothing between them."""
    if len(parts) < 2:
        return False
    if _parts(typed) == parts:
        return True
    return all(len(part) == 1 for part in parts) and Counter((word,) for word in given) == parts


def _parts(text: str) -> Counter[tuple[str, ...]]:
    """The items of a list, each as its words."""
    return Counter(tuple(_content(tokens(part), LITTLE)) for part in _SEPARATOR.split(text) if part.strip())


def _coverage(wanted: Sequence[str], missing: Sequence[str], extra: Sequence[str]) -> Verdict:
    there = 1 - sum(map(len, missing)) / max(1, sum(map(len, wanted)))
    if missing and extra:
        freely = len(wanted) >= _FREE_WORDS and len(missing) == 1 and len(extra) <= 2
        return Verdict.NEARLY if freely and there >= _MOST else Verdict.WRONG
    if missing:
        return Verdict.NEARLY if there >= _ENOUGH else Verdict.WRONG
    return Verdict.NEARLY if len(extra) <= len(wanted) + 2 else Verdict.WRONG


def _left_over(wanted: Sequence[str], given: Sequence[str]) -> tuple[list[str], list[str]]:
    """Words that are not in the other text, as often."""
    missing, extra = Counter(wanted) - Counter(given), Counter(given) - Counter(wanted)
    return list(missing.elements()), list(extra.elements())


def _content(words: Sequence[str], little: frozenset[str]) -> list[str]:
    """Without little words, unless there are no others."""
    return [word for word in words if word not in little] or list(words)
