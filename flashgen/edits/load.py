"""edits.yaml read and checked: every mistake is one line that names file, line and what to do."""

from __future__ import annotations

import re
from pathlib import Path

from flashgen.edits.entries import CARDS
from flashgen.edits.values import FILE, SIDES, Edit, Edits, Side, Written
from flashgen.model import LAST_CLOZE, Form
from flashgen.sources.inline import inline
from flashgen.text import EMPTY, Markup
from flashgen.yamlfile import Loaded, Place, Value, read
from flashgen.yamlfile import load as load_yaml

RIGHT = "right"

_SIDES = tuple(key for keys in SIDES.values() for key in keys)
_EDIT_KEYS = (*_SIDES, "accept", "reject", "tags", "deck", "source")
_CARD_KEYS = (*_SIDES, "id", "tags", "deck")
_YES = {"true": True, "yes": True, "false": False, "no": False}
_ITEM = re.compile(r"\s*(?:[-*•]|(\d+)[.)])\s+(.*)")


def load(file: Path, path: str = FILE) -> Edits:
    """What edits.yaml says, called ``path`` in messages; nothing where there is no such file. Raises FlashgenError."""
    return _edits(read(file, path)) if file.exists() else Edits(path)


def parse(text: str, path: str = FILE) -> Edits:
    """What a text in the place of edits.yaml says. Raises FlashgenError."""
    return _edits(load_yaml(text, path))


def side(source: str) -> Side:
    """A side in a person's words: Markdown, line by line, or a list if each line begins like an item."""
    items = [_ITEM.fullmatch(line) for line in source.splitlines()]
    if items and all(items):
        texts = tuple(inline(item[2])[0] for item in items if item)
        return Side(source, EMPTY, texts, ordered=all(item[1] for item in items if item))
    return Side(source, inline(source.replace("\n", "  \n"))[0])


def _edits(data: Loaded) -> Edits:
    by_guid = {}
    for guid, value in data.values.items():
        if guid not in (CARDS, RIGHT) and value is not None:
            by_guid[guid] = _edit(data, guid, value)
    return Edits(data.path, by_guid, tuple(_cards(data)), _right(data))


def _right(data: Loaded) -> frozenset[str]:
    value = data.values.get(RIGHT)
    if value is None:
        return frozenset()
    if not isinstance(value, dict):
        raise data.error("'right' takes lines 'typo-1a2b3c4d: ...' as `flashgen check --accept` writes them", RIGHT)
    return frozenset(value)


def _edit(data: Loaded, guid: str, value: Value) -> Edit:
    values = _mapping(data, value, _EDIT_KEYS, guid)
    sides = {key: _side(data, text, guid, key) for key, text in values.items() if key in _SIDES}
    source = _mapping(data, values.get("source") or {}, _SIDES, guid, "source")
    accept, reject = (_flag(data, values.get(key), guid, key) for key in ("accept", "reject"))
    if accept and reject:
        raise data.error("a card is either accepted or rejected; keep one of the two", guid, "reject")
    return Edit(
        guid=guid,
        path=data.path,
        line=data.line(guid),
        accept=accept,
        reject=reject,
        sides=sides,
        source={key: _text(data, text, guid, "source", key) for key, text in source.items()},
        tags=_tags(data, values.get("tags"), guid, "tags"),
        deck=_text(data, values.get("deck"), guid, "deck"),
    )


def _cards(data: Loaded) -> list[Written]:
    value = data.values.get(CARDS) or []
    if not isinstance(value, list):
        raise data.error("'cards' takes a list: a line '- question: ...', and 'answer: ...' below it", CARDS)
    cards: list[Written] = []
    ids: dict[str, int] = {}
    for index, each in enumerate(value):
        place: Place = (CARDS, index)
        values = _mapping(data, each, _CARD_KEYS, *place)
        sides = {key: _side(data, text, *place, key) for key, text in values.items() if key in _SIDES}
        form = next((form for form, keys in SIDES.items() if set(keys) == set(sides)), None)
        if form is None:
            what = "a card takes 'question' and 'answer', or 'term' and 'meaning', or 'text' with {{c1::blanks}}"
            raise data.error(what, *place)
        card = Written(
            form=form,
            line=data.line(*place),
            sides=sides,
            id=_text(data, values.get("id"), *place, "id"),
            tags=_tags(data, values.get("tags"), *place, "tags"),
            deck=_text(data, values.get("deck"), *place, "deck"),
        )
        if card.id and card.id in ids:
            raise data.error(f"the id {card.id!r} is that of line {ids[card.id]} too; give this card another", *place)
        ids[card.id] = card.line
        cards.append(card)
    return cards


def _mapping(data: Loaded, value: Value, keys: tuple[str, ...], *place: str | int) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise data.error(f"expected 'key: value' lines here; the keys are {', '.join(keys)}", *place)
    for key in value:
        if key not in keys:
            raise data.error(f"unknown key {key!r}; the keys are {', '.join(keys)}", *place, key)
    return value


def _side(data: Loaded, value: Value, *place: str | int) -> Side:
    said = _text(data, value, *place)
    if not said.strip():
        raise data.error(f"{place[-1]!r} is empty; write its words, or take the line away", *place)
    made = side(said)
    if place[-1] == SIDES[Form.CLOZE][0]:
        blanks = made.text.marked(Markup.CLOZE)
        if not blanks:
            raise data.error("this text hides nothing; write {{c1::...}} around what is to be asked", *place)
        if odd := next((blank.target for blank in blanks if not 1 <= int(blank.target) <= LAST_CLOZE), ""):
            what = f"Anki asks for the blanks 1 to {LAST_CLOZE}, not for c{odd}; write {{{{c1::...}}}}"
            raise data.error(what, *place)
    return made


def _text(data: Loaded, value: Value, *place: str | int) -> str:
    if isinstance(value, list | dict):
        raise data.error(f"{place[-1]!r} takes one text, not a list or a mapping", *place)
    return (value or "").strip()


def _flag(data: Loaded, value: Value, *place: str | int) -> bool:
    said = _text(data, value, *place).lower()
    if said and said not in _YES:
        raise data.error(f"{place[-1]!r} takes true or false, not {said!r}", *place)
    return bool(said) and _YES[said]


def _tags(data: Loaded, value: Value, *place: str | int) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else [] if value is None else [value]
    tags = [tag.lstrip("#") if isinstance(tag, str) else "" for tag in entries]
    if any(len(tag.split()) != 1 for tag in tags):
        raise data.error(f"{place[-1]!r} takes a list of tags without spaces, such as tags: [exam, week-2]", *place)
    return tuple(tags)
