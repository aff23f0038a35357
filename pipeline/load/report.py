"""One report into the database: its row, its parts and indicators, then every fact that points at them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, insert, select, update

from db import tables as t
from db.identity import report_id
from pipeline.load.rows import NO_LINKS, TABLES, Links, Row, fact_row, finding_row, unread_row
from pipeline.model.facts import Fact, Indicator, Part
from pipeline.model.report import Municipality, Report

F = TypeVar("F", bound=Fact)
_POINTED_AT = (Part, Indicator)


def insert_report(connection: Connection, report: Report, source_id: int, sha256: str, *, most_unread: int) -> str:
    """Write ``report`` with all that belongs to it, and return its id; its project is settled later."""
    ident = report_id(sha256, report.ordinal)
    put_municipality(connection, report.head.municipality, report.head.form)
    connection.execute(insert(t.reports).values(_report_row(report, ident, source_id)))
    links = Links(
        {part.ordinal: key for part, key in _insert_keyed(connection, report, ident, Part, NO_LINKS)},
        {},
    )
    links = Links(
        links.parts,
        {fact.number: key for fact, key in _insert_keyed(connection, report, ident, Indicator, links)},
    )
    rows: dict[Table, list[Row]] = defaultdict(list)
    for fact in report.facts:
        if not isinstance(fact, _POINTED_AT):
            rows[TABLES[type(fact)]].append(fact_row(fact, ident, links))
    rows[t.unread_cells] = [unread_row(cell, source_id, ident) for cell in report.unread[:most_unread]]
    rows[t.findings] = [finding_row(finding, source_id, ident) for finding in report.findings]
    for table, batch in rows.items():
        insert_rows(connection, table, batch)
    return ident


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Write ``rows``, of which there may be none."""
    if rows:
        connection.execute(insert(table), rows)


def put_municipality(connection: Connection, town: Municipality, form: str) -> None:
    """Make sure that the municipality is there. Where forms name it differently, the latest that is loaded counts."""
    known = connection.execute(select(t.municipalities).where(t.municipalities.c.code == town.code)).first()
    named = {"name": town.name, "prefecture": town.prefecture}
    if known is None:
        connection.execute(insert(t.municipalities).values(code=town.code, **named))
    elif (known.name, known.prefecture) != (town.name, town.prefecture):
        r = t.reports.c
        forms = connection.execute(select(r.form).where(r.municipality_code == town.code).distinct()).scalars()
        if all(_rank(form) >= _rank(other) for other in forms):
            connection.execute(update(t.municipalities).where(t.municipalities.c.code == town.code).values(named))


def _rank(form: str) -> tuple[str, str]:
    """The year of a form, then its name: never the order in which sheets came."""
    return form.rpartition("/")[2], form


def _insert_keyed(
    connection: Connection, report: Report, ident: str, kind: type[F], links: Links
) -> list[tuple[F, int]]:
    """Write the facts of one kind, and pair each with its new id."""
    facts = [fact for fact in report.facts if isinstance(fact, kind)]
    if not facts:
        return []
    table = TABLES[kind]
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    ids = connection.execute(statement, [fact_row(fact, ident, links) for fact in facts]).scalars()
    return list(zip(facts, ids, strict=True))


def _report_row(report: Report, ident: str, source_id: int) -> dict[str, Any]:
    head = report.head
    return {
        "id": ident,
        "source_id": source_id,
        "ordinal": report.ordinal,
        "municipality_code": head.municipality.code,
        "form": head.form,
        "kind": head.kind,
        "fiscal_year": head.fiscal_year,
        "sheet_fiscal_year": head.sheet_fiscal_year,
        "project_code": head.project_code,
        "serial": head.serial,
        "project_name": head.project_name,
        "department": head.department,
        "started_fiscal_year": head.started_fiscal_year,
        "ended_fiscal_year": head.ended_fiscal_year,
        "first_page": head.first_page,
        "last_page": head.last_page,
        "coverage": report.coverage,
    }
