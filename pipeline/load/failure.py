"""When loading itself breaks off: the transaction is undone, and the next one writes down that it was."""

from dataclasses import replace

from sqlalchemy import Connection, delete, select, update

from db import tables as t
from pipeline.load.record import Loaded, SourceRecord
from pipeline.load.report import insert_rows
from pipeline.load.rows import finding_row
from pipeline.load.source import findings_of, load_source
from pipeline.model.finding import Finding
from pipeline.model.report import SourceReading


def load_failure(connection: Connection, record: SourceRecord, finding: Finding, run_id: int) -> Loaded:
    """Write down that a source couldn't be loaded.

    What an earlier run loaded from the same content stays, and so does its status; without a forms hash, the next run
    tries again.
    """
    s = t.sources.c
    known = connection.execute(select(s.id, s.status).where(s.sha256 == record.sha256)).first()
    failed = replace(record, status="failed", error=finding.message, forms_hash=None)
    if known is None or known.status != "loaded":
        return load_source(connection, failed, SourceReading(reports=(), findings=(finding,)), run_id)
    changed = {"error": finding.message, "forms_hash": None, "last_run_id": run_id}
    connection.execute(update(t.sources).where(s.id == known.id).values(changed))
    f = t.findings.c
    connection.execute(delete(t.findings).where(f.source_id == known.id, f.rule == finding.rule))
    insert_rows(connection, t.findings, [finding_row(finding, known.id, None)])
    return Loaded(source_id=known.id, findings=findings_of(connection, known.id))
