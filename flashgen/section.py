"""A section of flashgen.yaml, a mapping below one key, read with care; and the kinds of values that sections take."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from flashgen.model import FlashgenError

if TYPE_CHECKING:
    from flashgen.yamlfile import Loaded, Value

T = TypeVar("T")

_MOST_DIGITS = 18
"""Python refuses to read thousands."""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below one key of a loaded flashgen.yaml."""

    data: Loaded
    name: str
    values: dict[str, Value]

    def get(self, key: str, what: str, read: Callable[[Value], T | None], otherwise: T) -> T:
        """The value of a key, ``otherwise`` where it has none.

        Raises FlashgenError, with file and line and ``what`` the key takes, where ``read`` makes None of it.
        """
        value = self.values.get(key)
        if value is None:
            return otherwise
        found = read(value)
        if found is None:
            raise self.error(f"{key!r} takes {what}", key)
        return found

    def error(self, message: str, *place: str | int) -> FlashgenError:
        """An error that names the file and the line of a key of the section, or of the section."""
        return self.data.error(message, self.name, *place)


def section(data: Loaded, name: str, keys: Sequence[str]) -> Section:
    """A section, empty where it is not there. Raises FlashgenError where it is none, and for an unknown key."""
    values = data.values.get(name) or {}
    if not isinstance(values, dict):
        raise data.error(f"{name!r} takes 'key: value' lines; the keys are {', '.join(keys)}", name)
    for key in values:
        if key not in keys:
            raise data.error(f"unknown key {key!r} of {name!r}; the keys are {', '.join(keys)}", name, key)
    return Section(data, name, values)


def number(low: float, high: float) -> Callable[[Value], float | None]:
    """Reads a number within bounds."""

    def read(value: Value) -> float | None:
        try:
            found = float(value) if isinstance(value, str) else math.nan
        except ValueError:
            return None
        return found if low <= found <= high else None

    return read


def whole(low: int, high: int) -> Callable[[Value], int | None]:
    """Reads a whole number within bounds."""

    def read(value: Value) -> int | None:
        is_whole = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS
        found = int(str(value)) if is_whole else -1
        return found if low <= found <= high else None

    return read


def flag(value: Value) -> bool | None:
    """Reads a yes or a no."""
    said = value.lower() if isinstance(value, str) else ""
    return {"true": True, "yes": True, "false": False, "no": False}.get(said)


def line(value: Value) -> str | None:
    """Reads one line of text, which may be empty."""
    return " ".join(value.split()) if isinstance(value, str) else None
