"""Facts as table rows: a field has the name of its column, but for the place and what points at other rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Table

from db import tables as t
from pipeline.model.change import names_of
from pipeline.model.document import Cell, Place
from pipeline.model.facts import (
    Choice,
    Cost,
    Derived,
    Evaluation,
    Fact,
    Field,
    Funding,
    Goal,
    Indicator,
    IndicatorValue,
    Narrative,
    Part,
    Policy,
    Rating,
    Staffing,
)
from pipeline.model.finding import Finding

Row = dict[str, Any]

TABLES: Mapping[type[Fact], Table] = {
    Part: t.parts,
    Indicator: t.indicators,
    IndicatorValue: t.indicator_values,
    Cost: t.costs,
    Funding: t.funding,
    Staffing: t.staffing,
    Derived: t.derived,
    Evaluation: t.evaluations,
    Rating: t.ratings,
    Choice: t.choices,
    Goal: t.goals,
    Policy: t.policies,
    Narrative: t.narratives,
    Field: t.fields,
}
_POINTERS = {"place", "part", "indicator", "number"}
# A part is a thing and not a statement, so it has no year and no status; its printed name is its label.
_NOT_OF_PARTS = {"label", "status", "fiscal_year", "fiscal_year_to", "note"}


@dataclass(frozen=True, slots=True)
class Links:
    """Database ids of a report's parts (by ordinal) and indicators (by number)."""

    parts: Mapping[int, int]
    indicators: Mapping[int, int]


NO_LINKS = Links({}, {})


def fact_row(fact: Fact, report_id: str, links: Links) -> Row:
    """The row of ``fact`` in its table.

    Raises:
        KeyError: the fact points at a part or an indicator that the report doesn't have.
    """
    row: Row = {"report_id": report_id, **place_columns(fact.place)}
    row |= {name: _stored(getattr(fact, name)) for name in _COLUMNS[type(fact)]}
    if not isinstance(fact, Part):
        row["part_id"] = None if fact.part is None else links.parts[fact.part]
    if isinstance(fact, IndicatorValue | Derived):
        row["indicator_id"] = None if fact.indicator is None else links.indicators[fact.indicator]
    return row


def finding_row(finding: Finding, source_id: int, report_id: str | None) -> Row:
    """The row of a finding; nobody has looked at it yet."""
    return {
        "source_id": source_id,
        "report_id": report_id,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "status": "open",
        "message": finding.message,
        "expected": finding.expected,
        "actual": finding.actual,
        "fiscal_year": finding.fiscal_year,
        **(place_columns(finding.place) if finding.place else dict.fromkeys(("page", "row", "col"))),
    }


def unread_row(cell: Cell, source_id: int, report_id: str | None) -> Row:
    """The row of a cell that no rule claimed."""
    return {"source_id": source_id, "report_id": report_id, **place_columns(cell.place), "text": cell.text}


def place_columns(place: Place) -> Row:
    """A place as columns."""
    return {"page": place.page, "row": place.row, "col": place.col}


def _columns(kind: type[Fact]) -> tuple[str, ...]:
    """The fields of a fact that are columns of the same name."""
    left_out = _POINTERS | (_NOT_OF_PARTS if kind is Part else set())
    names = tuple(name for name in names_of(kind) if name not in left_out)
    unknown = [name for name in names if name not in TABLES[kind].c]
    if unknown:
        raise TypeError(f"{kind.__name__} has fields that {TABLES[kind].name} has no columns for: {', '.join(unknown)}")
    return names


def _stored(value: Any) -> Any:
    # psycopg would store an enum by its name, not by its value.
    return value.value if isinstance(value, Enum) else value


_COLUMNS = {kind: _columns(kind) for kind in TABLES}
