"""What a heading, a label or a lead-in names: the topics that a card is put under.

Every line below a heading asks after it, so what was found is remembered.
"""

from __future__ import annotations

import re
from functools import lru_cache

from flashgen.language.phrases import LABELS, is_label, is_pointer, is_title
from flashgen.language.words import content_words
from flashgen.model import Block
from flashgen.text import EMPTY, Text

MAX_CONTEXT_WORDS = 10

_CITATION = re.compile(
    r"""(?<![\s,;:(–—-])[\s,;:(–—-]*(?:
        (?:[A-Z][\w’'-]+\s+[A-Z]\.(?:\s?[A-Z]\.)*|(?<=[?!.])\s*[A-Z][\w’'-]+\s+[A-Z][\w’'-]+|[A-Z][\w’'-]+)
        \s+(?:et\ al\.?|and\s+others)(?:,?\s*\(?(?:19|20)\d\d[a-z]?\)?)?
      | \((?:[^()]*,\s*)?(?:19|20)\d\d[a-z]?\)
    )\s*$""",
    re.VERBOSE,
)
_NUMBERING = re.compile(
    r"^(?:(?:chapter|section|part|lecture|week|module|unit|lesson|day)\s+)?\d+(?:\.\d+)*[.):]?\s+", re.I
)
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_INCLUDES = re.compile(r"\s+(?:include|includes|including|are|is)$")
_TRAILING = re.compile(r"[\s:.;,–—-]+$")

GENERIC_HEADINGS = frozenset(
    """
    general overview introduction intro basics basic background summary conclusion conclusions notes note misc
    miscellaneous other others details content contents term terms definition definitions glossary concept
    concepts terminology abbreviations acronyms abbreviation acronym types type classification points point
    highlights examples example motivation tldr vocabulary facts fact abstract takeaway takeaways remark remarks
    things
    """.split()
)


@lru_cache(maxsize=1 << 11)
def topic(heading: Text) -> Text:
    """A heading without numbering, citation and trailing colon: ``3.1 PaLM (Lee et al., 2022)`` is ``PaLM``."""
    plain = heading.plain
    start = match.end() if (match := _NUMBERING.match(plain)) and match.end() < len(plain) else 0
    end = match.start() if (match := _CITATION.search(plain)) and match.start() > start else len(plain)
    end = match.start() if (match := _TRAILING.search(plain, start, end)) else end
    end = match.start() if (match := _BRACKET.search(plain, start, end)) and match.start() > start else end
    return heading[start:end].strip()


@lru_cache(maxsize=1 << 11)
def is_part(name: Text) -> bool:
    """Whether a heading names a part of the subject above it: ``Treatment``, ``Problem it addresses``."""
    words = name.plain.lower().split()
    part = name.plain.lower() in LABELS or any(w in ("it", "its", "they", "their") for w in words)
    return part and len(words) <= MAX_CONTEXT_WORDS and not is_generic(name.plain)


@lru_cache(maxsize=1 << 11)
def fits(name: Text) -> bool:
    """Whether a name is short enough for a prefix and says something by itself."""
    plain = name.plain
    return bool(plain) and len(plain.split()) <= MAX_CONTEXT_WORDS and not is_pointer(plain) and not is_generic(plain)


@lru_cache(maxsize=1 << 11)
def is_generic(name: str) -> bool:
    """Whether a heading or label says nothing of its subject: ``Overview``, ``Key terms and concepts``."""
    words = [w for w in content_words(name) if w not in ("key", "main", "important", "high-level", "useful")]
    generic = sum(w in GENERIC_HEADINGS for w in words)
    return not words or generic == len(words) or (generic > 1 and generic * 2 > len(words))


def head_of(block: Block) -> Text:
    """What an item or lead-in names, for the items below it: its label or term, else nothing.

    ``router-z loss: penalizes ...`` names ``router-z loss``; a whole sentence names nothing.
    """
    return _head_of(block.text)


@lru_cache(maxsize=1 << 11)
def _head_of(line: Text) -> Text:
    text = topic(line)
    if opening := _INCLUDES.search(text.plain):
        text = text[: opening.start()]
    for mark in (": ", " - ", " – ", " — ", " ~ ", " = "):
        at = text.plain.find(mark)
        if at > 0 and not text.opaque(at):
            text = text[:at].strip()
            break
    return text if is_label(text.plain) or is_title(text.plain) else EMPTY
