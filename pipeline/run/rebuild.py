"""The same database once more, from what reading produced: no file is opened, no page is read."""

from collections.abc import Set
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, exists, select

from db import tables as t
from db.engine import open_database, upgrade
from pipeline.errors import HyokaError
from pipeline.load.history import PastSource, count_on, put_past_source, put_runs
from pipeline.load.older import note_older
from pipeline.load.projects import ProjectIds
from pipeline.load.record import SourceRecord, Spot
from pipeline.model.change import replace
from pipeline.model.report import SourceReading
from pipeline.parsed import Damaged, Parsed
from pipeline.readers import reader_version
from pipeline.rulings import Rulings
from pipeline.run.failures import database_errors
from pipeline.run.file import ReadFile, bind_document
from pipeline.run.kept import replaced_forms
from pipeline.run.past import History, HistoryFile
from pipeline.run.rule import NO_RULINGS, rulings_for, settle_rulings
from pipeline.run.summary import Done, FileResult, Found, Listener, Reading
from pipeline.spec.registry import Registry


class NothingKept(HyokaError):
    """There is nothing to make the database from."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A source that can't be made anew, and why."""

    spot: Spot
    why: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild came to. Not ``written``: sources were lacking, so the database stayed as it was."""

    sources: int
    reports: int
    lacking: tuple[Lacking, ...]
    written: bool


def rebuild(
    url: str, registry: Registry, folder: Path, listen: Listener | None = None, *, rulings: Path | None = None
) -> Rebuilt:
    """Make the database at ``url`` anew from what is kept in ``folder``, by the forms of ``registry``.

    What people decided is in the folder ``rulings``; None: nothing was decided. All is done in one transaction. Where
    something is lacking, a database that has something in it stays as it is.

    Raises:
        NothingKept: no history of this database is kept.
        WrongRuling: the rulings can't be read; the database stays as it was.
        DatabaseError, UnusableDatabase: the database can't be used; it stays as it was.
    """
    history = HistoryFile(folder, url)
    past = history.read_any()
    if past is None:
        raise NothingKept(
            f"{history.path.as_posix()}: this isn't there or is damaged, so nothing tells which files the database was "
            "made from. Read them again by `hyoka ingest`, name the folder by --parsed, or give the database the name "
            "that it had"
        )
    with database_errors():
        engine = open_database(url)
        try:
            upgrade(engine)
            with engine.connect() as connection, connection.begin() as transaction:
                ruled = rulings_for(connection, rulings) or NO_RULINGS
                rebuilt = _Rebuild(connection, registry, folder, listen or _nobody, ruled).run(past)
                if not rebuilt.written:
                    transaction.rollback()
            return rebuilt
        finally:
            engine.dispose()


def _nobody(_event: object) -> None:
    """Listens to nothing."""


class _Rebuild:
    def __init__(
        self, connection: Connection, registry: Registry, folder: Path, listen: Listener, rulings: Rulings
    ) -> None:
        self._connection = connection
        self._registry = registry
        self._folder = folder
        self._listen = listen
        self._rulings = rulings
        self._lacking: list[Lacking] = []
        self._sources = 0
        self._reports = 0

    def run(self, past: History) -> Rebuilt:
        had_any = self._connection.execute(select(t.sources.c.id).limit(1)).first() is not None
        self._lacking += _untold(self._connection, past)
        for table in reversed(t.metadata.sorted_tables):
            if table is not t.terms:
                self._connection.execute(delete(table))
        runs = put_runs(self._connection, past.runs)
        ids = ProjectIds({(project.municipality, project.key): project.id for project in past.projects})
        self._listen(Found(len(past.sources)))
        for source in past.sources:
            self._listen(Reading(str(Spot(source.path, source.member))))
            self._one(source, runs, ids)
            self._listen(Done(FileResult(path=source.path, member=source.member, status=source.status)))
        note_older(self._connection)
        settle_rulings(self._connection, self._rulings, ids)
        count_on(self._connection)
        written = not (had_any and self._lacking)
        return Rebuilt(self._sources, self._reports, tuple(self._lacking), written)

    def _one(self, source: PastSource, runs: Set[int], ids: ProjectIds) -> None:
        read = self._read(source)
        if isinstance(read, str):
            self._lacking.append(Lacking(Spot(source.path, source.member), read))
            return
        put_past_source(self._connection, source, read.record, read.reading, runs, self._rulings.corrections, ids)
        self._sources += 1
        self._reports += len(read.reading.reports)

    def _read(self, source: PastSource) -> ReadFile | str:
        """What a source says, or why that can't be told."""
        record = _record(source, self._registry)
        if not source.was_read or source.sha256 is None:
            return ReadFile(record, SourceReading(reports=(), findings=source.findings))
        absent = [form for form in source.forms if self._registry.get(form) is None]
        if absent:
            return f"it was read by {', '.join(absent)}, which isn't known; give the folder of that form by --forms"
        hidden = replaced_forms((source.own_forms or "").splitlines(), self._registry)
        if hidden:
            return (
                f"it was read by {', '.join(hidden)} of a folder of your own, and hyoka's form of this name reads "
                "otherwise; give that folder by --forms, or read the file without it by `hyoka ingest --again`"
            )
        for version in (source.reader_version or "", reader_version(known=self._registry.layouts)):
            document = Parsed(self._folder, version.split("+")).find(source.sha256)
            if document is not None:
                try:
                    read = bind_document(record, document, self._registry)
                    missing = source.status == "missing"
                    return replace(read, record=replace(read.record, status="missing")) if missing else read
                except Damaged as error:
                    return str(error)
        if source.status == "missing":
            return (
                "what reading it produced isn't kept any more, and the file is gone; put it back and read it by `hyoka "
                "ingest`, or have it forgotten by `hyoka ingest --prune`"
            )
        return "what reading it produced isn't kept any more, or is damaged; `hyoka ingest` reads the file again"


def _untold(connection: Connection, past: History) -> list[Lacking]:
    """The sources that the database has and its history hasn't: they would be lost, and nobody would know."""
    told = {source.sha256 for source in past.sources if source.status != "missing" or source.forms}
    s = t.sources.c
    counts = (s.status != "missing") | exists().where(t.reports.c.source_id == s.id)
    query = select(s.path, s.member, s.sha256).where(s.sha256.is_not(None), counts).order_by(s.id)
    why = (
        "the history in parsed/ doesn't have it: the run that read it was broken off or kept nothing, or the history "
        "is of another database; `hyoka ingest` writes it anew"
    )
    return [Lacking(Spot(row.path, row.member), why) for row in connection.execute(query) if row.sha256 not in told]


def _record(source: PastSource, registry: Registry) -> SourceRecord:
    names = asdict(SourceRecord(path="", status="")).keys()
    values = {name: getattr(source, name) for name in names if name != "forms_hash"}
    return SourceRecord(**values, forms_hash=None if source.forms_hash is None else registry.forms_hash)
