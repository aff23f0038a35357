"""The workbook of one city, and a database of it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.real_list import ofunato
from tests.real_list.asked import Asked
from tests.real_list.ofunato import Row
from tests.real_pdf.database import Database, ingested

FOLDER = "ofunato/2025"


@pytest.fixture(scope="session")
def workbook(real: Path) -> Path:
    """The real list; skips the test where it is absent."""
    path = real / FOLDER / "report.xlsx"
    if not path.is_file():
        pytest.skip(f"the real list is not here: no file {path}")
    return path


@pytest.fixture(scope="session")
def rows(workbook: Path) -> Sequence[Row]:
    """What the oracle reads."""
    return ofunato.rows(workbook)


@pytest.fixture(scope="session")
def database_file(workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with what the pipeline makes of the workbook."""
    into = tmp_path_factory.mktemp("ofunato")
    ingested(FOLDER, into).close()
    [file] = into.glob("*.sqlite")
    return file


@pytest.fixture(scope="session")
def asked(database_file: Path) -> Iterator[Asked]:
    """That database, in the words of the oracle."""
    database = Database(create_engine(f"sqlite:///{database_file}"))
    yield Asked(database)
    database.close()
