"""Tokens of a Text, with offsets; code, mathematics and images are one token each."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from flashgen.text import Markup, Text

_TOKEN = re.compile(
    r"""
    https?://\S+
  | (?:e\.g|i\.e|ie|eg|etc|et\ al|vs|cf|approx|resp)\.(?=[\s,;:)]|$)
  | [$€£~≈<>≤≥±]?\d[\d.,]*\d(?:[^\W\d_]+)?(?:-[^\W_]+)*% ?
  | [$€£~≈<>≤≥±]?\d(?:[^\W\d_]+)?(?:-[^\W_]+)*%?
  | [^\W_](?:[\w’'./&+-]*[\w+#])?
  | \S
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word, number, punctuation mark or opaque span of ``plain[start:end]``."""

    text: str
    start: int
    end: int
    lower: str
    """The text in lower case with straight apostrophes."""
    opaque: bool = False
    """Code, mathematics or an image: behaves like a noun."""

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number, not punctuation."""
        return self.opaque or self.text[0].isalnum() or (len(self.text) > 1 and self.text[1].isdigit())

    @property
    def is_number(self) -> bool:
        """Whether it starts with a digit, a currency or a comparison sign before one."""
        return not self.opaque and (self.text[0].isdigit() or (len(self.text) > 1 and self.text[1].isdigit()))


@lru_cache(maxsize=4096)
def tokenize(text: Text) -> tuple[Token, ...]:
    """The tokens of a text in order; white space is dropped, nothing else is."""
    plain = text.plain
    low = plain.lower() if plain.isascii() else ""

    def token(start: int, end: int, opaque: bool = False) -> Token:
        said = plain[start:end]
        return Token(said, start, end, low[start:end] or said.lower().replace("’", "'"), opaque)

    opaque = sorted(text.marked(Markup.CODE, Markup.MATH, Markup.IMAGE))
    tokens: list[Token] = []
    at = 0
    for span in (*opaque, None):
        stop = span.start if span else len(plain)
        for match in _TOKEN.finditer(plain, at, max(at, stop)):
            start, end = match.span()
            if end - start > 2 and plain.startswith(("'s", "’s"), end - 2):
                tokens += token(start, end - 2), token(end - 2, end)
            else:
                tokens.append(token(start, end - (plain[end - 1] == " ")))
        if span:
            tokens.append(token(span.start, span.end, opaque=True))
            at = span.end
    return tuple(tokens)


def depths(tokens: tuple[Token, ...]) -> tuple[int, ...]:
    """The bracket depth of each token; the brackets themselves stand inside. An unclosed bracket is no bracket."""
    change, stack = [0] * (len(tokens) + 1), []
    for index, token in enumerate(tokens):
        if token.opaque or len(token.text) > 1:
            continue
        if token.text in "([{<":
            stack.append(index)
        elif token.text in ")]}>" and stack:
            change[stack.pop()] += 1
            change[index + 1] -= 1
    return tuple(accumulate(change[:-1]))
