"""When loading itself breaks off: the transaction is undone, and the next one writes down that it was.

This writes its few rows by itself: what broke once would break again.
"""

from sqlalchemy import Connection, delete, exists, insert, select, update

from db import tables as t
from pipeline.load.record import Loaded, SourceRecord
from pipeline.load.rows import finding_row
from pipeline.load.source import findings_of, put_source
from pipeline.model.change import replace
from pipeline.model.finding import Finding


def load_failure(connection: Connection, record: SourceRecord, finding: Finding, run_id: int) -> Loaded:
    """Write down that a source couldn't be loaded.

    What an earlier run loaded from the same content stays, and so does its status; without a forms hash, the next run
    tries again.
    """
    s, f = t.sources.c, t.findings.c
    told = exists().where(t.reports.c.source_id == s.id).label("counts")
    known = connection.execute(select(s.id, s.status, told).where(s.sha256 == record.sha256)).first()
    if known is not None and (known.status == "loaded" or known.counts):
        source_id = int(known.id)
        place = {"path": record.path, "member": record.member} if known.status == "missing" else {}
        changed = {
            **place, "status": "loaded", "error": finding.message, "forms_hash": None, "last_run_id": run_id,
        }  # fmt: skip
        connection.execute(update(t.sources).where(s.id == source_id).values(changed))
        connection.execute(delete(t.findings).where(f.source_id == source_id, f.rule == finding.rule))
    else:
        failed = replace(record, status="failed", error=finding.message, forms_hash=None)
        source_id = put_source(connection, failed, run_id)
        for table in (t.findings, t.unread_cells):
            connection.execute(delete(table).where(table.c.source_id == source_id))
    connection.execute(insert(t.findings), [finding_row(finding, source_id, None)])
    return Loaded(source_id=source_id, findings=findings_of(connection, source_id))
