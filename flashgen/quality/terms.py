"""Terms: short names, defined by other words than their own."""

from __future__ import annotations

import re

from flashgen.language.words import content_words, stem, words
from flashgen.model import Draft, Form, Kind
from flashgen.quality.view import View, short

LONGEST_TERM = 8
LONGEST_TERM_IN_CONTENT = 5
SPECIFIC = 4
"""Content words of a meaning from which one can find its term."""

_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_ABBREVIATION = re.compile(r"[A-Z]{2}")
_LABEL = re.compile(
    r"(?:side ?|foot)?notes?|n\.?b\.?|to-?do|fixme|tbd|tip|hint|warning|caution|sources?|examples?|e\.?g\.?|i\.?e\.?|ex"
    r"|links?|see(?: also)?|refs?|references?|edit|update|p\.?s\.?|etc\.?|question|answer|q|tl;?dr|fun fact|however"
    r"|therefore|for example|for instance|in (?:general|short|summary|other words|addition)|that is"
    r"|(?:figure|fig\.?|table|page|step|exercise|lecture|lesson|slide|listing|part|week|day) \d+[\d.]*"
    r"|chapter (?!(?:7|9|11|12|13)$)\d+|section \d{1,2}(?:\.\d+)*",
    re.I,
)
_NO_TERM = (
    (re.compile(r"\d{1,2}:\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?", re.I), "a time"),
    (re.compile(r"\d+(?:\.\d+)?\s?:\s?\d+(?:\.\d+)?"), "a ratio"),
    (re.compile(r"(?:https?|ftp|mailto|file):\S*|www\.\S+|[\w.-]+\.(?:com|org|net|edu|io)(?:/\S*)?"), "a web address"),
    (re.compile(r"(?:1\d|20)\d\d|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"), "a date"),
)
_FINITE = re.compile(r"\s(?:is|are|was|were|can|cannot|will|should|must|has|have|had|does|do|did|would|could)\s")


def term_length(seen: View) -> str:
    """A term that is a sentence rather than a name."""
    if seen.draft.form is not Form.TERM:
        return ""
    name = _BRACKETED.sub("", seen.ask.bare).strip().strip("“”\"'")
    if name.endswith((".", "!", "?", ":", ";")) and len(words(name)) > 2:
        return "the term is a sentence"
    if len(words(name)) > LONGEST_TERM or len(content_words(name)) > LONGEST_TERM_IN_CONTENT:
        return f"the term has {len(words(name))} words, too many for a name"
    if seen.draft.kind is not Kind.ACRONYM and _FINITE.search(name.lower()):
        return "the term is a sentence"
    return ""


def label_term(seen: View) -> str:
    """A label such as Note or Example, a time, a ratio, a date or an address in the place of a term."""
    if seen.draft.form is not Form.TERM or seen.ask.opaque:
        return ""
    name = seen.ask.bare.strip().rstrip(":")
    if _LABEL.fullmatch(name):
        return f"“{short(name)}” is a label, not a term"
    return next((f"“{short(name)}” is {what}, not a term" for pattern, what in _NO_TERM if pattern.fullmatch(name)), "")


def term_in_definition(seen: View) -> str:
    """A definition that uses the word it defines."""
    if seen.draft.form is not Form.TERM or seen.draft.kind is Kind.ACRONYM:
        return ""
    meaning = " ".join(side.text.plain for side in seen.answers)
    own = used_in(seen.ask.text.plain, meaning)
    return f"the meaning uses “{short(own)}” itself" if own else ""


def reverse_specific(seen: View) -> str:
    """A meaning too vague to find the term from, asked the other way round."""
    if seen.draft.form is Form.TERM and seen.draft.reverse and not reverse_ok(seen.draft):
        return "the meaning is too vague to ask for the term"
    return ""


def reverse_ok(draft: Draft) -> bool:
    """Whether a term's meaning leads back to it: at least four content words, none of them the term's own.

    The words an abbreviation stands for lead back to it from two words on.
    """
    meaning = draft.back.plain or " ".join(item.plain for item in draft.items)
    if draft.kind is Kind.ACRONYM:
        return len(words(meaning)) > 1
    return len(content_words(meaning)) >= SPECIFIC and not used_in(draft.front.plain, meaning)


def used_in(term: str, meaning: str) -> str:
    """The form of the term (whole, without its bracket, the abbreviation in it) whose words the meaning repeats."""
    said = _stems(meaning)
    bracketed: list[str] = [inside for inside in _BRACKETED.findall(term) if _ABBREVIATION.search(inside)]
    for form in (term, _BRACKETED.sub("", term), *bracketed):
        wanted = _stems(form)
        if wanted and any(said[at : at + len(wanted)] == wanted for at in range(len(said) - len(wanted) + 1)):
            return form.strip()
    return ""


def _stems(text: str) -> list[str]:
    """The words as compared: prepositions count, they tell ``scaling out`` from ``scaling up``."""
    return [stem(word) for word in words(text) if word not in {"a", "an", "the"}]
