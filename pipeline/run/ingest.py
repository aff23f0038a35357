"""A folder into the database: every file read once, one transaction a file, and none of them stops the others."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from db.advice import advice
from db.engine import open_database, upgrade
from pipeline.errors import DatabaseError
from pipeline.load.failure import load_failure
from pipeline.load.known import KnownSource, findings_of_run, forms_of, mark_seen, note_copies, serious_findings
from pipeline.load.record import NOBODY, Displaced, Loaded, SourceRecord
from pipeline.load.runs import finish_run, start_run
from pipeline.load.source import displace_sources, findings_of, load_source, move_source
from pipeline.model.backend import PdfBackend
from pipeline.model.change import replace
from pipeline.model.finding import Finding, Severity
from pipeline.readers import reader_version
from pipeline.run.discover import FoundFile, PassedOver, WorkList, absolute, discover
from pipeline.run.file import (
    UNREADABLE,
    ReadFile,
    content_hash,
    internal_error,
    no_bytes,
    read_bytes,
    read_file,
)
from pipeline.run.kept import form_absent
from pipeline.run.ledger import Ledger
from pipeline.run.summary import Done, Event, FileResult, Found, Listener, Reading, RunSummary
from pipeline.spec.registry import Registry

FIRST_FINDINGS = 5


def ingest(
    paths: Sequence[Path],
    url: str,
    registry: Registry,
    *,
    command: str = "hyoka ingest",
    listen: Listener | None = None,
    again: bool = False,
    pdf_backend: PdfBackend = PdfBackend.PDFIUM,
) -> RunSummary:
    """Read every file under ``paths`` into the database at ``url``, and tell ``listen`` how it goes.

    Files with known content are skipped, unless the forms or the reader changed since, or ``again``. What stood at a
    path before its content changed, and what stood at a path that is gone, no longer counts.

    Raises:
        NoSuchPath: one of ``paths`` doesn't exist; nothing was done.
        DatabaseError, UnusableDatabase: the database can't be used; what was committed before stays.
    """
    work = discover(paths)
    engine = open_database(url)
    try:
        upgrade(engine)
        return _Run(engine, registry, work, listen or _nobody, again, pdf_backend).run(command)
    except SQLAlchemyError as error:
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        said = f"the database failed, and what was written before stays: {reason}. {advice(reason)}"
        raise DatabaseError(said) from error
    finally:
        engine.dispose()


def _nobody(_event: Event) -> None:
    """Listens to nothing."""


class _Run:
    """One ingest while it goes on."""

    def __init__(
        self,
        engine: Engine,
        registry: Registry,
        work: WorkList,
        listen: Listener,
        again: bool,
        pdf_backend: PdfBackend,
    ) -> None:
        self._engine = engine
        self._registry = registry
        self._work = work
        self._listen = listen
        self._again = again
        self._pdf_backend = pdf_backend
        self._reader_version = reader_version(pdf_backend)
        self._results: list[FileResult] = []

    def run(self, command: str) -> RunSummary:
        started = time.monotonic()
        with self._engine.begin() as connection:
            self._ledger = Ledger.read(connection)
            self._run_id = start_run(connection, command)
        interrupted, gone = False, list[str]()
        try:
            self._read_all()
            gone = self._retire_gone()
        except KeyboardInterrupt:
            interrupted = True
        with self._engine.begin() as connection:
            note_copies(connection, self._ledger.copies, self._ledger.seen, self._work.covers)
            mark_seen(connection, sorted(self._ledger.seen), self._run_id)
            summary = RunSummary(
                run_id=self._run_id,
                files=self._recounted(findings_of_run(connection, self._run_id)),
                passed_over=self._work.passed_over,
                gone=tuple(gone),
                seconds=time.monotonic() - started,
                interrupted=interrupted,
            )
            finish_run(connection, self._run_id, summary.counts)
        return summary

    def _recounted(self, found: Mapping[int, Mapping[str, int]]) -> tuple[FileResult, ...]:
        """The results with all findings on them: that there are two of a sheet is found when the second is loaded."""
        return tuple(
            result if result.source_id is None else replace(result, findings=found.get(result.source_id, {}))
            for result in self._results
        )

    def _read_all(self) -> None:
        self._listen(Found(len(self._work.files) + len(self._work.unlisted)))
        for folder in self._work.unlisted:
            self._done(self._unlisted(folder))
        for file in self._work.files:
            self._listen(Reading(file.name))
            self._done(self._guarded(file))

    def _done(self, result: FileResult) -> None:
        self._results.append(result)
        self._listen(Done(result))

    def _unlisted(self, folder: PassedOver) -> FileResult:
        finding = Finding(UNREADABLE, Severity.ERROR, folder.why)
        return self._load(no_bytes(folder.name, finding), absolute(folder.name), NOBODY)

    def _guarded(self, file: FoundFile) -> FileResult:
        """The result of a file. A bug of ours is one too: it must not keep the other files from being read."""
        try:
            return self._one(file)
        except SQLAlchemyError:
            raise  # the database is everybody's
        except Exception as error:
            self._ledger.saw(file.absolute)
            finding = internal_error(error, "loaded")
            return FileResult(path=file.name, status="failed", findings={"error": 1}, serious=(finding,))

    def _one(self, file: FoundFile) -> FileResult:
        data = read_bytes(file.path)
        if isinstance(data, Finding):  # what was read here before stays: nothing says that it is wrong
            return self._load(no_bytes(file.name, data), file.absolute, NOBODY)
        sha256 = content_hash(data)
        displaced = self._ledger.displaced_by(sha256, file.absolute)
        known = self._ledger.source(sha256)
        if known is not None and (known.id in self._ledger.seen or self._is_settled(known)):
            return self._skip(known, file, displaced)
        read = read_file(data, file.name, self._registry, self._pdf_backend)
        absent = None if known is None or self._again else self._form_absent(known, read)
        if known is not None and absent is not None:
            return self._keep(known, file, displaced, absent)
        return self._load(read, file.absolute, displaced)

    def _form_absent(self, known: KnownSource, read: ReadFile) -> Finding | None:
        if known.status != "loaded":
            return None
        with self._engine.connect() as connection:
            before = forms_of(connection, known.id)
            errors = findings_of(connection, known.id).get("error", 0)
        return form_absent(before, errors, read, self._registry)

    def _keep(self, known: KnownSource, file: FoundFile, displaced: Displaced, why: Finding) -> FileResult:
        """Leave what was read by a form that this run doesn't have."""
        kept = self._skip(known, file, displaced)
        return replace(kept, note="kept as it was read before", serious=(why, *kept.serious))

    def _is_settled(self, known: KnownSource) -> bool:
        unchanged = (known.forms_hash, known.reader_version) == (self._registry.forms_hash, self._reader_version)
        return unchanged and known.status != "missing" and not self._again

    def _skip(self, known: KnownSource, file: FoundFile, displaced: Displaced) -> FileResult:
        note, before = "unchanged", self._ledger.path(known.id)
        copy = self._ledger.is_copy(known, file)
        with self._engine.begin() as connection:
            if copy or before == file.name:
                note = f"same content as {before}" if copy else note
                displace_sources(connection, displaced)
            else:
                note = f"moved from {before}"
                move_source(connection, known.id, file.name, displaced)
            findings = findings_of(connection, known.id)
            serious = serious_findings(connection, known.id, FIRST_FINDINGS)
        if copy:
            self._ledger.put_copy(known, file, displaced)
        else:
            self._ledger.put(replace(known, path=file.name), file.absolute, displaced)
        return FileResult(
            path=file.name,
            status=known.status,
            skipped=True,
            note=note,
            findings=findings,
            serious=tuple(serious),
            source_id=known.id,
        )

    def _load(self, read: ReadFile, place: str, displaced: Displaced) -> FileResult:
        """Load what was read. Where that fails nothing of it stays, and what was there before does."""
        record, status = read.record, read.record.status
        try:
            with self._engine.begin() as connection:
                loaded = load_source(connection, record, read.reading, self._run_id, displaced)
                serious = serious_findings(connection, loaded.source_id, FIRST_FINDINGS)
        except Exception as error:  # a bug of ours must not keep the other files from being loaded
            status, displaced = "failed", NOBODY
            finding = internal_error(error, "loaded")
            serious = [finding]
            with self._engine.begin() as connection:
                loaded = load_failure(connection, record, finding, self._run_id)
        self._ledger.put(_known(record, loaded, status), place, displaced)
        return FileResult(
            path=record.path,
            status=status,
            note="new content: the old no longer counts" if displaced.gone else None,
            reports=loaded.reports,
            facts=loaded.facts,
            cells=loaded.cells,
            unread=loaded.unread,
            findings=loaded.findings,
            serious=tuple(serious),
            source_id=loaded.source_id,
        )

    def _retire_gone(self) -> list[str]:
        """Forget what was read from files that should be under the paths of this run and are not."""
        displaced = self._ledger.gone(self._work)
        names = [self._ledger.path(ident) for ident in displaced.gone]
        if displaced:
            with self._engine.begin() as connection:
                displace_sources(connection, displaced)
        return names


def _known(record: SourceRecord, loaded: Loaded, status: str) -> KnownSource:
    return KnownSource(loaded.source_id, record.path, record.sha256, status, record.reader_version, record.forms_hash)
