"""Opening databases: urls, reading only, and errors that say what to do."""

import os
import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from db.engine import DEFAULT_URL, database_url, open_database, upgrade
from db.errors import (
    MissingDatabase,
    NotHyokaDatabase,
    OutdatedDatabase,
    TooNewDatabase,
    UnusableDatabase,
)
from db.state import versions


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (DEFAULT_URL, "sqlite:///db/hyoka.sqlite"),
        ("some/where.sqlite", "sqlite:///some/where.sqlite"),
        ("/some/where.sqlite", "sqlite:////some/where.sqlite"),
        ("postgresql://me@host/x", "postgresql+psycopg://me@host/x"),
        ("postgres://me@host/x", "postgresql+psycopg://me@host/x"),
        ("postgresql+psycopg://me@host/x", "postgresql+psycopg://me@host/x"),
    ],
)
def test_urls_and_paths(given: str, meant: str) -> None:
    assert database_url(given).render_as_string() == meant


@pytest.mark.parametrize("given", ["mysql://x/y", "://", "postgresql://host:port/x"])
def test_what_is_no_url_of_a_database_is_refused(given: str) -> None:
    with pytest.raises(UnusableDatabase):
        database_url(given)


def test_the_default_is_made_below_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    engine = open_database()
    upgrade(engine)
    engine.dispose()
    assert (tmp_path / "db" / "hyoka.sqlite").is_file()


def test_sqlite_is_set_up_for_readers_beside_a_writer(tmp_path: Path) -> None:
    path = str(tmp_path / "a b#c?d%20.sqlite")
    engine = open_database(path)
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
        assert connection.execute(text("PRAGMA busy_timeout")).scalar_one() == 30_000
    with engine.begin() as writer:
        writer.execute(text("INSERT INTO municipalities VALUES ('990001', '霞市', '霞県')"))
        reader = open_database(path, read_only=True)
        with reader.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM municipalities")).scalar_one() == 0
        reader.dispose()
    engine.dispose()


def test_reading_only_cannot_write(url: str) -> None:
    engine = open_database(url)
    upgrade(engine)
    engine.dispose()
    reader = open_database(url, read_only=True)
    for statement in ("DELETE FROM terms", "CREATE TABLE x (y INTEGER)"):
        with pytest.raises(DBAPIError, match=r"(?i)read.?only"), reader.begin() as connection:
            connection.execute(text(statement))
    with reader.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM terms")).scalar_one() > 100
    reader.dispose()


def test_a_folder_that_cannot_be_written_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "hyoka.sqlite"
    engine = open_database(str(path))
    upgrade(engine)
    engine.dispose()
    monkeypatch.setattr(os, "access", lambda *_: False)
    reader = open_database(str(path), read_only=True)
    with reader.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM terms")).scalar_one() > 100
    reader.dispose()
    assert [file.name for file in tmp_path.iterdir()] == ["hyoka.sqlite"]


def test_a_missing_file_is_not_made_by_reading(tmp_path: Path) -> None:
    path = tmp_path / "none" / "hyoka.sqlite"
    with pytest.raises(MissingDatabase, match="hyoka ingest"):
        open_database(str(path), read_only=True)
    assert not path.parent.exists()


def test_an_empty_database_has_nothing_to_read(url: str) -> None:
    open_database(url).dispose()
    with pytest.raises(MissingDatabase, match="empty"):
        open_database(url, read_only=True)


def test_a_file_that_is_no_database_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database at all" * 100)
    for read_only in (True, False):
        with pytest.raises(NotHyokaDatabase, match=r"notes\.txt"):
            open_database(str(path), read_only=read_only)
    assert path.read_text() == "not a database at all" * 100


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(UnusableDatabase, match=re.escape(str(tmp_path))):
        open_database(str(tmp_path))


@pytest.mark.parametrize("version", [None, "3f5a"])
def test_another_programs_database_is_refused(tmp_path: Path, version: str | None) -> None:
    path = tmp_path / "other.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE customers (id INTEGER)")
    if version:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
        other.execute("INSERT INTO alembic_version VALUES (?)", (version,))
    other.commit()
    other.close()
    for read_only in (True, False):
        with pytest.raises(NotHyokaDatabase, match="nothing was changed"):
            open_database(str(path), read_only=read_only)


def _set_version(engine: Engine, version: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})


def test_a_newer_database_is_refused(engine: Engine, url: str) -> None:
    _set_version(engine, "9999")
    for read_only in (True, False):
        with pytest.raises(TooNewDatabase, match=r"9999.*Update hyoka"):
            open_database(url, read_only=read_only)
    with pytest.raises(TooNewDatabase):
        upgrade(engine)


def test_an_older_database_cannot_be_read_before_it_is_upgraded(
    engine: Engine, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = ("9999", *versions())
    monkeypatch.setattr("db.state.versions", lambda: newer)
    with pytest.raises(OutdatedDatabase, match="hyoka ingest"):
        open_database(url, read_only=True)
    open_database(url).dispose()


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(UnusableDatabase) as raised:
        open_database("postgresql://me:geheim@127.0.0.1:1/x?connect_timeout=2")
    assert "127.0.0.1:1/x" in str(raised.value)
    assert "geheim" not in str(raised.value)


def test_an_upgrade_waits_for_nobody_but_a_writer(engine: Engine, url: str) -> None:
    reader = open_database(url, read_only=True)
    with reader.connect() as connection:
        assert "terms" in inspect(connection).get_table_names()
        upgrade(engine)
    reader.dispose()


def test_every_connection_checks_references(tmp_path: Path) -> None:
    path = str(tmp_path / "hyoka.sqlite")
    engine = open_database(path)
    upgrade(engine)
    engine.dispose()
    again = open_database(path)
    with again.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    again.dispose()


def test_a_writer_keeps_others_waiting_from_its_first_statement(tmp_path: Path) -> None:
    path = tmp_path / "hyoka.sqlite"
    engine = open_database(str(path))
    upgrade(engine)
    other = sqlite3.connect(path, timeout=0, isolation_level=None)
    with engine.begin() as connection:
        connection.execute(text("SELECT count(*) FROM terms"))
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()
    engine.dispose()
