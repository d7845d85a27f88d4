"""Edits such as people make. Each knows what it did: which facts it touched, and which words it exchanged."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from notes_as_pieces import Facts, Notes, Piece, section, subtree

_WORD = re.compile(r"(?<![\w\[(/`$<{])[a-z]{5,}(?![\w\])/`$>}:])")
_NUMBER = re.compile(r"(?<![\w./-])\d{1,6}(?![\w.):/-])")
_HEAD = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s+")

Swap = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit."""

    name: str
    touched: Facts
    swaps: tuple[Swap, ...] = ()
    """Words that became others, in order."""


Place = tuple[str, int]
Operation = Callable[[Notes, random.Random], Edit | None]


def places(notes: Notes, wanted: Callable[[Piece], bool]) -> list[Place]:
    return [(path, at) for path, pieces in notes.files.items() for at, piece in enumerate(pieces) if wanted(piece)]


def _pick(notes: Notes, rng: random.Random, wanted: Callable[[Piece], bool]) -> Place | None:
    found = places(notes, wanted)
    return rng.choice(found) if found else None


def _facts(pieces: list[Piece] | tuple[Piece, ...]) -> Facts:
    return frozenset(fact for piece in pieces for fact in piece.facts)


def _exchange(notes: Notes, place: Place, start: int, end: int, new: str) -> None:
    path, at = place
    piece = notes.files[path][at]
    notes.files[path][at] = replace(piece, text=piece.text[:start] + new + piece.text[end:])


def _is_text(piece: Piece) -> bool:
    return piece.is_prose or piece.kind == "row"


def typo(notes: Notes, rng: random.Random) -> Edit | None:
    """Two letters change places, or one is left out."""
    place = _pick(notes, rng, lambda piece: _is_text(piece) and bool(_WORD.search(piece.text)))
    if not place:
        return None
    piece = notes.files[place[0]][place[1]]
    match = rng.choice(list(_WORD.finditer(piece.text)))
    word, at = match[0], rng.randrange(1, len(match[0]) - 2)
    new = word[:at] + word[at + 1] + word[at] + word[at + 2 :] if rng.random() < 0.5 else word[:at] + word[at + 1 :]
    if new == word:
        new = word[:at] + word[at + 1 :]
    _exchange(notes, place, match.start(), match.end(), new)
    return Edit("typo", piece.facts, ((word, new),))


def number(notes: Notes, rng: random.Random) -> Edit | None:
    """A number is corrected."""
    place = _pick(notes, rng, lambda piece: _is_text(piece) and bool(_body_numbers(piece)))
    if not place:
        return None
    piece = notes.files[place[0]][place[1]]
    match = rng.choice(_body_numbers(piece))
    new = str(int(match[0]) + rng.randrange(1, 9))
    _exchange(notes, place, match.start(), match.end(), new)
    return Edit("number corrected", piece.facts, ((match[0], new),))


def _body_numbers(piece: Piece) -> list[re.Match[str]]:
    head = _HEAD.match(piece.text)
    return [match for match in _NUMBER.finditer(piece.text) if match.start() >= (head.end() if head else 0)]


def words_added(notes: Notes, rng: random.Random) -> Edit | None:
    """A remark is added at a sentence's end."""
    place = _pick(notes, rng, lambda piece: piece.is_prose and bool(re.search(r"[a-z]\.?$", piece.text)))
    if not place:
        return None
    piece = notes.files[place[0]][place[1]]
    end = len(piece.text) - piece.text.endswith(".")
    remark = rng.choice(["in most cases", "as a rule", "by and large", "in practice"])
    _exchange(notes, place, end, end, f" {remark}")
    return Edit("words added", piece.facts)


