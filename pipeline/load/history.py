"""What a database knows of its sources and runs besides what the files say: enough, with the files, to make it anew."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import asdict
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, cast, func, insert, select, update
from sqlalchemy.dialects.postgresql import REGCLASS

from db import tables as t
from pipeline.load.known import copy_finding
from pipeline.load.projects import ProjectIds
from pipeline.load.record import SAME_CONTENT, SourceRecord
from pipeline.load.report import insert_rows
from pipeline.load.rows import finding_row
from pipeline.load.source import load_source, put_source
from pipeline.model.document import Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.report import SourceReading
from pipeline.rulings import Correction


class PastRun(Struct, frozen=True, kw_only=True):
    """A row of ``runs``."""

    id: int
    started_at: datetime
    finished_at: datetime | None
    version: str
    command: str
    files_seen: int
    files_read: int
    files_skipped: int
    files_failed: int
    reports_loaded: int
    facts: int
    errors: int
    warnings: int
    coverage: float | None
    folder: str | None = None


class PastSource(Struct, frozen=True, kw_only=True):
    """A row of ``sources``, the forms its reports are of, and where else its content stands.

    ``findings`` are those of a file that could not be read: there is nothing else that tells them. ``own_forms``: which
    of the forms were of a folder of one's own, one a line.
    """

    path: str
    member: str | None
    sha256: str | None
    bytes: int | None
    media_type: str | None
    pages: int | None
    reader: str | None
    reader_version: str | None
    url: str | None
    published_on: str | None
    status: str
    error: str | None
    forms_hash: str | None
    first_run_id: int | None
    last_run_id: int | None
    own_forms: str | None = None
    id: int | None = None
    forms: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def was_read(self) -> bool:
        """Whether there are pages that it was made from: of one that is missing, if what they say still counts."""
        return self.status in ("loaded", "unrecognized") or (self.status == "missing" and bool(self.forms))


class PastProject(Struct, frozen=True, kw_only=True):
    """The id of a project, by what makes it one."""

    id: int
    municipality: str
    key: str


_SOURCE = [name for name in PastSource.__struct_fields__ if name not in ("id", "forms", "copies", "findings")]
_NUMBERED = (t.runs, t.sources, t.projects)


def past_runs(connection: Connection) -> tuple[PastRun, ...]:
    """Every run, in order."""
    columns = [t.runs.c[name] for name in PastRun.__struct_fields__]
    rows = connection.execute(select(*columns).order_by(t.runs.c.id)).mappings()
    return tuple(PastRun(**{str(name): value for name, value in row.items()}) for row in rows)


def past_sources(connection: Connection) -> tuple[PastSource, ...]:
    """Every source, in the order in which they came."""
    forms: dict[int, list[str]] = defaultdict(list)
    query = select(t.reports.c.source_id, t.reports.c.form).distinct().order_by(t.reports.c.form)
    for report in connection.execute(query):
        forms[report.source_id].append(report.form)
    copies, said = _findings(connection)
    s = t.sources.c
    found = []
    for row in connection.execute(select(s.id, *(s[name] for name in _SOURCE)).order_by(s.id)).mappings():
        values: dict[str, Any] = {name: row[name] for name in _SOURCE}
        ident = row["id"]
        unread = tuple(said[ident]) if row["status"] == "failed" else ()
        more: dict[str, Any] = {"forms": tuple(forms[ident]), "copies": tuple(copies[ident]), "findings": unread}
        found.append(PastSource(id=ident, **values, **more))
    return tuple(found)


def past_projects(connection: Connection) -> tuple[PastProject, ...]:
    """Every project, in order."""
    p = t.projects.c
    rows = connection.execute(select(p.id, p.municipality_code, p.key).order_by(p.id))
    return tuple(PastProject(id=row.id, municipality=row.municipality_code, key=row.key) for row in rows)


def put_runs(connection: Connection, runs: Iterable[PastRun]) -> frozenset[int]:
    """Write the runs with the ids that they had, and return these."""
    rows = [{name: getattr(run, name) for name in PastRun.__struct_fields__} for run in runs]
    insert_rows(connection, t.runs, rows)
    return frozenset(row["id"] for row in rows)


def count_on(connection: Connection) -> None:
    """Let PostgreSQL give ids behind those that were written; SQLite does so anyway.

    Never earlier ones: no transaction that is undone undoes this.
    """
    for table in _NUMBERED if connection.dialect.name == "postgresql" else ():
        last = connection.execute(select(func.max(table.c.id))).scalar()
        if last is not None:
            sequence = func.pg_get_serial_sequence(table.name, "id")
            given = func.coalesce(func.pg_sequence_last_value(cast(sequence, REGCLASS)), 1)
            connection.execute(select(func.setval(cast(sequence, REGCLASS), func.greatest(last, given))))


def put_past_source(
    connection: Connection,
    source: PastSource,
    record: SourceRecord,
    reading: SourceReading,
    runs: Set[int],
    corrections: Sequence[Correction] = (),
    ids: ProjectIds | None = None,
) -> None:
    """Load what a source says, as it was first seen and last seen by these runs, with the corrections on it.

    It has the id that it had, and so have its projects by ``ids``.
    """
    first, last = (number if number in runs else None for number in (source.first_run_id, source.last_run_id))
    if source.id is not None:
        connection.execute(insert(t.sources).values(id=source.id, first_run_id=first, **asdict(record)))
    if not source.was_read and source.status == "missing":
        ident = put_source(connection, record, first or 0)
    else:
        ident = load_source(connection, record, reading, first or 0, corrections=corrections, ids=ids).source_id
    changed = {"first_run_id": first, "last_run_id": last, "url": source.url, "published_on": source.published_on}
    connection.execute(update(t.sources).where(t.sources.c.id == ident).values(changed))
    insert_rows(connection, t.findings, [finding_row(copy_finding(path), ident, None) for path in source.copies])


def _findings(connection: Connection) -> tuple[dict[int, list[str]], dict[int, list[Finding]]]:
    """By source: the other places with its content, and what else is said of it as a whole where nothing was read."""
    f, s = t.findings.c, t.sources.c
    copies: dict[int, list[str]] = defaultdict(list)
    said: dict[int, list[Finding]] = defaultdict(list)
    whole = (
        select(t.findings)
        .join(t.sources, s.id == f.source_id)
        .where(f.report_id.is_(None), (s.status == "failed") | (f.rule == SAME_CONTENT))
        .order_by(f.id)
    )
    for row in connection.execute(whole):
        if row.rule == SAME_CONTENT:
            copies[row.source_id].append(row.actual)
            continue
        place = None if row.page is None else Place(row.page, row.row, row.col)
        severity = Severity(row.severity)
        said[row.source_id].append(
            Finding(row.rule, severity, row.message, row.expected, row.actual, row.fiscal_year, place)
        )
    return copies, said
