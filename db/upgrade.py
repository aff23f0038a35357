"""Bringing a database to the version of this code: tables by migration, then views, terms and comments."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from typing import Any

from alembic import command
from sqlalchemy import Connection, Engine, delete, insert, text
from sqlalchemy.schema import SetColumnComment, SetTableComment

from db.state import VERSION_TABLE, alembic_config, check, version, versions
from db.tables import metadata, terms
from db.views import create_views, drop_views, view_sources
from db.vocabulary import VOCABULARIES

_LOCK = 0x48796F6B  # any number that only hyoka takes


def upgrade(engine: Engine) -> None:
    """Bring the database to this code's version, in one transaction. Cheap, and changes nothing, when it is there.

    Raises an ``UnusableDatabase`` when the database isn't hyoka's or is newer than this code.
    """
    with engine.connect() as connection, _references_unchecked(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        check(connection, read_only=False)
        behind = version(connection) != versions()[0]
        if behind or _mark(connection) != _fingerprint():
            drop_views(connection)
            if behind:
                _migrate(connection)
            _describe(connection)
            create_views(connection)
            _set_mark(connection)


def is_table_of_ours(_item: object, name: str | None, kind: str, _reflected: bool, compared_to: object) -> bool:
    """Whether Alembic should compare a thing: not the tables and indexes that belong to the search of narratives."""
    if kind == "table":
        return name in metadata.tables
    return not (kind == "index" and name == "ix_narratives_text_trigram")


@contextmanager
def _references_unchecked(connection: Connection) -> Iterator[None]:
    # SQLite alters a table by making a new one and dropping the old; with foreign keys on, the drop would delete all
    # that refers to it. The setting can't change inside a transaction, hence not through SQLAlchemy.
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _migrate(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _describe(connection: Connection) -> None:
    connection.execute(delete(terms))
    rows = [
        {"vocabulary": name, "key": term.key, "ja": term.ja, "en": term.en}
        for name, entries in VOCABULARIES.items()
        for term in entries
    ]
    connection.execute(insert(terms), rows)
    if connection.dialect.supports_comments:
        for table in metadata.tables.values():
            connection.execute(SetTableComment(table))
            for column in table.columns:
                connection.execute(SetColumnComment(column))


def _fingerprint() -> int:
    """A number that changes whenever views, terms or comments do: what is kept up to date without a migration."""
    described = {
        "views": view_sources(),
        "terms": {name: [astuple(term) for term in entries] for name, entries in VOCABULARIES.items()},
        "comments": {str(column): column.comment for table in metadata.tables.values() for column in table.columns},
    }
    digest = hashlib.sha256(json.dumps(described, sort_keys=True).encode()).digest()
    return int.from_bytes(digest[:4]) >> 1


def _mark(connection: Connection) -> int:
    if connection.dialect.name == "sqlite":
        return int(connection.execute(text("PRAGMA user_version")).scalar_one())
    comment = connection.execute(text(f"SELECT obj_description('{VERSION_TABLE}'::regclass, 'pg_class')")).scalar_one()
    return int(comment or 0)


def _set_mark(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA user_version = {_fingerprint()}"))
    else:
        connection.execute(text(f"COMMENT ON TABLE {VERSION_TABLE} IS '{_fingerprint()}'"))
