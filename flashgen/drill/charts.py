"""Statistics drawn in a terminal; with ``plain`` in words and figures only, for screen readers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flashgen.drill.days import named
from flashgen.drill.screen import Paint
from flashgen.drill.stats import WEEKS, Stats
from flashgen.drill.widths import clip

_SHADES = " ·░▒▓█"
_DAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")


def text(found: Stats, columns: int, paint: Paint, plain: bool = False) -> str:
    """The statistics as lines."""
    lines = [*_overview(found), ""]
    for title, rows in (
        ("Due", _forecast(found, columns, plain)),
        ("True retention", _retention(found, columns, plain)),
        ("Stability", _stability(found, columns, plain)),
        ("Calendar", _calendar(found, columns, plain)),
        ("Hardest", _hardest(found, columns)),
    ):
        lines += [paint("label", title), *rows, ""]
    return "".join(f"{line}\n" for line in lines[:-1])


def _overview(found: Stats) -> Iterator[str]:
    begun = sum(found.cards.values()) - found.cards["new"]
    learned = found.cards["learning"] + found.cards["relearning"]
    yield f"{sum(found.cards.values())} cards, {begun} begun, {learned} in learning"
    yield f"{found.answers} answers in {found.seconds // 60} min, {found.streak_words}"
    if begun:
        yield f"known now, as FSRS believes: {found.known:.0f} of {begun} ({100 * found.known / begun:.0f} %)"


def _forecast(found: Stats, columns: int, plain: bool) -> Iterator[str]:
    if found.overdue:
        yield f"  {found.overdue} of today's are overdue"
    shown = found.forecast[:14] if not plain else found.forecast[:7]
    most = max(shown, default=0)
    for ahead, due in enumerate(shown):
        label = ("today", "tomorrow")[ahead] if ahead < 2 else named(found.today + ahead)
        yield f"  {label:<10} {_bar(due, most, columns - 20, plain)}{due}"
    rest = sum(found.forecast[len(shown) :])
    yield f"  and {rest} in the {len(found.forecast) - len(shown)} days after"


def _retention(found: Stats, columns: int, plain: bool) -> Iterator[str]:
    wanted = f"{100 * found.desired_retention:.0f} % desired"
    if not found.reviews:
        yield f"  no reviews yet; {wanted}"
        return
    share = 100 * found.right / found.reviews
    yield f"  {share:.1f} % of {found.reviews} reviews, {wanted}"
    for each in found.retention[-14:]:
        percent = 100 * each.right / each.reviews
        yield f"  {named(each.day)} {_bar(percent, 100, columns - 32, plain)}{percent:.0f} % of {each.reviews}"


def _stability(found: Stats, columns: int, plain: bool) -> Iterator[str]:
    most = max((count for _, count in found.stability), default=0)
    for name, count in found.stability:
        yield f"  {name:<15} {_bar(count, most, columns - 25, plain)}{count}"


def _calendar(found: Stats, columns: int, plain: bool) -> Iterator[str]:
    if plain:
        recent = [(day, found.calendar.get(day, 0)) for day in range(found.today - 6, found.today + 1)]
        yield from (f"  {named(day)}: {count} answers" for day, count in recent)
        return
    weeks = max(4, min(WEEKS, (columns - 8) // 2))
    monday = found.today - date.fromordinal(found.today).weekday()
    first = monday - 7 * (weeks - 1)
    shown = {day: found.calendar.get(day, 0) for day in range(first, found.today + 1)}
    most = max(shown.values())
    for weekday, name in enumerate(_DAYS):
        days = range(first + weekday, found.today + 1, 7)
        cells = (_SHADES[0 if not shown[day] else 1 + round(4 * shown[day] / most)] * 2 for day in days)
        yield f"  {name:<4}{''.join(cells)}".rstrip()
    yield f"  {named(first)} to {named(found.today)}, at most {most} a day"


def _hardest(found: Stats, columns: int) -> Iterator[str]:
    if not found.hardest:
        yield "  nothing was forgotten yet"
    for hard in found.hardest:
        times = f"{hard.lapses}×{' leech' if hard.leech else ''}"
        line = f"  {' '.join(hard.question.split())}  →  {' '.join(hard.answer.split())}"
        yield f"{clip(line, columns - len(times) - 3)}  {times}"


def _bar(value: float, most: float, columns: int, plain: bool) -> str:
    """A bar, and the space after it; in eighths of a column."""
    if plain or not most or not value:
        return ""
    eighths: int = round(max(4, columns) * 8 * value / most)
    return f"{'█' * (eighths // 8)}{' ▏▎▍▌▋▊▉'[eighths % 8].strip()} "
