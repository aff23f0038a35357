"""What the reports of a source say, as statements that can be compared: about what, and what of it."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Table, select

from db import tables as t
from pipeline.load.rows import TABLES
from pipeline.normalize.fold import match_key

_QUANTITY = ("value", "value_low", "value_high", "qualifier", "unit")
# The columns of each table that are what is said; the others say about what. A new column is one of these.
_SAID: Mapping[str, tuple[str, ...]] = {
    "parts": ("name",),
    "indicators": ("name", "formula", "unit", "direction"),
    "indicator_values": _QUANTITY,
    "costs": ("amount_yen",),
    "funding": ("amount_yen",),
    "staffing": _QUANTITY,
    "derived": ("value", "unit", "yen"),
    "evaluations": (
        "performed", "continues", "direction", "direction_note", "budget", "outcome", "evaluated_on", "evaluator",
    ),
    "ratings": ("grade", "code"),
    "choices": ("checked",),
    "goals": ("item", "level", "deadline"),
    "policies": ("code", "name"),
    "narratives": ("text",),
    "fields": ("value",),
}  # fmt: skip
_OF_EVERY = ("status", "note")
_OF_THE_CELL = {"id", "report_id", "part_id", "indicator_id", "page", "row", "col", "slot", "raw", "confidence"}
_OF_THE_AMOUNT = {"unit", "precision_yen"}
_IN_WORDS = ("fiscal_year", "fiscal_year_to", "label")


class Subject(Struct, frozen=True):
    """What a statement is about. ``project`` is its code, else its folded name.

    ``sheet`` is the year in which the report was made, ``about`` the keys of the fact.
    """

    municipality: str
    project: str
    kind: str
    sheet: int | None
    table: str
    year: str
    label: str
    about: str

    @property
    def report(self) -> tuple[str, str, str, int | None]:
        """The report that says it."""
        return self.municipality, self.project, self.kind, self.sheet


class Statement(Struct, frozen=True):
    """What a report says of a subject, in words; ``name`` is the project's on that report."""

    subject: Subject
    said: str
    name: str


def stated(connection: Connection, sources: Sequence[int]) -> Iterator[Statement]:
    """Every statement of the sources' reports, in the order of their places."""
    for table in TABLES.values():
        yield from _of_table(connection, table, sources)


def said_columns(table: Table) -> tuple[str, ...]:
    """The columns of a table that are what is said, not about what."""
    return _SAID[table.name]


def _of_table(connection: Connection, table: Table, sources: Sequence[int]) -> Iterator[Statement]:
    r, place = t.reports.c, (table.c.page, table.c.row, table.c.col, table.c.slot)
    named: list[Any] = []
    query = t.reports.join(table, table.c.report_id == r.id)
    if "part_id" in table.c:
        query = query.outerjoin(t.parts, t.parts.c.id == table.c.part_id)
        named.append(t.parts.c.name.label("in_part"))
    if "indicator_id" in table.c:
        query = query.outerjoin(t.indicators, t.indicators.c.id == table.c.indicator_id)
        named += [t.indicators.c.kind.label("of_kind"), t.indicators.c.name.label("of_indicator")]
    head = [r.municipality_code, r.project_code, r.project_name, r.kind.label("report_kind"), r.sheet_fiscal_year]
    columns = [column.label(f"fact_{column.name}") for column in table.c]
    chosen = select(*head, *columns, *named).select_from(query).where(r.source_id.in_(sources))
    for row in connection.execute(chosen.order_by(r.id, *place)).mappings():
        yield Statement(_subject(table, row), _said(table, row), row["project_name"] or "")


def _subject(table: Table, row: Mapping[Any, Any]) -> Subject:
    said = {*_SAID[table.name], *_OF_EVERY, *_OF_THE_CELL, *_OF_THE_AMOUNT, *_IN_WORDS}
    keys = [(name, row[f"fact_{name}"]) for name in table.c.keys() if name not in said]  # noqa: SIM118
    about = [_key(name, value) for name, value in keys if value is not None and value is not False]
    about += [f"{name} {row[name]}" for name in ("in_part", "of_kind", "of_indicator") if row.get(name) is not None]
    year, until = row.get("fact_fiscal_year"), row.get("fact_fiscal_year_to")
    return Subject(
        municipality=row["municipality_code"],
        project=match_key(row["project_code"] or "") or match_key(row["project_name"] or ""),
        kind=row["report_kind"],
        sheet=row["sheet_fiscal_year"],
        table=table.name,
        year="" if year is None else f"{year}-{until}" if until else str(year),
        label=row.get("fact_label") or "",
        about=", ".join(about),
    )


def _key(name: str, value: object) -> str:
    return name if value is True else f"within {value}" if name == "within" else f"{name} {value}"


def _said(table: Table, row: Mapping[Any, Any]) -> str:
    """What is said, in words; where there is no value, what the cell says."""
    values = [(name, row[f"fact_{name}"]) for name in _SAID[table.name]]
    words = [_words(name, value) for name, value in values if value is not None]
    status = row.get("fact_status") or "value"
    if not words:
        words = [(row["fact_raw"] or "").strip()]
    words += [] if status == "value" else [f"({status})"]
    words += [row["fact_note"]] if row.get("fact_note") else []
    return " ".join(words)


def _words(name: str, value: object) -> str:
    if isinstance(value, bool):
        return f"{name} yes" if value else f"{name} no"
    if name in ("amount_yen", "yen"):
        return f"{value:,} yen"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
