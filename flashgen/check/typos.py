"""Words that are common misspellings of others; what they may stand for is suggested and never written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from flashgen.check.finding import Check, Finding, Notebook, blanked, line_of, short, words_only
from flashgen.model import BlockKind, Document

_SHORTEST = 4
"""Letters; what is shorter is too often an abbreviation or a name."""
_CONSISTENT = 3
"""How often a word stands there, its correction never, to be what the person means."""
_NOT_WORDS = re.compile(r"(?<!\S)\S*(?:://|www\.|[@\\/_#]|\w\.\w|\w\(|\d)\S*")
"""Addresses, paths, names of programs, what holds a digit."""
_WORD = re.compile(r"(?<![\w'’-])[A-Za-z]+(?:['’][a-z]+)?(?![\w'’])")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|[-–—•|(]\s*|\n)[\"“‘'(]*$")
_NEAR = 80
"""Characters before a word that may tell whether it begins a sentence."""
_NAME_GOES_ON = re.compile(r"\s+[A-Z]")
_ENGLISH = frozenset("the of and is to in that for are with by it as be on from this which can not or an".split())
_FOREIGN = frozenset(
    """
    der die das und ist nicht ein eine mit von den dem des auf für sind im zu les des une est dans pour que qui sur pas
    avec los las el una del por con para como il di che per sono della het een van niet voor och att som är med på
    """.split()
)


def _find(notes: Notebook) -> Iterator[Finding]:
    if not notes.spelling:
        return
    used = Counter(word for document in notes.documents for word in _all_words(document))
    terms = {fact.subject.plain.lower() for facts in notes.facts.values() for fact in facts}
    for document in notes.documents:
        if not _is_english(document):
            continue
        for block, text in notes.on_cards(document):
            plain = blanked(_NOT_WORDS, words_only(text))
            for match in _WORD.finditer(plain):
                word = match.group()
                said = word.lower().replace("’", "'")
                right = notes.spelling.get(said, "")
                if (
                    not right
                    or len(said) < _SHORTEST
                    or not _is_plain(word, plain[: match.start()], plain[match.end() :], block.kind)
                ):
                    continue
                if used[said] >= _CONSISTENT and not any(used[other] for other in right.lower().split(", ")):
                    continue
                if said in terms:
                    continue  # a word of which they say what it means
                yield Finding(
                    document.path, line_of(block, text, match.start()), "typo",
                    f"“{short(word)}” may be “{_like(word, right)}”", "correct it, or take it as right",
                    (said,),
                )  # fmt: skip


def _all_words(document: Document) -> Iterator[str]:
    for text in document.texts():
        yield from (match.group().lower().replace("’", "'") for match in _WORD.finditer(text.plain))


def _is_plain(word: str, before: str, after: str, kind: BlockKind) -> bool:
    """Whether a word is no name and no abbreviation: in small letters, or with the capital that begins a line."""
    if word.islower():
        return True
    if not word[1:].islower() or (kind is not BlockKind.HEADING and _NAME_GOES_ON.match(after)):
        return False
    return kind is BlockKind.HEADING or _SENTENCE_START.search(before[-_NEAR:]) is not None


def _is_english(document: Document) -> bool:
    words = Counter(_all_words(document))
    return sum(words[word] for word in _FOREIGN) <= sum(words[word] for word in _ENGLISH)


def _like(word: str, right: str) -> str:
    """The corrections with the capital that the word has."""
    words = right.split(", ")
    return "”, “".join(other[:1].upper() + other[1:] if word[0].isupper() else other for other in words)


CHECK = Check("typo", "common misspellings (needs the package codespell)", _find)
