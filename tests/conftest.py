"""What all tests share: the option that rewrites the specs, that nothing is remembered from earlier runs, a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import specs

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-specs", action="store_true", help="rewrite what the examples in tests/spec expect")


def pytest_configure() -> None:
    os.environ["FLASHGEN_CACHE"] = "off"


def pytest_sessionstart(session: pytest.Session) -> None:
    if session.config.getoption("--update-specs") and not hasattr(session.config, "workerinput"):
        for path in specs.spec_files():
            specs.update(path)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser; starting it takes longer than most tests, so it serves them all."""
    import browsing

    with browsing.started() as found:
        yield found
