"""What the database knows of sources: which are there, what is odd about them, who saw them, what is there twice."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, case, delete, exists, func, select, update

from db import tables as t
from pipeline.load.record import SAME_CONTENT, Spot
from pipeline.load.report import insert_rows
from pipeline.load.rows import finding_row
from pipeline.model.document import Place
from pipeline.model.finding import CHECK, Finding, Severity

_BATCH = 500


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source as the database has it; ``counts``: reports of it are loaded, whether its file is there or not."""

    id: int
    path: str
    sha256: str | None
    status: str
    reader_version: str | None
    forms_hash: str | None
    member: str | None = None
    counts: bool = False

    @property
    def was_read(self) -> bool:
        """Whether there are pages that it was loaded from."""
        return self.status in ("loaded", "unrecognized")

    @property
    def spot(self) -> Spot:
        return Spot(self.path, self.member)


def known_sources(connection: Connection) -> list[KnownSource]:
    """Every source, missing ones included."""
    s = t.sources.c
    told = exists().where(t.reports.c.source_id == s.id).label("counts")
    query = select(s.id, s.path, s.sha256, s.status, s.reader_version, s.forms_hash, s.member, told).order_by(s.id)
    return [KnownSource(*row) for row in connection.execute(query)]


def missing_sources(connection: Connection) -> list[KnownSource]:
    """The sources that no path has any more."""
    return [source for source in known_sources(connection) if source.status == "missing"]


def known_copies(connection: Connection) -> list[tuple[int, str]]:
    """Other paths at which a source's content was found, as people read them."""
    f = t.findings.c
    query = select(f.source_id, f.actual).where(f.rule == SAME_CONTENT, f.actual.is_not(None))
    return [(row.source_id, row.actual) for row in connection.execute(query)]


def forms_of(connection: Connection, source_id: int) -> list[str]:
    """The form of each report of a source."""
    r = t.reports.c
    return list(connection.execute(select(r.form).where(r.source_id == source_id).order_by(r.ordinal)).scalars())


def own_forms_of(connection: Connection, source_id: int) -> frozenset[str]:
    """Which of these forms were of a folder of one's own."""
    own = connection.execute(select(t.sources.c.own_forms).where(t.sources.c.id == source_id)).scalar()
    return frozenset((own or "").splitlines())


def findings_of_run(connection: Connection, run_id: int) -> dict[int, dict[str, int]]:
    """How many open findings every source has that the run saw last, by severity."""
    f, s = t.findings.c, t.sources.c
    query = (
        select(f.source_id, f.severity, func.count().label("number"))
        .join(t.sources, s.id == f.source_id)
        .where(s.last_run_id == run_id, f.status == "open")
        .group_by(f.source_id, f.severity)
    )
    found: dict[int, dict[str, int]] = {}
    for row in connection.execute(query):
        found.setdefault(row.source_id, {})[row.severity] = row.number
    return found


def serious_findings(connection: Connection, source_id: int, limit: int) -> list[Finding]:
    """The first findings of a source that make it a problem: what wasn't read, then what the sheet contradicts."""
    f = t.findings.c
    query = select(t.findings).where(f.source_id == source_id, f.severity == "error", f.status == "open")
    of_the_sheet = case((f.rule.startswith(CHECK, autoescape=True), 1), else_=0)
    rows = connection.execute(query.order_by(of_the_sheet, f.page, f.row, f.col, f.id).limit(limit))
    return [
        Finding(
            row.rule,
            Severity(row.severity),
            row.message,
            row.expected,
            row.actual,
            row.fiscal_year,
            None if row.page is None else Place(row.page, row.row, row.col),
        )
        for row in rows
    ]


def mark_seen(connection: Connection, sources: Iterable[int], run_id: int) -> None:
    """Write down that this run saw the sources."""
    rest = iter(sources)
    while batch := list(islice(rest, _BATCH)):
        seen = update(t.sources).where(t.sources.c.id.in_(batch))
        connection.execute(seen.values(last_run_id=run_id))


def note_copies(
    connection: Connection, copies: Mapping[int, set[str]], looked_at: Set[int], looked_for: Callable[[str], bool]
) -> None:
    """Make ``copies`` (other paths with a source's content) the findings of the sources that were looked at.

    A copy that an earlier run noted stays noted where this run had no look at its path (``looked_for`` says so).
    """
    f = t.findings.c
    rows = connection.execute(select(f.id, f.source_id, f.actual).where(f.rule == SAME_CONTENT))
    known = {(row.source_id, row.actual): row.id for row in rows if row.source_id in looked_at}
    wanted = {(source, path) for source, paths in copies.items() for path in paths}
    for (source, path), ident in known.items():
        if (source, path) not in wanted and looked_for(path):
            connection.execute(delete(t.findings).where(f.id == ident))
    new = [finding_row(copy_finding(path), source, None) for source, path in sorted(wanted - known.keys())]
    insert_rows(connection, t.findings, new)


def copy_finding(path: str) -> Finding:
    """That a content also stands at ``path``."""
    return Finding(
        SAME_CONTENT, Severity.INFO, f"{path} has the same content, so it was read once; keep one of them", actual=path
    )
