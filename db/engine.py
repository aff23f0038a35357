"""Opening a database: SQLite by default, PostgreSQL where the url says so."""

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from db.advice import advice, shown_url
from db.errors import MissingDatabase, NotHyokaDatabase, UnusableDatabase
from db.state import check
from db.upgrade import upgrade

DEFAULT_URL = "sqlite:///db/hyoka.sqlite"
BUSY_TIMEOUT_MS = 30_000

__all__ = ["DEFAULT_URL", "database_url", "open_database", "upgrade"]


def open_database(url: str = DEFAULT_URL, *, read_only: bool = False) -> Engine:
    """The engine for ``url``: a database url or the path of a SQLite file, relative to the working directory.

    To write, the folder of a SQLite file is made when missing, and ``upgrade`` must run before the first table is used.
    A transaction takes SQLite's write lock when it begins, so that two ingests wait for each other instead of failing;
    whoever only reads opens ``read_only``. Raises an ``UnusableDatabase`` that says what to do when the database
    can't be reached, isn't hyoka's, is newer than this code or, read only, is missing or older.
    """
    target = database_url(url)
    make = _sqlite if target.get_backend_name() == "sqlite" else _postgresql
    engine = make(target, read_only)
    try:
        with engine.connect() as connection:
            check(connection, read_only=read_only)
    except DBAPIError as error:
        engine.dispose()
        raise _explained(error, target) from error
    except UnusableDatabase:
        engine.dispose()
        raise
    return engine


def database_url(url: str) -> URL:
    """``url`` as SQLAlchemy wants it; a plain path is a SQLite file. Raises ``UnusableDatabase``."""
    if "://" not in url:
        return URL.create("sqlite", database=url)
    try:
        target = make_url(url)
    except (SQLAlchemyError, ValueError) as error:
        raise UnusableDatabase(f"not a database url: {error}") from error
    if target.drivername in ("postgres", "postgresql"):
        return target.set(drivername="postgresql+psycopg")
    if target.get_backend_name() not in ("sqlite", "postgresql"):
        raise UnusableDatabase(f"{target.drivername}: hyoka works with sqlite and postgresql only")
    return target


def _sqlite(target: URL, read_only: bool) -> Engine:
    path = Path(target.database) if target.database and target.database != ":memory:" else None
    if read_only and path is not None:
        engine = create_engine(_reading(path))
    else:
        if path is not None:
            _make_folder(path)
        engine = create_engine(target)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # The driver would begin transactions only at the first change; _begin below does it for every one.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
            connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)  # ATTACH makes a file where there is none
        elif path is not None:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableDatabase(
            f"{path}: its folder can't be made: {error.strerror}. Give a path in a folder that you may write to."
        ) from error
    if path.is_dir():
        raise UnusableDatabase(f"{path}: this is a folder. Give the path of a file in it, {path / 'hyoka.sqlite'}.")


def _reading(path: Path) -> URL:
    if path.is_dir():
        raise UnusableDatabase(f"{path}: this is a folder. Give the path of the database file in it.")
    if not path.is_file():
        raise MissingDatabase(f"{path}: no such database. Make one with `hyoka ingest`, or check the path.")
    query = {"mode": "ro", "uri": "true"}
    # In a folder that can't be written, SQLite can't make the files that WAL needs; without them nobody is writing.
    if not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists():
        query["immutable"] = "1"
    return URL.create("sqlite", database=f"file:{quote(str(path.absolute()))}", query=query)


def _postgresql(target: URL, read_only: bool) -> Engine:
    engine = create_engine(target)
    if read_only:

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, _record: object) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
            connection.commit()

    return engine


def _explained(error: DBAPIError, target: URL) -> UnusableDatabase:
    where, said = shown_url(target), " ".join(str(error.orig).split())
    if "not a database" in said:
        return NotHyokaDatabase(f"{where}: this file isn't a database. Check the path; nothing was changed.")
    return UnusableDatabase(f"{where}: can't be opened: {said}. {advice(said)}")
