"""The facts that were read from a cell of a source, as rows of the database."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from db import tables as t
from pipeline.load.rows import TABLES
from pipeline.model.place import Place

FACTS: Mapping[str, Table] = {table.name: table for table in TABLES.values()}
"""The tables of facts by name, that of the parts among them."""

Row = Mapping[str, Any]


def facts_at(
    connection: Connection, table: Table, source_id: int, place: Place, slot: int | None = None
) -> Sequence[Row]:
    """The rows of ``table`` that a cell of a source gave, by report; of one ``slot`` where that is given."""
    c, r = table.c, t.reports.c
    query = (
        select(table)
        .join(t.reports, r.id == c.report_id)
        .where(r.source_id == source_id, c.page == place.page, c.row == place.row, c.col == place.col)
        .order_by(r.ordinal, c.slot)
    )
    if slot is not None:
        query = query.where(c.slot == slot)
    return [{str(name): value for name, value in row.items()} for row in connection.execute(query).mappings()]


def every_fact_at(connection: Connection, source_id: int, place: Place) -> Iterator[tuple[Table, Row]]:
    """All that a cell of a source gave, whatever the table."""
    for table in FACTS.values():
        for row in facts_at(connection, table, source_id, place):
            yield table, row
