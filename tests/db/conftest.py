"""Hand-made rows in the databases of ``tests.databases``."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine

from tests.db.rows import Rows


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A transaction on an upgraded database."""
    with engine.begin() as opened:
        yield opened


@pytest.fixture
def rows(connection: Connection) -> Rows:
    """A writer of hand-made rows."""
    return Rows(connection)
