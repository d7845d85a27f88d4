"""Single keys from a terminal, without an Enter; and what a terminal has to be told before and after."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

RESIZED = "resized"
"""What ``read`` gives where nothing was pressed, but the screen must be drawn anew."""
UP, DOWN = "up", "down"
ENDED = "ended"
"""What it gives once the terminal is gone."""

ENTER_SCREEN, LEAVE_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
_ARROWS = {b"[A": UP, b"OA": UP, b"[5~": UP, b"[B": DOWN, b"OB": DOWN, b"[6~": DOWN}
"""What arrow and page keys send after an escape."""
_SEQUENCE_WAIT = 0.05
"""Seconds in which the rest of an arrow key's signs must come."""


if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def single_keys() -> Iterator[int]:
        """Windows gives single keys as it is."""
        yield -1

    def read(wake: int) -> str:
        """The next key."""
        key = msvcrt.getwch()
        if key in "\x00\xe0":  # an arrow or function key comes in two parts
            return {"H": UP, "I": UP, "P": DOWN, "Q": DOWN}.get(msvcrt.getwch(), "")
        if key == "\x03":
            raise KeyboardInterrupt
        return key

else:
    import termios
    import tty

    @contextmanager
    def single_keys() -> Iterator[int]:
        """Have keys come one by one and unseen; the terminal is as it was afterwards, however this ends.

        Gives what ``read`` needs to notice a new size, and the return from Ctrl-Z.
        """
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        ear, mouth = os.pipe()
        for end in (ear, mouth):
            os.set_blocking(end, False)

        def hang_up(number: int, frame: FrameType | None) -> None:
            # the terminal was closed, or the program told to end: not the person's doing, so nothing is said
            raise SystemExit(128 + number)

        def back(number: int, frame: FrameType | None) -> None:
            tty.setcbreak(terminal)

        handlers = {
            number: signal.signal(number, handler)
            for number, handler in (
                (signal.SIGWINCH, lambda number, frame: None),
                (signal.SIGCONT, back),
                (signal.SIGTERM, hang_up),
                (signal.SIGHUP, hang_up),
            )
        }
        woken = signal.set_wakeup_fd(mouth, warn_on_full_buffer=False)
        try:
            tty.setcbreak(terminal)
            yield ear
        finally:
            with suppress(termios.error, OSError):
                termios.tcsetattr(terminal, termios.TCSADRAIN, before)
            signal.set_wakeup_fd(woken)
            for number, handler in handlers.items():
                signal.signal(number, handler)
            os.close(ear)
            os.close(mouth)

    def read(wake: int) -> str:
        """The next key, ``RESIZED`` or ``ENDED``; a key of several signs that means nothing here is ''."""
        terminal = sys.stdin.fileno()
        ready, _, _ = select.select([terminal, wake], [], [])
        if wake in ready:
            os.read(wake, 1024)
            return RESIZED
        try:
            first = os.read(terminal, 1)
        except OSError:
            return ENDED
        if not first:
            return ENDED
        if first == b"\x1b":
            rest = b""
            while select.select([terminal], [], [], _SEQUENCE_WAIT)[0] and (part := os.read(terminal, 1)):
                rest += part
                if (part.isalpha() and rest != b"O") or part == b"~":
                    break
            return _ARROWS.get(rest, "")
        # the rest of a sign that takes several bytes
        more = 3 if first[0] >= 0xF0 else 2 if first[0] >= 0xE0 else 1 if first[0] >= 0xC0 else 0
        while more and select.select([terminal], [], [], _SEQUENCE_WAIT)[0]:
            first += os.read(terminal, 1)
            more -= 1
        return first.decode(errors="replace")
