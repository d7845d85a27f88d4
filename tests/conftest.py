"""What all tests share: the option that rewrites the specs, and that nothing is remembered from earlier runs."""

import os

import pytest
import specs


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-specs", action="store_true", help="rewrite what the examples in tests/spec expect")


def pytest_configure() -> None:
    os.environ["FLASHGEN_CACHE"] = "off"


def pytest_sessionstart(session: pytest.Session) -> None:
    if session.config.getoption("--update-specs") and not hasattr(session.config, "workerinput"):
        for path in specs.spec_files():
            specs.update(path)
