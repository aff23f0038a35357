"""Open findings from the database, for ``hyoka check``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import typer
from sqlalchemy import ColumnElement, Connection, case, or_, select

from db import tables as t
from pipeline.cli.places import is_workbook_name, shown_path
from pipeline.load.record import WITHIN, Spot
from pipeline.model.change import replace
from pipeline.model.document import Place
from pipeline.readers.workbook.names import cell_name
from pipeline.rulings.model import finding_id
from pipeline.run.home import home_of, names_of
from pipeline.spec.near import near

COLUMNS = (
    "path", "member", "line", "column", "cell", "severity", "rule", "message", "expected", "actual", "fiscal_year",
    "form", "report_id", "project_name", "page", "row", "col", "pages",
    "finding_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings: ``form`` and ``source`` may be the beginning of a name or path, up to a slash.

    A zip file stands for all its members; one of them is ``path/to.zip > member``.
    """

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
            s.path, s.member, f.severity, f.rule, f.message, f.expected, f.actual, f.fiscal_year, r.form, f.report_id,
            r.project_name, f.page, f.row, f.col, s.pages, s.sha256,
        )
        .join(t.sources, s.id == f.source_id)
        .outerjoin(t.reports, r.id == f.report_id)
        .where(f.status == "open", f.severity.in_(wanted.severities), *_conditions(wanted))
        .order_by(rank, s.path, s.member, f.page, f.row, f.col, f.rule, f.id)
    )  # fmt: skip
    return [_with_line(dict(row)) for row in connection.execute(query).mappings()]


def nothing_ingested(connection: Connection) -> bool:
    """Whether no file was ever read into the database."""
    return connection.execute(select(t.sources.c.id).limit(1)).first() is None


def refuse_unknown(connection: Connection, wanted: Wanted) -> Wanted:
    """The same with the file as the database has it: it may be given by its absolute path, too.

    Raises:
        typer.BadParameter: nothing in the database is of the form or the file; what is near it is named.
    """
    if wanted.form is not None:
        forms = list(connection.execute(select(t.reports.c.form).distinct()).scalars())
        if not any(_within(form, wanted.form.rstrip("/")) for form in forms):
            raise typer.BadParameter(_unknown("form", wanted.form, forms), param_hint="--form")
    if wanted.source is None:
        return wanted
    spots = [Spot(*row) for row in connection.execute(select(t.sources.c.path, t.sources.c.member).distinct())]
    paths = list(dict.fromkeys(name for spot in spots for name in (spot.path, str(spot))))
    for path in names_of(wanted.source.rstrip("/\\"), home_of(connection)):
        if any(_within(known, path) for known in paths):
            return replace(wanted, source=path)
    raise typer.BadParameter(_unknown("file or folder", wanted.source, paths), param_hint="--source")


def _within(name: str, folder: str) -> bool:
    return name == folder or name.startswith(f"{folder}/")


def _unknown(what: str, given: str, known: Sequence[str]) -> str:
    return f"{given}: no {what} of this name is in the database; {near(given, known)}"


def where(finding: dict[str, Any]) -> str:
    """``path:line:column`` of a finding; a member of a zip file is named behind it."""
    page = finding["page"]
    place = None if page is None else Place(page, finding["row"], finding["col"])
    return shown_path(str(Spot(finding["path"], finding["member"])), place, pages=finding["pages"] or 1)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    f, r, s = t.findings.c, t.reports.c, t.sources.c
    found: list[ColumnElement[bool]] = []
    if wanted.form is not None:
        name = wanted.form.rstrip("/")
        found.append(or_(r.form == name, r.form.startswith(f"{name}/", autoescape=True)))
    if wanted.year is not None:
        found.append(or_(f.fiscal_year == wanted.year, r.fiscal_year == wanted.year))
    if wanted.source is not None:
        shown = s.path + WITHIN + s.member
        found.append(
            or_(
                s.path == wanted.source,
                s.path.startswith(f"{wanted.source}/", autoescape=True),
                shown == wanted.source,
                shown.startswith(f"{wanted.source}/", autoescape=True),
            )
        )
    return found


def _with_line(row: dict[str, Any]) -> dict[str, Any]:
    lines: dict[str, int | str | None] = {"line": None, "column": None, "cell": None}
    if row["page"] is not None:
        lines |= {"line": row["row"] + 1, "column": row["col"] + 1}
        if is_workbook_name(str(Spot(row["path"], row["member"]))):
            lines["cell"] = cell_name(row["row"], row["col"])
    values = {**row, **lines, "finding_id": _id(row)}
    return {name: values[name] for name in COLUMNS}


def _id(row: dict[str, Any]) -> str | None:
    """What names a finding on a cell; None where it is on the file or sheet as a whole."""
    if row["page"] is None or row["sha256"] is None:
        return None
    place = Place(row["page"], row["row"], row["col"])
    return finding_id(row["sha256"], row["rule"], place, row["actual"], row["expected"])
