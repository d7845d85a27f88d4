"""Abbreviations: one that the notes declare anywhere stands for its words, and its words stand for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from flashgen.ask.tokens import keys, tokens, unmarked, where
from flashgen.language.acronyms import expansion_start, initials, is_abbreviation, stands_for
from flashgen.text import Text

_IN_BRACKETS = re.compile(r"\(([A-Z][\w&/.+-]{1,11})\)")
_WITH_WORDS = re.compile(
    r"(?<![\w-])([A-Z][\w&/+-]{1,11})(?: \(([^()]{4,80})\)|(?::| =| [-–—]| stands for) ([^:;.,()]{4,80}))"
)


@lru_cache(maxsize=1 << 4)
def declared(lines: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The abbreviations that some lines declare, each with its words: ``X (Y)``, ``Y (X)``, ``Y: X``."""
    return tuple(dict.fromkeys(pair for line in lines for pair in _declared(unmarked(line).replace("*", ""))))


def _declared(line: str) -> Iterator[tuple[str, str]]:
    for match in _IN_BRACKETS.finditer(line):
        before = line[: match.start()].rstrip()
        start = expansion_start(match[1], before) if is_abbreviation(match[1]) else -1
        if start >= 0:
            yield match[1], before[start:]
    for match in _WITH_WORDS.finditer(line):
        said = (match[2] or match[3]).strip()
        if stands_for(match[1], said):
            yield match[1], said


def in_words_of(question: str, pairs: Iterable[tuple[str, str]], notes: Sequence[Text], over: Iterable[Text]) -> str:
    """A question with the abbreviations that the notes beside it write out written out, and the reverse.

    ``notes`` are all texts that its words may come from. The initials of one of ``over``, what it stands under, are its
    abbreviation without being declared.
    """
    known = [keys(text.plain) for text in notes]

    def is_said(words: str) -> bool:
        return any(where(keys(words), text) >= 0 for text in known)

    undeclared = ((word, text.plain) for text in over for word in initials(text.plain))
    for short, words in (*pairs, *undeclared):
        if is_said(words) and not is_said(short):
            question = _with(question, short, words)
        elif is_said(short) and not is_said(words):
            question = _with(question, words, short)
    return question


def _with(question: str, old: str, new: str) -> str:
    """A question with one name for another, wherever it stands."""
    wanted = keys(old)
    found = tokens(question)
    at = where(wanted, [token.key for token in found])
    if at < 0:
        return question
    start, end = found[at].start, found[at + len(wanted) - 1].end
    return f"{question[:start]}{new}{_with(question[end:], old, new)}"
