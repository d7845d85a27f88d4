"""Days as a person counts them: local ones, which end at the rollover hour."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flashgen.drill.values import Moment


def moment(now: datetime, rollover_hour: int) -> Moment:
    """The moment of an aware time; its day is that of the time's own zone, by the clock on the wall."""
    assert now.tzinfo is not None
    wall = now.replace(tzinfo=None) - timedelta(hours=rollover_hour)
    return Moment(int(now.timestamp() * 1000), wall.toordinal())


def local(ms: int) -> datetime:
    """An instant in the time zone of this machine."""
    return datetime.fromtimestamp(ms / 1000).astimezone()


def named(day: int) -> str:
    """A day in the form 2027-03-01."""
    return date.fromordinal(day).isoformat()


def span(interval: int) -> str:
    """An interval as Anki shows it: ``10m``, ``3d``, ``1.2mo``, ``2.5y``; see ``Memory.interval``."""
    if interval < 0:
        seconds = -interval
        for size, letter in ((86_400, "d"), (3600, "h"), (60, "m")):
            if seconds >= size:
                return f"{_short(seconds / size)}{letter}"
        return f"{seconds}s"
    for days, letter in ((365, "y"), (30, "mo")):
        if interval >= days:
            return f"{_short(interval / days)}{letter}"
    return f"{interval}d"


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
