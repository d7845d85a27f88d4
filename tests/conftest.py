"""What all tests share: the option that rewrites the specs, that nothing is remembered from earlier runs, a browser."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import specs

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-specs", action="store_true", help="rewrite what the examples expect")


def pytest_configure() -> None:
    for name in ("SIGINT", "SIGHUP"):  # ignored in a background job and under nohup, and then by all that tests start
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)  # what is started has no handler, and the default again
    os.environ["FLASHGEN_CACHE"] = "off"


def pytest_sessionstart(session: pytest.Session) -> None:
    if session.config.getoption("--update-specs") and not hasattr(session.config, "workerinput"):
        import rule_facts

        for path in specs.spec_files():
            specs.update(path)
        rule_facts.update()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser; starting it takes longer than most tests, so it serves them all."""
    import browsing

    with browsing.started() as found:
        yield found


@pytest.fixture
def unlooped() -> Iterator[None]:
    """For tests that run an event loop: that of the browser, parked between its tests, must not forbid it."""
    parked = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(parked)
