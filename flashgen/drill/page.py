"""Statistics as one HTML page that needs nothing else: no script, no other file, no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from importlib.resources import files

from flashgen.drill.days import named
from flashgen.drill.stats import Stats

_WIDTH, _HEIGHT, _LEFT, _BELOW = 880, 180, 34, 22
_WEEKS = 53
_MOST_LABELS = 8
_SMOOTH = 7
"""Days with reviews that a point of the curve speaks for; a day alone may have one review only."""


def page(found: Stats, title: str) -> str:
    """The page; ``title`` names the project."""
    begun = sum(found.cards.values()) - found.cards["new"]
    share = (
        f"{100 * found.right / found.reviews:.1f} % of {found.reviews} reviews" if found.reviews else "no reviews yet"
    )
    known = f", of which {found.known:.0f} are known now, as FSRS believes" if begun else ""
    hardest = "".join(
        f"<tr><td>{escape(hard.question)}</td><td>{escape(hard.answer)}</td><td>{hard.lapses}</td>"
        f"<td>{hard.difficulty:.1f}</td><td>{'leech' if hard.leech else ''}</td></tr>"
        for hard in found.hardest
    )
    table = f"<table><tr><th>Question<th>Answer<th>Forgotten<th>Difficulty<th></tr>{hardest}</table>" if hardest else ""
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}: drill</title><style>{_style()}</style></head><body>",
        f"<h1>{escape(title)}</h1><p>{named(found.today)}: {sum(found.cards.values())} cards, {begun} begun{known}. "
        f"{found.answers} answers in {found.seconds // 60} minutes, {found.streak_words}.</p>",
        f"<h2>Due in the next {len(found.forecast)} days</h2>",
        _bars([(named(found.today + ahead), due) for ahead, due in enumerate(found.forecast)], "cards due"),
        f"<h2>True retention</h2><p>{share}; {100 * found.desired_retention:.0f} % desired. "
        "A dot is a day, the line the week up to it.</p>",
        _curve(found),
        "<h2>Stability: how long cards are remembered</h2>",
        _bars(found.stability, "cards"),
        f"<h2>Calendar</h2>{_calendar(found)}",
        f"<h2>Hardest</h2>{table or '<p>Nothing was forgotten yet.</p>'}",
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _style() -> str:
    return files(__package__).joinpath("page.css").read_text(encoding="utf-8")


def _bars(rows: Sequence[tuple[str, int]], what: str) -> str:
    """A bar a value, each with its number to point at; as many are labelled below as there is room for."""
    every = max(1, -(-len(rows) // _MOST_LABELS))
    most = max((count for _, count in rows), default=0) or 1
    step = (_WIDTH - _LEFT) / max(1, len(rows))
    shapes = []
    for number, (name, count) in enumerate(rows):
        height = (_HEIGHT - 20) * count / most
        x = _LEFT + number * step
        shapes.append(
            f'<rect class="bar" x="{x:.1f}" y="{_HEIGHT - height:.1f}" width="{step * 0.8:.1f}" height="{height:.1f}">'
            f"<title>{escape(name)}: {count} {escape(what)}</title></rect>"
        )
        if number % every == 0:
            shapes.append(f'<text x="{x:.1f}" y="{_HEIGHT + 15}">{escape(name)}</text>')
    return _plot([*shapes, *_scale(str(most))], f"{what}: " + ", ".join(f"{name} {count}" for name, count in rows))


def _curve(found: Stats) -> str:
    if not found.retention:
        return ""
    first = found.retention[0].day
    days = max(1, found.today - first)

    def place(day: int, share: float) -> tuple[float, float]:
        return _LEFT + (_WIDTH - _LEFT - 10) * (day - first) / days, 20 + (_HEIGHT - 20) * (1 - share)

    shares = [each.right / each.reviews for each in found.retention]
    points = [place(each.day, share) for each, share in zip(found.retention, shares, strict=True)]
    spans = [found.retention[max(0, at + 1 - _SMOOTH) : at + 1] for at in range(len(shares))]
    curve = [
        place(some[-1].day, sum(each.right for each in some) / sum(each.reviews for each in some)) for some in spans
    ]
    dots = (
        f'<circle class="bar" cx="{x:.1f}" cy="{y:.1f}" r="3" fill-opacity="0.4">'
        f"<title>{named(each.day)}: {each.right} of {each.reviews}</title></circle>"
        for (x, y), each in zip(points, found.retention, strict=True)
    )
    _, want = place(first, found.desired_retention)
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in curve)
    shapes = [
        f'<line class="want" x1="{_LEFT}" x2="{_WIDTH}" y1="{want:.1f}" y2="{want:.1f}"/>',
        f'<polyline class="curve" points="{line}"/>',
        *dots,
        f'<text x="{_LEFT}" y="{_HEIGHT + 15}">{named(first)}</text>',
        f'<text x="{_WIDTH}" y="{_HEIGHT + 15}" text-anchor="end">{named(found.today)}</text>',
    ]
    return _plot([*shapes, *_scale("100 %")], "true retention by day")


def _calendar(found: Stats) -> str:
    size = (_WIDTH - _LEFT) / _WEEKS
    monday = found.today - date.fromordinal(found.today).weekday()
    first = monday - 7 * (_WEEKS - 1)
    most = max((found.calendar.get(day, 0) for day in range(first, found.today + 1)), default=0) or 1
    cells = []
    for day in range(first, found.today + 1):
        count = found.calendar.get(day, 0)
        week, weekday = divmod(day - first, 7)
        shade = (
            f'class="bar" fill-opacity="{0.25 + 0.75 * count / most:.2f}"'
            if count
            else 'class="none" fill-opacity="0.5"'
        )
        cells.append(
            f'<rect {shade} x="{_LEFT + week * size:.1f}" y="{weekday * size:.1f}" width="{size - 2:.1f}" '
            f'height="{size - 2:.1f}" rx="2"><title>{named(day)}: {count} answers</title></rect>'
        )
    names = (
        f'<text x="0" y="{weekday * size + 12:.1f}">{name}</text>'
        for weekday, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"))
    )
    inner = "".join([*cells, *names])
    return f'<svg viewBox="0 0 {_WIDTH} {7 * size:.0f}" role="img" aria-label="answers by day">{inner}</svg>'


def _scale(most: str) -> Iterator[str]:
    yield f'<line class="axis" x1="{_LEFT}" x2="{_WIDTH}" y1="{_HEIGHT}" y2="{_HEIGHT}"/>'
    yield f'<text x="{_LEFT - 4}" y="24" text-anchor="end">{escape(most)}</text>'
    yield f'<text x="{_LEFT - 4}" y="{_HEIGHT}" text-anchor="end">0</text>'


def _plot(shapes: Iterable[str], said: str) -> str:
    inner = "".join(shapes)
    return f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT + _BELOW}" role="img" aria-label="{escape(said)}">{inner}</svg>'
