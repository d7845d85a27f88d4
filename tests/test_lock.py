"""One flashgen at a time in a project, whatever an editor or a cleaner does to the files meanwhile."""

from __future__ import annotations

import errno
import importlib
import importlib.util
import multiprocessing
import os
import shutil
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flashgen import lock
from flashgen.lock import alone

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no file that is open")


def never() -> None:
    raise AssertionError("nobody else is there")


def _hold(root: Path, held: object, go: object) -> None:
    with alone(root, lambda: None):
        held.set()
        go.wait(10)


@contextmanager
def another(root: Path) -> Iterator[Callable[[], None]]:
    """Another process that has the project; what makes it let go."""
    spawn = multiprocessing.get_context("spawn")
    held, go = spawn.Event(), spawn.Event()
    other = spawn.Process(target=_hold, args=(root, held, go))
    other.start()
    assert held.wait(10)
    yield go.set
    go.set()
    other.join(10)
    assert other.exitcode == 0


def test_one_waits_for_the_other_and_says_so(tmp_path: Path) -> None:
    told = []
    with another(tmp_path) as let_go:

        def busy() -> None:
            told.append("busy")
            let_go()

        with alone(tmp_path, busy):
            assert told == ["busy"]
    with alone(tmp_path, never):
        pass


def test_an_editor_that_replaces_the_settings_lets_nobody_in(tmp_path: Path) -> None:
    """Saving a file as most editors do: the new one is written beside it and takes its name."""
    (tmp_path / "flashgen.yaml").write_text("deck: A\n", encoding="utf-8")
    told = []
    with another(tmp_path) as let_go:
        (tmp_path / "flashgen.yaml~").write_text("deck: B\n", encoding="utf-8")
        (tmp_path / "flashgen.yaml~").replace(tmp_path / "flashgen.yaml")
        with alone(tmp_path, lambda: (told.append("busy"), let_go())[0]):
            assert told == ["busy"]


@posix
def test_who_waits_for_a_lock_that_is_deleted_takes_the_new_one(tmp_path: Path) -> None:
    with another(tmp_path) as let_go:

        def busy() -> None:
            shutil.rmtree(tmp_path / ".flashgen")
            let_go()

        with alone(tmp_path, busy):
            file = tmp_path / ".flashgen" / "lock"
            with file.open("rb") as again, pytest.raises(BlockingIOError):
                lock.fcntl.flock(again, lock.fcntl.LOCK_EX | lock.fcntl.LOCK_NB)


@posix
def test_a_lock_is_let_go_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), alone(tmp_path, never):
        raise ValueError("x")
    with alone(tmp_path, never):
        pass


def test_git_ignores_what_is_left(tmp_path: Path) -> None:
    with alone(tmp_path, never):
        pass
    assert sorted(path.name for path in tmp_path.rglob("*")) == [".flashgen", ".gitignore", "lock"]
    assert (tmp_path / ".flashgen" / ".gitignore").read_bytes() == b"*\n"


def test_where_nothing_can_be_written_nothing_is_held(tmp_path: Path) -> None:
    """A read-only folder, told in a way that holds for root too: the folder's name is taken."""
    (tmp_path / ".flashgen").write_text("mine", encoding="utf-8")
    with alone(tmp_path, never), alone(tmp_path, never):
        pass


def test_another_persons_lock_is_locked_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with alone(tmp_path, never):
        pass
    opened = os.open

    def read_only(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_RDWR:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", read_only)
    told = []
    with another(tmp_path) as let_go, alone(tmp_path, lambda: (told.append("busy"), let_go())[0]):
        assert told == ["busy"]


@posix
def test_on_a_drive_without_locks_nothing_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(handle: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock.fcntl, "flock", none)
    with alone(tmp_path, never):
        pass


def test_windows_locks_a_byte_of_the_file_and_tries_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a stand-in for what Windows offers: the lock is refused three times, then given."""
    tries: list[int] = []

    def locking(handle: int, mode: int, count: int) -> None:
        assert (mode, count) == (2, 1)
        tries.append(handle)
        if len(tries) < 4:
            raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(locking=locking, LK_NBLCK=2))
    monkeypatch.setattr(sys, "platform", "win32")
    spec = importlib.util.spec_from_file_location("lock_on_windows", lock.__file__)
    assert spec
    assert spec.loader
    windows = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(windows)
    monkeypatch.setattr(windows, "_PAUSE", 0)
    told = []
    with windows.alone(tmp_path, lambda: told.append("busy")):
        assert (len(tries), told) == (4, ["busy"])
