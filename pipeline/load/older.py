"""What an older content of a file said and still counts, since the content that is there now could not be read."""

from sqlalchemy import Connection, delete, exists, select

from db import tables as t
from pipeline.load.report import insert_rows
from pipeline.load.rows import finding_row
from pipeline.model.finding import Finding, Severity

OLDER = "older-content-counts"


def note_older(connection: Connection) -> None:
    """Make it a finding of every source that says nothing itself, at whose place an older content is loaded."""
    f = t.findings.c
    rows = connection.execute(select(f.source_id, f.expected, f.id).where(f.rule == OLDER))
    known = {(row.source_id, row.expected): row.id for row in rows}
    wanted = {source: _finding(content) for source, content in _unread_places(connection)}
    keys = {(source, finding.expected) for source, finding in wanted.items()}
    stale = [ident for key, ident in known.items() if key not in keys]
    if stale:
        connection.execute(delete(t.findings).where(f.id.in_(stale)))
    new = [(source, finding) for source, finding in wanted.items() if (source, finding.expected) not in known]
    insert_rows(connection, t.findings, [finding_row(finding, source, None) for source, finding in new])


def outdated_sources(connection: Connection) -> set[int]:
    """The sources that say nothing, and of which an older content counts."""
    f = t.findings.c
    return set(connection.execute(select(f.source_id).where(f.rule == OLDER)).scalars())


def _unread_places(connection: Connection) -> list[tuple[int, str]]:
    """Sources without reports, each with the content that is loaded in its place."""
    now, before = t.sources.alias(), t.sources.alias()
    told = exists().where(t.reports.c.source_id == before.c.id)
    silent = ~exists().where(t.reports.c.source_id == now.c.id)
    here = (before.c.path == now.c.path) & before.c.member.is_not_distinct_from(now.c.member)
    query = (
        select(now.c.id, before.c.sha256)
        .join(before, here & (before.c.id != now.c.id))
        .where(now.c.status != "missing", silent, told)
        .order_by(now.c.id, before.c.id)
    )
    return [(row.id, row.sha256) for row in connection.execute(query)]


def _finding(content: str) -> Finding:
    message = (
        "nothing was read from what this file holds now, so what its older content said still counts; mend the file "
        "or the form. If the older content was wrong, delete the file and have it forgotten by `hyoka ingest --prune`"
    )
    return Finding(OLDER, Severity.WARNING, message, expected=f"the content {content[:16]}")
