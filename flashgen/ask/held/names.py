"""Names of several words: what a name goes on in, where the notes write it in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from flashgen.ask.tokens import tokens, unmarked


@lru_cache(maxsize=1 << 4)
def full_names(lines: tuple[str, ...]) -> Mapping[str, str]:
    """The word that goes on a name, by the key of the one before it: ``Inca`` in ``Inca Empire``.

    Only where no other name begins with that word: ``Louis`` is no ``Louis XIV`` in notes that have a ``Louis XV``.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        said = unmarked(line)
        for token, following in pairwise(tokens(said)):
            if token.is_name and following.is_name and said[token.end : following.start] == " ":
                found[token.key].add(following.key)
    return {key: next(iter(words)) for key, words in found.items() if len(words) == 1}
