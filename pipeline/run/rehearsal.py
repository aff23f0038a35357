"""A copy of a database, to try a run on: whatever happens to it, nothing happens to the database."""

import os
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
    path = Path(target.database or "") if target.get_backend_name() == "sqlite" else None
    mode = None if path is None else _mode(path)
    try:
        engine = open_database(url, read_only=True)
    except MissingDatabase:
        return
    except OutdatedDatabase:
        if path is None:
            raise
    else:
        with closing(engine.connect()) as connection:
            if path is None:
                _copy_rows(connection, copy)
        engine.dispose()
    if path is not None:
        address = f"file:{quote(str(path.absolute()))}?{mode}"
        with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(copy)) as made:
            source.backup(made)


def _mode(path: Path) -> str:
    """How to open a file so that it is left as it is.

    Whoever may only read leaves SQLite's own two files behind. Whoever might write takes them away again, and writes
    nothing, unless a process that was killed left something to put in order.
    """
    if Path(f"{path}-wal").exists():
        return "mode=ro"
    if os.access(path.parent, os.W_OK):
        return "mode=rw" if os.access(path, os.W_OK) else "mode=ro"
    return "mode=ro&immutable=1"


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