def reorder(notes: Notes, rng: random.Random) -> Edit | None:
    """An item changes places with the next one."""
    pairs = []
    for path, pieces in notes.files.items():
        for at, piece in enumerate(pieces):
            end = subtree(pieces, at)
            if piece.is_prose and end < len(pieces):
                after = end + (pieces[end].kind == "blank")
                if after < len(pieces) and (pieces[after].kind, pieces[after].depth) == (piece.kind, piece.depth):
                    pairs.append((path, at, end, after, subtree(pieces, after)))
    if not pairs:
        return None
    path, at, end, after, stop = rng.choice(pairs)
    pieces = notes.files[path]
    touched = _facts(pieces[at:stop])
    pieces[at:stop] = [*pieces[after:stop], *pieces[end:after], *pieces[at:end]]
    return Edit("reordered", touched)


def _take(notes: Notes, rng: random.Random) -> tuple[str, int, list[Piece]] | None:
    place = _pick(notes, rng, lambda piece: piece.is_prose)
    if not place:
        return None
    path, at = place
    pieces = notes.files[path]
    taken = pieces[at : subtree(pieces, at)]
    del pieces[at : at + len(taken)]
    return path, at, taken


def _put(pieces: list[Piece], at: int, new: list[Piece]) -> None:
    """Put pieces in, set off by blank lines where they would flow into others."""
    beside = [piece.kind for piece in (*pieces[max(at - 1, 0) : at], *pieces[at : at + 1])]
    if any(kind not in ("blank", new[0].kind) for kind in beside) or new[0].kind == "paragraph":
        new = [Piece("blank", ""), *new, Piece("blank", "")]
    pieces[at:at] = new


def _flat(pieces: list[Piece]) -> list[Piece]:
    """The pieces, moved to the left margin."""
    depth = pieces[0].depth if pieces[0].kind == "item" else 0
    return [
        replace(piece, text="\n".join(_outdent(line, depth) for line in piece.text.split("\n"))) for piece in pieces
    ]


def _outdent(line: str, depth: int) -> str:
    return line[min(depth, len(line) - len(line.lstrip())) :]


def move_to_heading(notes: Notes, rng: random.Random) -> Edit | None:
    """A block moves under another heading of the file."""
    places_ = places(notes, lambda piece: piece.kind == "heading")
    taken = _take(notes, rng) if places_ else None
    if not taken:
        return None
    path, _, pieces = taken
    targets = [at for at, piece in enumerate(notes.files[path]) if piece.kind == "heading"]
    at = rng.choice(targets) + 1 if targets else 0
    _put(notes.files[path], at, _flat(pieces))
    return Edit("moved to another heading", _facts(pieces))


def move_to_file(notes: Notes, rng: random.Random) -> Edit | None:
    """A block moves to another file."""
    taken = _take(notes, rng) if len(notes.files) > 1 else None
    if not taken:
        return None
    path, _, pieces = taken
    other = rng.choice([name for name in notes.files if name != path])
    targets = [at + 1 for at, piece in enumerate(notes.files[other]) if piece.kind in ("heading", "blank")]
    _put(notes.files[other], rng.choice(targets or [0]), _flat(pieces))
    return Edit("moved to another file", _facts(pieces))


def rename_file(notes: Notes, rng: random.Random) -> Edit | None:
    """A file gets another name or folder."""
    path = rng.choice(list(notes.files))
    new = f"{rng.choice(['', 'old/', 'topics/'])}file{rng.randrange(10**6)}.md"
    notes.files = {new if name == path else name: pieces for name, pieces in notes.files.items()}
    notes.gone = [(new if name == path else name, before, pieces) for name, before, pieces in notes.gone]
    return Edit("file renamed", _facts(notes.files[new]))


def rename_heading(notes: Notes, rng: random.Random) -> Edit | None:
    """A heading is called otherwise."""
    place = _pick(notes, rng, lambda piece: piece.kind == "heading")
    if not place:
        return None
    pieces = notes.files[place[0]]
    old = pieces[place[1]].text.lstrip("#").strip()
    new = rng.choice([f"{old} in detail", f"More on {old}", rng.choice(["Overview", "Basics", "Particulars"])])
    pieces[place[1]] = replace(pieces[place[1]], text=pieces[place[1]].text.replace(old, new))
    touched = _facts(pieces[place[1] : section(pieces, place[1])])
    return Edit("heading renamed", touched, ((old, new),) if old else ())


