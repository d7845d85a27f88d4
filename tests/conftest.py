"""What all tests share: the option that rewrites the specs."""

import pytest
import specs


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-specs", action="store_true", help="rewrite what the examples in tests/spec expect")


def pytest_sessionstart(session: pytest.Session) -> None:
    if session.config.getoption("--update-specs") and not hasattr(session.config, "workerinput"):
        for path in specs.spec_files():
            specs.update(path)
