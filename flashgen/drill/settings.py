"""What flashgen.yaml says under ``drill:``, checked."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashgen.section import flag, number, section, whole

if TYPE_CHECKING:
    from flashgen.yamlfile import Loaded, Value

SECTION = "drill"
TEMPLATE = """\
# How `flashgen drill` asks: take away the '#' before 'drill:' and before what you change below it.
# Times are written 30s, 10m, 1h or 1d.
#drill:
  # How often you want to know the answer when a card comes back, from 0.7 to 0.99.
  #desired_retention: 0.9
  # When a new card comes back until it is known, and one that was forgotten.
  #learning_steps: [1m, 10m]
  #relearning_steps: [10m]
  # New cards a day, and the longest a card may stay away, in days.
  #new_per_day: 20
  #maximum_interval: 36500
  # The hour at which a day begins; before it, it is still yesterday.
  #rollover_hour: 4
  # After so many times of forgetting, a card is marked as a leech; 0 marks none.
  #leech_after: 8
  # Whether of the cards of one note only one is asked a day.
  #bury_siblings: true
  # The 21 numbers of FSRS-6, where you had them fitted to your own answers; else those of all learners.
  #parameters: []
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a drill asks and schedules."""

    desired_retention: float = 0.9
    learning_steps: tuple[int, ...] = (60, 600)
    """Seconds."""
    relearning_steps: tuple[int, ...] = (600,)
    new_per_day: int = 20
    maximum_interval: int = 36500
    rollover_hour: int = 4
    leech_after: int = 8
    bury_siblings: bool = True
    parameters: tuple[float, ...] = ()
    """Of FSRS-6; empty for the library's own."""


DEFAULT = Settings()
KEYS = tuple(Settings.__dataclass_fields__)

_STEP = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd]?)")
_SECONDS = {"s": 1, "m": 60, "": 60, "h": 3600, "d": 86_400}
_BOUNDS = (
    (0.001, 100), (0.001, 100), (0.001, 100), (0.001, 100), (1, 10), (0.001, 4), (0.001, 4), (0.001, 0.75), (0, 4.5),
    (0, 0.8), (0.001, 3.5), (0.001, 5), (0.001, 0.25), (0.001, 0.9), (0, 4), (0, 1), (1, 6), (0, 2), (0, 2), (0, 0.8),
    (0.1, 0.8),
)  # fmt: skip
"""Between which FSRS takes each of its parameters."""


def settings(data: Loaded) -> Settings:
    """The settings of a loaded flashgen.yaml. Raises FlashgenError, with file and line, for what cannot be."""
    get, default = section(data, SECTION, KEYS).get, DEFAULT
    return Settings(
        get("desired_retention", "a number from 0.7 to 0.99", number(0.7, 0.99), default.desired_retention),
        get("learning_steps", "a list of times, such as [1m, 10m]", _steps, default.learning_steps),
        get("relearning_steps", "a list of times, such as [10m]", _steps, default.relearning_steps),
        get("new_per_day", "a whole number", whole(0, 9999), default.new_per_day),
        get("maximum_interval", "a number of days from 1 to 36500", whole(1, 36500), default.maximum_interval),
        get("rollover_hour", "an hour from 0 to 23", whole(0, 23), default.rollover_hour),
        get("leech_after", "a whole number", whole(0, 9999), default.leech_after),
        get("bury_siblings", "true or false", flag, default.bury_siblings),
        get("parameters", "the 21 numbers of FSRS-6, each within its bounds", _parameters, default.parameters),
    )


def _steps(value: Value) -> tuple[int, ...] | None:
    """Seconds of each step; a number without a letter is in minutes, as in Anki."""
    entries = (
        value if isinstance(value, list) else value.replace(",", " ").split() if isinstance(value, str) else [None]
    )
    found = [_STEP.fullmatch(entry.strip()) if isinstance(entry, str) else None for entry in entries]
    steps = tuple(round(float(each[1]) * _SECONDS[each[2]]) for each in found if each)
    return steps if len(steps) == len(found) and all(0 < step <= 30 * 86_400 for step in steps) else None


def _parameters(value: Value) -> tuple[float, ...] | None:
    entries = value if isinstance(value, list) else [None]
    numbers = tuple(number(-math.inf, math.inf)(entry) for entry in entries)
    if not numbers:
        return ()
    found = tuple(number for number in numbers if number is not None)
    if len(found) != len(_BOUNDS) or len(numbers) != len(_BOUNDS):
        return None
    return found if all(low <= n <= high for n, (low, high) in zip(found, _BOUNDS, strict=True)) else None