def split(notes: Notes, rng: random.Random) -> Edit | None:
    """An item becomes two; both say what it said."""
    place = _pick(notes, rng, lambda piece: piece.kind == "item" and bool(re.search(r"[a-z](?:\.|;|,) \w", piece.text)))
    if not place:
        return None
    pieces = notes.files[place[0]]
    piece = pieces[place[1]]
    match = rng.choice(list(re.finditer(r"(?<=[a-z])(?:\.|;|,) (?=\w)", piece.text)))
    head = _HEAD.match(piece.text)
    first, second = piece.text[: match.start()], (head[0] if head else "- ") + piece.text[match.end() :].lstrip()
    pieces[place[1] : place[1] + 1] = [replace(piece, text=first), replace(piece, text=second)]
    return Edit("split", piece.facts)


def merged(notes: Notes, rng: random.Random) -> Edit | None:
    """An item and the next become one."""
    found = [
        (path, at)
        for path, pieces in notes.files.items()
        for at in range(len(pieces) - 1)
        if pieces[at].kind == pieces[at + 1].kind == "item"
        and pieces[at].depth == pieces[at + 1].depth
        and subtree(pieces, at + 1) == at + 2
    ]
    if not found:
        return None
    path, at = rng.choice(found)
    pieces = notes.files[path]
    one, other = pieces[at : at + 2]
    body = _HEAD.sub("", other.text, count=1)
    glue = " " if one.text.endswith((".", "!", "?", ";", ":")) else ". "
    pieces[at : at + 2] = [replace(one, text=one.text + glue + body, facts=one.facts | other.facts)]
    return Edit("merged", one.facts | other.facts)


def nest(notes: Notes, rng: random.Random) -> Edit | None:
    """An item goes below the one before it."""
    found = [
        (path, at)
        for path, pieces in notes.files.items()
        for at in range(1, len(pieces))
        if pieces[at].kind == pieces[at - 1].kind == "item" and pieces[at].depth == pieces[at - 1].depth
    ]
    if not found:
        return None
    path, at = rng.choice(found)
    pieces = notes.files[path]
    end = subtree(pieces, at)
    for position in range(at, end):
        text = pieces[position].text
        pieces[position] = replace(pieces[position], text="\n".join(f"    {line}" for line in text.split("\n")))
    return Edit("nested", _facts(pieces[at:end]))


def insert(notes: Notes, rng: random.Random, reserve: list[str]) -> Edit | None:
    """Something new is written between two blocks."""
    place = _pick(notes, rng, lambda piece: piece.is_prose)
    if not place or not reserve:
        return None
    path, at = place
    beside = notes.files[path][at]
    text = reserve.pop(rng.randrange(len(reserve)))
    head = _HEAD.match(beside.text)
    if beside.kind == "item":
        text = (head[0] if head else "- ") + text
    new = Piece(beside.kind, text, frozenset([next(notes.numbers)]))
    if beside.kind == "item":
        notes.files[path].insert(at, new)
    else:
        _put(notes.files[path], at, [new])
    return Edit("inserted", new.facts)


def delete(notes: Notes, rng: random.Random) -> Edit | None:
    """A block is deleted."""
    taken = _take(notes, rng)
    if not taken:
        return None
    path, at, pieces = taken
    before = notes.files[path][at - 1].text if at else ""
    notes.gone.append((path, before, tuple(pieces)))
    return Edit("deleted", _facts(pieces))


def give_back(notes: Notes, rng: random.Random) -> Edit | None:
    """What was deleted is back where it was."""
    there = [gone for gone in notes.gone if gone[0] in notes.files]
    if not there:
        return None
    gone = rng.choice(there)
    notes.gone.remove(gone)
    path, before, taken = gone
    pieces = notes.files[path]
    at = next((n + 1 for n, piece in enumerate(pieces) if piece.text == before), len(pieces))
    _put(pieces, at, list(taken))
    return Edit("returned", _facts(taken))


