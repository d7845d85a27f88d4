"""A real browser with a person before it: the system's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from served import Served

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
ROOM = {"width": 1280, "height": 800}


def chromium() -> str:
    """Where the browser is. Where none is, a test is skipped, but in CI, which installs one, it fails."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    why = "no Chromium is found; on Debian: apt install chromium, or name one as CHROMIUM"
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@contextmanager
def started() -> Iterator[Browser]:
    """The browser."""
    executable = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def opened(browser: Browser, page: Served, **wishes: object) -> Page:
    """A tab with the page in it, that shows its cards; ``wishes`` are the context's."""
    context = browser.new_context(**{"viewport": ROOM, "reduced_motion": "reduce", **wishes})  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    tab = context.new_page()
    tab.goto(page.url)
    tab.wait_for_selector(".row, #empty:not([hidden])")
    return tab


def wrote(root: Path, name: str, text: str) -> None:
    """Save a file as an editor does: beside it, and then in its place."""
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.saving")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)
