"""The row of ``runs`` that tells of one ingest."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Table, case, exists, func, insert, select, update

from db import tables as t
from pipeline import __version__
from pipeline.load.rows import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCounts:
    """The counters of ``runs``; ``coverage`` is None where nothing was read."""

    files_seen: int = 0
    files_read: int = 0
    files_skipped: int = 0
    files_failed: int = 0
    reports_loaded: int = 0
    facts: int = 0
    errors: int = 0
    warnings: int = 0
    coverage: float | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """How much a database holds: sources with reports, those of them that are missing, their reports, and facts."""

    sources: int = 0
    missing: int = 0
    reports: int = 0
    facts: int = 0


def held(connection: Connection) -> Held:
    """What the database holds."""
    s, r = t.sources.c, t.reports.c
    missing = func.sum(case((s.status == "missing", 1), else_=0))
    counted = select(func.count(), missing).where(exists().where(r.source_id == s.id))
    sources, gone = connection.execute(counted).one()
    reports, *facts = (_rows(connection, table) for table in (t.reports, *TABLES.values()))
    return Held(sources, int(gone or 0), reports, sum(facts))


def _rows(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def start_run(connection: Connection, command: str, folder: str | None = None) -> int:
    """Open a run, and return its number; ``folder`` is what the paths of the database are relative to."""
    new = insert(t.runs).values(started_at=datetime.now(UTC), version=__version__, command=command, folder=folder)
    return int(connection.execute(new.returning(t.runs.c.id)).scalar_one())


def finish_run(connection: Connection, run_id: int, counts: RunCounts) -> None:
    """Close a run with what it did."""
    done = update(t.runs).where(t.runs.c.id == run_id)
    connection.execute(done.values(finished_at=datetime.now(UTC), **asdict(counts)))
