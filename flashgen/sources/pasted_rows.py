"""Where the first cell of a collapsed table row ends: a paste has left one space between the cells.

A split is made only where it is sure; a wrong split is worse than a miss.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_COLUMNS = frozenset(
    """
    abbreviation abbreviations acronym action age algorithm amount analogy answer antonym area author book
    capital category cause century class code color colour command comment component concept consequence
    cost country currency data date day default definition description difference disease drug duration
    effect element english event example examples expansion explanation expression feature field file form
    formula french full function genus german height host item key keyword kind language latin layer
    length letter level location mass meaning measure method model month name notation note notes number
    numerical operation operator option organ parameter part period person phrase place port prefix price
    property protocol purpose quantity question range rank reason region result role root rule service
    shortcut size source spanish species speed stage standard state status step structure suffix syllable
    symbol symptom synonym syntax system task technique temperature term time tissue title tool topic
    translation treatment type unit usage use value variable verb version volume weight word year
    """.split()
)
"""What people call the columns of such tables."""
_PAIRED = frozenset({"full form", "full name", "stands for", "port number", "data type", "short form", "long form"})
"""Columns of two words."""
_TELLING = frozenset(
    "abbreviation abbreviations acronym term concept word meaning definition description translation".split()
)
"""Of these one is enough to know a table's header; two others may be the words of a title."""
_NUMBERED = frozenset({"year", "date", "number", "port", "code", "rank", "step", "level", "day", "stage", "layer"})

_CAPITALISED = re.compile(r"[A-Z][A-Za-z]*")
_CAPS = re.compile(r"[A-Z][A-Z0-9&/.+-]*[A-Z0-9]s?")
_MIXED_CAPS = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z][A-Za-z0-9&/.+-]*")
_MEASURE = re.compile(
    r"[~<>≤≥]?\s?\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?\s?"
    r"(?:(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|mins?|hrs?|yrs?|ms|kg|g|mg|km|cm|mm|m|%|°C?|o?C)"
    r"(?= )|(?<= )[a-z]+(?= [A-Z]))"
)
_NUMERAL = re.compile(r"(?:\d{1,2} )?(?:[A-Z][a-z]+ )?(?:\d{1,2}, )?\d[\d./,]*(?:[-–]\d+)?(?: BCE?| CE| AD)?(?= \S)")
_STOP = frozenset("a an the of in on to for and or by with at from as is are was be that which".split())
_SMALL = _STOP - {"a", "i"}


def header(text: str) -> tuple[str, ...]:
    """The two to four columns that a header line names; empty where it holds anything but column names."""
    if len(text) > 80 or not text[:1].isupper():
        return ()
    columns = _columns(text.split())
    return columns if 2 <= len(columns) <= 4 else ()


def is_telling(columns: Sequence[str]) -> bool:
    """Whether the names leave no doubt that they head columns, whatever the rows look like."""
    return any(name.lower() in _TELLING or name.lower() in _PAIRED for name in columns)


def is_column(name: str) -> bool:
    """Whether people call a column this."""
    return name.lower() in _COLUMNS or name.lower() in _PAIRED


def _columns(words: Sequence[str]) -> tuple[str, ...]:
    columns: list[str] = []
    at = 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        if pair.lower() in _PAIRED:
            columns.append(pair)
            at += 2
        elif _CAPITALISED.fullmatch(words[at]) and words[at].lower() in _COLUMNS:
            columns.append(words[at])
            at += 1
        else:
            return ()
    return tuple(columns)


def likely_header(text: str) -> tuple[str, ...]:
    """The two words of a line that could head a table if all its rows split; one is a known column name."""
    words = text.split() if len(text) <= 80 else []
    if len(words) != 2 or not all(_CAPITALISED.fullmatch(word) for word in words):
        return ()
    return tuple(words) if any(is_column(word) for word in words) else ()


def is_acronym_row(row: str) -> bool:
    """Whether the row is an abbreviation and its words, which the initials prove without any header."""
    return _acronym_end(row) > 0


