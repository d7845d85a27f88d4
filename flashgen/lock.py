"""One program at a time in a project.

What is locked is a file of our own, which no editor saves anew: an editor puts another file in the place of the one
that it saves, and a lock on the old one keeps nobody out.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flashgen.disk import own_folder

FILE = "lock"


@contextmanager
def alone(root: Path, busy: Callable[[], None]) -> Iterator[None]:
    """Hold the project in a folder against others who ask for it in this way; the system lets go when we end.

    Where another has it, ``busy`` is called, once, and then waited. Where it cannot be held at all, as in a folder
    that is read-only and on some network drives, nothing is.
    """
    handle = _held(root, busy)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _held(root: Path, busy: Callable[[], None]) -> int | None:
    is_told = False
    while True:
        try:
            file = own_folder(root) / FILE
            handle = _opened(file)
        except OSError:
            return None
        try:
            if not _take(handle):
                if not is_told:
                    busy()
                    is_told = True
                _wait(handle)
            if os.path.samestat(os.fstat(handle), file.stat()):
                return handle
        except FileNotFoundError:
            pass  # it was deleted while we waited, so that it keeps nobody out
        except OSError:
            return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _opened(file: Path) -> int:
    """A handle of the lock's file. Raises OSError."""
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        # another person's, in a folder that is shared; most systems lock what may only be read
        return os.open(file, os.O_RDONLY)


if sys.platform == "win32":
    import msvcrt
    import time

    _PAUSE = 0.1

    def _take(handle: int) -> bool:
        """Lock if nobody else has; whether we have."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _wait(handle: int) -> None:
        """Lock as soon as the other lets go."""
        while not _take(handle):
            time.sleep(_PAUSE)

else:
    import fcntl

    def _take(handle: int) -> bool:
        """Lock if nobody else has; whether we have. Raises OSError where that cannot be done."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait(handle: int) -> None:
        """Lock as soon as the other lets go. Raises OSError."""
        fcntl.flock(handle, fcntl.LOCK_EX)
