"""What a drill looks like: a dialogue as lines of text, for a window of a given size. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flashgen.drill.days import span
from flashgen.drill.dialogue import Dialogue, Panel, Phase
from flashgen.drill.readable import Face
from flashgen.drill.values import Rating, Verdict
from flashgen.drill.widths import clip, width, wrap

Paint = Callable[[str, str], str]
"""Colours a text by the part it plays."""

KEYS = (
    ("space, enter", "show the answer; after it: good, or what the typed answer earned"),
    ("1 2 3 4", "grade: again, hard, good, easy"),
    ("u", "take the last answer back"),
    ("s", "where the card comes from"),
    ("↑ ↓", "scroll, where not all is seen"),
    ("?", "these keys"),
    ("q", "end the drill"),
)
TYPED_KEYS = (
    ("enter", 'compare; empty for "I don\'t know"'),
    ("tab", "where the card comes from"),
    ("ctrl-d", "end the drill"),
)
_NAMES = {Rating.AGAIN: "Again", Rating.HARD: "Hard", Rating.GOOD: "Good", Rating.EASY: "Easy"}
_MARGIN = 1
_WIDEST = 92
"""Longer lines are hard to read."""


@dataclass(frozen=True, slots=True)
class View:
    """What besides the dialogue is on the screen."""

    columns: int
    rows: int
    typing: bool = False
    buffer: str = ""
    """What is typed so far."""
    source: str = ""
    scrolled: int = 0
    """How many lines a person went down, or up as a negative number, where not all is seen."""


def draw(dialogue: Dialogue, face: Face, view: View, paint: Paint) -> list[str]:
    """The lines of the screen, the first at its top; never more, nor wider, than the window."""
    columns = max(16, min(view.columns, _WIDEST) - 2 * _MARGIN)
    body: list[str] = []
    if face.context:
        body += [paint("context", line) for line in wrap(f"[{face.context}]", columns)]
    body += [paint("question", line) for line in wrap(face.question, columns)]
    body.append("")
    if dialogue.phase is Phase.REVEALED:
        body += _answer(dialogue, face, columns, paint)
    elif view.typing:
        body += wrap(f"> {view.buffer}", columns)
    if dialogue.panel is not Panel.NONE:
        body += ["", *_panel(dialogue, view, columns, paint)]
    while not body[-1]:
        body.pop()
    foot = _foot(dialogue, view, columns, paint)
    head = [*_head(dialogue, columns, paint), ""]
    at_end = dialogue.phase is Phase.REVEALED or dialogue.panel is not Panel.NONE
    room = max(1, view.rows - len(head) - len(foot) - 1)
    lines = [*head, *_window(body, room, at_end, view.scrolled, paint("context", "…")), "", *foot]
    return [" " * _MARGIN + line if line else "" for line in lines[: view.rows]]


def grades(dialogue: Dialogue) -> list[tuple[Rating, str]]:
    """The four grades by name, with the interval each would give."""
    return [
        (rating, f"{_NAMES[rating]} {span(dialogue.choices[rating].interval)}" if dialogue.choices else _NAMES[rating])
        for rating in Rating
    ]


def left(dialogue: Dialogue) -> str:
    """How many cards are left, in words."""
    counts = dialogue.queue.counts()
    if dialogue.cram:
        return f"{counts.due} left"
    return f"{counts.new} new · {counts.learning} learning · {counts.due} due"


def verdict_words(dialogue: Dialogue) -> str:
    """What is said of a typed answer."""
    words = {Verdict.RIGHT: "Right.", Verdict.NEARLY: "Nearly right.", Verdict.WRONG: "Wrong."}
    return words[dialogue.verdict] if dialogue.verdict else ""


def _window(body: list[str], room: int, at_end: bool, scrolled: int, more: str) -> list[str]:
    """As much of the lines as there is room for: the end where that is what was asked for last, else the beginning."""
    if len(body) <= room:
        return body
    last = len(body) - room
    first = min(max(0, (last if at_end else 0) + scrolled), last)
    shown = body[first : first + room]
    if first > 0:
        shown[0] = more
    if first < last:
        shown[-1] = more
    return shown


def _head(dialogue: Dialogue, columns: int, paint: Paint) -> list[str]:
    done = len(dialogue.history)
    total = done + sum(dialogue.queue.counts())
    deck = dialogue.card.deck.replace("::", " › ") if dialogue.card else ""
    counts = left(dialogue)
    progress = f"{done + 1}/{total}"
    room = columns - width(progress) - width(counts) - 4
    middle = clip(deck, room) if room >= 8 else ""
    bar = round(columns * done / max(1, total))
    line = (
        f"{progress}  {middle}{' ' * max(0, room - width(middle))}  {counts}"
        if middle
        else clip(f"{progress}  {counts}", columns)
    )
    return [paint("context", line), paint("bar", "━" * bar) + paint("context", "─" * (columns - bar))]


def _answer(dialogue: Dialogue, face: Face, columns: int, paint: Paint) -> list[str]:
    lines: list[str] = []
    if dialogue.verdict is not None:
        lines += [paint(dialogue.verdict.value, line) for line in wrap(verdict_words(dialogue), columns)]
        if dialogue.verdict is not Verdict.RIGHT and dialogue.typed:
            lines += [paint("context", line) for line in wrap(f"You typed: {dialogue.typed}", columns)]
        if dialogue.verdict is Verdict.NEARLY:
            from flashgen.drill.compare import differences

            marked = "".join(
                piece if there else f"[{piece}]" for there, piece in differences(face.answer, dialogue.typed or "")
            )
            lines += [paint("context", line) for line in wrap(f"Missing:   {marked}", columns)]
        lines.append("")
    lines += [paint("answer", line) for line in wrap(face.whole, columns)]
    if face.extra:
        lines += ["", *(paint("context", line) for line in wrap(face.extra, columns))]
    return lines


def _panel(dialogue: Dialogue, view: View, columns: int, paint: Paint) -> list[str]:
    if dialogue.panel is Panel.SOURCE:
        return [paint("context", line) for line in wrap(view.source, columns)]
    keys = TYPED_KEYS if view.typing and dialogue.phase is Phase.ASKED else KEYS
    return [line for key, what in keys for line in wrap(f"{key}: {what}", columns)]


def _foot(dialogue: Dialogue, view: View, columns: int, paint: Paint) -> list[str]:
    notice = [paint("notice", line) for line in wrap(dialogue.notice, columns)] if dialogue.notice else []
    if dialogue.phase is Phase.ASKED:
        keys = (
            "enter: compare   ctrl-d: end" if view.typing else "space: answer   u: undo   s: source   q: end   ?: keys"
        )
        return [*notice, *(paint("context", line) for line in wrap(keys, columns))]
    buttons = [f"{rating.value} {name}" for rating, name in grades(dialogue)]
    best = dialogue.suggested or Rating.GOOD
    if sum(map(width, buttons)) + 3 * (len(buttons) - 1) <= columns:
        shown = [
            paint("best" if rating is best else "grade", button) for rating, button in zip(Rating, buttons, strict=True)
        ]
        return [*notice, "   ".join(shown)]
    half = max(width(button) for button in buttons) + 3
    rows = [buttons[:2], buttons[2:]]
    return [*notice, *(clip("".join(button.ljust(half) for button in row).rstrip(), columns) for row in rows)]