def duplicate(notes: Notes, rng: random.Random) -> Edit | None:
    """A block is there twice, word for word."""
    place = _pick(notes, rng, lambda piece: piece.is_prose)
    if not place:
        return None
    piece = notes.files[place[0]][place[1]]
    path = rng.choice(list(notes.files))
    targets = [at + 1 for at, other in enumerate(notes.files[path]) if other.kind in ("heading", "blank")]
    copy = replace(piece, facts=frozenset([next(notes.numbers)]))
    notes.copies |= dict.fromkeys(copy.facts, piece.facts)
    _put(notes.files[path], rng.choice(targets or [0]), _flat([copy]))
    return Edit("duplicated", piece.facts | copy.facts)


def rename_term(notes: Notes, rng: random.Random) -> Edit | None:
    """A word is called otherwise in all files."""
    words = [w for pieces in notes.files.values() for p in pieces if _is_text(p) for w in _WORD.findall(p.text)]
    if not words:
        return None
    old = rng.choice(words)
    new = rng.choice(["widget", "gadget", "contraption", "doodad"]) + str(rng.randrange(100))
    whole = re.compile(rf"(?<!\w){old}(?!\w)")
    touched: set[int] = set()
    for pieces in notes.files.values():
        for at, piece in enumerate(pieces):
            text = whole.sub(new, piece.text) if piece.kind != "other" else piece.text
            if text != piece.text:
                pieces[at] = replace(piece, text=text)
                touched |= piece.facts
    return Edit("term renamed", frozenset(touched), ((old, new),))


def rewrite(notes: Notes, rng: random.Random) -> Edit | None:
    """A file is gone over from top to bottom: sections change places, much is corrected, some goes."""
    path = rng.choice(list(notes.files))
    pieces = notes.files[path]
    heads = [at for at, piece in enumerate(pieces) if piece.kind == "heading"]
    touched, swaps = _facts(pieces), []
    if len(heads) > 1:
        top = min(pieces[at].depth for at in heads)
        cuts = [0, *(at for at in heads if pieces[at].depth == top and at), len(pieces)]
        parts = [pieces[start:end] for start, end in pairwise(cuts)]
        first, rest = parts[:1], parts[1:]
        rng.shuffle(rest)
        notes.files[path] = [piece for part in (*first, *rest) for piece in part]
    others = {name: other for name, other in notes.files.items() if name != path}
    notes.files = {path: notes.files[path]}
    for operation in rng.choices([typo, number, words_added, reorder, delete], k=max(2, len(pieces) // 6)):
        if edit := operation(notes, rng):
            swaps += edit.swaps
    notes.files |= others
    return Edit("file rewritten", touched, tuple(swaps))


def exchange(notes: Notes, rng: random.Random, reserve: list[str]) -> Edit | None:
    """A block goes and another, about something else, takes its place."""
    place = _pick(notes, rng, lambda piece: piece.is_prose)
    if not place or not reserve:
        return None
    path, at = place
    pieces = notes.files[path]
    old = pieces[at]
    if subtree(pieces, at) > at + 1:
        return None
    text = reserve.pop(rng.randrange(len(reserve)))
    head = _HEAD.match(old.text)
    if old.kind == "item":
        text = (head[0] if head else "- ") + text
    pieces[at] = Piece(old.kind, text, frozenset([next(notes.numbers)]))
    return Edit("exchanged", old.facts | pieces[at].facts)


def operations(reserve: list[str]) -> dict[str, Operation]:
    """All edits of one block or name; ``reserve`` is what may be written anew."""
    return {
        "typo": typo,
        "number": number,
        "words": words_added,
        "reorder": reorder,
        "heading": move_to_heading,
        "file": move_to_file,
        "rename": rename_file,
        "rename-heading": rename_heading,
        "split": split,
        "merge": merged,
        "nest": nest,
        "insert": lambda notes, rng: insert(notes, rng, reserve),
        "delete": delete,
        "return": give_back,
        "duplicate": duplicate,
        "term": rename_term,
        "exchange": lambda notes, rng: exchange(notes, rng, reserve),
    }
