"""Open findings from the database, for ``hyoka check``."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, or_, select

from db import tables as t
from pipeline.cli.places import shown_path
from pipeline.model.document import Place

COLUMNS = (
    "path", "line", "column", "severity", "rule", "message", "expected", "actual", "fiscal_year", "form", "report_id",
    "project_name", "page", "row", "col", "pages",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings: ``form`` and ``source`` may be the beginning of a name or path, up to a slash."""

    severities: tuple[str, ...]
    form: str | None = None
    year: int | None = None
    source: str | None = None


def open_findings(connection: Connection, wanted: Wanted) -> list[dict[str, Any]]:
    """Open findings, most severe first, then by file and place."""
    f, r, s = t.findings.c, t.reports.c, t.sources.c
    rank = case({"error": 0, "warning": 1}, value=f.severity, else_=2)
    query = (
        select(
            s.path, f.severity, f.rule, f.message, f.expected, f.actual, f.fiscal_year, r.form, f.report_id,
            r.project_name, f.page, f.row, f.col, s.pages,
        )
        .join(t.sources, s.id == f.source_id)
        .outerjoin(t.reports, r.id == f.report_id)
        .where(f.status == "open", f.severity.in_(wanted.severities), *_conditions(wanted))
        .order_by(rank, s.path, f.page, f.row, f.col, f.rule, f.id)
    )  # fmt: skip
    return [_with_line(dict(row)) for row in connection.execute(query).mappings()]


def where(finding: dict[str, Any]) -> str:
    """``path:line:column`` of a finding."""
    page = finding["page"]
    place = None if page is None else Place(page, finding["row"], finding["col"])
    return shown_path(finding["path"], place, pages=finding["pages"] or 1)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    f, r, s = t.findings.c, t.reports.c, t.sources.c
    found: list[ColumnElement[bool]] = []
    if wanted.form is not None:
        name = wanted.form.rstrip("/")
        found.append(or_(r.form == name, r.form.startswith(f"{name}/", autoescape=True)))
    if wanted.year is not None:
        found.append(or_(f.fiscal_year == wanted.year, r.fiscal_year == wanted.year))
    if wanted.source is not None:
        path = wanted.source.replace("\\", "/").rstrip("/").removeprefix("./")
        found.append(or_(s.path == path, s.path.startswith(f"{path}/", autoescape=True)))
    return found


def _with_line(row: dict[str, Any]) -> dict[str, Any]:
    lines = {"line": None, "column": None}
    if row["page"] is not None:
        lines = {"line": row["row"] + 1, "column": row["col"] + 1}
    values = {**row, **lines}
    return {name: values[name] for name in COLUMNS}
