"""A database to read from, with its errors made clear."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from db.advice import advice
from db.engine import open_database
from pipeline.errors import DatabaseError


@contextmanager
def reading(url: str) -> Iterator[Connection]:
    """A read-only connection.

    Raises:
        DatabaseError, UnusableDatabase: it can't be opened, or refuses what it is asked.
    """
    engine = open_database(url, read_only=True)
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise DatabaseError(_explained(error)) from error
    finally:
        engine.dispose()


def _explained(error: DBAPIError) -> str:
    said = " ".join(str(error.orig).split())
    if "readonly" in said or "read-only" in said:
        return f"{said}: this command only reads; the database changes by `hyoka ingest`"
    if "attached databases" in said:
        return "ATTACH is refused: this command reads one database and makes no files; give it as --db"
    if any(word in said for word in ("malformed", "locked", "disk I/O")):
        return f"{said}: {advice(said)}"
    return said
