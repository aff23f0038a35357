"""``pytest tests/samples --regen`` writes the golden data anew; look at the difference before you keep it."""

from collections.abc import Mapping
from os import environ

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regen", action="store_true", default=False, help="write tests/samples/golden anew")


def pytest_configure(config: pytest.Config) -> None:
    refuse_in_ci(regen=config.getoption("--regen", default=False), environment=environ)


def refuse_in_ci(*, regen: bool, environment: Mapping[str, str]) -> None:
    """Where nobody looks at the difference, golden data is compared and never written."""
    if regen and environment.get("CI", "").lower() not in {"", "0", "false"}:
        raise pytest.UsageError("--regen is refused where CI is set: write golden data by hand, and look at it")


@pytest.fixture(scope="session")
def regen(request: pytest.FixtureRequest) -> bool:
    """Whether to write the golden data instead of comparing it."""
    return bool(request.config.getoption("--regen", default=False))
