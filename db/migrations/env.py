"""Alembic's entry. ``db.upgrade`` hands in a connection.

To write the next version, point ``[tool.alembic] script_location`` of pyproject.toml at this folder and run
``alembic -x url=sqlite:///some.sqlite revision --autogenerate -m "what changes"``. Autogenerate doesn't see CHECK
constraints; ``tests/db/test_migrations.py`` does. Views, terms and comments need no version.
"""

from alembic import context
from sqlalchemy import Connection

from db.engine import DEFAULT_URL, open_database
from db.tables import metadata
from db.upgrade import is_table_of_ours


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=is_table_of_ours,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


_given = context.config.attributes.get("connection")
if _given is not None:
    _migrate(_given)
else:
    with open_database(context.get_x_argument(as_dictionary=True).get("url", DEFAULT_URL)).connect() as _own:
        _migrate(_own)
