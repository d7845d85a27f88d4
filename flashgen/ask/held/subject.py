"""What the words around an answer speak of: a card must name the same."""

from __future__ import annotations

import re
from collections.abc import Collection

from flashgen.ask.held.ground import Ground
from flashgen.ask.held.words import content
from flashgen.ask.tokens import keys, tokens, where
from flashgen.language.clauses import read_clause
from flashgen.language.lexicon import PRONOUNS, is_verb_form
from flashgen.text import Text

POINTS_BACK = re.compile(
    r"\W*(?:\w+ )?(?:it|its|they|their|them|this|these|those|that|such|he|she|his|her|both|also|then|but|however|so"
    r"|thus|hence|therefore|otherwise|instead|the (?:former|latter|same))\b",
    re.I,
)
_OPENING = 4
"""Words within which a sentence says that it goes on: ``In 1822 he``."""


def speaks_of(held: Ground, answer: str, wanted: Collection[str]) -> str:
    """What the words around an answer speak of, where the card does not name it; empty where they go on from before.

    ``wanted`` are the keys of the card's words.
    """
    parts = [Text(part) for part in re.split(r";\s", held.text.plain)]
    said = next((part for part in parts if where(keys(answer), keys(part.plain)) >= 0), held.text)
    first = next(iter(tokens(said.plain)), None)
    if any(token.text.lower() in PRONOUNS for token in tokens(said.plain)[:_OPENING]):
        return ""
    clause = read_clause(said)
    if clause is None or clause.subject == (0, 0):
        forms = ("s", "base", "participle", "ing")
        goes_on = first is None or first.key in wanted or is_verb_form(first.text.lower(), *forms)
        return "" if goes_on or first is None or POINTS_BACK.match(said.plain) else first.text
    own = [token for token in content(said.plain[slice(*clause.subject)]) if token.text.lower() not in PRONOUNS]
    names = [token for token in own if token.is_name] or own
    return "" if not own or any(token.key in wanted for token in names) else own[0].text


def has_own_subject(held: Ground, answer: str, wanted: Collection[str]) -> bool:
    """Whether the words around an answer say themselves what they speak of, and the card names that."""
    said = held.text.plain
    first = next(iter(tokens(said)), None)
    if first is None or first.key not in wanted or first.key in keys(answer) or POINTS_BACK.match(said):
        return False
    if not any(True for _ in content(first.text)):
        return False
    return not is_verb_form(first.text.lower(), "s", "base", "participle", "ing")
