"""``flashgen review`` as a person starts it: a process of its own, a browser, Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from queue import Queue

import pytest
from click.testing import CliRunner

from flashgen.cli import main
from flashgen.review import server

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 20.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process alone")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "flashgen.yaml").write_text("deck: World\n", encoding="utf-8")
    (tmp_path / "peru.md").write_text("Q: What is the capital of Peru?\nA: Lima\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def start(root: Path) -> Iterator[object]:
    running: list[subprocess.Popen[str]] = []

    def start(*arguments: str, **environment: str) -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "flashgen", "review", *arguments],
            cwd=root,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        )
        running.append(process)
        assert process.stderr
        line = process.stderr.readline()
        found = re.fullmatch(r"World: (http://127\.0\.0\.1:\d+/\?token=[\w-]{32})\n", line)
        assert found, line + process.stderr.read()
        assert process.stderr.readline() == "Ctrl-C ends\n"
        return process, found[1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def read(url: str) -> str:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with opener.open(url, timeout=LONGEST) as answer:
        return str(answer.read().decode())


def test_it_serves_until_ctrl_c_also_while_a_page_listens(start) -> None:  # type: ignore[no-untyped-def]
    process, url = start("--no-browser")
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    assert "<title>flashgen</title>" in opener.open(url, timeout=LONGEST).read().decode()
    events = opener.open(url.split("?")[0] + "api/events", timeout=LONGEST)
    assert events.readline().startswith(b"data: ")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=LONGEST)
    assert (process.returncode, out, err) == (0, "", "")
    with pytest.raises(urllib.error.URLError):
        read(url)


def test_two_of_them_have_two_ports(start) -> None:  # type: ignore[no-untyped-def]
    _, first = start("--no-browser")
    _, second = start("--no-browser")
    assert first.split("?")[0] != second.split("?")[0]
    for url in (first, second):
        assert "<title>flashgen</title>" in read(url)
    with pytest.raises(urllib.error.HTTPError, match="403"):
        read(f"{first.split('?')[0]}?{second.split('?')[1]}")


def test_it_opens_the_browser(start, root: Path) -> None:  # type: ignore[no-untyped-def]
    browser = root / "browser"
    browser.write_text(
        f'#!/bin/sh\nprintf %s "$1" > {root}/asked.tmp && mv {root}/asked.tmp {root}/asked\n', encoding="utf-8"
    )
    browser.chmod(0o755)
    _, url = start(BROWSER=f"{browser} %s")
    until = time.monotonic() + LONGEST
    while not (root / "asked").exists() and time.monotonic() < until:
        time.sleep(0.02)
    opened = (root / "asked").read_text(encoding="utf-8")
    assert opened.split("=")[0] == url.split("=")[0]
    assert opened != url
    assert "<title>flashgen</title>" in read(opened)
    with pytest.raises(urllib.error.HTTPError, match="403"):
        read(opened)
    assert "<title>flashgen</title>" in read(url)


def test_it_ends_with_the_terminal(start) -> None:  # type: ignore[no-untyped-def]
    process, _ = start("--no-browser")
    process.send_signal(signal.SIGHUP)
    assert process.wait(LONGEST) == -signal.SIGHUP


def test_a_port_that_is_taken_is_told_in_one_line(start, root: Path) -> None:  # type: ignore[no-untyped-def]
    _, url = start("--no-browser")
    port = url.split(":")[2].split("/")[0]
    done = subprocess.run(
        [sys.executable, "-m", "flashgen", "review", "--no-browser", "--port", port],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
    )
    assert done.returncode == 1
    assert re.fullmatch(rf"error: cannot serve at 127\.0\.0\.1:{port}: .*; name another with --port\n", done.stderr)


@pytest.mark.parametrize("arguments", [(), ("--host", "0.0.0.0"), ("--no-browser",)])
def test_a_browser_is_opened_and_who_else_may_see_the_page_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    opened = Queue[str]()

    def serve(board: object, ready: Callable[[str, str], None], *more: object) -> None:
        ready("http://shown", "http://opened")

    monkeypatch.setattr(server, "serve", serve)
    monkeypatch.setattr(webbrowser, "open", opened.put)
    monkeypatch.chdir(root)
    said = CliRunner().invoke(main, ["review", *arguments], catch_exceptions=False).stderr
    assert "World: http://shown\nCtrl-C ends\n" in said
    assert ("whoever has this address" in said, "this computer's own address" in said) == (("--host" in arguments,) * 2)
    if "--no-browser" in arguments:
        time.sleep(0.05)
        assert opened.empty()
    else:
        assert opened.get(timeout=LONGEST) == "http://opened"
