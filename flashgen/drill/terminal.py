"""A drill in a terminal, by single keys."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from flashgen.drill import dialogue as talk
from flashgen.drill import steps, summary
from flashgen.drill.dialogue import Dialogue, Panel, Phase
from flashgen.drill.keys import DOWN, ENDED, ENTER_SCREEN, LEAVE_SCREEN, RESIZED, UP, read, single_keys
from flashgen.drill.screen import Paint, View, draw
from flashgen.drill.steps import Desk
from flashgen.drill.values import Rating

_HOME, _CLEAR_LINE, _CLEAR_BELOW = "\x1b[H", "\x1b[K", "\x1b[J"
_ENTER = ("\r", "\n")
_BACKSPACE = ("\x7f", "\x08")
_UNDO, _QUIT = "u", "q"
_STEP = 5
"""Lines that an arrow key scrolls."""
_END, _KILL_LINE, _TAB = "\x04", "\x15", "\t"


def run(dialogue: Dialogue, desk: Desk, paint: Paint, typing: bool) -> Dialogue:
    """Ask until the dialogue ends, or the person ends it; the last state comes back. Raises FlashgenError.

    What is asked when Ctrl-C is pressed is as if never asked.
    """
    _say(ENTER_SCREEN)
    try:
        with single_keys() as wake:
            return _ask(dialogue, desk, paint, typing, wake)
    finally:
        _say(LEAVE_SCREEN)


def _ask(dialogue: Dialogue, desk: Desk, paint: Paint, typing: bool, wake: int) -> Dialogue:
    buffer, scrolled = "", 0
    while dialogue.phase is not Phase.DONE or dialogue.history:
        try:
            if dialogue.phase is Phase.DONE:
                _say_end(dialogue, desk, paint)
            else:
                _show(dialogue, desk, paint, typing, buffer, scrolled)
            key = read(wake)
        except KeyboardInterrupt:
            return talk.end(dialogue)
        if key == RESIZED:
            continue
        if key in (ENDED, _END):
            return talk.end(dialogue)
        if key in (UP, DOWN):
            scrolled += _STEP if key == DOWN else -_STEP
            continue
        scrolled = 0
        if dialogue.phase is Phase.DONE:
            if key.lower() != _UNDO:
                return dialogue
            dialogue = steps.undo(dialogue, desk)
            continue
        if typing and dialogue.phase is Phase.ASKED:
            dialogue, buffer = _typed(dialogue, desk, buffer, key)
        else:
            if key.lower() == _QUIT:
                return talk.end(dialogue)
            dialogue = _pressed(dialogue, desk, key)
    return dialogue


def _typed(dialogue: Dialogue, desk: Desk, buffer: str, key: str) -> tuple[Dialogue, str]:
    """What a key does while an answer is typed."""
    if key in _ENTER:
        return steps.typed(dialogue, buffer, desk), ""
    if key in _BACKSPACE:
        return dialogue, buffer[:-1]
    if key == _KILL_LINE:
        return dialogue, ""
    if key == _TAB:
        return talk.show(dialogue, Panel.SOURCE), buffer
    return dialogue, buffer + key if key.isprintable() else buffer


def _pressed(dialogue: Dialogue, desk: Desk, key: str) -> Dialogue:
    """What a key does."""
    revealed = dialogue.phase is Phase.REVEALED
    if key in (" ", *_ENTER):
        return steps.grade(dialogue, dialogue.suggested or Rating.GOOD, desk) if revealed else _reveal(dialogue, desk)
    if key in "1234" and key and revealed:
        return steps.grade(dialogue, Rating(int(key)), desk)
    actions: dict[str, Callable[[], Dialogue]] = {
        _UNDO: lambda: steps.undo(dialogue, desk),
        "s": lambda: talk.show(dialogue, Panel.SOURCE),
        "?": lambda: talk.show(dialogue, Panel.HELP),
    }
    return actions.get(key.lower(), lambda: dialogue)()


def _reveal(dialogue: Dialogue, desk: Desk) -> Dialogue:
    return talk.reveal(dialogue, desk.clock())


def _show(dialogue: Dialogue, desk: Desk, paint: Paint, typing: bool, buffer: str, scrolled: int) -> None:
    """Draw the screen over the one before it, so that nothing flickers."""
    size = _size()
    assert dialogue.card is not None
    source = desk.source(dialogue.card) if dialogue.panel is Panel.SOURCE else ""
    view = View(size.columns, size.lines, typing, buffer, source, scrolled)
    lines = draw(dialogue, steps.asked(dialogue), view, paint)
    _say(_HOME + "".join(f"{line}{_CLEAR_LINE}\r\n" for line in lines[:-1]) + lines[-1] + _CLEAR_LINE + _CLEAR_BELOW)


def _say_end(dialogue: Dialogue, desk: Desk, paint: Paint) -> None:
    """Say what came of the drill, while the last answer can still be taken back."""
    size = _size()
    said = summary.text(summary.summary(dialogue, desk.clock()), size.columns - 2).splitlines()[
        : max(1, size.lines - 3)
    ]
    last = paint("context", "any key: end   u: take the last answer back"[: size.columns - 2])
    _say(_HOME + "".join(f" {line}{_CLEAR_LINE}\r\n" for line in (*said, "")) + f" {last}{_CLEAR_LINE}{_CLEAR_BELOW}")


def _size() -> os.terminal_size:
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except OSError:
        return os.terminal_size((80, 24))
    # a terminal that does not know its size says 0
    return os.terminal_size((size.columns or 80, size.lines or 24))


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
