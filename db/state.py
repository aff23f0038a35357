"""Which version of hyoka a database is from, and whether this code can use it."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from db.advice import shown_url
from db.errors import MissingDatabase, NotHyokaDatabase, OutdatedDatabase, TooNewDatabase

VERSION_TABLE = "alembic_version"
_OURS = {"sources", "projects", "reports", "terms"}


def alembic_config() -> Config:
    """Alembic's settings; there is no alembic.ini, so that an installed wheel has all it needs."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@cache
def versions() -> tuple[str, ...]:
    """The versions this code knows, newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions())


def version(connection: Connection) -> str | None:
    """The version the database is at; None if it has none."""
    return MigrationContext.configure(connection).get_current_revision()


def check(connection: Connection, *, read_only: bool) -> None:
    """Raise the ``UnusableDatabase`` that says why this code can't use the database; do nothing when it can."""
    where = shown_url(connection.engine.url)
    tables = set(inspect(connection).get_table_names())
    found = version(connection) if VERSION_TABLE in tables else None
    if found is None:
        if tables - {VERSION_TABLE}:
            raise NotHyokaDatabase(
                f"{where}: there are tables, but hyoka didn't make them. Give another path or url; nothing was changed."
            )
        if read_only:
            raise MissingDatabase(f"{where}: the database is empty. Fill it with `hyoka ingest`.")
    elif found not in versions():
        if not tables >= _OURS:
            raise NotHyokaDatabase(
                f"{where}: another program made these tables. Give another path or url; nothing was changed."
            )
        raise TooNewDatabase(
            f"{where}: a newer hyoka made this database (version {found}, this code knows {versions()[0]}). "
            "Update hyoka, or give another path or url."
        )
    elif found != versions()[0] and read_only:
        raise OutdatedDatabase(
            f"{where}: an older hyoka made this database (version {found}, this code needs {versions()[0]}). "
            "Run `hyoka ingest` once: it upgrades the database and keeps what is in it."
        )
