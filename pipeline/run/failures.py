"""What a database says when it fails, as an error that says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from db.advice import advice
from pipeline.errors import DatabaseError


@contextmanager
def database_errors() -> Iterator[None]:
    """Turns errors of the database into a ``DatabaseError``: what was committed before it stays."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        said = f"the database failed, and what was written before stays: {reason}. {advice(reason)}"
        raise DatabaseError(said) from error
