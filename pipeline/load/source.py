"""One source into the database, in the caller's transaction: its row, its reports, its findings, and whom it displaces.

A source is a content. When no path has it any more, it is ``missing``. What it said stays, until other content at its
path is read and takes its place, in one transaction, or a person has it forgotten. The row stays in any case, so that a
content that comes back keeps its first run, which decides which of two publications is the newer one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, func, insert, select, update

from db import tables as t
from pipeline.load.corrections import correct_source
from pipeline.load.identity import group_of
from pipeline.load.overruling import Touched
from pipeline.load.projects import ProjectIds, settle_projects, touched_groups
from pipeline.load.record import NOBODY, SAME_CONTENT, Displaced, Loaded, SourceRecord, Spot
from pipeline.load.report import insert_report, insert_rows
from pipeline.load.rows import finding_row, unread_row
from pipeline.model.report import SourceReading
from pipeline.rulings import Correction

_MISSING = t.sources.c.status == "missing"
MOST_UNREAD = 1000
"""So many unread cells of a source are kept; ``coverage`` and a finding tell of all."""


def load_source(
    connection: Connection,
    record: SourceRecord,
    reading: SourceReading,
    run_id: int,
    displaced: Displaced = NOBODY,
    corrections: Sequence[Correction] = (),
    ids: ProjectIds | None = None,
) -> Loaded:
    """Put a source in the place of what was loaded from the same content before, and of those it displaces.

    Where it has no report, what those said stays. Those of ``corrections`` that are on this content are applied to it.
    New projects get their ``ids`` from there.
    """
    source_id = put_source(connection, record, run_id)
    silent = displaced.silenced if reading.reports else _silent(connection, displaced.gone)
    touched = _emptied(connection, [source_id, *silent])
    room = MOST_UNREAD
    if record.sha256 is not None:
        for report in reading.reports:
            insert_report(connection, report, source_id, record.sha256, most_unread=room)
            room = max(0, room - len(report.unread))
            group = group_of(report.head.project_code, report.head.project_name)
            touched.setdefault(report.head.municipality.code, set()).update([group] if group else [])
    outside = reading.unread[:room]
    insert_rows(connection, t.unread_cells, [unread_row(cell, source_id, None) for cell in outside])
    insert_rows(connection, t.findings, [finding_row(finding, source_id, None) for finding in reading.findings])
    _displace(connection, displaced)
    correct_source(connection, source_id, corrections, record.sha256, touched)
    settle_projects(connection, touched, ids)
    return _loaded(connection, source_id, reading)


def move_source(connection: Connection, source_id: int, spot: Spot, displaced: Displaced, *, replaced: bool) -> None:
    """A source that is loaded already was found at another path; whoever was there is displaced."""
    moved = {**displaced.moved, source_id: spot}
    displace_sources(connection, Displaced(displaced.gone, moved, displaced.kept), replaced=replaced)
    connection.execute(update(t.sources).where(t.sources.c.id == source_id, _MISSING).values(status="loaded"))


def displace_sources(connection: Connection, displaced: Displaced, *, replaced: bool) -> None:
    """These sources lost their paths. ``replaced``: to one that was read, so what they said no longer counts."""
    if displaced:
        silent = displaced.silenced if replaced else _silent(connection, displaced.gone)
        touched = _emptied(connection, silent)
        _displace(connection, displaced)
        settle_projects(connection, touched)


def forget_sources(connection: Connection, sources: Sequence[int]) -> None:
    """Delete sources with all that was read from them: that they were ever there is known no more."""
    settle_projects(connection, _emptied(connection, sources))
    for source_id in sources:
        connection.execute(delete(t.sources).where(t.sources.c.id == source_id))


def findings_of(connection: Connection, source_id: int) -> Mapping[str, int]:
    """How many open findings a source has, by severity."""
    f = t.findings.c
    query = (
        select(f.severity, func.count().label("number"))
        .where(f.source_id == source_id, f.status == "open")
        .group_by(f.severity)
    )
    return {row.severity: row.number for row in connection.execute(query)}


def put_source(connection: Connection, record: SourceRecord, run_id: int) -> int:
    """Write the row of a source, new or in place of what is known of the same content (or path), and return its id."""
    s = t.sources.c
    here = (s.path == record.path) & s.member.is_not_distinct_from(record.member)
    same = s.sha256.is_(None) & here if record.sha256 is None else s.sha256 == record.sha256
    known = connection.execute(select(s.id).where(same)).scalar()
    values = {**asdict(record), "last_run_id": run_id}
    if known is not None:
        connection.execute(update(t.sources).where(s.id == known).values(values))
        return int(known)
    new = insert(t.sources).values(first_run_id=run_id, **values).returning(s.id)
    return int(connection.execute(new).scalar_one())


def _emptied(connection: Connection, sources: Sequence[int]) -> Touched:
    """Delete all that was read from ``sources``; the groups of reports that this changes, by municipality."""
    touched: Touched = {}
    for source_id in sources:
        for municipality, groups in touched_groups(connection, source_id).items():
            touched.setdefault(municipality, set()).update(groups)
        for table in (t.findings, t.unread_cells, t.overruled, t.reports):
            connection.execute(delete(table).where(table.c.source_id == source_id))
    return touched


def _silent(connection: Connection, sources: Sequence[int]) -> list[int]:
    """Those of which no report is loaded: what else there is to say of such a file is of no use when it is gone."""
    r = t.reports.c
    told = set(connection.execute(select(r.source_id).where(r.source_id.in_(sources)).distinct()).scalars())
    return [source_id for source_id in sources if source_id not in told]


def _displace(connection: Connection, displaced: Displaced) -> None:
    f = t.findings.c
    for source_id in displaced.gone:
        row = t.sources.c.id == source_id
        connection.execute(delete(t.findings).where(f.source_id == source_id, f.rule == SAME_CONTENT))
        connection.execute(delete(t.sources).where(row, t.sources.c.sha256.is_(None)))  # it was a path and no content
        connection.execute(update(t.sources).where(row).values(status="missing", error=None))
    for source_id, spot in displaced.moved.items():
        place = update(t.sources).where(t.sources.c.id == source_id)
        connection.execute(place.values(path=spot.path, member=spot.member))
        copy = (f.source_id == source_id) & (f.rule == SAME_CONTENT) & (f.actual == str(spot))
        connection.execute(delete(t.findings).where(copy))


def _loaded(connection: Connection, source_id: int, reading: SourceReading) -> Loaded:
    outside = len(reading.unread) + reading.unread_more
    return Loaded(
        source_id=source_id,
        reports=len(reading.reports),
        facts=sum(len(report.facts) for report in reading.reports),
        cells=sum(report.cells for report in reading.reports) + outside,
        unread=sum(len(report.unread) for report in reading.reports) + outside,
        findings=findings_of(connection, source_id),
    )
