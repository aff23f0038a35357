"""One correction on the rows it is about: applying it, so that it can be undone, and undoing it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, update

from db import tables as t
from db.types import Quantity
from pipeline.load.facts_at import FACTS, Row, facts_at
from pipeline.load.identity import Group, group_of
from pipeline.load.replacing import WrongValue, main_field, replaced, unreadable
from pipeline.model.finding import Finding, Severity
from pipeline.rulings.model import FINDINGS, Action, Correction

LAPSED, CARRIED, RULED = "correction-lapsed", "correction-carried", "correction-unreadable"
OWN = (LAPSED, CARRIED, RULED)
"""The rules of findings on corrections themselves."""

# Cells of the header that are columns of the report, too.
_HEAD = ("project_code", "serial", "project_name", "department")

Touched = dict[str, set[Group]]


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A correction that can't be applied to a source: why, and what stands there instead."""

    why: str
    actual: str | None = None


def apply_correction(
    connection: Connection, ruling: Correction, source_id: int, touched: Touched, *, carried: bool
) -> str | Lapsed:
    """Overrule what was read from a source, and return it; ``touched`` gets the groups of reports that this changes.

    ``carried``: the ruling was on other content at the same path, so the fact has to be the same in every respect.
    """
    if ruling.table == FINDINGS:
        return _apply_to_finding(connection, ruling, source_id)
    table = FACTS.get(ruling.table)
    if table is None:
        return Lapsed(f"there is no table {ruling.table} of facts")
    rows = facts_at(connection, table, source_id, ruling.place, ruling.slot)
    if not rows:
        return Lapsed(f"nothing in {ruling.table} is read from this cell any more")
    other = next((row for row in rows if not _is_same(ruling, row, carried=carried)), None)
    if other is not None:
        what = "the cell's text changed" if other["raw"] != ruling.expected_raw else "another fact stands there now"
        return Lapsed(what, other["raw"])
    reading: list[dict[str, Any]] = []
    try:
        changes = [_values(ruling, row) for row in rows]
    except WrongValue as error:
        return Lapsed(str(error))
    for row, values in zip(rows, changes, strict=True):
        if values:
            reading += _overrule(connection, ruling, row, values, touched)
    return json.dumps(reading, ensure_ascii=False, default=str)


def undo_correction(connection: Connection, reading: str, touched: Touched) -> None:
    """Put back what a correction took the place of."""
    for entry in json.loads(reading):
        values, report = entry["values"], entry["report"]
        if entry["table"] == t.reports.name:
            _put_head(connection, report, values, touched)
            continue
        table = FACTS[entry["table"]]
        typed = {name: _typed(table.c[name].type, value) for name, value in values.items()}
        connection.execute(update(table).where(table.c.id == _row_id(connection, entry)).values(typed))


def confirmed_findings(ruling: Correction, source_id: int) -> ColumnElement[bool]:
    """The findings that a ruling settles: one by its words, else all about the cell."""
    f, place = t.findings.c, ruling.place
    here = (f.source_id == source_id) & (f.page == place.page) & (f.row == place.row) & (f.col == place.col)
    if ruling.table != FINDINGS:
        return here & f.rule.not_in(OWN)
    return (
        here
        & (f.rule == ruling.field)
        & f.actual.is_not_distinct_from(ruling.expected_raw)
        & f.expected.is_not_distinct_from(ruling.value)
    )


def ruled_unreadable(ruling: Correction) -> Finding:
    """That a value is missing because a person said so."""
    return Finding(
        RULED,
        Severity.INFO,
        f"ruled unreadable by {ruling.who}: {ruling.why}",
        actual=ruling.expected_raw,
        fiscal_year=ruling.fiscal_year,
        place=ruling.place,
    )


def _apply_to_finding(connection: Connection, ruling: Correction, source_id: int) -> str | Lapsed:
    found = connection.execute(select(t.findings.c.id).where(confirmed_findings(ruling, source_id))).first()
    return "[]" if found is not None else Lapsed(f"there is no such finding {ruling.field} any more")


def _is_same(ruling: Correction, row: Row, *, carried: bool) -> bool:
    if row["raw"] != ruling.expected_raw:
        return False
    if not carried:
        return True
    labels = ruling.label is None or row.get("label") == ruling.label
    return labels and (ruling.field == "fiscal_year" or row.get("fiscal_year") == ruling.fiscal_year)


def _values(ruling: Correction, row: Row) -> dict[str, Any]:
    table = FACTS[ruling.table]
    field = ruling.field or main_field(table)
    if ruling.action is Action.REPLACE:
        return replaced(table, row, field, ruling.value or "")
    return unreadable(table, field) if ruling.action is Action.UNREADABLE else {}


def _overrule(
    connection: Connection, ruling: Correction, row: Row, values: Mapping[str, Any], touched: Touched
) -> Sequence[dict[str, Any]]:
    table = FACTS[ruling.table]
    before = {name: _plain(row[name]) for name in values}
    connection.execute(update(table).where(table.c.id == row["id"]).values(values))
    place = {name: row[name] for name in ("page", "row", "col", "slot")}
    reading = [{"table": table.name, "report": row["report_id"], **place, "values": before}]
    column = row["field"] if table is t.fields and ruling.field in (None, "value") else None
    if column in _HEAD and row["ordinal"] == 0:
        old = _put_head(connection, row["report_id"], {column: values["value"]}, touched)
        reading.append({"table": t.reports.name, "report": row["report_id"], "values": old})
    return reading


def _put_head(connection: Connection, report: str, values: dict[str, Any], touched: Touched) -> dict[str, Any]:
    """Change columns of a report, and return what they were; it may be about another project now."""
    r = t.reports.c
    query = select(r.municipality_code, *(r[name] for name in _HEAD)).where(r.id == report)
    before = connection.execute(query).mappings().one()
    connection.execute(update(t.reports).where(r.id == report).values(values))
    for head in (before, {**before, **values}):
        group = group_of(head["project_code"], head["project_name"])
        touched.setdefault(before["municipality_code"], set()).update([group] if group else [])
    return {name: before[name] for name in values}


def _row_id(connection: Connection, entry: Mapping[str, Any]) -> int:
    c = FACTS[entry["table"]].c
    place = [c[name] == entry[name] for name in ("page", "row", "col", "slot")]
    return int(connection.execute(select(c.id).where(c.report_id == entry["report"], *place)).scalar_one())


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def _typed(kind: Any, value: Any) -> Any:
    return Decimal(value) if isinstance(kind, Quantity) and value is not None else value
