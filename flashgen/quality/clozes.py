"""Clozes: what is hidden is worth asking for, and what is left is enough to find it."""

from __future__ import annotations

from flashgen.language.words import STOP_WORDS, words
from flashgen.model import Form
from flashgen.quality.view import View, bare_of, short

MOST_BLANKS = 3
LONGEST_BLANK = 15
FEWEST_IN_SIGHT = 5
_SPACED_SCRIPTS = "\u0590"
"""Below: Latin, Greek, Cyrillic, Armenian, which set words apart by spaces."""
_NUMBERS = frozenset({"one", "both", "all", "no"})


def cloze_count(seen: View) -> str:
    """More blanks than a sentence bears."""
    count = len(seen.draft.blanks)
    return f"{count} blanks in one sentence; over {MOST_BLANKS} are too many" if count > MOST_BLANKS else ""


def cloze_content_word(seen: View) -> str:
    """A blank that hides only function words, or part of a word, or crosses another."""
    plain, last = seen.ask.text.plain, 0
    for (start, end), blank in zip(seen.draft.blanks, seen.answers, strict=False):
        if not last <= start < end <= len(plain):
            return "a blank lies outside the sentence or across another"
        last = end
        if _inside_word(plain, start) or _inside_word(plain, end):
            return f"the blank “{short(blank.text.plain)}” cuts a word in two"
        if blank.opaque or any(char.isupper() for char in blank.bare[1:]):
            continue
        if not any(word not in STOP_WORDS or word in _NUMBERS for word in blank.words):
            return f"the blank hides only “{short(blank.text.plain)}”"
    return ""


def _inside_word(plain: str, at: int) -> bool:
    around = plain[max(at - 1, 0) : at + 1]
    if plain[at - 1 : at].isdigit() and plain[at : at + 2].isalpha() and plain[at : at + 2].isupper():
        return False  # a number glued to what it counts: 2CF
    return 0 < at < len(plain) and all(char.isalnum() and char < _SPACED_SCRIPTS for char in around)


def cloze_context(seen: View) -> str:
    """Too little left in sight to know what is asked."""
    if seen.draft.form is not Form.CLOZE:
        return ""
    for start, end in seen.draft.blanks:
        left = [*words(bare_of(seen.draft.front[:start])), *words(bare_of(seen.draft.front[end:]))]
        in_sight = [*left, *seen.context]
        # scripts without spaces come as pairs of characters
        if sum(2 if word[0] >= "\u3040" else 1 for word in in_sight) < FEWEST_IN_SIGHT:
            hidden = short(seen.ask.text.plain[start:end])
            return f"only {len(in_sight)} words are left around “{hidden}”"
        if all(word in STOP_WORDS for word in in_sight):
            return "only function words are left around the blank"
    return ""


def blank_length(seen: View) -> str:
    """A hidden stretch too long to recall."""
    if seen.draft.form is not Form.CLOZE:
        return ""
    longest = max((len(blank.words) for blank in seen.answers), default=0)
    return f"a blank hides {longest} words; over {LONGEST_BLANK} cannot be recalled" if longest > LONGEST_BLANK else ""
