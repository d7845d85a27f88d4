"""What a page sent, read and checked: whatever is not as our own page sends it is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from flashgen.edits.values import SIDES

_MOST_GUIDS = 20_000
_SIDES = frozenset(key for keys in SIDES.values() for key in keys)


async def body(request: Request) -> Mapping[str, Any]:
    """The object that was sent. Raises HTTPException."""
    try:
        said = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise HTTPException(400, "expected JSON") from None
    if not isinstance(said, dict):
        raise HTTPException(400, "expected an object")
    return said


def text(said: Mapping[str, Any], key: str) -> str:
    """A text. Raises HTTPException."""
    value = said.get(key)
    if not isinstance(value, str):
        raise HTTPException(400, f"expected a text as {key!r}")
    return value


def guids(said: Mapping[str, Any]) -> list[str]:
    """The cards that are meant, each once. Raises HTTPException."""
    found = said.get("guids")
    if not isinstance(found, list) or not found or len(found) > _MOST_GUIDS:
        raise HTTPException(400, "expected a list of cards as 'guids'")
    return list(dict.fromkeys(text({"guids": each}, "guids") for each in found))


def sides(said: Mapping[str, Any]) -> dict[str, str]:
    """The sides of a card by their names. Raises HTTPException."""
    found = said.get("sides")
    if not isinstance(found, dict) or not found or not found.keys() <= _SIDES:
        raise HTTPException(400, "expected the sides of a card as 'sides'")
    return {key: text(found, key) for key in found}


def version(said: Mapping[str, Any]) -> int:
    """Which version the page has; 0 where it has none, or says nonsense."""
    value = said.get("since", 0)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:18])
    return value if isinstance(value, int) and value >= 0 else 0
