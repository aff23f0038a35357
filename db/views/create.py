"""Making and dropping the views, and the search that is a view on PostgreSQL and an FTS5 table on SQLite."""

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from db.views.sql import VIEWS, statements, view_doc, view_sql

SEARCH = "search_narratives"
_TRIGRAM_INDEX = "CREATE INDEX IF NOT EXISTS ix_narratives_text_trigram ON narratives USING gin (text gin_trgm_ops)"


def create_views(connection: Connection) -> None:
    """Make every view; none of them may exist. The tables must."""
    dialect = connection.dialect.name
    for view in VIEWS:
        if view == SEARCH and dialect == "sqlite":
            for statement in statements("search_narratives_fts5"):
                _run(connection, statement)
            continue
        _run(connection, f'CREATE VIEW "{view}" AS\n{view_sql(view, dialect)}')
        if dialect == "postgresql":
            _comment(connection, view)
    if dialect == "postgresql":
        _index_texts(connection)


def drop_views(connection: Connection) -> None:
    """Drop every view that is there, those made of others first. Views that people made themselves stay."""
    inspector = inspect(connection)
    tables, views = inspector.get_table_names(), inspector.get_view_names()
    for view in reversed(VIEWS):
        if view in views:
            _run(connection, f'DROP VIEW "{view}"')
        elif view == SEARCH and view in tables:
            for event in ("insert", "delete", "update"):
                _run(connection, f"DROP TRIGGER IF EXISTS {SEARCH}_{event}")
            _run(connection, f"DROP TABLE {SEARCH}")


def view_sources() -> dict[str, str]:
    """All that the views of both databases are made from; whatever differs here needs the views to be made anew."""
    sources = {f"{dialect}:{view}": view_sql(view, dialect) for view in VIEWS for dialect in ("sqlite", "postgresql")}
    docs = {f"doc:{view}": repr(view_doc(view)) for view in VIEWS}
    return {**sources, **docs, "search": "\n".join(statements("search_narratives_fts5")), "index": _TRIGRAM_INDEX}


def _comment(connection: Connection, view: str) -> None:
    doc = view_doc(view)
    _run(connection, f'COMMENT ON VIEW "{view}" IS {_literal(doc.text)}')
    for column, comment in doc.columns.items():
        _run(connection, f'COMMENT ON COLUMN "{view}"."{column}" IS {_literal(comment)}')


def _index_texts(connection: Connection) -> None:
    """The index that makes searching fast. Whoever may not install pg_trgm searches without it."""
    known = text("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
    if connection.execute(known).first() is None:
        return
    try:
        with connection.begin_nested():
            _run(connection, "CREATE EXTENSION IF NOT EXISTS pg_trgm")
            _run(connection, _TRIGRAM_INDEX)
    except DBAPIError:
        return


def _run(connection: Connection, sql: str) -> None:
    connection.exec_driver_sql(sql, None, {"no_parameters": True})  # a % in a comment is no parameter


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
