"""A copy of a database, to try a run on: whatever happens to it, nothing happens to the database."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, delete, insert, select

from db.engine import database_url, open_database, upgrade
from db.errors import MissingDatabase, OutdatedDatabase
from db.tables import metadata

_BATCH = 1000


@contextmanager
def rehearsal(url: str) -> Iterator[str]:
    """The url of an SQLite database with all that is in the one at ``url``, thrown away afterwards.

    Raises:
        UnusableDatabase: there is one, and it can't be read, or (of PostgreSQL) has tables of another version.
    """
    with TemporaryDirectory(prefix="hyoka-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "rehearsal.sqlite"
        _copy(url, copy)
        yield f"sqlite:///{copy}"


def _copy(url: str, copy: Path) -> None:
    target = database_url(url)
    is_file = target.get_backend_name() == "sqlite"
    try:
        engine = open_database(url, read_only=True)
    except MissingDatabase:
        return
    except OutdatedDatabase:
        if not is_file:
            raise
        _copy_file(Path(target.database or ""), copy)
        return
    try:
        if is_file:
            _copy_file(Path(target.database or ""), copy)
        else:
            with engine.connect() as connection:
                _copy_rows(connection, copy)
    finally:
        engine.dispose()


def _copy_file(path: Path, copy: Path) -> None:
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def _copy_rows(source: Connection, copy: Path) -> None:
    """Every row of every table, read in one transaction."""
    made = open_database(f"sqlite:///{copy}")
    upgrade(made)
    made.dispose()
    engine = create_engine(f"sqlite:///{copy}")  # this one checks no references: reports point at later ones
    try:
        with engine.begin() as target:
            for table in metadata.sorted_tables:
                target.execute(delete(table))
                rows = source.execution_options(yield_per=_BATCH).execute(select(table)).mappings()
                for batch in rows.partitions():
                    target.execute(insert(table), [{str(k): v for k, v in row.items()} for row in batch])
    finally:
        engine.dispose()
