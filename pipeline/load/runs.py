"""The row of ``runs`` that tells of one ingest."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, update

from db import tables as t
from pipeline import __version__


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


def start_run(connection: Connection, command: str) -> int:
    """Open a run, and return its number."""
    new = insert(t.runs).values(started_at=datetime.now(UTC), version=__version__, command=command)
    return int(connection.execute(new.returning(t.runs.c.id)).scalar_one())


def finish_run(connection: Connection, run_id: int, counts: RunCounts) -> None:
    """Close a run with what it did."""
    done = update(t.runs).where(t.runs.c.id == run_id)
    connection.execute(done.values(finished_at=datetime.now(UTC), **asdict(counts)))
