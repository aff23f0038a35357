"""What a database knows of its sources and runs besides what the files say: enough, with the files, to make it anew."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, insert, select, update

from db import tables as t
from pipeline.load.known import copy_finding
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
    forms: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def was_read(self) -> bool:
        """Whether there are pages that it was made from: of one that is missing, if what they say still counts."""
        return self.status in ("loaded", "unrecognized") or (self.status == "missing" and bool(self.forms))


_SOURCE = [name for name in PastSource.__struct_fields__ if name not in ("forms", "copies", "findings")]


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
        found.append(PastSource(**values, forms=tuple(forms[ident]), copies=tuple(copies[ident]), findings=unread))
    return tuple(found)


def put_runs(connection: Connection, runs: Iterable[PastRun]) -> dict[int, int]:
    """Write the runs, and return their new numbers by the old."""
    numbers = {}
    for run in runs:
        values = {name: getattr(run, name) for name in PastRun.__struct_fields__ if name != "id"}
        new = insert(t.runs).values(values).returning(t.runs.c.id)
        numbers[run.id] = int(connection.execute(new).scalar_one())
    return numbers


def put_past_source(
    connection: Connection,
    source: PastSource,
    record: SourceRecord,
    reading: SourceReading,
    runs: Mapping[int, int],
    corrections: Sequence[Correction] = (),
) -> None:
    """Load what a source says, as it was first seen and last seen by these runs, with the corrections on it."""
    first, last = (runs.get(number or 0) for number in (source.first_run_id, source.last_run_id))
    if not source.was_read and source.status == "missing":
        ident = put_source(connection, record, first or 0)
    else:
        ident = load_source(connection, record, reading, first or 0, corrections=corrections).source_id
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