def split_rows(rows: Sequence[str], columns: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The cells of each row; one cell, the whole row, where no split is sure."""
    if len(columns) != 2:
        return tuple(_by_count(row, len(columns)) for row in rows)
    numbered = columns[0].lower() in _NUMBERED
    ends = [_sure_end(row, numbered) for row in rows]
    if len(rows) > 1:
        guesses = [end or _title_end(row) for row, end in zip(rows, ends, strict=True)]
        if all(guesses):
            ends = guesses
    return tuple((row[:end].strip(), row[end:].strip()) if end else (row,) for row, end in zip(rows, ends, strict=True))


def _by_count(row: str, count: int) -> tuple[str, ...]:
    """A row with exactly one word for each column can be read; any other cannot."""
    words = tuple(row.split(" ", count))
    return words if len(words) == count else (row,)


def _sure_end(row: str, numbered: bool) -> int:
    """Where the first cell ends by a rule that needs no other row; 0 where none applies."""
    return _acronym_end(row) or _caps_end(row) or _number_end(row, numbered) or _lower_end(row)


def _acronym_end(row: str) -> int:
    """``RLHF Reinforcement learning from human feedback``: the initials tell."""
    words = row.split(" ", 16)
    run = 0
    while run < min(4, len(words) - 1) and _MIXED_CAPS.fullmatch(words[run]):
        run += 1
    for count in range(run, 0, -1):
        letters = "".join(c for word in words[:count] for c in word if c.isalnum()).lower()
        if matches_initials(letters, words[count:16]) or matches_initials(letters.removesuffix("s"), words[count:16]):
            return len(" ".join(words[:count]))
    return 0


def matches_initials(letters: str, words: Sequence[str]) -> bool:
    """Whether the letters are the words' initials in order.

    Small words may be skipped, and a letter may come from inside a word: ``XML Extensible Markup Language``.
    """
    parts = [part for word in words for part in re.split(r"[^a-z0-9]+", word.lower()) if part]
    if not 2 <= len(letters) <= 15 or not parts:
        return False
    # States are (letters used, position of the last letter in the current part); few, as letters are.
    states = {(0, -1)}
    for index, part in enumerate(parts):
        reached: set[tuple[int, int]] = set()
        for used, _ in states:
            if index and part in _SMALL:
                reached.add((used, -1))
            if used < len(letters) and (part[0] == letters[used] or (not used and letters[0] in part[1:2])):
                taken, place = used + 1, 0 if part[0] == letters[used] else 1
                reached.add((taken, place))
                while taken < len(letters):
                    place = part.find(letters[taken], place + 1)
                    if place < 0:
                        break
                    taken += 1
                    reached.add((taken, place))
        if any(used == len(letters) for used, _ in reached):
            return index > 0 or len(letters) <= len(part) // 3
        states = reached
        if not states:
            return False
    return False


def _caps_end(row: str) -> int:
    """One abbreviation in capitals, and then none."""
    words = row.split(" ", 2)
    if len(words) < 2 or not _CAPS.fullmatch(words[0]) or _CAPS.fullmatch(words[1]):
        return 0
    return len(words[0])


def _number_end(row: str, numbered: bool) -> int:
    """``3 months Head goes ...``: a number and its unit; a number alone where the column is of numbers."""
    match = _MEASURE.match(row) or (_NUMERAL.match(row) if numbered else None)
    return match.end() if match and match.end() < len(row) else 0


def _lower_end(row: str) -> int:
    """``in-context learning A model ...``: words in lower case up to the capital that starts the rest."""
    words = row.split(" ", 8)
    run = 0
    while run < len(words) and words[run][:1].islower() and words[run].replace("-", "").isalpha():
        run += 1
    if not 1 <= run <= 5 or len(words) - run < 2 or not words[run][:1].isupper() or words[run - 1] in _STOP:
        return 0
    return len(" ".join(words[:run]))


def _title_end(row: str) -> int:
    """``Osmosis Movement of water ...``: the last of the leading capitals starts the second cell."""
    words = row.split(" ", 8)
    run = 0
    while run < len(words) and _CAPITALISED.fullmatch(words[run].replace("-", "")):
        run += 1
    articles = [index for index in range(1, run) if words[index] in ("A", "An", "The")]
    if articles:
        return len(" ".join(words[: articles[0]]))
    if not 2 <= run <= 4 or run >= len(words) or not words[run][:1].islower():
        return 0
    return len(" ".join(words[: run - 1]))
